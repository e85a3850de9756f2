#include "reading/issuers.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/fold.h"
#include "reading/lexicon.h"
#include "reading/trades.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

constexpr std::int32_t kNear = 3;      // sentences
constexpr std::int32_t kLede = 6;      // sentences a first claim may stand behind: headline, byline, dateline
constexpr std::size_t kLookedAt = 20;  // claims behind one

bool is_body_kind(AgentKind kind) { return kind == AgentKind::kOrganisation || kind == AgentKind::kGovernment; }
bool is_body(const Party& p) { return p.entity && !p.anonymous && is_body_kind(p.kind); }

constexpr std::size_t kStem = 3;         // letters by which people go by a body's name: vets, Veterinary
constexpr std::size_t kMostBodies = 64;  // among which one is looked for

// A body that speaks.
struct Body {
  std::int32_t last = -1;  // sentence it speaks in
  std::vector<std::string> words;
};

class Namer {
 public:
  Namer(const Analysis& a, const Entities& entities, std::vector<DraftClaim>& drafts, std::size_t attributed)
      : a_{a}, entities_{entities}, trades_{entities}, drafts_{drafts}, attributed_{attributed} {}

  void run() {
    for (std::size_t i = 0; i < attributed_; ++i) by_trade(drafts_[i]);
    for (std::size_t i = 0; i < attributed_; ++i) by_people(drafts_[i]);
    note_bodies();
    for (std::size_t i = 0; i < attributed_; ++i) {
      by_shared_words(drafts_[i]);
      by_all_words(drafts_[i]);
    }
    for (std::size_t i = 0; i < attributed_; ++i) by_role(i);
    note_issuers();
    for (std::size_t i = 0; i < attributed_; ++i) {
      by_only_issuer(drafts_[i]);
      by_its_people(drafts_[i]);
      by_what_follows(i);
      by_lede(i);
    }
  }

 private:
  Party body(std::size_t entity, const Party& before, double confidence) const {
    Party out = before;
    out.entity = entity;
    out.name = entities_.all[entity].name;
    out.kind = entities_.all[entity].kind;
    out.anonymous = false;
    out.confidence = confidence;
    return out;
  }

  void by_trade(DraftClaim& d) {
    if (d.speaker.is_nobody() || d.speaker.entity || d.from.source_head < 0 || d.speaker.kind == AgentKind::kGroup)
      return;
    // "a regulator" is any.
    const std::string& article = a_.word(d.from.source.begin);
    if (article == "a" || article == "an" || article == "another") return;
    const std::optional<std::size_t> only = trades_.bearer(a_.word(d.from.source_head));
    if (only) d.speaker = body(*only, d.speaker, 0.7);
  }

  void by_people(DraftClaim& d) const {
    const Medium m = d.channel.medium;
    const bool paper = m == Medium::kReport || m == Medium::kFiling || m == Medium::kStatement;
    if (!paper || !d.speaker.anonymous || d.speaker.kind != AgentKind::kGroup || d.from.source_head < 0) return;
    for (const Mention* mention : entities_.in(d.from.source)) {
      if (!is_body_kind(entities_.all[mention->entity].kind) || mention->range.begin <= d.from.source_head) continue;
      std::int32_t p = mention->range.begin - 1;
      while (p > d.from.source_head && (a_.word(p) == "the" || a_.tag_of(p) == Tag::kJJ)) --p;
      if (a_.word(p) != "of" && a_.word(p) != "at" && a_.word(p) != "from" && a_.word(p) != "with") continue;
      d.speaker = body(mention->entity, d.speaker, 0.8);
      d.speaker.document = m;
      return;
    }
  }

  void note_issuers() {
    for (std::size_t i = 0; i < attributed_; ++i) {
      const DraftClaim& d = drafts_[i];
      if (!is_body(d.speaker)) continue;
      if (is_put_out(d.channel.medium)) issuers_[d.channel.medium].insert(*d.speaker.entity);
      if (d.speaker.document && is_put_out(*d.speaker.document))
        issuers_[*d.speaker.document].insert(*d.speaker.entity);
    }
  }

