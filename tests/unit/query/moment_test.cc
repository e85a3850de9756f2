// What is shown, listed, found and led to as it stood on a day. All names are invented.
#include <catch2/catch.hpp>

#include <algorithm>

#include "drawing.h"
#include "headwater/query/neighbours.h"
#include "headwater/query/paths.h"
#include "headwater/query/search.h"
#include "headwater/query/show.h"

using namespace headwater;
using headwater::test::Drawn;

namespace {

// By the 9th the report is only spoken of, by the wire; by the 7th nobody has.
const std::string kAffair =
    "wire: article of Agency on 2024-04-08;"
    "report: report of Labs on 2024-04-10;"
    "post: article of Post on 2024-04-12;"
    "wire.c1 -cites-> report;"
    "wire.c1 -said_by-> Spokesman = primary;"
    "report.c1 -made_in-> report -issued_by-> Labs = primary;"
    "post.c1 -repeats-> report.c1;"
    "post.c1 -repeats-> wire.c1;";

ViewOptions as_of(const char* date) {
  ViewOptions out;
  out.as_of = Date::parse(date).value();
  return out;
}

template <class Record>
bool has(const std::vector<Record>& records, const NodeId& id) {
  return std::any_of(records.begin(), records.end(), [&](const Record& one) { return NodeId{one.id} == id; });
}

ErrorCode code_of(const Result<Shown>& shown) {
  REQUIRE_FALSE(shown.has_value());
  return shown.error().code;
}

}  // namespace

TEST_CASE("a document that had not come out is shown as spoken of, or not at all", "[query][view]") {
  const Drawn g{kAffair};
  const DocumentId report = g.document("report");
  const auto on = [&](const char* date) {
    return std::get<DocumentShown>(show(g.store(), report, as_of(date)).value());
  };
  CHECK(on("2024-04-10").document.held);
  CHECK(on("2024-04-10").claims.size() == 1);
  CHECK(on("2024-04-10").cited_by.size() == 1);  // the post, too, came later
  CHECK(on("2024-04-12").cited_by.size() == 2);
  CHECK_FALSE(on("2024-04-09").document.held);
  CHECK(on("2024-04-09").claims.empty());
  CHECK(code_of(show(g.store(), report, as_of("2024-04-07"))) == ErrorCode::kNotFound);
  CHECK(code_of(show(g.store(), g.claim("report.c1"), as_of("2024-04-09"))) == ErrorCode::kNotFound);
  CHECK(code_of(show(g.store(), agent_id_of("labs"), as_of("2024-04-07"))) == ErrorCode::kNotFound);
  const auto claim = std::get<ClaimShown>(show(g.store(), g.claim("wire.c1"), as_of("2024-04-11")).value());
  CHECK(claim.repeated_by.empty());
  CHECK(claims_of_document(g.store(), report, {}, 10, as_of("2024-04-09")).value().claims.empty());
  CHECK(claims_of_document(g.store(), report, {}, 10, as_of("2024-04-10")).value().claims.size() == 1);
  CHECK_FALSE(claims_of_document(g.store(), report, {}, 10, as_of("2024-04-07")).has_value());
}

TEST_CASE("lists have what was there, page by page", "[query][view]") {
  const Drawn g{kAffair};
  const auto all_on = [&](const ViewOptions& view) {
    std::vector<Document> out;
    DocumentId after;
    while (true) {
      const DocumentList page = list_documents(g.store(), after, 1, view).value();
      out.insert(out.end(), page.records.begin(), page.records.end());
      if (!page.next) return out;
      after = *page.next;
    }
  };
  CHECK(all_on({}).size() == list_documents(g.store(), {}, 1000).value().records.size());
  CHECK(all_on({}).size() == 3);
  CHECK(all_on(as_of("2024-04-12")).size() == 3);
  const std::vector<Document> early = all_on(as_of("2024-04-09"));
  CHECK(has(early, g.document("wire")));
  CHECK(has(early, g.document("report")));
  CHECK_FALSE(has(early, g.document("post")));
  CHECK(std::count_if(early.begin(), early.end(), [](const Document& one) { return one.held; }) == 1);
  CHECK(all_on(as_of("2024-04-07")).empty());
  const AgentList agents = list_agents(g.store(), {}, 10, as_of("2024-04-09")).value();
  CHECK(has(agents.records, agent_id_of("spokesman")));
  CHECK_FALSE(has(agents.records, agent_id_of("post")));
  CHECK(list_agents(g.store(), {}, 1).value().next.has_value());
  CHECK(list_agents(g.store(), {}, 10, as_of("2024-04-07")).value().records.empty());
}

