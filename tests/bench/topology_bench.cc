// How fast the graph is walked: bare arrays, the topology and SQLite, on the same questions in the same run; and how
// long algorithms of Boost.Graph take over the topology.
//
//   headwater_topology_bench DATA WORK
//
// DATA is a folder written by the generator of ../shared/bench: nodes.csv, edges.csv, and questions with their answers
// in trace.csv and blast.csv. Every answer is compared. The topology's file is written into WORK.
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <numeric>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "given_graph.h"
#include "headwater/graph/load.h"
#include "headwater/graph/store.h"
#include "headwater/query/structure.h"
#include "headwater/schema/date.h"
#include "peers.h"
#include "topology_file.h"
#include "topology_live.h"

namespace headwater::bench {
namespace {

using Row = std::vector<std::uint64_t>;

constexpr int kRounds = 3;
constexpr std::size_t kWarm = 50;
constexpr std::size_t kSlowQuestions = 300;  // to peers that take milliseconds
constexpr std::size_t kQuestions = 1000;

// The two questions as SQLite is asked them.
class Sqlite {
 public:
  Sqlite(const std::vector<detail::NumberedEdge>& edges) {
    must(sqlite3_open(":memory:", &db_));
    exec("CREATE TABLE e(s INTEGER, d INTEGER, PRIMARY KEY(s, d)) WITHOUT ROWID; BEGIN");
    sqlite3_stmt* insert = prepare("INSERT OR IGNORE INTO e VALUES(?, ?)");
    for (const detail::NumberedEdge& e : edges) {
      sqlite3_bind_int64(insert, 1, e.from);
      sqlite3_bind_int64(insert, 2, e.arc.to());
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    exec("COMMIT; CREATE INDEX r ON e(d, s)");
    up_ = prepare(
        "WITH RECURSIVE t(n) AS (VALUES(?1) UNION SELECT d FROM e JOIN t ON s = n) "
        "SELECT n FROM t WHERE NOT EXISTS (SELECT 1 FROM e WHERE s = n)");
    down_ = prepare("WITH RECURSIVE t(n) AS (VALUES(?1) UNION SELECT s FROM e JOIN t ON d = n) SELECT n FROM t");
  }
  ~Sqlite() {
    sqlite3_finalize(up_);
    sqlite3_finalize(down_);
    sqlite3_close(db_);
  }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  void ask(bool up, std::uint32_t from) {
    sqlite3_stmt* statement = up ? up_ : down_;
    found.clear();
    sqlite3_bind_int64(statement, 1, from);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      found.push_back(static_cast<std::uint32_t>(sqlite3_column_int64(statement, 0)));
    }
    sqlite3_reset(statement);
  }

  std::vector<std::uint32_t> found;

 private:
  void must(int code) const {
    if (code == SQLITE_OK) return;
    std::fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(db_));
    std::exit(1);
  }
  void exec(const char* sql) { must(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)); }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* out = nullptr;
    must(sqlite3_prepare_v2(db_, sql, -1, &out, nullptr));
    return out;
  }

  sqlite3* db_ = nullptr;
  sqlite3_stmt* up_ = nullptr;
  sqlite3_stmt* down_ = nullptr;
};

const Relations kCiting{Relation::kRepeats, Relation::kCites};

