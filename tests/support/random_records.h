// Seeded random records: any value at all for the codec, and whole extractions that keep their contract for the store.
// The same seed gives the same records on every machine.
#ifndef HEADWATER_TESTS_SUPPORT_RANDOM_RECORDS_H_
#define HEADWATER_TESTS_SUPPORT_RANDOM_RECORDS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/schema/codec.h"
#include "headwater/schema/id.h"
#include "headwater/schema/judgement.h"
#include "headwater/schema/record.h"

namespace headwater::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_{seed} {}

  std::uint64_t any() { return engine_(); }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  bool chance(std::size_t percent) { return below(100) < percent; }
  template <class List>
  const auto& pick(const List& list) {
    return list[below(list.size())];
  }

  std::string bytes(std::size_t max) {
    std::string out(below(max + 1), '\0');
    for (char& c : out) c = static_cast<char>(any());
    return out;
  }

  double real() { return (static_cast<double>(any() % 2'000'001) - 1'000'000) / 1024; }

  template <class IdType>
  IdType id() {
    typename IdType::Array out;
    for (std::uint8_t& b : out) b = static_cast<std::uint8_t>(any());
    return IdType::from(out);
  }

  ByteSpan span() {
    const auto begin = static_cast<std::uint32_t>(chance(20) ? any() : any() % 5000);
    const auto room = std::uint64_t{UINT32_MAX} - begin + 1;
    return {begin,
            begin + static_cast<std::uint32_t>(any() % (chance(20) ? room : std::min<std::uint64_t>(room, 300)))};
  }

  Spans spans() {
    Spans out(below(4));
    for (ByteSpan& s : out) s = span();
    return out;
  }

  // Any value of a closed set, by its numbers up to `last`.
  template <class T>
  T one_of(T first, T last) {
    const auto low = static_cast<std::size_t>(first);
    return static_cast<T>(low + below(static_cast<std::size_t>(last) - low + 1));
  }

 private:
  std::mt19937_64 engine_;
};

// Any record at all, in or out of contract.

inline std::vector<std::string> any_strings(Random& random) {
  std::vector<std::string> out(random.below(4));
  for (std::string& s : out) s = random.bytes(20);
  return out;
}

template <class IdType>
std::vector<IdType> any_ids(Random& random) {
  std::vector<IdType> out(random.below(4));
  for (IdType& id : out) id = random.id<IdType>();
  return out;
}

inline std::optional<Date> any_date(Random& random) {
  static constexpr std::array<std::string_view, 6> kDates{
      "1999", "2019-03", "2019-W12", "2013-02-19", "2024-04-08T17:30:00+02:00", "0001-01-01T00:00Z"};
  if (random.chance(30)) return std::nullopt;
  return Date::parse(random.pick(kDates)).value();
}

inline Document any_document(Random& random, DocumentId id) {
  Document out;
  out.id = id;
  out.held = random.chance(50);
  out.kind = random.one_of(DocumentKind::kArticle, DocumentKind::kOther);
  out.format = random.one_of(Format::kText, Format::kHtml);
  out.medium = random.one_of(Medium::kUnknown, Medium::kImage);
  out.title = random.bytes(60);
  out.publisher = random.bytes(20);
  out.authors = any_strings(random);
  out.published = any_date(random);
  out.url = random.bytes(300);
  out.path = random.bytes(10);
  out.language = random.bytes(5);
  out.encoding = random.bytes(8);
  out.sha256 = random.bytes(64);
  out.text_bytes = random.any() >> random.below(64);
  out.behind_wall = random.chance(30);
  if (random.chance(40)) out.recorded = static_cast<std::int64_t>(1 + (random.any() >> 20));
  if (random.chance(50)) return out;
  out.updated = any_date(random);
  out.retrieved = any_date(random);
  out.copy_of = random.bytes(80);
  out.family = random.bytes(20);
  return out;
}

inline Claim any_claim(Random& random, ClaimId id) {
  Claim out;
  out.id = id;
  out.content = random.spans();
  out.source = random.spans();
  out.cue = random.spans();
  out.mentions.resize(random.below(3));
  for (Spans& mention : out.mentions) mention = random.spans();
  out.text = random.bytes(200);
  out.form = random.one_of(ClaimForm::kDirect, ClaimForm::kOwn);
  out.polarity = random.one_of(Polarity::kAsserts, Polarity::kDeclines);
  out.certainty = random.real();
  if (random.chance(50)) out.speaker = random.id<AgentId>();
  if (random.chance(50)) out.origin = random.id<DocumentId>();
  out.via = any_ids<AgentId>(random);
  out.cites = any_ids<DocumentId>(random);
  out.end = random.one_of(EndClass::kPrimary, EndClass::kCircular);
  out.rule = random.bytes(12);
  out.confidence = random.real();
  return out;
}

