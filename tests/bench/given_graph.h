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
  std::vector<Row> node_rows;
  std::vector<Date> days;
};

Given read(const std::string& data);

// Documents as they would come: each with its claims and its citations. An edge to what comes later comes with that.
class Documents {
 public:
  explicit Documents(const Given& given);

  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }
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
  const Given& given_;
  std::vector<std::size_t> first_;  // of each document in `written_`, and the end
  std::vector<Written> written_;
  const std::string text_;
};

}  // namespace headwater::bench

#endif  // HEADWATER_TESTS_BENCH_GIVEN_GRAPH_H_
