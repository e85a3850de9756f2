#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <utility>

#include "files.h"
#include "headwater/query/json.h"
#include "headwater/query/report.h"
#include "in_order.h"
#include "items.h"
#include "listing.h"
#include "progress.h"
#include "reading.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kManual{
    "ingest", "reads documents into a store",
    "[--db DIR] [--json] [--kind K] [--url U] [--publisher P]\n"
    "                   [--published D] [--jobs N] [--errors FILE]\n"
    "                   (--manifest FILE | PATH...)",
    "Reads each document and writes it to the store, which is made if it is not there. A\n"
    "directory is read with all that lies under it, in sorted order; hidden entries are\n"
    "passed over. Documents are read on several threads and written one after the other, of\n"
    "128 at a time the one that came out first, since a document speaks of earlier ones; the\n"
    "store and the output are the same whatever N is.\n"
    "Feeds, archives, mailboxes, JSON lines and compressed files are opened: each document\n"
    "in them is one of its own, with the path CONTAINER!NAME; so is a mail's attachment.\n"
    "\n"
    "One line tells what became of each document: added; unchanged, when the store had the\n"
    "same bytes; merged, when it held another version of the page; or failed. A document is\n"
    "written whole or not at all, and one that fails does not end the batch; --errors lists\n"
    "those, a JSON object a line. A batch that was broken off is given again as it was:\n"
    "what the store has is not read twice.\n"
    "\n"
    "A page on the web that the store holds is asked for by the version that was fetched,\n"
    "which DIR.fetched remembers beside the store; if that still stands it is unchanged.\n"
    "\n"
    "A manifest stands in for the paths, as with extract.",
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
  std::string manifest;
  bool allow_private = false;
  std::string errors;
  std::vector<std::string> paths;
  ExtractOptions defaults;
};

// The list of what was not read, a line each as it stands in --json; nothing where none is wanted.
class ErrorList {
 public:
  // False, and told, if the file cannot be written.
  bool open(const std::string& path) {
    if (path.empty()) return true;
    file_.reset(std::fopen(path.c_str(), "we"));
    if (file_ == nullptr) talk(path + ": the list of errors cannot be written: " + std::strerror(errno));
    return file_ != nullptr;
  }
  void add(const std::string& line) {
    if (file_ == nullptr) return;
    std::fputs((line + "\n").c_str(), file_.get());
    std::fflush(file_.get());
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
};

class Batch {
 public:
  Batch(Out& out, const Options& options, Store& store, ErrorList& errors, std::uint64_t total_bytes)
      : out_{out}, options_{options}, store_{store}, errors_{errors}, progress_{total_bytes} {}

  int run(std::function<std::optional<Input>()> next_input) {
    FetchOptions fetching;
    if (options_.allow_private) fetching.allowed = any_address;
    Opener opener{fetching, &store_, options_.db + ".fetched"};
    Items items{std::move(next_input), &opener};
    in_order(
        options_.jobs, [&items] { return items.next(); },
        [this](Item item) { return read_item(std::move(item), true, &store_); },
        [&](ReadInput read) {
          progress_.step(items.bytes_read(), done_++, read.path);
          take(std::move(read));
          return true;  // whoever stopped listening still wants the batch done
        });
    write_waiting();
    progress_.clear();
    for (const std::string& warning : items.take_warnings()) talk(warning);
    if (!options_.json) tell_counts();
    return out_.end(status_);
  }

 private:
  // What a document speaks of came out before it, and is best found where it is held: of so many that were read the
  // oldest is written first. Pages that have to be fetched are written as they come, for somebody waits for them.
  void take(ReadInput read) {
    constexpr std::size_t kMostWaiting = 128, kMostBytes = std::size_t{64} << 20;
    if (read.path.starts_with("http://") || read.path.starts_with("https://")) {
      write_waiting();
      write(std::move(read));
      return;
    }
    waiting_bytes_ += read.raw.size();
    waiting_.push_back(std::move(read));
    if (waiting_.size() >= kMostWaiting || waiting_bytes_ >= kMostBytes) write_waiting();
  }

  void write_waiting() {
    const auto came_out = [](const ReadInput& read) {
      const bool is_dated = read.extraction && read.extraction->document.published;
      return is_dated ? read.extraction->document.published->last_second() : std::numeric_limits<std::int64_t>::min();
    };
    std::stable_sort(waiting_.begin(), waiting_.end(),
                     [&](const ReadInput& a, const ReadInput& b) { return came_out(a) < came_out(b); });
    for (ReadInput& read : waiting_) write(std::move(read));
    waiting_.clear();
    waiting_bytes_ = 0;
  }

  void write(ReadInput read) {
    if (!read.extraction.has_value() && !read.held.has_value()) {
      fail(read.error, read.path, kBadInputs);
      return;
    }
    Result<Ingested> ingested = read.held.has_value()
                                    ? Result<Ingested>{std::move(*read.held)}
                                    : ingest(store_, std::move(*read.extraction), std::move(read.raw));
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
    errors_.add(ingest_failed_json(error, path));
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
  ErrorList& errors_;
  Progress progress_;
  std::vector<ReadInput> waiting_;
  std::size_t waiting_bytes_ = 0;
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
  line.app()
      .add_option("--errors", options.errors, "Lists here what was not read, and why: JSON lines.")
      ->type_name("FILE");
  line.app()
      .add_option("--manifest", options.manifest, "A file of JSON lines instead of paths; - is standard input.")
      ->type_name("FILE");
  line.add_allow_private(options.allow_private);
  line.add_words(options.paths, "PATH", "Files, directories and web addresses to read; - is standard input.", true);

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  if (options.manifest.empty() == options.paths.empty()) {
    return wrong_usage("ingest", "either paths or --manifest FILE are wanted, and not both");
  }
  std::vector<FoundFile> files;
  std::uint64_t total_bytes = 0;
  for (const std::string& path : options.paths) {
    for (FoundFile& file : files_under(path)) {
      total_bytes += file.size;
      files.push_back(std::move(file));
    }
  }
  if (!options.defaults.url.empty() && files.size() > 1) {
    return wrong_usage("ingest",
                       "--url is the address of one document, and " + std::to_string(files.size()) + " were given");
  }
  std::optional<Manifest> manifest;
  if (!options.manifest.empty()) {
    Result<Manifest> opened = Manifest::open(options.manifest, options.defaults, options.allow_private);
    if (!opened.has_value()) {
      talk(opened.error().message);
      return kBadInputs;
    }
    manifest.emplace(std::move(*opened));
  }
  ErrorList errors;
  if (!errors.open(options.errors)) return kStoreTrouble;
  std::optional<Store> store = open_to_write(options.db);
  if (!store.has_value()) return kStoreTrouble;
  Batch batch{out, options, *store, errors, total_bytes};
  if (manifest.has_value()) return batch.run([&manifest] { return manifest->next(); });
  std::size_t at = 0;
  return batch.run([&]() -> std::optional<Input> {
    if (at == files.size()) return std::nullopt;
    FoundFile& file = files[at++];
    Input input;
    input.options = options.defaults;
    input.options.path = file.path;
    input.file = std::move(file.path);
    input.error = std::move(file.error);
    return input;
  });
}

}  // namespace headwater::cli
