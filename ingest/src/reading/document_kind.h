// What a document is to its reader, told from its own words.
#ifndef HEADWATER_INGEST_READING_DOCUMENT_KIND_H_
#define HEADWATER_INGEST_READING_DOCUMENT_KIND_H_

#include <string_view>

#include "headwater/ingest/source_text.h"
#include "headwater/schema/record.h"

namespace headwater::detail {

// Article unless the head of the text says otherwise: "Statement, 18 April 2016", speakers' names before colons, a
// report's own parts.
DocumentKind kind_of_document(const SourceText& source);
// The medium a held document of this kind, put out by `publisher`, is in.
Medium medium_of_document(DocumentKind kind, const SourceText& source, std::string_view publisher);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_DOCUMENT_KIND_H_
