// Stores written by older programs stay readable. Each folder vN holds a closed store of format N and the answers it
// must give, as text.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "headwater/graph/store.h"
#include "headwater/schema/codec.h"
#include "rocksdb_kv.h"
#include "samples.h"
#include "scratch.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;

const std::string kHere = std::string{HEADWATER_SOURCE_DIR} + "/tests/golden/store-format/";

std::string places(const Spans& spans) {
  std::string out;
  for (const ByteSpan span : spans) out += "[" + std::to_string(span.begin) + "," + std::to_string(span.end) + ")";
  return out;
}

void tell(std::ostream& out, const Store& store, const NodeId& node) {
  const std::vector<Edge> upstream = store.upstream(node).value();
  for (const Edge& edge : upstream) {
    out << "  " << to_string(edge.relation) << ' ' << to_string(edge.to) << " hop " << edge.hop << " how "
        << to_string(edge.how) << " score " << edge.score << " from " << to_string(edge.evidence.document) << ' '
        << places(edge.evidence.spans) << " '" << store.quote(edge.evidence).value() << "' " << edge.evidence.rule
        << ' ' << edge.evidence.confidence << '\n';
  }
  const std::vector<Edge> downstream = store.downstream(node).value();
  for (const Edge& edge : downstream) out << "  <- " << to_string(edge.relation) << ' ' << to_string(edge.from) << '\n';
}

// Everything a store answers, in an order of its own.
std::string answers(const Store& store) {
  std::ostringstream out;
  std::set<AgentId> agents;
  const std::vector<Document> documents = store.documents({}, Store::kNoLimit).value();
  for (const Document& d : documents) {
    out << "document " << to_string(d.id) << (d.held ? " held " : " referenced ") << to_string(d.kind) << ' '
        << to_string(d.format) << ' ' << to_string(d.medium) << " '" << d.title << "' '" << d.publisher << "'";
    for (const std::string& author : d.authors) out << " by '" << author << "'";
    out << ' ' << (d.published ? d.published->text() : "undated") << " <" << d.url << "> '" << d.path << "' "
        << d.language << ' ' << d.encoding << ' ' << d.sha256 << ' ' << d.text_bytes;
    if (d.updated) out << " updated " << d.updated->text();
    if (d.retrieved) out << " retrieved " << d.retrieved->text();
    if (!d.copy_of.empty()) out << " copy of <" << d.copy_of << ">";
    if (!d.family.empty()) out << " family '" << d.family << "'";
    if (d.recorded > 0) out << " recorded " << d.recorded;
    if (d.behind_wall) out << " behind a wall";
    out << '\n';
    const std::vector<Judgement> judged = store.judgements(d.id).value();
    for (const Judgement& j : judged) {
      out << "  judged " << to_string(j.kind) << ' ' << to_string(j.about) << ' '
          << (j.other.is_null() ? "-" : to_string(j.other)) << " '" << j.value << "' "
          << (j.revoked ? "revoked" : "stands") << " by '" << j.by << "' '" << j.reason << "' at " << j.recorded
          << '\n';
    }
    tell(out, store, d.id);
    if (const auto text = store.text(d.id).value()) {
      out << "  text '" << text->text << "' boilerplate " << places(text->boilerplate) << '\n';
      for (const MapPiece& piece : text->map) out << "  map " << places({piece.text, piece.raw}) << '\n';
      for (const Link& link : text->links) out << "  link " << link.url << ' ' << places({link.text}) << '\n';
    }
    if (const auto raw = store.raw(d.id).value()) out << "  raw " << sha256_hex(*raw) << '\n';
    const std::vector<Claim> claims = store.claims_of(d.id).value();
    for (const Claim& c : claims) {
      out << "claim " << to_string(c.id) << ' ' << places(c.content) << " source " << places(c.source) << " cue "
          << places(c.cue) << " '" << c.text << "' " << to_string(c.form) << ' ' << to_string(c.polarity) << ' '
          << c.certainty << ' ' << to_string(c.end) << ' ' << c.rule << ' ' << c.confidence;
      for (const Spans& mention : c.mentions) out << " again " << places(mention);
      if (c.speaker) out << " speaker " << to_string(*c.speaker);
      if (c.origin) out << " origin " << to_string(*c.origin);
      for (const AgentId via : c.via) out << " via " << to_string(via);
      for (const DocumentId cited : c.cites) out << " cites " << to_string(cited);
      out << '\n';
      tell(out, store, c.id);
      if (c.speaker) agents.insert(*c.speaker);
      agents.insert(c.via.begin(), c.via.end());
    }
  }
  for (const AgentId id : agents) {
    const Agent agent = store.agent(id).value().value();
    out << "agent " << to_string(id) << " '" << agent.name << "' " << to_string(agent.kind)
        << (agent.anonymous ? " anonymous" : "");
    for (const std::string& name : agent.names) out << " '" << name << "'";
    out << '\n';
    tell(out, store, id);
  }
  for (const auto& [word, kind] : {std::pair{"dam", NodeKind::kClaim}, std::pair{"vel*", NodeKind::kAgent},
                                   std::pair{"agency", NodeKind::kDocument}}) {
    out << "word " << word << ':';
    const std::vector<NodeId> nodes = store.nodes_with_word(word, kind).value();
    for (const NodeId& node : nodes) out << ' ' << to_string(node);
    out << '\n';
  }
  out << "publisher velden post:";
  const std::vector<DocumentId> published = store.documents_of_publisher("velden post").value();
  for (const DocumentId id : published) out << ' ' << to_string(id);
  const StoreStats stats = store.stats().value();
  out << "\nversion " << store.version() << ", " << stats.documents_held << " held, " << stats.documents_referenced
      << " referenced, " << stats.claims << " claims, " << stats.agents << " agents, " << stats.edges << " edges\n";
  return out.str();
}

