#include "headwater/ingest/ingest.h"

#include <mutex>
#include <utility>

#include "text/url.h"

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

Result<std::optional<Ingested>> already_held(const Store& store, std::string_view bytes,
                                             const ExtractOptions& options) {
  const Result<std::optional<DocumentId>> twin = store.document_by_sha256(sha256_hex(bytes));
  if (!twin) return twin.error();
  if (!*twin) return std::optional<Ingested>{};
  Result<std::optional<Document>> held = store.document(**twin);
  if (!held) return held.error();
  if (!*held || !(*held)->held || (*held)->path != options.path) return std::optional<Ingested>{};
  if (!options.url.empty() && detail::canonical_url(options.url) != (*held)->url) return std::optional<Ingested>{};
  const Result<std::vector<Claim>> claims = store.claims_of((*held)->id);
  if (!claims) return claims.error();
  Ingested out;
  out.claims = claims->size();
  out.document = std::move(**held);
  out.status = IngestStatus::kUnchanged;
  return std::optional<Ingested>{std::move(out)};
}

Result<std::optional<Document>> held_at(const Store& store, std::string_view url) {
  const std::string key = detail::url_key(url);
  if (key.empty()) return std::optional<Document>{};
  Result<std::optional<Document>> found = store.document(document_id_of("url:" + key));
  if (found && *found && !(*found)->held) return std::optional<Document>{};
  return found;
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
