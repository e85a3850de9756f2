#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "headwater/graph/edge.h"
#include "samples.h"

namespace headwater {
namespace {

// The edges as lines of names: "claim -said_by-> Ministry of Works: the Ministry of Works said".
std::string drawing(const Extraction& extraction) {
  std::map<NodeId, std::string> names{{extraction.document.id, extraction.document.title}};
  for (const Claim& claim : extraction.claims) names[claim.id] = "\"" + claim.text + "\"";
  for (const Agent& agent : extraction.agents) names[agent.id] = agent.name;
  for (const Document& document : extraction.referenced) names[document.id] = document.title;
  std::string out;
  for (const Edge& edge : edges_of(extraction)) {
    out += names.at(edge.from) + " -" + std::string{to_string(edge.relation)} + "-> " + names.at(edge.to) + ": " +
           words_of(extraction.text, edge.evidence.spans) + "\n";
  }
  return out;
}

TEST_CASE("a story states the edges of its claims, citations, issuers and deliveries", "[graph][edges]") {
  CHECK(drawing(test::agency_story().extraction()) ==
        "\"The dam is safe\" -made_in-> agency: The dam is safe\n"
        "\"The dam is safe\" -said_by-> Ministry of Works: the Ministry of Works said\n"
        "\"The dam is safe\" -said_in-> fax: the Ministry of Works said\n"
        "agency -issued_by-> Velden Agency: \n"
        "fax -issued_by-> Ministry of Works: the Ministry of Works said\n"
        "fax -delivered_to-> Velden Agency: faxed to the Velden Agency\n");
  CHECK(drawing(test::paper_story().extraction()) ==
        "\"The dam is safe\" -made_in-> paper: The dam is safe\n"
        "\"The dam is safe\" -said_by-> Ministry of Works: the ministry told\n"
        "\"The dam is safe\" -reported_by-> Velden Agency: the ministry told\n"
        "\"The dam is safe\" -cites-> agency: whose story was first\n"
        "paper -cites-> agency: whose story was first\n"
        "paper -issued_by-> Velden Post: \n"
        "agency -issued_by-> Velden Agency: whose story was first\n");
}

TEST_CASE("every edge carries evidence in the document that states it", "[graph][edges]") {
  for (test::Story story : {test::agency_story(), test::paper_story()}) {
    for (const Edge& edge : edges_of(story.extraction())) {
      CHECK(edge.evidence.document == story.extraction().document.id);
      CHECK_FALSE(edge.evidence.rule.empty());
      CHECK(edge.evidence.confidence > 0);
    }
  }
}

TEST_CASE("hops keep their order from the reader upstream", "[graph][edges]") {
  test::Story story{"s", "It leaks, A told B, C wrote."};
  const AgentId near = story.agent("C");
  const AgentId far = story.agent("B");
  story.claim("It leaks").via = {near, far};
  std::vector<std::pair<NodeId, int>> hops;
  for (const Edge& edge : edges_of(story.extraction())) {
    if (edge.relation == Relation::kReportedBy) hops.emplace_back(edge.to, edge.hop);
  }
  CHECK(hops == std::vector<std::pair<NodeId, int>>{{near, 0}, {far, 1}});
}

TEST_CASE("a citation of a claim says how as the document's own does", "[graph][edges]") {
  for (const Edge& edge : edges_of(test::paper_story().extraction())) {
    if (edge.relation == Relation::kCites) CHECK(edge.how == CitationHow::kFirstReported);
  }
}

TEST_CASE("a publisher that no record stands for gives no edge", "[graph][edges]") {
  test::Story story{"s", "It leaks."};
  story.published_by("Nobody's Gazette");
  CHECK(edges_of(story.extraction()).empty());
  story.agent("Nobody's Gazette", AgentKind::kOutlet);
  REQUIRE(edges_of(story.extraction()).size() == 1);
  CHECK(edges_of(story.extraction())[0].relation == Relation::kIssuedBy);
}

TEST_CASE("one who publishes and writes issues once", "[graph][edges]") {
  test::Story story{"s", "It leaks."};
  story.published_by("The Velden Agency").extraction().document.authors = {"Velden Agency", "Ada Lind"};
  story.agent("Velden Agency");
  story.agent("Ada Lind", AgentKind::kPerson);
  CHECK(edges_of(story.extraction()).size() == 2);
}

TEST_CASE("ends that name nothing give no edge", "[graph][edges]") {
  test::Story story{"s", "It leaks."};
  Claim& claim = story.claim("It leaks");
  claim.speaker = AgentId{};
  claim.via = {AgentId{}};
  claim.cites = {DocumentId{}};
  story.cites(DocumentId{}, "It leaks");
  CHECK(edges_of(story.extraction()).size() == 1);
}

TEST_CASE("evidence that overlaps is told once, in text order", "[graph][edges]") {
  test::Story story{"s", "according to the ministry it leaks"};
  Claim& claim = story.claim("it leaks", "to the ministry", "according to");
  claim.speaker = story.agent("Ministry");
  const std::vector<Edge> edges = edges_of(story.extraction());
  REQUIRE(edges.size() == 2);
  CHECK(edges[1].evidence.spans == Spans{{0, 25}});
}

}  // namespace
}  // namespace headwater
