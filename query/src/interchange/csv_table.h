// Rows of comma-separated values (RFC 4180), with where each stands in its file.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_CSV_TABLE_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_CSV_TABLE_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/result.h"
#include "headwater/schema/span.h"

namespace headwater::detail {

inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
inline constexpr std::size_t kMostCsvFields = 256;  // in a row

struct CsvRow {
  std::vector<std::string> fields;  // as they are meant: without quotation marks around them
  ByteSpan place;                   // as they are written, without the end of the line
};

// Every row that is not empty. Between fields stand commas or, where the first line has none, semicolons or tabs, as
// spreadsheets write them in some countries. kBadInput with the line for a quotation mark that opens and never closes
// or that stands in a field which did not open with one, and for bytes that are no UTF-8; kTooLarge for a row of more
// than kMostCsvFields; what `visit` gives. Linear; memory is that of the longest row.
Result<void> each_csv_row(std::string_view bytes, const std::function<Result<void>(const CsvRow&)>& visit);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_CSV_TABLE_H_
