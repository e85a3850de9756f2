// Turns of a conversation in print: who speaks, a colon, and what they say, a paragraph each or several.
#ifndef HEADWATER_INGEST_READING_TURNS_H_
#define HEADWATER_INGEST_READING_TURNS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "reading/analysis.h"

namespace headwater::detail {

inline constexpr std::string_view kSpeakerLineRule = "speaker-line@2";

struct Turn {
  Range speaker;  // "Milan Orlec" of "Milan Orlec, spokesman:", "Gerrit Vaal" of "The Chair (Gerrit Vaal):"
  std::int32_t colon = 0;
  std::int32_t end = 0;    // of the paragraph, or of those after it that have no label
  bool is_quoted = false;  // what is said stands in quotation marks
};

// Those whose label is in capitals or followed by a quotation, and in a text in which speakers take turns all others:
// labels of which one comes back, and of which there are several. In text order. Linear.
std::vector<Turn> turns_of(const Analysis& a);

// Whether a text is mostly such turns: told from its lines, before it is cut into tokens.
bool is_conversation(std::string_view text);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_TURNS_H_
