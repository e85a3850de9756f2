// From the words that name a source to who it is: names, pronouns, "the ministry", "its authors", "two officials".
#ifndef HEADWATER_INGEST_READING_PARTIES_H_
#define HEADWATER_INGEST_READING_PARTIES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "reading/analysis.h"
#include "reading/entities.h"
#include "reading/lexicon.h"
#include "reading/trades.h"

namespace headwater::detail {

struct Party {
  std::optional<std::size_t> entity;  // if it has a name in this document
  std::string name;                   // "" for nobody
  AgentKind kind = AgentKind::kPerson;
  bool anonymous = false;
  // The source was a document ("the report said"): its medium and title, the party being its issuer.
  std::optional<Medium> document;
  std::string title;
  bool spoken_for = false;  // by a spokesperson without a name, whom "he" may mean
  std::int32_t at = -1;     // token where it was named
  double confidence = 1.0;  // of the resolution alone

  [[nodiscard]] bool is_nobody() const { return name.empty(); }
};

// What the document is, as far as parties depend on it.
struct Setting {
  std::string publisher;      // outlet or issuer
  bool is_own_paper = false;  // a statement or a report: it speaks for its publisher
};

class Parties {
 public:
  Parties(const Analysis& a, const Entities& entities, Setting setting);

  // Who stands behind a source. Calls come in text order: later pronouns lean on earlier speakers.
  Party resolve(Range source, std::int32_t head);
  // Tells of a document or occasion some party put words out in, so that "the fax" can mean it.
  void introduce(Medium medium, const Party& party, std::int32_t at);
  // Of a noun phrase that is no source ("told the Associated Press"): nothing is remembered.
  Party look(Range range, std::int32_t head) const;
  // The names that touch a range, in text order.
  std::vector<const Mention*> named_in(Range range) const { return entities_.in(range); }
  // Who put the document out: "we", "this newspaper". Nobody if it is not known.
  Party publisher() const;
  // Tells of a speaker that was found otherwise, so that pronouns can mean it.
  void remember(const Party& party, std::int32_t at);

 private:
  // How far back a reference may reach, in mentions and in speakers: it keeps the work linear in the text.
  static constexpr std::size_t kLookBack = 400;

  Party pronoun(std::int32_t at) const;
  // Who the sentence before was about, if it is of a kind "it" or "he" can mean; else nobody.
  Party subject_before(std::int32_t at, bool person) const;
  // "the ministry sent a letter in which it says": the body that governs the pronoun's sentence.
  Party body_of_clause(std::int32_t at) const;
  // The people a sentence opens with, where "they" stands in a later clause of it.
  Party people_in_front(std::int32_t at) const;
  // The body that opens a sentence closed by "it said".
  Party body_in_front(std::int32_t at) const;
  Party nominal(Range range, std::int32_t head) const;
  const Party* body_without_name(Range range, std::int32_t head) const;
  std::optional<std::size_t> body_of_people(Range range, std::int32_t head) const;
  Range opening_of_who(std::int32_t at) const;
  // "its director said ... The director, Ann Roe,": who is named by this role soon after.
  std::optional<std::size_t> named_later(const std::string& noun, std::int32_t after) const;
  // The body an unnamed spokesman speaks for: the latest that spoke or that a sentence was about.
  Party body_spoken_for(std::int32_t before) const;
  // The person the sentence before was about, if the text has not told what that person is.
  std::optional<std::size_t> person_before(const std::string& noun, std::int32_t at) const;
  // "Gustav Eklund, 71, has boxed for half a century. ... the former champion said": the only person named so far, if
  // the text has not told what that person is.
  std::optional<std::size_t> sole_person(std::int32_t at) const;
  // "A judge ruled ... Judge Ann Roe wrote": who bears the title soon after.
  std::optional<std::size_t> named_with_title(const std::string& noun, std::int32_t after) const;
  // "The minister said ... 'But no,' Ann Roe added.": a person whom the text names soon after with no word of who she
  // is.
  std::optional<std::size_t> named_bare(std::int32_t after) const;
  bool is_bare(Range range, std::int32_t head, std::size_t entity) const;
  bool is_publisher(const std::string& name) const;
  bool is_of_own_paper(Range range, std::int32_t head) const;
  Party of_entity(std::size_t entity, std::int32_t at) const;
  // Of a phrase that is no document's: a name in it that holds the head, else what the head says. Never recurs.
  Party holder(Range range, std::int32_t head) const;
  Party of_document(Range range, std::int32_t noun, Medium medium) const;
  // "the bank": the latest body that spoke or was named, or the one body anywhere in the text that has the noun in its
  // name. Nobody where they differ and nothing tells that the first is a body.
  std::optional<std::size_t> body_called(const std::string& noun, std::int32_t before) const;
  bool opens_other_name(Range name, Range range) const;
  std::optional<std::size_t> entity_called(const std::string& noun, std::int32_t before) const;
  std::optional<std::size_t> last_of(std::initializer_list<AgentKind> kinds, std::int32_t before, int gender = 0) const;
  // "Councillor Bert Lunde disagreed": named first in the sentence, whatever the parser made of it.
  bool opens_sentence(const Mention& m) const;
  // How many mentions stand before a token: where walks back begin. They look at no more than kLookBack of them.
  std::size_t mentions_before(std::int32_t at) const;

  const Analysis& a_;
  const Entities& entities_;
  const Trades trades_;
  Setting setting_;
  std::unordered_map<std::string, std::optional<std::size_t>>
      bodies_with_;                // by words of their names; none for several
  std::vector<Party> said_;        // speakers so far
  std::vector<Party> introduced_;  // issuers of documents told of so far, `document` and `at` set
};

// The words of a range joined by spaces, broken lines mended.
std::string words_of_range(const Analysis& a, Range r);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_PARTIES_H_
