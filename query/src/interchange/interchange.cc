#include "headwater/query/interchange.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include "interchange/formats.h"
#include "interchange/readers.h"
#include "native_json.h"

namespace headwater {
namespace {

// Words that show an edge may stand in another document. Where that is here, the places have to lie in it; where it is
// not, neither is the edge's other end, and the edge waits for it.
Result<void> settle_foreign_evidence(const Store& store, DocumentBatch& batch) {
  std::unordered_map<DocumentId, std::optional<StoredText>> texts;
  std::vector<Edge> kept;
  for (Edge& edge : batch.links) {
    const DocumentId in = edge.evidence.document;
    if (in.is_null() || in == batch.extraction.document.id || edge.evidence.spans.empty()) {
      kept.push_back(std::move(edge));
      continue;
    }
    auto text = texts.find(in);
    if (text == texts.end()) {
      Result<std::optional<StoredText>> found = store.text(in);
      if (!found) return found.error();
      text = texts.emplace(in, std::move(*found)).first;
    }
    if (!text->second) continue;
    if (!are_places_in(text->second->text, edge.evidence.spans))
      return Error{ErrorCode::kBadInput, "import: an edge with places outside the text of " + to_string(NodeId{in})};
    kept.push_back(std::move(edge));
  }
  batch.links = std::move(kept);
  return {};
}

struct FormatEntry {
  ExportFormat value;
  std::string_view name;
  std::string_view media_type;
  std::string_view extension;
  Result<void> (*write)(detail::Visible&, detail::ExportOut&);
};

// In the order of ExportFormat.
constexpr std::array<FormatEntry, kExportFormats.size()> kFormats{{
    {ExportFormat::kNdjson, "ndjson", "application/x-ndjson", "ndjson", detail::write_ndjson},
    {ExportFormat::kGraphml, "graphml", "application/graphml+xml", "graphml", detail::write_graphml},
    {ExportFormat::kProvJson, "prov-json", "application/json", "provjson", detail::write_prov_json},
    {ExportFormat::kCsvNodes, "csv-nodes", "text/csv", "nodes.csv", detail::write_csv_nodes},
    {ExportFormat::kCsvEdges, "csv-edges", "text/csv", "edges.csv", detail::write_csv_edges},
    {ExportFormat::kDot, "dot", "text/vnd.graphviz", "dot", detail::write_dot},
    {ExportFormat::kProvN, "prov-n", "text/provenance-notation", "provn", detail::write_prov_n},
    {ExportFormat::kTurtle, "turtle", "text/turtle", "ttl", detail::write_turtle},
    {ExportFormat::kJsonLd, "json-ld", "application/ld+json", "jsonld", detail::write_json_ld},
    {ExportFormat::kGexf, "gexf", "application/gexf+xml", "gexf", detail::write_gexf},
    {ExportFormat::kStix, "stix", "application/stix+json;version=2.1", "stix.json", detail::write_stix},
    {ExportFormat::kClaimReview, "claim-review", "application/ld+json", "claimreview.json", detail::write_claim_review},
    {ExportFormat::kCytoscape, "cytoscape", "application/json", "cyjs", detail::write_cytoscape},
}};

const FormatEntry& entry(ExportFormat format) { return kFormats[static_cast<std::size_t>(format)]; }

struct ReaderEntry {
  ImportFormat value;
  std::string_view name;
  Result<Imported> (*read)(Store&, std::string_view, const std::string&);
};

// In the order of ImportFormat.
constexpr std::array<ReaderEntry, kImportFormats.size()> kReaders{{
    {ImportFormat::kProvJson, "prov-json", detail::read_prov_json},
    {ImportFormat::kStix, "stix", detail::read_stix_bundle},
    {ImportFormat::kCsv, "csv", detail::read_csv},
}};

const ReaderEntry& entry(ImportFormat format) { return kReaders[static_cast<std::size_t>(format)]; }

}  // namespace

std::string_view to_string(ExportFormat format) { return entry(format).name; }
std::string_view media_type(ExportFormat format) { return entry(format).media_type; }
std::string_view file_extension(ExportFormat format) { return entry(format).extension; }

std::optional<ExportFormat> parse_export_format(std::string_view text) {
  for (const FormatEntry& one : kFormats) {
    if (one.name == text) return one.value;
  }
  return std::nullopt;
}

Result<void> valid(const ExportOptions& options) { return detail::check_marking(options.marking); }

Result<Exported> export_store(const Store& store, ExportFormat format, const ExportOptions& options,
                              const ExportSink& sink) {
  const Result<Store> still = store.snapshot();
  if (!still) return still.error();
  Result<detail::Visible> visible = detail::Visible::of(*still, options.marking);
  if (!visible) return visible.error();
  detail::ExportOut out{sink};
  Result<void> done = entry(format).write(*visible, out);
  if (done) done = out.flush();
  if (!done) return done.error();
  return visible->counts();
}

Result<bool> import_line(Store& store, std::string_view line) {
  if (line.size() > kMaxImportLine) return Error{ErrorCode::kTooLarge, "import: wanted lines of at most 1 GiB"};
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) return Error{ErrorCode::kBadInput, "import: wanted a line with one JSON object"};
  if (json.contains("judgement")) {
    Result<Judgement> judgement = detail::judgement_of(json);
    if (!judgement) return judgement.error();
    const Result<Judgement> written = store.judge(std::move(*judgement));
    return written ? Result<bool>{false} : Result<bool>{written.error()};
  }
  Result<DocumentBatch> batch = detail::batch_of(json);
  if (!batch) return batch.error();
  if (const Result<void> checked = settle_foreign_evidence(store, *batch); !checked) return checked.error();
  const Result<void> put = store.put(*batch);
  return put ? Result<bool>{true} : Result<bool>{put.error()};
}

std::string_view to_string(ImportFormat format) { return entry(format).name; }

std::optional<ImportFormat> parse_import_format(std::string_view text) {
  for (const ReaderEntry& one : kReaders) {
    if (one.name == text) return one.value;
  }
  return std::nullopt;
}

Result<Imported> import_file(Store& store, ImportFormat format, std::string_view bytes, const std::string& path) {
  Result<Imported> done =
      bytes.size() > kMaxForeignFile
          ? Error{ErrorCode::kTooLarge, "wanted a file of at most " + std::to_string(kMaxForeignFile) + " bytes"}
          : entry(format).read(store, bytes, path);
  if (!done) return Error{done.error().code, path + ": " + done.error().message};
  return done;
}

}  // namespace headwater
