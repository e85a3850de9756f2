// Answers for people, as lines of text. What comes from documents is made safe for a terminal.
#ifndef HEADWATER_WEB_CLI_LISTING_H_
#define HEADWATER_WEB_CLI_LISTING_H_

#include <string>

#include "headwater/graph/store.h"
#include "headwater/query/search.h"
#include "headwater/query/show.h"
#include "headwater/query/trace.h"
#include "headwater/schema/record.h"
#include "terminal.h"

namespace headwater::cli {

std::string listing(const Out& out, const Extraction& extraction);
std::string listing(const Out& out, const Found& found);
std::string listing(const Out& out, const Shown& shown);
std::string listing(const Out& out, const Trace& trace);
std::string listing(const StoreStats& stats);

// Publisher, title, date, or what there is of them: one line.
std::string document_line(const Document& document);

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_LISTING_H_
