// The head of a plain text: what stands before its first paragraph.
#ifndef HEADWATER_INGEST_TEXT_PLAIN_TEXT_HEAD_H_
#define HEADWATER_INGEST_TEXT_PLAIN_TEXT_HEAD_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/date.h"
#include "headwater/schema/span.h"

namespace headwater::detail {

// One line of a text without white space at its ends.
struct TextLine {
  ByteSpan span;          // in the text; empty for blank lines
  std::uint32_t run = 0;  // number of the run between blank lines that it stands in
};

struct TextHead {
  std::string title, publisher, byline, url;
  std::vector<std::string> authors;
  std::optional<Date> published;
  std::optional<std::size_t> first_title_line;  // numbers of lines
  std::size_t title_lines = 0;
  std::optional<std::size_t> publisher_line;
  std::size_t body = 0;  // number of the first line of the first paragraph; the number of lines if there is none
};

// Title, publisher, byline, date and address from front matter, from the lines above the first paragraph, labelled or
// not, and from the place and agency it opens with. What cannot be told stays empty. Looks at the first 40 lines.
TextHead read_head(std::string_view text, const std::vector<TextLine>& lines);

// Without Markdown's marks: heading signs, emphasis, the address of a link.
std::string without_markdown(std::string_view line);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_PLAIN_TEXT_HEAD_H_
