#include <string>

#include <catch2/catch.hpp>

#include "headwater/ingest/ingest.h"
#include "pdf/pdf_text.h"
#include "pdf/pdftotext.h"
#include "pdf/references.h"
#include "pdf_maker.h"

using namespace headwater;
using namespace headwater::detail;
using headwater::test::PdfMaker;

namespace {

// A document of three pages in two columns, with running heads, notes and references.
PdfMaker paper() {
  PdfMaker pdf;
  pdf.set_title("The state of the gates");
  for (int page = 1; page <= 3; ++page) {
    pdf.page();
    pdf.text(60, 810, 8, "Brevik Institute: Notes on water");
    pdf.text(290, 30, 8, std::to_string(page));
  }
  return pdf;
}

Result<Extraction> read(const std::string& bytes) {
  ExtractOptions options;
  options.path = "paper.pdf";
  return extract(bytes, options);
}

}  // namespace

TEST_CASE("a PDF's paragraphs go over lines, columns and pages, without running heads", "[ingest][pdf]") {
  PdfMaker pdf;
  pdf.set_title("The state of the gates");
  for (int page = 1; page <= 3; ++page) {
    pdf.page();
    pdf.text(60, 810, 8, "Brevik Institute: Notes on water");
    pdf.text(290, 30, 8, std::to_string(page));
    if (page == 1) {
      pdf.text(60, 760, 18, "The state of the gates");
      pdf.text(60, 735, 10, "Brevik Institute, 6 May 2031");
    }
    const double top = page == 1 ? 680 : 760;
    for (int line = 0; line < 12; ++line) {
      const std::string n = std::to_string(page) + std::to_string(line);
      pdf.text(60, top - line * 12, 10,
               line == 5   ? "gate " + n + " was looked at by the inspec-"
               : line == 6 ? "tors of the port and found to be dry"
                           : "gate " + n + " holds and the water is low");
      pdf.text(320, top - line * 12, 10, "lock " + n + " opens and the water is high");
    }
  }
  const Result<Extraction> e = read(pdf.bytes());
  REQUIRE(e.has_value());
  CHECK(e->document.title == "The state of the gates");
  CHECK(e->document.format == Format::kPdf);
  CHECK(e->document.published->text() == "2031-05-06");
  CHECK(e->text.find("Notes on water") == std::string::npos);
  CHECK(e->text.find("looked at by the inspectors of the port") != std::string::npos);
  // The left column before the right one, the first page before the second.
  CHECK(e->text.find("gate 111 holds") < e->text.find("lock 10 opens"));
  CHECK(e->text.find("lock 111 opens") < e->text.find("gate 20 holds"));
  // Lines of one paragraph are one block.
  CHECK(e->text.find("water is low gate 11 holds") != std::string::npos);
}

TEST_CASE("every word of a PDF has its page and its place", "[ingest][pdf]") {
  PdfMaker pdf;
  pdf.page();
  pdf.text(60, 700, 10, "The lock was shut on Monday, the port said.");
  pdf.page();
  pdf.text(100, 500, 10, "It opened on Friday.");
  const Result<Extraction> e = read(pdf.bytes());
  REQUIRE(e.has_value());
  REQUIRE(e->map.size() == 13);
  std::uint32_t at = 0;
  for (const MapPiece& piece : e->map) {
    CHECK(piece.coding == RawCoding::kPage);
    CHECK(piece.text.begin >= at);
    at = piece.text.end;
    CHECK(piece.box.right > piece.box.left);
    CHECK(piece.box.bottom > piece.box.top);
  }
  CHECK(e->map[0].box.page == 1);
  CHECK(e->map[0].box.left == Approx(6000).margin(100));
  CHECK(e->map[0].box.bottom == Approx(14200).margin(400));
  const MapPiece& last = e->map.back();
  CHECK(slice(e->text, last.text) == "Friday.");
  CHECK(last.box.page == 2);
}

TEST_CASE("notes and numbered references are citations of what they name", "[ingest][pdf]") {
  PdfMaker pdf = paper();
  pdf.text(60, 760, 10, "Nine of the gates leak, the Calder Port Authority said in its report of last year. [1]");
  pdf.text(60, 740, 10, "The locks are sound, the ministry said. [2]");
  pdf.text(60, 700, 12, "References");
  pdf.text(60, 680, 10, "[1] Calder Port Authority. The yearly report on gates and locks. Calder, 2030.");
  pdf.text(60, 660, 10, "[2] Ministry of Works. Locks. 2029. https://works.example/locks");
  const Result<Extraction> e = read(pdf.bytes());
  REQUIRE(e.has_value());
  INFO(e->text);
  const Document* report = nullptr;
  const Document* linked = nullptr;
  for (const Citation& citation : e->citations) {
    const Document* to = e->referenced_document(citation.document);
    REQUIRE(to != nullptr);
    if (to->title == "The yearly report on gates and locks") report = to;
    if (to->url == "https://works.example/locks") linked = to;
  }
  REQUIRE(report != nullptr);
  CHECK(report->publisher == "Calder Port Authority");
  CHECK(report->published->text() == "2030");
  REQUIRE(linked != nullptr);
  bool rests = false;
  for (const Claim& claim : e->claims) {
    for (const DocumentId id : claim.cites)
      rests = rests || (id == report->id && claim.text.find("leak") != std::string::npos);
  }
  CHECK(rests);
}

