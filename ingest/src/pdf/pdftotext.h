// poppler's pdftotext as a separate, limited process: no code of its licence is linked, and what breaks it breaks
// nothing else.
#ifndef HEADWATER_INGEST_PDF_PDFTOTEXT_H_
#define HEADWATER_INGEST_PDF_PDFTOTEXT_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "headwater/schema/result.h"

namespace headwater::detail {

struct PdfLimits {
  std::size_t memory = 1u << 30;  // of the process, bytes
  unsigned cpu_seconds = 60;
  std::chrono::seconds deadline{120};  // by the clock on the wall
  std::size_t output = 192u << 20;     // bytes
  unsigned pages = 3'000;
};

// What `pdftotext -bbox-layout` prints of the first `pages` + 1 pages: XHTML with the place of each word. The process
// has no network (where the kernel can forbid it), no files to write, and ends with its limits.
// kUnsupported where the program is missing or the file is encrypted, kBadInput for what is no PDF, kTooLarge where a
// limit ended it, kIo where no process can be started.
Result<std::string> run_pdftotext(std::string_view pdf, const PdfLimits& limits = {});

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_PDF_PDFTOTEXT_H_
