// Words that stand in names, and those that have a capital for another reason.
#ifndef HEADWATER_INGEST_READING_NAME_WORDS_H_
#define HEADWATER_INGEST_READING_NAME_WORDS_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "reading/analysis.h"
#include "reading/lexicon.h"

namespace headwater::detail {

// "X Gazette", "X Courier-Post"
bool ends_outlet(std::string_view word);

// Does any word have a capital here, name or not?
bool opens_with_capital(const Analysis& a, std::int32_t i);

// A word that may stand in a name: capitalised, not only because it opens a sentence. `names` are words the text has
// as names elsewhere.
bool may_stand_in_name(const Analysis& a, std::int32_t i, const std::unordered_set<std::string_view>& names);

// What a noun of the text stands for, with the word before it where both are one term: "news agency", "coast guard".
std::optional<Noun> noun_at(const Analysis& a, std::int32_t i);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_NAME_WORDS_H_
