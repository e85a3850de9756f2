// Every kind of input: its words lead back to their bytes, and show tells where.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "pdf_maker.h"
#include "run.h"
#include "scratch.h"

using namespace headwater::test;

namespace {

const std::string kStory = "The gate of the lock was shut on Monday, the Calder Port Authority said.";
const std::string kEncoded =
    "VGhlIGdhdGUgb2YgdGhlIGxvY2sgd2FzIHNodXQgb24gTW9uZGF5LCB0aGUgQ2FsZGVyIFBvcnQg\n"
    "QXV0aG9yaXR5IHNhaWQu\n";  // kStory in base64

struct Kind {
  std::string file, bytes;
  std::string coding = {};  // of a piece's raw bytes; "" for words as they are
  bool item = false;        // stands in a container
};

std::string warc() {
  const std::string answer =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>" + kStory + "</p></body></html>";
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://port.example/w\r\nContent-Type: "
         "application/http; "
         "msgtype=response\r\nContent-Length: " +
         std::to_string(answer.size()) + "\r\n\r\n" + answer + "\r\n\r\n";
}

std::vector<Kind> kinds() {
  const std::string mail =
      "From: Calder Courier <desk@courier.example>\nSubject: Lock\nDate: Tue, 06 May 2031 09:05:33 "
      "+0200\nContent-Type: text/plain\n";
  return {
      {"a.txt", kStory + "\n"},
      {"b.md", "# Lock\n\n" + kStory + "\n"},
      {"c.html", "<html><body><p>" + kStory + "</p></body></html>"},
      {"d.jsonl", Json{{"text", kStory}}.dump() + "\n" + Json{{"text", "Later on. " + kStory}}.dump() + "\n", "", true},
      {"e.xml",
       "<rss version=\"2.0\"><channel><title>Port</title><item><title>Gate</title><guid>https://port.example/1</guid>"
       "<description>&lt;p&gt;" +
           kStory + "&lt;/p&gt;</description></item></channel></rss>",
       "", true},
      {"f.warc", warc(), "", true},
      {"g.eml", mail + "\n" + kStory + "\n"},
      {"h.eml", mail + "Content-Transfer-Encoding: base64\n\n" + kEncoded, "base64"},
      {"i.json",
       R"({"type":"bundle","id":"bundle--1","objects":[{"type":"report","spec_version":"2.1",)"
       R"("id":"report--84e4d88f-44ea-4bcd-bbf3-b2c1c320bcb3","name":"Lock","published":"2031-05-06T00:00:00Z",)"
       R"("created":"2031-05-06T00:00:00Z","modified":"2031-05-06T00:00:00Z","object_refs":[],"description":")" +
           kStory + "\"}]}",
       "", true},
      {"j.json",
       R"({"@context":"https://schema.org","@type":"ClaimReview","claimReviewed":"The gate of the lock is open",)"
       R"("url":"https://check.example/1","author":{"@type":"Organization","name":"Calder Check"},)"
       R"("itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Ada Lind"}},)"
       R"("reviewRating":{"@type":"Rating","alternateName":"False"}})"},
  };
}

}  // namespace

TEST_CASE("the map of every kind leads each piece of the text to its bytes", "[cli][extract][kinds]") {
  for (const Kind& kind : kinds()) {
    INFO(kind.file);
    const Scratch scratch;
    scratch.write(kind.file, kind.bytes);
    const Ended ended = run({"extract", "--json", "--with-text", kind.file}, scratch.path());
    REQUIRE(ended.status == 0);
    for (const Json& row : json_lines(ended.out)) {
      const std::string text = row["document"]["text"];
      std::size_t covered = 0, solid = 0;
      REQUIRE_FALSE(row["document"]["map"].empty());
      for (const Json& piece : row["document"]["map"]) {
        const std::size_t begin = piece[0], end = piece[1], raw_begin = piece[2], raw_end = piece[3];
        REQUIRE(raw_begin < raw_end);
        REQUIRE(raw_end <= kind.bytes.size());
        const std::string words = text.substr(begin, end - begin);
        const std::string raw = kind.bytes.substr(raw_begin, raw_end - raw_begin);
        if (kind.coding == "base64") {
          CHECK(kEncoded.find(raw) != std::string::npos);
        } else {
          CHECK(raw == words);
        }
        for (const char c : words) covered += c > ' ' ? 1 : 0;
      }
      for (const char c : text) solid += c > ' ' ? 1 : 0;
      CHECK(covered == solid);
    }
  }
}

TEST_CASE("show has the words of every kind in their place, with their bytes", "[cli][show][kinds]") {
  for (const Kind& kind : kinds()) {
    INFO(kind.file);
    const Scratch scratch;
    scratch.write(kind.file, kind.bytes);
    REQUIRE(run({"ingest", "--db", "db", kind.file}, scratch.path()).status == 0);
    const Json found = json_lines(run({"search", "--db", "db", "--json", "gate lock"}, scratch.path()).out).at(0);
    REQUIRE_FALSE(found["claims"].empty());
    const Json& claim = found["claims"][0];
    const Ended shown = run({"show", "--db", "db", claim["id"].get<std::string>()}, scratch.path());
    INFO(shown.out);
    CHECK(shown.out.find("In its place") != std::string::npos);
    CHECK(shown.out.find("[" + claim["text"].get<std::string>()) != std::string::npos);
    const std::size_t at = shown.out.find("raw bytes ");
    REQUIRE(at != std::string::npos);
    const std::string line = shown.out.substr(at, shown.out.find('\n', at) - at);
    CHECK((line.find(" of the item") != std::string::npos) == kind.item);
    if (kind.coding.empty() && !kind.item) {
      const std::size_t begin = std::stoul(line.substr(10)), end = std::stoul(line.substr(line.find('-') + 1));
      CHECK(kind.bytes.substr(begin, end - begin) == claim["text"].get<std::string>());
    }
    if (!kind.coding.empty()) CHECK(line.find(kind.coding) != std::string::npos);
  }
}

TEST_CASE("show has the words of a PDF with page and box", "[cli][show][kinds]") {
  PdfMaker pdf;
  pdf.page();
  pdf.text(60, 700, 11, kStory);
  const Scratch scratch;
  scratch.write("a.pdf", pdf.bytes());
  REQUIRE(run({"ingest", "--db", "db", "a.pdf"}, scratch.path()).status == 0);
  const Json found = json_lines(run({"search", "--db", "db", "--json", "gate lock"}, scratch.path()).out).at(0);
  REQUIRE_FALSE(found["claims"].empty());
  const Ended shown = run({"show", "--db", "db", found["claims"][0]["id"].get<std::string>()}, scratch.path());
  INFO(shown.out);
  CHECK(shown.out.find("raw page 1, ") != std::string::npos);
}
