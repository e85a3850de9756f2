#include "headwater/graph/load.h"

#include <algorithm>
#include <atomic>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "clock.h"
#include "edge_reader.h"
#include "merge.h"
#include "prepared.h"
#include "rocksdb_kv.h"
#include "sorter.h"
#include "store_impl.h"
#include "unfinished.h"

namespace headwater {
namespace detail {
namespace {

using codec::Tag;

// What one thread makes of its share of the documents.
struct Share {
  Share(const std::string& path, std::size_t number, std::size_t memory_bytes)
      : all{std::make_unique<Sorter>(path + "/sorting-" + std::to_string(number) + "-", memory_bytes * 7 / 8)},
        statements{
            std::make_unique<Sorter>(path + "/sorting-statements-" + std::to_string(number) + "-", memory_bytes / 8)} {}

  std::unique_ptr<Sorter> all;
  std::unique_ptr<Sorter> statements;
  std::vector<DocumentId> held;
  std::uint64_t claims = 0;
  std::uint64_t edges = 0;
};

Result<void> add_all(Sorter& to, const KvEntries& entries) {
  for (std::size_t n = 0; n < entries.size(); ++n) {
    if (Result<void> added = to.add(entries[n].key, entries[n].value); !added.has_value()) return added;
  }
  return {};
}

Result<void> add_document(DocumentBatch batch, Share& to) {
  if (Result<void> checked = valid(batch); !checked.has_value()) return checked;
  const Prepared brought = prepare(batch, std::move(batch.links), seconds_now());
  to.held.push_back(brought.id);
  to.claims += brought.claims.size();
  to.edges += brought.edges.size();
  for (const KvEntries* entries : {&brought.records, &brought.places}) {
    if (Result<void> added = add_all(*to.all, *entries); !added.has_value()) return added;
  }
  if (Result<void> added = to.all->add_together(brought.claim_records); !added.has_value()) return added;
  std::vector<std::string> listed;
  listed.reserve(brought.hanging.size());
  for (const auto& [key, value] : brought.hanging) {
    listed.push_back(key);
    Sorter& sorter = key.front() == static_cast<char>(Tag::kStatement) ? *to.statements : *to.all;
    if (Result<void> added = sorter.add(key, value); !added.has_value()) return added;
  }
  if (!listed.empty()) {
    Result<void> added = to.all->add(codec::manifest_key(brought.id), codec::encode_manifest(listed));
    if (!added.has_value()) return added;
  }
  if (brought.edges.empty()) return {};
  return to.all->add(codec::edges_key(brought.id), brought.encoded_edges);
}

class Loading {
 public:
  Loading(std::string path, const LoadOptions& options)
      : path_{std::move(path)}, threads_{std::max<std::size_t>(1, options.threads)}, memory_{options.memory_bytes} {}

  Result<void> run(const NextDocument& next) {
    if (Result<void> done = read_documents(next); !done.has_value()) return done;
    return finish();
  }

  // From what documents say in `view`; all that follows from it is made anew.
  Result<void> run(const KvView& view) {
    threads_ = 1;
    shares_.emplace_back(path_, 0, memory_);
    if (Result<void> done = read_statements(view); !done.has_value()) return done;
    if (Result<void> done = read_stated(view); !done.has_value()) return done;
    if (Result<void> done = read_judgements(view); !done.has_value()) return done;
    return finish();
  }

 private:
  Result<void> finish() {
    if (Result<void> done = list_held(); !done.has_value()) return done;
    sort_all();
    if (Result<void> done = join_statements(); !done.has_value()) return done;
    return write();
  }

  // The first error of all threads; later ones are not told.
  void fail(const Error& error) {
    const std::lock_guard<std::mutex> lock{failing_};
    if (!failed_.exchange(true)) error_ = error;
  }
  Result<void> outcome() {
    const std::lock_guard<std::mutex> lock{failing_};
    return failed_ ? Result<void>{error_} : Result<void>{};
  }

  template <class Work>
  void in_threads(std::size_t count, Work work) {
    std::vector<std::thread> threads;
    for (std::size_t n = 1; n < count; ++n) threads.emplace_back([&work, n] { work(n); });
    work(0);
    for (std::thread& thread : threads) thread.join();
  }

