// The options that say which part of a store an answer is made from.
#ifndef HEADWATER_WEB_CLI_VIEW_OPTIONS_H_
#define HEADWATER_WEB_CLI_VIEW_OPTIONS_H_

#include <optional>
#include <string>

#include "command_line.h"
#include "headwater/query/view.h"
#include "headwater/schema/date.h"

namespace headwater::cli {

// A date as exact as it is given.
void add_date(CLI::App& app, const std::string& name, std::optional<Date>& date, const std::string& description);

// --as-of and --recorded-by.
void add_moment(CommandLine& line, ViewOptions& view);
// These, --without, --without-retracted, --reliability and --credibility.
void add_view(CommandLine& line, ViewOptions& view);

// "as it stood on 2013-02-19, without d...": a line for people about what was left out; "" for nothing.
std::string view_line(const ViewOptions& view);

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_VIEW_OPTIONS_H_
