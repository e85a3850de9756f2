#include <string>

#include <catch2/catch.hpp>

#include "headwater/ingest/source_text.h"

using namespace headwater;
using namespace std::string_literals;

TEST_CASE("text and pages are told by their bytes, else by their name", "[ingest][sniff]") {
  struct Case {
    std::string bytes;
    const char* path;
    Format want;
  };
  const Case cases[] = {
      {"<!DOCTYPE html><title>x</title>", "", Format::kHtml},
      {"\xEF\xBB\xBF\n <HTML lang=en>", "", Format::kHtml},
      {"<!-- saved --><html>", "a.txt", Format::kHtml},
      {"<?xml version=\"1.0\"?><html xmlns=\"x\">", "", Format::kHtml},
      {"<p>One paragraph.</p>", "", Format::kHtml},
      {"words first <body><p>x", "", Format::kHtml},
      {"words alone", "story.html", Format::kHtml},
      {"# Report\n\nWords.", "report.md", Format::kText},
      {"Words alone.", "", Format::kText},
      {"From the harbour came a letter.", "", Format::kText},
      {"Note: this\nis text.\n", "", Format::kText},
      {"<3 said the poster", "", Format::kText},
      {"", "a.txt", Format::kText},
      {"%PDF-1.7\n", "a.txt", Format::kPdf},
      {"\x1F\x8B\x08"s, "", Format::kGzip},
      {"\x28\xB5\x2F\xFDrest"s, "", Format::kZstd},
      {"WARC/1.0\r\n", "", Format::kWarc},
      {"filedesc://a.arc 127.0.0.1 20310506000000 text/plain 75\n", "", Format::kWarc},
      {"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", "", Format::kFeed},
      {"<feed xmlns=\"http://www.w3.org/2005/Atom\">", "", Format::kFeed},
      {"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">", "", Format::kFeed},
      {"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nwords", "", Format::kMail},
      {"words", "note.eml", Format::kMail},
      {"From a@b.example Tue May  6 09:05:33 2031\nFrom: a@b.example\nSubject: x\n\nwords", "", Format::kMailbox},
      {"{\"url\":\"https://a.example/\",\"text\":\"words\"}", "", Format::kJsonLines},
      {"{\"type\":\"bundle\",\"objects\":[]}", "a.json", Format::kStix},
      {"{\"@context\":\"https://schema.org\",\"@type\":\"ClaimReview\"}", "", Format::kClaimReview},
      {"{\"version\":\"https://jsonfeed.org/version/1\"}", "a.json", Format::kFeed},
      {"words that were compressed", "story.txt.gz", Format::kText},
  };
  for (const Case& c : cases) {
    INFO(c.bytes << " " << c.path);
    const Result<Format> format = sniff_format(c.bytes, c.path);
    REQUIRE(format.has_value());
    CHECK(*format == c.want);
  }
}

TEST_CASE("formats that are known but not read are refused by name", "[ingest][sniff]") {
  struct Case {
    std::string bytes;
    const char *path, *kind;
  };
  const Case cases[] = {
      {"PK\x03\x04rest", "", "ZIP"},
      {"\x89PNG\r\n\x1A\n"s, "", "PNG"},
      {"\xFF\xD8\xFF\xE0"s, "", "JPEG"},
      {"GIF89a", "", "GIF"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s, "", "office"},
      {"words", "note.docx", "office"},
      {"{\"a\":1}", "a.json", "JSON"},
      {"<?xml version=\"1.0\"?><sitemapindex>", "", "sitemaps"},
  };
  for (const Case& c : cases) {
    INFO(c.kind);
    const Result<Format> format = sniff_format(c.bytes, c.path);
    REQUIRE_FALSE(format.has_value());
    CHECK(format.error().code == ErrorCode::kUnsupported);
    CHECK(format.error().message.find(c.kind) != std::string::npos);
    CHECK(format.error().message.find(c.path) != std::string::npos);
  }
}
