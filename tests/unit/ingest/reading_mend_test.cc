// What is mended between spans and claims: speakers and words taken for each other, verbs of deeds and of time,
// denials, conversations in print, names with "and" in them.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reading_support.h"

using namespace headwater;

using test::check_speakers;

TEST_CASE("a verb between what was said and who may speak has the speaker behind it", "[reading][mend]") {
  check_speakers({
      {"Four ships sank, the Calder Courier reports. The gate lay open for four weeks, says the same paper.",
       "lay open", "Calder Courier (outlet)"},
      {"Orrin had no part in it, said its foreign ministry's spokesman, Milan Brekke, whom Reuters quoted on 14 May.",
       "had no part", "Milan Brekke (person)"},
      {"It rained.\n\n\u201cThey had a calendar,\u201d as Ida Brekke, the firm's chief analyst, put it to the "
       "Associated Press.",
       "a calendar", "Ida Brekke (person)"},
  });
}

TEST_CASE("who got hold of a document does not speak by it", "[reading][mend]") {
  const Extraction e = test::read(
      "The head of works asked three times for a new gate, an internal e-mail obtained by Calder Berth shows.");
  const Claim* claim = test::claim_with(e, "asked three times");
  REQUIRE(claim != nullptr);
  CHECK(claim->text == "The head of works asked three times for a new gate");
  CHECK(test::speaker_of(e, claim).find("Calder Berth") == std::string::npos);
}

TEST_CASE("a clause of time is nobody's word, and a deed is none", "[reading][mend]") {
  for (const char* text : {"The board received a letter on 4 February, 23 days before it recalled the powder.",
                           "The Calder Health Board is recalling all powder of batch 17 with immediate effect.",
                           "The Calder Health Board learned of a possible link on 24 February."}) {
    INFO(text);
    const Extraction e = test::read(text);
    REQUIRE(e.claims.size() == 1);
    CHECK(e.claims[0].form == ClaimForm::kOwn);
  }
}

TEST_CASE("unconfirmed reports are nobody", "[reading][mend]") {
  for (const char* text : {"According to unconfirmed reports, the owner of the mill has left the country.",
                           "Media reports say the owner of the mill has left the country.",
                           "Reports say the owner of the mill has left the country."}) {
    INFO(text);
    const Extraction e = test::read(text);
    const Claim* claim = test::claim_with(e, "left the country");
    REQUIRE(claim != nullptr);
    CHECK_FALSE(claim->speaker);
    CHECK(claim->end == EndClass::kUnattributed);
  }
}

TEST_CASE("names with a shared head, names with a role in them, and what a paper is called", "[reading][mend]") {
  check_speakers({
      {"The gate was open, the Calvian Food and Medicines Board said.", "gate was open",
       "Calvian Food and Medicines Board (organisation)"},
      {"The gate was open, Parent Wire reports.", "gate was open", "Parent Wire (outlet)"},
      {"Wend Anzeiger, a local daily, reported in January that the mill had been searched eleven times.",
       "searched eleven times", "Wend Anzeiger (outlet)"},
      {"The laboratory's report was long.\n\nAlder Nutrition is not persuaded. In a statement e-mailed on Friday, it "
       "insisted that the batch was clean.",
       "batch was clean", "Alder Nutrition (organisation)"},
  });
}

TEST_CASE("a lede that leaves the name for below has it", "[reading][mend]") {
  check_speakers(
      {{"A group that works for Orrin carried out the attack, a security firm said Tuesday.\n\nThe intruders stayed "
        "for "
        "85 days, according to the report by Quillmark Security.",
        "carried out the attack", "Quillmark Security (organisation)"},
       {"A group that works for Orrin carried out the attack, a security firm said Tuesday.\n\nThe ferries are "
        "back.\n\n"
        "Snow fell.\n\nThe town slept.\n\nThe intruders stayed for 85 days, according to the report by Quillmark "
        "Security.",
        "carried out the attack", "security firm (organisation, anonymous)"}});
}

