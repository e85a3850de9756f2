// The language of a text by its small words.
#ifndef HEADWATER_INGEST_TEXT_LANGUAGE_H_
#define HEADWATER_INGEST_TEXT_LANGUAGE_H_

#include <string>
#include <string_view>

namespace headwater::detail {

// BCP 47, of the larger European languages; "" where the text is too short or no language stands out. Looks at the
// first 20,000 bytes.
std::string guess_language(std::string_view text);

// A tag as pages write it ("en_US", "DE-de") in BCP 47's letter case; "" for what is none.
std::string language_tag(std::string_view text);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_LANGUAGE_H_
