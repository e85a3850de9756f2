#include "headwater/query/search.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "candidates.h"
#include "headwater/schema/fold.h"
#include "near_words.h"
#include "relevance.h"
#include "search_filter.h"
#include "search_words.h"
#include "view.h"

namespace headwater {
namespace {

using detail::Beside;
using detail::Bonus;
using detail::Candidate;
using detail::Candidates;
using detail::Filter;
using detail::kExact;
using detail::Relevance;
using detail::SearchWords;
using detail::Term;

constexpr std::size_t kMaxQueryBytes = 10'000;
constexpr std::size_t kMaxLimit = 10'000;
constexpr std::size_t kMinPostings = 1'000;
constexpr std::size_t kOtherPostings = 2'000;  // of documents, and of agents
constexpr std::size_t kEnough = 60;            // candidates that are ranked together, at least
constexpr std::size_t kMaxWhole = 100;         // that may have the query word for word
constexpr std::size_t kMaxExamined = 300;      // to be held against a filter, for one page
constexpr std::size_t kMaxProbes = 1'000;      // documents asked for a word by themselves
constexpr std::size_t kChunk = 50;
constexpr std::size_t kMaxScanned = 1'000;  // claims looked through for a piece inside one word
constexpr std::size_t kMaxCorrected = 2;    // words of a query
constexpr std::size_t kMaxSpeakers = 2;     // whose claims are found by their names alone
constexpr std::size_t kMaxSaid = 32;        // claims of each
constexpr std::size_t kMaxNamed = 8;        // agents looked at for that
constexpr std::size_t kSnippetBytes = 240;
constexpr std::array<double, 3> kUsualWords{15, 9, 3};  // of a claim, a title with its publisher, a name

// Where a page begins among the candidates of one kind.
struct Cursor {
  std::size_t at = 0;    // candidates that are done with
  std::size_t skip = 0;  // of those ranked together from there on
};
using Cursors = std::array<std::optional<Cursor>, 3>;  // claims, documents, agents; nothing: all told

std::string text_of(const Cursors& cursors) {
  std::string out;
  bool any = false;
  for (const std::optional<Cursor>& one : cursors) {
    if (!out.empty()) out += '-';
    out += one ? std::to_string(one->at) + "." + std::to_string(one->skip) : "x";
    any = any || one.has_value();
  }
  return any ? out : std::string{};
}

std::optional<Cursors> parse_cursors(std::string_view text) {
  Cursors out{};
  if (text.empty()) return Cursors{Cursor{}, Cursor{}, Cursor{}};
  const auto number = [&](std::size_t& to) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc{} && to <= 10 * kMaxLimit * kMaxLimit;
  };
  const auto take = [&](char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
  };
  for (std::size_t n = 0; n < out.size(); ++n) {
    if (n > 0 && !take('-')) return std::nullopt;
    if (take('x')) continue;
    Cursor one;
    if (!number(one.at) || !take('.') || !number(one.skip)) return std::nullopt;
    out[n] = one;
  }
  return text.empty() ? std::optional{out} : std::nullopt;
}

template <class Record>
struct Ranked {
  double score = 0;
  Record record;
};

template <class Record>
struct Page {
  std::vector<Ranked<Record>> rows;
  std::optional<Cursor> next;
};

// Reads candidates in their order, so many that they may as well hold the best, and ranks those together. `read` adds
// those of a chunk that fit.
template <class Record>
Result<Page<Record>> page_of(
    const Candidates& found, Cursor from, std::size_t limit, bool is_filtered,
    const std::function<Result<void>(std::span<const Candidate>, std::vector<Ranked<Record>>&)>& read) {
  Page<Record> out;
  std::size_t together = std::max(kEnough, 2 * limit);
  if (from.at < found.whole) together = std::max(together, std::min(found.whole - from.at, kMaxWhole));
  const std::size_t most = is_filtered ? std::max(kMaxExamined, 2 * together) : together;
  std::size_t at = std::min(from.at, found.best.size());
  const std::size_t end = std::min(found.best.size(), at + most);
  while (at < end && out.rows.size() < together) {
    const std::size_t size = std::min({kChunk, end - at, together - out.rows.size()});
    if (Result<void> done = read({found.best.data() + at, size}, out.rows); !done.has_value()) return done.error();
    at += size;
  }
  std::stable_sort(out.rows.begin(), out.rows.end(), [](const Ranked<Record>& a, const Ranked<Record>& b) {
    return a.score != b.score ? a.score > b.score : a.record.id < b.record.id;
  });
  if (out.rows.size() > from.skip + limit) {
    out.rows.resize(from.skip + limit);
    out.next = Cursor{from.at, from.skip + limit};
  } else if (at < found.best.size()) {
    out.next = Cursor{at, 0};
  }
  out.rows.erase(out.rows.begin(),
                 out.rows.begin() + static_cast<std::ptrdiff_t>(std::min(from.skip, out.rows.size())));
  return out;
}

class Search {
 public:
  Search(const Store& store, SearchWords query, const SearchOptions& options)
      : store_{store}, query_{std::move(query)}, options_{options}, view_{store, options.view} {}

