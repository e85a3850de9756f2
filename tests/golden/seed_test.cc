// The seed article: what the project promises to show for it, by the words of each claim.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "chain_text.h"
#include "headwater/ingest/ingest.h"
#include "headwater/query/analyse.h"
#include "headwater/query/report.h"
#include "headwater/query/search.h"
#include "headwater/query/trace.h"
#include "scratch.h"

using namespace headwater;

namespace {

std::vector<std::string> seeds() {
  std::vector<std::string> out;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator{HEADWATER_SHARED_DIR "/seeds", missing}) {
    if (entry.path().extension() == ".txt") out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  if (out.empty()) WARN("the seeds are not here: " HEADWATER_SHARED_DIR "/seeds");
  return out;
}

ExtractOptions on_the_day() {
  ExtractOptions options;
  options.published = *Date::parse("2013-02-19");
  return options;
}

const Claim* claim_with(const Extraction& e, std::string_view words) {
  const auto it = std::find_if(e.claims.begin(), e.claims.end(),
                               [&](const Claim& c) { return c.text.find(words) != std::string::npos; });
  return it == e.claims.end() ? nullptr : &*it;
}

// One by one, so that a failure names what is wrong.
struct Expected {
  const char* words;
  const char* speaker;  // a part of the agent's names
  const char* kind;
  bool anonymous;
  const char* medium;  // "" for no origin
  const char* via;     // apart by " > "
  const char* end;
};

void check(const Extraction& e, const Expected& x) {
  INFO(x.words);
  const Claim* c = claim_with(e, x.words);
  REQUIRE(c != nullptr);
  INFO(test::claim_line(e, *c));
  REQUIRE(c->speaker.has_value());
  const Agent* speaker = e.agent(*c->speaker);
  REQUIRE(speaker != nullptr);
  CHECK(std::any_of(speaker->names.begin(), speaker->names.end(),
                    [&](const std::string& n) { return n.find(x.speaker) != std::string::npos; }));
  CHECK(to_string(speaker->kind) == x.kind);
  CHECK(speaker->anonymous == x.anonymous);
  std::string via;
  for (const AgentId id : c->via) via += (via.empty() ? "" : " > ") + test::agent_text(e, id);
  CHECK(via == x.via);
  CHECK(to_string(c->end) == x.end);
  if (std::string_view{x.medium}.empty()) return;
  REQUIRE(c->origin.has_value());
  const Document* origin = e.referenced_document(*c->origin);
  REQUIRE(origin != nullptr);
  CHECK(to_string(origin->medium) == x.medium);
  CHECK_FALSE(origin->held);
}

}  // namespace

TEST_CASE("the seed article's claims lead to those who made them", "[golden][seed]") {
  for (const std::string& file : seeds()) {
    const Result<Extraction> e = extract(test::read_file(file), on_the_day());
    REQUIRE(e.has_value());
    check(*e, {"Chinese law forbids", "Defense Ministry", "government", false, "fax", "Associated Press", "primary"});
    check(*e, {"No one as yet has provided", "Massimo Cotrozzi", "person", false, "", "Associated Press", "firsthand"});
    check(*e, {"is in line with their own evidence", "American intelligence officials", "group", true, "",
               "New York Times", "anonymous"});
    check(*e, {"Our analysis has led us", "Mandiant", "organisation", false, "report", "", "primary"});
    check(*e, {"Without establishing", "Mandiant", "organisation", false, "report", "", "primary"});
    check(*e, {"To make groundless accusations", "Hong Lei", "person", false, "news_conference", "", "primary"});
  }
}

TEST_CASE("the seed article's spokesman speaks for his ministry", "[golden][seed]") {
  for (const std::string& file : seeds()) {
    const Result<Extraction> e = extract(test::read_file(file), on_the_day());
    REQUIRE(e.has_value());
    const bool tied = std::any_of(e->ties.begin(), e->ties.end(), [&](const AgentTie& t) {
      return t.relation == Relation::kSpeaksFor && test::agent_text(*e, t.from) == "Hong Lei" &&
             test::agent_text(*e, t.to).find("Foreign Ministry") != std::string::npos;
    });
    CHECK(tied);
  }
}

