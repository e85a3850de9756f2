// How fast two questions are answered on a large graph, by us and by igraph on the same subgraph in the same run: how
// many chains of a claim share nothing, and what falls without a source.
//
//   headwater_structure_bench DATA
//
// DATA is a folder written by the generator of ../shared/bench. Every answer is compared with igraph's. A time includes
// cutting the subgraph out of the arrays.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "given_graph.h"
#include "headwater/query/structure.h"
#include "igraph_graph.h"
#include "peers.h"
#include "topology_live.h"

namespace headwater::bench {
namespace {

const Relations kCiting{Relation::kRepeats, Relation::kCites};
constexpr std::size_t kClaims = 1000;
constexpr std::size_t kSources = 200;
// Of a source of middling weight: so many nodes rely on it.
constexpr std::size_t kFewest = 100, kMost = 5000;

struct Times {
  std::vector<double> ours, theirs;  // milliseconds

  void print(const char* what, std::size_t wrong) const {
    std::printf(
        "%-28s %5zu asked   ours p50 %8.4f p99 %8.3f   igraph p50 %8.4f p99 %8.3f   ratio %.2f, %.2f   wrong %zu\n",
        what, ours.size(), percentile(ours, 0.5), percentile(ours, 0.99), percentile(theirs, 0.5),
        percentile(theirs, 0.99), percentile(ours, 0.5) / percentile(theirs, 0.5),
        percentile(ours, 0.99) / percentile(theirs, 0.99), wrong);
  }
};

template <class Work>
double milliseconds(Work work) {
  const double begin = now();
  work();
  return (now() - begin) * 1e3;
}

std::size_t independence(const Topology& graph, const std::vector<NodeNumber>& claims, Times& times) {
  DisjointChains chains;
  Walk walk;
  std::vector<std::uint32_t> place(graph.nodes());
  std::size_t wrong = 0;
  for (const NodeNumber claim : claims) {
    times.ours.push_back(milliseconds([&] { chains.find(graph, claim, kCiting); }));
    igraph_integer_t found = 0;
    bool has_any = false;
    times.theirs.push_back(milliseconds([&] {
      walk.reach(graph, claim, Direction::kUpstream, kCiting);
      const test::Traced part = test::traced(graph, kCiting, walk.reached(), place);
      test::IgraphGraph theirs{part.behind + std::size_t{1}, part.edges};
      has_any = walk.reached().size() > 1;
      igraph_vertex_disjoint_paths(theirs.get(), &found, 0, part.behind);
    }));
    if (has_any && chains.paths().size() != static_cast<std::size_t>(found)) ++wrong;
  }
  return wrong;
}

// igraph's way: what relies on the source, cut out with what it rests on besides, the source left out; then what still
// reaches a node behind all that stands.
std::size_t impact(const Topology& graph, const std::vector<NodeNumber>& sources, Times& times) {
  Withdrawal withdrawal;
  Walk walk, up;
  std::vector<std::uint32_t> place(graph.nodes(), 0);
  std::size_t wrong = 0;
  for (const NodeNumber source : sources) {
    std::size_t ours = 0, theirs = 0;
    times.ours.push_back(milliseconds([&] { ours = withdrawal.find(graph, source, kCiting).size(); }));
    times.theirs.push_back(milliseconds([&] {
      walk.reach(graph, source, Direction::kDownstream, kCiting);
      const std::span<const NodeNumber> relying = walk.reached();
      const auto behind = static_cast<std::uint32_t>(relying.size());
      for (std::uint32_t n = 0; n < relying.size(); ++n) place[relying[n]] = n;
      std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
      for (std::uint32_t n = 1; n < relying.size(); ++n) {
        const Arcs arcs = graph.arcs(relying[n], Direction::kUpstream);
        for (const std::span<const Arc> some : {arcs.settled, arcs.added}) {
          for (const Arc arc : some) {
            if (!kCiting.contains(arc.relation()) || arc.to() == source) continue;
            const std::uint32_t to = place[arc.to()];
            const bool is_in = to < relying.size() && relying[to] == arc.to();
            edges.emplace_back(n, is_in ? to : behind);
          }
        }
      }
      test::IgraphGraph part{relying.size() + 1, edges};
      test::IgraphVector standing;
      igraph_subcomponent(part.get(), standing.get(), behind, IGRAPH_IN);
      theirs = relying.size() - standing.size();
    }));
    // It takes for granted that what lies beside the source is supported, which closed loops are not.
    if (ours < theirs) ++wrong;
  }
  return wrong;
}

bool asks(const std::string& data) {
  const Given given = read(data);
  const std::vector<Row> traces = rows_of(data + "/trace.csv"), blasts = rows_of(data + "/blast.csv");
  if (given.edges.empty() || traces.empty() || blasts.empty()) {
    std::fprintf(stderr, "%s: wanted nodes.csv, edges.csv, trace.csv and blast.csv\n", data.c_str());
    return false;
  }
  std::vector<detail::PackedId> ids;
  for (const NodeId& id : given.ids) ids.push_back(detail::pack(id));
  const Topology graph = detail::LiveTopology{detail::build_arrays(ids, given.edges), 1}.snapshot();
  std::printf("%zu edges, %zu nodes; milliseconds\n", given.edges.size(), given.ids.size());

  std::vector<NodeNumber> claims, sources;
  for (const Row& row : traces) {
    if (claims.size() < kClaims) claims.push_back(graph.number_of(given.ids[row[0]]).value());
  }
  Walk walk;
  for (const Row& row : blasts) {
    if (row[1] < kFewest || row[1] > kMost || sources.size() >= kSources) continue;
    sources.push_back(graph.number_of(given.ids[row[0]]).value());
  }
  Times warm, chains, falls;
  const std::vector<NodeNumber> some(
      claims.begin(), claims.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(claims.size(), 50)));
  std::size_t wrong = independence(graph, some, warm);
  wrong = independence(graph, claims, chains);
  chains.print("independence of a claim", wrong);
  const std::size_t more = impact(graph, sources, falls);
  falls.print("impact of a source", more);
  return wrong + more == 0;
}

}  // namespace
}  // namespace headwater::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: headwater_structure_bench DATA\n");
    return 2;
  }
  return headwater::bench::asks(argv[1]) ? 0 : 1;
}
