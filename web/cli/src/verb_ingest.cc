#include <utility>

#include "files.h"
#include "headwater/query/json.h"
#include "headwater/query/report.h"
#include "in_order.h"
#include "listing.h"
#include "progress.h"
#include "reading.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kManual{
    "ingest", "reads documents into a store",
    "[--db DIR] [--json] [--kind K] [--url U] [--publisher P]\n"
    "                   [--published D] [--jobs N] PATH...",
    "Reads each document and writes it to the store, which is made if it is not there. A\n"
    "directory is read with all that lies under it, in sorted order; hidden entries are\n"
    "passed over. Documents are read on several threads and written one after the other in\n"
    "the order of their names, so that the store and the output are the same whatever N is.\n"
    "\n"
    "One line tells what became of each document: added; unchanged, when the store had the\n"
    "same bytes; merged, when it held another version of the page; or failed. A document is\n"
    "written whole or not at all, and one that fails does not end the batch.",
    "headwater ingest articles/\n"
    "headwater ingest --db affair.db --publisher \"Harbour Ledger\" --published 2013-02-19 story.txt\n"
    "cat statement.txt | headwater ingest --kind statement -"};

struct Counts {
  std::size_t added = 0;
  std::size_t unchanged = 0;
  std::size_t merged = 0;
  std::size_t failed = 0;
  std::size_t claims = 0;
};

struct Options {
  std::string db;
  bool json = false;
  std::size_t jobs = default_jobs();
  std::vector<std::string> paths;
  ExtractOptions defaults;
};

class Batch {
 public:
  Batch(Out& out, const Options& options, Store& store, std::vector<FoundFile> files)
      : out_{out}, options_{options}, store_{store}, files_{std::move(files)}, progress_{files_.size()} {}

  int run() {
    std::size_t at = 0;
    in_order(
        options_.jobs,
        [&]() -> std::optional<Input> {
          if (at == files_.size()) return std::nullopt;
          FoundFile& file = files_[at++];
          Input input;
          input.options = options_.defaults;
          input.options.path = file.path;
          input.file = std::move(file.path);
          input.error = std::move(file.error);
          return input;
        },
        [](const Input& input) { return read_input(input, true); },
        [&](ReadInput read) {
          write(std::move(read));
          return true;  // whoever stopped listening still wants the batch done
        });
    progress_.clear();
    if (!options_.json) tell_counts();
    return out_.end(status_);
  }

 private:
  void write(ReadInput read) {
    progress_.step(done_++, read.path);
    if (!read.extraction.has_value()) {
      fail(read.error, read.path, kBadInputs);
      return;
    }
    Result<Ingested> ingested = ingest(store_, std::move(*read.extraction), std::move(read.raw));
    if (!ingested.has_value()) {
      const bool store = exit_status(ingested.error().code) == kStoreTrouble;
      fail(ingested.error(), read.path, store ? kStoreTrouble : kBadInputs);
      return;
    }
    switch (ingested->status) {
      case IngestStatus::kAdded:
        ++counts_.added;
        break;
      case IngestStatus::kUnchanged:
        ++counts_.unchanged;
        break;
      case IngestStatus::kMerged:
        ++counts_.merged;
        break;
    }
    counts_.claims += ingested->claims;
    if (out_.is_terminal() || !ingested->warnings.empty()) progress_.clear();
    tell_warnings(read.path, ingested->warnings);
    const std::string_view status = to_string(ingested->status);
    if (options_.json) {
      out_.line(ingest_line_json(ingested->document, status, ingested->claims));
      return;
    }
    std::string line{status};
    line.resize(10, ' ');
    out_.line(line + to_string(NodeId{ingested->document.id}) + "  " + terminal_text(read.path) + "  " +
              std::to_string(ingested->claims) + " claims");
  }

  void fail(const Error& error, const std::string& path, ExitStatus status) {
    ++counts_.failed;
    status_ = worse(status_, status);
    progress_.clear();
    if (options_.json) {
      out_.line(ingest_failed_json(error, path));
      talk(error.message);
    } else {
      out_.line("failed    " + terminal_text(error.message));
      if (!talk_is_terminal()) talk(error.message);
    }
  }

  void tell_counts() const {
    talk(std::to_string(counts_.added) + " added, " + std::to_string(counts_.unchanged) + " unchanged, " +
         std::to_string(counts_.merged) + " merged, " + std::to_string(counts_.failed) + " failed; " +
         std::to_string(counts_.claims) + " claims");
  }

  Out& out_;
  const Options& options_;
  Store& store_;
  std::vector<FoundFile> files_;
  Progress progress_;
  std::size_t done_ = 0;
  Counts counts_;
  ExitStatus status_ = kDone;
};

}  // namespace

int run_ingest(Arguments arguments) {
  Options options;
  CommandLine line{kManual};
  line.add_db(options.db);
  line.add_json(options.json);
  line.add_kind(options.defaults.kind);
  line.add_spans(options.defaults.spans);
  line.app()
      .add_option("--url", options.defaults.url, "Where the document came from. Only with a single document.")
      ->type_name("URL");
  line.app()
      .add_option("--publisher", options.defaults.publisher,
                  "Who put the documents out. Default: what each document says.")
      ->type_name("NAME");
  line.add_published(options.defaults.published);
  line.app()
      .add_option("--jobs", options.jobs, "How many threads read. Default: the number of cores.")
      ->type_name("N")
      ->check(CLI::Range(1, 256).description(""));
  line.add_words(options.paths, "PATH", "Files and directories to read; - is standard input.");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  std::vector<FoundFile> files;
  for (const std::string& path : options.paths) {
    for (FoundFile& file : files_under(path)) files.push_back(std::move(file));
  }
  if (!options.defaults.url.empty() && files.size() > 1) {
    return wrong_usage("ingest",
                       "--url is the address of one document, and " + std::to_string(files.size()) + " were given");
  }
  std::optional<Store> store = open_to_write(options.db);
  if (!store.has_value()) return kStoreTrouble;
  return Batch{out, options, *store, std::move(files)}.run();
}

}  // namespace headwater::cli
