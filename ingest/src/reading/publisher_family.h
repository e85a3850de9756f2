// Which publishers are one source, because one owner has them all.
#ifndef HEADWATER_INGEST_READING_PUBLISHER_FAMILY_H_
#define HEADWATER_INGEST_READING_PUBLISHER_FAMILY_H_

#include <string>
#include <string_view>

namespace headwater::detail {

// The owner of a publisher, by its name or by the host its pages come from (ingest/data/families.tsv); else the part of
// the host that somebody registered, in lower case; else "". What is not known to be one family is not made one.
std::string publisher_family(std::string_view publisher, std::string_view host);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_PUBLISHER_FAMILY_H_
