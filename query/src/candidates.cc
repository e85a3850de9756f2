#include "candidates.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

namespace headwater::detail {
namespace {

constexpr std::size_t kHead = 64;              // postings read of every word
constexpr std::size_t kMaxStarts = 16;         // words that begin with the query's last one
constexpr std::size_t kMaxFromStarts = 4'000;  // postings of all of them
constexpr std::size_t kSliced = 4;             // words of which a part is read where all are common
constexpr std::size_t kManyTimes = 10;         // as many candidates as will be read
constexpr double kProbe = 8;                   // steps of a list that asking for one document costs

double inverse_frequency(double nodes, double with_word) {
  return std::log(1.0 + (std::max(nodes, with_word) - with_word + 0.5) / (with_word + 0.5));
}

// The share of all ids that are not after this one.
double share_up_to(const NodeId& node) {
  std::uint64_t high = 0;
  for (const char c : node.view().substr(1, 8)) high = high << 8 | static_cast<unsigned char>(c);
  return (static_cast<double>(high) + 1) * 0x1.0p-64;
}

DocumentId owner_of(const NodeId& node) {
  if (const std::optional<ClaimId> claim = node.claim()) return document_of(*claim);
  return node.document().value_or(DocumentId{});
}

void estimate(Term& term, double all_nodes) {
  const auto read = static_cast<double>(term.postings.nodes.size());
  term.nodes = term.postings.more ? read / share_up_to(term.postings.nodes.back()) : read;
  term.nodes = std::max(read, std::min(term.nodes, all_nodes));
  term.weight = std::max(0.05, inverse_frequency(all_nodes, term.nodes));
}

class Gatherer {
 public:
  Gatherer(const Store& store, NodeKind kind, const SearchWords& query, std::vector<Term> terms, double all_nodes,
           const std::vector<DocumentId>* within, const CandidateBounds& bounds)
      : store_{store}, kind_{kind}, query_{query}, all_nodes_{all_nodes}, within_{within}, bounds_{bounds} {
    out_.terms = std::move(terms);
    for (std::size_t n = 0; n < out_.terms.size(); ++n) {
      if (query.in_phrase(out_.terms[n].word)) required_ |= bit(n);
      if (out_.terms[n].postings.nodes.empty()) known_ |= bit(n);
    }
    // Half words may stand at both ends of a piece.
    for (std::size_t i = 1; i + 1 < query.words.size(); ++i) {
      const auto at = std::find_if(out_.terms.begin(), out_.terms.end(),
                                   [&](const Term& term) { return term.word == query.words[i]; });
      if (at != out_.terms.end()) whole_ |= bit(static_cast<std::size_t>(at - out_.terms.begin()));
    }
  }

  Result<Candidates> gather(const std::vector<Bonus>& bonuses) {
    const std::vector<std::size_t> rising = by_frequency();
    Result<std::vector<std::size_t>> unread = within_ != nullptr ? read_within(rising) : read_rare(rising);
    if (!unread.has_value()) return unread.error();
    if (Result<void> added = add_starts(); !added.has_value()) return added.error();
    for (const Bonus& bonus : bonuses) {
      add_nodes(bonus.nodes, bonus.score, 0);
      add_to_documents(bonus);
    }
    drop_unfit();
    // Common words tell little; they are asked for where they may tell which of many has the whole query.
    if (!unread->empty() && (required_ != 0 || whole_ones() > bounds_.enough) && out_.best.size() > bounds_.enough) {
      sort(bounds_.max_probes);
      if (Result<void> asked = ask_for(*unread); !asked.has_value()) return asked.error();
    }
    sort(bounds_.in_order);
    out_.whole = whole_ones();
    return std::move(out_);
  }

 private:
  static std::uint64_t bit(std::size_t n) { return std::uint64_t{1} << n; }
  [[nodiscard]] bool has_whole(const Candidate& one) const { return (whole_ & one.known & ~one.has) == 0; }

  // How many candidates may have the query word for word, as far as is known.
  [[nodiscard]] std::size_t whole_ones() const {
    if (whole_ == 0) return 0;
    const std::uint64_t wanted = whole_ & (known_ | sliced_);
    return static_cast<std::size_t>(std::count_if(out_.best.begin(), out_.best.end(), [&](const Candidate& one) {
      return (wanted & ~one.has) == 0 && has_whole(one);
    }));
  }