  // A document that speaks and of whose issuer nothing was found.
  static bool is_unowned(const Party& p) {
    return p.document && !p.entity && !p.is_nobody() && p.kind == AgentKind::kOrganisation && p.confidence <= 0.5;
  }

  void by_only_issuer(DraftClaim& d) const {
    if (!is_unowned(d.speaker)) return;
    std::optional<std::pair<Medium, std::size_t>> only;
    for (const auto& [medium, bodies] : issuers_) {
      if (*d.speaker.document != Medium::kUnknown && *d.speaker.document != medium) continue;
      for (const std::size_t entity : bodies) {
        if (only && only->second != entity) return;
        only = {medium, entity};
      }
    }
    if (!only) return;
    d.speaker = body(only->second, d.speaker, 0.7);
    d.speaker.document = only->first;
    if (d.channel.medium == Medium::kUnknown) d.channel.medium = only->first;
  }

  // "the auditors", "the inspectors": the people of the one body whose report the document speaks of. Without an
  // article only at the top.
  void by_its_people(DraftClaim& d) const {
    static constexpr std::array<std::string_view, 9> kWhoReport{"auditors",  "inspectors", "investigators",
                                                                "examiners", "surveyors",  "assessors",
                                                                "reviewers", "evaluators", "commissioners"};
    const std::int32_t head = d.from.source_head;
    if (!d.speaker.anonymous || d.speaker.entity || d.speaker.kind != AgentKind::kGroup || head < 0 ||
        !d.from.source.contains(head) || !in(kWhoReport, a_.word(head)))
      return;
    const Range who = d.from.source;
    const bool definite = head > who.begin && a_.word(who.begin) == "the" && head == who.begin + 1;
    // "the inspectors of the union" are others.
    const bool alone = head + 1 >= who.end || a_.is_mark(head + 1) || is_relative(a_.word(head + 1));
    if (!definite || !alone) return;
    const auto reports = issuers_.find(Medium::kReport);
    if (reports == issuers_.end() || reports->second.size() != 1) return;
    d.speaker = body(*reports->second.begin(), d.speaker, 0.6);
    d.speaker.document = Medium::kReport;
    if (d.channel.medium == Medium::kUnknown) d.channel.medium = Medium::kReport;
  }

  void note_bodies() {
    for (std::size_t i = 0; i < attributed_; ++i) {
      const Party& speaker = drafts_[i].speaker;
      if (!is_body(speaker)) continue;
      const auto [it, is_new] = bodies_.try_emplace(*speaker.entity);
      it->second.last = std::max(it->second.last, drafts_[i].sentence);
      if (!is_new) continue;
      it->second.words = folded_words(speaker.name);
      for (const std::string& word : it->second.words) {
        if (word.size() >= kStem) by_stem_[word.substr(0, kStem)].insert(*speaker.entity);
      }
    }
  }

  // "the country's ethics board for research", where the National Research Ethics Board speaks: a body whose words are
  // all of one name.
  void by_all_words(DraftClaim& d) {
    static constexpr std::array<std::string_view, 8> kOfAny{"country's", "nation's", "state's", "county's",
                                                            "city's",    "town's",   "for",     "the"};
    const bool is_described = !d.speaker.is_nobody() && !d.speaker.entity && !d.speaker.anonymous &&
                              (d.speaker.kind == AgentKind::kOrganisation || d.speaker.kind == AgentKind::kGovernment);
    if (!is_described || d.speaker.document) return;
    std::vector<std::string> words = folded_words(d.speaker.name);
    std::erase_if(words, [&](const std::string& w) {
      return w.size() < 3 || std::find(kOfAny.begin(), kOfAny.end(), w) != kOfAny.end();
    });
    if (words.size() < 2 || words.front().size() < kStem) return;
    const auto alike = by_stem_.find(words.front().substr(0, kStem));
    if (alike == by_stem_.end() || alike->second.size() > kMostBodies) return;
    std::optional<std::size_t> only;
    for (const std::size_t entity : alike->second) {
      const std::vector<std::string>& name = bodies_.at(entity).words;
      const bool all = std::all_of(words.begin(), words.end(), [&](const std::string& w) {
        return std::find(name.begin(), name.end(), w) != name.end();
      });
      if (!all || words.size() >= name.size()) continue;
      if (only) return;
      only = entity;
    }
    if (only) d.speaker = body(*only, d.speaker, 0.7);
  }

