// One golden case: a line of options, the passage, a line of four dashes, the expected lines.
//
//   published=2031-05-06 publisher="Calder Courier"
//   The harbour is shut, the port authority said in a statement.
//   ----
//   "The harbour is shut" | indirect asserts | ...
#ifndef HEADWATER_TESTS_GOLDEN_CASE_FILE_H_
#define HEADWATER_TESTS_GOLDEN_CASE_FILE_H_

#include <stdexcept>
#include <string>
#include <string_view>

#include "headwater/ingest/ingest.h"

namespace headwater::test {

struct CaseFile {
  std::string options_line;
  std::string passage;
  std::string expected;
  ExtractOptions options;
};

inline ExtractOptions options_of(std::string_view line) {
  ExtractOptions out;
  while (!line.empty()) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) throw std::runtime_error("no key=value: " + std::string{line});
    const std::string key{line.substr(0, equals)};
    line.remove_prefix(equals + 1);
    const bool quoted = line.starts_with('"');
    if (quoted) line.remove_prefix(1);
    const std::size_t end = std::min(line.find(quoted ? '"' : ' '), line.size());
    const std::string value{line.substr(0, end)};
    line.remove_prefix(std::min(end + (quoted ? 1 : 0), line.size()));
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (key == "published") {
      out.published = Date::parse(value).value();
    } else if (key == "kind") {
      out.kind = parse_document_kind(value).value();
    } else if (key == "format") {
      out.format = parse_format(value).value();
    } else if (key == "publisher") {
      out.publisher = value;
    } else if (key == "url") {
      out.url = value;
    } else if (key == "spans") {
      out.spans = parse_span_method(value).value();
    } else {
      throw std::runtime_error("no such option: " + key);
    }
  }
  return out;
}

inline CaseFile read_case(std::string_view bytes) {
  CaseFile out;
  const std::size_t first = bytes.find('\n');
  const std::size_t bar = bytes.find("\n----\n");
  if (first == std::string_view::npos || bar == std::string_view::npos || bar < first) {
    throw std::runtime_error("no options line, or no line of four dashes");
  }
  out.options_line = bytes.substr(0, first);
  out.passage = bytes.substr(first + 1, bar - first);
  out.expected = bytes.substr(bar + 6);
  out.options = options_of(out.options_line);
  return out;
}

inline std::string write_case(const CaseFile& c, std::string_view lines) {
  return c.options_line + "\n" + c.passage + "----\n" + std::string{lines};
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_GOLDEN_CASE_FILE_H_
