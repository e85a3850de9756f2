// The tables in ingest/data: tab-separated rows, '#' begins a comment line, one row a fact.
#ifndef HEADWATER_INGEST_READING_TABLES_H_
#define HEADWATER_INGEST_READING_TABLES_H_

#include <string>
#include <string_view>
#include <vector>

namespace headwater::detail {

// The rows of table `name` ("cues.tsv"), cut at tabs. Views live for ever. Empty for a name that is not there.
std::vector<std::vector<std::string_view>> table(std::string_view name);

// The parts of a field that has several, apart by '|'; no empty ones. Views into `field`.
std::vector<std::string_view> parts_of(std::string_view field);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_TABLES_H_
