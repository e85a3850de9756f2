// Paragraphs out of lines: what belongs together on a page and over pages.
#ifndef HEADWATER_INGEST_PDF_PARAGRAPHS_H_
#define HEADWATER_INGEST_PDF_PARAGRAPHS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headwater/ingest/source_text.h"
#include "pdf/page_layout.h"

namespace headwater::detail {

struct PlacedWord {
  std::string text;
  std::uint32_t page = 0;  // from 1
  Rectangle box;
  bool ends_line = false;
  std::optional<std::uint32_t> raised_number;  // the mark of a note, which is no part of the words
};

struct PdfParagraph {
  BlockKind kind = BlockKind::kParagraph;
  std::vector<PlacedWord> words;
  std::uint32_t page = 0;  // where it begins
  double height = 0;       // of its first line
};

struct PdfParagraphs {
  std::vector<PdfParagraph> body;
  std::vector<PdfParagraph> notes;  // at the foot of pages
};

// Leaves out running heads and page numbers; joins a paragraph that a column's or a page's end divides.
PdfParagraphs paragraphs_of(const PdfLayout& layout);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_PDF_PARAGRAPHS_H_