  Result<Found> run(Cursors cursors) {
    const std::size_t limit = std::min(options_.limit, kMaxLimit);
    if (limit == 0) return std::move(found_);
    const Result<StoreStats> stats = store_.stats();
    if (!stats.has_value()) return stats.error();
    counts_ = {static_cast<double>(stats->claims),
               static_cast<double>(stats->documents_held + stats->documents_referenced),
               static_cast<double>(stats->agents)};
    Result<Filter> filter = Filter::of(store_, options_.filter, found_.corrected);
    if (!filter.has_value()) return filter.error();
    if (Result<void> done = look_up(); !done.has_value()) return done.error();
    if (Result<void> done = correct(); !done.has_value()) return done.error();

    if (filter->is_set()) cursors[2].reset();
    if (filter->asked().end) cursors[1].reset();
    if (Result<void> done = find_claims(*filter, cursors[0], limit); !done.has_value()) return done.error();
    if (Result<void> done = find_documents(*filter, cursors[1], limit); !done.has_value()) return done.error();
    if (Result<void> done = find_agents(cursors[2], limit); !done.has_value()) return done.error();
    found_.next = text_of(cursors);
    found_.truncated = found_.truncated || !found_.next.empty();
    return std::move(found_);
  }

 private:
  static constexpr std::array kKinds{NodeKind::kClaim, NodeKind::kDocument, NodeKind::kAgent};

  Result<void> look_up() {
    for (std::size_t n = 0; n < kKinds.size(); ++n) {
      Result<std::vector<Term>> terms =
          detail::look_up(store_, kKinds[n], query_, counts_[n], n == 0 ? 0 : kOtherPostings);
      if (!terms.has_value()) return terms.error();
      terms_[n] = std::move(*terms);
    }
    return {};
  }

  // Words that are nowhere are read as near names.
  Result<void> correct() {
    std::size_t tried = 0;
    bool any = false;
    for (std::size_t n = 0; n < query_.distinct.size() && tried < kMaxCorrected; ++n) {
      const std::string word = query_.distinct[n];
      const auto has_none = [&](const std::vector<Term>& terms) { return terms[n].postings.nodes.empty(); };
      if (!std::all_of(terms_.begin(), terms_.end(), has_none) || query_.in_phrase(word)) continue;
      if (word == query_.words.back()) {
        const Result<bool> begins = begins_others(word);
        if (!begins.has_value()) return begins.error();
        if (*begins) continue;
      }
      ++tried;
      Result<std::optional<std::string>> near = detail::near_word(store_, NodeKind::kAgent, word, 2, detail::kMaxSeeks);
      if (near.has_value() && !*near) near = detail::near_word(store_, NodeKind::kDocument, word, 1, detail::kMaxSeeks);
      if (!near.has_value()) return near.error();
      if (!*near) continue;
      std::replace(query_.words.begin(), query_.words.end(), word, **near);
      found_.corrected.push_back({word, std::move(**near)});
      any = true;
    }
    if (!any) return {};
    detail::set_distinct(query_);
    return look_up();
  }

