// How fast the store is filled and read.
//
//   headwater_store_bench DATA WORK [--load | --put]
//
// DATA is a folder written by the generator of ../shared/bench. All of it is loaded into WORK/loaded at once, several
// times where that is quick, and then questions are asked of that store; a bare RocksDB with a packed value a node
// answers beside it. With --put the documents are also put one by one into WORK/put; with --load nothing but loading is
// done.
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "given_graph.h"
#include "headwater/graph/load.h"
#include "headwater/graph/store.h"
#include "peers.h"

namespace headwater::bench {
namespace {

const Relations kCiting{Relation::kRepeats, Relation::kCites};

constexpr int kLoadRounds = 5;
constexpr int kLargeLoadRounds = 3;
constexpr std::size_t kManyEdges = 3'000'000;

bool failed(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return false;
}

// One loading of all documents at once into an empty directory.
struct Loaded {
  StoreStats stats;
  double seconds = 0;
  double cpu_seconds = 0;
};

std::optional<Loaded> load_once(const std::string& path, const Documents& documents) {
  std::filesystem::remove_all(path);
  std::atomic<std::size_t> next = 0;
  const double begin = now();
  const double begin_cpu = cpu();
  const Result<StoreStats> loaded = load_store(path,
                                               [&]() -> Result<std::optional<DocumentBatch>> {
                                                 const std::size_t d = next++;
                                                 if (d >= documents.size()) return std::optional<DocumentBatch>{};
                                                 return std::optional{documents.make(d, false)};
                                               },
                                               {.topology = false});
  if (!loaded.has_value()) return failed(loaded.error()), std::nullopt;
  return Loaded{*loaded, now() - begin, cpu() - begin_cpu};
}

// The store with all of them: the quickest of several loadings.
std::optional<Store> load(const std::string& path, const Given& given, const Documents& documents) {
  const auto edges = static_cast<double>(given.edges.size());
  const int rounds = given.edges.size() > kManyEdges ? kLargeLoadRounds : kLoadRounds;
  std::optional<Loaded> best;
  double slowest = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::optional<Loaded> one = load_once(path, documents);
    if (!one) return std::nullopt;
    slowest = std::max(slowest, one->seconds);
    if (!best || one->seconds < best->seconds) best = one;
  }
  std::printf(
      "load, best of %d: %.0f edges/s, %.2f s (slowest %.2f), %.2f s of processor; %.2f bytes a citation, %.1f an edge "
      "of any relation\n",
      rounds, edges / best->seconds, best->seconds, slowest, best->cpu_seconds,
      static_cast<double>(best->stats.bytes_on_disk) / edges,
      static_cast<double>(best->stats.bytes_on_disk) / static_cast<double>(best->stats.edges));
  std::optional<Store> store{Store::open(path, {}).value()};
  const double build = now();
  if (!store->topology().has_value()) return std::nullopt;
  std::printf("load: topology from the edges in %.2f s\n", now() - build);
  return store;
}

// What a bare RocksDB does: a packed value a node, in a cache that holds all of it, no node table.
class BareRocks {
 public:
  BareRocks(const std::string& path, const Given& given) {
    rocksdb::Options options;
    options.create_if_missing = true;
    options.compression = rocksdb::kLZ4Compression;
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = rocksdb::NewLRUCache(std::size_t{1} << 30);
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    const double begin = now();
    rocksdb::DB* db = nullptr;
    if (!rocksdb::DB::Open(options, path, &db).ok()) std::exit(1);
    db_.reset(db);
    rocksdb::WriteBatch batch;
    for (std::size_t n = 0; n < given.edges.size();) {
      const NodeNumber from = given.edges[n].from;
      std::string value;
      for (; n < given.edges.size() && given.edges[n].from == from; ++n) {
        const Given::Attributes& of = given.attributes[n];
        for (const std::uint32_t field : {given.edges[n].arc.to(), of.kind, of.offset, of.length}) {
          for (int shift = 0; shift < 32; shift += 8) value.push_back(static_cast<char>(field >> shift));
        }
      }
      batch.Put(key_of(from), value);
      if (batch.Count() < 5000 && n < given.edges.size()) continue;
      db_->Write({}, &batch).PermitUncheckedError();
      batch.Clear();
    }
    db_->Flush({}).PermitUncheckedError();
    db_->CompactRange({}, nullptr, nullptr).PermitUncheckedError();
    std::printf("load of a bare RocksDB, one direction, packed, no node table: %.0f edges/s\n",
                static_cast<double>(given.edges.size()) / (now() - begin));
  }

