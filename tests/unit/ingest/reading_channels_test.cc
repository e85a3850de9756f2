// In which medium words were put out, to whom they were handed, on which day.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reading/channels.h"
#include "reading_support.h"

using namespace headwater;

namespace {

struct Row {
  const char* text;
  const char* origin;
  const char* via;
  const char* end;
};

// The claim that the gate was open.
void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.text);
    const Extraction e = test::read(row.text);
    const Claim* claim = test::claim_with(e, "gate was open");
    CHECK(test::origin_of(e, claim) == row.origin);
    CHECK(test::via_of(e, claim) == row.via);
    CHECK(test::end_of(claim) == row.end);
  }
}

}  // namespace

TEST_CASE("each medium is told by its words", "[reading][channels]") {
  check({
      {"In a statement, Harrow Group said the gate was open.", "statement", "", "primary"},
      {"The gate was open, Harrow Group said in a press release.", "statement", "", "primary"},
      {"The gate was open, Harrow Group said by fax.", "fax", "", "primary"},
      {"In an email, Harrow Group said the gate was open.", "email", "", "primary"},
      {"The gate was open, Harrow Group wrote in a letter.", "letter", "", "primary"},
      {"At a news conference, Ida Brekke said the gate was open.", "news_conference", "", "primary"},
      {"In an interview, Ida Brekke said the gate was open.", "interview", "", "firsthand"},
      {"In a speech, Ida Brekke said the gate was open.", "speech", "", "primary"},
      {"Ida Brekke told parliament that the gate was open.", "speech", "", "primary"},
      {"Ida Brekke told the court that the gate was open.", "testimony", "", "primary"},
      {"Ida Brekke testified that the gate was open.", "testimony", "", "primary"},
      {"The gate was open, Harrow Group said in a court filing.", "filing", "", "primary"},
      {"Ida Brekke tweeted that the gate was open.", "social_post", "", "primary"},
      {"Ida Brekke wrote on Facebook that the gate was open.", "social_post", "", "primary"},
      {"The gate was open, the Brevik Institute said in a report.", "report", "", "primary"},
      {"In a televised address, President Anton Vesely said the gate was open.", "broadcast", "", "primary"},
      {"Harrow Group said the gate was open.", "-", "", "primary"},
  });
}

TEST_CASE("a stated channel wins over a vaguer word", "[reading][channels]") {
  check({
      {"In a faxed statement, Harrow Group said the gate was open.", "fax", "", "primary"},
      {"In an emailed statement, Harrow Group said the gate was open.", "email", "", "primary"},
      {"In a statement faxed to the Osmund Press Agency, Harrow Group said the gate was open.", "fax",
       "Osmund Press Agency", "primary"},
  });
}

TEST_CASE("words told to an outlet are firsthand, words written to it primary", "[reading][channels]") {
  check({
      {"Ida Brekke told the Evening Courier that the gate was open.", "interview", "Evening Courier", "firsthand"},
      {"In an interview with Radio Calder, Ida Brekke said the gate was open.", "interview", "Radio Calder",
       "firsthand"},
      {"In an email to the Evening Courier, Ida Brekke said the gate was open.", "email", "Evening Courier", "primary"},
  });
}

TEST_CASE("the paper itself is no hop between the words and its reader", "[reading][channels]") {
  check({
      {"\"The gate was open all night,\" Ida Brekke told the Calder Courier.", "interview", "", "firsthand"},
      {"\"The gate was open all night,\" Ida Brekke told this newspaper.", "interview", "", "firsthand"},
      {"The gate was open, Ida Brekke wrote in a letter to the Calder Courier.", "letter", "", "primary"},
  });
}

TEST_CASE("a court, parliament and reporters are no hops", "[reading][channels]") {
  check({
      {"Ida Brekke told the court that the gate was open.", "testimony", "", "primary"},
      {"Ida Brekke told reporters that the gate was open.", "-", "", "firsthand"},
  });
}