inline Agent any_agent(Random& random, AgentId id) {
  Agent out;
  out.id = id;
  out.name = random.bytes(30);
  out.kind = random.one_of(AgentKind::kPerson, AgentKind::kGroup);
  out.anonymous = random.chance(50);
  out.names = any_strings(random);
  return out;
}

inline codec::TextValue any_text_value(Random& random) {
  codec::TextValue out;
  out.text = random.bytes(500);
  out.map.resize(random.below(5));
  for (MapPiece& piece : out.map) {
    piece = {random.span(), random.span()};
    piece.coding = random.one_of(RawCoding::kPlain, RawCoding::kPage);
    if (piece.coding != RawCoding::kPage) continue;
    const ByteSpan corner = random.span(), size = random.span();
    piece.box = {7, corner.begin, corner.end, size.begin, size.end};
  }
  out.links.resize(random.below(3));
  for (Link& link : out.links) link = {random.bytes(40), random.span()};
  out.boilerplate = random.spans();
  return out;
}

inline NodeId any_node(Random& random) {
  switch (random.below(3)) {
    case 0:
      return random.id<DocumentId>();
    case 1:
      return random.id<ClaimId>();
    default:
      return random.id<AgentId>();
  }
}

// A judgement in contract.
inline Judgement any_judgement(Random& random) {
  Judgement out;
  out.kind = random.one_of(JudgementKind::kRetraction, JudgementKind::kMarking);
  out.revoked = random.chance(30);
  out.by = "x" + random.bytes(20);
  out.reason = random.bytes(60);
  out.recorded = static_cast<std::int64_t>(random.any() >> (1 + random.below(60)));
  const bool is_of_claim = out.kind == JudgementKind::kCredibility;
  out.about = is_of_claim ? NodeId{random.id<ClaimId>()} : NodeId{random.id<DocumentId>()};
  if (out.kind == JudgementKind::kSameAs) out.other = random.id<DocumentId>();
  if (out.kind == JudgementKind::kReliability && !out.revoked)
    out.value = std::string(1, static_cast<char>('A' + random.below(6)));
  if (is_of_claim && !out.revoked) out.value = std::string(1, static_cast<char>('1' + random.below(6)));
  if (out.kind == JudgementKind::kMarking && !out.revoked) out.value = "TLP:GREEN";
  return out;
}

// A few nodes that come again and again, some of them the writer's own; in order.
inline std::vector<Edge> any_stated_edges(Random& random, DocumentId writer) {
  std::vector<NodeId> nodes{writer, claim_id_of(writer, "a"), claim_id_of(writer, "b")};
  for (std::size_t n = random.below(5); n > 0; --n) nodes.push_back(any_node(random));
  std::vector<Edge> out;
  for (std::size_t n = 1 + random.below(12); n > 0; --n) {
    if (!out.empty() && random.chance(30)) {
      out.push_back(out.back());  // the same evidence, or the same ends
      if (random.chance(50)) out.back().to = nodes[random.below(nodes.size())];
      continue;
    }
    Edge edge;
    edge.from = nodes[random.below(nodes.size())];
    edge.relation = random.one_of(Relation::kMadeIn, Relation::kSameAs);
    edge.to = nodes[random.below(nodes.size())];
    edge.hop = static_cast<std::uint16_t>(random.chance(60) ? 0 : random.any());
    edge.how = random.one_of(CitationHow::kNamed, CitationHow::kSharedText);
    edge.score = random.chance(50) ? 0 : random.real();
    edge.evidence = {random.chance(60) ? writer : random.id<DocumentId>(), random.spans(),
                     random.chance(60) ? "cue-after@1" : random.bytes(12), random.chance(40) ? 0.5 : random.real()};
    out.push_back(std::move(edge));
  }
  codec::sort_edges(out);
  return out;
}

// Extractions in contract, drawn from a small world so that documents meet the same agents and each other.

inline constexpr std::array<std::string_view, 14> kWords{"water", "council", "reservoir", "Velden", "denied",
                                                         "1,000", "sensor",  "the",       "report", "été",
                                                         "naïve", "“leak”",  "don’t",     "fax"};

inline std::string some_words(Random& random, std::size_t most) {
  std::string out;
  for (std::size_t n = 1 + random.below(most); n > 0; --n) {
    if (!out.empty()) out += ' ';
    out += random.pick(kWords);
  }
  return out;
}

class World {
 public:
  World(std::size_t documents, std::size_t agents) : documents_{documents}, agents_{agents} {}