  Result<void> read_documents(const NextDocument& next) {
    for (std::size_t n = 0; n < threads_; ++n) shares_.emplace_back(path_, n, memory_ / threads_);
    in_threads(threads_, [&](std::size_t n) {
      while (!failed_) {
        Result<std::optional<DocumentBatch>> batch = next();
        if (!batch.has_value()) return fail(batch.error());
        if (!*batch) return;
        const Result<void> added = add_document(std::move(**batch), shares_[n]);
        if (!added.has_value()) fail(added.error());
      }
    });
    return outcome();
  }

  // Statements, and beside them their keys by the document that makes them.
  Result<void> read_statements(const KvView& view) {
    by_writer_.push_back(std::make_unique<Sorter>(path_ + "/sorting-writers-", memory_ / 8));
    Result<void> read = view.scan(prefix_range(codec::tag_prefix(Tag::kStatement)), Store::kNoLimit,
                                  [&](std::string_view key, std::string_view value) -> Result<bool> {
                                    const Result<codec::StatementKey> decoded = codec::decode_statement_key(key);
                                    if (!decoded.has_value()) return decoded.error();
                                    Result<void> added = shares_[0].statements->add(key, value);
                                    if (added.has_value())
                                      added = by_writer_[0]->add(std::string{decoded->writer.view()}.append(key), "");
                                    if (!added.has_value()) return added.error();
                                    return true;
                                  });
    by_writer_[0]->sort();
    return read;
  }

  Result<void> read_stated(const KvView& view) {
    Result<MergedSource> source = MergedSource::open(by_writer_, {});
    if (!source.has_value()) return source.error();
    Result<bool> more = source->next();
    if (!more.has_value()) return more.error();
    return view.scan(prefix_range(codec::tag_prefix(Tag::kDocument)), Store::kNoLimit,
                     [&](std::string_view key, std::string_view value) -> Result<bool> {
                       const Result<DocumentId> id = codec::decode_document_key(key);
                       if (!id.has_value()) return id.error();
                       const Result<Document> document = codec::decode_document(*id, value);
                       if (!document.has_value()) return document.error();
                       if (!document->held) return true;
                       std::vector<std::string> listed;
                       while (*more && source->key().substr(0, DocumentId::kBytes) <= id->view()) {
                         const std::string_view writer = source->key().substr(0, DocumentId::kBytes);
                         if (writer == id->view()) listed.emplace_back(source->key().substr(DocumentId::kBytes));
                         more = source->next();
                         if (!more.has_value()) return more.error();
                       }
                       const Result<void> added = add_stated(view, *document, std::move(listed));
                       if (!added.has_value()) return added.error();
                       return true;
                     });
  }

  Result<void> read_judgements(const KvView& view) {
    return view.scan(prefix_range(codec::tag_prefix(Tag::kJudgement)), Store::kNoLimit,
                     [&](std::string_view key, std::string_view value) -> Result<bool> {
                       const Result<codec::JudgementKey> id = codec::decode_judgement_key(key);
                       if (!id.has_value()) return id.error();
                       const Result<Judgement> one = codec::decode_judgement(id->sequence, value);
                       if (!one.has_value()) return one.error();
                       if (one->about == id->node) ++state_.judgements;
                       const Result<void> added = shares_[0].all->add(key, value);
                       if (!added.has_value()) return added.error();
                       return true;
                     });
  }

