// How alike words are in use: the cosine of what the network has of them (data/span_vectors.model, ingest/MODEL.md).
// After distributional similarity: Pennington, Socher, Manning, GloVe, EMNLP 2014.
#ifndef HEADWATER_INGEST_READING_WORD_VECTORS_H_
#define HEADWATER_INGEST_READING_WORD_VECTORS_H_

#include <string_view>
#include <vector>

namespace headwater::detail {

// Of a folded word; of length 1. Empty where the word is not known. "vessel" is like "ship" (.9), and so is "red" like
// "green": words that stand for each other and words that stand in each other's place are not told apart.
using WordVector = std::vector<float>;
WordVector vector_of(std::string_view word);

// -1 to 1; 0 where one is empty.
double cosine(const WordVector& a, const WordVector& b);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_WORD_VECTORS_H_
