#include "headwater/query/analyse.h"
#include "headwater/query/drift.h"

#include <algorithm>
#include <array>
#include <utility>

#include "headwater/query/json.h"
#include "headwater/query/paths.h"
#include "headwater/query/report.h"
#include "headwater/query/whole_store.h"
#include "listing.h"
#include "verbs.h"
#include "view_options.h"

namespace headwater::cli {
namespace {

constexpr Manual kAnalyseManual{"analyse", "tells what a claim hangs on, and what hangs on a source",
                                "[--db DIR] [--json] independence|bottlenecks|cut|drift|gaps|timeline CLAIM-ID\n"
                                "                    [--db DIR] [--json] impact DOCUMENT-ID|AGENT-ID\n"
                                "                    [--db DIR] [--json] circular DOCUMENT-ID|CLAIM-ID\n"
                                "                    [--db DIR] [--json] [--limit N] paths FROM-ID TO-ID\n"
                                "                    [--db DIR] [--json] [--limit N] bottlenecks|circular",
                                "Answers one question about one node, or without an id about the whole store: the\n"
                                "sources that most claims hang on, all loops.\n"
                                "\n"
                                "  independence  how many sources of a claim share nothing upstream, the chains\n"
                                "                that show it, and the nodes that show there are no more\n"
                                "  bottlenecks   documents and agents that every chain of a claim passes\n"
                                "  cut           the fewest nodes without which the claim has no source left\n"
                                "  drift         what changed in a claim's words, step by step from its source\n"
                                "  impact        without this document or agent, which claims lose their last\n"
                                "                support, and which have fewer sources than before\n"
                                "  circular      loops of documents that rest on each other\n"
                                "  gaps          what could not be traced: what is not held, not named, not found\n"
                                "  timeline      day by day, who carries the claim and on how many sources it rests\n"
                                "  paths         the ways from one node upstream to another, the shortest first\n"
                                "\n"
                                "Any of them as it stood on a date, without a source, or by what people judged, with\n"
                                "the options below. 'verify' checks the JSON of an answer.",
                                "headwater analyse independence c0123456789abcdef01234567\n"
                                "headwater analyse impact --json d0123456789abcdef"};

std::string claim_line(const Claim& claim, const Document& document) {
  return "  \"" + terminal_text(claim.text) + "\"\n      " + document_line(document) + "\n";
}

std::string listing_of(const Independence& answer) {
  std::string out = std::to_string(answer.independent_sources) + " independent source(s), repeated by " +
                    std::to_string(answer.outlets_repeating) + " outlet(s)\n";
  for (const NodeName& node : answer.cut)
    out += "  without " + terminal_text(node.name) + " (" + to_string(node.node) + ") there is one less\n";
  return out;
}

std::string listing_of(const Trace& trace) {
  std::string out = trace.bottlenecks.empty() ? "no single node is on every chain\n" : "on every chain\n";
  for (const NodeName& node : trace.bottlenecks)
    out += "  " + to_string(node.node) + "  " + terminal_text(node.name) + "\n";
  return out;
}

// Under a list of the whole store.
std::string more_listing(const std::optional<std::size_t>& next, bool truncated) {
  if (next) return "there are more: --limit N tells N of them\n";
  return truncated ? "others were not looked at: there are too many\n" : "";
}

std::string listing_of(const WeakPoints& answer) {
  if (answer.points.empty()) return "no claim hangs on a single source elsewhere\n";
  std::string out;
  for (const WeakPoint& point : answer.points) {
    out += std::to_string(point.claims) + " of " + std::to_string(answer.claims) + " claims hang on " +
           terminal_text(point.source.name) + " (" + to_string(point.source.node) + ")\n";
  }
  return out + more_listing(answer.next, answer.truncated);
}

std::string listing_of(const Impact& answer) {
  std::string out = "without " + terminal_text(answer.withdrawn.name) + "\n";
  out += std::to_string(answer.falls.size()) + " claim(s) lose their last support\n";
  for (const Impact::Fallen& one : answer.falls) out += claim_line(one.claim, one.document);
  out += std::to_string(answer.weakened.size()) + " claim(s) are weakened\n";
  for (const Impact::Weakened& one : answer.weakened) {
    out += claim_line(one.claim, one.document) + "      from " + std::to_string(one.from) + " to " +
           std::to_string(one.to) + " sources\n";
  }
  return out;
}

std::string loops_listing(const std::vector<Loop>& loops) {
  if (loops.empty()) return "no loop\n";
  std::string out;
  for (const Loop& loop : loops) {
    out += loop.closed ? "a closed loop, with no way out to any source\n" : "a loop with a way out to a source\n";
    for (const Document& document : loop.documents) out += "  " + document_line(document) + "\n";
    if (loop.closing_from && loop.date)
      out += "  closed on " + loop.date->text() + " by " + document_line(*loop.closing_from) + "\n";
  }
  return out;
}

std::string listing_of(const Circular& answer) { return loops_listing(answer.loops); }

std::string listing_of(const AllLoops& answer) {
  return loops_listing(answer.loops) + more_listing(answer.next, answer.truncated);
}

std::string listing_of(const Drift& answer) {
  if (answer.steps.empty()) return "it repeats no claim that is held here\n";
  std::string out;
  for (const DriftStep& step : answer.steps) {
    out += claim_line(step.from, step.from_document) + "  became\n" + claim_line(step.to, step.to_document);
    if (step.changes.empty()) out += "    nothing that weighs changed\n";
    for (const Change& c : step.changes) {
      const auto said = [](const std::string& words) {
        return words.empty() ? std::string{"nothing"} : "\"" + terminal_text(words) + "\"";
      };
      out += "    " + std::string{to_string(c.kind)} + ": " + said(c.before) + " -> " + said(c.after) + "\n";
    }
    out += "\n";
  }
  return out;
}

std::string cut_listing(const Independence& answer) {
  if (answer.cut.empty()) return "it has no source that could be withdrawn\n";
  std::string out = "without these " + std::to_string(answer.cut.size()) + " it has no source left\n";
  for (const NodeName& node : answer.cut) out += "  " + to_string(node.node) + "  " + terminal_text(node.name) + "\n";
  return out;
}

std::string listing_of(const Gaps& answer) {
  if (answer.gaps.empty()) return "every chain ends at a source that is here or was heard at first hand\n";
  std::string out;
  for (const Gap& gap : answer.gaps) {
    out += spaced(to_string(gap.kind)) + ": " + terminal_text(gap.missing.name) + " (" + to_string(gap.missing.node) +
           ")\n      in " + document_line(gap.document) + "\n";
    if (!gap.quote.empty()) out += "      \"" + terminal_text(gap.quote, 400) + "\"\n";
  }
  return out;
}

std::string listing_of(const Paths& answer) {
  std::string out = answer.paths.empty() ? "no way leads there\n" : "";
  for (const Path& path : answer.paths) {
    out += std::to_string(path.size()) + (path.size() == 1 ? " step\n" : " steps\n");
    for (const TraceStep& step : path) {
      out += "  " + terminal_text(step.from_name) + "\n    " + spaced(to_string(step.relation)) + " " +
             terminal_text(step.to_name) + " (" + to_string(step.to) + ")\n";
      if (!step.quote.empty()) out += "      \"" + terminal_text(step.quote, 400) + "\"\n";
    }
  }
  if (answer.truncated) out += "there may be others: not all were looked at\n";
  return out;
}

std::string listing_of(const Timeline& answer) {
  std::string out;
  for (const Timeline::Day& day : answer.days) {
    out += day.date.text() + "  " + std::to_string(day.outlets) + " outlet(s), " +
           std::to_string(day.independent_sources) + " independent source(s)\n";
    for (const Document& document : day.came_out) out += "      " + document_line(document) + "\n";
  }
  if (answer.first_carried_by)
    out += "first appeared " + answer.first_appeared->text() + " in " + document_line(*answer.first_carried_by) + "\n";
  out += answer.independent_since ? "two independent sources or more since " + answer.independent_since->text() + "\n"
                                  : std::string{"never more than one independent source\n"};
  if (answer.undated > 0) out += std::to_string(answer.undated) + " document(s) carry it and bear no date\n";
  return out;
}

// The answer to one question, printed; its status.
template <class Answer>
int told(Out& out, bool json, const Result<Answer>& answer, std::string (*as_json)(const Answer&),
         std::string (*as_listing)(const Answer&) = listing_of) {
  if (!answer.has_value()) {
    talk(answer.error().message);
    return exit_status(answer.error().code);
  }
  if (json) {
    out.line(as_json(*answer));
  } else {
    out.text(as_listing(*answer));
  }
  return out.end(kDone);
}

int tell_of_whole_store(Out& out, const std::string& db, bool json, const std::string& question,
                        const WholeStoreOptions& options) {
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;
  if (question == "circular") return told<AllLoops>(out, json, all_loops(*store, options), to_json);
  return told<WeakPoints>(out, json, weak_points(*store, options), to_json);
}

}  // namespace

int run_analyse(Arguments arguments) {
  std::string db;
  bool json = false;
  AnalyseOptions options;
  WholeStoreOptions whole;
  std::vector<std::string> words;
  CommandLine line{kAnalyseManual};
  line.add_db(db);
  line.add_json(json);
  add_view(line, options.trace.view);
  line.app()
      .add_option("--limit", whole.limit,
                  "Sources or loops of the whole store, or paths, that are told. Default: 20; 10 paths.")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000).description(""));
  line.add_words(words, "QUESTION ID", "One of the questions above, and the id of a node.");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  if (words.size() == 1 && (words[0] == "bottlenecks" || words[0] == "circular")) {
    whole.analyse = options;
    return tell_of_whole_store(out, db, json, words[0], whole);
  }
  if (!words.empty() && words[0] == "paths") {
    const std::optional<NodeId> from = words.size() == 3 ? NodeId::parse(words[1]) : std::nullopt;
    const std::optional<NodeId> to = words.size() == 3 ? NodeId::parse(words[2]) : std::nullopt;
    if (!from || !to) return wrong_usage("analyse", "paths wants two ids; other verbs print them");
    if (!options.trace.view.is_all()) return wrong_usage("analyse", "paths are of the whole store, not of a part");
    PathOptions how;
    if (line.app().count("--limit") > 0) how.max_paths = whole.limit;
    const std::optional<Store> store = open_to_read(db);
    if (!store.has_value()) return kStoreTrouble;
    return told<Paths>(out, json, paths(*store, *from, *to, how), to_json);
  }
  if (words.size() != 2) return wrong_usage("analyse", "a question and one id are wanted");
  const std::string& question = words[0];
  const std::optional<NodeId> node = NodeId::parse(words[1]);
  if (!node) return wrong_usage("analyse", "\"" + words[1] + "\" is not an id; other verbs print them");
  constexpr std::array<std::string_view, 6> kOfClaims{"independence", "bottlenecks", "cut",
                                                      "drift",        "gaps",        "timeline"};
  const bool of_claim = std::find(kOfClaims.begin(), kOfClaims.end(), question) != kOfClaims.end();
  if (!of_claim && question != "impact" && question != "circular") {
    return wrong_usage("analyse", "no question \"" + question +
                                      "\"; there are independence, bottlenecks, cut, drift, gaps, timeline, paths, "
                                      "impact and circular");
  }
  if (of_claim && !node->claim()) return wrong_usage("analyse", "\"" + words[1] + "\" is not a claim");
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;
  if (!json) out.text(view_line(options.trace.view));
  const std::optional<ClaimId> claim = node->claim();
  if (question == "independence") return told<Independence>(out, json, independence(*store, *claim, options), to_json);
  if (question == "cut")
    return told<Independence>(out, json, independence(*store, *claim, options), cut_json, cut_listing);
  if (question == "bottlenecks") return told<Trace>(out, json, trace(*store, *claim, options.trace), bottlenecks_json);
  if (question == "drift") return told<Drift>(out, json, drift(*store, *claim, options.trace), to_json);
  if (question == "gaps") return told<Gaps>(out, json, gaps(*store, *claim, options), to_json);
  if (question == "timeline") return told<Timeline>(out, json, timeline(*store, *claim, options), to_json);
  if (question == "impact") return told<Impact>(out, json, impact(*store, *node, options), to_json);
  return told<Circular>(out, json, circular(*store, *node, options), to_json);
}

}  // namespace headwater::cli