  static DocumentId document(std::size_t n) { return document_id_of("document " + std::to_string(n)); }
  [[nodiscard]] std::size_t documents() const { return documents_; }
  static std::string agent_name(std::size_t n) { return "Body " + std::to_string(n) + " of Velden"; }
  static AgentId agent(std::size_t n) { return agent_id_of("body " + std::to_string(n) + " of velden"); }

  Extraction extraction(Random& random, DocumentId id) const {
    Extraction out;
    out.document = any_document(random, id);
    out.document.held = true;
    out.document.recorded = static_cast<std::int64_t>(1 + random.below(1000));
    out.document.title = some_words(random, 5);
    out.document.publisher = random.chance(70) ? agent_name(random.below(agents_)) : "";
    out.document.authors.clear();
    if (random.chance(30)) out.document.authors.push_back(agent_name(random.below(agents_)));
    out.document.sha256 = sha256_hex(std::to_string(random.below(1000)));
    std::vector<ByteSpan> words;
    for (std::size_t n = 5 + random.below(20); n > 0; --n) {
      const auto begin = static_cast<std::uint32_t>(out.text.size());
      out.text += random.pick(kWords);
      words.push_back({begin, static_cast<std::uint32_t>(out.text.size())});
      out.text += ' ';
    }
    out.document.text_bytes = out.text.size();
    for (const ByteSpan word : words) out.map.push_back({word, {word.begin + 7, word.end + 9}});
    const auto place = [&] { return random.chance(10) ? Spans{} : Spans{random.pick(words)}; };

    std::map<AgentId, Agent> agents;
    std::map<DocumentId, Document> spoken_of;
    const auto some_agent = [&] {
      const std::size_t n = random.below(agents_);
      Agent stated;
      stated.id = agent(n);
      stated.name = random.chance(60) ? agent_name(n) : "Body " + std::to_string(n) + std::string(random.below(3), 'x');
      stated.kind = random.one_of(AgentKind::kPerson, AgentKind::kGroup);
      stated.anonymous = random.chance(50);
      stated.names = {stated.name};
      if (random.chance(30)) stated.names.push_back("the " + some_words(random, 2));
      std::sort(stated.names.begin(), stated.names.end());
      agents.emplace(stated.id, stated);
      return stated.id;
    };
    const auto some_document = [&] {
      const DocumentId other = document(random.below(documents_));
      if (other != id) {
        Document stated;
        stated.id = other;
        stated.kind = random.one_of(DocumentKind::kArticle, DocumentKind::kOther);
        stated.medium = random.one_of(Medium::kUnknown, Medium::kFax);
        if (random.chance(60)) stated.title = some_words(random, 3);
        if (random.chance(60)) stated.publisher = agent_name(random.below(agents_));
        if (random.chance(40)) stated.authors = {some_words(random, 1)};
        if (random.chance(40)) stated.url = "https://example.invalid/" + std::to_string(random.below(3));
        stated.published = any_date(random);
        spoken_of.emplace(other, stated);
      }
      return other;
    };

    std::set<ClaimId> taken;
    for (std::size_t n = random.below(6); n > 0; --n) {
      Claim claim;
      claim.id = claim_id_of(id, "place", static_cast<std::uint32_t>(random.below(8)));
      if (!taken.insert(claim.id).second) continue;
      claim.content = {random.pick(words)};
      claim.source = place();
      claim.cue = place();
      claim.text = words_of(out.text, claim.content) + " " + some_words(random, 3);
      claim.form = random.one_of(ClaimForm::kDirect, ClaimForm::kOwn);
      claim.polarity = random.one_of(Polarity::kAsserts, Polarity::kDeclines);
      if (random.chance(70)) claim.speaker = some_agent();
      if (random.chance(40)) claim.origin = some_document();
      for (std::size_t hops = random.below(3); hops > 0; --hops) claim.via.push_back(some_agent());
      if (random.chance(30)) claim.cites.push_back(some_document());
      claim.rule = "random@1";
      claim.confidence = 0.5;
      out.claims.push_back(claim);
    }
    for (std::size_t n = random.below(3); n > 0; --n) {
      out.citations.push_back(
          {random.one_of(CitationHow::kNamed, CitationHow::kSharedText), some_document(), place(), "random@1", 0.25});
    }
    for (std::size_t n = random.below(2); n > 0; --n) {
      out.deliveries.push_back({some_document(), some_agent(), place(), "random@1", 0.25});
      out.ties.push_back({some_agent(), random.chance(50) ? Relation::kSpeaksFor : Relation::kSameAs, some_agent(),
                          place(), "random@1", 0.75});
    }
    for (auto& [key, value] : agents) out.agents.push_back(std::move(value));
    for (auto& [key, value] : spoken_of) out.referenced.push_back(std::move(value));
    return out;
  }

 private:
  std::size_t documents_;
  std::size_t agents_;
};

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_SUPPORT_RANDOM_RECORDS_H_
