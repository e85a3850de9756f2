#include "disjoint.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <random>
#include <set>
#include <utility>

namespace {

using headwater::detail::Disjoint;
using headwater::detail::disjoint;
using headwater::detail::disjoint_paths;

using Path = std::vector<std::size_t>;
using Paths = std::vector<Path>;

// All arcs of all paths, from node to node; where one may start and where one may end.
struct Arcs {
  std::set<std::size_t> starts;
  std::set<std::size_t> ends;
  std::set<std::pair<std::size_t, std::size_t>> between;

  explicit Arcs(const Paths& paths) {
    for (const Path& path : paths) {
      if (path.empty()) continue;
      starts.insert(path.front());
      ends.insert(path.back());
      for (std::size_t i = 1; i < path.size(); ++i) between.insert({path[i - 1], path[i]});
    }
  }
};

// Every way along the arcs that visits no node twice, as a set of nodes.
std::set<std::uint32_t> ways_of(std::size_t nodes, const Arcs& arcs) {
  std::set<std::uint32_t> out;
  const std::function<void(std::size_t, std::uint32_t)> go = [&](std::size_t at, std::uint32_t seen) {
    if (arcs.ends.contains(at)) out.insert(seen);
    for (std::size_t next = 0; next < nodes; ++next) {
      if ((seen >> next & 1u) == 0 && arcs.between.contains({at, next})) go(next, seen | 1u << next);
    }
  };
  for (const std::size_t start : arcs.starts) go(start, 1u << start);
  return out;
}

std::size_t most_apart(const std::vector<std::uint32_t>& ways, std::size_t from, std::uint32_t used) {
  std::size_t best = 0;
  for (std::size_t i = from; i < ways.size(); ++i) {
    if ((ways[i] & used) == 0) best = std::max(best, 1 + most_apart(ways, i + 1, used | ways[i]));
  }
  return best;
}

std::size_t brute_force(std::size_t nodes, const Paths& paths) {
  const std::set<std::uint32_t> ways = ways_of(nodes, Arcs{paths});
  return most_apart({ways.begin(), ways.end()}, 0, 0);
}

Paths random_paths(std::mt19937& random, std::size_t nodes) {
  Paths out(1 + random() % 5);
  for (Path& path : out) {
    Path all(nodes);
    std::iota(all.begin(), all.end(), std::size_t{0});
    for (std::size_t i = 0; i < nodes; ++i) std::swap(all[i], all[i + random() % (nodes - i)]);
    path.assign(all.begin(), all.begin() + 1 + static_cast<std::ptrdiff_t>(random() % std::min<std::size_t>(nodes, 4)));
  }
  return out;
}

}  // namespace

TEST_CASE("no path, and paths of nothing, are no source", "[query][disjoint]") {
  CHECK(disjoint_paths(0, {}) == 0);
  CHECK(disjoint_paths(3, {}) == 0);
  CHECK(disjoint_paths(3, {{}, {}}) == 0);
}

TEST_CASE("paths that meet count once, wherever they meet", "[query][disjoint]") {
  CHECK(disjoint_paths(1, {{0}}) == 1);
  CHECK(disjoint_paths(1, {{0}, {0}}) == 1);
  CHECK(disjoint_paths(2, {{0}, {1}}) == 2);
  CHECK(disjoint_paths(3, {{0, 1}, {0, 2}}) == 1);
  CHECK(disjoint_paths(3, {{0, 2}, {1, 2}}) == 1);
  CHECK(disjoint_paths(5, {{0, 2, 3}, {1, 2, 4}}) == 1);
  CHECK(disjoint_paths(4, {{0, 1}, {2, 3}}) == 2);
}

TEST_CASE("an end that another path passes is still one node", "[query][disjoint]") {
  CHECK(disjoint_paths(2, {{0}, {0, 1}}) == 1);
  CHECK(disjoint_paths(3, {{0, 1}, {1, 2}}) == 1);
}

TEST_CASE("a greedy choice of paths is put right", "[query][disjoint]") {
  // Taking 0-3 first leaves the others nothing.
  CHECK(disjoint_paths(4, {{0, 3}, {0, 2}, {1, 3}}) == 2);
}

TEST_CASE("a node that stands twice in a row in a path changes nothing", "[query][disjoint]") {
  CHECK(disjoint_paths(2, {{0, 0}, {1, 1}}) == 2);
  CHECK(disjoint(2, {{0, 1, 1}}).paths == Paths{{0, 1}});
}

TEST_CASE("as many disjoint paths are found as brute force finds, with a cut of that size", "[query][disjoint]") {
  const std::uint32_t seed = GENERATE(range(1u, 401u));
  CAPTURE(seed);
  std::mt19937 random{seed};
  const std::size_t nodes = 2 + random() % 6;
  const Paths paths = random_paths(random, nodes);
  CAPTURE(nodes, paths);
  const Disjoint found = disjoint(nodes, paths);
  CHECK(found.paths.size() == brute_force(nodes, paths));
  CHECK(disjoint_paths(nodes, paths) == found.paths.size());

  const Arcs arcs{paths};
  std::set<std::size_t> used;
  for (const Path& path : found.paths) {
    REQUIRE_FALSE(path.empty());
    CHECK(arcs.starts.contains(path.front()));
    CHECK(arcs.ends.contains(path.back()));
    for (std::size_t i = 1; i < path.size(); ++i) CHECK(arcs.between.contains({path[i - 1], path[i]}));
    for (const std::size_t node : path) CHECK(used.insert(node).second);
  }

  CHECK(found.cut.size() == found.paths.size());
  std::uint32_t cut = 0;
  for (const std::size_t node : found.cut) cut |= 1u << node;
  for (const std::uint32_t way : ways_of(nodes, arcs)) CHECK((way & cut) != 0);
}

TEST_CASE("long and many paths are counted without recursion", "[query][disjoint]") {
  constexpr std::size_t kLength = 20'000;
  Path line(kLength);
  std::iota(line.begin(), line.end(), std::size_t{0});
  Path other(kLength);
  std::iota(other.begin(), other.end(), kLength);
  CHECK(disjoint_paths(2 * kLength, {line, other}) == 2);
  other.back() = kLength - 1;
  CHECK(disjoint_paths(2 * kLength, {line, other}) == 1);
}