TEST_CASE("the seed article's caption is one claim of the firm's, printed twice", "[golden][seed]") {
  for (const std::string& file : seeds()) {
    const Result<Extraction> e = extract(test::read_file(file), on_the_day());
    REQUIRE(e.has_value());
    const Claim* caption = claim_with(*e, "stole information from 141 targets");
    REQUIRE(caption != nullptr);
    REQUIRE(caption->speaker.has_value());
    CHECK(test::agent_text(*e, *caption->speaker) == "Mandiant");
    CHECK(caption->mentions.size() == 1);
    const auto same = std::count_if(e->claims.begin(), e->claims.end(),
                                    [](const Claim& c) { return c.text.find("141 targets") != std::string::npos; });
    CHECK(same == 1);
  }
}

TEST_CASE("the seed article's citations are all there", "[golden][seed]") {
  for (const std::string& file : seeds()) {
    const Result<Extraction> e = extract(test::read_file(file), on_the_day());
    REQUIRE(e.has_value());
    std::vector<std::string> cited;
    for (const Citation& c : e->citations) {
      const Document* d = e->referenced_document(c.document);
      REQUIRE(d != nullptr);
      cited.push_back(std::string{to_string(c.how)} + " " + d->publisher);
      if (d->publisher == "Mandiant") cited.push_back("the " + std::string{to_string(d->medium)} + " of Mandiant");
    }
    for (const char* wanted : {"first_reported New York Times", "contributed Associated Press", "hat_tip Gizmodo",
                               "hat_tip SlashGear", "the report of Mandiant"}) {
      INFO(wanted);
      CHECK(std::count(cited.begin(), cited.end(), wanted) >= 1);
    }
  }
}

TEST_CASE("the seed article's scare quotes are nobody's claims", "[golden][seed]") {
  for (const std::string& file : seeds()) {
    const Result<Extraction> e = extract(test::read_file(file), on_the_day());
    REQUIRE(e.has_value());
    for (const Claim& c : e->claims) {
      std::string words;
      for (const char x : c.text) {
        if ((x >= 'a' && x <= 'z') || (x >= 'A' && x <= 'Z') || (x >= '0' && x <= '9')) words += x;
      }
      CHECK(words != "Unit61398");
      CHECK(words != "cyberwarriors");
    }
  }
}

TEST_CASE("the seed article's furniture is boilerplate and no claim", "[golden][seed]") {
  for (const std::string& file : seeds()) {
    const std::string bytes = test::read_file(file);
    const Result<Extraction> e = extract(bytes, on_the_day());
    REQUIRE(e.has_value());
    CHECK(e->text == bytes);
    const std::size_t at = bytes.find("Watch LIVE");
    REQUIRE(at != std::string::npos);
    const ByteSpan live{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 10)};
    CHECK(std::any_of(e->boilerplate.begin(), e->boilerplate.end(), [&](ByteSpan b) { return b.contains(live); }));
    for (const Claim& c : e->claims) CHECK_FALSE(overlaps(c.content, e->boilerplate));
  }
}

TEST_CASE("through a store, the ministry's sentence ends at a fax that is not held, by way of the agency",
          "[golden][seed]") {
  for (const std::string& file : seeds()) {
    test::Scratch scratch;
    Result<Store> store = Store::open(scratch / "db", {});
    REQUIRE(store.has_value());
    REQUIRE(ingest(*store, test::read_file(file), on_the_day()).has_value());
    const Result<Found> found = search(*store, "Chinese law forbids", {});
    REQUIRE(found.has_value());
    REQUIRE_FALSE(found->claims.empty());
    const Claim& claim = found->claims.front().claim;
    CHECK(claim.text.find("Chinese law forbids") != std::string::npos);
    const Result<Trace> t = trace(*store, claim.id, {});
    REQUIRE(t.has_value());
    REQUIRE(t->chains.size() == 1);
    const Chain& chain = t->chains.front();
    CHECK(chain.end.end == EndClass::kPrimary);
    CHECK(chain.end.medium == Medium::kFax);
    CHECK_FALSE(chain.end.held);
    CHECK(std::any_of(chain.steps.begin(), chain.steps.end(),
                      [](const TraceStep& s) { return s.to_name.find("Associated Press") != std::string::npos; }));
    for (const TraceStep& s : chain.steps) CHECK_FALSE(s.evidence.rule.empty());
    CHECK(t->independent_sources == 1);
    CHECK_FALSE(t->truncated);
  }
}

