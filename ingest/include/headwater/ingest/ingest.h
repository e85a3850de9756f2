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
  std::string path;                           // as given; kept in the document, and names the input in errors
  std::string url;                            // where the bytes came from, if known
  std::string publisher;                      // overrides what the bytes say
  std::string charset;                        // of a Content-Type header, if any
  std::optional<Format> format;               // else sniffed
  std::optional<DocumentKind> kind;           // else told from the text
  std::optional<Date> published;              // overrides what the bytes say
  std::optional<Date> retrieved;              // when the bytes were fetched, if known
  SpanMethod spans = SpanMethod::kLearned;    // how attributions are found
  const AttributionReader* reader = nullptr;  // finds them instead, if there is one; must outlive the call
  ReadLimits limits;
};

// Sniffs, decodes, finds the main text and reads it. The same bytes and options give the same Extraction, ids and all.
// kBadInput, kUnsupported or kTooLarge with the path named.
Result<Extraction> extract(std::string_view bytes, const ExtractOptions& options);

// The first half of extract(): sniffs, decodes and finds the main text, for those who run the stages of reading.h
// themselves. Errors as of extract(). Of the options it heeds path, url, charset, format and limits.
Result<SourceText> read_source(std::string_view bytes, const ExtractOptions& options);

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

// What ingest() would answer for bytes that the store holds under this very path, without reading them again; nothing
// if it does not. A batch that was broken off goes on with it. Two lookups.
Result<std::optional<Ingested>> already_held(const Store& store, std::string_view bytes, const ExtractOptions& options);

// The document that the store holds for this address, if it does. One lookup.
Result<std::optional<Document>> held_at(const Store& store, std::string_view url);

// Ties what a new document states to what the store holds: the held document a name stands for (same_as), the claim of
// a cited or copied document that a claim restates (repeats), in both directions, since the cited one may arrive last.
// Looks only at documents that cite or are cited by this one; reads, never writes.
Result<std::vector<Edge>> link(const Store& store, const Extraction& extraction);

}  // namespace headwater

#endif  // HEADWATER_INGEST_INGEST_H_
