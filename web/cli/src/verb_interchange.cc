#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "files.h"
#include "headwater/query/interchange.h"
#include "headwater/query/report.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kExportManual{
    "export", "writes a store in other tools' formats", "[--db DIR] [--format FORMAT] [--marking MARKING]",
    "Writes all of a store to standard output, as it is read.\n"
    "\n"
    "  ndjson        a line a document, with all there is of it, then the judgements; 'import' reads it\n"
    "  prov-json     for tools of W3C PROV; also prov-n, its notation for people\n"
    "  turtle        PROV-O as RDF, for triple stores; also json-ld, the same triples\n"
    "  graphml       for yEd, networkx, igraph\n"
    "  gexf          for Gephi\n"
    "  cytoscape     JSON for Cytoscape and Cytoscape.js\n"
    "  csv-nodes     a table of documents, claims and agents\n"
    "  csv-edges     a table of what joins them, with the words that show it\n"
    "  stix          a bundle of STIX 2.1, for platforms of threat intelligence\n"
    "  claim-review  JSON-LD of schema.org: who disputes which claim, and reviews that were read\n"
    "  dot           for Graphviz\n"
    "\n"
    "What is marked for fewer eyes than --marking says is left out, and standard error says how\n"
    "many documents that were.",
    "headwater export --db affair.db --format graphml > affair.graphml\n"
    "headwater export --db affair.db > affair.ndjson"};

constexpr Manual kImportManual{
    "import", "reads what 'export' or another tool wrote", "[--db DIR] [--format FORMAT] FILE...",
    "  ndjson     puts the documents and judgements of the files into the store. A document that is\n"
    "             held is replaced. Files are read twice, since a document may lead to one that\n"
    "             comes later. A line that cannot be read ends it with status 3; what came before\n"
    "             it stays\n"
    "  prov-json  W3C PROV: each file becomes a document, and what it states is its claims, and\n"
    "             edges that lead to the agents and documents it names, shown by its words\n"
    "  stix       a bundle of STIX 2.1, likewise\n"
    "  csv        tables of nodes (id, kind, name) and of edges (from, relation, to) with their\n"
    "             names as first row, likewise; several files are read as one. Edges alone do:\n"
    "             what no table names is a document, claim or agent as its relation wants\n"
    "\n"
    "The store is made if it is not there. A bundle's reports become documents of their own by\n"
    "'ingest'.",
    "headwater import --db copy.db affair.ndjson\n"
    "headwater import --db affair.db --format stix bundle.json\n"
    "headwater import --db affair.db --format csv nodes.csv edges.csv"};

// Every line of a file, until `take` gives an error. The line's number is told with it.
Result<void> each_line(const std::string& path, const std::function<Result<void>(std::string_view)>& take) {
  Result<std::unique_ptr<ByteSource>> source = open_file(path);
  if (!source.has_value()) return source.error();
  std::string line;
  std::size_t number = 0;
  const auto end_line = [&]() -> Result<void> {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) {
      line.clear();
      return {};
    }
    const Result<void> taken = take(line);
    line.clear();
    if (taken.has_value()) return {};
    return Error{taken.error().code, path + ", line " + std::to_string(number) + ": " + taken.error().message};
  };
  std::array<char, std::size_t{64} << 10> block;
  while (true) {
    const Result<std::size_t> got = (*source)->read(block.data(), block.size());
    if (!got.has_value()) return got.error();
    if (*got == 0) break;
    std::string_view rest{block.data(), *got};
    for (std::size_t at = rest.find('\n'); at != std::string_view::npos; at = rest.find('\n')) {
      line.append(rest.substr(0, at));
      if (Result<void> done = end_line(); !done.has_value()) return done;
      rest.remove_prefix(at + 1);
    }
    line.append(rest);
    if (line.size() > kMaxImportLine)
      return Error{ErrorCode::kTooLarge,
                   path + ": wanted lines of at most " + std::to_string(kMaxImportLine) + " bytes"};
  }
  return line.empty() ? Result<void>{} : end_line();
}

std::string export_formats() {
  std::string out;
  for (const ExportFormat format : kExportFormats) {
    if (!out.empty()) out += format == kExportFormats.back() ? " and " : ", ";
    out += to_string(format);
  }
  return out;
}

bool is_judgement(std::string_view line) { return line.starts_with("{\"judgement\""); }

int failed_import(const Error& error) {
  talk(error.message);
  return exit_status(error.code) == kNothingFound ? kBadInputs : exit_status(error.code);
}