TEST_CASE("a document denies in its own voice", "[reading][mend]") {
  ExtractOptions statement;
  statement.publisher = "Ministry of Ports of Calvia";
  statement.kind = DocumentKind::kStatement;
  for (const char* text : {"It is untrue that the mill in Wend was shut in November because of mould.",
                           "It is simply not true that the mill in Wend was shut because of mould.",
                           "It was not the case that the mill in Wend was shut, as we stated on Saturday.",
                           "We were wrong to write on Wednesday that the mill in Wend was shut.",
                           "An earlier version of this page wrongly said that the mill in Wend was shut.",
                           "There is no truth in the reports that the mill in Wend was shut in November.",
                           "It is not the case, as far as we know, that the mill in Wend was shut.",
                           "We do not accept that the mill in Wend was shut because of mould.",
                           "The claim that the mill in Wend was shut is false."}) {
    INFO(text);
    const Extraction e = test::read(text, statement);
    REQUIRE(e.claims.size() == 1);
    CHECK(e.claims[0].polarity == Polarity::kDenies);
  }
  for (const char* text : {"It is true that the mill in Wend was shut in November because of mould.",
                           "The report that the mill in Wend was shut is long."}) {
    INFO(text);
    const Extraction e = test::read(text, statement);
    REQUIRE(e.claims.size() == 1);
    CHECK(e.claims[0].polarity == Polarity::kAsserts);
  }
}

TEST_CASE("in somebody's own document a thing done is told by the issuer", "[reading][mend]") {
  ExtractOptions report;
  report.publisher = "Calvian Flood Centre";
  report.kind = DocumentKind::kReport;
  const Extraction e = test::read("The Centre does not attribute the flood.", report);
  REQUIRE(e.claims.size() == 1);
  CHECK(e.claims[0].form == ClaimForm::kOwn);
  CHECK(test::speaker_of(e, &e.claims[0]) == "Calvian Flood Centre (organisation)");
}

TEST_CASE("speakers take turns in print, by name and office", "[reading][mend]") {
  const Extraction e = test::read(
      "Briefing of 14 May\n\nMilan Brekke, spokesman: Calvia had no part in the flood. The gate was shut by hand on "
      "Sunday.\n\nQuestion (Reuters): How do you explain that?\n\nMilan Brekke: The ambassador has a good deal to "
      "read.\n\nQuestion (Calder Courier): Will he be recalled?\n\nMilan Brekke: He is at his desk.");
  CHECK(e.document.kind == DocumentKind::kTranscript);
  for (const char* words : {"had no part", "shut by hand", "a good deal", "at his desk"}) {
    INFO(words);
    const Claim* claim = test::claim_with(e, words);
    CHECK(test::speaker_of(e, claim) == "Milan Brekke (person)");
    if (claim != nullptr) CHECK(claim->form == ClaimForm::kDirect);
  }
  CHECK(e.claims.size() == 4);
  // A list with headings is no conversation.
  CHECK(test::read("Gate: it was open.\n\nWall: it was old and wet.\n\nRoof: it was never mended.").document.kind !=
        DocumentKind::kTranscript);
}

TEST_CASE("what is told on the air is told, what a body records is a document", "[reading][mend]") {
  const char* text =
      "An interview\n\nGRETA SOAMES: Good morning, minister.\n\nTEODOR HALAS: I was shown the letter on 25 "
      "February.\n\n"
      "GRETA SOAMES: Thank you very much.\n\nTEODOR HALAS: I rang the chairman of the board that night.";
  ExtractOptions on_air;
  on_air.publisher = "Radio Calder";
  const Extraction told = test::read(text, on_air);
  REQUIRE(test::claim_with(told, "shown the letter") != nullptr);
  CHECK(test::claim_with(told, "shown the letter")->end == EndClass::kFirsthand);
  ExtractOptions of_record;
  of_record.publisher = "Ministry of Ports of Calvia";
  const Extraction recorded = test::read(text, of_record);
  REQUIRE(test::claim_with(recorded, "shown the letter") != nullptr);
  CHECK(test::claim_with(recorded, "shown the letter")->end == EndClass::kPrimary);
}

TEST_CASE("who closes a sentence may own what speaks", "[reading][mend]") {
  const Extraction e =
      test::read("It rained.\n\nThe drains under the gate were last cleaned in 2011, says the engineers\u2019 report.");
  const Claim* claim = test::claim_with(e, "last cleaned");
  REQUIRE(claim != nullptr);
  CHECK(claim->text == "The drains under the gate were last cleaned in 2011");
  CHECK(claim->form == ClaimForm::kIndirect);
}

