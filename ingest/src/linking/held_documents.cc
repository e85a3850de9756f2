#include "linking/held_documents.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "headwater/schema/fold.h"
#include "linking/order.h"
#include "reading/lexicon.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMostNames = 100;  // of one body
constexpr std::size_t kMostSaid = 200;   // claims of one speaker

void add(std::vector<DocumentId>& documents, DocumentId id) {
  if (std::find(documents.begin(), documents.end(), id) == documents.end()) documents.push_back(id);
}

std::optional<std::int64_t> day_of(const Document& document) {
  return document.published ? document.published->days_since_epoch() : std::nullopt;
}

// The adjective's stem, if it may be one of a land: "lestonian", "ukrainian", "chinese", "danish"; else "".
std::string_view land_stem(std::string_view word) {
  constexpr std::size_t kLeastStem = 4;
  for (const std::string_view ending : {"ian", "ean", "ese", "ish", "an", "ic"}) {
    if (word.ends_with(ending) && word.size() >= ending.size() + kLeastStem)
      return word.substr(0, word.size() - ending.size());
  }
  return {};
}

// "lestonian" of "lestonia", "ukrainian" of "ukraine".
bool is_of_land(std::string_view adjective, std::string_view land) {
  constexpr std::size_t kMostMore = 3;  // letters
  const std::string_view stem = land_stem(adjective);
  return !stem.empty() && land.starts_with(stem) && land.size() <= stem.size() + kMostMore && land != adjective;
}

}  // namespace

bool is_paper(Medium m) {
  return m == Medium::kStatement || m == Medium::kFax || m == Medium::kEmail || m == Medium::kLetter ||
         m == Medium::kReport || m == Medium::kFiling;
}

bool is_spoken(Medium m) {
  return m == Medium::kNewsConference || m == Medium::kInterview || m == Medium::kSpeech || m == Medium::kTestimony ||
         m == Medium::kBroadcast;
}

bool fits(const Document& reference, const Document& held, const Document& from) {
  if (!held.held || held.id == from.id) return false;
  if (reference.medium == Medium::kArticle) {
    // What was told to a broadcaster may be held as a transcript.
    // What is reported by a page that looks like a body's own is called an article all the same.
    if (held.kind != DocumentKind::kArticle && held.kind != DocumentKind::kTranscript &&
        held.kind != DocumentKind::kStatement)
      return false;
  } else if (is_paper(reference.medium)) {
    if (held.kind != DocumentKind::kStatement && held.kind != DocumentKind::kReport) return false;
    // Nobody calls a report an e-mail.
    const bool sent =
        reference.medium == Medium::kEmail || reference.medium == Medium::kLetter || reference.medium == Medium::kFax;
    if (sent && held.kind == DocumentKind::kReport) return false;
  } else if (is_spoken(reference.medium) && held.kind == DocumentKind::kTranscript) {
    // An interview or a briefing, a hearing or a speech: what one calls it says little.
  } else if (reference.medium != held.medium && !(reference.medium == Medium::kUnknown && !reference.url.empty())) {
    // "Ruben Tal wrote on 11 March": what he put out on that day.
    const std::optional<std::int64_t> day = day_of(reference);
    if (reference.medium != Medium::kUnknown || !day || day != day_of(held) || !is_paper(held.medium)) return false;
  }
  // Two addresses are two documents.
  if (!reference.url.empty() && !held.url.empty()) return false;
  const std::optional<std::int64_t> put_out = day_of(held), stated = day_of(reference);
  // A report may be spoken of by the day it was made public, which is later than the day it bears.
  const bool is_report = reference.medium == Medium::kReport && put_out && stated && *put_out < *stated;
  if (put_out && stated && std::abs(*put_out - *stated) > (is_report ? kMaxAgeDays : 1)) return false;
  return is_of_the_time(held, from);
}

bool is_of_the_time(const Document& held, const Document& from) {
  const std::optional<std::int64_t> put_out = day_of(held), spoken = day_of(from);
  return !put_out || !spoken || (*put_out <= *spoken + 1 && *put_out >= *spoken - kMaxAgeDays);
}

namespace {

// Words that are spelled otherwise across an ocean, the form that is kept first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kSpellings{{{"defence", "defense"},
                                                                                   {"centre", "center"},
                                                                                   {"labour", "labor"},
                                                                                   {"organisation", "organization"},
                                                                                   {"harbour", "harbor"},
                                                                                   {"programme", "program"},
                                                                                   {"honour", "honor"},
                                                                                   {"theatre", "theater"}}};

}  // namespace

std::set<std::string> telling_words(std::string_view name) {
  std::set<std::string> out;
  for (std::string& word : folded_words(name)) {
    if (word.ends_with("'s")) word.resize(word.size() - 2);
    for (const auto& [kept, other] : kSpellings) {
      if (word == other) word = kept;
    }
    if (word.size() > 2 && word != "the" && word != "and" && word != "for") out.insert(std::move(word));
  }
  return out;
}

