#include "headwater/ingest/ingest.h"

#include <mutex>
#include <utility>

namespace headwater {

std::string_view to_string(IngestStatus status) {
  switch (status) {
    case IngestStatus::kAdded:
      return "added";
    case IngestStatus::kUnchanged:
      return "unchanged";
    case IngestStatus::kMerged:
      return "merged";
  }
  return "added";
}

Result<Ingested> ingest(Store& store, std::string_view bytes, const ExtractOptions& options) {
  Result<Extraction> extraction = extract(bytes, options);
  if (!extraction) return extraction.error();
  return ingest(store, std::move(*extraction), std::string{bytes});
}

Result<Ingested> ingest(Store& store, Extraction extraction, std::string raw) {
  // What links to what is read from the store and then written: no other document may come between.
  const std::unique_lock<std::mutex> turn = store.turn();
  Ingested out;
  const auto as_it_stands = [&](Document held, IngestStatus status) -> Result<Ingested> {
    const Result<std::vector<Claim>> claims = store.claims_of(held.id);
    if (!claims) return claims.error();
    out.claims = claims->size();
    out.document = std::move(held);
    out.status = status;
    return std::move(out);
  };
  // The same bytes, whatever address they came with before.
  const Result<std::optional<DocumentId>> twin = store.document_by_sha256(extraction.document.sha256);
  if (!twin) return twin.error();
  if (*twin) {
    Result<std::optional<Document>> held = store.document(**twin);
    if (!held) return held.error();
    // Two addresses are two documents, though their words are the same: a syndicated copy stands for itself.
    const bool one =
        extraction.document.url.empty() || !*held || (*held)->url.empty() || (*held)->id == extraction.document.id;
    if (*held && (*held)->held && one) return as_it_stands(std::move(**held), IngestStatus::kUnchanged);
  }
  Result<std::optional<Document>> before = store.document(extraction.document.id);
  if (!before) return before.error();
  const bool was_held = *before && (*before)->held;
  // Another version of a held document: the longer text stays.
  if (was_held && (*before)->text_bytes >= extraction.document.text_bytes)
    return as_it_stands(std::move(**before), IngestStatus::kMerged);
  Result<std::vector<Edge>> links = link(store, extraction);
  if (!links) return links.error();
  DocumentBatch batch{std::move(extraction), std::move(raw), std::move(*links)};
  if (const Result<void> done = store.put(batch); !done) return done.error();
  out.document = std::move(batch.extraction.document);
  out.status = was_held ? IngestStatus::kMerged : IngestStatus::kAdded;
  out.claims = batch.extraction.claims.size();
  out.warnings = std::move(batch.extraction.warnings);
  return out;
}

}  // namespace headwater
