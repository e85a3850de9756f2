#include "stated_cache.h"

#include <catch2/catch.hpp>
#include <cstddef>
#include <memory>
#include <string>

#include "headwater/graph/store.h"

namespace headwater {
namespace {

using detail::StatedCache;

DocumentId numbered(std::size_t n) { return document_id_of("document " + std::to_string(n)); }
StatedCache::Value value_of(std::string bytes) { return std::make_shared<const std::string>(std::move(bytes)); }
const auto kStill = [] { return true; };

}  // namespace

TEST_CASE("a value is kept until it is forgotten", "[graph][cache]") {
  StatedCache cache;
  CHECK(cache.find(numbered(1)) == nullptr);
  cache.keep(numbered(1), value_of("one"), kStill);
  REQUIRE(cache.find(numbered(1)) != nullptr);
  CHECK(*cache.find(numbered(1)) == "one");
  cache.forget(numbered(1));
  CHECK(cache.find(numbered(1)) == nullptr);
}

TEST_CASE("a value that may be of yesterday is not kept", "[graph][cache]") {
  StatedCache cache;
  cache.keep(numbered(1), value_of("one"), [] { return false; });
  CHECK(cache.find(numbered(1)) == nullptr);
}

TEST_CASE("values beyond the bound go, those that are asked for stay", "[graph][cache]") {
  constexpr std::size_t kBytes = 1000;
  constexpr std::size_t kCount = 4 * StatedCache::kMaxBytes / kBytes;
  StatedCache cache;
  for (std::size_t n = 0; n < kCount; ++n) {
    cache.keep(numbered(n), value_of(std::string(kBytes, 'x')), kStill);
    if (n % 100 == 0) REQUIRE(cache.find(numbered(0)) != nullptr);
  }
  std::size_t held = 0;
  for (std::size_t n = 0; n < kCount; ++n) {
    if (cache.find(numbered(n)) != nullptr) held += kBytes;
  }
  CHECK(held <= StatedCache::kMaxBytes);
  CHECK(held >= StatedCache::kMaxBytes / 4);
  cache.keep(numbered(kCount), value_of(std::string(StatedCache::kMaxBytes, 'x')), kStill);
  CHECK(cache.find(numbered(kCount)) == nullptr);
}

TEST_CASE("edges that were read are read anew once their document is put again", "[graph][cache]") {
  Store store = Store::in_memory();
  DocumentBatch cited;
  cited.extraction.document.id = numbered(0);
  REQUIRE(store.put(cited).has_value());
  REQUIRE(store.topology().has_value());
  DocumentBatch citing;
  citing.extraction.document.id = numbered(1);
  Edge edge;
  edge.from = numbered(1);
  edge.relation = Relation::kCites;
  edge.to = numbered(0);
  edge.evidence.document = numbered(1);
  for (const double confidence : {0.5, 0.75}) {
    edge.evidence.confidence = confidence;
    citing.links = {edge};
    REQUIRE(store.put(citing).has_value());
    for (int times = 0; times < 2; ++times) CHECK(store.upstream(numbered(1)).value() == citing.links);
  }
  citing.links.clear();
  REQUIRE(store.put(citing).has_value());
  CHECK(store.upstream(numbered(1)).value().empty());
}

}  // namespace headwater
