// Interchange: a store written in other tools' formats, and what they have written read into it.
//
//   headwater::export_store(store, headwater::ExportFormat::kGraphml, {}, [&](std::string_view piece) {
//     return std::fwrite(piece.data(), 1, piece.size(), file) == piece.size();
//   });
//
//   format        in   what
//   ndjson        yes  a line a held document, with all the store has of it, and one a judgement: lossless
//   prov-json     yes  PROV-JSON (W3C member submission, 2013): documents and claims are entities; the relations are
//                      those of design section 1; what has no relation of PROV's is an influence
//   prov-n             PROV-N (W3C recommendation, 2013): the same
//   turtle             RDF 1.1 Turtle of PROV-O (W3C recommendation, 2013): each edge as a qualified relation with its
//                      evidence, and as the plain one
//   json-ld            JSON-LD 1.1: the same triples
//   graphml            GraphML 1.0: documents, claims and agents as nodes, edges with their evidence
//   gexf               GEXF 1.2: likewise
//   cytoscape          Cytoscape JSON, of Cytoscape and Cytoscape.js: likewise
//   csv-nodes     yes  RFC 4180, with a line of names: id, kind, name, detail, date, url, held
//   csv-edges     yes  likewise: from, relation, to, document, begin, end, quote, rule, confidence, score, how
//   stix          yes  a bundle of STIX 2.1 (OASIS standard, 2021): identities, reports (groupings, where no date is
//                      known), notes, relationships; evidence in a property extension; markings as TLP 2.0
//   claim-review       schema.org's ClaimReview as JSON-LD: each claim that another disputes, and each review that was
//                      read
//   dot                Graphviz; names are cut as labels
//
// In all but ndjson, csv and dot an edge has a name: "e", the 16 digits of the document that states it, "-", its place
// among that document's edges from 0. Where a format has names with prefixes, "hw:" is "urn:headwater:", and an id of
// ours follows.
//
// Writing is streamed: memory does not grow with the store, and nothing is cut. It is of one state of the store,
// whatever is put meanwhile. Text is UTF-8; bytes that are none are U+FFFD in all but ndjson, which refuses them.
#ifndef HEADWATER_QUERY_INTERCHANGE_H_
#define HEADWATER_QUERY_INTERCHANGE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "headwater/graph/store.h"
#include "headwater/schema/result.h"

namespace headwater {

enum class ExportFormat : std::uint8_t {
  kNdjson,
  kGraphml,
  kProvJson,
  kCsvNodes,
  kCsvEdges,
  kDot,
  kProvN,
  kTurtle,
  kJsonLd,
  kGexf,
  kStix,
  kClaimReview,
  kCytoscape,
};
inline constexpr std::array<ExportFormat, 13> kExportFormats{
    ExportFormat::kNdjson,   ExportFormat::kGraphml, ExportFormat::kProvJson, ExportFormat::kCsvNodes,
    ExportFormat::kCsvEdges, ExportFormat::kDot,     ExportFormat::kProvN,    ExportFormat::kTurtle,
    ExportFormat::kJsonLd,   ExportFormat::kGexf,    ExportFormat::kStix,     ExportFormat::kClaimReview,
    ExportFormat::kCytoscape};

std::string_view to_string(ExportFormat format);
std::optional<ExportFormat> parse_export_format(std::string_view text);
std::string_view media_type(ExportFormat format);      // as registered, or as its tools have it
std::string_view file_extension(ExportFormat format);  // without the dot before it

struct ExportOptions {
  // What is judged to be for fewer eyes is left out: documents with all that they alone state, agents, claims; and
  // edges that lead to such or are shown by their words. "TLP:CLEAR" to "TLP:RED". What was never marked is written.
  std::string marking = "TLP:AMBER";
};

// kInvalidArgument, with what was wanted, for a marking that is none.
Result<void> valid(const ExportOptions& options);

struct Exported {
  std::uint64_t documents = 0;  // held ones
  std::uint64_t left_out = 0;   // for their marking
};

// Takes what was written, at most 64 KiB at a time; false for a reader that is gone, which ends it with kIo.
using ExportSink = std::function<bool(std::string_view)>;

// As valid() says; errors of the store and of `sink`. Several passes over the store, each
// linear; what is marked for fewer eyes makes it slower.
Result<Exported> export_store(const Store& store, ExportFormat format, const ExportOptions& options,
                              const ExportSink& sink);

// One line of ndjson into the store: a document or a judgement, whose nodes must be there. A document that is held is
// replaced. An edge to a node that is not there yet is left out, as by Store::put: where documents lead to later ones,
// lines of documents are given twice, and it is there. kBadInput, with what was wanted, for a line that is neither or
// has a value that cannot be; kTooLarge over kMaxImportLine. Gives whether it was a document.
Result<bool> import_line(Store& store, std::string_view line);

inline constexpr std::size_t kMaxImportLine = std::size_t{1} << 30;

enum class ImportFormat : std::uint8_t { kProvJson, kStix, kCsv };
inline constexpr std::array<ImportFormat, 3> kImportFormats{ImportFormat::kProvJson, ImportFormat::kStix,
                                                            ImportFormat::kCsv};
std::string_view to_string(ImportFormat format);
std::optional<ImportFormat> parse_import_format(std::string_view text);

struct Imported {
  std::uint64_t documents = 0;  // that the file speaks of
  std::uint64_t agents = 0;
  std::uint64_t claims = 0;
  std::uint64_t edges = 0;     // but for those that say that a claim stands in the file
  std::uint64_t left_out = 0;  // records of kinds that a graph of sources has no place for, or that lead to none
};

// Another tool's file into the store, in one write. The file itself becomes a held document, whose text it is, byte for
// byte; what it calls a document is one that is spoken of, what it calls a claim is a claim of the file's, and every
// edge has the place in the file that states it as its evidence, under the rule "prov-json@1", "stix@1" or "csv@1". A
// document that the file names by an id of ours is that document.
//
// A file of csv holds tables of nodes and of edges, one behind the other in any order, each with its line of names: of
// nodes at least id, kind (document, claim, agent) and name, of edges from, relation and to; other columns may be left
// out, and those that csv-nodes and csv-edges do not have are passed over. An edge whose end no table names has a
// document, claim or agent of that name there, as its relation wants.
//
// kBadInput for a file that is not of the format, kTooLarge over
// the bounds below and for one nested deeper than 64 levels, both with `path` and what was wanted; errors of the store.
// Linear; memory is some ten times the file's size at most.
Result<Imported> import_file(Store& store, ImportFormat format, std::string_view bytes, const std::string& path);

inline constexpr std::size_t kMaxForeignFile = std::size_t{64} << 20;
inline constexpr std::size_t kMaxForeignNodes = 500'000;
inline constexpr std::size_t kMaxForeignEdges = 1'000'000;

}  // namespace headwater

#endif  // HEADWATER_QUERY_INTERCHANGE_H_
