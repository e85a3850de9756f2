// A document as it was put.
#include <utility>
#include <vector>

#include "edge_reader.h"
#include "store_impl.h"

namespace headwater {
Result<std::optional<DocumentBatch>> Store::batch(DocumentId id) const {
  Result<std::optional<Document>> document = this->document(id);
  if (!document.has_value()) return document.error();
  if (!*document || !(*document)->held) return std::optional<DocumentBatch>{};
  DocumentBatch out;
  Extraction& extraction = out.extraction;
  extraction.document = std::move(**document);
  Result<std::optional<StoredText>> text = this->text(id);
  if (!text.has_value()) return text.error();
  if (*text) {
    extraction.text = std::move((*text)->text);
    extraction.map = std::move((*text)->map);
    extraction.links = std::move((*text)->links);
    extraction.boilerplate = std::move((*text)->boilerplate);
  }
  Result<std::optional<std::string>> raw = this->raw(id);
  if (!raw.has_value()) return raw.error();
  out.raw = std::move(*raw).value_or("");
  Result<std::vector<Claim>> claims = claims_of(id);
  if (!claims.has_value()) return claims.error();
  extraction.claims = std::move(*claims);

  const Result<std::optional<std::string>> manifest = impl_->kv->get(codec::manifest_key(id));
  if (!manifest.has_value()) return manifest.error();
  Result<std::vector<std::string>> listed =
      *manifest ? codec::decode_manifest(**manifest) : Result<std::vector<std::string>>{std::vector<std::string>{}};
  if (!listed.has_value()) return detail::in_store(impl_->path, listed.error());
  std::erase_if(*listed, [](const std::string& key) { return key[0] != static_cast<char>(codec::Tag::kStatement); });
  const Result<std::vector<std::optional<std::string>>> stated = impl_->kv->multi_get(*listed);
  if (!stated.has_value()) return stated.error();
  for (std::size_t i = 0; i < listed->size(); ++i) {
    const Result<codec::StatementKey> key = codec::decode_statement_key((*listed)[i]);
    if (!key.has_value()) return detail::in_store(impl_->path, key.error());
    if (!(*stated)[i]) continue;
    if (const std::optional<AgentId> agent = key->about.agent()) {
      Result<Agent> record = codec::decode_agent(*agent, *(*stated)[i]);
      if (!record.has_value()) return detail::in_store(impl_->path, record.error());
      extraction.agents.push_back(std::move(*record));
    } else if (const std::optional<DocumentId> other = key->about.document()) {
      Result<Document> record = codec::decode_document(*other, *(*stated)[i]);
      if (!record.has_value()) return detail::in_store(impl_->path, record.error());
      extraction.referenced.push_back(std::move(*record));
    }
  }
  Result<std::vector<Edge>> edges = detail::stated_by(*impl_->kv, id);
  if (!edges.has_value()) return detail::in_store(impl_->path, edges.error());
  out.links = std::move(*edges);
  out.links_are_all = true;
  return std::optional{std::move(out)};
}

}  // namespace headwater
