// Pages into running text: paragraphs across lines, columns and pages, without running heads, notes apart.
#ifndef HEADWATER_INGEST_PDF_PDF_TEXT_H_
#define HEADWATER_INGEST_PDF_PDF_TEXT_H_

#include <string>
#include <vector>

#include "headwater/ingest/source_text.h"
#include "pdf/page_layout.h"

namespace headwater::detail {

// A small number above the line, or one in square brackets, that points to a note or a reference.
struct NoteMark {
  std::uint32_t at = 0;  // in the text: behind the word it stands at
  std::uint32_t number = 0;
  bool raised = false;
};

// A numbered note or reference, as a span of the text.
struct NumberedNote {
  std::uint32_t number = 0;
  ByteSpan text;      // without its number
  bool foot = false;  // stands at the foot of a page
  std::uint32_t page = 0;
};

struct PdfText {
  SourceText source;
  std::vector<NoteMark> marks;
  std::vector<NumberedNote> notes;
};

// Linear in the words, but for sorting.
PdfText text_of_layout(PdfLayout layout);

// Reads a whole file. Errors as read_pdf.
Result<PdfText> read_pdf_text(std::string_view bytes, const ReadLimits& limits);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_PDF_PDF_TEXT_H_
