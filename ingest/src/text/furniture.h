// Lines that belong to the page and not to the story: navigation, share bars, calls to subscribe, notices.
#ifndef HEADWATER_INGEST_TEXT_FURNITURE_H_
#define HEADWATER_INGEST_TEXT_FURNITURE_H_

#include <string_view>

namespace headwater::detail {

// True for a line or a block that is furniture wherever it stands: "Advertisement", "Read more: ...", "Share this",
// "(c) 2024 The Daily Plate", cookie notices. Short lines alone, at most a few hundred bytes; never a plain sentence.
bool is_furniture(std::string_view line);

// True for a line that stands over a list of sources: "Sources:", "References", in some languages of Europe.
bool announces_sources(std::string_view line);

// True for a line that only states rights: "All rights reserved", "Copyright ...".
bool is_rights_notice(std::string_view line);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_FURNITURE_H_