std::vector<DocumentBatch> stories() {
  test::Story agency = test::agency_story();
  Extraction& first = agency.extraction();
  first.document.published = Date::parse("2024-04-08T17:30:00+02:00").value();
  first.document.url = "https://agency.example/dam";
  first.document.language = "en";
  first.document.encoding = "utf-8";
  first.document.format = Format::kHtml;
  first.document.authors = {"Ada Lind"};
  first.document.updated = Date::parse("2024-04-09").value();
  first.document.retrieved = Date::parse("2024-04-10T08:00:00Z").value();
  first.document.copy_of = "https://wire.example/dam";
  first.document.family = "Wending Holding";
  first.map = {{{0, 3}, {20, 23}}, {{4, 7}, {30, 33}}};
  first.links = {{"https://works.example/", {21, 38}}};
  first.boilerplate = {{83, 84}};
  first.claims[0].mentions = {{{4, 7}}};
  first.ties.push_back({agency.agent("Ada Lind", AgentKind::kPerson), Relation::kSpeaksFor,
                        agency.agent("Ministry of Works", AgentKind::kGovernment), agency.at("said"), "by-hand@1",
                        0.25});
  first.document.recorded = 1712700000;
  DocumentBatch paper = test::paper_story().batch();
  paper.extraction.document.recorded = 1712800000;
  paper.extraction.document.behind_wall = true;
  paper.links.push_back({paper.extraction.claims[0].id,
                         Relation::kRepeats,
                         first.claims[0].id,
                         0,
                         {},
                         0.875,
                         {paper.extraction.document.id, paper.extraction.claims[0].content, "match@1", 0.5}});
  return {agency.batch(), paper};
}

TEST_CASE("stores of every format this program reads give the answers they gave", "[graph][golden]") {
  for (std::uint32_t version = 1; version <= codec::kFormatVersion; ++version) {
    const std::string folder = kHere + "v" + std::to_string(version);
    INFO(folder);
    const std::string expected = test::read_file(folder + "/answers.txt");
    REQUIRE_FALSE(expected.empty());
    const test::Scratch scratch;
    fs::copy(folder + "/store", scratch / "db", fs::copy_options::recursive);
    for (const bool read_only : {true, false}) {
      const Result<Store> store = Store::open(scratch / "db", {.read_only = read_only, .create_if_missing = false});
      INFO((store.has_value() ? "" : store.error().message));
      REQUIRE(store.has_value());
      CHECK(answers(*store) == expected);
      CHECK(store->check()->problems == std::vector<std::string>{});
    }
  }
}

TEST_CASE("a store of an older format is of the present one once a writer has opened it", "[graph][golden]") {
  const test::Scratch scratch;
  fs::copy(kHere + "v1/store", scratch / "db", fs::copy_options::recursive);
  const auto format = [&] {
    const auto kv = detail::open_rocksdb(scratch / "db", detail::KvMode::kReadOnly);
    return codec::decode_format((*kv)->get(codec::format_key()).value().value()).value();
  };
  { REQUIRE(Store::open(scratch / "db", {.read_only = true}).has_value()); }
  CHECK(format() == 1);
  { REQUIRE(Store::open(scratch / "db", {}).has_value()); }
  CHECK(format() == codec::kFormatVersion);
}

// Writes the store and the answers of the present format. Only where there is none yet: an old format never changes.
TEST_CASE("a store of the present format is written", "[.make-golden]") {
  const std::string folder = kHere + "v" + std::to_string(codec::kFormatVersion);
  REQUIRE_FALSE(fs::exists(folder));
  fs::create_directories(folder);
  {
    Store store = Store::open(folder + "/store", {}).value();
    const std::vector<DocumentBatch> batches = stories();
    for (const DocumentBatch& batch : batches) REQUIRE(store.put(batch).has_value());
    const DocumentId first = batches[0].extraction.document.id, second = batches[1].extraction.document.id;
    for (const Judgement& one :
         {Judgement{
              JudgementKind::kRetraction, first, {}, "", false, "Ada Lind", "withdrawn by the agency", 1712900000},
          Judgement{JudgementKind::kReliability, second, {}, "B", false, "desk", "", 1712900001},
          Judgement{JudgementKind::kSameAs, first, second, "", false, "desk", "word for word", 1712900002},
          Judgement{JudgementKind::kSameAs, second, first, "", true, "desk", "not quite", 1712900003}}) {
      REQUIRE(store.judge(one).has_value());
    }
    std::ofstream{folder + "/answers.txt"} << answers(store);
  }
  // Once more, so that all of it lies in tables; then what opening does not need goes.
  { REQUIRE(Store::open(folder + "/store", {}).has_value()); }
  std::vector<fs::path> spare;
  for (const fs::directory_entry& file : fs::directory_iterator{folder + "/store"}) {
    const std::string name = file.path().filename().string();
    if (name.starts_with("LO") || name.starts_with("OPTIONS") || name.ends_with(".log")) spare.push_back(file.path());
  }
  for (const fs::path& file : spare) fs::remove(file);
}

}  // namespace
}  // namespace headwater
