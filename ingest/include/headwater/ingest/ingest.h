// From bytes to an Extraction, and from there into a store.
//
//   headwater::ExtractOptions options;
//   options.path = "story.html";
//   headwater::Result<headwater::Extraction> e = headwater::extract(bytes, options);
//   for (const headwater::Claim& claim : e->claims) std::cout << claim.text << '\n';
//
//   headwater::Result<headwater::Ingested> in = headwater::ingest(store, bytes, options);
//
// extract() is a pure function of bytes and options: no store, no clock, no network. Any number of threads may call it
// at once. ingest() may be called from any number of threads on one store; the writes take turns.
#ifndef HEADWATER_INGEST_INGEST_H_
#define HEADWATER_INGEST_INGEST_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "headwater/graph/store.h"
#include "headwater/ingest/reading.h"
#include "headwater/ingest/source_text.h"
#include "headwater/schema/record.h"
#include "headwater/schema/result.h"

namespace headwater {

struct ExtractOptions {
  std::string path;                       // as given; kept in the document, and names the input in errors
  std::string url;                        // where the bytes came from, if known
  std::string publisher;                  // overrides what the bytes say
  std::string charset;                    // of a Content-Type header, if any
  std::optional<Format> format;           // else sniffed
  std::optional<DocumentKind> kind;       // else told from the text
  std::optional<Date> published;          // overrides what the bytes say
  SpanMethod spans = SpanMethod::kRules;  // how attributions are found
  ReadLimits limits;
};

// Sniffs, decodes, finds the main text and reads it. The same bytes and options give the same Extraction, ids and all.
// kBadInput, kUnsupported or kTooLarge with the path named.
Result<Extraction> extract(std::string_view bytes, const ExtractOptions& options);

// What became of a document: new; the same bytes as before, nothing written; another version of a held one, of which
// the longer text stays.
enum class IngestStatus : std::uint8_t { kAdded, kUnchanged, kMerged };
std::string_view to_string(IngestStatus status);  // "added", "unchanged", "merged"

struct Ingested {
  Document document;
  IngestStatus status = IngestStatus::kAdded;
  std::size_t claims = 0;
  std::vector<std::string> warnings;
};

// extract(), then link(), then one atomic Store::put. Errors of both; on an error nothing was written.
Result<Ingested> ingest(Store& store, std::string_view bytes, const ExtractOptions& options);
// The second half, for an extraction made elsewhere (on other threads, by another reader).
Result<Ingested> ingest(Store& store, Extraction extraction, std::string raw);

// Ties what a new document states to what the store holds: the held document a name stands for (same_as), the claim of
// a cited or copied document that a claim restates (repeats), in both directions, since the cited one may arrive last.
// Looks only at documents that cite or are cited by this one; reads, never writes.
Result<std::vector<Edge>> link(const Store& store, const Extraction& extraction);

}  // namespace headwater

#endif  // HEADWATER_INGEST_INGEST_H_
