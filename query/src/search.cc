#include "headwater/query/search.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "headwater/schema/fold.h"

namespace headwater {
namespace {

constexpr std::size_t kMaxQueryBytes = 10'000;
constexpr std::size_t kMaxWords = 200;          // distinct words looked up; the rest still count in scoring
constexpr std::size_t kRare = 1'000;            // postings of a word that is read whole
constexpr std::size_t kCommon = 100'000;        // beyond it a word is read only if nothing else leads anywhere
constexpr std::size_t kVeryCommon = 4'000'000;  // and this many of it
constexpr std::size_t kMaxRead = 20'000;        // records read to be scored
constexpr std::size_t kMaxLimit = 10'000;
constexpr std::size_t kMaxScanned = 20'000;  // claims looked through for a piece inside one word

// A piece cut out of a text has whole words inside and may have half words at both ends.
struct Query {
  std::string folded;
  std::vector<std::string> words;     // in order
  std::vector<std::string> distinct;  // sorted, at most kMaxWords
};

struct Candidate {
  NodeId node;
  double score = 0;  // weight of the query's words that lead to it
};

struct Candidates {
  std::vector<Candidate> best;  // highest score first, then id
  std::map<std::string, double> weights;
  double must = 0;  // no node that has the query word for word, with half words at its ends, scores less
  bool cut = false;
};

double idf(double nodes, double with_word) { return std::log(1.0 + (nodes - with_word + 0.5) / (with_word + 0.5)); }

// Where the nodes of one kind stand that share words with the query.
class Gatherer {
 public:
  Gatherer(const Store& store, NodeKind kind, const Query& query, std::size_t wanted)
      : store_{store}, kind_{kind}, query_{query}, wanted_{wanted} {
    if (query.words.size() > 2) whole_.insert(query.words.begin() + 1, query.words.end() - 1);
  }

  Result<Candidates> gather() {
    std::vector<std::pair<std::string, std::vector<NodeId>>> rare;
    std::vector<std::string> common;
    std::size_t most = 1;
    for (const std::string& word : query_.distinct) {
      Result<std::vector<NodeId>> nodes = store_.nodes_with_word(word, kind_, kRare + 1);
      if (!nodes.has_value()) return nodes.error();
      most = std::max(most, nodes->size());
      if (nodes->size() > kRare) {
        common.push_back(word);
      } else {
        rare.emplace_back(word, std::move(*nodes));
      }
    }
    // The length of the list of a word that everybody uses stands for the number of nodes.
    Result<std::vector<NodeId>> everywhere = store_.nodes_with_word("the", kind_, 10 * kRare);
    if (!everywhere.has_value()) return everywhere.error();
    nodes_ = static_cast<double>(std::max(most, everywhere->size())) + 1;

    for (const auto& [word, nodes] : rare) add(word, nodes);
    if (Result<void> added = add_last_as_prefix(rare); !added.has_value()) return added.error();
    for (const std::string& word : common) out_.weights.emplace(word, idf(nodes_, kRare));
    if (scores_.size() < wanted_ || out_.must == 0) {
      if (Result<void> added = add_common(common); !added.has_value()) return added.error();
    } else if (!common.empty()) {
      out_.cut = true;
    }
    rank();
    return std::move(out_);
  }

 private:
  void add(const std::string& word, const std::vector<NodeId>& nodes) {
    const double weight = idf(nodes_, static_cast<double>(std::min<std::size_t>(nodes.size(), kCommon)));
    out_.weights[word] = std::max(weight, 0.05);
    if (whole_.contains(word)) out_.must += out_.weights[word];
    for (const NodeId& node : nodes) scores_[node] += out_.weights[word];
  }

