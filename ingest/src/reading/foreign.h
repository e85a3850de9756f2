// Parts of a text in another language than English. They are kept, and nothing is read in them.
#ifndef HEADWATER_INGEST_READING_FOREIGN_H_
#define HEADWATER_INGEST_READING_FOREIGN_H_

#include <string>
#include <string_view>
#include <vector>

#include "headwater/ingest/reading.h"

namespace headwater::detail {

// Paragraphs in another language, in text order. A paragraph too short to tell is in the language of the text, and if
// that does not tell either, in `declared` (BCP 47, may be empty). Linear.
Spans foreign_paragraphs(std::string_view text, const std::vector<Token>& tokens, const std::string& declared);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_FOREIGN_H_
