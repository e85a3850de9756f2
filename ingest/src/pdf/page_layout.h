// Pages of words with their places: what pdftotext -bbox-layout prints, as values.
#ifndef HEADWATER_INGEST_PDF_PAGE_LAYOUT_H_
#define HEADWATER_INGEST_PDF_PAGE_LAYOUT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/result.h"

namespace headwater::detail {

// Points from the top left corner of the page.
struct Rectangle {
  double left = 0, top = 0, right = 0, bottom = 0;

  [[nodiscard]] double height() const { return bottom - top; }
  [[nodiscard]] double width() const { return right - left; }
};

struct PdfWord {
  std::string text;
  Rectangle box;
};

struct PdfLine {
  std::vector<PdfWord> words;
  Rectangle box;
};

struct PdfBlock {
  std::vector<PdfLine> lines;
  Rectangle box;
};

struct PdfPage {
  double width = 0, height = 0;
  std::vector<PdfBlock> blocks;  // in reading order, column by column
};

struct PdfLayout {
  std::string title, author, created;  // as the file's own data has them
  std::vector<PdfPage> pages;
};

// kBadInput if there is no page in it. Characters that are no text are left out. Linear.
Result<PdfLayout> parse_layout(std::string_view xhtml);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_PDF_PAGE_LAYOUT_H_
