// The options that say which part of a store an answer is made from.
#ifndef HEADWATER_WEB_CLI_VIEW_OPTIONS_H_
#define HEADWATER_WEB_CLI_VIEW_OPTIONS_H_

#include "command_line.h"
#include "headwater/query/view.h"

namespace headwater::cli {

// --as-of, --recorded-by, --without, --without-retracted, --reliability and --credibility.
void add_view(CommandLine& line, ViewOptions& view);

// "as it stood on 2013-02-19, without d...": a line for people about what was left out; "" for nothing.
std::string view_line(const ViewOptions& view);

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_VIEW_OPTIONS_H_