bool can_be_short(std::string_view name, const std::set<std::string>& words) {
  if (words.size() >= 2) return true;
  return words.size() == 1 && words.begin()->size() >= 4 && name[0] >= 'A' && name[0] <= 'Z';
}

bool stands_for(std::string_view name, const std::set<std::string>& words, std::string_view whole) {
  if (name_key(name) == name_key(whole)) return false;
  const std::set<std::string> all = telling_words(whole);
  if (words.empty() || words.size() > all.size()) return false;
  const std::vector<std::string> in_order = folded_words(whole);
  const bool opens = !in_order.empty() && in_order.front() == *words.begin();
  if (words.size() == 1 && !opens) return false;
  // As many words in another order are another name, but for "Lestonian ministry" and "Ministry of Lestonia".
  bool of_land = false;
  for (const std::string& word : words) {
    if (all.contains(word)) continue;
    const bool known =
        std::any_of(all.begin(), all.end(), [&](const std::string& land) { return is_of_land(word, land); });
    if (!known || words.size() == 1) return false;
    of_land = true;
  }
  // "the municipal workers' union" of the Union of Municipal Workers.
  const bool turned = words.size() == all.size() && words.size() >= 3 &&
                      fold(whole).find(" of ") != std::string::npos && fold(name).find(" of ") == std::string::npos;
  return of_land || turned || words.size() < all.size();
}

namespace {

// Whether it is one word that a longer name may end in: a name, or in small letters what is a body.
bool may_close_name(std::string_view name, const std::set<std::string>& words) {
  constexpr std::size_t kLeast = 5, kLeastOfBody = 3;  // letters
  if (words.size() != 1 || name.empty()) return false;
  // "the coastguard" of the Maravel Coastguard, "the zoo": in small letters only what is a body.
  const bool capital = name[0] >= 'A' && name[0] <= 'Z';
  if (words.begin()->size() < (capital ? kLeast : kLeastOfBody)) return false;
  const std::optional<Noun> noun = capital ? std::nullopt : find_noun(*words.begin());
  return capital || (noun && (noun->what == NounClass::kOrganisation || noun->what == NounClass::kGovernment));
}

}  // namespace

bool closes_name(std::string_view name, const std::set<std::string>& words, std::string_view whole) {
  if (!may_close_name(name, words)) return false;
  const std::vector<std::string> in_order = folded_words(whole);
  return in_order.size() > 1 && in_order.back() == *words.begin();
}

Result<HeldDocuments::Candidates> HeldDocuments::of(Document reference) const {
  Candidates out;
  if (!reference.url.empty()) {
    const Result<std::optional<Document>> held = store_.document(reference.id);
    if (!held) return held.error();
    if (*held && (*held)->held) {
      out.documents = {reference.id};
      return out;
    }
    // What others call it, who gave the same address, and what it was found to be.
    if (*held && reference.publisher.empty()) reference.publisher = (*held)->publisher;
    if (*held && reference.medium == Medium::kUnknown) reference.medium = (*held)->medium;
    const Result<std::vector<Edge>> known = store_.upstream(reference.id, Relation::kSameAs, kMaxCandidates);
    if (!known) return known.error();
    for (const Edge& edge : *known) {
      if (const std::optional<DocumentId> to = edge.to.document()) add(out.documents, *to);
    }
    if (!known->empty()) return out;
  }
  if (reference.medium == Medium::kImage) return out;
  if (!reference.publisher.empty()) {
    out.is_paper = is_paper(reference.medium);
    if (const Result<void> done = look_by_name(reference, out); !done) return done.error();
    if (out.documents.empty()) {
      if (const Result<void> done = look_by_words(reference, out); !done) return done.error();
    }
  }
  if (out.documents.empty()) {
    if (const Result<void> done = look_by_host(reference, out); !done) return done.error();
  }
  if (const Result<void> done = leave_out_later(out); !done) return done.error();
  return out;
}

// Of several, one that came out after this document is not what it speaks of.
Result<void> HeldDocuments::leave_out_later(Candidates& found) const {
  if (found.documents.size() < 2) return {};
  std::vector<DocumentId> before;
  for (const DocumentId id : found.documents) {
    const Result<std::optional<Document>> held = store_.document(id);
    if (!held) return held.error();
    if (!*held || !is_later(**held, extraction_.document).value_or(false)) before.push_back(id);
  }
  if (!before.empty()) found.documents = std::move(before);
  return {};
}

