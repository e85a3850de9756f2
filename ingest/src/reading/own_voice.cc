// What a document says in its own voice.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "reading/claims.h"
#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/denials.h"
#include "reading/late_attributions.h"

namespace headwater::detail {
namespace {

// `spans` are in text order.
bool covered(const Spans& spans, ByteSpan place) {
  const auto it = std::upper_bound(spans.begin(), spans.end(), place.begin,
                                   [](std::uint32_t at, ByteSpan s) { return at < s.end; });
  return it != spans.end() && it->overlaps(place);
}

// "The institute will say tomorrow that ...": words to come are nobody's yet.
bool announces_words(const Analysis& a, Range r) {
  for (std::int32_t i = r.begin + 1; i + 1 < r.end; ++i) {
    if ((a.word(i) != "will" && a.word(i) != "'ll") || a.quote_of(i) >= 0) continue;
    const Cue* cue = find_cue(a.word(i + 1));
    if (cue == nullptr || !is_speech_lemma(cue->lemma)) continue;
    for (std::int32_t k = i + 2; k < std::min(r.end, i + 6); ++k) {
      if (a.opens_clause(k)) return true;
    }
  }
  return false;
}

// "Forty branches shut before noon", "the flank rose": a past that the tagger takes for something else.
bool is_past_of_one_form(const Analysis& a, Range r, std::int32_t i) {
  static constexpr std::array<std::string_view, 16> kForms{"shut", "cut",  "hit",  "put",  "set",    "let",
                                                           "cost", "quit", "hurt", "shed", "spread", "split",
                                                           "fell", "bled", "rose", "sank"};
  // "Loans to builders made up a third"
  if (i > r.begin && i + 2 < r.end && a.word(i) == "made" && a.word(i + 1) == "up" && is_noun(a.tag_of(i - 1)))
    return true;
  return i > r.begin && i + 1 < r.end && !a.is_capitalised(i) &&
         std::find(kForms.begin(), kForms.end(), a.word(i)) != kForms.end() &&
         (is_noun(a.tag_of(i - 1)) || is_proper(a.tag_of(i - 1)));
}

// "Herring no longer spawn on the bank", where the tagger takes the verb for a noun.
bool has_verb_behind_no_longer(const Analysis& a, Range r) {
  for (std::int32_t i = r.begin + 2; i + 1 < r.end; ++i) {
    if (a.word(i - 1) == "no" && a.word(i) == "longer") return is_noun(a.tag_of(i + 1)) || is_verb(a.tag_of(i + 1));
  }
  return false;
}

// "About 4,200 litres escaped and ran off", "Hackers opened 32 of the boxes": a past that the tagger takes for a
// participle, behind the noun phrase that opens a sentence without another verb. "A study conducted by" is none.
bool opens_with_past(const Analysis& a, Range r) {
  const auto in_phrase = [&](std::int32_t i) {
    const Tag t = a.tag_of(i);
    return is_noun(t) || is_adjective(t) || t == Tag::kDT || t == Tag::kCD || t == Tag::kPRPS || t == Tag::kPOS ||
           (i == r.begin && (t == Tag::kIN || t == Tag::kRB));
  };
  // "Hackers opened/JJ 32 of them": what follows several and has an object.
  const auto may_be_past = [&](std::int32_t i) {
    if (i <= r.begin || i + 2 >= r.end || !a.word(i).ends_with("ed") || !is_noun(a.tag_of(i - 1))) return false;
    const Tag next = a.tag_of(i + 1);
    const bool object = next == Tag::kDT || next == Tag::kCD || next == Tag::kPRPS;
    return a.tag_of(i) == Tag::kVBN || (is_adjective(a.tag_of(i)) && a.tag_of(i - 1) == Tag::kNNS && object);
  };
  std::int32_t i = r.begin;
  while (i < r.end && in_phrase(i) && !may_be_past(i)) ++i;
  if (i >= r.end || !may_be_past(i) || a.word(i + 1) == "by" || a.quote_of(i) >= 0) return false;
  for (std::int32_t k = i + 1; k < r.end; ++k) {
    if (is_finite(a.tag_of(k))) return false;
  }
  return true;
}

const Block* block_of(const std::vector<Block>& blocks, std::uint32_t at) {
  const auto it = std::upper_bound(blocks.begin(), blocks.end(), at,
                                   [](std::uint32_t x, const Block& b) { return x < b.span.end; });
  return it != blocks.end() && it->span.begin <= at ? &*it : nullptr;
}

}  // namespace

std::vector<DraftClaim> draft_own_claims(const ClaimContext& c, const Parties& parties,
                                         const std::vector<DraftClaim>& attributed,
                                         const std::vector<FoundCitation>& citations) {
  const Analysis& a = c.a;
  // Sentences somebody else is given for.
  std::vector<bool> taken(a.sentences.size(), false);
  const auto take = [&](Range r) {
    for (std::int32_t i = r.begin; i < r.end; ++i) taken[a.tokens[static_cast<std::size_t>(i)].sentence] = true;
  };
  for (const DraftClaim& d : attributed) {
    for (const Range& r : d.from.content) take(r);
    take(d.from.cue);
  }
  for (const FoundCitation& x : citations) {
    const bool line = x.how == CitationHow::kHatTip || x.how == CitationHow::kImage ||
                      x.how == CitationHow::kContributed ||
                      (x.how == CitationHow::kCredit && x.rule != std::string_view{"dateline@1"});
    if (!line || x.evidence.empty()) continue;
    const auto first = std::upper_bound(a.tokens.begin(), a.tokens.end(), x.evidence.front().begin,
                                        [](std::uint32_t at, const Token& t) { return at < t.span.end; });
    if (first != a.tokens.end()) taken[first->sentence] = true;
  }
  std::vector<DraftClaim> out;
  for (std::size_t s = 0; s < a.sentences.size(); ++s) {
    const Range sentence = a.sentences[s];
    if (taken[s] || sentence.empty()) continue;
    const ByteSpan place = a.bytes(sentence);
    if (covered(c.boilerplate, place)) continue;
    const Block* block = block_of(c.blocks, place.begin);
    if (block != nullptr && (block->kind == BlockKind::kHeading || block->kind == BlockKind::kPreformatted ||
                             block->kind == BlockKind::kTable))
      continue;
    Range r = sentence;
    // The dateline and a list's number are not said.
    r.begin = past_dateline(a, r);
    r.begin = past_label(a, r);
    while (!r.empty() &&
           (a.is_mark(r.begin) || (a.tag_of(r.begin) == Tag::kCD && r.begin + 1 < r.end && a.word(r.begin + 1) == ".")))
      ++r.begin;
    std::string last;
    while (!r.empty() && a.is_mark(r.end - 1)) {
      if (a.word(r.end - 1) == ")" || a.is_quote_mark(r.end - 1) || a.word(r.end - 1) == "%") break;
      last = a.word(r.end - 1);
      --r.end;
    }
    // "Loxley Paving, Inc.": the stop is the sentence's too.
    if (last.empty() && !r.empty() && a.word(r.end - 1).ends_with('.')) last = ".";
    if (last.empty() || last == "?" || last == ":") continue;
    std::int32_t words = 0;
    bool finite = false;
    for (std::int32_t i = r.begin; i < r.end; ++i) {
      words += !a.is_mark(i);
      const bool subject = (a.dep_of(i) == Dep::kNsubj || a.dep_of(i) == Dep::kNsubjPass) && r.contains(a.head_of(i));
      finite =
          finite || subject || is_finite(a.tag_of(i)) || is_verb_in_disguise(a, r, i) || is_past_of_one_form(a, r, i);
    }
    finite = finite || opens_with_past(a, r) || has_verb_behind_no_longer(a, r);
    // A command opens with a bare verb, on which all else hangs.
    const bool command = !r.empty() && a.tag_of(r.begin) == Tag::kVB && !(finite && a.head_of(r.begin) > r.begin);
    if (words < 4 || !finite || command || announces_words(a, r)) continue;
    DraftClaim d;
    d.own = true;
    const Range back = taken_back(a, r, c.document.publisher);
    if (const std::int32_t as = as_others_say(a, r); as >= 0) r.end = as - 1;
    if (!back.empty() || is_own_denial(a, r)) d.from.polarity = Polarity::kDenies;
    d.from.content.push_back(back.empty() ? r : back);
    d.from.form = ClaimForm::kOwn;
    d.from.rule = "own-voice@1";
    d.from.confidence = 0.6;
    d.sentence = static_cast<std::int32_t>(s);
    const DocumentKind kind = c.document.kind;
    if (kind == DocumentKind::kStatement || kind == DocumentKind::kReport) d.speaker = parties.publisher();
    out.push_back(std::move(d));
  }
  return out;
}

}  // namespace headwater::detail
