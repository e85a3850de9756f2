#include "changed_rows.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <thread>
#include <vector>

namespace headwater::detail {
namespace {

Arc arc(NodeNumber to) { return {to, Relation::kCites}; }

std::vector<Arc> arcs_of(const ChangedRows::Change& change) { return {change.arcs.begin(), change.arcs.end()}; }

}  // namespace

TEST_CASE("each turn sees the rows as they were at its end", "[graph][topology]") {
  struct Row {
    std::vector<Arc> arcs;
    bool replaces = false;
  };
  constexpr std::size_t kSettled = 100;
  // Some beside the settled ones, some far away.
  const std::vector<NodeNumber> nodes{0, 1, 63, 64, 99, 100, 5000, (NodeNumber{1} << 28) - 1};
  ChangedRows rows{kSettled};
  std::mt19937 random{11};
  std::vector<std::map<NodeNumber, Row>> model(1);
  for (std::uint32_t turn = 1; turn < 300; ++turn) {
    std::map<NodeNumber, Row> now = model.back();
    for (std::size_t n = random() % 4; n > 0; --n) {
      const NodeNumber node = nodes[random() % nodes.size()];
      Row& row = now[node];
      if (random() % 8 == 0) {
        if (!row.arcs.empty()) row.arcs.erase(row.arcs.begin());
        row.replaces = true;
        rows.replace(node, row.arcs, turn);
      } else {
        row.arcs.push_back(arc(static_cast<NodeNumber>(random() % 1000)));
        rows.append(node, row.arcs.back(), turn);
      }
    }
    model.push_back(std::move(now));
  }
  for (std::uint32_t turn = 0; turn < model.size(); ++turn) {
    for (const NodeNumber node : nodes) {
      const ChangedRows::Change found = rows.find(node, turn);
      CHECK(arcs_of(found) == model[turn][node].arcs);
      CHECK(found.replaces == model[turn][node].replaces);
    }
  }
  CHECK(rows.find(2, 1000).arcs.empty());
}

TEST_CASE("readers of one turn are not disturbed by later ones", "[graph][topology]") {
  ChangedRows rows{10};
  rows.append(3, arc(1), 1);
  rows.append(3, arc(2), 1);
  std::atomic<bool> done = false;
  std::atomic<bool> well = true;
  std::thread reader{[&] {
    while (!done) {
      const ChangedRows::Change found = rows.find(3, 1);
      if (found.replaces || found.arcs.size() != 2 || found.arcs[0] != arc(1)) well = false;
    }
  }};
  for (std::uint32_t turn = 2; turn < 5000; ++turn) {
    if (turn % 100 == 0) {
      rows.replace(3, std::vector<Arc>{arc(7)}, turn);
    } else {
      rows.append(3, arc(turn), turn);
    }
  }
  done = true;
  reader.join();
  CHECK(well);
}

}  // namespace headwater::detail
