// The graph that the generator of ../shared/bench writes, under ids such as a store has, and as documents bring it.
#ifndef HEADWATER_TESTS_BENCH_GIVEN_GRAPH_H_
#define HEADWATER_TESTS_BENCH_GIVEN_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/date.h"
#include "topology_arrays.h"

namespace headwater::bench {

using Row = std::vector<std::uint64_t>;

// The numbers of a CSV file, without its head.
std::vector<Row> rows_of(const std::string& path);

struct Given {
  std::vector<NodeId> ids;
  std::vector<std::vector<std::uint32_t>> documents;  // the document's node, then its claims
  std::vector<std::uint32_t> document_of;
  std::vector<detail::NumberedEdge> edges;
  struct Attributes {
    std::uint32_t kind;
    std::uint32_t offset;
    std::uint32_t length;
  };
  std::vector<Attributes> attributes;  // of the edges
  struct Published {
    std::uint32_t by;
    std::uint32_t section;
    std::uint32_t day;
  };
  std::vector<Published> published;  // the documents
};

Given read(const std::string& data);

// Documents as they would come: each with its claims and its citations. An edge to what comes later comes with that.
class Documents {
 public:
  explicit Documents(const Given& given);

  [[nodiscard]] std::size_t size() const { return heads_.size() - 1; }
  // With words to search for, or the attributes alone.
  [[nodiscard]] DocumentBatch make(std::size_t d, bool with_words) const;

 private:
  // Edges that come with the same document are neighbours, with ids as a reader would have them: looking them up all
  // over the graph would take longer than storing them.
  struct Written {
    NodeId from;
    NodeId to;
    Relation relation;
    Given::Attributes attributes;
  };
  struct Head {
    DocumentId id;
    Given::Published published;
    std::size_t first_claim;  // in `claims_`, up to the next head's
    std::size_t first_written;
  };
  std::vector<Head> heads_;  // of the documents, and an end; what a document needs lies together, as a reader has it
  std::vector<ClaimId> claims_;
  std::vector<Written> written_;
  const std::vector<Date> days_;
  const std::string text_;
};

}  // namespace headwater::bench

#endif  // HEADWATER_TESTS_BENCH_GIVEN_GRAPH_H_
