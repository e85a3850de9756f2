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
      {"By Nadia Ferrant", {"Nadia Ferrant"}},
      {"By Nadia Ferrant, Reuters", {"Nadia Ferrant", "Reuters"}},
      {"By Nadia Ferrant and Piet van Oort, Lothen Press Agency",
       {"Nadia Ferrant", "Piet van Oort", "Lothen Press Agency"}},
      {"BY NADIA FERRANT", {"Nadia Ferrant"}},
      {"by Reuters", {"Reuters"}},
      {"Written by: J. R. Tolland | Updated", {"J. R. Tolland"}},
      {"By Mary-Ann O'Dea, Science Editor", {"Mary-Ann O'Dea"}},
      {"By Nadia Ferrant in Brenn", {"Nadia Ferrant"}},
      {"By Nadia Ferrant for the Evening Sentinel", {"Nadia Ferrant"}},
      {"By Nadia Ferrant 9 April 2024", {"Nadia Ferrant"}},
      {"Nadia Ferrant, Nadia Ferrant", {"Nadia Ferrant"}},
      {"Posted by admin", {}},
      {"By Staff Writer", {}},
      {"By Nadia Ferrant, London", {"Nadia Ferrant"}},
      {"https://social.example/nadia", {}},
      {"", {}},
  };
  for (const Case& c : cases) {
    INFO(c.in);
    CHECK(authors_in(c.in) == c.want);
  }
}

TEST_CASE("a sentence that opens with by is no byline", "[ingest][byline]") {
  CHECK(is_byline("By Nadia Ferrant"));
  CHECK(is_byline("By Nadia Ferrant and Reuters"));
  CHECK(is_byline("By Lothen Press Agency"));
  for (const char* none : {"By Monday the water had gone", "By far the best", "By the sea", "Nadia Ferrant", "By",
                           "by hand and by foot", "By clicking you agree to our terms"}) {
    INFO(none);
    CHECK_FALSE(is_byline(none));
  }
}

TEST_CASE("names of persons and of bodies are told apart", "[ingest][byline]") {
  for (const char* person : {"Nadia Ferrant", "Piet van Oort", "J. R. Tolland",
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
