#include "text/byline.h"

#include <catch2/catch.hpp>

using namespace headwater::detail;

namespace {
using Names = std::vector<std::string>;
struct Case {
  const char* in;
  Names want;
};
}  // namespace

TEST_CASE("a byline gives people and bodies, each once, without By", "[ingest][byline]") {
  const Case cases[] = {
      {"By Marta Lind", {"Marta Lind"}},
      {"By Marta Lind, Reuters", {"Marta Lind", "Reuters"}},
      {"By Marta Lind and Piet van Oort, Lothen Press Agency", {"Marta Lind", "Piet van Oort", "Lothen Press Agency"}},
      {"BY MARTA LIND", {"Marta Lind"}},
      {"by Reuters", {"Reuters"}},
      {"Written by: J. R. Tolland | Updated", {"J. R. Tolland"}},
      {"By Mary-Ann O'Dea, Science Editor", {"Mary-Ann O'Dea"}},
      {"By Marta Lind in Brenn", {"Marta Lind"}},
      {"By Marta Lind for the Evening Sentinel", {"Marta Lind"}},
      {"By Marta Lind 9 April 2024", {"Marta Lind"}},
      {"Marta Lind, Marta Lind", {"Marta Lind"}},
      {"Posted by admin", {}},
      {"By Staff Writer", {}},
      {"By Marta Lind, London", {"Marta Lind"}},
      {"https://social.example/nadia", {}},
      {"", {}},
  };
  for (const Case& c : cases) {
    INFO(c.in);
    CHECK(authors_in(c.in) == c.want);
  }
}

TEST_CASE("a sentence that opens with by is no byline", "[ingest][byline]") {
  CHECK(is_byline("By Marta Lind"));
  CHECK(is_byline("By Marta Lind and Reuters"));
  CHECK(is_byline("By Lothen Press Agency"));
  for (const char* none : {"By Monday the water had gone", "By far the best", "By the sea", "Marta Lind", "By",
                           "by hand and by foot", "By clicking you agree to our terms"}) {
    INFO(none);
    CHECK_FALSE(is_byline(none));
  }
}

TEST_CASE("names of persons and of bodies are told apart", "[ingest][byline]") {
  for (const char* person : {"Marta Lind", "Piet van Oort", "J. R. Tolland",
                             "Jos\xC3\xA9 Mar\xC3\xAD"
                             "a Sol"}) {
    INFO(person);
    CHECK(is_person_name(person));
    CHECK_FALSE(is_body_name(person));
  }
  for (const char* body : {"Reuters", "LPA", "Lothen Press Agency", "Ministry of Tides", "The Daily Post"}) {
    INFO(body);
    CHECK(is_body_name(body));
    CHECK_FALSE(is_person_name(body));
  }
  for (const char* neither : {"read more", "nadia", "Story by", "3 April", "Monday Morning", "Science Editor"}) {
    INFO(neither);
    CHECK_FALSE(is_person_name(neither));
    CHECK_FALSE(is_body_name(neither));
  }
}