  // The last word may be the beginning of one. Asked only where whole words lead to little.
  Result<void> add_last_as_prefix(const std::vector<std::pair<std::string, std::vector<NodeId>>>& rare) {
    const std::string& last = query_.words.back();
    const bool known = std::any_of(rare.begin(), rare.end(),
                                   [&](const auto& one) { return one.first == last && !one.second.empty(); });
    if ((last.size() < 2 && query_.words.size() != 2) || (known && query_.words.size() > 3) ||
        scores_.size() >= kMaxRead)
      return {};
    Result<std::vector<NodeId>> nodes = store_.nodes_with_word(last + "*", kind_, kCommon);
    if (!nodes.has_value()) return nodes.error();
    const double weight = 0.5 * idf(nodes_, static_cast<double>(std::min<std::size_t>(nodes->size(), kRare)));
    for (const NodeId& node : *nodes) scores_[node] += std::max(weight, 0.02);
    return {};
  }

  Result<void> add_common(std::vector<std::string> words) {
    std::stable_sort(words.begin(), words.end(),
                     [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    if (words.size() > 8) words.resize(8);
    std::vector<std::string> skipped;
    for (const std::string& word : words) {
      Result<std::vector<NodeId>> nodes = store_.nodes_with_word(word, kind_, kCommon + 1);
      if (!nodes.has_value()) return nodes.error();
      if (nodes->size() > kCommon) {
        skipped.push_back(word);
      } else {
        add(word, *nodes);
      }
    }
    if (skipped.empty()) return {};
    out_.cut = true;
    if (!scores_.empty()) return {};
    return add_intersection(skipped);
  }

  // Nothing but words that stand nearly everywhere: nodes that have the longest three of them.
  Result<void> add_intersection(const std::vector<std::string>& words) {
    std::vector<NodeId> both;
    for (std::size_t i = 0; i < words.size() && i < 3; ++i) {
      Result<std::vector<NodeId>> nodes = store_.nodes_with_word(words[i], kind_, kVeryCommon);
      if (!nodes.has_value()) return nodes.error();
      if (i == 0) {
        both = std::move(*nodes);
        continue;
      }
      std::vector<NodeId> kept;
      std::set_intersection(both.begin(), both.end(), nodes->begin(), nodes->end(), std::back_inserter(kept));
      if (kept.empty()) break;
      both = std::move(kept);
    }
    for (const NodeId& node : both) scores_[node] += 0.05;
    return {};
  }

  void rank() {
    out_.best.reserve(scores_.size());
    for (const auto& [node, score] : scores_) out_.best.push_back({node, score});
    std::sort(out_.best.begin(), out_.best.end(), [](const Candidate& a, const Candidate& b) {
      return a.score != b.score ? a.score > b.score : a.node < b.node;
    });
  }

  const Store& store_;
  NodeKind kind_;
  const Query& query_;
  std::size_t wanted_;
  std::set<std::string> whole_;  // words of the query that cannot be half ones
  double nodes_ = 1;
  std::unordered_map<NodeId, double> scores_;
  Candidates out_;
};

// How well a text answers a query. Above kExact where it has the query's words as they stand.
constexpr double kExact = 1000;

class Scorer {
 public:
  Scorer(const Query& query, const std::map<std::string, double>& weights) : query_{query} {
    double known = 0;
    for (const auto& [word, weight] : weights) known = std::max(known, weight);
    for (const std::string& word : query.words) {
      const auto it = weights.find(word);
      weights_.push_back(it != weights.end() ? it->second : std::max(known, 1.0));
      total_ += weights_.back();
    }
  }

  [[nodiscard]] double score(std::string_view text) const {
    const std::vector<std::string> words = folded_words(text);
    if (words.empty()) return 0;
    std::unordered_map<std::string_view, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < words.size(); ++i) places[words[i]].push_back(i);

    double covered = 0;
    double in_order = 0;
    for (std::size_t i = 0; i < query_.words.size(); ++i) {
      const auto here = places.find(query_.words[i]);
      if (here == places.end()) continue;
      covered += weights_[i];
      if (i == 0) continue;
      const auto before = places.find(query_.words[i - 1]);
      if (before != places.end() && adjacent(before->second, here->second)) in_order += weights_[i];
    }
    const double coverage = covered / total_;
    const double order = in_order / total_;
    // Between two texts that cover as much, the one with less besides.
    const double brevity = static_cast<double>(std::min(words.size(), query_.words.size())) /
                           static_cast<double>(std::max(words.size(), query_.words.size()));
    const bool exact = has_run(words) || fold(text).find(query_.folded) != std::string::npos;
    return (exact ? kExact : 0) + 10 * coverage + 5 * order + 2 * brevity * (exact ? 1 : coverage);
  }

 private:
  static bool adjacent(const std::vector<std::size_t>& before, const std::vector<std::size_t>& after) {
    return std::any_of(before.begin(), before.end(),
                       [&](std::size_t at) { return std::binary_search(after.begin(), after.end(), at + 1); });
  }

  // The query's words one after the other; the first may be the end of a word and the last the beginning of one.
  [[nodiscard]] bool has_run(const std::vector<std::string>& words) const {
    const std::vector<std::string>& wanted = query_.words;
    if (wanted.size() > words.size()) return false;
    const auto fits = [&](std::size_t at) {
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::string& have = words[at + i];
        const bool same = have == wanted[i] || (i == 0 && wanted.size() > 1 && have.ends_with(wanted[i])) ||
                          (i + 1 == wanted.size() && have.starts_with(wanted[i]));
        if (!same) return false;
      }
      return true;
    };
    for (std::size_t at = 0; at + wanted.size() <= words.size(); ++at) {
      if (fits(at)) return true;
    }
    return false;
  }

