#include <utility>

#include "headwater/query/json.h"
#include "headwater/query/report.h"
#include "headwater/query/search.h"
#include "headwater/query/trace.h"
#include "listing.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kTraceManual{"trace", "follows a claim upstream to where it comes from",
                              "[--db DIR] [--json] (CLAIM-ID | \"WORDS\")",
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

constexpr Manual kReportManual{"report", "writes the chains of a claim as a report to send on",
                               "[--db DIR] [--format md|json] (CLAIM-ID | \"WORDS\")",
                               "Prints a report on one claim: what it rests on in one sentence, every chain step by\n"
                               "step with the words quoted, and what all chains pass through. Words stand for the\n"
                               "claim that fits them best.",
                               "headwater report \"the dam is safe\" > report.md\n"
                               "headwater report --format json c0123456789abcdef01234567"};

struct Asked {
  std::optional<Trace> trace;
  int status = kDone;  // where there is no trace
};

Asked failed(const Error& error) {
  talk(error.message);
  return {std::nullopt, exit_status(error.code)};
}

// The claim that is named or described, traced.
Asked trace_claim(std::string_view verb, const std::string& db, const std::string& words) {
  std::optional<ClaimId> claim;
  if (const std::optional<NodeId> node = NodeId::parse(words)) {
    claim = node->claim();
    if (!claim.has_value()) {
      return {std::nullopt, wrong_usage(verb, "\"" + words + "\" is not a claim; 'show' prints the claims it has")};
    }
  }
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return {std::nullopt, kStoreTrouble};
  if (!claim.has_value()) {
    const Result<Found> found = search(*store, words, {.limit = 1});
    if (!found.has_value()) return failed(found.error());
    if (found->claims.empty()) {
      talk("no claim was found for \"" + words + "\"");
      return {std::nullopt, kNothingFound};
    }
    claim = found->claims.front().claim.id;
  }
  Result<Trace> traced = trace(*store, *claim, {});
  if (!traced.has_value()) return failed(traced.error());
  return {std::move(*traced), kDone};
}

}  // namespace

int run_trace(Arguments arguments) {
  std::string db;
  bool json = false;
  std::vector<std::string> words;
  CommandLine line{kTraceManual};
  line.add_db(db);
  line.add_json(json);
  line.add_words(words, "WORDS", "A claim's id, or words of it.");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const Asked asked = trace_claim("trace", db, joined(words));
  if (!asked.trace.has_value()) return asked.status;
  if (json) {
    out.line(to_json(*asked.trace));
  } else {
    out.text(listing(out, *asked.trace));
  }
  return out.end(kDone);
}

int run_report(Arguments arguments) {
  std::string db;
  bool json = false;
  std::string format = "md";
  std::vector<std::string> words;
  CommandLine line{kReportManual};
  line.add_db(db);
  line.app()
      .add_option("--format", format, "md (Markdown) or json. Default: md.")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"md", "json"}).description(""));
  line.app().add_flag("--json", json, "The same as --format json.");
  line.add_words(words, "WORDS", "A claim's id, or words of it.");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const Asked asked = trace_claim("report", db, joined(words));
  if (!asked.trace.has_value()) return asked.status;
  if (json || format == "json") {
    out.line(to_json(*asked.trace));
  } else {
    out.text(report_markdown(*asked.trace));
  }
  return out.end(kDone);
}

}  // namespace headwater::cli
