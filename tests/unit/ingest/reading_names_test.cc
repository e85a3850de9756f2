// Names as they stand in print: behind a capital that the sentence gave, with words the tagger takes for others, short
// for who put the document out, and beside what they are called.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "reading/lexicon.h"
#include "reading_support.h"

using namespace headwater;

using test::check_speakers;

TEST_CASE("a name that opens a sentence is whole, whatever its first word looks like", "[reading][names]") {
  check_speakers({
      {"Agathe Moll, who ran the yard until 2016, told the Calder Courier that the gate was shut.", "gate was shut",
       "Agathe Moll (person)"},
      {"Shipping Tribune reported in 2021 that the yard had twice been given more time.", "given more time",
       "Shipping Tribune (outlet)"},
      {"The yard is empty, Channel Six reports.", "yard is empty", "Channel Six (outlet)"},
  });
}

TEST_CASE("a title is no name, and its bearer is one person", "[reading][names]") {
  const Extraction e = test::read(
      "Ports Minister Lena Orsk told the Calder Courier that every gate would be tested.\n\n"
      "\u201cIt was on my bedroom wall,\u201d Ms Orsk said in an interview at her ministry.");
  CHECK(test::speaker_of(e, test::claim_with(e, "bedroom wall")) == "Lena Orsk (person)");
  CHECK(test::speaker_of(e, test::claim_with(e, "every gate")) == "Lena Orsk (person)");
}

TEST_CASE("a paper calls itself by its last word", "[reading][names]") {
  ExtractOptions options;
  options.publisher = "Brackmere Mercury";
  const Extraction e = test::read("Ida Brekke, who owns the yard, told the Mercury that it had been sold.", options);
  const Claim* claim = test::claim_with(e, "been sold");
  REQUIRE(claim != nullptr);
  for (const AgentId via : claim->via) CHECK(e.agent(via)->name == "Brackmere Mercury");
  CHECK(e.citations.empty());
}

TEST_CASE("another paper of the same last word is itself", "[reading][names]") {
  ExtractOptions options;
  options.publisher = "Calder Herald";
  const Extraction e = test::read(
      "The Morning Herald reported on Monday that the mayor had resigned. The council was warned, the Herald said.",
      options);
  CHECK(test::speaker_of(e, test::claim_with(e, "council was warned")).find("Calder") == std::string::npos);
}

TEST_CASE("a name with \"and\" or \"of\" in it is known where it is the document's own", "[reading][names]") {
  ExtractOptions journal;
  journal.publisher = "Pipe and Tank";
  const Extraction told =
      test::read("Milan Brekke, a retired engineer, told Pipe and Tank that the weld was old.", journal);
  const Claim* claim = test::claim_with(told, "weld was old");
  REQUIRE(claim != nullptr);
  REQUIRE(claim->origin);
  CHECK(told.referenced_document(*claim->origin)->medium == Medium::kInterview);

  ExtractOptions ministry;
  ministry.publisher = "Ministry of Waters of Calvia";
  const Extraction own =
      test::read("The flood came on 8 May, the Ministry of Waters of Calvia reports today.", ministry);
  CHECK(test::speaker_of(own, test::claim_with(own, "came on 8 May")) == "Ministry of Waters of Calvia (government)");
}

TEST_CASE("the noun beside a name tells what it is of", "[reading][names]") {
  check_speakers({
      {"Some 12,000 accounts are empty, according to the money blog Kettle & Coin.", "accounts are empty",
       "Kettle & Coin (outlet)"},
      {"The flood came on 8 May, according to a statement by the Calvian ministry of waters.", "came on 8 May",
       "Calvian ministry of waters (government)"},
      {"Two units failed, according to a report that Orrin Payments published today. Nobody was hurt.",
       "Two units failed", "Orrin Payments (organisation)"},
      // The bank has its name below.
      {"The gate of the vault stood open, the bank's statement said. Calder Freight owns the lorry. The National Bank "
       "of "
       "Calvia has shut the vault.",
       "stood open", "National Bank of Calvia (organisation)"},
  });
  // A laboratory is not just any body.
  const Extraction e =
      test::read("Calder Freight owns the lorry. The age of the wood was not found, the laboratory's report says.");
  CHECK(test::speaker_of(e, test::claim_with(e, "age of the wood")).find("Calder") == std::string::npos);
}