TEST_CASE("a body under the title put its report out", "[reading][mend]") {
  const auto signed_by = [](const std::string& name) {
    ExtractOptions report;
    report.kind = DocumentKind::kReport;
    return test::read("Calder Gate: report on the crack\n\nBy " + name + "\n\nThe gate was last cleaned in 2011.",
                      report)
        .document;
  };
  const Document by_firm = signed_by("Hallam Reyes Consulting Engineers");
  CHECK(by_firm.publisher == "Hallam Reyes Consulting Engineers");
  CHECK(by_firm.authors.empty());
  const Document by_person = signed_by("Ida Brekke");
  CHECK(by_person.publisher.empty());
  CHECK(by_person.authors == std::vector<std::string>{"Ida Brekke"});
}

TEST_CASE("a body may be called by its people", "[reading][mend]") {
  check_speakers(
      {{"The gate is old, the engineers Reyes Consulting said in a report.\n\nThe wall has not moved, the engineers "
        "said.",
        "has not moved", "Reyes Consulting (organisation)"}});
}

TEST_CASE("who is quoted in a turn speaks by way of whose turn it is", "[reading][mend]") {
  ExtractOptions podcast;
  podcast.publisher = "Off the Rails";
  const Extraction e = test::read(
      "Episode 12\n\nLENA MARR: Welcome to all of you. Seals were broken on more than 150 boxes, according to Ida "
      "Brekke.\n\nTILDA ROE: The boxes stood in a corridor for two nights.\n\nLENA MARR: We will be back next week.",
      podcast);
  CHECK(test::speaker_of(e, test::claim_with(e, "Seals were broken")) == "Ida Brekke (person)");
  CHECK(test::via_of(e, test::claim_with(e, "Seals were broken")) == "LENA MARR");
  REQUIRE(test::claim_with(e, "two nights") != nullptr);
  CHECK(test::claim_with(e, "two nights")->end == EndClass::kFirsthand);
  CHECK(e.document.medium == Medium::kBroadcast);
}

TEST_CASE("what is told of the speaker is no part of what she says", "[reading][mend]") {
  const Extraction e = test::read(
      "It rained.\n\nA man with a trolley was let into the cold room at midnight, according to a cleaner at the "
      "stadium who "
      "did not want to be named.");
  const Claim* claim = test::claim_with(e, "trolley");
  REQUIRE(claim != nullptr);
  CHECK(claim->text == "A man with a trolley was let into the cold room at midnight");
}

TEST_CASE("a body's account of its own findings is a report", "[reading][mend]") {
  const Extraction e = test::read(
      "Examination of samples\n\nBy Brannock Laboratory\n\nThis report rests on our own tests only.\n\nMain "
      "findings\n\nThe cold room stood open for three hours.",
      {});
  CHECK(e.document.kind == DocumentKind::kReport);
  CHECK(e.document.publisher == "Brannock Laboratory");
}

TEST_CASE("people are dismissed, claims are denied", "[reading][mend]") {
  const Extraction e =
      test::read("Calder Art Review reported in 2014 that the museum had dismissed its last chemist to save money.");
  const Claim* claim = test::claim_with(e, "last chemist");
  REQUIRE(claim != nullptr);
  CHECK(claim->polarity == Polarity::kAsserts);
  CHECK(test::speaker_of(e, claim).find("museum") == std::string::npos);
  const Extraction denied = test::read("The museum dismissed the chemist's claim that the picture was new.");
  const Claim* denial = test::claim_with(denied, "picture was new");
  REQUIRE(denial != nullptr);
  CHECK(denial->polarity == Polarity::kDenies);
}

TEST_CASE("three may be given for one claim", "[reading][mend]") {
  const Extraction e = test::read(
      "The belt stood still for six hours, according to the ministry's statement, the incident report of Orrin Freight "
      "and an analysis by the Calder Institute. The Ministry of Ports of Calvia has said no more.");
  std::vector<std::string> who;
  for (const Claim& claim : e.claims) {
    if (claim.text == "The belt stood still for six hours") who.push_back(test::speaker_of(e, &claim));
  }
  std::size_t cited = 0;
  for (const Claim& claim : e.claims) cited = std::max(cited, claim.cites.size());
  CHECK(who.size() + cited >= 3);
}

