// What other tools' files state, in a store: where it is to be read, and what a trace makes of it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <tuple>

#include "headwater/query/interchange.h"
#include "headwater/query/trace.h"

namespace headwater {
namespace {

std::string seed(const std::string& name) {
  std::ifstream file{HEADWATER_SOURCE_DIR "/tests/fuzz/corpus/import_file/" + name, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

Imported read(Store& store, ImportFormat format, const std::string& bytes) {
  const Result<Imported> done = import_file(store, format, bytes, "dir/file.json");
  INFO((done.has_value() ? "" : done.error().message));
  REQUIRE(done.has_value());
  CHECK(store.check()->problem_count == 0);
  return *done;
}

// "claim said_by Ada Quill", of every edge of the file.
std::vector<std::string> edges_of(const Store& store) {
  std::vector<std::string> out;
  const auto name = [&](const NodeId& node) -> std::string {
    if (const auto id = node.claim()) return store.claim(*id).value()->text;
    if (const auto id = node.agent()) return store.agent(*id).value()->name;
    return store.document(*node.document()).value()->title;
  };
  const std::vector<Document> documents = store.documents({}, Store::kNoLimit).value();
  for (const Document& document : documents) {
    if (!document.held) continue;
    const Result<std::optional<DocumentBatch>> batch = store.batch(document.id);
    REQUIRE(batch->has_value());
    for (const Edge& edge : (*batch)->links)
      out.push_back(name(edge.from) + " " + std::string{to_string(edge.relation)} + " " + name(edge.to));
  }
  std::sort(out.begin(), out.end());
  return out;
}

Document held(const Store& store) {
  const std::vector<Document> documents = store.documents({}, Store::kNoLimit).value();
  for (const Document& document : documents) {
    if (document.held) return document;
  }
  return {};
}

}  // namespace

TEST_CASE("PROV-JSON becomes edges, each of which stands in the file", "[query][interchange]") {
  Store store = Store::in_memory();
  const std::string bytes = seed("prov.json");
  const Imported done = read(store, ImportFormat::kProvJson, bytes);
  CHECK(done.documents == 3);
  CHECK(done.agents == 2);
  CHECK(done.claims == 1);
  CHECK(done.left_out == 2);  // the activity and what it generated
  CHECK(edges_of(store) == std::vector<std::string>{
                               "Ada Quill speaks_for River Office",
                               "Article cites Dam report",
                               "Article issued_by Ada Quill",
                               "Article same_as Held elsewhere",
                               "The dam is \"safe\" \xc3\xa9 made_in file.json",
                               "The dam is \"safe\" \xc3\xa9 reported_by Article",
                               "The dam is \"safe\" \xc3\xa9 said_by Ada Quill",
                           });
  const Document file = held(store);
  CHECK(file.path == "dir/file.json");
  CHECK(store.text(file.id).value()->text == bytes);
  CHECK(store.raw(file.id).value() == bytes);
  CHECK(store.document(*NodeId::parse("d0102030405060708")->document()).value()->title == "Held elsewhere");
  const Claim claim = store.claims_of(file.id).value().front();
  CHECK(words_of(bytes, claim.content) == "The dam is \\\"safe\\\" \\u00e9");
  CHECK(claim.form == ClaimForm::kDirect);
  const std::vector<Edge> upstream = store.upstream(claim.id).value();
  for (const Edge& edge : upstream) {
    if (edge.relation != Relation::kReportedBy) continue;
    CHECK(edge.evidence.confidence == 0.5);
    CHECK(store.quote(edge.evidence).value() ==
          "{\"prov:generatedEntity\":\"hw:c01\",\"prov:usedEntity\":\"ex:article\",\"hw:confidence\":{\"$\":\"0.5\","
          "\"type\":\"xsd:double\"}}");
    CHECK(edge.evidence.rule == "prov-json@1");
  }
  const Result<Trace> chains = trace(store, claim.id, {});
  REQUIRE(chains.has_value());
  CHECK_FALSE(chains->chains.empty());
}

TEST_CASE("a STIX bundle becomes edges, each of which stands in the file", "[query][interchange]") {
  Store store = Store::in_memory();
  const std::string bytes = seed("bundle.json");
  const Imported done = read(store, ImportFormat::kStix, bytes);
  CHECK(done.documents == 1);
  CHECK(done.agents == 2);
  CHECK(done.claims == 2);
  CHECK(done.left_out == 2);  // malware, and a relationship that leads nowhere
  const std::string note = "The same people \xe2\x80\x93 opened the \"dam\".";
  CHECK(edges_of(store) == std::vector<std::string>{
                               "The Ostrel campaign issued_by Invented Labs",
                               note + " made_in file.json",
                               note + " reported_by The Ostrel campaign",
                               note + " said_by Ada Quill",
                               "They were elsewhere. disputes " + note,
                               "They were elsewhere. made_in file.json",
                               "They were elsewhere. said_by Invented Labs",
                           });
  CHECK(held(store).format == Format::kStix);
  const std::vector<Claim> claims = store.claims_of(held(store).id).value();
  for (const Claim& claim : claims)
    CHECK(claim.polarity == (claim.text == note ? Polarity::kAsserts : Polarity::kDenies));
}

TEST_CASE("tables of nodes and edges become edges, each of which stands in its row", "[query][interchange]") {
  Store store = Store::in_memory();
  const std::string bytes = seed("tables.csv");
  const Imported done = read(store, ImportFormat::kCsv, bytes);
  CHECK(done.documents == 2);
  CHECK(done.agents == 2);
  CHECK(done.claims == 1);
  CHECK(done.left_out == 3);  // a node of no kind, an edge of no relation, one that leads nowhere
  CHECK(edges_of(store) == std::vector<std::string>{
                               "Ada Quill speaks_for River Office",
                               "Article cites Dam report",
                               "Article issued_by Ada Quill",
                               "The dam, they say, is \"safe\" made_in file.json",
                               "The dam, they say, is \"safe\" reported_by Article",
                               "The dam, they say, is \"safe\" said_by Ada Quill",
                           });
  const Claim claim = store.claims_of(held(store).id).value().front();
  CHECK(words_of(bytes, claim.content) == "The dam, they say, is \"\"safe\"\"");
  CHECK(claim.form == ClaimForm::kDirect);
  const std::vector<Edge> upstream = store.upstream(claim.id).value();
  for (const Edge& edge : upstream) {
    if (edge.relation != Relation::kReportedBy) continue;
    CHECK(edge.evidence.confidence == 0.5);
    CHECK(store.quote(edge.evidence).value() == "c1,reported_by,article,0.5,named");
    CHECK(edge.evidence.rule == "csv@1");
  }
  const Document report = store.document(*NodeId::parse("d0102030405060708")->document()).value().value();
  CHECK(report.title == "Dam report");
  CHECK(report.publisher == "River Office");
  CHECK(report.published->text() == "2024-04-10");
}

TEST_CASE("a table of edges alone names its nodes itself", "[query][interchange]") {
  Store store = Store::in_memory();
  const std::string bytes =
      "\xef\xbb\xbf"
      "From;Relation;To;Note\r\nThe Wire;cites;The report;\"of\r\ntwo lines\"\r\n"
      "the gate was open;said_by;A clerk\r\nThe Wire;same_as;Wire\r\ncafebabe;repeats;c0102030405060708090a0b0c";
  const Imported done = read(store, ImportFormat::kCsv, bytes);
  CHECK(edges_of(store) == std::vector<std::string>{
                               "The Wire cites The report",
                               "cafebabe made_in file.json",
                               "the gate was open made_in file.json",
                               "the gate was open said_by A clerk",
                           });
  CHECK(done.left_out == 2);
  const std::vector<Document> documents = store.documents({}, Store::kNoLimit).value();
  for (const Document& document : documents) {
    const std::vector<Edge> edges = store.upstream(document.id).value();
    for (const Edge& edge : edges)
      CHECK(store.quote(edge.evidence).value() == "The Wire;cites;The report;\"of\r\ntwo lines\"");
  }
}

TEST_CASE("a table that cannot be read says in which line, and nothing is written", "[query][interchange]") {
  Store store = Store::in_memory();
  const auto told = [&](const std::string& bytes) {
    const Result<Imported> done = import_file(store, ImportFormat::kCsv, bytes, "t.csv");
    CHECK(store.stats()->documents_held == 0);
    return done.has_value() ? std::string{} : done.error().message;
  };
  const std::string names = "from,relation,to\n";
  CHECK(told("a,b\nc,d\n").starts_with("t.csv: line 1: wanted first the names of the columns"));
  CHECK(told(names + "x,cites,y\nx,ci\"tes,y\n").starts_with("t.csv: line 3: wanted a quotation mark only"));
  CHECK(told(names + "x,cites,\"y\n").starts_with("t.csv: line 3: wanted a quotation mark only"));
  CHECK(told(names + "x,cites,\xe9\n").starts_with("t.csv: line 2: wanted UTF-8"));
  CHECK(told(names + std::string(300, ',')).starts_with("t.csv: line 2: wanted at most 256 fields"));
  CHECK(told("").empty() == false);
}

TEST_CASE("what was exported comes back: its agents, its documents, and what joins them", "[query][interchange]") {
  Store first = Store::in_memory();
  read(first, ImportFormat::kProvJson, seed("prov.json"));
  const auto [format, as] = GENERATE(table<ImportFormat, ExportFormat>(
      {{ImportFormat::kProvJson, ExportFormat::kProvJson}, {ImportFormat::kStix, ExportFormat::kStix}}));
  std::string out;
  REQUIRE(export_store(first, as, {}, [&](std::string_view piece) { return out += piece, true; }).has_value());
  Store second = Store::in_memory();
  const Imported done = read(second, format, out);
  CHECK(done.claims == first.stats()->claims);
  CHECK(done.documents == first.stats()->documents_held + first.stats()->documents_referenced);
  std::vector<std::string> before = edges_of(first), after = edges_of(second);
  // That a claim stood in the first file is now reported by that file; that PROV's alternates are shown by a place is
  // lost, for PROV has no such thing.
  CHECK(std::count_if(after.begin(), after.end(),
                      [](const std::string& one) { return one.ends_with(" reported_by file.json"); }) == 1);
  std::erase_if(after, [](const std::string& one) { return one.ends_with(" reported_by file.json"); });
  CHECK(before == after);
}

TEST_CASE("both tables of an export, one behind the other, come back", "[query][interchange]") {
  Store first = Store::in_memory();
  read(first, ImportFormat::kProvJson, seed("prov.json"));
  std::string out;
  for (const ExportFormat format : {ExportFormat::kCsvEdges, ExportFormat::kCsvNodes})
    REQUIRE(export_store(first, format, {}, [&](std::string_view piece) { return out += piece, true; }).has_value());
  Store second = Store::in_memory();
  const Imported done = read(second, ImportFormat::kCsv, out);
  CHECK(done.left_out == 0);
  std::vector<std::string> after = edges_of(second);
  std::erase_if(after, [](const std::string& one) { return one.ends_with(" reported_by file.json"); });
  CHECK(after == edges_of(first));
  const std::vector<Document> documents = first.documents({}, Store::kNoLimit).value();
  for (const Document& document : documents) {
    const std::optional<Document> same = second.document(document.id).value();
    REQUIRE(same.has_value());
    CHECK(std::tuple{same->title, same->url, same->publisher, same->published} ==
          std::tuple{document.title, document.url, document.publisher, document.published});
  }
}

TEST_CASE("a file that is not of its format is refused by name, and nothing is written", "[query][interchange]") {
  Store store = Store::in_memory();
  const auto refused = [&](ImportFormat format, const std::string& bytes, ErrorCode code) {
    const Result<Imported> done = import_file(store, format, bytes, "dir/file.json");
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().code == code);
    CHECK(done.error().message.starts_with("dir/file.json: "));
    CHECK(store.stats()->documents_held == 0);
  };
  for (const ImportFormat format : kImportFormats) {
    for (const std::string bytes : {"", "[]", "{", "{\"a\":\"\xff\"}", "{} {}", "null"})
      refused(format, bytes, ErrorCode::kBadInput);
    if (format != ImportFormat::kCsv)
      refused(format, "{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}", ErrorCode::kTooLarge);
    refused(format, std::string(kMaxForeignFile + 1, ' '), ErrorCode::kTooLarge);
  }
  for (const std::string bytes : {"{}", "{\"type\":\"report\",\"objects\":[]}", "{\"type\":\"bundle\",\"objects\":{}}"})
    refused(ImportFormat::kStix, bytes, ErrorCode::kBadInput);
}

TEST_CASE("one file has no more nodes than it may", "[query][interchange]") {
  Store store = Store::in_memory();
  std::string bytes = "{\"agent\":{";
  for (std::size_t i = 0; i <= kMaxForeignNodes; ++i) bytes += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":{}";
  const Result<Imported> done = import_file(store, ImportFormat::kProvJson, bytes + "}}", "many.json");
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().code == ErrorCode::kTooLarge);
  CHECK(store.stats()->documents_held == 0);
}

}  // namespace headwater
