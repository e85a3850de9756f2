#include "headwater/query/show.h"

#include <catch2/catch.hpp>

#include "affair.h"
#include "scratch.h"

using namespace headwater;
using namespace headwater::test;

namespace {

struct Desk {
  Scratch scratch;
  Store store = *Store::open(scratch / "db", {.sync = false});

  template <class T>
  T shown(const NodeId& id) {
    Result<Shown> answer = show(store, id);
    if (!answer.has_value()) throw std::runtime_error(answer.error().message);
    return std::get<T>(*answer);
  }
};

// The ministry's own fax, held, with the sentence the story has.
Extraction fax() {
  const std::string text = "The dam is sound. Nobody need leave.";
  Extraction out = extraction_of(held_document("docs/fax.txt", "Statement on the dam", "Ministry of Works", text), text,
                                 {"The dam is sound", "Nobody need leave"});
  out.document.kind = DocumentKind::kStatement;
  out.document.medium = Medium::kFax;
  return out;
}

Edge tie(const NodeId& from, Relation relation, const NodeId& to, DocumentId in, double score) {
  Edge edge;
  edge.from = from;
  edge.relation = relation;
  edge.to = to;
  edge.score = score;
  edge.evidence = {in, {}, "hand@1", score};
  return edge;
}

}  // namespace

TEST_CASE("a document is shown with its claims and what it cites", "[query][show]") {
  Desk desk;
  const Extraction e = story();
  put(desk.store, e);
  const auto shown = desk.shown<DocumentShown>(e.document.id);
  CHECK(shown.document == e.document);
  CHECK(shown.claims == e.claims);
  CHECK(shown.links == e.links);
  REQUIRE(shown.citations.size() == 1);
  CHECK(shown.citations[0].document.id == e.referenced[0].id);
  CHECK(shown.citations[0].how == CitationHow::kNamed);
  CHECK(shown.citations[0].evidence.spans == e.citations[0].evidence);
  CHECK(shown.cited_by.empty());
}

TEST_CASE("a document that is only spoken of is shown with those who cite it", "[query][show]") {
  Desk desk;
  const Extraction e = story();
  put(desk.store, e);
  const auto shown = desk.shown<DocumentShown>(e.referenced[0].id);
  CHECK_FALSE(shown.document.held);
  CHECK(shown.claims.empty());
  REQUIRE(shown.cited_by.size() == 1);
  CHECK(shown.cited_by[0].id == e.document.id);
}

TEST_CASE("a name that stands for a held document is shown as that document", "[query][show]") {
  Desk desk;
  const Extraction source = fax();
  const Extraction e = story();
  put(desk.store, source);
  put(desk.store, e, {tie(e.referenced[0].id, Relation::kSameAs, source.document.id, e.document.id, 0.8)});

  const auto citing = desk.shown<DocumentShown>(e.document.id);
  REQUIRE(citing.citations.size() == 1);
  CHECK(citing.citations[0].document.id == source.document.id);
  CHECK(desk.shown<ClaimShown>(e.claims[0].id).origin->id == source.document.id);

  const auto cited = desk.shown<DocumentShown>(source.document.id);
  REQUIRE(cited.cited_by.size() == 1);
  CHECK(cited.cited_by[0].id == e.document.id);
  REQUIRE(cited.same_as.size() == 1);
  CHECK(cited.same_as[0].id == e.referenced[0].id);
}

TEST_CASE("a claim is shown with who said it, where, through whom, and what it repeats", "[query][show]") {
  Desk desk;
  const Extraction source = fax();
  const Extraction e = story();
  put(desk.store, source);
  put(desk.store, e,
      {tie(e.claims[0].id, Relation::kRepeats, source.claims[0].id, e.document.id, 0.9),
       tie(e.claims[0].id, Relation::kDisputes, source.claims[1].id, e.document.id, 0.6)});
  const auto shown = desk.shown<ClaimShown>(e.claims[0].id);
  CHECK(shown.claim == e.claims[0]);
  CHECK(shown.document == e.document);
  CHECK(shown.speaker->name == "Ministry of Works");
  CHECK(shown.origin->medium == Medium::kFax);
  REQUIRE(shown.via.size() == 1);
  CHECK(shown.via[0].name == "Wending Agency");
  REQUIRE(shown.repeats.size() == 1);
  CHECK(shown.repeats[0].claim.id == source.claims[0].id);
  CHECK(shown.repeats[0].document.id == source.document.id);
  CHECK(shown.repeats[0].score == Approx(0.9));
  REQUIRE(shown.disputes.size() == 1);
  CHECK(shown.disputes[0].claim.id == source.claims[1].id);

  const auto repeated = desk.shown<ClaimShown>(source.claims[0].id);
  REQUIRE(repeated.repeated_by.size() == 1);
  CHECK(repeated.repeated_by[0].claim.id == e.claims[0].id);
  CHECK(repeated.repeats.empty());
  REQUIRE(desk.shown<ClaimShown>(source.claims[1].id).disputed_by.size() == 1);
}

TEST_CASE("an agent is shown with its names and what it says", "[query][show]") {
  Desk desk;
  const Extraction e = story();
  put(desk.store, e);
  const auto shown = desk.shown<AgentShown>(*e.claims[0].speaker);
  CHECK(shown.agent.names == std::vector<std::string>{"Ministry of Works", "the ministry"});
  REQUIRE(shown.claims.size() == 1);
  CHECK(shown.claims[0].claim.id == e.claims[0].id);
  CHECK(shown.claims[0].document.id == e.document.id);
}

TEST_CASE("a node that is not there is not found", "[query][show]") {
  Desk desk;
  put(desk.store, story());
  const DocumentId nowhere = document_id_of("nowhere");
  for (const NodeId& id : {NodeId{}, NodeId{nowhere}, NodeId{claim_id_of(nowhere, "x")}, NodeId{agent_id_of("x")}}) {
    const Result<Shown> shown = show(desk.store, id);
    REQUIRE_FALSE(shown.has_value());
    CHECK(shown.error().code == ErrorCode::kNotFound);
  }
}

TEST_CASE("what came last stands first, and what is only spoken of did not come", "[query][show]") {
  Desk desk;
  const auto put = [&](const char* path, std::int64_t recorded) {
    const std::string text = std::string{"The dam is sound, says "} + path + ".";
    Extraction one = extraction_of(held_document(path, path, "Ministry of Works", text), text, {"The dam is sound"});
    one.document.recorded = recorded;
    const DocumentId id = one.document.id;
    DocumentBatch batch;
    batch.extraction = std::move(one);
    REQUIRE(desk.store.put(batch).has_value());
    return id;
  };
  const DocumentId early = put("docs/early.txt", 1'935'849'600);
  const DocumentId late = put("docs/late.txt", 1'935'849'700);
  const DocumentId middle = put("docs/middle.txt", 1'935'849'650);
  const RecentDocuments all = recent_documents(desk.store, 10).value();
  REQUIRE(all.documents.size() == 3);
  CHECK(all.documents[0].id == late);
  CHECK(all.documents[1].id == middle);
  CHECK(all.documents[2].id == early);
  CHECK_FALSE(all.truncated);
  CHECK(recent_documents(desk.store, 1).value().documents.size() == 1);
}