  const Query& query_;
  std::vector<double> weights_;  // one a word of the query
  double total_ = 0;
};

template <class Record>
struct Ranked {
  double score = 0;
  Record record;
};

template <class Record>
struct Ranking {
  std::vector<Ranked<Record>> rows;
  bool truncated = false;
};

// Reads candidates while they can still be among the best, scores them by their words, keeps `limit`.
// `read` gives the record or nothing; `words` the text of a record that is compared.
template <class Record>
Result<Ranking<Record>> rank(const Store& store, NodeKind kind, const Query& query, std::size_t limit,
                             const std::function<Result<std::optional<Record>>(const NodeId&)>& read,
                             const std::function<double(const Scorer&, const Record&)>& score_of) {
  Result<Candidates> found = Gatherer{store, kind, query, limit}.gather();
  if (!found.has_value()) return found.error();
  const Scorer scorer{query, found->weights};
  Ranking<Record> out;
  out.truncated = found->cut;
  // All that may have the query word for word are read: only their texts tell them apart.
  const std::size_t enough = std::max<std::size_t>(200, 2 * limit);
  for (std::size_t i = 0; i < found->best.size(); ++i) {
    if (i >= kMaxRead || (i >= enough && found->best[i].score < 0.999 * found->must)) {
      out.truncated = true;
      break;
    }
    Result<std::optional<Record>> record = read(found->best[i].node);
    if (!record.has_value()) return record.error();
    if (!record->has_value()) continue;
    const double score = score_of(scorer, **record);
    if (score > 0) out.rows.push_back({score, std::move(**record)});
  }
  std::stable_sort(out.rows.begin(), out.rows.end(), [](const Ranked<Record>& a, const Ranked<Record>& b) {
    return a.score != b.score ? a.score > b.score : a.record.id < b.record.id;
  });
  if (out.rows.size() > limit) {
    out.rows.resize(limit);
    out.truncated = true;
  }
  return out;
}

// A piece that lies inside one word leads to no posting: the first claims of the store are looked through for it.
Result<std::vector<Claim>> scan_for(const Store& store, const Query& query, std::size_t limit) {
  std::vector<Claim> out;
  DocumentId after;
  for (std::size_t scanned = 0; scanned < kMaxScanned;) {
    Result<std::vector<Document>> page = store.documents(after, 256);
    if (!page.has_value()) return page.error();
    if (page->empty()) break;
    for (const Document& document : *page) {
      ++scanned;
      if (!document.held) continue;
      Result<std::vector<Claim>> claims = store.claims_of(document.id);
      if (!claims.has_value()) return claims.error();
      scanned += claims->size();
      for (Claim& claim : *claims) {
        if (fold(claim.text).find(query.folded) == std::string::npos) continue;
        out.push_back(std::move(claim));
        if (out.size() == limit) return out;
      }
    }
    after = page->back().id;
  }
  return out;
}

Result<void> find_claims(const Store& store, const Query& query, std::size_t limit, Found& found) {
  Result<Ranking<Claim>> ranking = rank<Claim>(
      store, NodeKind::kClaim, query, limit, [&](const NodeId& node) { return store.claim(*node.claim()); },
      [](const Scorer& scorer, const Claim& claim) { return scorer.score(claim.text); });
  if (!ranking.has_value()) return ranking.error();
  found.truncated = found.truncated || ranking->truncated;
  if (ranking->rows.empty() && query.words.size() == 1) {
    Result<std::vector<Claim>> scanned = scan_for(store, query, limit);
    if (!scanned.has_value()) return scanned.error();
    for (Claim& claim : *scanned) ranking->rows.push_back({kExact, std::move(claim)});
  }
  std::map<DocumentId, std::optional<Document>> documents;
  for (Ranked<Claim>& row : ranking->rows) {
    const DocumentId in = document_of(row.record.id);
    auto known = documents.find(in);
    if (known == documents.end()) {
      Result<std::optional<Document>> document = store.document(in);
      if (!document.has_value()) return document.error();
      known = documents.emplace(in, std::move(*document)).first;
    }
    if (known->second.has_value()) found.claims.push_back({std::move(row.record), *known->second, row.score});
  }
  return {};
}

Result<void> find_documents(const Store& store, const Query& query, std::size_t limit, Found& found) {
  Result<Ranking<Document>> ranking = rank<Document>(
      store, NodeKind::kDocument, query, limit, [&](const NodeId& node) { return store.document(*node.document()); },
      [](const Scorer& scorer, const Document& document) {
        return scorer.score(document.title + " " + document.publisher);
      });
  if (!ranking.has_value()) return ranking.error();
  found.truncated = found.truncated || ranking->truncated;
  for (Ranked<Document>& row : ranking->rows) found.documents.push_back(std::move(row.record));
  return {};
}

Result<void> find_agents(const Store& store, const Query& query, std::size_t limit, Found& found) {
  Result<Ranking<Agent>> ranking = rank<Agent>(
      store, NodeKind::kAgent, query, limit, [&](const NodeId& node) { return store.agent(*node.agent()); },
      [](const Scorer& scorer, const Agent& agent) {
        double best = scorer.score(agent.name);
        for (const std::string& name : agent.names) best = std::max(best, scorer.score(name));
        return best;
      });
  if (!ranking.has_value()) return ranking.error();
  found.truncated = found.truncated || ranking->truncated;
  for (Ranked<Agent>& row : ranking->rows) found.agents.push_back(std::move(row.record));
  return {};
}

}  // namespace

Result<Found> search(const Store& store, std::string_view words, const SearchOptions& options) {
  if (words.size() > kMaxQueryBytes) {
    return Error{ErrorCode::kInvalidArgument, "searching for " + std::to_string(words.size()) +
                                                  " bytes of words; at most " + std::to_string(kMaxQueryBytes) +
                                                  " are taken"};
  }
  Query query;
  query.folded = fold(words);
  query.words = folded_words(words);
  if (query.words.empty()) {
    return Error{ErrorCode::kInvalidArgument, "searching needs words with at least one letter or digit"};
  }
  query.distinct = query.words;
  std::sort(query.distinct.begin(), query.distinct.end());
  query.distinct.erase(std::unique(query.distinct.begin(), query.distinct.end()), query.distinct.end());
  if (query.distinct.size() > kMaxWords) {
    // Longer words are rarer.
    std::stable_sort(query.distinct.begin(), query.distinct.end(),
                     [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    query.distinct.resize(kMaxWords);
    std::sort(query.distinct.begin(), query.distinct.end());
  }

  Found found;
  const std::size_t limit = std::min(options.limit, kMaxLimit);
  if (limit == 0) return found;
  for (const auto find : {find_claims, find_documents, find_agents}) {
    if (Result<void> done = find(store, query, limit, found); !done.has_value()) return done.error();
  }
  return found;
}

}  // namespace headwater
