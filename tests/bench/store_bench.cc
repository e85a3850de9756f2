// How fast the graph is walked: bare arrays, the topology and SQLite, on the same questions in the same run.
//
//   headwater_store_bench DATA [--put WORK]
//
// DATA is a folder written by the generator of ../shared/bench: nodes.csv, edges.csv, and questions with their answers
// in trace.csv and blast.csv. Every answer is compared. With --put the edges also go into a store in WORK, document by
// document as they would arrive, and the same questions are asked of it.
//
// Times are of one question, in microseconds: the lowest p50, and the lowest p99, of the rounds. The peers take turns
// with each question, so that a busy machine is busy for all.
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

#include "headwater/graph/store.h"
#include "topology_file.h"
#include "topology_live.h"

namespace headwater {
namespace {

using Row = std::vector<std::uint64_t>;

constexpr int kRounds = 3;
constexpr std::size_t kWarm = 50;
constexpr std::size_t kSlowQuestions = 300;  // to peers that take milliseconds
constexpr std::size_t kQuestions = 1000;

double seconds_of(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}
double now() { return seconds_of(CLOCK_MONOTONIC); }
double cpu() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

std::vector<Row> rows_of(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::vector<Row> out;
  Row row;
  std::uint64_t number = 0;
  for (std::istreambuf_iterator<char> at{in}, end; at != end; ++at) {
    if (*at >= '0') {
      number = number * 10 + static_cast<std::uint64_t>(*at - '0');
      continue;
    }
    row.push_back(number);
    number = 0;
    if (*at == '\n') out.push_back(std::exchange(row, {}));
  }
  return out;
}

struct BareArrays {
  std::array<std::vector<std::uint32_t>, 2> offsets;
  std::array<std::vector<std::uint32_t>, 2> arcs;
  std::vector<std::uint32_t> stamps;
  std::uint32_t stamp = 0;
  std::vector<std::uint32_t> queue;

  BareArrays(std::size_t nodes, const std::vector<detail::NumberedEdge>& edges) : stamps(nodes, 0) {
    for (std::size_t side = 0; side < 2; ++side) {
      offsets[side].assign(nodes + 1, 0);
      arcs[side].resize(edges.size());
      const auto at = [side](const detail::NumberedEdge& e) { return side == 0 ? e.from : e.arc.to(); };
      for (const detail::NumberedEdge& e : edges) ++offsets[side][at(e) + 1];
      std::partial_sum(offsets[side].begin(), offsets[side].end(), offsets[side].begin());
      std::vector<std::uint32_t> next = offsets[side];
      for (const detail::NumberedEdge& e : edges) arcs[side][next[at(e)]++] = side == 0 ? e.arc.to() : e.from;
    }
  }

  void walk(std::size_t side, std::uint32_t from) {
    const std::vector<std::uint32_t>& o = offsets[side];
    const std::vector<std::uint32_t>& a = arcs[side];
    queue.assign(1, from);
    stamps[from] = ++stamp;
    for (std::size_t next = 0; next < queue.size(); ++next) {
      for (std::uint32_t at = o[queue[next]]; at < o[queue[next] + 1]; ++at) {
        if (stamps[a[at]] == stamp) continue;
        stamps[a[at]] = stamp;
        queue.push_back(a[at]);
      }
    }
  }
};

struct Answer {
  std::uint64_t count = 0;
  std::uint64_t sum = 0;
  bool operator==(const Answer&) const = default;
};

// One who answers: `ask` is timed, `tell` is not.
struct Peer {
  std::string name;
  std::function<void(std::uint32_t)> ask;
  std::function<Answer()> tell;
  std::size_t questions = kQuestions;
};

double percentile(std::vector<double> times, double share) {
  if (times.empty()) return 0;
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(static_cast<double>(times.size()) * share))];
}

