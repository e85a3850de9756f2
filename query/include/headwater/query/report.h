// Report: a citation-chain report on one claim that a person can send on, in Markdown.
#ifndef HEADWATER_QUERY_REPORT_H_
#define HEADWATER_QUERY_REPORT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "headwater/query/trace.h"

namespace headwater {

// The answer in one sentence: "Rests on one source: a fax of the Ministry of ..., which we do not hold."
std::string one_sentence(const Trace& trace);

// The claim, the sentence, every chain step by step with its words quoted, what all chains pass through, what was cut.
// Markdown (CommonMark); all text from documents is escaped.
std::string report_markdown(const Trace& trace);

// One chain as lines for a terminal, the reader's document first, the source last. Our own words are ASCII; words from
// documents went through terminal_text. Ends with a newline.
std::string chain_text(const Trace& trace, const Chain& chain);

// Text from outside on one line: runs of white space and control characters (of ASCII, of Latin-1, and those that turn
// the direction of writing) are one space, so that no document can write to a reader's terminal. Broken UTF-8 becomes
// U+FFFD. Cut with "..." where it has more than `max_bytes`.
std::string terminal_text(std::string_view text, std::size_t max_bytes = 1000);

}  // namespace headwater

#endif  // HEADWATER_QUERY_REPORT_H_
