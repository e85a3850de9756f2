// What of a store may be written for readers up to a marking, one thing after the other.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_VISIBLE_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_VISIBLE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/interchange.h"

namespace headwater::detail {

// A node as all formats tell of it. Of an empty field nothing is told.
struct ToldNode {
  NodeId id;
  std::string kind, name, detail, date, url;
  bool held = false;
};

// One thing that is told of a node or an edge.
struct Told {
  enum class Type : std::uint8_t { kText, kReal, kFlag, kNode };
  std::string_view name;
  std::string value;
  Type type = Type::kText;
};

struct ToldEdge {
  const Edge& edge;
  DocumentId writer;
  std::string id;     // "e", the digits of the document that states it, "-", its place among that document's edges
  std::string quote;  // the words that show it
};

// In the order in which formats have them; what is empty is left out.
std::vector<Told> things_of(const ToldNode& node);
std::vector<Told> things_of(const ToldEdge& edge);

// kInvalidArgument for a marking that is none.
Result<void> check_marking(std::string_view marking);

// What was never marked may be seen. Memory does not grow with the store. One thread.
class Visible {
 public:
  template <class T>
  using Visit = std::function<Result<void>(const T&)>;

  // As check_marking() says. `store` outlives it.
  static Result<Visible> of(const Store& store, std::string_view marking);

  [[nodiscard]] const Store& store() const { return store_; }
  // Of the last pass over documents.
  [[nodiscard]] const Exported& counts() const { return counts_; }
  // The markings that may be seen, the widest first.
  [[nodiscard]] std::vector<std::string_view> markings() const;

  // Of a claim: whether its document may be seen as well.
  Result<bool> may_be_seen(const NodeId& node) const;
  // What people marked it as; "" where nobody did.
  Result<std::string> marking_of(const NodeId& node) const;

  // A document that may be seen, as documents that may be seen tell of it; nothing where there is none.
  Result<std::optional<Document>> told(DocumentId id) const;

  // Held documents and those spoken of, in order of ids.
  Result<void> each_document(const Visit<Document>& visit);
  // In order of ids.
  Result<void> each_agent(const Visit<Agent>& visit);
  // Held documents with all they state, but for what may not be seen.
  Result<void> each_batch(const Visit<DocumentBatch>& visit);
  // Documents, each followed by its claims; then agents.
  Result<void> each_node(const Visit<ToldNode>& visit);
  // Edges whose evidence and whose both ends may be seen.
  Result<void> each_edge(const Visit<ToldEdge>& visit);
  Result<void> each_judgement(const Visit<Judgement>& visit);

 private:
  Visible(const Store& store, std::size_t most) : store_{store}, most_{most} {}
  // One that may be seen, as documents that may be seen tell of it; nothing where none does.
  Result<std::optional<Document>> as_told(const Document& document) const;
  Result<bool> ends_may_be_seen(const Edge& edge) const;
  // Numbers in `places` are those edges have among all that the document states.
  Result<std::optional<DocumentBatch>> batch(DocumentId id, std::vector<std::size_t>* places = nullptr) const;

  const Store& store_;
  const std::size_t most_;
  bool hides_ = false;  // whether anything is marked for fewer
  Exported counts_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_VISIBLE_H_