TEST_CASE("a piece of a paper is spoken of without a word of what it says", "[reading][mend]") {
  ExtractOptions statement;
  statement.publisher = "Ministry of Ports of Calvia";
  statement.kind = DocumentKind::kStatement;
  const auto cited = [&](const char* text) {
    std::string out;
    const Extraction e = test::read(text, statement);
    for (const Citation& c : e.citations) out += e.referenced_document(c.document)->publisher + "; ";
    return out;
  };
  CHECK(cited("Several media have repeated a report of the Calder Courier about the gate.") == "Calder Courier; ");
  CHECK(cited("We have read the article in the Calder Courier of 16 May.") == "Calder Courier; ");
  CHECK(cited("The page repeated a figure, taken from the website Orrin Notes, of nine ships.") == "Orrin Notes; ");
  CHECK(cited("Nine samples were taken from Lake Orrin in the first week of May.") == "");
}

TEST_CASE("a table with times in it is no conversation, and a memorandum is a paper", "[reading][mend]") {
  CHECK(test::read("What the probes saw in May.\n\n| A | 09:12 |\n| B | 09:14 |\n| C | 09:16 |\n").document.kind !=
        DocumentKind::kTranscript);
  CHECK(test::read("# Internal memorandum: the gate at Wend\n\n**Calder Freight**, 3 May 2031\n\nThe gate stood open "
                   "all night. It is shut now.\n")
            .document.kind == DocumentKind::kStatement);
}

TEST_CASE("who it was that reported, who has told of herself, and as per whom", "[reading][mend]") {
  check_speakers({
      {"It was the Calder Courier that first reported that a clerk had warned of the gate in January.", "had warned",
       "Calder Courier (outlet)"},
      {"Nine people were hurt in the yard, as per the Calvian Medicines Agency.", "Nine people",
       "Calvian Medicines Agency (government)"},
      {"Water was the source of it, the country's medicines regulator said yesterday. The gate was shut, the Calvian "
       "Medicines Agency said.",
       "Water was the source", "Calvian Medicines Agency (government)"},
      {"The gate was open, that country's medicines regulator said on Thursday. The Calvian Medicines Agency is small.",
       "gate was open", "Calvian Medicines Agency (government)"},
  });
  const Extraction e =
      test::read("A harbour clerk warned in January that the gate was old, she has told the Calder Courier.");
  const Claim* claim = test::claim_with(e, "gate was old");
  REQUIRE(claim != nullptr);
  CHECK(claim->text == "A harbour clerk warned in January that the gate was old");
  CHECK(claim->end == EndClass::kAnonymous);
}

TEST_CASE("what a note is headed with is not said", "[reading][mend]") {
  const auto text_of = [](const char* text) {
    const Extraction e = test::read(text);
    const Claim* claim = test::claim_with(e, "the gate");
    return claim == nullptr ? std::string{} : claim->text;
  };
  CHECK(text_of("Added on Friday: the gate at Wend was left open for nine hours, the Calder Courier has reported.") ==
        "the gate at Wend was left open for nine hours");
  CHECK(text_of("PORT CALDER \u2013 Water broke the gate at Wend, the Calvian Ports Agency said.") ==
        "Water broke the gate at Wend");
  CHECK(text_of("CALDER (TNA): Water broke the gate at Wend, the Calvian Ports Agency said.") ==
        "Water broke the gate at Wend");
}

TEST_CASE("an agency nobody has in a table is known by its letters", "[reading][mend]") {
  const auto credited = [](const char* byline, const char* text) {
    ExtractOptions options;
    options.publisher = "Calder Courier";
    const Extraction e = test::read((std::string{"The gate is open\n\n"} + byline + "\n\n" + text).c_str(), options);
    std::string out;
    for (const Citation& c : e.citations) {
      if (c.how == CitationHow::kByline || c.how == CitationHow::kCredit)
        out += e.referenced_document(c.document)->publisher + " ";
    }
    return out;
  };
  const char* story = "The gate at Wend was left open all night, the Calvian Ports Agency said. It was shut at nine.";
  CHECK(credited("By Rana Oberlin, TNA", story) == "TNA ");
  CHECK(credited("By Rana Oberlin, CC", story).empty());  // the Courier's own letters
  CHECK(credited("By Rana Oberlin", (std::string{story} + "\n\n(With inputs from TNA)").c_str()) == "TNA ");
}