// Walks over the topology alone, without a store.
bool walks(const std::string& data, const std::string& work) {
  const Given given = read(data);
  const std::vector<Row> traces = rows_of(data + "/trace.csv");
  const std::vector<Row> blasts = rows_of(data + "/blast.csv");
  if (given.edges.empty() || traces.empty() || blasts.empty()) {
    std::fprintf(stderr, "%s: wanted nodes.csv, edges.csv, trace.csv and blast.csv\n", data.c_str());
    return false;
  }
  const std::size_t edges = given.edges.size();
  std::printf("%zu edges, %zu nodes\n", edges, given.ids.size());
  std::unordered_map<NodeId, std::uint32_t> number;
  for (std::size_t n = 0; n < given.ids.size(); ++n) number.emplace(given.ids[n], static_cast<std::uint32_t>(n));

  // As documents bring them, and as a rebuilding, which sees nodes by id, numbers them.
  std::vector<detail::PackedId> ids;
  for (const NodeId& id : given.ids) ids.push_back(detail::pack(id));
  const auto arrays = detail::build_arrays(ids, given.edges);
  std::vector<NodeNumber> by_id(ids.size());
  std::iota(by_id.begin(), by_id.end(), 0);
  std::sort(by_id.begin(), by_id.end(), [&](NodeNumber a, NodeNumber b) { return ids[a] < ids[b]; });
  std::vector<NodeNumber> place(ids.size());
  std::vector<detail::PackedId> sorted_ids;
  for (std::size_t n = 0; n < by_id.size(); ++n) {
    place[by_id[n]] = static_cast<NodeNumber>(n);
    sorted_ids.push_back(ids[by_id[n]]);
  }
  std::vector<detail::NumberedEdge> sorted_edges;
  for (const detail::NumberedEdge& e : given.edges) {
    sorted_edges.push_back({place[e.from], {place[e.arc.to()], e.arc.relation()}});
  }
  detail::number_by_nearness(sorted_ids, sorted_edges);
  const Topology rebuilt = detail::LiveTopology{detail::build_arrays(sorted_ids, sorted_edges), 1}.snapshot();

  const std::string file = work + "/topology";
  const std::string stamp(detail::kStampBytes, '0');
  if (!detail::write_topology(file, *arrays, stamp).has_value()) return false;
  double open_seconds = 1e9;
  std::optional<Topology> opened;
  Walk walk;
  for (int round = 0; round < kRounds; ++round) {
    opened.reset();
    const double begin = now();
    opened = detail::LiveTopology{detail::copy_of(**detail::map_topology(file, stamp)), 1}.snapshot();
    walk.reach(*opened, opened->number_of(given.ids[traces[0][0]]).value(), Direction::kUpstream);
    open_seconds = std::min(open_seconds, now() - begin);
  }
  std::size_t row_bytes = 0;
  for (const detail::Rows& rows : arrays->rows) row_bytes += rows.offsets.size_bytes() + rows.arcs.size_bytes();
  std::printf("topology: %.2f bytes an edge in rows, %.2f with ids and their index; open to first answer %.3f s\n",
              static_cast<double>(row_bytes) / static_cast<double>(edges),
              static_cast<double>(arrays->bytes()) / static_cast<double>(edges), open_seconds);

  // One edge in fifty as a change since the arrays were built.
  std::vector<detail::NumberedEdge> early;
  detail::EdgeChanges late;
  for (std::size_t n = 0; n < edges; ++n) {
    const detail::NumberedEdge& e = given.edges[n];
    if (n % 50 != 0) {
      early.push_back(e);
    } else {
      late.added.push_back({given.ids[e.from], e.arc.relation(), given.ids[e.arc.to()]});
    }
  }
  detail::LiveTopology live{detail::build_arrays(ids, early), 1};
  const std::size_t settled_at_once = std::max<std::size_t>(std::size_t{1} << 14, early.size() / 2);
  if (2 * late.added.size() > settled_at_once) std::printf("the changes are so many that they are merged at once\n");
  if (!live.apply(late, 2)) return false;
  const Topology changing = live.snapshot();

  BareArrays bare{given.ids.size(), given.edges};
  Sqlite sqlite{given.edges};
  std::vector<NodeId> found;
  std::vector<std::uint32_t> numbers;
  const auto told = [&] {
    numbers.clear();
    for (const NodeId& id : found) numbers.push_back(number.at(id));
    return sum_of(numbers);
  };
  const auto ids_told = [&](const Topology& graph, std::span<const NodeNumber> some) {
    found.clear();
    for (const NodeNumber n : some) found.push_back(graph.id_of(n));
  };

  print_head();
  // A question names a node by its id, as whoever asks has read it.
  NodeId asked;
  const auto take_id = [&](std::uint32_t from) { asked = given.ids[from]; };
  const auto walker = [&](std::string name, const Topology& graph, bool up) {
    return Peer{std::move(name),
                [&graph, &walk, &asked, up](std::uint32_t) {
                  walk.reach(graph, graph.number_of(asked).value(), up ? Direction::kUpstream : Direction::kDownstream);
                },
                [&graph, &walk, ids_told, told, up] {
                  ids_told(graph, up ? walk.ends() : walk.reached());
                  return told();
                },
                kQuestions, take_id};
  };
  std::vector<Peer> up;
  up.push_back({"* bare arrays",
                [&](std::uint32_t from) {
                  bare.walk(0, from);
                  numbers.clear();
                  for (const std::uint32_t n : bare.queue) {
                    if (bare.offsets[0][n] == bare.offsets[0][n + 1]) numbers.push_back(n);
                  }
                },
                [&] { return sum_of(numbers); }});
  up.push_back(walker("topology, from its file", *opened, true));
  up.push_back({"topology, from id to ids",
                [&](std::uint32_t) {
                  walk.reach(*opened, opened->number_of(asked).value(), Direction::kUpstream, kCiting);
                  ids_told(*opened, walk.ends());
                },
                told, kQuestions, take_id});
  up.push_back(walker("topology, rebuilt by nearness", rebuilt, true));
  up.push_back(walker("topology, with 2% of changes", changing, true));
  up.push_back({"SQLite, recursive query, in memory", [&](std::uint32_t from) { sqlite.ask(true, from); },
                [&] { return sum_of(sqlite.found); }, kSlowQuestions});
  bool right = run(
      "trace", traces,
      [](const Row& q) {
        return Answer{q[2], q[3]};
      },
      up);

  // The node it began at is told too; the reference does not count it.
  const auto others = [](const Row& q) { return Answer{q[1] + 1, q[2] + q[0]}; };
  std::vector<Peer> down;
  down.push_back(
      {"* bare arrays", [&](std::uint32_t from) { bare.walk(1, from); }, [&] { return sum_of(bare.queue); }});
  down.push_back(walker("topology, from its file", *opened, false));
  down.push_back(walker("topology, rebuilt by nearness", rebuilt, false));
  down.push_back(walker("topology, with 2% of changes", changing, false));
  down.push_back({"SQLite, recursive query, in memory", [&](std::uint32_t from) { sqlite.ask(false, from); },
                  [&] { return sum_of(sqlite.found); }, kSlowQuestions});
  right = run("downstream", blasts, others, down) && right;

  double scc_seconds = 1e9;
  std::size_t loop_count = 0;
  for (int round = 0; round < kRounds; ++round) {
    const double begin = now();
    loop_count = loops(*opened, kCiting).size();
    scc_seconds = std::min(scc_seconds, now() - begin);
  }
  std::printf("strongly connected components, by Boost.Graph on the topology: %.3f s, %zu of more than one node\n",
              scc_seconds, loop_count);
  Chokepoints chokepoints;
  std::vector<double> times;
  std::size_t found_all = 0;
  for (std::size_t n = 0; n < std::min<std::size_t>(traces.size(), 1000); ++n) {
    const NodeNumber from = opened->number_of(given.ids[traces[n][0]]).value();
    const double begin = now();
    found_all += chokepoints.find(*opened, from, kCiting).size();
    times.push_back((now() - begin) * 1e3);
  }
  std::printf("dominators of what a claim rests on: p50 %.3f ms, p99 %.3f ms; %.2f chokepoints a claim\n",
              percentile(times, 0.5), percentile(times, 0.99),
              static_cast<double>(found_all) / static_cast<double>(times.size()));
  return right;
}

}  // namespace
}  // namespace headwater::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: headwater_topology_bench DATA WORK\n");
    return 2;
  }
  return headwater::bench::walks(argv[1], argv[2]) ? 0 : 1;
}
