#include "headwater/graph/store.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "headwater/schema/codec.h"
#include "headwater/schema/fold.h"
#include "rocksdb_kv.h"
#include "samples.h"
#include "scratch.h"

namespace headwater {
namespace {

using test::Scratch;
using test::Story;

Store open(const std::string& path, StoreOptions options = {}) {
  options.sync = false;
  Result<Store> store = Store::open(path, options);
  INFO((store.has_value() ? "" : store.error().message));
  REQUIRE(store.has_value());
  return std::move(store).value();
}

void put(Store& store, const DocumentBatch& batch) {
  const Result<void> done = store.put(batch);
  INFO((done.has_value() ? "" : done.error().message));
  REQUIRE(done.has_value());
}

std::vector<std::string> lines(const Result<std::vector<Edge>>& edges) {
  REQUIRE(edges.has_value());
  std::vector<std::string> out;
  for (const Edge& edge : *edges) out.push_back(test::describe(edge));
  std::sort(out.begin(), out.end());
  return out;
}

void check_is_well(const Store& store) {
  const Result<StoreCheck> check = store.check();
  REQUIRE(check.has_value());
  CHECK(check->problems == std::vector<std::string>{});
  const StoreStats stats = store.stats().value();
  CHECK(check->stats.documents_held == stats.documents_held);
  CHECK(check->stats.documents_referenced == stats.documents_referenced);
  CHECK(check->stats.claims == stats.claims);
  CHECK(check->stats.agents == stats.agents);
  CHECK(check->stats.edges == stats.edges);
}

TEST_CASE("what is put comes back as it was", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  Story story = test::agency_story();
  Extraction& extraction = story.extraction();
  extraction.map = {{{0, 3}, {10, 13}}, {{4, 7}, {99, 102}}};
  extraction.links = {{"https://example.invalid/", {4, 7}}};
  extraction.boilerplate = {{0, 3}};
  DocumentBatch batch = story.batch();
  batch.raw = std::string("raw\0bytes\xff", 10);
  batch.extraction.document.sha256 = sha256_hex(batch.raw);
  put(store, batch);

  const DocumentId id = extraction.document.id;
  CHECK(store.document(id).value() == batch.extraction.document);
  CHECK(store.raw(id).value() == batch.raw);
  CHECK(store.text(id).value() ==
        StoredText{extraction.text, extraction.map, extraction.links, extraction.boilerplate});
  CHECK(store.claims_of(id).value() == extraction.claims);
  CHECK(store.claim(extraction.claims[0].id).value() == extraction.claims[0]);
  for (const Agent& agent : extraction.agents) CHECK(store.agent(agent.id).value() == agent);
  for (const Document& document : extraction.referenced) CHECK(store.document(document.id).value() == document);
  CHECK(store.document_by_sha256(batch.extraction.document.sha256).value() == id);
  check_is_well(store);
}

TEST_CASE("what is not there is nothing, not an error", "[graph][store]") {
  const Scratch scratch;
  const Store store = open(scratch / "db");
  const DocumentId id = document_id_of("none");
  CHECK_FALSE(store.document(id).value().has_value());
  CHECK_FALSE(store.claim(claim_id_of(id, "x")).value().has_value());
  CHECK_FALSE(store.agent(agent_id_of("none")).value().has_value());
  CHECK_FALSE(store.text(id).value().has_value());
  CHECK_FALSE(store.raw(id).value().has_value());
  CHECK_FALSE(store.document_by_sha256(sha256_hex("none")).value().has_value());
  CHECK(store.document_by_sha256("none").error().code == ErrorCode::kInvalidArgument);
  CHECK(store.claims_of(id)->empty());
  CHECK(store.upstream(id)->empty());
  CHECK(store.downstream(id)->empty());
  CHECK(store.nodes_with_word("none", NodeKind::kClaim)->empty());
  CHECK(store.nodes_with_word("", NodeKind::kClaim)->empty());
  CHECK(store.nodes_with_word(std::string_view{"a\0b", 3}, NodeKind::kClaim)->empty());
  CHECK(store.documents_of_publisher("none")->empty());
  CHECK(store.documents({}, 10)->empty());
  CHECK(store.quote({id, {{0, 4}}, "", 0}).value().empty());
  check_is_well(store);
}

TEST_CASE("edges are found from both ends with their evidence", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  put(store, test::agency_story().batch());
  put(store, test::paper_story().batch());
  for (Story story : {test::agency_story(), test::paper_story()}) {
    for (const Edge& edge : edges_of(story.extraction())) {
      const std::vector<Edge> out = store.upstream(edge.from, edge.relation).value();
      const std::vector<Edge> in = store.downstream(edge.to, edge.relation).value();
      CHECK(std::count(out.begin(), out.end(), edge) == 1);
      CHECK(std::count(in.begin(), in.end(), edge) == 1);
      CHECK(store.quote(edge.evidence).value() == words_of(story.extraction().text, edge.evidence.spans));
    }
  }
}

TEST_CASE("edges come by relation, then by the other node, and no more than asked for", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  put(store, test::agency_story().batch());
  put(store, test::paper_story().batch());
  const AgentId ministry = agent_id_of(name_key("Ministry of Works"));
  const std::vector<Edge> in = store.downstream(ministry).value();
  REQUIRE(in.size() == 3);
  CHECK(std::is_sorted(in.begin(), in.end(), [](const Edge& a, const Edge& b) {
    return std::pair{a.relation, a.from} < std::pair{b.relation, b.from};
  }));
  CHECK(store.downstream(ministry, 2).value() == std::vector<Edge>(in.begin(), in.begin() + 2));
  CHECK(store.downstream(ministry, 0)->empty());
  CHECK(store.downstream(ministry, Relation::kSaidBy, 1)->size() == 1);
  CHECK(store.downstream(ministry, Relation::kIssuedBy)->size() == 1);
}

TEST_CASE("a document put twice is one document", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  put(store, test::agency_story().batch());
  const StoreStats once = store.stats().value();
  const DocumentId id = document_id_of("agency");
  const std::vector<std::string> edges = lines(store.downstream(id));
  put(store, test::agency_story().batch());
  const StoreStats twice = store.stats().value();
  CHECK(twice.documents_held == 1);
  CHECK(twice.documents_referenced == once.documents_referenced);
  CHECK(twice.claims == once.claims);
  CHECK(twice.agents == once.agents);
  CHECK(twice.edges == once.edges);
  CHECK(lines(store.downstream(id)) == edges);
  check_is_well(store);
}

TEST_CASE("a referenced document becomes held when it is put, and the edges into it stay", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  put(store, test::paper_story().batch());
  const DocumentId agency = document_id_of("agency");
  CHECK_FALSE(store.document(agency).value()->held);
  CHECK(store.stats()->documents_referenced == 1);
  const std::vector<Edge> before = store.downstream(agency).value();
  CHECK(before.size() == 2);

  put(store, test::agency_story().batch());
  CHECK(store.document(agency).value() == test::agency_story().extraction().document);
  const std::vector<Edge> after = store.downstream(agency).value();
  for (const Edge& edge : before) CHECK(std::count(after.begin(), after.end(), edge) == 1);
  CHECK(store.stats()->documents_held == 2);
  CHECK(store.stats()->documents_referenced == 1);  // the fax
  check_is_well(store);
}

TEST_CASE("a held document is not overwritten by one who speaks of it", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  put(store, test::agency_story().batch());
  put(store, test::paper_story().batch());
  CHECK(store.document(document_id_of("agency")).value() == test::agency_story().extraction().document);
  CHECK(store.text(document_id_of("agency")).value()->text == test::agency_story().extraction().text);
}

TEST_CASE("a word is rare until too many have it, and again once one of them has it no more", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  const auto rare = [&] { return store.nodes_with_rare_word("spillway", NodeKind::kClaim, 2).value(); };
  const auto put_one = [&](const char* path, const char* words) {
    Story story{path, words};
    story.claim(words);
    put(store, story.batch());
  };
  CHECK(rare().value().empty());
  put_one("one", "The spillway is cracked");
  put_one("two", "The spillway is shut");
  CHECK(rare().value().size() == 2);
  put_one("three", "The spillway is old");
  CHECK_FALSE(rare());
  CHECK_FALSE(rare());
  CHECK(store.nodes_with_rare_word("spillway", NodeKind::kClaim, 3).value().value().size() == 3);
  put_one("three", "The dam is old");
  CHECK(rare().value().size() == 2);
}

TEST_CASE("putting again takes away what is stated no more", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  put(store, test::agency_story().batch());
  put(store, test::paper_story().batch());
  const ClaimId old_claim = test::agency_story().extraction().claims[0].id;

  Story changed{"agency", "The spillway is cracked."};
  changed.claim("The spillway is cracked");
  put(store, changed.batch());
  CHECK_FALSE(store.claim(old_claim).value().has_value());
  CHECK(store.upstream(old_claim)->empty());
  CHECK(store.claims_of(document_id_of("agency"))->size() == 1);
  CHECK(store.nodes_with_word("spillway", NodeKind::kClaim)->size() == 1);
  // The paper still says "dam"; its words and its agents stay.
  CHECK(store.nodes_with_word("dam", NodeKind::kClaim)->size() == 1);
  CHECK(store.agent(agent_id_of(name_key("Velden Agency"))).value().has_value());
  CHECK(store.documents_of_publisher("velden agency")->empty());
  // Nobody speaks of the fax any more.
  CHECK_FALSE(store.document(document_id_of("fax")).value().has_value());
  CHECK(store.stats()->documents_referenced == 0);
  CHECK(store.upstream(document_id_of("fax"))->empty());
  check_is_well(store);
}

TEST_CASE("links of others to a claim go with the claim, links to what stays stay", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  Story agency = test::agency_story();
  agency.claim("faxed to the Velden Agency");
  put(store, agency.batch());
  DocumentBatch paper = test::paper_story().batch();
  const ClaimId mine = paper.extraction.claims[0].id;
  const ClaimId stays = agency.extraction().claims[0].id;
  const ClaimId goes = agency.extraction().claims[1].id;
  for (const ClaimId other : {stays, goes}) {
    paper.links.push_back({mine,
                           Relation::kRepeats,
                           other,
                           0,
                           {},
                           0.75,
                           {paper.extraction.document.id, paper.extraction.claims[0].content, "match@1", 0.5}});
  }
  put(store, paper);
  CHECK(store.upstream(mine, Relation::kRepeats).value() ==
        (stays < goes ? paper.links : std::vector<Edge>{paper.links[1], paper.links[0]}));

  put(store, test::agency_story().batch());
  CHECK(store.upstream(mine, Relation::kRepeats).value() == std::vector<Edge>{paper.links[0]});
  CHECK(store.downstream(goes)->empty());
  CHECK(store.downstream(stays, Relation::kRepeats)->size() == 1);
  check_is_well(store);

  // And the other way: the paper put again without links takes the one that is left.
  put(store, test::paper_story().batch());
  CHECK(store.downstream(stays, Relation::kRepeats)->empty());
  check_is_well(store);
}

TEST_CASE("a link to a claim that is not there is not written", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  DocumentBatch paper = test::paper_story().batch();
  const ClaimId mine = paper.extraction.claims[0].id;
  paper.links.push_back({mine, Relation::kRepeats, claim_id_of(document_id_of("gone"), "x"), 0, {}, 1, {}});
  put(store, paper);
  CHECK(store.upstream(mine, Relation::kRepeats)->empty());
  check_is_well(store);
}

TEST_CASE("agents are joined from all who speak of them, whatever the order", "[graph][store]") {
  const Scratch scratch;
  Store one = open(scratch / "one");
  Store two = open(scratch / "two");
  const auto story = [](const char* name, AgentKind kind, std::vector<std::string> names) {
    Story out{name, "It leaks."};
    out.agent("Ministry of Works", kind);
    out.extraction().agents[0].name = names[0];
    out.extraction().agents[0].names = std::move(names);
    return out.batch();
  };
  const DocumentBatch a = story("a", AgentKind::kOrganisation, {"Works Ministry"});
  const DocumentBatch b = story("b", AgentKind::kGovernment, {"Ministry of Works", "the ministry"});
  put(one, a);
  put(one, b);
  put(two, b);
  put(two, a);
  const AgentId id = agent_id_of(name_key("Ministry of Works"));
  const Agent joined = one.agent(id).value().value();
  CHECK(joined == two.agent(id).value());
  CHECK(joined.kind == AgentKind::kGovernment);
  CHECK(joined.names == std::vector<std::string>{"Ministry of Works", "Works Ministry", "the ministry"});
  // Put again without a name, the name is gone, but for those others use.
  put(one, story("b", AgentKind::kGovernment, {"Ministry of Works"}));
  CHECK(one.agent(id).value()->names == std::vector<std::string>{"Ministry of Works", "Works Ministry"});
  CHECK(one.nodes_with_word("the", NodeKind::kAgent)->empty());
  CHECK(one.nodes_with_word("works", NodeKind::kAgent).value() == std::vector<NodeId>{id});
  check_is_well(one);
}

TEST_CASE("words lead to claims, documents and agents, a star to all that start so", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  put(store, test::agency_story().batch());
  put(store, test::paper_story().batch());
  CHECK(store.nodes_with_word("dam", NodeKind::kClaim)->size() == 2);
  CHECK(store.nodes_with_word("dam", NodeKind::kClaim, 1)->size() == 1);
  CHECK(store.nodes_with_word("dam", NodeKind::kAgent)->empty());
  CHECK(store.nodes_with_word("post", NodeKind::kDocument).value() == std::vector<NodeId>{document_id_of("paper")});
  CHECK(store.nodes_with_word("fax", NodeKind::kDocument).value() == std::vector<NodeId>{document_id_of("fax")});
  const std::vector<NodeId> velden = store.nodes_with_word("vel*", NodeKind::kAgent).value();
  CHECK(velden.size() == 2);
  CHECK(std::is_sorted(velden.begin(), velden.end()));
  CHECK(store.nodes_with_word("vel*", NodeKind::kAgent, 1).value() == std::vector<NodeId>{velden[0]});
  CHECK(store.nodes_with_word("vel", NodeKind::kAgent)->empty());
  CHECK(store.nodes_with_word("*", NodeKind::kAgent)->size() == 3);
}

TEST_CASE("a list is read from anywhere on, in parts, or asked about some documents", "[graph][store]") {
  const Scratch scratch;
  Store on_disk = open(scratch / "db");
  Store in_memory = Store::in_memory();
  for (Store* store : {&on_disk, &in_memory}) {
    put(*store, test::agency_story().batch());
    put(*store, test::paper_story().batch());
    const PostingList dam = PostingList::with_word("dam", NodeKind::kClaim);
    const Postings all = store->postings(dam, Store::kNoLimit).value();
    CHECK(all.nodes == store->nodes_with_word("dam", NodeKind::kClaim).value());
    CHECK_FALSE(all.more);
    REQUIRE(all.nodes.size() == 2);
    const Postings first = store->postings(dam, 1).value();
    CHECK(first.nodes == std::vector<NodeId>{all.nodes[0]});
    CHECK(first.more);
    CHECK(store->postings(dam, 2, all.nodes[1]).value().nodes == std::vector<NodeId>{all.nodes[1]});
    CHECK(store->postings(dam, 0).value().nodes.empty());
    CHECK(store->postings(PostingList::with_word("", NodeKind::kClaim), 9).value().nodes.empty());
    CHECK(store->postings(PostingList::with_word(std::string_view{"a\0b", 3}, NodeKind::kClaim), 9)->nodes.empty());

    const DocumentId of_second = document_of(*all.nodes[1].claim());
    const std::vector<DocumentId> some{of_second, document_id_of("none")};
    CHECK(store->postings_among(dam, some).value() == std::vector<NodeId>{all.nodes[1]});
    CHECK(store->postings_among(dam, {}).value().empty());

    const AgentId ministry = agent_id_of(name_key("Ministry of Works"));
    std::vector<NodeId> saying;
    const std::vector<Edge> said = store->downstream(ministry, Relation::kSaidBy).value();
    for (const Edge& edge : said) saying.emplace_back(document_of(*edge.from.claim()));
    std::sort(saying.begin(), saying.end());
    saying.erase(std::unique(saying.begin(), saying.end()), saying.end());
    CHECK_FALSE(saying.empty());
    CHECK(store->postings(PostingList::said_by(ministry), 9).value().nodes == saying);

    std::vector<std::string> words;
    const auto walked = store->walk_words(NodeKind::kAgent, "v", [&](std::string_view word) {
      words.emplace_back(word);
      return std::optional{std::string{word} + '\1'};
    });
    CHECK(walked.has_value());
    CHECK(std::is_sorted(words.begin(), words.end()));
    for (const std::string& word : words) CHECK(word >= "v");
    CHECK_FALSE(words.empty());
    std::size_t steps = 0;  // one that leads nowhere ends the walk
    CHECK(store
              ->walk_words(NodeKind::kAgent, "",
                           [&](std::string_view) {
                             ++steps;
                             return std::optional<std::string>{""};
                           })
              .has_value());
    CHECK(steps == 1);

    const ClaimId known = *all.nodes[0].claim();
    const std::vector<ClaimId> claims{claim_id_of(of_second, "none"), known};
    const std::vector<std::optional<Claim>> read = store->claims(claims).value();
    REQUIRE(read.size() == 2);
    CHECK_FALSE(read[0].has_value());
    CHECK(read[1] == store->claim(known).value());
    const std::vector<std::optional<Document>> documents = store->documents(some).value();
    REQUIRE(documents.size() == 2);
    CHECK(documents[0] == store->document(of_second).value());
    CHECK_FALSE(documents[1].has_value());
  }
}

TEST_CASE("documents are found by the name of who issued them", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  put(store, test::agency_story().batch());
  put(store, test::paper_story().batch());
  CHECK(store.documents_of_publisher(name_key("The Velden Agency")).value() ==
        std::vector<DocumentId>{document_id_of("agency")});
  CHECK(store.documents_of_publisher(name_key("Ministry of Works")).value() ==
        std::vector<DocumentId>{document_id_of("fax")});
  CHECK(store.documents_of_publisher("velden")->empty());
}

TEST_CASE("documents are paged in id order, each once", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  for (int i = 0; i < 25; ++i) put(store, Story{"story " + std::to_string(i), "It leaks."}.batch());
  std::vector<DocumentId> seen;
  DocumentId after;
  while (true) {
    const std::vector<Document> page = store.documents(after, 4).value();
    if (page.empty()) break;
    CHECK(page.size() <= 4);
    for (const Document& document : page) seen.push_back(document.id);
    after = seen.back();
  }
  CHECK(seen.size() == 25);
  CHECK(std::is_sorted(seen.begin(), seen.end()));
}

TEST_CASE("claims come in text order", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  Story story{"s", "one two three four five six seven"};
  for (const char* word : {"six", "one", "four", "two", "seven"}) story.claim(word);
  put(store, story.batch());
  std::string order;
  const std::vector<Claim> claims = store.claims_of(document_id_of("s")).value();
  for (const Claim& claim : claims) order += claim.text + " ";
  CHECK(order == "one two four six seven ");
}

TEST_CASE("a store survives reopening, its version with it", "[graph][store]") {
  const Scratch scratch;
  std::uint64_t version = 0;
  {
    Store store = open(scratch / "db");
    CHECK(store.version() == 0);
    put(store, test::agency_story().batch());
    put(store, test::paper_story().batch());
    version = store.version();
    CHECK(version == 2);
  }
  for (const bool read_only : {false, true}) {
    const Store store = open(scratch / "db", {.read_only = read_only});
    CHECK(store.version() == version);
    CHECK(store.document(document_id_of("paper")).value() == test::paper_story().extraction().document);
    CHECK(store.upstream(test::paper_story().extraction().claims[0].id)->size() == 4);
    check_is_well(store);
  }
}

TEST_CASE("two stores in one process do not meet", "[graph][store]") {
  const Scratch scratch;
  Store one = open(scratch / "one");
  Store two = open(scratch / "two");
  put(one, test::agency_story().batch());
  CHECK(one.stats()->documents_held == 1);
  CHECK(two.stats()->documents_held == 0);
  Store moved = std::move(one);
  CHECK(moved.stats()->documents_held == 1);
  moved = std::move(two);
  CHECK(moved.stats()->documents_held == 0);
}

TEST_CASE("a reader beside a writer sees what was there when it was opened", "[graph][store]") {
  const Scratch scratch;
  Store writer = open(scratch / "db");
  put(writer, test::agency_story().batch());
  const Store reader = open(scratch / "db", {.read_only = true});
  put(writer, test::paper_story().batch());
  CHECK(reader.stats()->documents_held == 1);
  CHECK(reader.document(document_id_of("agency")).value()->held);
  CHECK_FALSE(reader.document(document_id_of("paper")).value().has_value());
  CHECK(open(scratch / "db", {.read_only = true}).stats()->documents_held == 2);
}

TEST_CASE("a store opened for reading takes no writes", "[graph][store]") {
  const Scratch scratch;
  { open(scratch / "db"); }
  Store store = open(scratch / "db", {.read_only = true});
  CHECK(store.put(test::agency_story().batch()).error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("a batch that names nothing or another's claims is refused whole", "[graph][store]") {
  const Scratch scratch;
  Store store = open(scratch / "db");
  DocumentBatch batch = test::agency_story().batch();
  batch.extraction.document.id = {};
  CHECK(store.put(batch).error().code == ErrorCode::kInvalidArgument);
  batch = test::agency_story().batch();
  batch.extraction.document.id = document_id_of("another");
  CHECK(store.put(batch).error().code == ErrorCode::kInvalidArgument);
  batch = test::agency_story().batch();
  batch.extraction.claims.push_back(batch.extraction.claims[0]);
  CHECK(store.put(batch).error().code == ErrorCode::kInvalidArgument);
  batch = test::agency_story().batch();
  batch.links.emplace_back();
  CHECK(store.put(batch).error().code == ErrorCode::kInvalidArgument);
  CHECK(store.version() == 0);
  CHECK(store.documents({}, 1)->empty());
}

TEST_CASE("a store that is in use is busy", "[graph][store]") {
  const Scratch scratch;
  const Store store = open(scratch / "db");
  const Result<Store> second = Store::open(scratch / "db", {});
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == ErrorCode::kBusy);
  CHECK_THAT(second.error().message, Catch::Contains(scratch / "db"));
}

TEST_CASE("a store that is not there is not made unless it may be", "[graph][store]") {
  const Scratch scratch;
  for (const StoreOptions options : {StoreOptions{.create_if_missing = false}, StoreOptions{.read_only = true}}) {
    CHECK(Store::open(scratch / "none", options).error().code == ErrorCode::kNotFound);
    CHECK_FALSE(std::filesystem::exists(scratch / "none"));
  }
  std::filesystem::create_directory(scratch / "empty");
  CHECK(Store::open(scratch / "empty", {.create_if_missing = false}).error().code == ErrorCode::kNotFound);
  CHECK(Store::open(scratch / "empty", {}).has_value());
  CHECK(Store::open(scratch / "deep/er/db", {}).has_value());
}

TEST_CASE("a directory with something else in it is refused and not touched", "[graph][store]") {
  const Scratch scratch;
  scratch.write("other/notes.txt", "mine");
  CHECK(Store::open(scratch / "other", {}).error().code == ErrorCode::kInvalidArgument);
  CHECK(std::distance(std::filesystem::directory_iterator{scratch / "other"}, {}) == 1);
  scratch.write("file", "mine");
  CHECK(Store::open(scratch / "file", {}).error().code == ErrorCode::kInvalidArgument);
  CHECK(test::read_file(scratch / "file") == "mine");
}

TEST_CASE("another program's database is refused and not touched", "[graph][store]") {
  const Scratch scratch;
  {
    auto kv = detail::open_rocksdb(scratch / "db", detail::KvMode::kCreate);
    REQUIRE(kv.has_value());
    detail::KvBatch batch;
    batch.put("their", "data");
    REQUIRE((*kv)->write(batch, true).has_value());
  }
  const auto files = std::distance(std::filesystem::directory_iterator{scratch / "db"}, {});
  CHECK(Store::open(scratch / "db", {}).error().code == ErrorCode::kInvalidArgument);
  CHECK(Store::open(scratch / "db", {.read_only = true}).error().code == ErrorCode::kInvalidArgument);
  CHECK(std::distance(std::filesystem::directory_iterator{scratch / "db"}, {}) == files);
}

TEST_CASE("an unknown format version is refused with both versions named", "[graph][store]") {
  const Scratch scratch;
  { open(scratch / "db"); }
  {
    auto kv = detail::open_rocksdb(scratch / "db", detail::KvMode::kReadWrite);
    REQUIRE(kv.has_value());
    detail::KvBatch batch;
    batch.put(codec::format_key(), codec::encode_format(4711));
    REQUIRE((*kv)->write(batch, true).has_value());
  }
  for (const bool read_only : {false, true}) {
    const Result<Store> store = Store::open(scratch / "db", {.read_only = read_only});
    REQUIRE_FALSE(store.has_value());
    CHECK(store.error().code == ErrorCode::kUnsupported);
    CHECK_THAT(store.error().message, Catch::Contains("version 4711") && Catch::Contains(scratch / "db") &&
                                          Catch::Contains("versions 1 to " + std::to_string(codec::kFormatVersion)));
  }
}

TEST_CASE("a store whose making was cut short can be made again", "[graph][store]") {
  const Scratch scratch;
  scratch.write("db/LOCK", "");
  scratch.write("db/LOG", "cut");
  scratch.write("db/MANIFEST-000001", "");
  { open(scratch / "db"); }
  // The database stands, but the mark of the format was not written yet.
  {
    auto kv = detail::open_rocksdb(scratch / "bare", detail::KvMode::kCreate);
    REQUIRE(kv.has_value());
  }
  CHECK(Store::open(scratch / "bare", {.read_only = true}).error().code == ErrorCode::kNotFound);
  check_is_well(open(scratch / "bare"));
}

}  // namespace
}  // namespace headwater