TEST_CASE("a label that is no note, an aside between dashes and a stranger's pronoun stay what they are",
          "[reading][mend]") {
  // Not the document's word that it does.
  const Extraction myth = test::read("False: the gate at Wend was opened by people who were paid for it.");
  for (const Claim& claim : myth.claims) CHECK(claim.text.starts_with("False"));
  const Extraction aside =
      test::read("NATO \u2013 which has 32 members \u2013 said on Tuesday that it would send two ships to Wend.");
  const Claim* ships = test::claim_with(aside, "two ships");
  REQUIRE(ships != nullptr);
  CHECK(test::speaker_of(aside, ships).find("NATO") != std::string::npos);
  const Extraction other = test::read(
      "The Calvian Ports Agency warned in January that the bridge at Wend was old, he told the Calder Courier.");
  const Claim* bridge = test::claim_with(other, "bridge at Wend");
  REQUIRE(bridge != nullptr);
  CHECK(bridge->text.find("warned") == std::string::npos);
}

TEST_CASE("who speaks begins behind the phrase that says where, with a comma or without", "[reading][mend]") {
  check_speakers({
      {"In an e-mailed statement Orrin Group insisted that no pier had been sold.", "no pier had been sold",
       "Orrin Group (organisation)"},
      {"In a letter to the court Calder Paving admitted that it had paid the men.", "had paid the men",
       "Calder Paving (organisation)"},
  });
  const Extraction e = test::read("In an e-mailed statement Orrin Group insisted that no pier had been sold.");
  const Claim* claim = test::claim_with(e, "no pier");
  REQUIRE(claim != nullptr);
  CHECK(claim->end == EndClass::kPrimary);
}

TEST_CASE("what was put out by somebody shows it, and who quotes passes on", "[reading][mend]") {
  check_speakers({
      {"Judge Ada Roe \u201cowns no shares in the mill,\u201d a notice posted by the town clerk states.",
       "owns no shares", "town clerk (person)"},
      {"The nets were cut in the night, the fisherman Olav Moe is quoted by Calder Tidende as having written.",
       "nets were cut", "Olav Moe (person)"},
      {"Too much salt is the likely cause, the Calder Berth quoted the survey of the University of Wend as saying.",
       "likely cause", "University of Wend (organisation)"},
      {"Sixty tonnes were lost, the Wend Times reported on Tuesday with reference to a study at the University of "
       "Wend.",
       "Sixty tonnes were lost", "University of Wend (organisation)"},
  });
  const Extraction e = test::read(
      "The nets were cut in the night, the fisherman Olav Moe is quoted by Calder Tidende as having written.");
  const Claim* claim = test::claim_with(e, "nets were cut");
  REQUIRE(claim != nullptr);
  CHECK(claim->text == "The nets were cut in the night");
  REQUIRE(claim->via.size() == 1);
  CHECK(e.agent(claim->via.front())->kind == AgentKind::kOutlet);
}

TEST_CASE("who hears is not who tells", "[reading][mend]") {
  check_speakers({
      {"Changing the valves takes forty minutes a pump, Jonas Brekke, who runs a workshop in Wend, told Calder Berth.",
       "forty minutes a pump", "Jonas Brekke (person)"},
      {"The mill went on selling flour until 5 March, the Berth was told by a person close to the firm, who would not "
       "be named for fear of dismissal.",
       "went on selling flour", "person close to the firm (person, anonymous)"},
  });
  for (const char* text : {"From the road one sees a fence and a chimney.", "In Wend one talks about nothing else.",
                           "The Courier has not reached Moe, who according to a neighbour is at sea."}) {
    INFO(text);
    for (const Claim& claim : test::read(text).claims) CHECK(claim.form == ClaimForm::kOwn);
  }
}

TEST_CASE("two who both say so are two, with both behind them", "[reading][mend]") {
  for (const char* text :
       {"Forty of the donors work for the mill, the Elections Board and the Ballot Centre both found.",
        "Forty of the donors work for the mill, say the Elections Board and the Ballot Centre alike."}) {
    INFO(text);
    const Extraction e = test::read(text);
    const Claim* claim = test::claim_with(e, "Forty of the donors");
    REQUIRE(claim != nullptr);
    CHECK(test::speaker_of(e, claim).find("Elections Board") != std::string::npos);
    CHECK(claim->text == "Forty of the donors work for the mill");
  }
}

