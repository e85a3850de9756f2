// Who and what a document names: names found, forms of one name joined, each typed.
#ifndef HEADWATER_INGEST_READING_ENTITIES_H_
#define HEADWATER_INGEST_READING_ENTITIES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headwater/schema/vocabulary.h"
#include "reading/analysis.h"
#include "reading/lexicon.h"
#include "reading/name_words.h"

namespace headwater::detail {

struct Entity {
  std::string name;  // fullest form, without "the" and titles
  std::vector<std::string> forms;
  AgentKind kind = AgentKind::kOrganisation;
  bool kind_is_sure = false;       // from a table, a title, a role; not a guess
  std::vector<std::string> roles;  // head nouns it is called by: "spokesman", "firm", "report"
  std::string acronym;             // "HPA"
  int gender = 0;                  // 1 he, 2 she, 0 not known
  std::optional<std::size_t> of;   // the body a spokesperson speaks for
  std::int32_t first = 0;          // token of its first mention
};

struct Mention {
  Range range;  // the name's words
  std::size_t entity = 0;
};

struct Entities {
  std::vector<Entity> all;
  std::vector<Mention> mentions;  // in text order, not overlapping

  // The mentions that touch a range, in order.
  [[nodiscard]] std::vector<const Mention*> in(Range range) const;
};

// The tokens from `from` on that are the name of this key (name_key), whatever words it has: "Pipe and Tank", "Ministry
// of Waters of Lestonia". Empty if they are not; of names of more than 8 tokens, always.
Range name_at(const Analysis& a, std::int32_t from, std::int32_t end, const std::string& key);

// Names found in the text. `publisher` and `authors` of the document are known beforehand.
// `sites` are names that links lead to sites of: where words are one, they are one name, "and" and all.
Entities find_entities(const Analysis& a, const std::string& publisher, const std::vector<std::string>& sites = {});

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_ENTITIES_H_
