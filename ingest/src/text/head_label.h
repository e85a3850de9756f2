// Lines that say what a document is in so many words: "Issued by: ...", "| Date | 13 March 2025 |", front matter.
#ifndef HEADWATER_INGEST_TEXT_HEAD_LABEL_H_
#define HEADWATER_INGEST_TEXT_HEAD_LABEL_H_

#include <optional>
#include <string>
#include <string_view>

namespace headwater::detail {

enum class HeadField { kTitle, kPublisher, kAuthor, kDate, kAddress, kOther };

struct HeadLabel {
  HeadField field = HeadField::kOther;
  std::string value;  // without Markdown, quotation marks and angle brackets
};

// "Label: value", as it stands or as an item of a list, or a row of a table of two columns. Nothing where there is no
// label of a few words; kOther for one that is none of ours.
std::optional<HeadLabel> read_head_label(std::string_view line);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_HEAD_LABEL_H_
