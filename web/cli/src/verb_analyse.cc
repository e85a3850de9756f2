#include "headwater/query/analyse.h"
#include "headwater/query/drift.h"

#include <utility>

#include "headwater/query/json.h"
#include "headwater/query/report.h"
#include "listing.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kAnalyseManual{"analyse", "tells what a claim hangs on, and what hangs on a source",
                                "[--db DIR] [--json] independence|bottlenecks|drift CLAIM-ID\n"
                                "                    [--db DIR] [--json] impact DOCUMENT-ID|AGENT-ID\n"
                                "                    [--db DIR] [--json] circular DOCUMENT-ID|CLAIM-ID",
                                "Answers one question about one node.\n"
                                "\n"
                                "  independence  how many sources of a claim share nothing upstream, the chains\n"
                                "                that show it, and the nodes that show there are no more\n"
                                "  bottlenecks   documents and agents that every chain of a claim passes\n"
                                "  drift         what changed in a claim's words, step by step from its source\n"
                                "  impact        without this document or agent, which claims lose their last\n"
                                "                support, and which have fewer sources than before\n"
                                "  circular      loops of documents that rest on each other",
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

std::string listing_of(const Circular& answer) {
  if (answer.loops.empty()) return "no loop\n";
  std::string out;
  for (const Loop& loop : answer.loops) {
    out += loop.closed ? "a closed loop, with no way out to any source\n" : "a loop with a way out to a source\n";
    for (const Document& document : loop.documents) out += "  " + document_line(document) + "\n";
    if (loop.closing_from && loop.date)
      out += "  closed on " + loop.date->text() + " by " + document_line(*loop.closing_from) + "\n";
  }
  return out;
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

// The answer to one question, printed; its status.
template <class Answer>
int told(Out& out, bool json, const Result<Answer>& answer, std::string (*as_json)(const Answer&)) {
  if (!answer.has_value()) {
    talk(answer.error().message);
    return exit_status(answer.error().code);
  }
  if (json) {
    out.line(as_json(*answer));
  } else {
    out.text(listing_of(*answer));
  }
  return out.end(kDone);
}

}  // namespace

int run_analyse(Arguments arguments) {
  std::string db;
  bool json = false;
  std::vector<std::string> words;
  CommandLine line{kAnalyseManual};
  line.add_db(db);
  line.add_json(json);
  line.add_words(words, "QUESTION ID", "One of the questions above, and the id of a node.");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  if (words.size() != 2) return wrong_usage("analyse", "a question and one id are wanted");
  const std::string& question = words[0];
  const std::optional<NodeId> node = NodeId::parse(words[1]);
  if (!node) return wrong_usage("analyse", "\"" + words[1] + "\" is not an id; other verbs print them");
  const bool of_claim = question == "independence" || question == "bottlenecks" || question == "drift";
  if (!of_claim && question != "impact" && question != "circular") {
    return wrong_usage(
        "analyse", "no question \"" + question + "\"; there are independence, bottlenecks, drift, impact and circular");
  }
  if (of_claim && !node->claim()) return wrong_usage("analyse", "\"" + words[1] + "\" is not a claim");
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;
  const AnalyseOptions options;
  if (question == "independence")
    return told<Independence>(out, json, independence(*store, *node->claim(), options), to_json);
  if (question == "bottlenecks")
    return told<Trace>(out, json, trace(*store, *node->claim(), options.trace), bottlenecks_json);
  if (question == "drift") return told<Drift>(out, json, drift(*store, *node->claim(), options.trace), to_json);
  if (question == "impact") return told<Impact>(out, json, impact(*store, *node, options), to_json);
  return told<Circular>(out, json, circular(*store, *node, options), to_json);
}

}  // namespace headwater::cli