// Whether all answers were right.
bool run(const char* what, const std::vector<Row>& questions, const std::function<Answer(const Row&)>& wanted,
         std::vector<Peer>& peers) {
  struct Best {
    double p50 = 1e9;
    double p99 = 1e9;
    std::size_t wrong = 0;
  };
  std::vector<Best> best(peers.size());
  for (std::size_t n = questions.size() - std::min(kWarm, questions.size()); n < questions.size(); ++n) {
    for (Peer& peer : peers) peer.ask(static_cast<std::uint32_t>(questions[n][0]));
  }
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::vector<double>> times(peers.size());
    const std::size_t count = std::min(kQuestions, questions.size());
    for (std::size_t n = 0; n < count; ++n) {
      for (std::size_t p = 0; p < peers.size(); ++p) {
        if (n >= peers[p].questions) continue;
        // Each another one, lest it find in the cache what the one before it has just read.
        const Row& question = questions[(n + p * (count / peers.size())) % count];
        const double begin = now();
        peers[p].ask(static_cast<std::uint32_t>(question[0]));
        times[p].push_back((now() - begin) * 1e6);
        if (!(peers[p].tell() == wanted(question))) ++best[p].wrong;
      }
    }
    for (std::size_t p = 0; p < peers.size(); ++p) {
      best[p].p50 = std::min(best[p].p50, percentile(times[p], 0.5));
      best[p].p99 = std::min(best[p].p99, percentile(times[p], 0.99));
    }
  }
  bool right = true;
  for (std::size_t p = 0; p < peers.size(); ++p) {
    std::printf("%-11s %-34s %10.2f %10.1f %8.2f %8.2f %6zu\n", what, peers[p].name.c_str(), best[p].p50, best[p].p99,
                best[p].p50 / best[0].p50, best[p].p99 / best[0].p99, best[p].wrong);
    right = right && best[p].wrong == 0;
  }
  return right;
}

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

// The generated graph under ids such as a store has.
struct Given {
  std::vector<NodeId> ids;
  std::vector<std::vector<std::uint32_t>> documents;  // the document's node, then its claims
  std::vector<std::uint32_t> document_of;
  std::vector<detail::NumberedEdge> edges;
  std::vector<Row> edge_rows;
};

Given read(const std::string& data) {
  Given out;
  for (const Row& row : rows_of(data + "/nodes.csv")) {
    const DocumentId document = document_id_of("bench " + std::to_string(row[2]));
    out.document_of.push_back(static_cast<std::uint32_t>(row[2]));
    if (row[1] == 0) {
      out.documents.emplace_back();
      out.ids.emplace_back(document);
    } else {
      out.ids.emplace_back(claim_id_of(document, std::to_string(row[0])));
    }
    out.documents.back().push_back(static_cast<std::uint32_t>(row[0]));
  }
  out.edge_rows = rows_of(data + "/edges.csv");
  for (const Row& row : out.edge_rows) {
    const NodeId& to = out.ids[row[1]];
    out.edges.push_back({static_cast<NodeNumber>(row[0]),
                         {static_cast<NodeNumber>(row[1]), to.claim() ? Relation::kRepeats : Relation::kCites}});
  }
  return out;
}

Answer sum_of(const std::vector<std::uint32_t>& found) {
  return {found.size(), std::accumulate(found.begin(), found.end(), std::uint64_t{0})};
}

const Relations kCiting{Relation::kRepeats, Relation::kCites};

// Documents as they would come: each with its claims and its citations. An edge to what comes later comes with that.
bool fill(Store& store, const Given& given) {
  std::vector<std::vector<std::size_t>> by_writer(given.documents.size());
  for (std::size_t n = 0; n < given.edges.size(); ++n) {
    const std::uint32_t from = given.document_of[given.edges[n].from];
    by_writer[std::max(from, given.document_of[given.edges[n].arc.to()])].push_back(n);
  }
  const std::string text(1000, 'x');
  for (std::size_t d = 0; d < given.documents.size(); ++d) {
    DocumentBatch batch;
    batch.extraction.document.id = *given.ids[given.documents[d][0]].document();
    batch.extraction.document.title = "Story number " + std::to_string(d);
    batch.extraction.text = text;
    for (std::size_t n = 1; n < given.documents[d].size(); ++n) {
      Claim claim;
      claim.id = *given.ids[given.documents[d][n]].claim();
      claim.content = {{static_cast<std::uint32_t>(20 * n), static_cast<std::uint32_t>(20 * n + 19)}};
      claim.text = "the dam is safe";
      claim.rule = "bench@1";
      batch.extraction.claims.push_back(std::move(claim));
    }
    for (const std::size_t n : by_writer[d]) {
      const Row& row = given.edge_rows[n];
      Edge edge;
      edge.from = given.ids[row[0]];
      edge.relation = given.edges[n].arc.relation();
      edge.to = given.ids[row[1]];
      const auto begin = static_cast<std::uint32_t>(row[4] % 700);
      edge.evidence = {
          batch.extraction.document.id, {{begin, static_cast<std::uint32_t>(begin + row[5])}}, "bench@1", 0.9};
      batch.links.push_back(std::move(edge));
    }
    if (const Result<void> done = store.put(batch); !done.has_value()) {
      std::fprintf(stderr, "%s\n", done.error().message.c_str());
      return false;
    }
  }
  return true;
}