  void ask(std::uint32_t from) {
    value_.Reset();
    count = 0;
    const rocksdb::Status status = db_->Get({}, db_->DefaultColumnFamily(), key_of(from), &value_);
    if (status.ok()) count = value_.size() / 16;
  }

  std::uint64_t count = 0;

  // Seven nodes with attributes and eleven edges from both ends in one write.
  bool commit(std::uint32_t base, const Given& given, bool sync) {
    rocksdb::WriteBatch batch;
    const std::string attributes(24, 'a');
    for (std::uint32_t n = 0; n < 7; ++n) batch.Put("n" + key_of(base + n), attributes);
    for (std::uint32_t n = 0; n < 11; ++n) {
      random_ = random_ * 6364136223846793005u + 1442695040888963407u;
      const auto to = static_cast<std::uint32_t>((random_ >> 33) % given.ids.size());
      batch.Put("e" + key_of(base + 1 + n % 6) + key_of(to), attributes.substr(0, 12));
      batch.Put("i" + key_of(to) + key_of(base + 1 + n % 6), "");
    }
    rocksdb::WriteOptions options;
    options.sync = sync;
    return db_->Write(options, &batch).ok();
  }

 private:
  static std::string key_of(std::uint32_t node) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(node >> shift));
    return out;
  }

  std::unique_ptr<rocksdb::DB> db_;
  rocksdb::PinnableSlice value_;
  std::uint64_t random_ = 12345;
};

bool one_hop(const std::string& data, BareRocks& bare, const Given& given, const Store& store) {
  std::vector<Edge> edges;
  Result<std::vector<Edge>> found = std::vector<Edge>{};
  std::vector<Peer> peers;
  peers.push_back({"* bare RocksDB, one packed value", [&](std::uint32_t from) { bare.ask(from); },
                   [&] {
                     return Answer{bare.count, 0};
                   }});
  peers.push_back({"Store::upstream, evidence, once read",
                   [&](std::uint32_t from) { found = store.upstream(given.ids[from]); },
                   [&] {
                     Answer out;
                     for (const Edge& edge : *found) out.count += edge.relation == Relation::kMadeIn ? 0 : 1;
                     return out;
                   }});
  const std::vector<Row> questions = rows_of(data + "/hop.csv");
  print_head();
  return run(
      "one hop", questions,
      [](const Row& q) {
        return Answer{q[1], 0};
      },
      peers);
}

// Documents such as a store gets every minute: 6 claims, 11 citations of nodes that are there, words to search for.
std::vector<DocumentBatch> new_documents(const Given& given, std::size_t count, const std::string& name) {
  std::vector<DocumentBatch> out(count);
  std::uint64_t random = 12345;
  for (std::size_t d = 0; d < count; ++d) {
    Extraction& e = out[d].extraction;
    e.document.id = document_id_of(name + " " + std::to_string(d));
    e.document.title = "Story number " + std::to_string(d);
    e.text = std::string(400, 'x');
    for (std::uint32_t n = 0; n < 6; ++n) {
      Claim claim;
      claim.id = claim_id_of(e.document.id, std::to_string(n));
      claim.content = {{20 * n, 20 * n + 19}};
      claim.text = "the dam is safe";
      claim.rule = "bench@1";
      claim.confidence = 0.9;
      e.claims.push_back(std::move(claim));
    }
    for (std::uint32_t n = 0; n < 11; ++n) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      const NodeId& to = given.ids[(random >> 33) % given.ids.size()];
      Edge edge;
      edge.from = e.claims[n % 6].id;
      edge.relation = to.claim() ? Relation::kRepeats : Relation::kCites;
      edge.to = to;
      edge.evidence = {e.document.id, {{10 * n, 10 * n + 9}}, "bench@1", 0.9};
      out[d].links.push_back(std::move(edge));
    }
  }
  return out;
}

