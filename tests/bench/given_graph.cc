#include "given_graph.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>
#include <utility>

namespace headwater::bench {
namespace {

// So that the places of evidence lie in a text.
constexpr std::uint32_t kTextBytes = 400;

std::vector<Date> some_days() {
  std::vector<Date> out;
  for (int year = 2020; year < 2030; ++year) {
    for (int month = 10; month <= 12; ++month) {
      for (int day = 10; day <= 28; ++day) {
        out.push_back(
            Date::parse(std::to_string(year) + "-" + std::to_string(month) + "-" + std::to_string(day)).value());
      }
    }
  }
  return out;
}

}  // namespace

std::vector<Row> rows_of(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::vector<Row> out;
  Row row;
  std::uint64_t number = 0;
  for (std::istreambuf_iterator<char> at{in}, end; at != end; ++at) {
    if (*at >= '0') {
      number = number * 10 + static_cast<std::uint64_t>(*at - '0');
      continue;
    }
    row.push_back(number);
    number = 0;
    if (*at == '\n') out.push_back(std::exchange(row, {}));
  }
  return out;
}

Given read(const std::string& data) {
  Given out;
  out.node_rows = rows_of(data + "/nodes.csv");
  for (const Row& row : out.node_rows) {
    const DocumentId document = document_id_of("bench " + std::to_string(row[2]));
    out.document_of.push_back(static_cast<std::uint32_t>(row[2]));
    if (row[1] == 0) {
      out.documents.emplace_back();
      out.ids.emplace_back(document);
    } else {
      out.ids.emplace_back(claim_id_of(document, std::to_string(row[0])));
    }
    out.documents.back().push_back(static_cast<std::uint32_t>(row[0]));
  }
  for (const Row& row : rows_of(data + "/edges.csv")) {
    out.attributes.push_back(
        {static_cast<std::uint32_t>(row[2]), static_cast<std::uint32_t>(row[4]), static_cast<std::uint32_t>(row[5])});
    const NodeId& to = out.ids[row[1]];
    out.edges.push_back({static_cast<NodeNumber>(row[0]),
                         {static_cast<NodeNumber>(row[1]), to.claim() ? Relation::kRepeats : Relation::kCites}});
  }
  out.days = some_days();
  return out;
}

Documents::Documents(const Given& given)
    : given_{given}, first_(given.documents.size() + 1, 0), written_(given.edges.size()), text_(kTextBytes, 'x') {
  const auto writer_of = [&](const detail::NumberedEdge& edge) {
    return std::max(given.document_of[edge.from], given.document_of[edge.arc.to()]);
  };
  for (const detail::NumberedEdge& edge : given.edges) ++first_[writer_of(edge) + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  std::vector<std::size_t> next = first_;
  for (std::size_t n = 0; n < given.edges.size(); ++n) {
    const detail::NumberedEdge& edge = given.edges[n];
    written_[next[writer_of(edge)]++] = {given.ids[edge.from], given.ids[edge.arc.to()], edge.arc.relation(),
                                         given.attributes[n]};
  }
}

DocumentBatch Documents::make(std::size_t d, bool with_words) const {
  DocumentBatch batch;
  const std::vector<std::uint32_t>& nodes = given_.documents[d];
  batch.extraction.document.id = *given_.ids[nodes[0]].document();
  const Row& row = given_.node_rows[nodes[0]];
  if (with_words) batch.extraction.document.title = "Story number " + std::to_string(d);
  batch.extraction.document.family = "p" + std::to_string(row[3]) + " s" + std::to_string(row[4]);
  batch.extraction.document.published = given_.days[static_cast<std::size_t>(row[5]) % given_.days.size()];
  batch.extraction.text = text_;
  for (std::size_t n = 1; n < nodes.size(); ++n) {
    Claim claim;
    claim.id = *given_.ids[nodes[n]].claim();
    claim.content = {{static_cast<std::uint32_t>(20 * n), static_cast<std::uint32_t>(20 * n + 19)}};
    if (with_words) claim.text = "the dam is safe";
    claim.rule = "bench@1";
    claim.confidence = 0.9;
    batch.extraction.claims.push_back(std::move(claim));
  }
  batch.links.reserve(first_[d + 1] - first_[d]);
  for (std::size_t n = first_[d]; n < first_[d + 1]; ++n) {
    const Written& written = written_[n];
    Edge edge;
    edge.from = written.from;
    edge.relation = written.relation;
    edge.to = written.to;
    edge.hop = static_cast<std::uint16_t>(written.attributes.kind);
    const std::uint32_t begin = written.attributes.offset % (kTextBytes / 2);
    const std::uint32_t length = written.attributes.length % (kTextBytes / 2);
    edge.evidence = {batch.extraction.document.id, {{begin, begin + length}}, "bench@1", 0.9};
    batch.links.push_back(std::move(edge));
  }
  return batch;
}

}  // namespace headwater::bench