TEST_CASE("a raised number is the mark of a note and no word", "[ingest][pdf]") {
  PdfLayout layout;
  layout.pages.push_back({595, 842, {}});
  PdfLine line{{{"The", {60, 100, 80, 110}},
                {"gate", {84, 100, 105, 110}},
                {"leaks.", {109, 100, 135, 110}},
                {"3", {136, 98, 139, 104}},
                {"It", {143, 100, 150, 110}},
                {"did.", {154, 100, 170, 110}}},
               {60, 98, 170, 110}};
  PdfLine note{{{"3", {60, 700, 63, 704}},
                {"Ministry", {66, 702, 90, 710}},
                {"of", {92, 702, 98, 710}},
                {"Works.", {100, 702, 120, 710}}},
               {60, 700, 120, 710}};
  layout.pages[0].blocks.push_back({{line}, line.box});
  layout.pages[0].blocks.push_back({{note}, note.box});
  const PdfText text = text_of_layout(layout);
  CHECK(text.source.text == "The gate leaks. It did.\nMinistry of Works.");
  REQUIRE(text.marks.size() >= 1);
  CHECK(text.marks[0].number == 3);
  CHECK(text.marks[0].at == 15);
  REQUIRE(text.notes.size() == 1);
  CHECK(text.notes[0].number == 3);
  CHECK(slice(text.source.text, text.notes[0].text) == "Ministry of Works.");
}

TEST_CASE("what cannot be read of a PDF is a clear error", "[ingest][pdf]") {
  const Result<Extraction> junk = read("%PDF-1.7\nnothing of the kind");
  REQUIRE_FALSE(junk.has_value());
  CHECK(junk.error().code == ErrorCode::kBadInput);
  CHECK_THAT(junk.error().message, Catch::StartsWith("paper.pdf: PDF"));
  PdfMaker scanned;
  scanned.page();
  const Result<Extraction> silent = read(scanned.bytes());
  REQUIRE_FALSE(silent.has_value());
  CHECK(silent.error().code == ErrorCode::kUnsupported);
  CHECK_THAT(silent.error().message, Catch::Contains("scanned"));
}

TEST_CASE("the process that reads a PDF ends with its limits", "[ingest][pdf]") {
  PdfMaker pdf;
  for (int page = 0; page < 60; ++page) {
    pdf.page();
    pdf.text(60, 700, 10, "page " + std::to_string(page));
  }
  PdfLimits few;
  few.output = 2000;
  const Result<std::string> cut = run_pdftotext(pdf.bytes(), few);
  REQUIRE_FALSE(cut.has_value());
  CHECK(cut.error().code == ErrorCode::kTooLarge);
  PdfLimits pages;
  pages.pages = 3;
  const Result<std::string> four = run_pdftotext(pdf.bytes(), pages);
  REQUIRE(four.has_value());
  CHECK(parse_layout(*four)->pages.size() == 4);
  PdfLimits memory;
  memory.memory = 1u << 20;
  CHECK_FALSE(run_pdftotext(pdf.bytes(), memory).has_value());
}

TEST_CASE("a PDF of a hundred thousand pages is a clear error", "[ingest][pdf]") {
  PdfMaker pdf;
  for (int page = 0; page < 100000; ++page) pdf.page();
  const Result<Extraction> e = read(pdf.bytes());
  REQUIRE_FALSE(e.has_value());
  CHECK(e.error().code == ErrorCode::kTooLarge);
  CHECK_THAT(e.error().message, Catch::Contains("pages"));
}

TEST_CASE("the line between title and day is who put a PDF out, a body's name or one that the text speaks of",
          "[ingest][pdf]") {
  const auto publisher = [](const char* name, const char* body) {
    PdfMaker pdf;
    pdf.page();
    pdf.text(60, 760, 18, "Counted at the back gate");
    pdf.text(60, 735, 10, name);
    pdf.text(60, 723, 10, "Wend, 26 July 2030");
    pdf.text(60, 690, 10, "Between January and June 43 gulls died on the pier at Wend, more than in any year before.");
    pdf.text(60, 678, 10, body);
    const Result<Extraction> e = read(pdf.bytes());
    return e.has_value() ? e->document.publisher : e.error().message;
  };
  CHECK(publisher("Open Lamps", "Volunteers of Open Lamps counted them where the van calls.") == "Open Lamps");
  CHECK(publisher("Open Lamps", "Volunteers counted them where the van calls.") == "");
  CHECK(publisher("Office for Harbours (OFH)", "Volunteers counted them where the van calls.") ==
        "Office for Harbours");
}
