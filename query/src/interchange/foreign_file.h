// A file of another tool's as a document of ours: its text is the file, byte for byte, and what it states becomes
// claims, agents, documents and edges whose evidence is the place in the file that states it.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_FOREIGN_FILE_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_FOREIGN_FILE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "headwater/query/interchange.h"

namespace headwater::detail {

class ForeignFile {
 public:
  // `rule` with its version. `bytes` are UTF-8 and outlive it.
  ForeignFile(std::string_view bytes, const std::string& path, Format format, std::string rule);

  [[nodiscard]] std::string_view text() const { return bytes_; }

  // What the file calls `name`; a name that is there already stays what it was. kTooLarge over kMaxForeignNodes.
  Result<void> add_agent(const std::string& name, Agent agent);
  Result<void> add_document(const std::string& name, Document document);
  // `words` are where its text stands. Who said it and whence it came follows from edges.
  Result<void> add_claim(const std::string& name, ByteSpan words, std::string text, ClaimForm form, Polarity polarity);

  // Null for a name that is not there.
  [[nodiscard]] NodeId node(const std::string& name) const;

  // An edge as the ends allow it: a claim that the file has from elsewhere is not made there for us, but reported by
  // it; one of which nothing can be made is counted as left out. kTooLarge over kMaxForeignEdges.
  Result<void> add_edge(const NodeId& from, Relation relation, const NodeId& to, ByteSpan place,
                        std::optional<double> confidence, double score = 0, CitationHow how = CitationHow::kNamed);
  void leave_out() { ++done_.left_out; }

  // Writes it. A file that is held is replaced.
  Result<Imported> put(Store& store) &&;

 private:
  Result<void> add_node(const std::string& name, const NodeId& node);
  void settle_claims();

  std::string_view bytes_;
  std::string rule_;
  DocumentBatch batch_;
  std::unordered_map<std::string, NodeId> nodes_;
  std::unordered_map<NodeId, std::size_t> claims_;  // places in the extraction
  std::unordered_map<NodeId, std::size_t> agents_, documents_;
  Imported done_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_FOREIGN_FILE_H_
