// Citations that stand apart from claims: hat tips, credits, "first reported by", contributions, image credits, links,
// and documents that are spoken of by who put them out ("the inspection report of the Food Safety Authority").
#ifndef HEADWATER_INGEST_READING_CITATIONS_H_
#define HEADWATER_INGEST_READING_CITATIONS_H_

#include <string>
#include <vector>

#include "headwater/schema/record.h"
#include "reading/analysis.h"
#include "reading/parties.h"

namespace headwater::detail {

// Of citations of what a text says it was taken from.
inline constexpr const char* kTakenFromRule = "taken-from@2";

struct FoundCitation {
  CitationHow how = CitationHow::kNamed;
  Party outlet;                      // who is cited; nobody for a link
  Medium medium = Medium::kArticle;  // in which; of a link it is not known
  std::string url;                   // of a link
  Spans evidence;
  std::int32_t sentence = -1;  // the sentence it stands in; -1 for one that speaks for the whole document
  bool closing = false;        // a line of its own at the end: stands for all the document says unsourced
  const char* rule = "";
  double confidence = 0;
};

std::vector<FoundCitation> find_citations(const Analysis& a, const Parties& parties, const std::vector<Link>& links,
                                          const std::string& byline);

// The words of a link; empty, at the end of the text, where none is behind its beginning.
Range words_of_link(const Analysis& a, const Link& link);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_CITATIONS_H_
