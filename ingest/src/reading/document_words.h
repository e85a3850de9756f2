// What is done with documents, and what is called a report and is none.
#ifndef HEADWATER_INGEST_READING_DOCUMENT_WORDS_H_
#define HEADWATER_INGEST_READING_DOCUMENT_WORDS_H_

#include <cstdint>
#include <string>

#include "reading/analysis.h"

namespace headwater::detail {

// Participles in lower case. "obtained by the Herald": who has it did not put it out.
bool gets_hold(const std::string& w);
// "the report that Greyfen released": its issuer does.
// Papers that are not written to be printed: an outlet that publishes one has it from somebody else.
bool is_private_paper(const std::string& noun);
bool puts_out(const std::string& w);
// "prepared by Greyfen": so does who makes it.
bool makes(const std::string& w);

// "unconfirmed reports", "media reports", "several reports": of nobody in particular. `head` is the phrase's noun.
bool is_hearsay(const Analysis& a, Range phrase, std::int32_t head);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_DOCUMENT_WORDS_H_