  // One held document, `listed` being the keys of what it says of others.
  Result<void> add_stated(const KvView& view, const Document& document, std::vector<std::string> listed) {
    Share& to = shares_[0];
    Sorter& sorter = *to.all;
    to.held.push_back(document.id);
    const std::string edges_at = codec::edges_key(document.id);
    for (const std::string& key :
         {codec::document_key(document.id), codec::text_key(document.id), codec::raw_key(document.id), edges_at}) {
      const Result<std::optional<std::string>> value = view.get(key);
      if (!value.has_value()) return value.error();
      if (!*value) continue;
      if (Result<void> added = sorter.add(key, **value); !added.has_value()) return added;
      if (key != edges_at) continue;
      const Result<std::vector<Edge>> edges = codec::decode_edges(document.id, **value);
      if (!edges.has_value()) return edges.error();
      to.edges += edges->size();
      if (Result<void> added = add_all(sorter, places_of(document.id, *edges)); !added.has_value()) return added;
    }
    std::vector<Claim> claims;
    Result<void> read = view.scan(prefix_range(codec::claims_prefix(document.id)), Store::kNoLimit,
                                  [&](std::string_view key, std::string_view value) -> Result<bool> {
                                    const Result<ClaimId> id = codec::decode_claim_key(key);
                                    if (!id.has_value()) return id.error();
                                    Result<Claim> claim = codec::decode_claim(*id, value);
                                    if (!claim.has_value()) return claim.error();
                                    claims.push_back(std::move(claim).value());
                                    const Result<void> added = sorter.add(key, value);
                                    if (!added.has_value()) return added.error();
                                    return true;
                                  });
    if (!read.has_value()) return read;
    to.claims += claims.size();
    for (const auto& [key, value] : index_entries(document, claims)) {
      if (Result<void> added = sorter.add(key, value); !added.has_value()) return added;
      listed.push_back(key);
    }
    if (listed.empty()) return {};
    std::sort(listed.begin(), listed.end());
    return sorter.add(codec::manifest_key(document.id), codec::encode_manifest(listed));
  }

  Result<void> list_held() {
    for (Share& share : shares_) {
      held_.insert(held_.end(), share.held.begin(), share.held.end());
      share.held = {};
      state_.claims += share.claims;
      state_.edges += share.edges;
    }
    std::sort(held_.begin(), held_.end());
    if (const auto twice = std::adjacent_find(held_.begin(), held_.end()); twice != held_.end()) {
      return Error{ErrorCode::kInvalidArgument, "document " + to_string(*twice) + " comes twice"};
    }
    state_.documents_held = held_.size();
    state_.version = held_.size();
    return {};
  }

  void sort_all() {
    in_threads(shares_.size(), [&](std::size_t n) {
      shares_[n].all->sort();
      shares_[n].statements->sort();
    });
    for (Share& share : shares_) {
      statements_.push_back(std::move(share.statements));
      sorters_.push_back(std::move(share.all));
    }
  }

  // Records of agents and of documents that are only spoken of, from what all documents say of them.
  Result<void> join_statements() {
    auto shared = std::make_unique<Sorter>(path_ + "/sorting-shared-", memory_ / 4);
    Result<MergedSource> source = MergedSource::open(statements_, {});
    if (!source.has_value()) return source.error();
    std::optional<Agent> agent;
    std::optional<Document> document;
    const auto emit = [&](const NodeId& node, const std::string& record, const std::vector<std::string>& keys) {
      if (Result<void> added = shared->add(record_key(node), record); !added.has_value()) return added;
      for (const std::string& key : keys) {
        if (Result<void> added = shared->add(key, ""); !added.has_value()) return added;
      }
      if (keys.empty()) return Result<void>{};
      return shared->add(codec::manifest_key(node), codec::encode_manifest(keys));
    };
    const auto finish_node = [&] {
      Result<void> done;
      if (agent) {
        ++state_.agents;
        done = emit(agent->id, codec::encode(*agent), index_keys(*agent));
      } else if (document && !std::binary_search(held_.begin(), held_.end(), document->id)) {
        ++state_.documents_referenced;
        done = emit(document->id, codec::encode(*document), index_keys(*document));
      }
      agent.reset();
      document.reset();
      return done;
    };
    NodeId now;
    while (true) {
      const Result<bool> more = source->next();
      if (!more.has_value()) return more.error();
      if (!*more) break;
      const Result<codec::StatementKey> key = codec::decode_statement_key(source->key());
      if (!key.has_value()) return key.error();
      if (key->about != now) {
        if (Result<void> done = finish_node(); !done.has_value()) return done;
        now = key->about;
      }
      if (const std::optional<AgentId> id = now.agent()) {
        Result<Agent> stated = codec::decode_agent(*id, source->value());
        if (!stated.has_value()) return stated.error();
        agent = agent ? join(*agent, *stated) : std::move(stated).value();
      } else {
        Result<Document> stated = codec::decode_document(*now.document(), source->value());
        if (!stated.has_value()) return stated.error();
        document = document ? join(*document, *stated) : std::move(stated).value();
      }
    }
    if (Result<void> done = finish_node(); !done.has_value()) return done;
    for (auto& [key, value] : {std::pair{codec::format_key(), codec::encode_format(codec::kFormatVersion)},
                               std::pair{codec::state_key(), codec::encode(state_)}}) {
      if (Result<void> added = shared->add(key, value); !added.has_value()) return added;
    }
    shared->sort();
    sorters_.push_back(std::move(shared));
    for (std::unique_ptr<Sorter>& some : statements_) sorters_.push_back(std::move(some));
    return {};
  }

