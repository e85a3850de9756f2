#include "linking/shared_text.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "headwater/schema/fnv1a.h"
#include "headwater/schema/fold.h"
#include "linking/order.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMostWords = 20'000;
constexpr std::size_t kRun = 6;         // words
constexpr std::size_t kLeastRuns = 40;  // of the shorter text
constexpr double kMost = 0.6;           // of them, for a copy
constexpr std::size_t kLeastClaims = 3;
constexpr std::size_t kMostRead = 4;    // documents
constexpr std::size_t kMostPlaces = 8;  // shown as evidence
constexpr std::string_view kSharedTextRule = "shared-text@1";

// Hashes of all runs, sorted, each once.
std::vector<std::uint64_t> runs_of(std::string_view text) {
  // A word and a space take four bytes and more in any text that is one.
  constexpr std::size_t kMostBytes = kMostWords * 12;
  std::vector<std::string> words = folded_words(text.substr(0, kMostBytes));
  if (words.size() > kMostWords) words.resize(kMostWords);
  std::vector<std::uint64_t> out;
  if (words.size() < kRun) return out;
  for (std::size_t i = 0; i + kRun <= words.size(); ++i) {
    Fnv1a hash;
    for (std::size_t k = i; k < i + kRun; ++k) hash.add(words[k]).add(' ');
    out.push_back(hash.value());
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double share_of(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  const std::size_t fewer = std::min(a.size(), b.size());
  if (fewer < kLeastRuns) return 0;
  std::size_t both = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    both += *x == *y;
    const bool next_x = !(*y < *x), next_y = !(*x < *y);
    if (next_x) ++x;
    if (next_y) ++y;
  }
  return static_cast<double>(both) / static_cast<double>(fewer);
}

// The claims of one document and another that have the same wording.
struct Alike {
  std::size_t claims = 0;
  bool is_cited = false;  // one cites the other: then it is known whose the text is
  Spans here;             // places of this document's
  Spans there;            // of the other's
};

class Finder {
 public:
  Finder(const Store& store, const Extraction& extraction) : store_{store}, extraction_{extraction} {}

  Result<std::vector<Edge>> run(const std::vector<Edge>& ties) {
    count(ties);
    std::vector<std::pair<std::size_t, DocumentId>> most;
    const std::size_t half = std::max(kLeastClaims, (extraction_.claims.size() + 1) / 2);
    for (const auto& [id, alike] : alike_) {
      if (alike.claims >= half && !alike.is_cited) most.emplace_back(alike.claims, id);
    }
    std::sort(most.begin(), most.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    if (most.size() > kMostRead) most.resize(kMostRead);
    std::vector<std::uint64_t> own;
    for (const auto& [claims, id] : most) {
      if (own.empty()) own = runs_of(extraction_.text);
      const Result<void> done = compare(id, own);
      if (!done.has_value()) return done.error();
    }
    return std::move(out_);
  }

 private:
  void count(const std::vector<Edge>& ties) {
    const DocumentId self = extraction_.document.id;
    for (const Edge& tie : ties) {
      const std::optional<ClaimId> from = tie.from.claim(), to = tie.to.claim();
      if (tie.relation != Relation::kRepeats || !from || !to) continue;
      const bool is_from = document_of(*from) == self;
      Alike& alike = alike_[document_of(is_from ? *to : *from)];
      if (tie.evidence.rule != kSameWordingRule) {
        alike.is_cited = true;
        continue;
      }
      ++alike.claims;
      Spans& places = is_from ? alike.here : alike.there;
      if (places.size() < kMostPlaces)
        places.insert(places.end(), tie.evidence.spans.begin(), tie.evidence.spans.end());
    }
  }

  Result<void> compare(DocumentId id, const std::vector<std::uint64_t>& own) {
    const Document& self = extraction_.document;
    const Result<std::optional<Document>> other = store_.document(id);
    if (!other.has_value()) return other.error();
    if (!*other || !(*other)->held || name_key((*other)->publisher) == name_key(self.publisher)) return {};
    const std::optional<bool> later = is_later(self, **other);
    if (!later) return {};
    const Result<bool> says = *later ? Result<bool>{credits_somebody()} : credits_somebody(id);
    if (!says.has_value()) return says.error();
    if (*says) return {};
    const Result<std::optional<StoredText>> text = store_.text(id);
    if (!text.has_value()) return text.error();
    const double share = *text ? share_of(own, runs_of((*text)->text)) : 0;
    if (share < kMost) return {};
    Edge edge;
    edge.from = *later ? self.id : id;
    edge.relation = Relation::kCites;
    edge.to = *later ? id : self.id;
    edge.how = CitationHow::kSharedText;
    Spans places = *later ? alike_[id].here : alike_[id].there;
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    edge.evidence = {*later ? self.id : id, std::move(places), std::string{kSharedTextRule}, share};
    out_.push_back(std::move(edge));
    return {};
  }

  // Whose text it is, the document says itself: two papers that print one agency's story do not copy each other.
  static bool is_credit(CitationHow how) {
    return how == CitationHow::kByline || how == CitationHow::kCredit || how == CitationHow::kHatTip;
  }
  [[nodiscard]] bool credits_somebody() const {
    return std::any_of(extraction_.citations.begin(), extraction_.citations.end(),
                       [](const Citation& c) { return is_credit(c.how); });
  }
  [[nodiscard]] Result<bool> credits_somebody(DocumentId id) const {
    const Result<std::vector<Edge>> cites = store_.upstream(id, Relation::kCites);
    if (!cites.has_value()) return cites.error();
    return std::any_of(cites->begin(), cites->end(), [](const Edge& e) { return is_credit(e.how); });
  }

  const Store& store_;
  const Extraction& extraction_;
  std::map<DocumentId, Alike> alike_;
  std::vector<Edge> out_;
};

}  // namespace

double shared_share(std::string_view a, std::string_view b) { return share_of(runs_of(a), runs_of(b)); }

Result<std::vector<Edge>> copies_by_text(const Store& store, const Extraction& extraction,
                                         const std::vector<Edge>& ties) {
  return Finder{store, extraction}.run(ties);
}

}  // namespace headwater::detail
