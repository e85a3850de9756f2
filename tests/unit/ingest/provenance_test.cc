// What tells one source from another: owners, copies, dates. Pages here are fiction; owners of outlets are not.
#include <catch2/catch.hpp>
#include <string>

#include "headwater/graph/store.h"
#include "headwater/ingest/ingest.h"
#include "reading/publisher_family.h"
#include "scratch.h"

using namespace headwater;

namespace {

constexpr const char* kProse =
    "<p>The harbour of Tessin was closed on Monday after a crane fell into the water, the port authority said in a "
    "statement.</p><p>Nobody was hurt. The crane had been inspected in March, the authority said, and no fault had "
    "been "
    "found at the time.</p>";

std::string page(const std::string& canonical) {
  return "<title>Crane falls</title><link rel=canonical href='" + canonical + "'><article><h1>Crane falls</h1>" +
         kProse + "</article>";
}

Extraction read(const std::string& bytes, const std::string& url) {
  ExtractOptions options;
  options.format = Format::kHtml;
  options.url = url;
  Result<Extraction> e = extract(bytes, options);
  REQUIRE(e.has_value());
  return std::move(*e);
}

}  // namespace

TEST_CASE("publishers of one owner are one family, others the host that somebody registered", "[ingest][provenance]") {
  CHECK(detail::publisher_family("The Wall Street Journal", "") == detail::publisher_family("", "www.nypost.com"));
  CHECK(detail::publisher_family("Chicago Tribune", "") == "Alden Global Capital");
  CHECK(detail::publisher_family("", "edition.cnn.com") == detail::publisher_family("CNN", ""));
  CHECK(detail::publisher_family("Tessin Post", "news.tessin-post.co.uk") == "tessin-post.co.uk");
  // The name counts before the host: a newspaper's page at a portal is the newspaper's.
  CHECK(detail::publisher_family("USA Today", "news.yahoo.com") == "Gannett");
  CHECK(detail::publisher_family("Tessin Post", "") == "");
  CHECK(detail::publisher_family("", "") == "");
  CHECK(detail::publisher_family("", "...") == detail::publisher_family("", "..."));
}

TEST_CASE("a page that calls another site's page the canonical one is its copy", "[ingest][provenance]") {
  const Extraction copy = read(page("https://agency.example/crane"), "https://paper.example/2024/crane");
  CHECK(copy.document.url == "https://paper.example/2024/crane");
  CHECK(copy.document.copy_of == "https://agency.example/crane");
  const Extraction original = read(page("https://agency.example/crane"), "https://agency.example/crane?utm_source=x");
  CHECK(original.document.copy_of == "");
  bool credited = false;
  for (const Citation& c : copy.citations) {
    if (c.rule != "canonical-link@1") continue;
    credited = true;
    CHECK(c.how == CitationHow::kCredit);
    CHECK(c.document == original.document.id);
    CHECK(c.evidence.empty());
  }
  CHECK(credited);
  // Other hosts of one site are one site.
  CHECK(read(page("https://www.paper.example/crane"), "https://m.paper.example/crane").document.copy_of == "");
}

TEST_CASE("dates, owner and original of a document are kept", "[ingest][provenance]") {
  const test::Scratch scratch;
  Result<Store> store = Store::open(scratch / "db", {});
  REQUIRE(store.has_value());
  ExtractOptions options;
  options.format = Format::kHtml;
  options.url = "https://www.nypost.com/crane";
  options.retrieved = Date::parse("2024-04-11T09:00:00Z").value();
  const std::string bytes =
      "<meta property='article:published_time' content='2024-04-08'><meta property='article:modified_time' "
      "content='2024-04-10'>" +
      page("https://agency.example/crane");
  REQUIRE(ingest(*store, bytes, options).has_value());
  const std::vector<Document> held = store->documents({}, Store::kNoLimit).value();
  const auto it = std::find_if(held.begin(), held.end(), [](const Document& d) { return d.held; });
  REQUIRE(it != held.end());
  CHECK(it->published->text() == "2024-04-08");
  CHECK(it->updated->text() == "2024-04-10");
  CHECK(it->retrieved->text() == "2024-04-11T09:00:00Z");
  CHECK(it->copy_of == "https://agency.example/crane");
  CHECK(it->family == "News Corp");
  CHECK(store->check()->problems.empty());
}
