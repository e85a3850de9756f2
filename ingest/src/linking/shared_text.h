// Copies that do not say so: documents most of whose text stands in another.
#ifndef HEADWATER_INGEST_LINKING_SHARED_TEXT_H_
#define HEADWATER_INGEST_LINKING_SHARED_TEXT_H_

#include <string_view>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/edge.h"
#include "headwater/schema/record.h"
#include "headwater/schema/result.h"

namespace headwater::detail {

// The rule of ties between claims of the same wording, in documents that do not cite each other. Likeness alone is no
// support: a trace does not follow them, unless the documents are found to be copies.
inline constexpr std::string_view kSameWordingRule = "same-wording@1";

// The share of the shorter text's runs of six words that stand in the other too: the containment of A. Broder, "On the
// resemblance and containment of documents", 1997, with every run and not a sample. 0 where there are too few to tell.
// Linear in the first 20,000 words of both.
double shared_share(std::string_view a, std::string_view b);

// A citation, document to document, for each held document that this one copies, or that copies it: what came later
// cites what came before. Looked for among documents with which it shares the wording of half its claims, by `ties`,
// all that were found for it, where none of these rests on a citation; nothing where the dates do not tell, where the
// publisher is the same, or where what came later credits somebody. Reads the texts of four documents at most.
Result<std::vector<Edge>> copies_by_text(const Store& store, const Extraction& extraction,
                                         const std::vector<Edge>& ties);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_LINKING_SHARED_TEXT_H_