struct NamedFile {
  std::string path;
  std::string bytes;
};

// One behind the other, each from the beginning of a line.
Result<NamedFile> read_as_one(const std::vector<std::string>& paths) {
  NamedFile out;
  for (const std::string& path : paths) {
    const Result<std::string> bytes = read_file(path, kMaxForeignFile);
    if (!bytes.has_value()) return bytes.error();
    if (!out.bytes.empty() && out.bytes.back() != '\n') out.bytes += '\n';
    out.path += (out.path.empty() ? "" : " and ") + path;
    if (bytes->size() > kMaxForeignFile - std::min(kMaxForeignFile, out.bytes.size()))
      return Error{ErrorCode::kTooLarge,
                   out.path + ": wanted at most " + std::to_string(kMaxForeignFile) + " bytes of all together"};
    out.bytes += *bytes;
  }
  return out;
}

// Each file in one write, and a line that tells of it. A table's nodes and edges may be files of their own.
int import_files(Store& store, ImportFormat format, const std::vector<std::string>& paths, Out& out) {
  std::vector<std::vector<std::string>> parts;
  for (const std::string& path : paths) {
    if (parts.empty() || format != ImportFormat::kCsv) parts.emplace_back();
    parts.back().push_back(path);
  }
  for (const std::vector<std::string>& part : parts) {
    const Result<NamedFile> file = read_as_one(part);
    if (!file.has_value()) return failed_import(file.error());
    const Result<Imported> done = import_file(store, format, file->bytes, file->path);
    if (!done.has_value()) return failed_import(done.error());
    out.text(file->path + ": " + std::to_string(done->documents) + " documents, " + std::to_string(done->agents) +
             " agents, " + std::to_string(done->claims) + " claims and " + std::to_string(done->edges) +
             " edges imported, " + std::to_string(done->left_out) + " records left out\n");
  }
  return out.end(kDone);
}

}  // namespace

int run_export(Arguments arguments) {
  std::string db;
  std::string format = "ndjson";
  ExportOptions options;
  CommandLine line{kExportManual};
  line.add_db(db);
  line.app().add_option("--format", format, "One of those above. Default: ndjson.")->type_name("FORMAT");
  line.app()
      .add_option("--marking", options.marking, "The narrowest marking that is still written. Default: TLP:AMBER.")
      ->type_name("MARKING");
  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const std::optional<ExportFormat> wanted = parse_export_format(format);
  if (!wanted) return wrong_usage("export", "no format \"" + format + "\"; there are " + export_formats());
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;
  const Result<Exported> done =
      export_store(*store, *wanted, options, [&](std::string_view piece) { return out.text(piece); });
  if (!done.has_value() && !out.open()) return out.end(kDone);
  if (!done.has_value()) {
    talk(done.error().message);
    return exit_status(done.error().code);
  }
  if (done->left_out > 0) talk(std::to_string(done->left_out) + " documents are left out for their marking");
  return out.end(kDone);
}

int run_import(Arguments arguments) {
  std::string db;
  std::vector<std::string> paths;
  CommandLine line{kImportManual};
  line.add_db(db);
  std::string format = "ndjson";
  line.app().add_option("--format", format, "ndjson, prov-json, stix or csv. Default: ndjson.")->type_name("FORMAT");
  line.add_words(paths, "FILE", "Files to read; - for standard input.");
  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const std::optional<ImportFormat> foreign = parse_import_format(format);
  if (!foreign && format != "ndjson")
    return wrong_usage("import", "no format \"" + format + "\"; there are ndjson, prov-json, stix and csv");
  std::optional<Store> store = open_to_write(db);
  if (!store.has_value()) return kStoreTrouble;
  if (foreign) return import_files(*store, *foreign, paths, out);
  std::size_t documents = 0, judgements = 0;
  for (const bool again : {false, true}) {
    for (const std::string& path : paths) {
      const Result<void> read = each_line(path, [&](std::string_view one) -> Result<void> {
        // Judgements come once all documents are there, and once.
        if (is_judgement(one) != again && is_judgement(one)) return {};
        const Result<bool> put = import_line(*store, one);
        if (!put.has_value()) return put.error();
        if (again) ++(*put ? documents : judgements);
        return {};
      });
      if (!read.has_value()) return failed_import(read.error());
    }
  }
  out.text(std::to_string(documents) + " documents and " + std::to_string(judgements) + " judgements imported\n");
  return out.end(kDone);
}

}  // namespace headwater::cli
