// What is made of pdftotext's output: whatever it prints, the text keeps its laws and every piece has its place.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "headwater/schema/record.h"
#include "item_laws.h"
#include "pdf/pdf_text.h"
#include "pdf/references.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwater;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  Result<detail::PdfLayout> layout = detail::parse_layout(bytes);
  if (!layout.has_value()) return 0;
  const detail::PdfText text = detail::text_of_layout(std::move(*layout));
  test::check_source(text.source, bytes);
  for (const detail::NoteMark& mark : text.marks) {
    if (mark.at > text.source.text.size()) test::breach("a mark lies outside the text");
  }
  for (const detail::NumberedNote& note : text.notes) {
    if (note.text.begin > note.text.end || note.text.end > text.source.text.size())
      test::breach("a note lies outside the text");
  }
  Extraction extraction;
  extraction.text = text.source.text;
  detail::cite_references(text.marks, text.notes, extraction);
  for (const Citation& citation : extraction.citations) {
    if (extraction.referenced_document(citation.document) == nullptr) test::breach("a citation names nothing");
  }
  return 0;
}