std::set<std::string> HeldDocuments::names_of(const std::string& publisher) const {
  std::set<std::string> out{name_key(publisher)};
  // Names other documents gave it: an acronym spelled out there.
  const NodeId node{agent_id_of(name_key(publisher))};
  for (const bool up : {true, false}) {
    const Result<std::vector<Edge>> same = up ? store_.upstream(node, Relation::kSameAs, kMostNames)
                                              : store_.downstream(node, Relation::kSameAs, kMostNames);
    if (!same) continue;
    for (const Edge& edge : *same) {
      const std::optional<AgentId> other = (up ? edge.to : edge.from).agent();
      if (!other) continue;
      const Result<std::optional<Agent>> record = store_.agent(*other);
      if (!record || !*record) continue;
      for (const std::string& n : (*record)->names) out.insert(name_key(n));
    }
  }
  for (const Agent& agent : extraction_.agents) {
    const bool is = std::any_of(agent.names.begin(), agent.names.end(),
                                [&](const std::string& n) { return name_key(n) == name_key(publisher); });
    if (!is) continue;
    for (const std::string& n : agent.names) out.insert(name_key(n));
  }
  out.erase("");
  return out;
}

namespace {

constexpr std::array<std::string_view, 4> kJoints{" of the ", " by the ", " of ", " by "};

// "customs landing note" of "Landing note 0117/25" by the Customs Department: all words are its title's and
// publisher's, and some of each. Two are enough where one says what kind of document it is: "hospital bulletin".
bool is_described(const std::set<std::string>& words, const Document& held) {
  const std::set<std::string> title = telling_words(held.title), publisher = telling_words(held.publisher);
  bool in_title = false, in_publisher = false, is_kind = false;
  for (const std::string& word : words) {
    const std::optional<Noun> noun = find_noun(word);
    is_kind = is_kind || (noun && noun->what == NounClass::kDocument && title.contains(word));
    if (!title.contains(word) && !publisher.contains(word)) return false;
    in_title = in_title || title.contains(word);
    in_publisher = in_publisher || publisher.contains(word);
  }
  return in_title && in_publisher && words.size() >= (is_kind ? 2 : 3);
}

// "the Fair Play Panel" of "Report of the Fair Play Panel on the Marenza Masters": who made it, whoever put it out.
bool is_made_by(std::string_view name, const std::set<std::string>& words, const Document& held) {
  const std::string title = fold(held.title);
  const std::optional<Noun> kind = find_noun(title.substr(0, title.find(' ')));
  if (words.size() < 2 || !kind || kind->what != NounClass::kDocument || name[0] < 'A' || name[0] > 'Z') return false;
  const std::string maker = fold(name);
  // "Audit of the Harbour Trust" is of it and not by it.
  const bool is_of_maker =
      title.starts_with("report") || title.starts_with("findings") || title.starts_with("statement");
  return std::any_of(kJoints.begin(), kJoints.end(), [&](std::string_view joint) {
    if (joint.starts_with(" of") && !is_of_maker) return false;
    const std::size_t at = title.find(std::string{joint} + maker);
    const std::size_t end = at + joint.size() + maker.size();
    return at != std::string::npos && (end == title.size() || title[end] == ' ' || title[end] == ':');
  });
}

// "The Board stated on 15 June": what the Examinations Board put out on that day.
bool is_put_out_on_day(const Document& reference, const std::set<std::string>& words, const Document& held) {
  const std::optional<std::int64_t> day = day_of(reference);
  return day && day == day_of(held) && closes_name(reference.publisher, words, held.publisher);
}

}  // namespace

Result<void> HeldDocuments::look_by_words(const Document& reference, Candidates& out) const {
  const std::set<std::string> words = telling_words(reference.publisher);
  if (!can_be_short(reference.publisher, words) && !may_close_name(reference.publisher, words)) return {};
  const Result<std::set<DocumentId>> having = documents_with(words);
  if (!having) return having.error();
  std::set<std::string> publishers, closed_by;
  std::vector<DocumentId> found, weak;
  for (const DocumentId id : *having) {
    const Result<std::optional<Document>> held = store_.document(id);
    if (!held) return held.error();
    if (!*held || !(*held)->held) continue;
    const bool named = stands_for(reference.publisher, words, (*held)->publisher);
    if (!named && !is_described(words, **held) && !is_put_out_on_day(reference, words, **held) &&
        !is_made_by(reference.publisher, words, **held)) {
      if (!closes_name(reference.publisher, words, (*held)->publisher)) continue;
      closed_by.insert(name_key((*held)->publisher));
      if (fits(reference, **held, extraction_.document)) weak.push_back(id);
      continue;
    }
    publishers.insert(name_key((*held)->publisher));
    if (fits(reference, **held, extraction_.document)) found.push_back(id);
  }
  if (publishers.size() == 1) out.documents = std::move(found);
  if (publishers.empty() && closed_by.size() == 1) {
    out.documents = std::move(weak);
    out.is_weak = true;
  }
  return {};
}