  std::vector<std::size_t> by_frequency() const {
    std::vector<std::size_t> out;
    for (std::size_t n = 0; n < out_.terms.size(); ++n) {
      if (!out_.terms[n].postings.nodes.empty()) out.push_back(n);
    }
    std::stable_sort(out.begin(), out.end(),
                     [&](std::size_t a, std::size_t b) { return out_.terms[a].nodes < out_.terms[b].nodes; });
    return out;
  }

  Result<void> read(Term& term, std::size_t limit) {
    if (!term.postings.more || term.postings.nodes.size() >= limit) return {};
    Result<Postings> whole = store_.postings(PostingList::with_word(term.word, kind_), limit);
    if (!whole.has_value()) return whole.error();
    term.postings = std::move(*whole);
    estimate(term, all_nodes_);
    return {};
  }

  // Both rise.
  void merge(std::size_t n, const std::vector<NodeId>& nodes) {
    add_nodes(nodes, out_.terms[n].is_start ? 0.5 * out_.terms[n].weight : out_.terms[n].weight, bit(n));
    known_ |= bit(n);
    any_read_ = true;
  }

  void add_nodes(const std::vector<NodeId>& nodes, double score, std::uint64_t has) {
    if (nodes.empty()) return;
    std::vector<Candidate> merged;
    merged.reserve(out_.best.size() + nodes.size());
    auto old = out_.best.begin();
    for (const NodeId& node : nodes) {
      while (old != out_.best.end() && old->node < node) merged.push_back(*old++);
      if (old != out_.best.end() && old->node == node) {
        merged.push_back(*old++);
      } else {
        merged.push_back({node, 0, 0, 0, false});
      }
      merged.back().has |= has;
      merged.back().score += score;
    }
    merged.insert(merged.end(), old, out_.best.end());
    out_.best = std::move(merged);
  }

  // Rarest first, whole lists as long as they are within bounds. What is left unread stands nearly everywhere. If all
  // do, the same part of several lists is read.
  Result<std::vector<std::size_t>> read_rare(const std::vector<std::size_t>& rising) {
    std::vector<std::size_t> unread;
    std::size_t left = bounds_.max_postings;
    for (const std::size_t n : rising) {
      Term& term = out_.terms[n];
      // Of a long query the rarest words lead to enough.
      const bool is_enough = out_.best.size() >= kManyTimes * bounds_.enough && whole_ones() <= bounds_.enough;
      if (unread.empty() && !is_enough && term.nodes <= static_cast<double>(left)) {
        if (Result<void> done = read(term, left); !done.has_value()) return done.error();
      }
      if (term.postings.more) {
        unread.push_back(n);
        continue;
      }
      left -= std::min(left, term.postings.nodes.size());
      merge(n, term.postings.nodes);
    }
    out_.cut = !unread.empty();
    const bool is_little = out_.best.size() < bounds_.enough && (required_ & known_) == 0;
    if (unread.empty() || (any_read_ && !is_little)) return unread;
    if (any_read_) return read_slices(std::move(unread), bounds_.max_postings / 4);
    // Of what has to be there little is left to be looked at.
    return read_slices(std::move(unread), required_ != 0 ? 2 * bounds_.max_postings : bounds_.max_postings);
  }

  Result<std::vector<std::size_t>> read_slices(std::vector<std::size_t> unread, std::size_t most) {
    const std::size_t taken = std::min(kSliced, unread.size());
    double all = 0;
    for (std::size_t i = 0; i < taken; ++i) all += out_.terms[unread[i]].nodes;
    std::optional<NodeId> last;
    for (std::size_t i = 0; i < taken; ++i) {
      Term& term = out_.terms[unread[i]];
      if (out_.terms.size() == 1) most = bounds_.max_alone;
      const auto limit = static_cast<std::size_t>(static_cast<double>(most) * term.nodes / all);
      if (Result<void> done = read(term, std::max(limit, kHead)); !done.has_value()) return done.error();
      if (term.postings.more && (!last || term.postings.nodes.back() < *last)) last = term.postings.nodes.back();
    }
    for (std::size_t i = 0; i < taken; ++i) {
      std::vector<NodeId>& nodes = out_.terms[unread[i]].postings.nodes;
      if (last) nodes.erase(std::upper_bound(nodes.begin(), nodes.end(), *last), nodes.end());
      add_nodes(nodes, out_.terms[unread[i]].weight, bit(unread[i]));
      (last ? sliced_ : known_) |= bit(unread[i]);
    }
    sliced_to_ = last.value_or(NodeId{});
    unread.erase(unread.begin(), unread.begin() + static_cast<std::ptrdiff_t>(taken));
    return unread;
  }

