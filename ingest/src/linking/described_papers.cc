#include "linking/described_papers.h"

#include <algorithm>
#include <string_view>

#include "headwater/schema/fold.h"
#include "linking/held_documents.h"
#include "reading/lexicon.h"
#include "reading/party_nouns.h"
#include "reading/trades.h"

namespace headwater::detail {
namespace {

bool share_stem(std::string_view a, std::string_view b) {
  constexpr std::size_t kLeast = 5;  // letters
  return a.size() >= kLeast && b.size() >= kLeast && a.substr(0, kLeast) == b.substr(0, kLeast);
}

// Whether who is called so may have put out the document: a ministry of waters is no bank, a court no contractor. What
// the issuer's name does not tell, and people and papers, may be of anybody.
bool may_be_called(std::string_view described, const Document& held) {
  const std::vector<std::string> words = folded_words(described);
  if (words.empty()) return false;
  const std::optional<Noun> noun = find_noun(words.back());
  const bool is_body = noun && (noun->what == NounClass::kOrganisation || noun->what == NounClass::kGovernment);
  const bool is_firm = is_business(words.back()) || may_be_firm(words.back());
  // "the lender" of a bank, "the regulator" of an authority: by its work, whatever its name.
  if ((!is_body && !is_firm) || Trades::is_noun(words.back())) return true;
  const std::vector<std::string> issuer = folded_words(held.publisher), title = folded_words(held.title);
  const auto has = [&](const std::vector<std::string>& in) {
    return std::find(in.begin(), in.end(), words.back()) != in.end();
  };
  if (has(issuer) || has(title)) return true;
  return std::none_of(issuer.begin(), issuer.end(), [&](const std::string& word) {
    const std::optional<Noun> kind = find_noun(word);
    if (!kind || is_business(word)) return false;
    if (is_firm)
      return is_body_of_its_own(word) || (kind->what == NounClass::kGovernment && !word.starts_with("service"));
    return kind->what == NounClass::kOrganisation || kind->what == NounClass::kGovernment;
  });
}

// Whether `document` says it by itself, as who put it out.
bool is_own(const Claim& claim, const Document& document) {
  return document.held && claim.origin == document.id && claim.end == EndClass::kPrimary &&
         (document.kind == DocumentKind::kStatement || document.kind == DocumentKind::kReport);
}

}  // namespace

Result<std::optional<Document>> DescribedPapers::described(const Claim& told) const {
  if (!told.origin) return std::optional<Document>{};
  std::optional<Document> out;
  if (const Document* here = extraction_.referenced_document(*told.origin); here != nullptr) {
    out = *here;
  } else {
    Result<std::optional<Document>> there = store_.document(*told.origin);
    if (!there) return there.error();
    out = std::move(*there);
  }
  if (!out || out->held || !is_paper(out->medium) || out->publisher.empty() || !is_description(out->publisher))
    return std::optional<Document>{};
  const Result<std::vector<Edge>> known = store_.upstream(out->id, Relation::kSameAs);
  if (!known) return known.error();
  if (!known->empty()) return std::optional<Document>{};
  return out;
}

Result<bool> DescribedPapers::is_called_by_work(const Claim& told, const Document& held) const {
  if (!told.speaker || told.origin || !told.cites.empty() || !told.via.empty()) return false;
  std::string name;
  if (const Agent* here = extraction_.agent(*told.speaker); here != nullptr) {
    name = here->name;
  } else {
    const Result<std::optional<Agent>> there = store_.agent(*told.speaker);
    if (!there) return there.error();
    if (*there) name = (*there)->name;
  }
  if (name.empty() || !is_description(name)) return false;
  const std::vector<std::string> called = folded_words(name), issuer = folded_words(held.publisher);
  // Of many words somebody in particular: "two inspectors who asked not to be named".
  constexpr std::size_t kMost = 3;
  return !called.empty() && called.size() <= kMost && is_overseers(called.back()) &&
         std::any_of(issuer.begin(), issuer.end(),
                     [&](const std::string& word) { return share_stem(called.back(), word); });
}

Result<void> DescribedPapers::look(const ClaimThere& told, const ClaimThere& own) {
  if (!told.document->held || !is_own(*own.claim, *own.document) || told.claim->polarity != own.claim->polarity ||
      told.document->id == own.document->id)
    return {};
  const double score = likeness(*told.words, *own.words);
  if (score < kRestates || differ_in_denial(*told.words, *own.words)) return {};
  const Found found{told.claim->id,     own.claim->id, told.document->id, own.document->id, told.claim->content,
                    told.claim->source, score};
  constexpr std::size_t kMostFound = 64;  // of one paper: they say well enough which it is
  const auto keep = [&](std::vector<Found>& all) {
    // Of one document the claim that is most like it.
    const auto same = std::find_if(all.begin(), all.end(),
                                   [&](const Found& f) { return f.told == found.told && f.held == found.held; });
    if (same == all.end()) {
      if (all.size() < kMostFound) all.push_back(found);
    } else if (same->score < score) {
      *same = found;
    }
  };
  const Result<std::optional<Document>> paper = described(*told.claim);
  if (!paper) return paper.error();
  if (*paper) {
    if (fits(**paper, *own.document, *told.document) && may_be_called((*paper)->publisher, *own.document))
      keep(of_paper_[(*paper)->id]);
    return {};
  }
  if (!is_of_the_time(*own.document, *told.document)) return {};
  const Result<bool> called = is_called_by_work(*told.claim, *own.document);
  if (!called) return called.error();
  if (*called) keep(of_speaker_[told.claim->id]);
  return {};
}

std::vector<Edge> DescribedPapers::edges(const std::set<std::pair<NodeId, NodeId>>& tied,
                                         const std::set<std::pair<DocumentId, DocumentId>>& same) const {
  constexpr double kConfidence = 0.7;
  std::vector<Edge> out;
  const auto is_clear = [&](const std::vector<Found>& all) {
    return std::all_of(all.begin(), all.end(), [&](const Found& f) { return f.held == all.front().held; });
  };
  const auto is_tied = [&](const Found& f) { return tied.contains({f.told, f.own}) || tied.contains({f.own, f.told}); };
  const auto edge = [&](const Found& f, NodeId from, NodeId to, Relation relation, const Spans& evidence) {
    Edge made;
    made.from = from;
    made.to = to;
    made.relation = relation;
    made.score = f.score;
    made.evidence = {f.from, evidence, std::string{kDescribedRule}, kConfidence};
    return made;
  };
  for (const auto& [paper, all] : of_paper_) {
    const auto known = same.lower_bound({paper, DocumentId{}});
    if (!is_clear(all) || (known != same.end() && known->first == paper)) continue;
    out.push_back(edge(all.front(), paper, all.front().held, Relation::kSameAs, {}));
    for (const Found& f : all) {
      if (!is_tied(f)) out.push_back(edge(f, f.told, f.own, Relation::kRepeats, f.content));
    }
  }
  for (const auto& [claim, all] : of_speaker_) {
    const Found& first = all.front();
    if (!is_clear(all) || is_tied(first)) continue;
    out.push_back(edge(first, first.told, first.own, Relation::kRepeats, first.content));
    for (const NodeId from : {NodeId{first.told}, NodeId{first.from}}) {
      Edge cites = edge(first, from, first.held, Relation::kCites, first.source);
      cites.how = CitationHow::kNamed;
      out.push_back(std::move(cites));
    }
  }
  return out;
}

}  // namespace headwater::detail
