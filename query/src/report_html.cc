// A report as one file of HTML.
#include <string>

#include "markup.h"
#include "report_parts.h"

namespace headwater {

using namespace detail;  // NOLINT: the words this is put together from

namespace {

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark;--ink:#1b1f24;--soft:#4a5361;--line:#d4d9df;--ground:#fff;--tint:#f4f6f8}"
    "@media(prefers-color-scheme:dark){:root{--ink:#eceff3;--soft:#b9c2cd;--line:#3a424c;--ground:#14181d;--tint:#"
    "20262e}}"
    "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:62rem;margin:2rem "
    "auto;"
    "padding:0 1rem}h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem;border-top:1px solid var(--line);"
    "padding-top:1rem}blockquote{margin:.4rem 0;padding:.3rem .8rem;border-left:3px solid var(--line);"
    "background:var(--tint)}.claim{font-size:1.25rem}.answer{font-weight:600}.soft{color:var(--soft);font-size:.88rem}"
    ".picture svg{max-width:100%;height:auto}td:first-child{white-space:nowrap}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;"
    "border-bottom:1px solid var(--line)}.picture{overflow-x:auto}code{font-size:.85em}li{margin:.3rem 0}"
    "@media print{body{max-width:none}h2{break-after:avoid}}";

std::string html(std::string_view text) { return markup_text(text); }

std::string section(const std::string& title, const std::string& body) {
  return body.empty() ? "" : "<section>\n<h2>" + title + "</h2>\n" + body + "</section>\n";
}

std::string list(const std::string& items, bool is_numbered = false) {
  const std::string tag = is_numbered ? "ol" : "ul";
  return items.empty() ? "" : "<" + tag + ">\n" + items + "</" + tag + ">\n";
}

std::string item(const std::string& text) { return "<li>" + text + "</li>\n"; }

std::string chain_section(const Trace& trace, const Chain& chain, std::size_t number, std::size_t source) {
  std::string steps;
  for (const TraceStep& step : chain.steps) {
    if (goes_without_saying(trace, step)) continue;
    std::string one = capitalised(step_words(chain, step, html)) + " <span class=\"soft\">confidence " +
                      percent(step.evidence.confidence) + "</span>";
    if (!step.quote.empty()) {
      one += "<blockquote>" + markup_text(step.quote, kQuoteBytes) + "</blockquote><span class=\"soft\"><code>" +
             to_string(NodeId{step.evidence.document}) + "</code>, " + place_words(step.evidence.spans) + "</span>";
    }
    steps += item(one);
  }
  const std::string link =
      source == 0 ? ""
                  : " (<a href=\"#source-" + std::to_string(source) + "\">source " + std::to_string(source) + "</a>)";
  return section(
      "Chain " + std::to_string(number) + " of " + std::to_string(trace.chains.size()),
      list(steps, true) + "<p><strong>" + capitalised(end_line(chain.end, html)) + "</strong>" + link + "</p>\n");
}

std::string table(const std::vector<std::string>& heads, const std::string& rows) {
  if (rows.empty()) return "";
  std::string out = "<table>\n<thead><tr>";
  for (const std::string& head : heads) out += "<th scope=\"col\">" + head + "</th>";
  return out + "</tr></thead>\n<tbody>\n" + rows + "</tbody>\n</table>\n";
}

std::string row(const std::vector<std::string>& cells) {
  std::string out = "<tr>";
  for (const std::string& cell : cells) out += "<td>" + cell + "</td>";
  return out + "</tr>\n";
}

std::string drift_table(const Drift& drift) {
  std::string rows;
  for (const DriftStep& step : drift.steps) {
    for (const Change& change : step.changes) {
      const auto said = [](const std::string& words) { return words.empty() ? "nothing" : html(words); };
      rows += row({document_line(step.from_document, html), document_line(step.to_document, html),
                   std::string{to_string(change.kind)}, said(change.before), said(change.after)});
    }
  }
  return table({"from", "to", "kind", "before", "after"}, rows);
}

std::string timeline_table(const Timeline& timeline) {
  if (timeline.days.size() < 2) return "";
  std::string rows;
  for (const Timeline::Day& day : timeline.days) {
    std::string names;
    for (const Document& document : day.came_out)
      names += (names.empty() ? "" : "<br>") + document_line(document, html);
    rows += row({day.date.text(), names, std::to_string(day.outlets), std::to_string(day.independent_sources)});
  }
  std::string out = table({"day", "came out", "outlets", "independent sources"}, rows);
  if (timeline.independent_since)
    out += "<p>Two independent sources or more since " + timeline.independent_since->text() + ".</p>\n";
  return out;
}

}  // namespace

std::string report_html(const Report& report) {
  const Trace& trace = report.trace;
  std::string out =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Where a claim comes from: " +
      markup_text(trace.claim.text, 120) + "</title>\n<style>" + std::string{kStyle} +
      "</style>\n</head>\n<body>\n<main>\n<h1>Where a claim comes from</h1>\n<blockquote class=\"claim\">" +
      html(trace.claim.text) + "</blockquote>\n<p>It stands in " + document_line(trace.document, html) + ".";
  if (!trace.document.url.empty()) out += "<br><span class=\"soft\">" + html(trace.document.url) + "</span>";
  out += "</p>\n<p class=\"answer\">" + answer_words(report, html) + "</p>\n";

  const Sources sources = sources_of(trace);
  std::string items;
  for (std::size_t i = 0; i < sources.ends.size(); ++i) {
    items +=
        "<li id=\"source-" + std::to_string(i + 1) + "\">" + capitalised(end_phrase(sources.ends[i], html)) + "</li>\n";
  }
  out += section("Sources", list(items, true));
  out += section("Picture", "<div class=\"picture\">" + picture_svg(report.picture) + "</div>\n");
  for (std::size_t i = 0; i < trace.chains.size(); ++i) {
    out += chain_section(trace, trace.chains[i], i + 1, sources.of_chain[i]);
  }
  items.clear();
  for (const std::string& name : names_once(trace.bottlenecks)) items += item(html(name));
  out += section("What every chain passes through", list(items));
  items.clear();
  for (const std::vector<Document>& loop : trace.circular) {
    std::string line;
    for (const Document& document : loop) line += (line.empty() ? "" : " and ") + document_line(document, html);
    items += item(line + " rest on each other");
  }
  out += section("Loops", list(items));
  out += section("What changed on the way", drift_table(report.drift));
  out += section("When it spread", timeline_table(report.timeline));
  items.clear();
  for (const Gap& gap : report.gaps.gaps) {
    items += item(gap_words(gap, html) + " <span class=\"soft\">Last seen in " + document_line(gap.document, html) +
                  ".</span>");
  }
  out += section("What could not be traced", list(items));
  items.clear();
  for (const Judgement& one : report.judged) items += item(judgement_words(one, html));
  out += section("What people judged", list(items));
  if (trace.chains_left_out > 0)
    out += "<p>" + std::to_string(trace.chains_left_out) + " chains are left out, as was asked.</p>\n";
  if (trace.truncated) out += "<p>The trace was cut at its limits: there may be more chains than these.</p>\n";
  out += "<p class=\"soft\">Claim <code>" + to_string(NodeId{trace.claim.id}) + "</code>, document <code>" +
         to_string(NodeId{trace.document.id}) + "</code>.</p>\n";
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace headwater
