// Graph queries: patterns of nodes and edges, in a reading part of openCypher (openCypher 9; the same words stand in
// ISO/IEC 39075, GQL).
//
//   const auto found = headwater::match(store, "MATCH (c:claim)-[:said_by]->(a:agent {name: 'Harbour Ministry'}) "
//                                              "WHERE c.text CONTAINS 'the dam' RETURN c, c.end LIMIT 20", {});
//   for (const std::vector<headwater::MatchValue>& row : found->rows) ...
//
// What may be asked:
//
//   MATCH pattern {, pattern} [WHERE condition] RETURN [DISTINCT] item {, item}
//     [ORDER BY expression [ASC | DESC] {, ...}] [SKIP n] [LIMIT n]
//
//   pattern    (c:claim {end: "primary"})-[r:said_by|said_in]->(a)<-[:issued_by]-(d:document)-[:cites*1..3]->(e)
//              A node has a name, labels (claim, document, agent; `|` for either) and properties, all optional. An edge
//              has a name, relations and properties; an arrow or, without a head, both directions; *n..m many steps in
//              a row, at most 16, and then no name. Relations are those of Relation (headwater/schema/vocabulary.h) and
//              point upstream. No edge is walked twice in one match.
//   condition  AND, OR, NOT, =, <>, <, <=, >, >=, IN [...], CONTAINS, STARTS WITH, ENDS WITH, IS NULL, IS NOT NULL,
//              EXISTS { pattern }. A comparison with null is null, and so is <, <=, > or >= between a string and a
//              number; what is null is not found.
//   expression c, c.text, 'words', 1.5, true, null, id(c), type(r), toLower(x), size(x)
//   item       an expression, or count(*), count(x), count(DISTINCT x), min, max, sum, avg: then the items without one
//              of these tell the groups; `AS name`
//
// Properties are those of the records, by the names that JSON has (headwater/query/json.h): of a claim id, text, form,
// polarity, certainty, speaker, origin, document, end, rule, confidence; of a document id, title, publisher, authors,
// published, updated, retrieved, recorded, url, copy_of, family, path, language, encoding, sha256, text_bytes,
// behind_wall, kind, format, medium, held; of an agent id, name, names, kind, anonymous; of an edge relation, hop, how,
// score, document, rule, confidence, quote. What a record does not have is null. Dates are strings, which order as
// dates do where they are equally exact. Keywords, labels and relations may be written in any case.
//
// A search begins where fewest nodes fit: at an id, an agent's name, a publisher, the document of a claim, whole words
// in the middle of what a claim's text CONTAINS; else all nodes of a kind are looked at. Read only; any number of
// threads; the same store and query give the same rows in the same order.
#ifndef HEADWATER_QUERY_MATCH_H_
#define HEADWATER_QUERY_MATCH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/neighbours.h"
#include "headwater/query/view.h"
#include "headwater/schema/edge.h"
#include "headwater/schema/result.h"

namespace headwater {

struct MatchedEdge {
  Edge edge;
  std::string quote;  // the words of its evidence
};

// std::monostate is null.
using MatchValue =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>, Node, MatchedEdge>;

struct MatchOptions {
  ViewOptions view = {};     // as_of and recorded_by; the others leave out chains, and there are none here
  std::size_t limit = 1000;  // of rows, where the query has no LIMIT
  // Nodes and edges looked at, and rows or groups kept to be sorted or counted: where one is passed, the answer is
  // of what was seen until then. A row kept costs some hundred bytes.
  std::size_t max_steps = 2'000'000;
  std::size_t max_kept = 100'000;
};

struct MatchTable {
  std::vector<std::string> columns;           // as the items were written, or named by AS
  std::vector<std::vector<MatchValue>> rows;  // a value for each column
  bool truncated = false;                     // a bound of the options cut it, not a LIMIT of the query
};

// kInvalidArgument, with the place in the query as a byte from 1, for what is no such query; kUnsupported for one that
// openCypher allows and this does not; kTooLarge over 64 KiB, 64 nodes and named edges,
// 64 edges, 64 items, or 64 nested conditions.
Result<MatchTable> match(const Store& store, std::string_view query, const MatchOptions& options);

}  // namespace headwater

#endif  // HEADWATER_QUERY_MATCH_H_
