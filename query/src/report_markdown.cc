// A report as Markdown.
#include <algorithm>
#include <string>

#include "report_parts.h"

namespace headwater {

using namespace detail;  // NOLINT: the words this is put together from

namespace {

// Markdown's own signs made words again. What is a sign only at the start of a line is dealt with there.
std::string markdown(std::string_view text) {
  static constexpr std::string_view kSigns = "\\`*_{}[]<>#|~&!^=$";
  const std::string line = terminal_text(text, 4000);
  std::string out;
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool bullet = i == 0 && (line[i] == '-' || line[i] == '+');
    const bool number = i > 0 && i == digits && (line[i] == '.' || line[i] == ')');
    if (bullet || number || kSigns.find(line[i]) != std::string_view::npos) out.push_back('\\');
    out.push_back(line[i]);
  }
  return out;
}

// A link where the address is one that can be followed and cannot break out of its brackets.
std::string markdown_link(const std::string& url) {
  const bool web = url.starts_with("http://") || url.starts_with("https://");
  const bool safe = std::all_of(url.begin(), url.end(), [](char c) {
    return c > ' ' && c != 0x7f && c != '<' && c != '>' && c != '\\' && c != '`';
  });
  return web && safe ? "<" + url + ">" : markdown(url);
}

// The number of a source, and the steps to it.
void add_chain(std::string& out, const Trace& trace, const Chain& chain, std::size_t source) {
  int number = 0;
  for (const TraceStep& step : chain.steps) {
    if (goes_without_saying(trace, step)) continue;
    out += std::to_string(++number) + ". " + capitalised(step_words(chain, step, markdown)) + " (confidence " +
           percent(step.evidence.confidence) + ")\n";
    if (!step.quote.empty()) {
      out += "\n   > " + markdown(terminal_text(step.quote, kQuoteBytes)) + "\n\n   `" +
             to_string(NodeId{step.evidence.document}) + "`, " + place_words(step.evidence.spans) + "\n";
    }
    out += "\n";
  }
  out += "**" + capitalised(end_line(chain.end, markdown)) + "**";
  out += source == 0 ? "\n\n" : " (source " + std::to_string(source) + ")\n\n";
}

void add_drift(std::string& out, const Drift& drift) {
  bool any = false;
  for (const DriftStep& step : drift.steps) any = any || !step.changes.empty();
  if (!any) return;
  out += "## What changed on the way\n\n| from | to | change |\n|---|---|---|\n";
  for (const DriftStep& step : drift.steps) {
    for (const Change& change : step.changes) {
      out += "| " + document_line(step.from_document, markdown) + " | " + document_line(step.to_document, markdown) +
             " | " + change_words(change, markdown) + " |\n";
    }
  }
  out += "\n";
}

void add_timeline(std::string& out, const Timeline& timeline) {
  if (timeline.days.size() < 2) return;
  out += "## When it spread\n\n| day | came out | outlets | independent sources |\n|---|---|---|---|\n";
  for (const Timeline::Day& day : timeline.days) {
    std::string names;
    for (const Document& document : day.came_out)
      names += (names.empty() ? "" : "; ") + document_line(document, markdown);
    out += "| " + day.date.text() + " | " + names + " | " + std::to_string(day.outlets) + " | " +
           std::to_string(day.independent_sources) + " |\n";
  }
  out += "\n";
  if (timeline.independent_since)
    out += "Two independent sources or more since " + timeline.independent_since->text() + ".\n\n";
  if (timeline.truncated) out += "More days were left out.\n\n";
}

}  // namespace

std::string report_markdown(const Report& report) {
  const Trace& trace = report.trace;
  std::string out = "# Where a claim comes from\n\n";
  out += "> " + markdown(trace.claim.text) + "\n\n";
  out += "It stands in " + document_line(trace.document, markdown) + ".\n";
  if (!trace.document.url.empty()) out += markdown_link(trace.document.url) + "\n";
  out += "\n**" + answer_words(report, markdown) + "**\n\n";
  const Sources sources = sources_of(trace);
  if (!sources.ends.empty()) out += "## Sources\n\n";
  for (std::size_t i = 0; i < sources.ends.size(); ++i) {
    out += std::to_string(i + 1) + ". " + capitalised(end_phrase(sources.ends[i], markdown)) + "\n";
  }
  if (!sources.ends.empty()) out += "\n";
  for (std::size_t i = 0; i < trace.chains.size(); ++i) {
    out += "## Chain " + std::to_string(i + 1) + " of " + std::to_string(trace.chains.size()) + "\n\n";
    add_chain(out, trace, trace.chains[i], sources.of_chain[i]);
  }
  if (!trace.bottlenecks.empty()) {
    out += "## What every chain passes through\n\n";
    for (const std::string& name : names_once(trace.bottlenecks)) out += "- " + markdown(name) + "\n";
    out += "\n";
  }
  if (!trace.circular.empty()) {
    out += "## Loops\n\n";
    for (const std::vector<Document>& loop : trace.circular) {
      std::string line;
      for (const Document& document : loop) line += (line.empty() ? "" : " and ") + document_line(document, markdown);
      out += "- " + line + " rest on each other\n";
    }
    out += "\n";
  }
  add_drift(out, report.drift);
  add_timeline(out, report.timeline);
  if (!report.gaps.gaps.empty()) {
    out += "## What could not be traced\n\n";
    for (const Gap& gap : report.gaps.gaps) {
      out += "- " + gap_words(gap, markdown) + " Last seen in " + document_line(gap.document, markdown) + ".\n";
    }
    out += "\n";
  }
  if (!report.judged.empty()) {
    out += "## What people judged\n\n";
    for (const Judgement& one : report.judged) out += "- " + judgement_words(one, markdown) + "\n";
    out += "\n";
  }
  if (trace.chains_left_out > 0)
    out += std::to_string(trace.chains_left_out) + " chains are left out, as was asked.\n\n";
  if (trace.truncated) out += "The trace was cut at its limits: there may be more chains than these.\n\n";
  out +=
      "Claim `" + to_string(NodeId{trace.claim.id}) + "`, document `" + to_string(NodeId{trace.document.id}) + "`.\n";
  return out;
}

}  // namespace headwater
