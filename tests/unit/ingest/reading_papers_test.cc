// Papers and those who have them: who made a document and who printed it, letters, turns in a parliament, what is
// answered, what was taken from elsewhere. All names are invented.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reading_support.h"

using namespace headwater;

using test::check_speakers;

namespace {

std::string origin_of(const Extraction& e, const Claim* claim) {
  if (claim == nullptr || !claim->origin) return "";
  const Document* origin = e.referenced_document(*claim->origin);
  return origin == nullptr ? "itself" : origin->publisher + ", " + std::string{to_string(origin->medium)};
}

std::vector<std::string> hops_of(const Extraction& e, const Claim* claim) {
  std::vector<std::string> out;
  if (claim == nullptr) return out;
  for (const AgentId id : claim->via) out.push_back(e.agent(id)->name);
  return out;
}

}  // namespace

TEST_CASE("who made a paper put it out, and who printed or saw it passed it on", "[reading][papers]") {
  const Extraction seen = test::read(
      "The bank would be short of nine million crowns, according to a secret stress test carried out by the Calvian "
      "Savings Office and seen by the Wend Herald.");
  const Claim* shortfall = test::claim_with(seen, "nine million");
  CHECK(origin_of(seen, shortfall) == "Calvian Savings Office, report");
  CHECK(hops_of(seen, shortfall) == std::vector<std::string>{"Wend Herald"});
  const Extraction printed = test::read(
      "Six of the nine pumps had passed their limit in May, according to a maintenance memo published on Sunday by the "
      "Wend Herald, a daily newspaper.");
  const Claim* pumps = test::claim_with(printed, "Six of the nine");
  REQUIRE(pumps != nullptr);
  CHECK(origin_of(printed, pumps).find("Herald") == std::string::npos);
  CHECK(hops_of(printed, pumps) == std::vector<std::string>{"Wend Herald"});
  // What an outlet prints of its own is its own.
  const Extraction own = test::read(
      "Six of the nine pumps had passed their limit in May, according to a survey published on Sunday by the Wend "
      "Herald.");
  CHECK(hops_of(own, test::claim_with(own, "Six of the nine")).empty());
  check_speakers({
      {"A third of the loans had gone to builders, according to a letter from its auditor, Marrow Finch.",
       "third of the loans", "Marrow Finch (person)"},
  });
}

TEST_CASE("whom an outlet cites stands behind what it reports, however long that is", "[reading][papers]") {
  const Extraction e = test::read(
      "The Wend Herald reported that the bank would be left without nine million crowns of its own money in a bad "
      "year, "
      "citing a secret report by the Calvian Savings Office.");
  const Claim* claim = test::claim_with(e, "nine million");
  CHECK(origin_of(e, claim) == "Calvian Savings Office, report");
  CHECK(hops_of(e, claim) == std::vector<std::string>{"Wend Herald"});
  CHECK(test::claim_with(e, "secret report") == nullptr);
}

TEST_CASE("bodies by their last word, and by nouns alone", "[reading][papers]") {
  check_speakers({
      {"Nine men died, according to the State Mines Inspectorate. Two visits never took place, the inspectorate said.",
       "Two visits", "State Mines Inspectorate (government)"},
      {"The defence ministry said on Monday that seven had been exchanged. The gate was old. The ministry says that "
       "the "
       "book shows it.",
       "the book shows", "defence ministry (government)"},
      {"The roof moved for nine days, according to a bulletin of the Institute of Soil and the Miners' Union.",
       "nine days", "Institute of Soil (organisation)"},
  });
}

TEST_CASE("nouns that look like verbs say nothing, nor does nothing", "[reading][papers]") {
  for (const char* text : {"Neglect of the roof supports is the most likely cause of the fall.",
                           "There was no fire: the camera, which can see a tractor, shows nothing along the path.",
                           "The mail came a day late and nobody wrote to us to complain."}) {
    INFO(text);
    const Extraction e = test::read(text);
    for (const Claim& claim : e.claims) CHECK(test::speaker_of(e, &claim).find("anonymous") == std::string::npos);
    CHECK_FALSE(e.claims.empty());
  }
  CHECK(test::claim_with(test::read("The men are tired. Who signs for it?"), "it") == nullptr);
}

TEST_CASE("what was seen is no words of who saw it", "[reading][papers]") {
  check_speakers({
      {"The driver of the night bus reported a light on the left side before the bridge fell, a police officer has "
       "told "
       "the Wend Herald.",
       "light on the left side", "police officer (person, anonymous)"},
  });
}

