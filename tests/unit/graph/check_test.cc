#include <atomic>
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/codec.h"
#include "rocksdb_kv.h"
#include "samples.h"
#include "scratch.h"

namespace headwater {
namespace {

using detail::KvBatch;
using test::Scratch;

const DocumentId kAgency = document_id_of("agency");

// A store of two stories, then `damage` done below it; what check() says of that.
std::vector<std::string> problems_after(const std::function<void(KvBatch&)>& damage) {
  const Scratch scratch;
  {
    Store store = Store::open(scratch / "db", {.sync = false}).value();
    REQUIRE(store.put(test::agency_story().batch()).has_value());
    REQUIRE(store.put(test::paper_story().batch()).has_value());
    REQUIRE(store.check()->problem_count == 0);
  }
  {
    auto kv = detail::open_rocksdb(scratch / "db", detail::KvMode::kReadWrite);
    REQUIRE(kv.has_value());
    KvBatch batch;
    damage(batch);
    REQUIRE((*kv)->write(batch, false).has_value());
  }
  const StoreCheck check = Store::open(scratch / "db", {.read_only = true}).value().check().value();
  CHECK(check.problem_count == check.problems.size());
  return check.problems;
}

bool says(const std::vector<std::string>& problems, const std::string& what) {
  for (const std::string& problem : problems) {
    if (problem.find(what) != std::string::npos) return true;
  }
  UNSCOPED_INFO(Catch::rangeToString(problems));
  return false;
}

TEST_CASE("check finds a missing or foreign record", "[graph][check]") {
  const Claim claim = test::agency_story().extraction().claims[0];
  CHECK(says(problems_after([&](KvBatch& b) { b.erase(codec::text_key(kAgency)); }), "text is missing"));
  CHECK(says(problems_after([&](KvBatch& b) { b.erase(codec::raw_key(kAgency)); }), "bytes are missing"));
  CHECK(says(problems_after([&](KvBatch& b) { b.erase(codec::manifest_key(kAgency)); }), "that manifests list"));
  CHECK(says(problems_after([&](KvBatch& b) { b.erase(codec::claim_key(claim.id)); }),
             "there is no " + to_string(claim.id)));
  CHECK(says(problems_after([&](KvBatch& b) { b.erase(codec::document_key(kAgency)); }), "there is no such document"));
  CHECK(says(problems_after([&](KvBatch& b) {
               b.erase(codec::state_key());
               b.put(codec::state_key(), codec::encode(codec::StateValue{}));
             }),
             "count of claims: 0 kept, 2 found"));
  CHECK(says(problems_after([&](KvBatch& b) { b.put("zebra", "?"); }), "unknown tag 122"));
}

TEST_CASE("check finds a record that does not decode", "[graph][check]") {
  const Claim claim = test::agency_story().extraction().claims[0];
  CHECK(says(problems_after([&](KvBatch& b) { b.put(codec::claim_key(claim.id), "\xff"); }),
             "claim " + to_string(claim.id) + ": claim record, byte"));
  CHECK(says(problems_after([&](KvBatch& b) { b.put(codec::document_key(kAgency), ""); }), "document record, byte 0"));
  CHECK(says(problems_after([&](KvBatch& b) { b.put(codec::manifest_key(kAgency), "x"); }), "manifest"));
  CHECK(says(problems_after([&](KvBatch& b) { b.put("C123", ""); }), "claim key"));
}

TEST_CASE("check finds an edge in one direction only", "[graph][check]") {
  const codec::PlaceKey place{kAgency, Relation::kMadeIn, kAgency};
  CHECK(says(problems_after([&](KvBatch& b) { b.erase(codec::edges_key(kAgency)); }),
             "edges at " + to_string(kAgency) + ": " + to_string(kAgency) + " states no such edge"));
  CHECK(says(problems_after([&](KvBatch& b) { b.erase(codec::into_key(place)); }),
             "not to be found from " + to_string(kAgency)));
  CHECK(says(problems_after([&](KvBatch& b) { b.put(codec::into_key(place), codec::encode_ordinals({7})); }),
             "not to be found from " + to_string(kAgency)));
  CHECK(
      says(problems_after([&](KvBatch& b) {
             b.put(codec::out_key({agent_id_of("nobody"), Relation::kSpeaksFor, kAgency}), codec::encode_ordinals({0}));
           }),
           "states no such edge"));
}

TEST_CASE("check finds places outside the text or inside a character", "[graph][check]") {
  Claim claim = test::agency_story().extraction().claims[0];
  claim.content = {{80, 9000}};
  CHECK(says(problems_after([&](KvBatch& b) { b.put(codec::claim_key(claim.id), codec::encode(claim)); }),
             "a place outside"));
  CHECK(says(problems_after([&](KvBatch& b) {
               std::string text = test::agency_story().extraction().text;
               text.replace(14, 2, "é");
               b.put(codec::text_key(kAgency), codec::encode_text(text, {}, {}, {}));
             }),
             "off the border of a character"));
}

TEST_CASE("check finds bytes that are not those of the document", "[graph][check]") {
  CHECK(says(problems_after([&](KvBatch& b) { b.put(codec::raw_key(kAgency), "other"); }), "another SHA-256"));
}

TEST_CASE("check finds words and names that lead nowhere", "[graph][check]") {
  const DocumentId none = document_id_of("none");
  CHECK(says(problems_after([&](KvBatch& b) { b.put(codec::word_key("dam", none), ""); }), "word 'dam': there is no"));
  CHECK(says(problems_after([&](KvBatch& b) { b.put(codec::publisher_key("post", none), ""); }), "publisher 'post'"));
  CHECK(says(problems_after([&](KvBatch& b) { b.put(codec::sha256_key(sha256_hex(""), none), ""); }),
             "SHA-256: there is no"));
}

TEST_CASE("reading a value that does not decode is corruption with the store named", "[graph][store]") {
  const Scratch scratch;
  { REQUIRE(Store::open(scratch / "db", {})->put(test::agency_story().batch()).has_value()); }
  {
    auto kv = detail::open_rocksdb(scratch / "db", detail::KvMode::kReadWrite);
    KvBatch batch;
    batch.put(codec::document_key(kAgency), "\x07");
    batch.put(codec::text_key(kAgency), "\x07");
    batch.put(codec::manifest_key(kAgency), "\x07");
    REQUIRE((*kv)->write(batch, false).has_value());
  }
  Store store = Store::open(scratch / "db", {}).value();
  const Error error = store.document(kAgency).error();
  CHECK(error.code == ErrorCode::kCorruption);
  CHECK_THAT(error.message, Catch::Contains(scratch / "db"));
  CHECK(store.text(kAgency).error().code == ErrorCode::kCorruption);
  CHECK(store.quote({kAgency, {{0, 1}}, "", 0}).error().code == ErrorCode::kCorruption);
  CHECK(store.documents({}, 10).error().code == ErrorCode::kCorruption);
  CHECK(store.put(test::agency_story().batch()).error().code == ErrorCode::kCorruption);
}

TEST_CASE("readers beside a writer see a document whole or not at all", "[graph][store][threads]") {
  const Scratch scratch;
  Store store = Store::open(scratch / "db", {.sync = false}).value();
  const auto story = [](int claims) {
    test::Story out{"s", "a b c d e f g h i j"};
    for (int i = 0; i < claims; ++i) out.claim(std::string(1, static_cast<char>('a' + i)));
    for (Claim& claim : out.extraction().claims) claim.rule = "of " + std::to_string(claims);
    return out.batch();
  };
  const DocumentBatch few = story(3);
  const DocumentBatch many = story(9);
  REQUIRE(store.put(few).has_value());
  const DocumentId id = document_id_of("s");
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0;
  std::vector<std::thread> readers;
  for (int r = 0; r < 2; ++r) {
    readers.emplace_back([&] {
      while (!done) {
        const std::vector<Claim> claims = store.claims_of(id).value();
        const std::string whole = "of " + std::to_string(claims.size());
        for (const Claim& claim : claims) torn += claim.rule == whole ? 0 : 1;
        const std::size_t in = store.downstream(id, Relation::kMadeIn)->size();
        torn += in == 3 || in == 9 ? 0 : 1;
      }
    });
  }
  bool written = true;
  for (int i = 0; i < 200; ++i) written = store.put(i % 2 == 0 ? many : few).has_value() && written;
  done = true;
  for (std::thread& reader : readers) reader.join();
  CHECK(written);
  CHECK(torn == 0);
  CHECK(store.version() == 201);
}

TEST_CASE("writers from several threads take turns", "[graph][store][threads]") {
  const Scratch scratch;
  Store store = Store::open(scratch / "db", {.sync = false}).value();
  std::atomic<int> failed = 0;
  std::vector<std::thread> writers;
  for (int w = 0; w < 3; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < 30; ++i) {
        test::Story story{"story " + std::to_string(w * 20 + i), "It leaks, the ministry said."};
        story.claim("It leaks").speaker = story.agent("Ministry of " + std::to_string(i % 7));
        failed += store.put(story.batch()).has_value() ? 0 : 1;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  CHECK(failed == 0);
  CHECK(store.version() == 90);
  CHECK(store.stats()->documents_held == 70);
  CHECK(store.check()->problems == std::vector<std::string>{});
}

}  // namespace
}  // namespace headwater