  // "state vets", and below "the State Veterinary Office": people who go by the words of the one body that speaks here.
  // "the vets" of a document of theirs are those too.
  void by_shared_words(DraftClaim& d) {
    constexpr std::int32_t kLongestName = 4;
    if (!d.speaker.anonymous || d.speaker.entity || d.speaker.kind != AgentKind::kGroup || d.from.source.empty())
      return;
    Range who = d.from.source;
    if (is_determiner(a_.word(who.begin))) ++who.begin;
    if (who.empty() || who.end - who.begin > kLongestName || d.from.source_head != who.end - 1) return;
    std::optional<std::size_t> only;
    if (who.end - who.begin == 1) {
      const auto known = people_.find(a_.word(who.begin));
      if (known == people_.end() || who == d.from.source) return;
      d.speaker = body(known->second, d.speaker, 0.7);
      return;
    }
    const auto shares = [&](const Body& one, std::int32_t at) {
      const std::string& w = a_.word(at);
      const std::string_view stem = std::string_view{w}.substr(0, std::max(kStem, w.size() - 1));
      return w.size() > kStem && std::any_of(one.words.begin(), one.words.end(),
                                             [&](const std::string& word) { return word.starts_with(stem); });
    };
    const auto alike = by_stem_.find(a_.word(who.end - 1).substr(0, kStem));
    if (alike == by_stem_.end() || alike->second.size() > kMostBodies) return;
    for (const std::size_t entity : alike->second) {
      const Body& one = bodies_.at(entity);
      bool all = one.last > d.sentence;
      for (std::int32_t at = who.begin; at < who.end && all; ++at) all = shares(one, at);
      if (!all) continue;
      if (only) return;
      only = entity;
    }
    if (!only) return;
    people_.emplace(a_.word(who.end - 1), *only);
    d.speaker = body(*only, d.speaker, 0.7);
    if (is_put_out(d.channel.medium)) d.speaker.document = d.channel.medium;
  }

  // "according to an audit by Aldern's national regulator. ..., the Office of Water Regulation found": a body that goes
  // by what it is to a land has its name in one of the next sentences, which tells the same of it.
  void by_role(std::size_t i) {
    constexpr std::size_t kRoleStem = 6;  // letters: regulator, Regulation
    const Party role = drafts_[i].speaker;
    if (role.is_nobody() || role.entity || !is_body_kind(role.kind) || drafts_[i].sentence > kLede) return;
    if (role.name.find("'s ") == std::string::npos && role.name.find("\xe2\x80\x99s ") == std::string::npos) return;
    const std::vector<std::string> words = folded_words(role.name);
    if (words.empty() || words.back().size() < kRoleStem) return;
    const std::string_view stem = std::string_view{words.back()}.substr(0, kRoleStem);
    for (std::size_t j = i + 1; j < std::min(attributed_, i + 1 + kLookedAt); ++j) {
      const Party named = drafts_[j].speaker;
      if (drafts_[j].sentence > drafts_[i].sentence + kNear) return;
      if (!is_body(named)) continue;
      const std::vector<std::string> of_body = folded_words(named.name);
      const bool fits =
          std::any_of(of_body.begin(), of_body.end(), [&](const std::string& word) { return word.starts_with(stem); });
      if (!fits) continue;
      for (std::size_t k = i; k < attributed_; ++k) {
        Party& same = drafts_[k].speaker;
        if (same.entity || same.name != role.name) continue;
        const std::optional<Medium> document = same.document;
        same = body(*named.entity, same, 0.7);
        same.document = document;
      }
      return;
    }
  }

