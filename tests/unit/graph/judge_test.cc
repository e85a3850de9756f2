// What people decide, kept in a store.
#include <catch2/catch.hpp>

#include "headwater/graph/store.h"
#include "samples.h"
#include "scratch.h"

namespace headwater {
namespace {

Judgement retraction(NodeId about, NodeId notice = {}) {
  return {JudgementKind::kRetraction, about, notice, "", false, "Ada Lind", "the agency withdrew it", 1700000000};
}

TEST_CASE("a judgement is found from its nodes, in order, also after the store was closed", "[graph][judge]") {
  const test::Scratch scratch;
  const DocumentBatch agency = test::agency_story().batch(), paper = test::paper_story().batch();
  const DocumentId first = agency.extraction.document.id, second = paper.extraction.document.id;
  std::uint64_t version = 0;
  {
    Store store = Store::open(scratch / "db", {}).value();
    REQUIRE(store.put(agency).has_value());
    REQUIRE(store.put(paper).has_value());
    CHECK(store.judgements(first)->empty());
    version = store.version();
    const Result<Judgement> written = store.judge(retraction(first, second));
    REQUIRE(written.has_value());
    CHECK(written->sequence == 1);
    CHECK(store.version() == version + 1);
    Judgement back = retraction(first);
    back.revoked = true;
    back.recorded = 0;
    const Result<Judgement> taken_back = store.judge(back);
    REQUIRE(taken_back.has_value());
    CHECK(taken_back->recorded > 1700000000);
  }
  for (const bool read_only : {true, false}) {
    const Store store = Store::open(scratch / "db", {.read_only = read_only}).value();
    const std::vector<Judgement> judged = store.judgements(first).value();
    REQUIRE(judged.size() == 2);
    CHECK(judged[0].reason == "the agency withdrew it");
    CHECK(judged[0].other == NodeId{second});
    CHECK(judged[1].revoked);
    CHECK(standing(judged).empty());
    CHECK(store.judgements(second)->size() == 1);  // as its notice
    CHECK(store.judgements_after(0)->size() == 2);
    CHECK(store.judgements_after(1)->size() == 1);
    CHECK(store.judgements_after(0, 1)->front().sequence == 1);
    CHECK(store.stats()->judgements == 2);
    CHECK(store.version() == version + 2);
    CHECK(store.check()->problems == std::vector<std::string>{});
  }
}

TEST_CASE("a judgement of nothing, by nobody, or in a store that is only read is refused", "[graph][judge]") {
  const test::Scratch scratch;
  const DocumentBatch agency = test::agency_story().batch();
  const DocumentId id = agency.extraction.document.id;
  {
    Store store = Store::open(scratch / "db", {}).value();
    REQUIRE(store.put(agency).has_value());
    CHECK(store.judge(retraction(document_id_of("none"))).error().code == ErrorCode::kNotFound);
    CHECK(store.judge(retraction(id, document_id_of("none"))).error().code == ErrorCode::kNotFound);
    Judgement nobody = retraction(id);
    nobody.by.clear();
    CHECK(store.judge(nobody).error().code == ErrorCode::kInvalidArgument);
    CHECK(store.stats()->judgements == 0);
  }
  Store store = Store::open(scratch / "db", {.read_only = true}).value();
  CHECK(store.judge(retraction(id)).error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("judgements outlive a document that is put again, copies and repairs", "[graph][judge]") {
  const test::Scratch scratch;
  DocumentBatch agency = test::agency_story().batch();
  const DocumentId id = agency.extraction.document.id;
  const ClaimId claim = agency.extraction.claims[0].id;
  Store store = Store::open(scratch / "db", {}).value();
  REQUIRE(store.put(agency).has_value());
  REQUIRE(store.judge({JudgementKind::kCredibility, claim, {}, "2", false, "desk", "", 1}).has_value());
  agency.extraction.claims.clear();
  REQUIRE(store.put(agency).has_value());
  CHECK_FALSE(store.claim(claim)->has_value());
  CHECK(store.judgements(claim)->size() == 1);
  CHECK(store.check()->problems == std::vector<std::string>{});
  REQUIRE(store.copy_to(scratch / "copy").has_value());
  REQUIRE(store.repair_to(scratch / "whole").has_value());
  for (const char* name : {"copy", "whole"}) {
    const Store other = Store::open(scratch / name, {.read_only = true}).value();
    CHECK(other.judgements(claim).value() == store.judgements(claim).value());
    CHECK(other.stats()->judgements == 1);
  }
  CHECK(store.judgements(id)->empty());
}

TEST_CASE("a document bears the time at which it was first recorded", "[graph][judge]") {
  Store store = Store::in_memory();
  DocumentBatch agency = test::agency_story().batch();
  const DocumentId id = agency.extraction.document.id;
  agency.extraction.document.recorded = 0;
  REQUIRE(store.put(agency).has_value());
  const std::int64_t now = store.document(id)->value().recorded;
  CHECK(now > 1700000000);
  agency.extraction.document.recorded = 1000;
  REQUIRE(store.put(agency).has_value());
  CHECK(store.document(id)->value().recorded == 1000);
  agency.extraction.document.recorded = 0;
  REQUIRE(store.put(agency).has_value());
  CHECK(store.document(id)->value().recorded == 1000);
}

}  // namespace
}  // namespace headwater