  Result<bool> begins_others(std::string_view word) const {
    bool out = false;
    for (const NodeKind kind : kKinds) {
      const Result<void> walked =
          store_.walk_words(kind, word, [&](std::string_view found) -> std::optional<std::string> {
            out = out || found.starts_with(word);
            return std::nullopt;
          });
      if (!walked.has_value()) return walked.error();
    }
    return out;
  }

  // What documents and speakers have of the query, beside the words of claims themselves. Of words that very many
  // titles or names have it says little, and is not known.
  Result<std::vector<Bonus>> besides(const Filter& filter) {
    std::vector<Bonus> out;
    for (std::size_t n = 0; n < query_.distinct.size(); ++n) {
      const Postings& titled = terms_[1][n].postings;
      if (titled.more || titled.nodes.empty()) continue;
      Bonus bonus{{}, {}, 0.5 * terms_[0][n].weight};
      for (const NodeId& node : titled.nodes) bonus.documents.push_back(*node.document());
      out.push_back(std::move(bonus));
    }
    if (filter.asked().agent.empty()) {
      if (Result<void> added = add_said(out); !added.has_value()) return added.error();
    }
    return out;
  }

  // Claims of those whose whole name is asked for, or who have all that is asked for in their name.
  Result<void> add_said(std::vector<Bonus>& to) {
    std::map<AgentId, double> named;
    for (std::size_t n = 0; n < query_.distinct.size(); ++n) {
      const Postings& having = terms_[2][n].postings;
      for (const NodeId& node : having.nodes) {
        if (!having.more) named[*node.agent()] -= terms_[0][n].weight;
      }
    }
    std::vector<std::pair<double, AgentId>> likely;
    for (const auto& [agent, weight] : named) likely.emplace_back(weight, agent);
    const std::size_t looked_at = std::min(kMaxNamed, likely.size());
    std::partial_sort(likely.begin(), likely.begin() + static_cast<std::ptrdiff_t>(looked_at), likely.end());
    likely.resize(looked_at);
    std::size_t speakers = 0;
    for (const auto& [weight, id] : likely) {
      if (speakers == kMaxSpeakers) break;
      const Result<std::optional<Agent>> agent = store_.agent(id);
      if (!agent.has_value()) return agent.error();
      if (!*agent || !is_named(**agent)) continue;
      ++speakers;
      const Result<std::vector<Edge>> said = store_.downstream(id, Relation::kSaidBy, kMaxSaid);
      if (!said.has_value()) return said.error();
      Bonus bonus{{}, {}, -weight};
      for (const Edge& edge : *said) bonus.nodes.push_back(edge.from);
      std::sort(bonus.nodes.begin(), bonus.nodes.end());
      bonus.nodes.erase(std::unique(bonus.nodes.begin(), bonus.nodes.end()), bonus.nodes.end());
      to.push_back(std::move(bonus));
    }
    return {};
  }

  [[nodiscard]] bool is_named(const Agent& agent) const {
    const auto asked = [&](const std::string& word) {
      return std::binary_search(query_.distinct.begin(), query_.distinct.end(), word);
    };
    return std::any_of(agent.names.begin(), agent.names.end(), [&](const std::string& name) {
      const std::vector<std::string> words = folded_words(name);
      const std::vector<std::string> key = folded_words(name_key(name));
      return std::all_of(key.begin(), key.end(), asked) ||
             std::all_of(query_.distinct.begin(), query_.distinct.end(), [&](const std::string& word) {
               return std::find(words.begin(), words.end(), word) != words.end();
             });
    });
  }