  // "International observers said in a statement. ... , the preliminary statement by the Continental Network said": who
  // put the statement out is told when it is spoken of again.
  void by_what_follows(std::size_t i) {
    DraftClaim& d = drafts_[i];
    const bool is_nameless = d.speaker.anonymous || d.speaker.kind == AgentKind::kGroup;
    if (!is_nameless || d.speaker.entity || d.from.source.empty() || !is_put_out(d.channel.medium)) return;
    const auto only = issuers_.find(d.channel.medium);
    if (only == issuers_.end() || only->second.size() != 1) return;
    for (std::size_t j = i + 1; j < std::min(attributed_, i + 1 + kLookedAt); ++j) {
      const DraftClaim& other = drafts_[j];
      const bool follows = other.sentence > d.sentence && other.sentence <= d.sentence + kNear;
      if (!follows || other.channel.medium != d.channel.medium || !is_body(other.speaker)) continue;
      if (!is_spoken_of_again(other)) continue;
      d.speaker = other.speaker;
      d.speaker.confidence = 0.6;
      return;
    }
  }

  // "C, a security firm said Tuesday. ..., according to the report by Quillmark Security": a lede leaves the name to
  // the sentences below, where the first body that speaks has it.
  void by_lede(std::size_t i) {
    DraftClaim& d = drafts_[i];
    if (i > 0 || d.sentence > kLede || !d.speaker.anonymous || d.speaker.entity || d.from.source_head < 0 ||
        d.speaker.kind != AgentKind::kOrganisation)
      return;
    const std::string& article = a_.word(d.from.source.begin);
    if (article != "a" && article != "an") return;
    for (std::size_t j = i + 1; j < std::min(attributed_, i + 1 + kLookedAt); ++j) {
      const DraftClaim& other = drafts_[j];
      if (other.sentence > d.sentence + kNear) return;
      if (other.sentence <= d.sentence || other.speaker.is_nobody()) continue;
      if (!is_body(other.speaker) || other.speaker.kind != AgentKind::kOrganisation) return;
      const Party& named = other.speaker;
      d.speaker = body(*named.entity, d.speaker, 0.6);
      if (named.document) d.speaker.document = named.document;
      if (d.channel.medium == Medium::kUnknown && is_put_out(other.channel.medium))
        d.channel.medium = other.channel.medium;
      return;
    }
  }

  // "the preliminary statement": a definite one of the claim's medium, in its sentence.
  bool is_spoken_of_again(const DraftClaim& d) const {
    const Range s = a_.sentence_of(d.from.cue.empty() ? d.from.content.front().begin : d.from.cue.begin);
    for (std::int32_t i = s.begin + 1; i < s.end; ++i) {
      const std::optional<Noun> noun = find_noun(a_.word(i));
      if (!noun || noun->medium != d.channel.medium || a_.quote_of(i) >= 0) continue;
      std::int32_t at = i - 1;
      while (at > s.begin && (is_adjective(a_.tag_of(at)) || is_noun(a_.tag_of(at)))) --at;
      if (a_.word(at) == "the" || a_.word(at) == "that") return true;
    }
    return false;
  }

  const Analysis& a_;
  const Entities& entities_;
  const Trades trades_;
  std::vector<DraftClaim>& drafts_;
  std::size_t attributed_;
  std::map<Medium, std::set<std::size_t>> issuers_;       // bodies that put something out in a medium
  std::map<std::string, std::size_t> people_;             // "vets", and whose they were found to be
  std::map<std::size_t, Body> bodies_;                    // that speak, by entity
  std::map<std::string, std::set<std::size_t>> by_stem_;  // those with a word that begins so
};

}  // namespace

void name_issuers(const Analysis& a, const Entities& entities, std::vector<DraftClaim>& drafts,
                  std::size_t attributed) {
  Namer{a, entities, drafts, attributed}.run();
}

}  // namespace headwater::detail