TEST_CASE("a denial of what others say is the document's own, and answers them", "[reading][papers]") {
  ExtractOptions options;
  options.publisher = "Orrin Freight";
  options.kind = DocumentKind::kStatement;
  const Extraction e = test::read(
      "Our ships are sound. It is not true that we have sold the pier at Wend, as the Dockers' Union said in its "
      "statement of 4 May. We still own it.",
      options);
  const Claim* claim = test::claim_with(e, "sold the pier");
  REQUIRE(claim != nullptr);
  CHECK(claim->form == ClaimForm::kOwn);
  CHECK(claim->polarity == Polarity::kDenies);
  CHECK(claim->text.find("Union") == std::string::npos);
  CHECK(std::any_of(e.citations.begin(), e.citations.end(), [&](const Citation& c) {
    const Document* cited = e.referenced_document(c.document);
    return cited->publisher == "Dockers' Union" && cited->medium == Medium::kStatement;
  }));
  const Extraction back = test::read("We no longer stand by the claim that the pilot reported a flash over Wend.");
  REQUIRE(back.claims.size() == 1);
  CHECK(back.claims[0].form == ClaimForm::kOwn);
  CHECK(back.claims[0].polarity == Polarity::kDenies);
}

TEST_CASE("what a correction says its story was taken from is cited", "[reading][papers]") {
  for (const char* text : {"We took our story from the Wend Herald and copied the sum wrongly.",
                           "On Monday we spoke of nine ships. We had it from the Wend Herald, which had it right."}) {
    INFO(text);
    const Extraction e = test::read(text);
    CHECK(std::any_of(e.citations.begin(), e.citations.end(), [&](const Citation& c) {
      return e.referenced_document(c.document)->publisher == "Wend Herald" && c.rule == "taken-from@2";
    }));
  }
}

TEST_CASE("a parliament's record: offices with their holders, paragraphs that go on", "[reading][papers]") {
  ExtractOptions options;
  options.publisher = "House of Assembly of Calder";
  const Extraction e = test::read(
      "Anna Quill (Wend): To ask the Minister of Works if she will make a statement.\n\n"
      "The Minister of Works (Ida Brekke): I am grateful to the hon. Member. The gate has been shut since May.\n\n"
      "I turn to the papers. It is not the case that the gate was sold to the Orrin yard.\n\n"
      "Column 403\n\n"
      "Anna Quill: The Minister is calm about it.\n\n"
      "The Minister of Works: The bridge at Wend is open to all.",
      options);
  CHECK(e.document.kind == DocumentKind::kTranscript);
  CHECK(e.document.medium == Medium::kSpeech);
  for (const char* words : {"grateful to the hon. Member", "shut since May", "sold to the Orrin yard", "open to all"}) {
    INFO(words);
    CHECK(test::speaker_of(e, test::claim_with(e, words)).find("Ida Brekke") != std::string::npos);
  }
  CHECK(test::claim_with(e, "sold to the Orrin yard")->polarity == Polarity::kDenies);
  CHECK(test::speaker_of(e, test::claim_with(e, "calm about it")).find("Anna Quill") != std::string::npos);
}

TEST_CASE("an editor's last word is no turn, and theft no citation", "[reading][papers]") {
  const Extraction talk = test::read(
      "Anna Quill: Who had the key?\n\nMilan Orlec: The keeper had the key that night.\n\nAnna Quill: We shall see "
      "about "
      "that tomorrow.\n\nMilan Orlec: Nobody told us that the gate was open.\n\nThis talk has been cut for length by "
      "the "
      "editors of this paper.");
  CHECK(test::speaker_of(talk, test::claim_with(talk, "cut for length")).find("Orlec") == std::string::npos);
  const Extraction theft = test::read("Officers took laptops from the Wend Herald on Friday. The gate was shut.");
  CHECK(std::none_of(theft.citations.begin(), theft.citations.end(),
                     [](const Citation& c) { return c.rule == "taken-from@2"; }));
}

TEST_CASE("a text may end anywhere", "[reading][papers]") {
  for (const char* text : {"Crews had refused to fly the aircraft", "The ministry declined to comment, and",
                           "By the Institute of Soil and the Union's", "Greyfen's report found that the gate was open",
                           "The pilot reported that", "It is not true that we sold the gate, as", "Who signs",
                           "We took our story from", "Dear", "The Minister of Works (Ida"}) {
    for (std::size_t length = 1; length <= std::string_view{text}.size(); ++length) {
      INFO(std::string_view{text}.substr(0, length));
      const Extraction e = test::read(std::string_view{text}.substr(0, length));
      CHECK(e.claims.size() < 5);
    }
  }
}