  // Whether what is found may not be shown.
  [[nodiscard]] bool leaves_out(const Filter& filter) const { return filter.is_set() || !options_.view.is_of_now(); }

  // What a page needs does not depend on which page it is: all are cut from one list.
  static detail::CandidateBounds bounds_of(std::size_t max_postings, const Cursor& cursor, std::size_t limit) {
    detail::CandidateBounds out;
    out.max_alone = std::max(max_postings / 2, 2 * limit);
    out.max_postings = std::max(max_postings, 2 * limit);
    out.max_probes = std::min(kMaxProbes, max_postings / 8);
    out.enough = std::max(kEnough, 2 * limit);
    out.in_order = cursor.at + std::max(kMaxExamined, 4 * limit) + kMaxWhole;
    return out;
  }

  Result<void> find_claims(const Filter& filter, std::optional<Cursor>& cursor, std::size_t limit) {
    if (!cursor) return {};
    const Result<std::vector<Bonus>> bonuses = besides(filter);
    if (!bonuses.has_value()) return bonuses.error();
    const detail::CandidateBounds bounds = bounds_of(std::max(options_.max_postings, kMinPostings), *cursor, limit);
    Result<Candidates> found = detail::candidates(store_, NodeKind::kClaim, query_, std::move(terms_[0]), counts_[0],
                                                  filter.within(), *bonuses, bounds);
    if (!found.has_value()) return found.error();
    found_.truncated = found_.truncated || found->cut;
    const Relevance relevance{query_, found->terms, kUsualWords[0]};
    const auto read = [&](std::span<const Candidate> chunk, std::vector<Ranked<Claim>>& to) {
      return read_claims(filter, relevance, chunk, to);
    };
    const bool from_start = cursor->at == 0 && cursor->skip == 0;
    Result<Page<Claim>> page = page_of<Claim>(*found, *cursor, limit, leaves_out(filter), read);
    if (!page.has_value()) return page.error();
    cursor = page->next;
    if (page->rows.empty() && from_start && !cursor && query_.words.size() == 1 && query_.phrases.empty() &&
        !leaves_out(filter) && found_.corrected.empty()) {
      if (Result<void> scanned = scan(page->rows, limit); !scanned.has_value()) return scanned.error();
    }
    for (Ranked<Claim>& row : page->rows) {
      const Result<const Document*> document = document_with(row.record.id);
      if (!document.has_value()) return document.error();
      if (*document == nullptr) continue;
      FoundClaim one{std::move(row.record), **document, row.score};
      one.hits = relevance.hits(one.claim.text);
      one.snippet = detail::snippet(one.claim.text, one.hits, kSnippetBytes);
      found_.claims.push_back(std::move(one));
    }
    return {};
  }

  Result<void> read_claims(const Filter& filter, const Relevance& relevance, std::span<const Candidate> chunk,
                           std::vector<Ranked<Claim>>& to) {
    std::vector<ClaimId> ids;
    const bool by_document = filter.needs_documents() || !options_.view.is_of_now();
    if (by_document) {
      if (Result<void> read = read_documents_of(chunk); !read.has_value()) return read;
    }
    for (const Candidate& one : chunk) {
      const ClaimId id = *one.node.claim();
      if (by_document) {
        const std::optional<Document>& document = documents_.at(document_of(id));
        if (!document || !filter.passes(*document) || !view_.is_seen(*document)) continue;
      }
      ids.push_back(id);
    }
    Result<std::vector<std::optional<Claim>>> claims = store_.claims(ids);
    if (!claims.has_value()) return claims.error();
    for (std::optional<Claim>& claim : *claims) {
      if (!claim || !filter.passes(*claim)) continue;
      const Result<bool> fits = fits_medium(filter, *claim);
      if (!fits.has_value()) return fits.error();
      if (!*fits) continue;
      const Beside beside{claim->speaker ? terms_with(2, *claim->speaker) : 0, terms_with(1, document_of(claim->id))};
      if (const double score = relevance.score(claim->text, beside); score > 0)
        to.push_back({score, std::move(*claim)});
    }
    return {};
  }