  Result<void> write() {
    const Result<std::unique_ptr<Kv>> kv = open_rocksdb(path_, KvMode::kCreate);
    if (!kv.has_value()) return kv.error();
    // Small enough that no thread is long alone at work, taken by whichever is free; finished in the order of keys.
    const std::vector<Part> parts = parts_of_work();
    std::vector<std::unique_ptr<KvLoader>> loaders;
    for (const Part& part : parts) {
      Result<std::unique_ptr<KvLoader>> made = (*kv)->loader(part.packing);
      if (!made.has_value()) return made.error();
      loaders.push_back(std::move(made).value());
    }
    std::atomic<std::size_t> next = 0;
    in_threads(std::min(threads_, loaders.size()), [&](std::size_t) {
      for (std::size_t n = next++; n < loaders.size(); n = next++) {
        const Result<void> written = write_range(parts[n].range, *loaders[n]);
        if (!written.has_value()) fail(written.error());
      }
    });
    if (Result<void> done = outcome(); !done.has_value()) return done;
    for (const std::unique_ptr<KvLoader>& loader : loaders) {
      if (Result<void> done = loader->finish(); !done.has_value()) return done;
    }
    return {};
  }

  struct Part {
    KvRange range;
    Packing packing = Packing::kTight;
  };

  // All keys, in order. Ids are hashes, so their first byte parts them evenly.
  static std::vector<Part> parts_of_work() {
    const auto at = [](Tag tag, std::initializer_list<std::uint8_t> more = {}) {
      std::string out = codec::tag_prefix(tag);
      for (const std::uint8_t byte : more) out.push_back(static_cast<char>(byte));
      return out;
    };
    constexpr auto kClaims = static_cast<std::uint8_t>(NodeKind::kClaim);
    const std::vector<std::pair<std::string, Packing>> begins{
        {"", Packing::kTight},
        {at(Tag::kEdges), Packing::kQuickest},
        {at(Tag::kEdges, {0x80}), Packing::kQuickest},
        {at(Tag::kInto), Packing::kQuick},
        {at(Tag::kInto, {kClaims, 0x55}), Packing::kQuick},
        {at(Tag::kInto, {kClaims, 0xaa}), Packing::kQuick},
        {at(Tag::kManifest), Packing::kTight},
        {at(Tag::kOut), Packing::kQuick},
        {at(Tag::kWord), Packing::kTight},
    };
    std::vector<Part> out;
    for (std::size_t n = 0; n < begins.size(); ++n) {
      const bool is_last = n + 1 == begins.size();
      out.push_back({{begins[n].first, is_last ? "" : begins[n + 1].first}, begins[n].second});
    }
    return out;
  }

  Result<void> write_range(const KvRange& range, KvLoader& to) {
    Result<MergedSource> source = MergedSource::open(sorters_, range);
    if (!source.has_value()) return source.error();
    Ends ends{sorters_};
    while (!failed_) {
      const Result<bool> more = source->next();
      if (!more.has_value()) return more.error();
      if (!*more) return {};
      if (Result<void> stands = ends.look_at(source->key()); !stands.has_value()) return stands;
      if (Result<void> added = to.add(source->key(), source->value()); !added.has_value()) return added;
    }
    return {};
  }

  // Whether the nodes of edges are there: keys of both kinds come in the order of nodes, and are read side by side.
  class Ends {
   public:
    explicit Ends(const std::vector<std::unique_ptr<Sorter>>& sorters) : sorters_{sorters} {}