TEST_CASE("an outlet that tells of what came before does not tell of itself", "[reading][mend]") {
  const Extraction e = test::read(
      "The mill is in trouble again. Its bid for the road was thrown out in 2011, the Dunmore Herald reported.");
  const Claim* claim = test::claim_with(e, "Its bid");
  REQUIRE(claim != nullptr);
  CHECK(claim->end == EndClass::kReferenced);
}

TEST_CASE("those who oversee are the body that does, where the text names one", "[reading][mend]") {
  check_speakers({
      {"Readings were erased on nine days, government auditors reported on Monday. Nine of them were too high, "
       "according "
       "to a review by the State Audit Office.",
       "Readings were erased", "State Audit Office (government)"},
      {"Readings were erased on nine days, two auditors reported on Monday. Nine of them were too high, according to a "
       "review by the State Audit Office.",
       "Readings were erased", "two auditors (group, anonymous)"},
      {"Readings were erased on nine days, investors reported on Monday. The Calder Investment Bank was shut.",
       "Readings were erased", "investors (group, anonymous)"},
  });
}

TEST_CASE("several who say so each for themselves are several", "[reading][mend]") {
  for (const char* text :
       {"The wreck turns over every nine seconds, the Tracking Centre and the Star Circle have found independently of "
        "each other, one by radar and one by eye.",
        "The wreck turns over every nine seconds, the Tracking Centre and the Star Circle have each concluded.",
        "The wreck turns over every nine seconds, as the Tracking Centre, the analysts of Orrin Labs and the operator, "
        "in a statement e-mailed to the Berth, all say.",
        "The wreck turns over every nine seconds, according to both the Tracking Centre and the Star Circle, whose "
        "members watch from balconies and have no radar."}) {
    INFO(text);
    const Extraction e = test::read(text);
    const Claim* claim = test::claim_with(e, "The wreck");
    REQUIRE(claim != nullptr);
    CHECK(claim->text == "The wreck turns over every nine seconds");
    CHECK(test::speaker_of(e, claim).find("Tracking Centre") != std::string::npos);
    CHECK(claim->content.size() == 1);
  }
}

TEST_CASE("who sees a letter, hears it or was first with it is not who wrote it", "[reading][mend]") {
  check_speakers({
      {"No keeper was on duty at the lock that night, the Canal Authority wrote in a letter to the town that the Berth "
       "has seen.",
       "No keeper was on duty", "Canal Authority (government)"},
      {"Towns should look at their locks, Ada Moe, who chairs the lock keepers\u2019 guild, told the Bulletin.",
       "should look at their locks", "Ada Moe (person)"},
      {"The order was given by telephone, as Lock Watch, a blog written in a kitchen, was the first to report.",
       "given by telephone", "Lock Watch (outlet)"},
      {"The gates were copied by the firm that built the old lock, the works protection commissioner found in a report "
       "on Tuesday.",
       "gates were copied", "works protection commissioner (person)"},
      {"Some gates were \u201cprobably among the ones copied,\u201d said the report by the Canal Board.",
       "among the ones copied", "Canal Board (organisation)"},
  });
  const Extraction e =
      test::read("Citing two people close to the talks, the Courant reported on Monday that the lock had been sold.");
  const Claim* claim = test::claim_with(e, "had been sold");
  REQUIRE(claim != nullptr);
  REQUIRE(claim->via.size() == 1);
  CHECK(e.agent(claim->via.front())->kind == AgentKind::kOutlet);
}

TEST_CASE("a question who did it, and few who did, are nobody", "[reading][mend]") {
  for (const char* text : {"Who wanted the numbers gone is another question.",
                           "This is an account of the night, and of who says what about it.",
                           "Few have thought to ask why it was still there."}) {
    INFO(text);
    const Extraction e = test::read(text);
    for (const Claim& claim : e.claims) CHECK(claim.form == ClaimForm::kOwn);
  }
}

