#include <algorithm>
#include <utility>

#include "headwater/query/json.h"
#include "headwater/query/report.h"
#include "in_order.h"
#include "items.h"
#include "listing.h"
#include "reading.h"
#include "stages.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kManual{
    "extract", "reads documents and prints what they claim, without a store",
    "[--json] [--with-text] [--format F] [--url U] [--published D]\n"
    "                    [--kind K] [--stage S] (--manifest FILE | PATH...)",
    "Reads each document by itself and prints who says what in it, on whose word and by\n"
    "way of whom, and what it cites. Documents come out in the order they were given, each\n"
    "as soon as it is read. With --json a document is one object on one line.\n"
    "\n"
    "Feeds, archives, mailboxes, JSON lines and compressed files are opened: each document\n"
    "in them has a line, with the path CONTAINER!NAME. Attachments follow their mail.\n"
    "\n"
    "What cannot be read does not end the batch: with --json its line is\n"
    "{\"document\":null,\"error\":{\"code\",\"message\",\"path\"}}, and the exit status is 3.\n"
    "\n"
    "--stage stops after one stage of reading and shows what it made, with byte offsets in\n"
    "the document's text: tokens, by sentences; quotes, the quotations; syntax, each\n"
    "token's part of speech, label and head; attributions, who says what by which word,\n"
    "before names are resolved, by which rule and how surely. With --json each document\n"
    "is one object on one line, with a list of the stage's name.\n"
    "\n"
    "A manifest stands in for the paths. Each of its lines is an object\n"
    "{\"path\",\"url\",\"published\",\"format\",\"kind\"}, of which only the path must be there;\n"
    "relative paths start from the manifest's folder. The options of these names hold for\n"
    "lines that do not say otherwise. A line of it gives one line, in the same order: what\n"
    "holds several documents is an error there.",
    "headwater extract story.html\n"
    "headwater extract --json --published 2013-02-19 story.txt\n"
    "curl -s https://example.org/story | headwater extract --json --url https://example.org/story -\n"
    "headwater extract --json --manifest pages.jsonl > claims.jsonl\n"
    "headwater extract --stage syntax story.txt"};

struct Options {
  bool json = false;
  bool with_text = false;
  std::optional<Stage> stage;
  std::string manifest;
  std::vector<std::string> paths;
  bool allow_private = false;
  ExtractOptions defaults;
};

// The text as it stands, but for what would write to a terminal.
std::string printable_text(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += "  | " + terminal_text(std::string_view{text}.substr(at, end - at), text.size()) + "\n";
    at = end + 1;
  }
  return out;
}

int print(Out& out, const Options& options, const ReadInput& read) {
  if (!read.extraction.has_value()) {
    talk(read.error.message);
    if (options.json) out.line(failed_item_json(read.error, read.path));
    return kBadInputs;
  }
  tell_warnings(read.path, read.extraction->warnings);
  if (options.json) {
    out.line(to_json(*read.extraction, options.with_text));
  } else {
    out.text(listing(out, *read.extraction) + (options.with_text ? printable_text(read.extraction->text) : "") + "\n");
  }
  return kDone;
}

int print(Out& out, const Options& options, const StageShown& shown) {
  if (shown.error.has_value()) {
    talk(shown.error->message);
    if (options.json) out.line(failed_item_json(*shown.error, shown.path));
    return kBadInputs;
  }
  tell_warnings(shown.path, shown.warnings);
  out.line(shown.shown);
  return kDone;
}

template <class Next, class Work>
int extract_all(Out& out, const Options& options, Next next, Work work) {
  ExitStatus status = kDone;
  in_order(default_jobs(), std::move(next), std::move(work), [&](const auto& read) {
    status = worse(status, static_cast<ExitStatus>(print(out, options, read)));
    return out.open();
  });
  return out.end(status);
}

// Through all of reading, or as far as a stage. `read` is what all of reading does with an Input or Item.
template <class From, class Next, class Read>
int extract_each(Out& out, const Options& options, Next next, Read read) {
  if (!options.stage.has_value()) return extract_all(out, options, std::move(next), std::move(read));
  const StageOptions stage{*options.stage, options.json, options.with_text};
  return extract_all(out, options, std::move(next), [stage](From from) { return show_stage(std::move(from), stage); });
}

}  // namespace

int run_extract(Arguments arguments) {
  Options options;
  CommandLine line{kManual};
  line.add_json(options.json);
  line.app().add_flag("--with-text", options.with_text, "Adds the text, and the map that leads it back to the bytes.");
  line.app()
      .add_option_function<std::string>(
          "--format",
          [&](const std::string& word) {
            options.defaults.format = parse_format(word);
            if (!options.defaults.format.has_value()) {
              throw CLI::ValidationError("--format", "\"" + word + "\" is no format; wanted " + format_words());
            }
          },
          "What the bytes are: " + format_words() + ". Default: told from the bytes and the name.")
      ->type_name("F");
  line.app()
      .add_option("--url", options.defaults.url, "Where the document came from; makes its links absolute.")
      ->type_name("URL");
  line.add_published(options.defaults.published);
  line.add_kind(options.defaults.kind);
  line.add_spans(options.defaults.spans);
  line.app()
      .add_option_function<std::string>(
          "--stage",
          [&](const std::string& word) {
            options.stage = parse_stage(word);
            if (!options.stage.has_value()) {
              throw CLI::ValidationError("--stage",
                                         "\"" + word + "\" is no stage; wanted tokens, quotes, syntax or attributions");
            }
          },
          "Runs reading as far as this stage and shows what it made: tokens, quotes, syntax or attributions.")
      ->type_name("S");
  line.app()
      .add_option("--manifest", options.manifest, "A file of JSON lines instead of paths; - is standard input.")
      ->type_name("FILE");
  line.add_allow_private(options.allow_private);
  std::string db;  // taken like everywhere, and not used
  line.app().add_option("--db", db)->group("");
  line.add_words(options.paths, "PATH", "Files and web addresses to read; - is standard input.", true);

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  if (options.manifest.empty() == options.paths.empty()) {
    return wrong_usage("extract", "either paths or --manifest FILE are wanted, and not both");
  }
  if (!options.manifest.empty()) {
    Result<Manifest> manifest = Manifest::open(options.manifest, options.defaults, options.allow_private);
    if (!manifest.has_value()) {
      talk(manifest.error().message);
      return kBadInputs;
    }
    return extract_each<Input>(
        out, options, [&manifest] { return manifest->next(); },
        [](Input input) { return read_input(std::move(input)); });
  }
  std::size_t at = 0;
  Items items{[&]() -> std::optional<Input> {
    if (at == options.paths.size()) return std::nullopt;
    Input input;
    input.options = options.defaults;
    input.options.path = options.paths[at++];
    input.file = input.options.path;
    input.allow_private = options.allow_private;
    return input;
  }};
  const int status = extract_each<Item>(
      out, options, [&items] { return items.next(); }, [](Item item) { return read_item(std::move(item), false); });
  for (const std::string& warning : items.take_warnings()) talk(warning);
  return status;
}

}  // namespace headwater::cli
