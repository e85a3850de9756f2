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
  std::vector<Range> others;  // who says it too, each for itself, beside the source
  Range passed_on;  // who quoted these words, where that is no attribution of its own; the finder makes it a hop
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
  bool closing = false;   // closes a sentence whose clause or quotation in front is what it says
};
FoundSource find_source(const Analysis& a, std::int32_t v, Range group, bool passive);

// Who closes a sentence with verb `v`: "C, the minister, Jan Olde, wrote on Friday." Told from marks and tags alone,
// for where the parser lost the clause. Empty unless what stands in front is a clause or a quotation.
FoundSource closing_source(const Analysis& a, std::int32_t v, Range group);

// The noun of a phrase that the others hang on, told from tags alone; -1 where no noun phrase opens the range.
std::int32_t head_by_tags(const Analysis& a, Range r);

// The noun or pronoun that the rest of a phrase hangs on, told from syntax; the phrase's first token where there is
// none.
std::int32_t head_of_phrase(const Analysis& a, Range r);

// The noun phrase from `at`, up to a mark, a verb or the next preposition but "of"; told from tags alone.
Range phrase_by_tags(const Analysis& a, std::int32_t at, std::int32_t end);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_ATTRIBUTIONS_H_