TEST_CASE("a letter is put out by its head, and not by who it is written to", "[reading][papers]") {
  const Extraction e = test::read(
      "Marrow Finch LLP\nAccountants, 9 Pier Row, Wend\n14 February 2031\n\nThe Audit Committee of Orrin Bank plc\n\n"
      "Dear members of the Committee,\n\nOrrin Bank plc: matters arising\n\n"
      "We write to you about what we met in the course of our work this year. Loans to builders made up a third of the "
      "book in May.\n",
      {});
  CHECK(e.document.publisher == "Marrow Finch LLP");
  CHECK(e.document.title == "Orrin Bank plc: matters arising");
  CHECK(e.document.kind == DocumentKind::kStatement);
  CHECK(e.document.medium == Medium::kLetter);
  const Claim* loans = test::claim_with(e, "Loans to builders");
  REQUIRE(loans != nullptr);
  CHECK(test::speaker_of(e, loans).find("Marrow Finch") != std::string::npos);
}

TEST_CASE("a name between title and day is who put it out, where the text speaks of it", "[reading][papers]") {
  const std::string counted =
      "Counted at the back gate\n\nOpen Lamps\n\nWend, 26 July 2030\n\nBetween January and June 43 gulls died on the "
      "pier at Wend.\n\nVolunteers of Open Lamps counted them from the ferry, where the van calls on Tuesdays.\n";
  CHECK(test::read(counted, {}).document.publisher == "Open Lamps");
  std::string nobody = counted;
  nobody.replace(nobody.find("Volunteers of Open Lamps"), 24, "Volunteers of the harbour");
  CHECK(test::read(nobody, {}).document.publisher == "");
}

TEST_CASE("behind a greeting the letter begins, however its lines are cut", "[reading][papers]") {
  const Extraction e = test::read(
      "Ladies and gentlemen,\n\nOrrin Tramways has read the interim report of the Calvian Accident Inquiry\n"
      "Office (CAIO). We will do everything it asks, and we will not wait to be\nasked twice.\n");
  CHECK(test::claim_with(e, "Inquiry Office (CAIO)") != nullptr);
  CHECK(std::any_of(e.citations.begin(), e.citations.end(),
                    [](const Citation& c) { return c.rule == "document-of-body@1"; }));
}

TEST_CASE("what follows of an official paper is told by the document its link leads to", "[reading][papers]") {
  ExtractOptions page = test::courier();
  page.format = Format::kHtml;
  const Extraction e = test::read(
      "<html><body><article><h1>Bills in Wend</h1><p>Bills in the town were too high for two years, as <a "
      "href=\"https://owr.example/audits/2030.pdf\">an official audit</a> has shown. It found that complaints had to "
      "wait "
      "61 days for an answer.</p><p>Two full bottles in the larder will do, the neighbours say, until the matter is "
      "settled by the courts of the town.</p></article></body></html>",
      page);
  const Claim* wait = test::claim_with(e, "61 days");
  REQUIRE(wait != nullptr);
  REQUIRE(wait->origin.has_value());
  const Document* audit = e.referenced_document(*wait->origin);
  REQUIRE(audit != nullptr);
  CHECK(audit->url == "https://owr.example/audits/2030.pdf");
}

TEST_CASE("an audit is a report of the body that made it", "[reading][papers]") {
  const Extraction e = test::read(
      "Audit of estimated bills at Wend\n\nOffice of Water Regulation\nWend, 6 November 2030\n\nThis audit rests on "
      "the "
      "company's own records. Of 84,000 customers 11,300 were charged for more water than they had used.\n",
      {});
  CHECK(e.document.kind == DocumentKind::kReport);
}

TEST_CASE("findings are of the body they are said to be of, a note of where its writers work", "[reading][papers]") {
  const auto issuer = [](const char* text, const char* words) {
    const Extraction e = test::read(text);
    const Claim* claim = test::claim_with(e, words);
    REQUIRE(claim != nullptr);
    REQUIRE(claim->origin.has_value());
    return e.referenced_document(*claim->origin)->publisher;
  };
  CHECK(issuer("The positions are exact to within 30 metres, according to the interim findings of the privacy board.",
               "exact to within 30 metres") == "privacy board");
  CHECK(issuer("The air was clean by noon, according to a research note by chemists at Aldenhove University.",
               "clean by noon") == "Aldenhove University");
}