// The article with three short texts that stand in for its sources.
TEST_CASE(
    "with its sources at hand the ministry's sentence ends in the held fax, and the report holds up what is its own",
    "[golden][seed]") {
  const std::string here = std::string{HEADWATER_SOURCE_DIR} + "/tests/golden/seed-sources/";
  for (const std::string& file : seeds()) {
    Store store = Store::in_memory();
    const auto put = [&](const std::string& path, std::string_view publisher, DocumentKind kind) {
      ExtractOptions options = on_the_day();
      options.kind = kind;
      options.publisher = std::string{publisher};
      const std::string bytes = test::read_file(path);
      REQUIRE_FALSE(bytes.empty());
      const Result<Ingested> in = ingest(store, bytes, options);
      REQUIRE(in.has_value());
      return in->document.id;
    };
    const DocumentId article = put(file, "", DocumentKind::kArticle);
    const DocumentId fax = put(here + "fax.txt", "Chinese Ministry of National Defense", DocumentKind::kStatement);
    const DocumentId agency = put(here + "agency.txt", "Associated Press", DocumentKind::kArticle);
    const DocumentId report = put(here + "report.txt", "Mandiant", DocumentKind::kReport);

    const std::vector<Claim> claims = store.claims_of(article).value();
    const auto claim = std::find_if(claims.begin(), claims.end(), [](const Claim& c) {
      return c.text.find("Chinese law forbids") != std::string::npos;
    });
    REQUIRE(claim != claims.end());
    const Trace t = trace(store, claim->id, {}).value();
    REQUIRE(t.chains.size() == 1);
    const Chain& chain = t.chains.front();
    CHECK(chain.end.end == EndClass::kPrimary);
    CHECK(chain.end.node == NodeId{fax});
    CHECK(chain.end.medium == Medium::kFax);
    CHECK(chain.end.held);
    CHECK(chain.through == std::vector<NodeId>{agency, fax});
    CHECK(one_sentence(t).find("a fax, ") != std::string::npos);
    CHECK(one_sentence(t).find("which is held here") != std::string::npos);
    for (const TraceStep& s : chain.steps) CHECK_FALSE(s.quote.empty());

    // Withdrawn, the report takes along the article's claims that are said to be its, and no other.
    std::vector<ClaimId> wanted, fallen;
    for (const Claim& c : claims) {
      const std::optional<Agent> speaker = c.speaker ? store.agent(*c.speaker).value() : std::nullopt;
      if (speaker && speaker->name == "Mandiant" && c.origin) wanted.push_back(c.id);
    }
    const Impact without = impact(store, report, {}).value();
    for (const Impact::Fallen& one : without.falls) fallen.push_back(one.claim.id);
    std::sort(wanted.begin(), wanted.end());
    std::sort(fallen.begin(), fallen.end());
    CHECK(wanted.size() >= 8);
    CHECK(fallen == wanted);
    CHECK(without.weakened.empty());
    // Without the fax, the agency's sentence falls as well as the paper's.
    std::vector<DocumentId> of;
    const Impact without_fax = impact(store, fax, {}).value();
    for (const Impact::Fallen& one : without_fax.falls) of.push_back(one.document.id);
    CHECK(std::count(of.begin(), of.end(), agency) >= 1);
    CHECK(std::count(of.begin(), of.end(), article) >= 1);
  }
}
