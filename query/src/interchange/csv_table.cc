#include "interchange/csv_table.h"

#include <csv.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "headwater/schema/utf8.h"

namespace headwater::detail {
namespace {

class Parser {
 public:
  explicit Parser(char delimiter) {
    is_there_ = csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) == 0;
    if (!is_there_) return;
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    // By which a field that grows is copied anew: 128 bytes unless told.
    csv_set_blk_size(&parser_, std::size_t{16} << 10);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() {
    if (is_there_) csv_free(&parser_);
  }

  // Null once all is well.
  const char* take(std::string_view piece) {
    if (!is_there_ || csv_parse(&parser_, piece.data(), piece.size(), on_field, on_row, this) != piece.size())
      return trouble();
    return nullptr;
  }
  const char* end() { return !is_there_ || csv_fini(&parser_, on_field, on_row, this) != 0 ? trouble() : nullptr; }

  std::vector<std::string> fields;
  bool has_too_many = false, is_row_done = false;

 private:
  static void on_field(void* text, std::size_t size, void* self) {
    auto& me = *static_cast<Parser*>(self);
    if (me.fields.size() < kMostCsvFields)
      me.fields.emplace_back(static_cast<const char*>(text), size);
    else
      me.has_too_many = true;
  }
  static void on_row(int, void* self) { static_cast<Parser*>(self)->is_row_done = true; }

  const char* trouble() {
    return is_there_ && csv_error(&parser_) == CSV_EPARSE
               ? "wanted a quotation mark only around a field, and two of them for one within it"
               : "there was no memory for a row";
  }

  csv_parser parser_{};
  bool is_there_ = false;
};

char delimiter_of(std::string_view bytes) {
  const std::string_view first = bytes.substr(0, bytes.find_first_of("\r\n"));
  for (const char one : {',', ';', '\t'}) {
    if (first.find(one) != std::string_view::npos) return one;
  }
  return ',';
}

}  // namespace

// The parser does not say where it is. It is given what ends with a line at most: a row ends with such a piece.
Result<void> each_csv_row(std::string_view bytes, const std::function<Result<void>(const CsvRow&)>& visit) {
  constexpr std::size_t kLongestPiece = std::size_t{64} << 10;
  std::size_t line = 1;
  const auto wrong = [&](ErrorCode code, const std::string& what) {
    return Error{code, "line " + std::to_string(line) + ": " + what};
  };
  std::size_t at = bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0, begin = at;
  Parser parser{delimiter_of(bytes.substr(at))};
  while (at <= bytes.size()) {
    const bool is_end = at == bytes.size();
    const std::size_t found = bytes.find_first_of("\r\n", at);
    const std::size_t past = std::min(found == std::string_view::npos ? bytes.size() : found + 1, at + kLongestPiece);
    if (const char* trouble = is_end ? parser.end() : parser.take(bytes.substr(at, past - at)))
      return wrong(ErrorCode::kBadInput, trouble);
    if (parser.has_too_many)
      return wrong(ErrorCode::kTooLarge, "wanted at most " + std::to_string(kMostCsvFields) + " fields in a row");
    if (parser.is_row_done) {
      while (begin < past && (bytes[begin] == '\r' || bytes[begin] == '\n')) ++begin;
      const std::size_t end = bytes.find_last_not_of("\r\n", past - 1) + 1;
      if (!is_utf8(bytes.substr(begin, end - begin)))
        return wrong(ErrorCode::kBadInput, "wanted UTF-8, as which spreadsheets save a table when they are told to");
      const CsvRow row{std::move(parser.fields), {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
      if (Result<void> done = visit(row); !done) return wrong(done.error().code, done.error().message);
      parser.fields.clear();
      parser.is_row_done = false;
      begin = past;
    }
    if (!is_end &&
        (bytes[past - 1] == '\n' || (bytes[past - 1] == '\r' && (past == bytes.size() || bytes[past] != '\n'))))
      ++line;
    if (is_end) break;
    at = past;
  }
  return {};
}

}  // namespace headwater::detail
