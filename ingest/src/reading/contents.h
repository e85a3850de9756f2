// Finding the words that a cue attributes.
#ifndef HEADWATER_INGEST_READING_CONTENTS_H_
#define HEADWATER_INGEST_READING_CONTENTS_H_

#include <string>
#include <vector>

#include "reading/attributions.h"

namespace headwater::detail {

struct FoundContent {
  std::vector<Range> pieces;
  bool in_front = false;   // "..., X said": stands before the cue
  bool is_clause = false;  // a clause or a quotation, not a bare noun phrase
};

// Content of verb `v` with its group and source. `speech` verbs may follow their content.
FoundContent find_content(const Analysis& a, std::int32_t v, Range group, const FoundSource& source, bool speech,
                          bool hearer);

// Past the words after a closing cue: whom, when, where. The mark they end at, or -1 where a clause follows: the cue
// closes nothing then.
std::int32_t closing_tail(const Analysis& a, std::int32_t at, Range sentence);

// One hyphen or two, or a dash of either length, standing alone.
bool is_dash_mark(const std::string& word);

// "Added on Friday: C", "Edit, Thursday: C": where C begins; else where the range does.
std::int32_t past_label(const Analysis& a, Range r);

// Where a sentence begins behind a dateline: "BRENN, April 8 (Reuters) - ", "BRENN (Reuters): ", "BRENN - ".
std::int32_t past_dateline(const Analysis& a, Range sentence);

// A finite verb stands there; or words in quotation marks.
bool has_clause(const Analysis& a, Range r);
// The same, outside quotation marks.
bool has_unquoted_clause(const Analysis& a, Range r);
bool has_quote(const Analysis& a, Range r);

// Marks and joining words at the rims off; quotation marks stay with what they enclose.
void trim_content(const Analysis& a, Range& r);

// "C, Jonas Abelard, who runs a workshop, told the Week": the name, before what is told of him up to the comma at
// `end`. Empty where there is none.
Range set_off_speaker(const Analysis& a, std::int32_t begin, std::int32_t end);

// "C, 23 days before it recalled the powder": a verb of a clause that tells when C was, not who says so. `source` is
// what was taken for the speaker, `front` what stands in front of it.
bool tells_when(const Analysis& a, Range source, Range front);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_CONTENTS_H_