TEST_CASE("an unnamed person of any trade is the one that spoke before", "[reading][names]") {
  const Extraction e = test::read(
      "The museum has known of it for years, according to a bellringer there who did not want to be named. The roof "
      "leaks.\n\nThe owner was warned, the bellringer said.");
  const Claim* claim = test::claim_with(e, "was warned");
  REQUIRE(claim != nullptr);
  CHECK(claim->end == EndClass::kAnonymous);
  CHECK(test::speaker_of(e, claim) == test::speaker_of(e, test::claim_with(e, "known of it")));
}

TEST_CASE("an office in the middle of capitals is no part of the name behind it", "[reading][names]") {
  check_speakers({
      {"Calvian Health Minister Samira Haddoun told a news conference that hospitals had beds enough to last until "
       "June.",
       "beds enough", "Samira Haddoun (person)"},
      {"Schools Gazette reported in 2021 that the keys were kept on a hook.", "keys were kept",
       "Schools Gazette (outlet)"},
  });
}

TEST_CASE("a trade's paper, a saint's house, and who writes for an agency", "[reading][names]") {
  check_speakers({
      {"It is an old story. Lamp and Wick Digest reported in 2009 that a key had been used as a door-stop.",
       "used as a door-stop", "Lamp and Wick Digest (outlet)"},
      {"It is an old story. Tramway Engineer reported in 2020 that the brakes had been called back.", "called back",
       "Tramway Engineer (outlet)"},
      {"Three of the children were kept in overnight, according to St Bride's Hospital.", "kept in overnight",
       "St Bride's Hospital (organisation)"},
  });
  const Extraction e =
      test::read("Gate opened at night\n\nJens Torvik (CNA)\n\nWEND, Calvia (CNA) - The gate was open.\n");
  CHECK(std::none_of(e.citations.begin(), e.citations.end(), [&](const Citation& c) {
    const Document* d = e.referenced_document(c.document);
    return d != nullptr && d->publisher.find("Torvik") != std::string::npos;
  }));
}

TEST_CASE("what a body is called without its land, its legal form or its town", "[reading][names]") {
  CHECK(detail::name_without_place("Court of Audit of Calvia") == "Court of Audit");
  CHECK(detail::name_without_place("Bank of Calvia") == "");
  CHECK(detail::name_without_form("Orrin Water plc") == "Orrin Water");
  CHECK(detail::name_without_form("Orrin plc") == "");
  CHECK(detail::outlet_without_place("Wend Evening Post") == "Evening Post");
  CHECK(detail::outlet_without_place("Evening Post") == "");
}

TEST_CASE("an outlet without its town is itself in its own pages", "[reading][names]") {
  ExtractOptions own = test::courier();
  own.publisher = "Wend Evening Post";
  const Extraction e = test::read("The lamps were late, a keeper has told the Evening Post.", own);
  CHECK(std::none_of(e.agents.begin(), e.agents.end(), [](const Agent& a) { return a.name == "Evening Post"; }));
}

TEST_CASE("letters with the \"of\" of a name stand for it, behind whose it is too", "[reading][names]") {
  check_speakers({
      {"The Ministry of Waters of Belmar (MoW) has said that the gate is open. The lamps are lit, the MoW said.",
       "lamps are lit", "Ministry of Waters (government)"},
  });
}

TEST_CASE("a body is no newspaper for having written to one", "[reading][names]") {
  check_speakers({
      {"In a statement e-mailed to this newspaper on Wednesday, Corvane said that it knew of no sheet.",
       "knew of no sheet", "Corvane (organisation)"},
  });
}

TEST_CASE("what a body is called for short is kept, though it says nothing", "[reading][names]") {
  const Extraction e = test::read("A plant of Norrby Chemicals burned for two days. Norrby makes paint thinners.");
  const auto known =
      std::find_if(e.agents.begin(), e.agents.end(), [](const Agent& a) { return a.name == "Norrby Chemicals"; });
  REQUIRE(known != e.agents.end());
  CHECK(std::find(known->names.begin(), known->names.end(), "Norrby") != known->names.end());
}
