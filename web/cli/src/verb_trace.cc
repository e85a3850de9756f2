#include <utility>

#include "headwater/query/json.h"
#include "headwater/query/report.h"
#include "headwater/query/search.h"
#include "headwater/query/trace.h"
#include "listing.h"
#include "verbs.h"
#include "view_options.h"

namespace headwater::cli {
namespace {

constexpr Manual kTraceManual{"trace", "follows a claim upstream to where it comes from",
                              "[--db DIR] [--json] [--as-of DATE] [--without ID] ... (CLAIM-ID | \"WORDS\")",
                              "Prints every chain from a claim to where it ends, each step with the words that show\n"
                              "it. Words stand for the claim that fits them best. A chain ends\n"
                              "\n"
                              "  primary       in the speaker's own document\n"
                              "  firsthand     with a named speaker whom an outlet heard itself\n"
                              "  anonymous     with people who are not named\n"
                              "  referenced    with somebody named whose document is not held\n"
                              "  unattributed  in a document that says it in its own voice and cites nothing\n"
                              "  circular      where it began",
                              "headwater trace \"the dam is safe\"\n"
                              "headwater trace --json c0123456789abcdef01234567"};

constexpr Manual kReportManual{
    "report", "writes the chains of a claim as a report to send on",
    "[--db DIR] [--format md|html|json|dot|svg] (CLAIM-ID | \"WORDS\")",
    "Prints a report on one claim: what it rests on in one sentence, its sources by number,\n"
    "every chain step by step with the words quoted, what changed on the way, when it\n"
    "spread, and what could not be traced. Words stand for the claim that fits them best.\n"
    "\n"
    "  md    Markdown\n"
    "  html  one file with the picture in it, to be sent on\n"
    "  json  all of it, as the server would send it\n"
    "  dot   the picture alone, for Graphviz\n"
    "  svg   the picture alone",
    "headwater report \"the dam is safe\" > report.md\n"
    "headwater report --format html c0123456789abcdef01234567 > report.html"};

// The claim that is named or described, or a status.
struct Asked {
  std::optional<Store> store;
  std::optional<ClaimId> claim;
  int status = kDone;
};

Asked failed(const Error& error) {
  talk(error.message);
  return {std::nullopt, std::nullopt, exit_status(error.code)};
}

Asked ask(std::string_view verb, const std::string& db, const std::string& words) {
  Asked out;
  if (const std::optional<NodeId> node = NodeId::parse(words)) {
    out.claim = node->claim();
    if (!out.claim.has_value()) {
      out.status = wrong_usage(verb, "\"" + words + "\" is not a claim; 'show' prints the claims it has");
      return out;
    }
  }
  out.store = open_to_read(db);
  if (!out.store.has_value()) {
    out.claim.reset();
    out.status = kStoreTrouble;
    return out;
  }
  if (out.claim.has_value()) return out;
  const Result<Found> found = search(*out.store, words, {.limit = 1});
  if (!found.has_value()) return failed(found.error());
  if (found->claims.empty()) {
    talk("no claim was found for \"" + words + "\"");
    out.status = kNothingFound;
    return out;
  }
  out.claim = found->claims.front().claim.id;
  return out;
}

}  // namespace

int run_trace(Arguments arguments) {
  std::string db;
  bool json = false;
  TraceOptions options;
  std::vector<std::string> words;
  CommandLine line{kTraceManual};
  line.add_db(db);
  line.add_json(json);
  add_view(line, options.view);
  line.add_words(words, "WORDS", "A claim's id, or words of it.");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const Asked asked = ask("trace", db, joined(words));
  if (!asked.claim.has_value()) return asked.status;
  const Result<Trace> traced = trace(*asked.store, *asked.claim, options);
  if (!traced.has_value()) return failed(traced.error()).status;
  if (json) {
    out.line(to_json(*traced));
  } else {
    out.text(view_line(options.view) + listing(out, *traced));
  }
  return out.end(kDone);
}

int run_report(Arguments arguments) {
  std::string db;
  bool json = false;
  std::string format = "md";
  AnalyseOptions options;
  PictureOptions picture_options;
  std::vector<std::string> words;
  CommandLine line{kReportManual};
  line.add_db(db);
  line.app()
      .add_option("--format", format, "md, html, json, dot or svg. Default: md.")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"md", "html", "json", "dot", "svg"}).description(""));
  line.app().add_flag("--json", json, "The same as --format json.");
  line.app().add_flag("!--all-copies", picture_options.fold_copies,
                      "Draw copies of a document one by one, not as the document they copy.");
  add_view(line, options.trace.view);
  line.add_words(words, "WORDS", "A claim's id, or words of it.");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const Asked asked = ask("report", db, joined(words));
  if (!asked.claim.has_value()) return asked.status;
  const Result<Report> made = report(*asked.store, *asked.claim, options, picture_options);
  if (!made.has_value()) return failed(made.error()).status;
  if (json || format == "json") {
    out.line(to_json(*made));
  } else if (format == "html") {
    out.text(report_html(*made));
  } else if (format == "dot") {
    out.text(picture_dot(made->picture));
  } else if (format == "svg") {
    out.text(picture_svg(made->picture));
  } else {
    out.text(report_markdown(*made));
  }
  return out.end(kDone);
}

}  // namespace headwater::cli
