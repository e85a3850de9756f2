// The language of a text, by CLD2.
#ifndef HEADWATER_INGEST_TEXT_LANGUAGE_H_
#define HEADWATER_INGEST_TEXT_LANGUAGE_H_

#include <string>
#include <string_view>

namespace headwater::detail {

// BCP 47; one of some 80 languages. "" where the text is too short or mixed to tell. Looks at the first 20,000 bytes.
// What is not valid UTF-8 tells nothing. Linear; safe to call from many threads.
std::string guess_language(std::string_view text);

// A tag as pages write it ("en_US", "DE-de") in BCP 47's letter case; "" for what is none.
std::string language_tag(std::string_view text);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_LANGUAGE_H_