TEST_CASE("a statement handed to an outlet is delivered to it", "[reading][channels]") {
  const Extraction e =
      test::read("In a statement faxed to the Osmund Press Agency on Monday, Harrow Group said the gate was open.");
  REQUIRE(e.deliveries.size() == 1);
  REQUIRE(e.agent(e.deliveries[0].to) != nullptr);
  CHECK(e.agent(e.deliveries[0].to)->name == "Osmund Press Agency");
  REQUIRE(e.claims.size() == 1);
  CHECK(e.claims[0].origin == e.deliveries[0].document);
  CHECK(words_of(e.text, e.deliveries[0].evidence) == "the Osmund Press Agency");
}

TEST_CASE("a channel carries over to the same speaker's next words", "[reading][channels]") {
  check({
      {"The Calvian Ports Ministry replied on Monday by fax to questions put to it by the Osmund Press Agency. The "
       "gate was open, the "
       "ministry wrote.",
       "fax 2031-05-05", "Osmund Press Agency", "primary"},
      {"The mayor, Ewald Strand, faced reporters on Monday. The gate was open, he said.", "news_conference 2031-05-05",
       "", "primary"},
      {"Harrow Group issued a statement on Monday. It said the gate was open.", "statement 2031-05-05", "", "primary"},
  });
}

TEST_CASE("a channel carries to nobody else, and not for ever", "[reading][channels]") {
  check({
      {"The mayor, Ewald Strand, faced reporters on Monday. Ida Brekke said the gate was open.", "-", "", "firsthand"},
      {"The mayor, Ewald Strand, faced reporters on Monday.\n\nThe sea rose.\n\nThe wind fell.\n\nThe rain "
       "came.\n\nStrand said the gate was "
       "open.",
       "-", "", "firsthand"},
  });
}

TEST_CASE("dates are told against the document's day", "[reading][dates]") {
  const auto date = [](std::string_view text, std::string_view published = "2031-05-06") {
    const detail::Analysis a = test::analysed(text);
    const std::optional<Date> found = detail::date_in(a, {0, a.size()}, *Date::parse(published));
    return found ? found->text() : "-";
  };
  // 6 May 2031 is a Tuesday.
  CHECK(date("on Tuesday") == "2031-05-06");
  CHECK(date("on Monday") == "2031-05-05");
  CHECK(date("on Wednesday") == "2031-04-30");
  CHECK(date("last Tuesday") == "2031-04-29");
  CHECK(date("last Monday") == "2031-05-05");
  CHECK(date("every Monday") == "-");
  CHECK(date("next Monday") == "-");
  CHECK(date("yesterday") == "2031-05-05");
  CHECK(date("today") == "2031-05-06");
  CHECK(date("on 8 April") == "2031-04-08");
  CHECK(date("on April 8") == "2031-04-08");
  CHECK(date("on 8 November") == "2030-11-08");
  CHECK(date("in March") == "2031-03");
  CHECK(date("in November") == "2030-11");
  CHECK(date("in March 2029") == "2029-03");
  CHECK(date("on 8 April 2029") == "2029-04-08");
  CHECK(date("in 2029") == "2029");
  CHECK(date("on 31 April") == "-");
  CHECK(date("the gate may fall") == "-");
  CHECK(date("nothing of the kind") == "-");
  CHECK(date("on Monday", "2031") == "-");
}

TEST_CASE("nothing stated is no date", "[reading][dates]") {
  const detail::Analysis a = test::analysed("on Monday and in March");
  CHECK_FALSE(detail::date_in(a, {0, a.size()}, std::nullopt).has_value());
  CHECK_FALSE(detail::date_in(a, {0, 0}, *Date::parse("2031-05-06")).has_value());
  const Extraction e = test::read("In a statement, Harrow Group said the gate was open.");
  REQUIRE(e.claims.size() == 1);
  CHECK(test::origin_of(e, &e.claims[0]) == "statement");
}