TEST_CASE("neighbours and paths are those of the day", "[query][view]") {
  const Drawn g{kAffair};
  const auto relying = [&](const char* date) {
    NeighbourOptions options{.direction = Direction::kDownstream};
    options.view = as_of(date);
    return neighbours(g.store(), g.claim("wire.c1"), options);
  };
  CHECK(relying("2024-04-12").value().neighbours.size() == 1);
  CHECK(relying("2024-04-11").value().neighbours.empty());
  CHECK(relying("2024-04-07").error().code == ErrorCode::kNotFound);
  NeighbourOptions up;
  up.view = as_of("2024-04-09");
  const Neighbours wire = neighbours(g.store(), g.claim("wire.c1"), up).value();
  const auto report = std::find_if(wire.neighbours.begin(), wire.neighbours.end(),
                                   [](const Neighbour& one) { return std::holds_alternative<Document>(one.node); });
  REQUIRE(report != wire.neighbours.end());
  CHECK_FALSE(std::get<Document>(report->node).held);
  CHECK(report->relied_on_by == 1);  // by the wire; what it says itself, and who repeats that, came later

  PathOptions options;
  options.view = as_of("2024-04-12");
  CHECK_FALSE(paths(g.store(), g.claim("post.c1"), agent_id_of("labs"), options).value().paths.empty());
  options.view = as_of("2024-04-11");
  CHECK(paths(g.store(), g.claim("post.c1"), agent_id_of("labs"), options).error().code == ErrorCode::kNotFound);
  CHECK(paths(g.store(), g.claim("wire.c1"), agent_id_of("labs"), options).value().paths.size() == 1);
  options.view = as_of("2024-04-09");
  CHECK_FALSE(paths(g.store(), g.claim("wire.c1"), agent_id_of("labs"), options).has_value());
}

TEST_CASE("a search finds what had come out", "[query][view][search]") {
  const Drawn g{kAffair};
  const std::string words = g.store().claim(g.claim("report.c1")).value()->text;
  const auto found_on = [&](const std::string& query, const char* date) {
    SearchOptions options;
    if (date != nullptr) options.view = as_of(date);
    return search(g.store(), query, options).value();
  };
  const auto tells = [&](const Found& found, const NodeId& id) {
    return std::any_of(found.claims.begin(), found.claims.end(),
                       [&](const FoundClaim& one) { return NodeId{one.claim.id} == id; });
  };
  CHECK(tells(found_on(words, nullptr), g.claim("report.c1")));
  CHECK(tells(found_on(words, "2024-04-10"), g.claim("report.c1")));
  CHECK_FALSE(tells(found_on(words, "2024-04-09"), g.claim("report.c1")));
  const Found labs = found_on("Labs", "2024-04-09");
  REQUIRE(labs.documents.size() == 1);
  CHECK_FALSE(labs.documents[0].held);
  CHECK(found_on("Labs", "2024-04-10").documents[0].held);
  CHECK(found_on("Labs", "2024-04-07").documents.empty());
  CHECK(found_on("Spokesman", "2024-04-08").agents.size() == 1);
  CHECK(found_on("Spokesman", "2024-04-07").agents.empty());
}

TEST_CASE("an edge of a hub that was there is found among many that came later", "[query][view]") {
  std::string drawing = "wire: article of Agency on 2024-04-08; wire.c1 -said_by-> Spokesman = primary;";
  for (int n = 0; n < 700; ++n) {
    const std::string name = "late" + std::to_string(n);
    drawing += name + ": article of Post on 2024-05-01; " + name + ".c1 -said_by-> Spokesman = primary;";
  }
  const Drawn g{drawing};
  CHECK(show(g.store(), agent_id_of("spokesman"), as_of("2024-04-08")).has_value());
  CHECK_FALSE(show(g.store(), agent_id_of("spokesman"), as_of("2024-04-07")).has_value());
  NeighbourOptions options{.direction = Direction::kDownstream, .limit = 1000};
  options.view = as_of("2024-04-30");
  CHECK(neighbours(g.store(), agent_id_of("spokesman"), options).value().neighbours.size() == 1);
  options.view = as_of("2024-05-01");
  const Neighbours whole = neighbours(g.store(), agent_id_of("spokesman"), options).value();
  CHECK(whole.neighbours.size() == 701);
  CHECK_FALSE(whole.truncated);
}

TEST_CASE("of a hub nearly all of which came later so much is read, and it says that it was cut", "[query][view]") {
  // More edges than are read to find those of a day; only their number counts, so a few documents have them all.
  constexpr int kDocuments = 12, kClaims = 2'800;
  std::string drawing = "wire: article of Agency on 2024-04-08; wire.c1 -said_by-> Spokesman = primary;";
  for (int n = 0; n < kDocuments; ++n) {
    const std::string name = "late" + std::to_string(n);
    drawing += name + ": article of Post on 2024-05-01;";
    for (int c = 1; c <= kClaims; ++c) drawing += name + ".c" + std::to_string(c) + " -said_by-> Spokesman = primary;";
  }
  const Drawn g{drawing};
  NeighbourOptions options{.direction = Direction::kDownstream, .limit = 1000};
  options.max_edges = 64;
  options.view = as_of("2024-04-30");
  const Neighbours few = neighbours(g.store(), agent_id_of("spokesman"), options).value();
  CHECK(few.truncated);
  CHECK(few.neighbours.size() <= 1);
  // Not of what is there now.
  options.view = {};
  options.max_edges = 100'000;
  CHECK_FALSE(neighbours(g.store(), agent_id_of("spokesman"), options).value().truncated);
}