  // Of few documents it is quicker to ask each than to read what all documents have.
  Result<std::vector<std::size_t>> read_within(const std::vector<std::size_t>& rising) {
    std::vector<std::size_t> unread;
    std::size_t left = bounds_.max_postings;
    std::size_t probes = bounds_.max_probes;
    for (const std::size_t n : rising) {
      Term& term = out_.terms[n];
      const double asking = kProbe * static_cast<double>(within_->size());
      if (!term.postings.more || (term.nodes <= asking && term.nodes <= static_cast<double>(left))) {
        if (Result<void> done = read(term, left); !done.has_value()) return done.error();
      }
      std::vector<NodeId> nodes;
      if (!term.postings.more) {
        left -= std::min(left, term.postings.nodes.size());
        std::copy_if(
            term.postings.nodes.begin(), term.postings.nodes.end(), std::back_inserter(nodes),
            [&](const NodeId& node) { return std::binary_search(within_->begin(), within_->end(), owner_of(node)); });
      } else if (within_->size() <= probes) {
        probes -= within_->size();
        Result<std::vector<NodeId>> found = store_.postings_among(PostingList::with_word(term.word, kind_), {*within_});
        if (!found.has_value()) return found.error();
        nodes = std::move(*found);
      } else {
        unread.push_back(n);
        continue;
      }
      merge(n, nodes);
    }
    out_.cut = !unread.empty();
    if (unread.empty() || any_read_) return unread;
    // More documents than can be asked, and every word common: the rarest word's first ones.
    Term& term = out_.terms[unread.front()];
    if (Result<void> done = read(term, bounds_.max_postings); !done.has_value()) return done.error();
    std::vector<NodeId> nodes;
    for (const NodeId& node : term.postings.nodes) {
      if (std::binary_search(within_->begin(), within_->end(), owner_of(node))) nodes.push_back(node);
    }
    merge(unread.front(), nodes);
    unread.erase(unread.begin());
    return unread;
  }

  // The last word may be the beginning of one. Asked only where whole words lead to little.
  Result<void> add_starts() {
    const std::string& last = query_.words.back();
    if (out_.terms.size() >= 64 || query_.in_phrase(last) || (last.size() < 2 && query_.words.size() != 2)) return {};
    const bool known = std::any_of(out_.terms.begin(), out_.terms.end(),
                                   [&](const Term& term) { return term.word == last && !term.postings.nodes.empty(); });
    if (known && (query_.words.size() > 3 || out_.best.size() >= bounds_.enough)) return {};
    std::vector<std::string> words;
    const Result<void> walked =
        store_.walk_words(kind_, last, [&](std::string_view word) -> std::optional<std::string> {
          if (!word.starts_with(last)) return std::nullopt;
          if (word != last) words.emplace_back(word);
          if (words.size() > kMaxStarts) return std::nullopt;
          return std::string{word} + '\1';
        });
    if (!walked.has_value()) return walked.error();
    if (words.size() > kMaxStarts) {
      words.pop_back();
      out_.cut = true;
    }
    Term term;
    term.word = last;
    term.is_start = true;
    for (const std::string& word : words) {
      const std::size_t left = kMaxFromStarts - term.postings.nodes.size();
      if (left == 0) break;
      const Result<Postings> found = store_.postings(PostingList::with_word(word, kind_), left);
      if (!found.has_value()) return found.error();
      if (found->more) out_.cut = true;
      for (const NodeId& node : found->nodes) {
        if (within_ == nullptr || std::binary_search(within_->begin(), within_->end(), owner_of(node)))
          term.postings.nodes.push_back(node);
      }
    }
    std::vector<NodeId>& nodes = term.postings.nodes;
    if (nodes.empty()) return {};
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    estimate(term, all_nodes_);
    out_.terms.push_back(std::move(term));
    merge(out_.terms.size() - 1, out_.terms.back().postings.nodes);
    return {};
  }

  // What lacks a word that has to be there.
  void drop_unfit() {
    for (Candidate& one : out_.best) one.known |= known_ | (one.node <= sliced_to_ ? sliced_ : 0);
    std::erase_if(out_.best, [&](const Candidate& one) { return (required_ & one.known & ~one.has) != 0; });
  }

