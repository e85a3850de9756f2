// Agents and documents by id as one document names them, each once.
#ifndef HEADWATER_INGEST_READING_RECORDS_H_
#define HEADWATER_INGEST_READING_RECORDS_H_

#include <map>
#include <string>
#include <string_view>

#include "headwater/schema/record.h"
#include "reading/entities.h"
#include "reading/parties.h"

namespace headwater::detail {

class Records {
 public:
  Records(const Document& document, const Entities& entities) : document_{document}, entities_{entities} {}

  // The agent's id; its record is made or widened. Null for nobody.
  AgentId agent(const Party& party);
  AgentId agent(std::string_view name, AgentKind kind);
  // A document that is only spoken of. One with neither title nor date is told from others of the same issuer by the
  // document that speaks of it.
  DocumentId referenced(const Party& issuer, Medium medium, const std::string& title, const std::optional<Date>& date);
  // `named` is what the link's words say of it: its issuer and, for a document, its medium.
  DocumentId linked(const std::string& url, const Party& named);

  // All of them, sorted by id, into `out`.
  void move_into(Extraction& out);

 private:
  const Document& document_;
  const Entities& entities_;
  std::map<AgentId, Agent> agents_;
  std::map<DocumentId, Document> documents_;
};

// Of held documents: from the canonical URL, else from the bytes.
DocumentId held_document_id(const std::string& url, const std::string& sha256);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_RECORDS_H_
