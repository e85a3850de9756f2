// One folding of text for comparing: names, words to search for, titles.
#ifndef HEADWATER_SCHEMA_FOLD_H_
#define HEADWATER_SCHEMA_FOLD_H_

#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/span.h"

namespace headwater {

// Lower case, curly quotes and dashes made plain, runs of white space one space, ends trimmed. Letters of Latin, Greek
// and Cyrillic are lowered; other scripts and broken UTF-8 pass through. Linear; never longer than twice the input.
std::string fold(std::string_view text);

// Words of `text` as places in it: letters and digits, with apostrophes, hyphens, and the separators of numbers
// ("1,000", "97.4") inside. Bytes above 0x7f count as letters, but for typographic quotes, dashes, ellipsis and
// no-break space.
std::vector<ByteSpan> word_spans(std::string_view text);

// Words folded; a closing 's is dropped and thousands separators are removed. What search and likeness are made from.
std::vector<std::string> folded_words(std::string_view text);

// The name folded, with "the", "a", "an", honorifics and a closing 's taken off: what makes two names the same.
std::string name_key(std::string_view name);

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_FOLD_H_