  // Bits of the terms that the node of that kind has, where that is known.
  [[nodiscard]] std::uint64_t terms_with(std::size_t kind, const NodeId& node) const {
    std::uint64_t out = 0;
    for (std::size_t n = 0; n < query_.distinct.size(); ++n) {
      const Postings& having = terms_[kind][n].postings;
      if (!having.more && std::binary_search(having.nodes.begin(), having.nodes.end(), node))
        out |= std::uint64_t{1} << n;
    }
    return out;
  }

  Result<bool> fits_medium(const Filter& filter, const Claim& claim) {
    if (!filter.asked().medium) return true;
    if (const std::optional<Document>& own = documents_.at(document_of(claim.id)); own && filter.passes_by_medium(*own))
      return true;
    if (!claim.origin) return false;
    const Result<std::optional<Document>> origin = store_.document(*claim.origin);
    if (!origin.has_value()) return origin.error();
    return *origin && filter.passes_by_medium(**origin);
  }

  Result<void> read_documents_of(std::span<const Candidate> chunk) {
    std::vector<DocumentId> wanted;
    for (const Candidate& one : chunk) {
      const DocumentId id = document_of(*one.node.claim());
      if (!documents_.contains(id)) wanted.push_back(id);
    }
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    Result<std::vector<std::optional<Document>>> read = store_.documents(wanted);
    if (!read.has_value()) return read.error();
    for (std::size_t n = 0; n < wanted.size(); ++n) documents_.emplace(wanted[n], std::move((*read)[n]));
    return {};
  }

  // Null where there is none.
  Result<const Document*> document_with(ClaimId claim) {
    const DocumentId id = document_of(claim);
    auto known = documents_.find(id);
    if (known == documents_.end()) {
      Result<std::optional<Document>> document = store_.document(id);
      if (!document.has_value()) return document.error();
      known = documents_.emplace(id, std::move(*document)).first;
    }
    return known->second ? &*known->second : nullptr;
  }

  // A piece that lies inside one word leads to no posting: the first claims of the store are looked through for it.
  Result<void> scan(std::vector<Ranked<Claim>>& to, std::size_t limit) {
    DocumentId after;
    for (std::size_t scanned = 0; scanned < kMaxScanned;) {
      const Result<std::vector<Document>> page = store_.documents(after, kChunk);
      if (!page.has_value()) return page.error();
      if (page->empty()) break;
      for (const Document& document : *page) {
        ++scanned;
        if (!document.held) continue;
        Result<std::vector<Claim>> claims = store_.claims_of(document.id);
        if (!claims.has_value()) return claims.error();
        scanned += claims->size();
        for (Claim& claim : *claims) {
          if (fold(claim.text).find(query_.folded) == std::string::npos) continue;
          to.push_back({kExact, std::move(claim)});
          if (to.size() == limit) return {};
        }
      }
      after = page->back().id;
      found_.truncated = found_.truncated || scanned >= kMaxScanned;
    }
    return {};
  }