  void add_to_documents(const Bonus& bonus) {
    auto document = bonus.documents.begin();
    for (Candidate& one : out_.best) {
      const DocumentId owner = owner_of(one.node);
      while (document != bonus.documents.end() && *document < owner) ++document;
      if (document == bonus.documents.end()) return;
      if (*document == owner) one.score += bonus.score;
    }
  }

  // The best so far are asked for the words whose lists are too long.
  Result<void> ask_for(const std::vector<std::size_t>& unread) {
    std::size_t left = bounds_.max_probes;
    for (const std::size_t n : unread) {
      const auto asked =
          static_cast<std::ptrdiff_t>(std::min({left / 2 + 1, out_.best.size(), bounds_.max_probes / 2}));
      if (left < bounds_.enough) return {};
      left -= static_cast<std::size_t>(asked);
      const auto end = out_.best.begin() + asked;
      std::vector<DocumentId> owners;
      for (auto one = out_.best.begin(); one != end; ++one) owners.push_back(owner_of(one->node));
      std::sort(owners.begin(), owners.end());
      owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
      const Result<std::vector<NodeId>> having =
          store_.postings_among(PostingList::with_word(out_.terms[n].word, kind_), owners);
      if (!having.has_value()) return having.error();
      for (auto one = out_.best.begin(); one != end; ++one) {
        one->known |= bit(n);
        if (!std::binary_search(having->begin(), having->end(), one->node)) continue;
        one->has |= bit(n);
        one->score += out_.terms[n].weight;
      }
    }
    drop_unfit();
    return {};
  }

  // The first `most` of them.
  void sort(std::size_t most) {
    for (Candidate& one : out_.best) one.is_whole = whole_ != 0 && has_whole(one);
    const auto before = [](const Candidate& a, const Candidate& b) {
      if (a.is_whole != b.is_whole) return a.is_whole;
      return a.score != b.score ? a.score > b.score : a.node < b.node;
    };
    const auto end = out_.best.begin() + static_cast<std::ptrdiff_t>(std::min(most, out_.best.size()));
    if (end != out_.best.end()) std::nth_element(out_.best.begin(), end, out_.best.end(), before);
    std::sort(out_.best.begin(), end, before);
  }

  const Store& store_;
  const NodeKind kind_;
  const SearchWords& query_;
  const double all_nodes_;
  const std::vector<DocumentId>* within_;
  const CandidateBounds& bounds_;
  std::uint64_t required_ = 0;  // terms that have to be there
  std::uint64_t whole_ = 0;     // terms that cannot be half words
  std::uint64_t known_ = 0;     // terms of which it is known who has them
  std::uint64_t sliced_ = 0;    // terms of which it is known up to a node
  NodeId sliced_to_;
  bool any_read_ = false;
  Candidates out_;
};

}  // namespace

Result<std::vector<Term>> look_up(const Store& store, NodeKind kind, const SearchWords& query, double all_nodes,
                                  std::size_t max_postings) {
  std::vector<Term> out;
  std::vector<std::size_t> longer;
  for (const std::string& word : query.distinct) {
    Result<Postings> head = store.postings(PostingList::with_word(word, kind), kHead);
    if (!head.has_value()) return head.error();
    out.push_back({word, std::move(*head), 0, 0, false});
    estimate(out.back(), all_nodes);
    if (out.back().postings.more) longer.push_back(out.size() - 1);
  }
  std::sort(longer.begin(), longer.end(), [&](std::size_t a, std::size_t b) { return out[a].nodes < out[b].nodes; });
  for (const std::size_t n : longer) {
    if (out[n].nodes > static_cast<double>(max_postings)) break;
    Result<Postings> whole = store.postings(PostingList::with_word(out[n].word, kind), max_postings);
    if (!whole.has_value()) return whole.error();
    max_postings -= whole->nodes.size();
    out[n].postings = std::move(*whole);
    estimate(out[n], all_nodes);
  }
  return out;
}

Result<Candidates> candidates(const Store& store, NodeKind kind, const SearchWords& query, std::vector<Term> terms,
                              double all_nodes, const std::vector<DocumentId>* within,
                              const std::vector<Bonus>& bonuses, const CandidateBounds& bounds) {
  return Gatherer{store, kind, query, std::move(terms), all_nodes, within, bounds}.gather(bonuses);
}

}  // namespace headwater::detail
