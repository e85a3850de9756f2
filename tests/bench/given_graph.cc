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
  for (const Row& row : rows_of(data + "/nodes.csv")) {
    const DocumentId document = document_id_of("bench " + std::to_string(row[2]));
    out.document_of.push_back(static_cast<std::uint32_t>(row[2]));
    if (row[1] == 0) {
      out.documents.emplace_back();
      out.published.push_back(
          {static_cast<std::uint32_t>(row[3]), static_cast<std::uint32_t>(row[4]), static_cast<std::uint32_t>(row[5])});
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
  return out;
}

Documents::Documents(const Given& given) : written_(given.edges.size()), days_{some_days()}, text_(kTextBytes, 'x') {
  std::vector<std::size_t> next(given.documents.size() + 1, 0);
  const auto writer_of = [&](const detail::NumberedEdge& edge) {
    return std::max(given.document_of[edge.from], given.document_of[edge.arc.to()]);
  };
  for (const detail::NumberedEdge& edge : given.edges) ++next[writer_of(edge) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  for (std::size_t d = 0; d < given.documents.size(); ++d) {
    const std::vector<std::uint32_t>& nodes = given.documents[d];
    heads_.push_back({*given.ids[nodes.front()].document(), given.published[d], claims_.size(), next[d]});
    for (std::size_t n = 1; n < nodes.size(); ++n) claims_.push_back(*given.ids[nodes[n]].claim());
  }
  heads_.push_back({{}, {}, claims_.size(), written_.size()});
  for (std::size_t n = 0; n < given.edges.size(); ++n) {
    const detail::NumberedEdge& edge = given.edges[n];
    written_[next[writer_of(edge)]++] = {given.ids[edge.from], given.ids[edge.arc.to()], edge.arc.relation(),
                                         given.attributes[n]};
  }
}

DocumentBatch Documents::make(std::size_t d, bool with_words) const {
  DocumentBatch batch;
  const Head& head = heads_[d];
  const Head& end = heads_[d + 1];
  batch.extraction.document.id = head.id;
  if (with_words) batch.extraction.document.title = "Story number " + std::to_string(d);
  batch.extraction.document.family =
      "p" + std::to_string(head.published.by) + " s" + std::to_string(head.published.section);
  batch.extraction.document.published = days_[head.published.day % days_.size()];
  batch.extraction.text = text_;
  batch.extraction.claims.reserve(end.first_claim - head.first_claim);
  for (std::size_t n = head.first_claim; n < end.first_claim; ++n) {
    const std::size_t place = n - head.first_claim + 1;
    Claim claim;
    claim.id = claims_[n];
    claim.content = {{static_cast<std::uint32_t>(20 * place), static_cast<std::uint32_t>(20 * place + 19)}};
    if (with_words) claim.text = "the dam is safe";
    claim.rule = "bench@1";
    claim.confidence = 0.9;
    batch.extraction.claims.push_back(std::move(claim));
  }
  batch.links.reserve(end.first_written - head.first_written);
  for (std::size_t n = head.first_written; n < end.first_written; ++n) {
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