  Result<void> find_documents(const Filter& filter, std::optional<Cursor>& cursor, std::size_t limit) {
    if (!cursor) return {};
    Result<Candidates> found = detail::candidates(store_, NodeKind::kDocument, query_, std::move(terms_[1]), counts_[1],
                                                  filter.within(), {}, bounds_of(kOtherPostings, *cursor, limit));
    if (!found.has_value()) return found.error();
    found_.truncated = found_.truncated || found->cut;
    const Relevance relevance{query_, found->terms, kUsualWords[1]};
    const auto read = [&](std::span<const Candidate> chunk, std::vector<Ranked<Document>>& to) -> Result<void> {
      std::vector<DocumentId> ids;
      for (const Candidate& one : chunk) ids.push_back(*one.node.document());
      Result<std::vector<std::optional<Document>>> documents = store_.documents(ids);
      if (!documents.has_value()) return documents.error();
      for (std::optional<Document>& document : *documents) {
        if (!document || !filter.passes(*document) || !filter.passes_by_medium(*document)) continue;
        const Result<bool> said = filter.is_said_in(store_, document->id);
        if (!said.has_value()) return said.error();
        const Result<bool> there = options_.view.is_of_now() ? Result<bool>{true} : view_.was_there(document->id);
        if (!there.has_value()) return there.error();
        if (!*there) continue;
        if (!view_.is_seen(*document)) {
          const Result<const Document*> seen = view_.document(document->id);
          if (!seen.has_value()) return seen.error();
          document = **seen;
        }
        const double score = relevance.score(document->title + " " + document->publisher);
        if (*said && score > 0) to.push_back({score, std::move(*document)});
      }
      return {};
    };
    Result<Page<Document>> page = page_of<Document>(*found, *cursor, limit, leaves_out(filter), read);
    if (!page.has_value()) return page.error();
    cursor = page->next;
    for (Ranked<Document>& row : page->rows) found_.documents.push_back(std::move(row.record));
    return {};
  }

  Result<void> find_agents(std::optional<Cursor>& cursor, std::size_t limit) {
    if (!cursor) return {};
    Result<Candidates> found = detail::candidates(store_, NodeKind::kAgent, query_, std::move(terms_[2]), counts_[2],
                                                  nullptr, {}, bounds_of(kOtherPostings, *cursor, limit));
    if (!found.has_value()) return found.error();
    found_.truncated = found_.truncated || found->cut;
    const Relevance relevance{query_, found->terms, kUsualWords[2]};
    const auto read = [&](std::span<const Candidate> chunk, std::vector<Ranked<Agent>>& to) -> Result<void> {
      for (const Candidate& one : chunk) {
        Result<std::optional<Agent>> agent = store_.agent(*one.node.agent());
        if (!agent.has_value()) return agent.error();
        if (!*agent) continue;
        const Result<bool> there = options_.view.is_of_now() ? Result<bool>{true} : view_.was_there((*agent)->id);
        if (!there.has_value()) return there.error();
        if (!*there) continue;
        double score = relevance.score((*agent)->name);
        for (const std::string& name : (*agent)->names) score = std::max(score, relevance.score(name));
        if (score > 0) to.push_back({score, std::move(**agent)});
      }
      return {};
    };
    Result<Page<Agent>> page = page_of<Agent>(*found, *cursor, limit, !options_.view.is_of_now(), read);
    if (!page.has_value()) return page.error();
    cursor = page->next;
    for (Ranked<Agent>& row : page->rows) found_.agents.push_back(std::move(row.record));
    return {};
  }

  const Store& store_;
  SearchWords query_;
  const SearchOptions& options_;
  detail::View view_;
  std::array<double, 3> counts_{};
  std::array<std::vector<Term>, 3> terms_;                             // of each kind, one a distinct word
  std::unordered_map<DocumentId, std::optional<Document>> documents_;  // as read
  Found found_;
};

}  // namespace

Result<Found> search(const Store& store, std::string_view words, const SearchOptions& options) {
  if (words.size() > kMaxQueryBytes) {
    return Error{ErrorCode::kInvalidArgument, "searching for " + std::to_string(words.size()) +
                                                  " bytes of words; at most " + std::to_string(kMaxQueryBytes) +
                                                  " are taken"};
  }
  SearchWords query = detail::search_words(words);
  if (query.words.empty()) {
    return Error{ErrorCode::kInvalidArgument, "searching needs words with at least one letter or digit"};
  }
  const std::optional<Cursors> cursors = parse_cursors(options.after);
  if (!cursors) {
    return Error{ErrorCode::kInvalidArgument,
                 "after: \"" + options.after + "\" is not what an answer gave as next, such as 0.20-0.20-x"};
  }
  return Search{store, std::move(query), options}.run(*cursors);
}

}  // namespace headwater
