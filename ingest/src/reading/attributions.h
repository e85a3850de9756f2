// Attributions as token ranges, before names are resolved.
#ifndef HEADWATER_INGEST_READING_ATTRIBUTIONS_H_
#define HEADWATER_INGEST_READING_ATTRIBUTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "headwater/schema/vocabulary.h"
#include "reading/analysis.h"

namespace headwater::detail {

struct FoundAttribution {
  Range source;  // may be empty
  std::int32_t source_head = -1;
  Range cue;                   // may be empty (a quotation that runs on, a transcript's speaker)
  std::int32_t cue_head = -1;  // the verb
  std::vector<Range> content;  // in text order
  ClaimForm form = ClaimForm::kIndirect;
  Polarity polarity = Polarity::kAsserts;
  std::int32_t continues = -1;  // number of the attribution whose speaker goes on here
  std::vector<std::int32_t>
      hops;             // numbers of those it was reported by: "The Times reported officials saying"; nearest first
  bool is_hop = false;  // stands only as a hop of another
  const char* rule = "";
  double confidence = 0;
};

// In text order of their first content token. Linear in the text but for the length of a sentence.
std::vector<FoundAttribution> find_in(const Analysis& a);

// Sorts by first content token and keeps the numbers that point at others right.
void sort_by_content(std::vector<FoundAttribution>& found);

// Who is behind verb `v`: its subject, stepped over appositions; the agent of a passive; the noun a participle or
// relative clause hangs on. Empty range where nobody is.
struct FoundSource {
  Range range;
  std::int32_t head = -1;
  bool inverted = false;  // stands after the verb
};
FoundSource find_source(const Analysis& a, std::int32_t v, Range group, bool passive);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_ATTRIBUTIONS_H_