TEST_CASE("a body that a sentence is about is who \"it\" is in the next", "[reading][mend]") {
  check_speakers({
      {"The gate was open, the State Lock Office said. The Inspectorate denies it. In a statement it insists that no "
       "order was given.",
       "no order was given", "Inspectorate (government)"},
  });
}

TEST_CASE("a firm is no person, whatever its name", "[reading][mend]") {
  check_speakers({
      {"Aldane Orrin said it had set aside nine million crowns.", "set aside nine million",
       "Aldane Orrin (organisation)"},
      {"Aldane Orrin, which employs 900 people, said on Monday that the mill was safe.", "mill was safe",
       "Aldane Orrin (organisation)"},
      {"Jonas Orrin said it had been a mistake.", "been a mistake", "Jonas Orrin (person)"},
      {"Aldane Smelting said on Monday that the mill was safe.", "mill was safe", "Aldane Smelting (organisation)"},
  });
}

TEST_CASE("a story with its agency's dateline is a story, whatever the agency is called", "[reading][mend]") {
  const auto kind = [](const std::string& publisher, const std::string& text) {
    return test::read("The gate at Wend\n\n" + publisher + "\n14 March 2023\n\n" + text).document.kind;
  };
  const std::string story = " - The gate was open all night, the mayor said on Tuesday. It is shut now, she said.";
  CHECK(kind("Calder Press Association (CPA)", "WEND (CPA)" + story) == DocumentKind::kArticle);
  CHECK(kind("Calder Grain Association (CGA)", "Wend, 14 March" + story) == DocumentKind::kStatement);
}

TEST_CASE("people of a body say what its own statement says", "[reading][mend]") {
  const Extraction e = test::read(
      "News release\n\nCalder University, 14 March 2023\n\nThe air was too dry, chemists at Calder University have "
      "found.",
      ExtractOptions{});
  CHECK(e.document.kind == DocumentKind::kStatement);
  const Claim* claim = test::claim_with(e, "air was too dry");
  REQUIRE(claim != nullptr);
  CHECK(test::speaker_of(e, claim) == "Calder University (organisation)");
}

TEST_CASE("who spoke without a name is no firm that is called alike, and who opens a sentence is who goes on",
          "[reading][mend]") {
  check_speakers({
      {"The radar at Wend was off all winter, a former operator in the control room told Calder Berth. It had been "
       "stopping the machines for gulls, the operator said.",
       "stopping the machines", "former operator in the control room (organisation, anonymous)"},
      {"It is all there, the chairman, Oskar Moe, told the Berth.\n\nThe governor of the island, Livia Orsk, called "
       "for "
       "an inquiry. \u201cPeople have had enough,\u201d she said.",
       "had enough", "Livia Orsk (person)"},
  });
}

TEST_CASE("what a paper says is said by who wrote it, not to whom, and what is written by hand is a deed",
          "[reading][mend]") {
  check_speakers({
      {"In a memo of 9 March the treasurer, Ada Roe, warned the board that wages could not be paid.",
       "wages could not be paid", "Ada Roe (person)"},
      {"The school at Wend has no roof, say the builders and the auditors alike, and whoever stands in it can see that "
       "for himself.",
       "has no roof", "builders (group)"},
  });
  const Extraction e =
      test::read("In a memo of 9 March the treasurer, Ada Roe, warned the board that wages could not be paid.");
  const Claim* claim = test::claim_with(e, "wages");
  REQUIRE(claim != nullptr);
  CHECK(claim->text == "wages could not be paid");
  const Extraction written = test::read("Two chapters of the book were written by an assistant at an hourly rate.");
  for (const Claim& one : written.claims) CHECK(one.form == ClaimForm::kOwn);
}

TEST_CASE("who reports is an outlet where nothing else is known of it", "[reading][mend]") {
  check_speakers({
      {"In 2012 the Wend Student reported that the only copy had been missing for a year.", "only copy",
       "Wend Student (outlet)"},
      {"The book was copied, the Calder agency CRW reported on Monday.", "book was copied", "CRW (outlet)"},
      {"The book was copied, according to the student site The Corridor.", "book was copied", "Corridor (outlet)"},
      {"By the end of the year nine houses had been built, according to both the Court of Accounts and Calder Bank.",
       "nine houses", "Court of Accounts (government)"},
  });
}