    Result<void> look_at(std::string_view key) {
      const char tag = key.front();
      if (tag != static_cast<char>(Tag::kInto) && tag != static_cast<char>(Tag::kOut)) return {};
      const std::string_view rest = key.substr(1);
      if (tag == tag_ && rest.starts_with(node_)) return {};  // as the one before
      const Result<codec::PlaceKey> place = codec::decode_place_key(key);
      if (!place.has_value()) return place.error();
      const std::string record = record_key(place->node);
      if (tag != tag_ || record.front() != records_of_) {
        // From there on; claims of a document lie together, so from the first of them.
        const std::optional<ClaimId> claim = place->node.claim();
        const std::string begin = claim ? codec::claims_prefix(document_of(*claim)) : record;
        const std::string all = record.substr(0, 1);
        Result<MergedSource> source = MergedSource::open(sorters_, {begin, prefix_range(all).end});
        if (!source.has_value()) return source.error();
        source_.emplace(std::move(source).value());
        records_of_ = record.front();
        tag_ = tag;
        at_ = {};
      }
      node_ = place->node.view();
      while (at_ < record) {
        const Result<bool> more = source_->next();
        if (!more.has_value()) return more.error();
        if (!*more) break;
        at_ = source_->key();
      }
      if (at_ == record) return {};
      return Error{ErrorCode::kInvalidArgument, "an edge of document " + to_string(place->writer) + " is at " +
                                                    to_string(place->node) + ", which is not there"};
    }

   private:
    const std::vector<std::unique_ptr<Sorter>>& sorters_;
    std::optional<MergedSource> source_;
    char tag_ = 0;
    char records_of_ = 0;
    std::string at_;    // the record's key that was read last
    std::string node_;  // that stands
  };

  const std::string path_;
  std::size_t threads_;
  const std::size_t memory_;
  std::vector<Share> shares_;
  std::vector<std::unique_ptr<Sorter>> statements_;
  std::vector<std::unique_ptr<Sorter>> by_writer_;  // keys of statements behind the document that makes them
  std::vector<std::unique_ptr<Sorter>> sorters_;
  std::vector<DocumentId> held_;  // in order
  codec::StateValue state_;
  std::mutex failing_;
  std::atomic<bool> failed_{false};
  Error error_;
};

}  // namespace
}  // namespace detail

namespace {

// Fills `made` by `run` and looks at what has come of it.
template <class Run>
Result<StoreStats> fill(const detail::UnfinishedStore& made, bool topology, Run run) {
  if (const Result<void> done = run(); !done.has_value()) return done.error();
  const Result<Store> store = Store::open(made.path(), {.create_if_missing = false});
  if (!store.has_value()) return store.error();
  if (topology) {
    if (const Result<Topology> arrays = store->topology(); !arrays.has_value()) return arrays.error();
  }
  return store->stats();
}

}  // namespace

Result<StoreStats> load_store(const std::string& directory, const NextDocument& next, const LoadOptions& options) {
  Result<detail::UnfinishedStore> made = detail::UnfinishedStore::begin(directory);
  if (!made.has_value()) return made.error();
  Result<StoreStats> stats = fill(*made, options.topology, [&] {
    detail::Loading loading{made->path(), options};
    return loading.run(next);
  });
  if (!stats.has_value()) return detail::in_store(directory, stats.error());
  if (const Result<void> named = made->finish(); !named.has_value()) return named.error();
  return stats;
}

Result<StoreStats> Store::repair_to(const std::string& directory) const {
  Result<detail::UnfinishedStore> made = detail::UnfinishedStore::begin(directory);
  if (!made.has_value()) return made.error();
  const Result<StoreStats> stats = fill(*made, false, [&] {
    detail::Loading loading{made->path(), {}};
    return loading.run(*impl_->kv->snapshot());
  });
  if (!stats.has_value()) return detail::in_store(impl_->path, stats.error());
  Result<StoreCheck> check = StoreCheck{};
  {
    const Result<Store> whole = Store::open(made->path(), {.create_if_missing = false});
    if (!whole.has_value()) return whole.error();
    check = whole->check();
  }
  if (!check.has_value()) return check.error();
  if (check->problem_count > 0) {
    return Error{ErrorCode::kCorruption,
                 "store '" + impl_->path + "': what is wrong cannot be derived anew: " + check->problems.front()};
  }
  if (const Result<void> named = made->finish(); !named.has_value()) return named.error();
  return stats;
}

}  // namespace headwater