Result<std::set<DocumentId>> HeldDocuments::documents_with(const std::set<std::string>& words) const {
  std::optional<std::set<DocumentId>> all;
  for (const std::string& word : words) {
    // The name may have the land instead.
    if (words.size() > 1 && !land_stem(word).empty()) continue;
    std::vector<std::string> forms{word};
    for (const auto& [kept, other] : kSpellings) {
      if (word == kept) forms.emplace_back(other);
    }
    std::set<DocumentId> having;
    bool is_common = false;
    for (const std::string& form : forms) {
      const Result<std::optional<std::vector<NodeId>>> nodes =
          store_.nodes_with_rare_word(form, NodeKind::kDocument, kTooManyWithWord);
      if (!nodes) return nodes.error();
      is_common = is_common || !*nodes;
      if (!*nodes) continue;
      for (const NodeId& node : **nodes) {
        if (const std::optional<DocumentId> id = node.document(); id && (!all || all->count(*id) > 0))
          having.insert(*id);
      }
    }
    if (is_common) continue;
    all = std::move(having);
  }
  return all.value_or(std::set<DocumentId>{});
}

Result<void> HeldDocuments::look_by_name(const Document& reference, Candidates& out) const {
  for (const std::string& name : names_of(reference.publisher)) {
    const Result<std::vector<DocumentId>> ids = store_.documents_of_publisher(name, kMaxCandidates);
    if (!ids) return ids.error();
    for (const DocumentId id : *ids) {
      if (const Result<void> done = add_if_fits(reference, id, out); !done) return done;
    }
    if (is_spoken(reference.medium)) {
      if (const Result<void> done = look_by_speaker(reference, name, out); !done) return done;
    }
    // "Ms Sollas calculates in her report": who wrote it issued it too. Of an article the outlet alone did: an agency
    // that is its author is whom it copies.
    const bool of_a_day = reference.medium == Medium::kUnknown && reference.published;
    if (!is_paper(reference.medium) && !of_a_day) continue;
    const Result<std::vector<Edge>> issued = store_.downstream(agent_id_of(name), Relation::kIssuedBy, kMaxCandidates);
    if (!issued) return issued.error();
    for (const Edge& edge : *issued) {
      const std::optional<DocumentId> id = edge.from.document();
      if (!id || edge.evidence.document != *id) continue;
      if (const Result<void> done = add_if_fits(reference, *id, out); !done) return done;
    }
  }
  return {};
}

Result<void> HeldDocuments::look_by_host(const Document& reference, Candidates& out) const {
  constexpr std::size_t kLeast = 3;  // letters
  for (std::string& label : telling_labels(host_of(reference.url))) {
    if (!out.documents.empty()) break;
    if (label.size() < kLeast || strange_labels_.contains(label)) continue;
    Document named = reference;
    named.publisher = label;
    std::replace(named.publisher.begin(), named.publisher.end(), '-', ' ');
    // Of the many links of a page most lead to the same few hosts.
    const Result<bool> known = is_known(named.publisher);
    if (!known) return known.error();
    if (!*known) {
      strange_labels_.insert(std::move(label));
      continue;
    }
    if (Result<void> done = look_by_name(named, out); !done) return done;
  }
  return {};
}

Result<bool> HeldDocuments::is_known(const std::string& name) const {
  for (const std::string& key : names_of(name)) {
    const Result<std::optional<Agent>> agent = store_.agent(agent_id_of(key));
    if (!agent) return agent.error();
    if (*agent) return true;
    const Result<std::vector<DocumentId>> issued = store_.documents_of_publisher(key, 1);
    if (!issued) return issued.error();
    if (!issued->empty()) return true;
  }
  return false;
}

Result<void> HeldDocuments::look_by_speaker(const Document& reference, const std::string& name, Candidates& out) const {
  const Result<std::vector<Edge>> said = store_.downstream(agent_id_of(name), Relation::kSaidBy, kMostSaid);
  if (!said) return said.error();
  std::set<DocumentId> seen;
  for (const Edge& edge : *said) {
    if (!seen.insert(edge.evidence.document).second) continue;
    const Result<std::optional<Document>> held = store_.document(edge.evidence.document);
    if (!held) return held.error();
    if (*held && (*held)->kind == DocumentKind::kTranscript && fits(reference, **held, extraction_.document))
      add(out.documents, edge.evidence.document);
  }
  return {};
}

Result<void> HeldDocuments::add_if_fits(const Document& reference, DocumentId id, Candidates& out) const {
  const Result<std::optional<Document>> held = store_.document(id);
  if (!held) return held.error();
  if (*held && fits(reference, **held, extraction_.document)) add(out.documents, id);
  return {};
}

}  // namespace headwater::detail
