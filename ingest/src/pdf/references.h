// Notes and numbered references as citations.
#ifndef HEADWATER_INGEST_PDF_REFERENCES_H_
#define HEADWATER_INGEST_PDF_REFERENCES_H_

#include "headwater/schema/record.h"
#include "pdf/pdf_text.h"

namespace headwater::detail {

// Adds to `out` a citation for each note or reference that names a document: by its address or DOI, else by its title;
// and to each claim the documents whose marks stand in or right behind its words. Rule "reference@1". `marks` and
// `notes` are those of the text that `out` was made from.
void cite_references(const std::vector<NoteMark>& marks, const std::vector<NumberedNote>& notes, Extraction& out);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_PDF_REFERENCES_H_