// All of `batches`, from `writers` threads; documents a second, and how long each took.
bool put_from(Store& store, const std::vector<DocumentBatch>& batches, std::size_t writers, const char* what) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> well = true;
  std::vector<std::vector<double>> times(writers);
  const double begin = now();
  const double begin_cpu = cpu();
  std::vector<std::thread> threads;
  for (std::size_t w = 0; w < writers; ++w) {
    threads.emplace_back([&, w] {
      for (std::size_t n = next++; n < batches.size(); n = next++) {
        const double start = now();
        if (!store.put(batches[n]).has_value()) well = false;
        times[w].push_back((now() - start) * 1e3);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = now() - begin;
  std::vector<double> all;
  for (const std::vector<double>& some : times) all.insert(all.end(), some.begin(), some.end());
  std::printf("put, %s, %zu writers: %.0f documents/s, p50 %.3f ms, p99 %.3f ms, %.0f us of processor each%s\n", what,
              writers, static_cast<double>(batches.size()) / seconds, percentile(all, 0.5), percentile(all, 0.99),
              (cpu() - begin_cpu) * 1e6 / static_cast<double>(batches.size()), well ? "" : " (FAILED)");
  return well;
}

bool puts(const std::string& work, BareRocks& bare, const Given& given) {
  bool well = true;
  auto base = static_cast<std::uint32_t>(given.ids.size());
  for (const bool sync : {false, true}) {
    std::vector<double> times;
    for (int n = 0; n < 2000; ++n, base += 7) {
      const double start = now();
      well = bare.commit(base, given, sync) && well;
      times.push_back((now() - start) * 1e3);
    }
    std::printf("bare RocksDB, the same without text and words, %s: p50 %.3f ms, p99 %.3f ms\n",
                sync ? "on disk on return" : "not flushed", percentile(times, 0.5), percentile(times, 0.99));
    Store store = Store::open(work + "/loaded", {.sync = sync}).value();
    if (!store.topology().has_value()) return false;
    const char* what = sync ? "on disk on return" : "not flushed";
    for (const std::size_t writers : {1u, 4u}) {
      const std::string name = std::string{what} + std::to_string(writers);
      well = put_from(store, new_documents(given, sync ? 4000 : 10000, name), writers, what) && well;
    }
  }
  return well;
}

// How long traces take alone, and beside a thread that puts as fast as it can.
bool readers_beside_a_writer(const std::string& data, const std::string& work, const Given& given) {
  Store store = Store::open(work + "/loaded", {.sync = false}).value();
  const std::vector<Row> questions = rows_of(data + "/trace.csv");
  const auto ask_all = [&](std::vector<double>& times) {
    bool well = true;
    for (std::size_t n = 0; n < 1000; ++n) {
      const double start = now();
      well =
          store.reach(given.ids[questions[n % questions.size()][0]], Direction::kUpstream, kCiting).has_value() && well;
      times.push_back((now() - start) * 1e6);
    }
    return well;
  };
  std::vector<double> warm;
  std::vector<double> alone;
  bool well = ask_all(warm) && ask_all(alone);
  const std::vector<DocumentBatch> batches = new_documents(given, 20000, "beside");
  std::atomic<bool> done = false;
  std::size_t put = 0;
  const double begin = now();
  std::thread writer{[&] {
    for (; put < batches.size() && !done; ++put) well = store.put(batches[put]).has_value() && well;
  }};
  std::vector<double> beside;
  for (int round = 0; round < 20; ++round) well = ask_all(beside) && well;
  const double seconds = now() - begin;
  done = true;
  writer.join();
  std::printf("trace: alone p50 %.1f us, p99 %.1f us; beside a writer of %.0f documents/s p50 %.1f us, p99 %.1f us\n",
              percentile(alone, 0.5), percentile(alone, 0.99), static_cast<double>(put) / seconds,
              percentile(beside, 0.5), percentile(beside, 0.99));
  return well;
}

// A document that a million others cite: what the next one costs, and what its neighbours' edges do.
bool hub(const std::string& work) {
  constexpr std::size_t kReaders = 1'000'000;
  constexpr std::size_t kMore = 2000;
  const std::string path = work + "/hub";
  const DocumentId centre = document_id_of("hub");
  const auto story = [&](std::size_t n, const DocumentId& cited) {
    DocumentBatch out;
    out.extraction.document.id = document_id_of("reader " + std::to_string(n));
    if (cited == centre || n > 0) {
      Edge edge;
      edge.from = out.extraction.document.id;
      edge.relation = Relation::kCites;
      edge.to = cited;
      edge.evidence.document = out.extraction.document.id;
      edge.evidence.rule = "bench@1";
      out.links.push_back(std::move(edge));
    }
    return out;
  };
  std::atomic<std::size_t> next = 0;
  const Result<StoreStats> loaded = load_store(path,
                                               [&]() -> Result<std::optional<DocumentBatch>> {
                                                 const std::size_t n = next++;
                                                 if (n > kReaders) return std::optional<DocumentBatch>{};
                                                 DocumentBatch batch = story(n, centre);
                                                 if (n == 0) {
                                                   batch = {};
                                                   batch.extraction.document.id = centre;
                                                 }
                                                 return std::optional{std::move(batch)};
                                               },
                                               {});
  if (!loaded.has_value()) return failed(loaded.error());
  Store store = Store::open(path, {.sync = false}).value();
  const auto put_some = [&](std::size_t first, const DocumentId& cited) {
    std::vector<double> times;
    for (std::size_t n = first; n < first + kMore; ++n) {
      const DocumentBatch batch = story(n, cited);
      const double start = now();
      if (!store.put(batch).has_value()) return -1.0;
      times.push_back((now() - start) * 1e6);
    }
    return percentile(times, 0.5);
  };
  const DocumentId lone = document_id_of("reader 1");
  const double of_other = put_some(2 * kReaders, lone);
  const double of_hub = put_some(3 * kReaders, centre);
  std::vector<double> times;
  for (std::size_t n = 1; n <= kMore; ++n) {
    const double start = now();
    if (store.upstream(document_id_of("reader " + std::to_string(n))).value().size() != 1) return false;
    times.push_back((now() - start) * 1e6);
  }
  std::printf(
      "hub of %zu readers: the next one put in %.1f us (one of another document %.1f us); one hop of a reader "
      "%.1f us\n",
      kReaders, of_hub, of_other, percentile(times, 0.5));
  return of_hub > 0 && of_other > 0;
}

bool put_all(const std::string& path, const Documents& documents) {
  const double begin = now();
  const double begin_cpu = cpu();
  Store store = Store::open(path, {.sync = false}).value();
  for (std::size_t d = 0; d < documents.size(); ++d) {
    if (const Result<void> done = store.put(documents.make(d, true)); !done.has_value()) return failed(done.error());
  }
  const StoreStats stats = store.stats().value();
  std::printf("put: %.0f documents/s without fsync, %.1f s of processor; %.1f bytes an edge of any relation\n",
              static_cast<double>(documents.size()) / (now() - begin), cpu() - begin_cpu,
              static_cast<double>(stats.bytes_on_disk) / static_cast<double>(stats.edges));
  return true;
}

bool bench(const std::string& data, const std::string& work, const std::string& part) {
  std::filesystem::remove_all(work);
  std::filesystem::create_directories(work);
  const Given given = read(data);
  const Documents documents{given};
  std::printf("%zu citations, %zu nodes, %zu documents\n", given.edges.size(), given.ids.size(), documents.size());
  std::optional<Store> store = load(work + "/loaded", given, documents);
  if (!store) return false;
  if (part == "--load") return true;
  BareRocks bare{work + "/bare", given};
  bool right = one_hop(data, bare, given, *store);
  store.reset();
  right = puts(work, bare, given) && right;
  right = readers_beside_a_writer(data, work, given) && right;
  right = hub(work) && right;
  if (part == "--put") right = put_all(work + "/put", documents) && right;
  return right;
}

}  // namespace
}  // namespace headwater::bench

int main(int argc, char** argv) {
  const std::string part = argc == 4 ? argv[3] : "";
  if (argc < 3 || argc > 4 || (argc == 4 && part != "--load" && part != "--put")) {
    std::fprintf(stderr, "usage: headwater_store_bench DATA WORK [--load | --put]\n");
    return 2;
  }
  return headwater::bench::bench(argv[1], argv[2], part) ? 0 : 1;
}