bool bench(const std::string& data, const std::string& work, bool is_put) {
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
  std::optional<Topology> mapped;
  Walk walk;
  for (int round = 0; round < kRounds; ++round) {
    mapped.reset();
    const double begin = now();
    mapped = detail::LiveTopology{*detail::map_topology(file, stamp), 1}.snapshot();
    walk.reach(*mapped, mapped->number_of(given.ids[traces[0][0]]).value(), Direction::kUpstream);
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
      late.added.push_back({given.ids[e.from], e.arc.relation(), given.ids[e.arc.to()], {}, 0});
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

  std::optional<Store> store;
  Reached reached;
  if (is_put) {
    const double begin = now();
    const double begin_cpu = cpu();
    store = Store::open(work + "/db", {.sync = false}).value();
    if (!fill(*store, given)) return false;
    std::printf("put: %.0f edges/s, %.0f documents/s without fsync (CPU %.1f s)\n",
                static_cast<double>(edges) / (now() - begin),
                static_cast<double>(given.documents.size()) / (now() - begin), cpu() - begin_cpu);
    store.reset();
    const double again = now();
    store = Store::open(work + "/db", {.read_only = true}).value();
    const bool first = store->reach(given.ids[traces[0][0]], Direction::kUpstream, kCiting).has_value();
    const StoreStats stats = store->stats().value();
    std::printf("store: %llu edges of all relations, %.1f bytes each on disk; open to first answer %.3f s%s\n",
                static_cast<unsigned long long>(stats.edges),
                static_cast<double>(stats.bytes_on_disk) / static_cast<double>(stats.edges), now() - again,
                first ? "" : " (failed)");
  }

  std::printf("%-11s %-34s %10s %10s %8s %8s %6s\n", "", "", "p50 us", "p99 us", "p50 of *", "p99 of *", "wrong");
  const auto from_of = [&](const Topology& graph, std::uint32_t from) {
    return graph.number_of(given.ids[from]).value();
  };
  const auto walker = [&](std::string name, const Topology& graph, bool up) {
    return Peer{std::move(name),
                [&graph, &walk, from_of, up](std::uint32_t from) {
                  walk.reach(graph, from_of(graph, from), up ? Direction::kUpstream : Direction::kDownstream);
                },
                [&graph, &walk, ids_told, told, up] {
                  ids_told(graph, up ? walk.ends() : walk.reached());
                  return told();
                }};
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
  up.push_back(walker("topology, mapped", *mapped, true));
  up.push_back({"topology, from id to ids",
                [&](std::uint32_t from) {
                  walk.reach(*mapped, from_of(*mapped, from), Direction::kUpstream, kCiting);
                  ids_told(*mapped, walk.ends());
                },
                told});
  up.push_back(walker("topology, rebuilt by nearness", rebuilt, true));
  up.push_back(walker("topology, with 2% of changes", changing, true));
  if (store) {
    up.push_back(
        {"Store::reach",
         [&](std::uint32_t from) { reached = store->reach(given.ids[from], Direction::kUpstream, kCiting).value(); },
         [&] {
           found = reached.ends;
           return told();
         }});
  }
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
  down.push_back(walker("topology, mapped", *mapped, false));
  down.push_back(walker("topology, rebuilt by nearness", rebuilt, false));
  down.push_back(walker("topology, with 2% of changes", changing, false));
  down.push_back({"SQLite, recursive query, in memory", [&](std::uint32_t from) { sqlite.ask(false, from); },
                  [&] { return sum_of(sqlite.found); }, kSlowQuestions});
  right = run("downstream", blasts, others, down) && right;

  if (store) {
    std::vector<Edge> hop;
    std::vector<Peer> one;
    one.push_back({"* Store::upstream, with evidence",
                   [&](std::uint32_t from) { hop = store->upstream(given.ids[from]).value(); },
                   [&] {
                     Answer out;
                     for (const Edge& e : hop) out.count += e.relation == Relation::kMadeIn ? 0 : 1;
                     return out;
                   }});
    right = run(
                "one hop", rows_of(data + "/hop.csv"),
                [](const Row& q) {
                  return Answer{q[1], 0};
                },
                one) &&
            right;
  }
  return right;
}

}  // namespace
}  // namespace headwater

int main(int argc, char** argv) {
  const bool put = argc == 4 && std::string{argv[2]} == "--put";
  if (argc != 2 && !put) {
    std::fprintf(stderr, "usage: headwater_store_bench DATA [--put WORK]\n");
    return 2;
  }
  const std::string work = put ? argv[3] : argv[1];
  if (put) std::filesystem::create_directories(work);
  return headwater::bench(argv[1], work, put) ? 0 : 1;
}
