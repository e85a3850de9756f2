// Short names made of letters: "LPA".
#ifndef HEADWATER_INGEST_READING_ACRONYMS_H_
#define HEADWATER_INGEST_READING_ACRONYMS_H_

#include <string>
#include <string_view>

namespace headwater::detail {

// Two to eight capitals, with digits and marks among them.
bool is_acronym(std::string_view text);
// Also "MoD", "DoT": with the "of" of the name.
bool is_acronym_with_of(std::string_view s);
// Whether one word has all letters of what is short for it, in their order; what has more words may be called
// otherwise, as in another language. "ULM (LPA)" is a dateline.
bool fits_one_word(std::string_view acronym, std::string_view word);
// The capitals that open a name's words, but small ones.
std::string initials(std::string_view name);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_ACRONYMS_H_
