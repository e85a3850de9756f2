// Interchange: a store written in other tools' formats, and read again from our own.
//
//   headwater::export_store(store, headwater::ExportFormat::kGraphml, {}, [&](std::string_view piece) {
//     return std::fwrite(piece.data(), 1, piece.size(), file) == piece.size();
//   });
//
//   format     what                                                                                            in
//   ndjson     a line a held document, with all the store has of it, and one a judgement: lossless             yes
//   graphml    GraphML 1.0: documents, claims and agents as nodes, edges with their evidence
//   prov-json  PROV-JSON (W3C member submission, 2013): documents and claims are entities; the relations are those of
//              design section 1; what has no relation of PROV's is an influence with our name as its type
//   csv-nodes  RFC 4180, with a line of names: id, kind, name, detail, date, url, held
//   csv-edges  likewise: from, relation, to, document, begin, end, quote, rule, confidence, score
//   dot        Graphviz
//
// Writing is streamed: memory does not grow with the store. A store that is written to meanwhile is seen as documents
// come: each whole, none twice. Text is UTF-8; bytes that are none are U+FFFD in all but ndjson, which refuses them.
#ifndef HEADWATER_QUERY_INTERCHANGE_H_
#define HEADWATER_QUERY_INTERCHANGE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "headwater/graph/store.h"
#include "headwater/schema/result.h"

namespace headwater {

enum class ExportFormat : std::uint8_t { kNdjson, kGraphml, kProvJson, kCsvNodes, kCsvEdges, kDot };
std::string_view to_string(ExportFormat format);
std::optional<ExportFormat> parse_export_format(std::string_view text);

struct ExportOptions {
  // Documents and agents that are judged to be for fewer eyes are left out, with all that documents state:
  // "TLP:CLEAR" to "TLP:RED". What was never marked is written.
  std::string marking = "TLP:AMBER";
};

struct Exported {
  std::uint64_t documents = 0;  // held ones
  std::uint64_t left_out = 0;   // for their marking
};

// Takes what was written; false for a reader that is gone, which ends it with kIo.
using ExportSink = std::function<bool(std::string_view)>;

// kInvalidArgument for a marking that is none; errors of the store and of `sink`.
Result<Exported> export_store(const Store& store, ExportFormat format, const ExportOptions& options,
                              const ExportSink& sink);

// One line of ndjson into the store: a document or a judgement, whose nodes must be there. A document that is held is
// replaced. An edge to a node that is not there yet is left out, as by Store::put: where documents lead to later ones,
// lines of documents are given twice, and it is there. kBadInput, with what was wanted, for a line that is neither or
// has a value that cannot be; kTooLarge over kMaxImportLine. Gives whether it was a document.
Result<bool> import_line(Store& store, std::string_view line);

inline constexpr std::size_t kMaxImportLine = std::size_t{1} << 30;

}  // namespace headwater

#endif  // HEADWATER_QUERY_INTERCHANGE_H_