TEST_CASE("the last word of a sentence on a line of its own is its end", "[reading][papers]") {
  const Extraction e = test::read(
      "Brodd & Holm has taken note of the inspection report of the Vessin Roads\nAdministration.\n\nOur company has "
      "looked "
      "after the bridge since 2009. No crack was ever painted over.\n");
  CHECK(std::any_of(e.citations.begin(), e.citations.end(),
                    [](const Citation& c) { return c.rule == "document-of-body@1"; }));
}

TEST_CASE("a company that does not accept a finding says so, and no more", "[reading][papers]") {
  ExtractOptions paper;
  paper.publisher = "Norrby Works";
  paper.kind = DocumentKind::kStatement;
  const Extraction e =
      test::read("The company does not accept the finding on dioxins. None are made at Veldham.", paper);
  const Claim* claim = test::claim_with(e, "does not accept the finding on dioxins");
  REQUIRE(claim != nullptr);
  CHECK(claim->polarity == Polarity::kDenies);
  CHECK(claim->end == EndClass::kPrimary);
}

TEST_CASE("points of a report are claims, whatever the tagger takes their verbs for", "[reading][papers]") {
  ExtractOptions paper;
  paper.publisher = "Corvane Geophysical Service";
  paper.kind = DocumentKind::kReport;
  const Extraction e = test::read(
      "1. The northern flank rose by 31 centimetres between 22 April and 2 May. It is read every hour.\n\n2. The chin "
      "strap of "
      "the H7 opens at less than half of the required load.\n\nThe withdrawal covers 3,200 doses.\n",
      paper);
  for (const char* words : {"northern flank rose by 31", "strap of the H7 opens", "withdrawal covers 3,200"}) {
    INFO(words);
    const Claim* claim = test::claim_with(e, words);
    REQUIRE(claim != nullptr);
    CHECK(claim->end == EndClass::kPrimary);
  }
}

TEST_CASE("a body's findings, point by point, are its report; a circular is none", "[reading][papers]") {
  const std::string points =
      "In brief\n\nThe Savers' Union of Verland has asked its members how they fared.\n\nWhat members reported\n\n1. "
      "On 10 "
      "October 9,412 accounts were still frozen.\n2. The bank wrote nine days later.\n3. The telephone was dead.\n";
  const std::string by = "\n\nSavers' Union of Verland\n11 October 2030\n\n";
  CHECK(test::read(("Frozen: what the customers went through" + by + points).c_str(), {}).document.kind ==
        DocumentKind::kReport);
  CHECK(test::read(("Circular 4: what the customers went through" + by + points).c_str(), {}).document.kind !=
        DocumentKind::kReport);
}

TEST_CASE("what a body does not accept it denies, and what it takes back it does not say", "[reading][papers]") {
  ExtractOptions paper;
  paper.publisher = "Halden Biologics";
  paper.kind = DocumentKind::kStatement;
  const Extraction e = test::read("We do not accept that warm storage weakened the vaccine.", paper);
  const Claim* denied = test::claim_with(e, "We do not accept that warm storage weakened");
  REQUIRE(denied != nullptr);
  CHECK(denied->polarity == Polarity::kDenies);
  for (const char* text : {"We take back the claim that the alarm had been disconnected since November.",
                           "We no longer maintain that the alarm had been disconnected since November."}) {
    INFO(text);
    const Extraction back = test::read(text, test::courier());
    const Claim* claim = test::claim_with(back, "alarm had been disconnected since November");
    REQUIRE(claim != nullptr);
    CHECK(claim->polarity == Polarity::kDenies);
    CHECK_FALSE(claim->speaker);
  }
}

TEST_CASE("trials at the institute are the institute's in what it puts out itself", "[reading][papers]") {
  ExtractOptions paper;
  paper.publisher = "Falk Ballistics Institute";
  paper.kind = DocumentKind::kStatement;
  const Extraction e = test::read(
      "The shell loses its strength in the cold, a series of trials at the Falk Ballistics Institute has shown.",
      paper);
  const Claim* claim = test::claim_with(e, "loses its strength in the cold");
  REQUIRE(claim != nullptr);
  CHECK(test::speaker_of(e, claim).starts_with("Falk Ballistics Institute"));
}
