// Report: a citation-chain report on one claim that a person can send on.
//
//   const headwater::Result<headwater::Report> r = headwater::report(store, claim, {});
//   std::ofstream{"report.html"} << headwater::report_html(*r);
//
// Read only; any thread; deterministic for a given store.
#ifndef HEADWATER_QUERY_REPORT_H_
#define HEADWATER_QUERY_REPORT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/query/analyse.h"
#include "headwater/query/drift.h"
#include "headwater/query/picture.h"
#include "headwater/query/trace.h"

namespace headwater {

// All that is known of where a claim comes from, of one state of a store.
struct Report {
  Trace trace;
  Independence independence;
  Drift drift;
  Gaps gaps;
  Timeline timeline;
  Picture picture;
  std::vector<Judgement> judged;  // what people judged by then, and stands, of nodes that its chains pass
};

// kNotFound if there is no such claim. Traces the claim once, and for the timeline once a day more.
Result<Report> report(const Store& store, ClaimId claim, const AnalyseOptions& options,
                      const PictureOptions& picture_options = {});

// The answer in one sentence: "Repeated by 14 outlets; all rest on one source: a fax of the Ministry of ..., which we
// do not hold."
std::string answer_sentence(const Report& report);

// The claim, the sentence, the sources by number, every chain step by step with its words quoted and where they stand,
// what changed in the words, when it spread, what could not be traced, what people judged. Text from documents is
// escaped in each.
std::string report_markdown(const Report& report);  // CommonMark
std::string report_html(const Report& report);      // HTML 5; one file, with the picture, without scripts or addresses

// What a trace comes to, in one sentence: "Rests on one source: a fax of the Ministry of ..., which we do not hold."
std::string one_sentence(const Trace& trace);

// One chain as lines for a terminal, the reader's document first, the source last. Our own words are ASCII; words from
// documents went through terminal_text. Ends with a newline.
std::string chain_text(const Trace& trace, const Chain& chain);

// Text from outside on one line: runs of white space and control characters (of ASCII, of Latin-1, and those that turn
// the direction of writing) are one space, so that no document can write to a reader's terminal. Broken UTF-8 becomes
// U+FFFD. Cut with "..." where it has more than `max_bytes`.
std::string terminal_text(std::string_view text, std::size_t max_bytes = 1000);

// A name of the contract as words: "attributed to" for attributed_to.
std::string spaced(std::string_view name);

}  // namespace headwater

#endif  // HEADWATER_QUERY_REPORT_H_
