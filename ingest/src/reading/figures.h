// Counts, accounts and the like that words are given for, and whose they are: "a count given to the Herald by Ida
// Brekke", "the agency's account of the report".
#ifndef HEADWATER_INGEST_READING_FIGURES_H_
#define HEADWATER_INGEST_READING_FIGURES_H_

#include <string>

#include "reading/analysis.h"

namespace headwater::detail {

// "count", "figures", "calculation": what people have, and no person.
bool is_figures(const std::string& word);

// The words within `source` that name whose count or account it is, its noun being at `head`; empty where it is none,
// or nobody's.
Range owner_of_figures(const Analysis& a, Range source, std::int32_t head);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_FIGURES_H_
