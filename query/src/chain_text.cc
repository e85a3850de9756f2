// A chain as lines for a terminal.
#include <algorithm>

#include "chain_words.h"
#include "headwater/query/report.h"

namespace headwater {
namespace {

constexpr std::size_t kColumns = 100;

std::string plain(std::string_view text) { return terminal_text(text); }

// Words wrapped to kColumns, every line after `indent`. A word that is longer than a line stands alone.
std::string wrapped(std::string_view text, const std::string& indent) {
  std::string out;
  std::string line = indent;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (line.size() > indent.size() && line.size() + 1 + word.size() > kColumns) {
      out += line + "\n";
      line = indent;
    }
    if (line.size() > indent.size()) line.push_back(' ');
    line.append(word);
    at = end + 1;
  }
  return out + line + "\n";
}

}  // namespace

std::string one_sentence(const Trace& trace) { return detail::sentence(trace, plain); }

std::string chain_text(const Trace& trace, const Chain& chain) {
  std::string out = detail::document_line(trace.document, plain) + "\n";
  NodeId last = NodeId{trace.claim.id};
  for (const TraceStep& step : chain.steps) {
    if (detail::goes_without_saying(trace, step)) continue;
    std::string line = detail::step_words(chain, step, plain);
    const bool follows = step.from == last || step.from == NodeId{trace.claim.id};
    if (!follows && !step.from_name.empty()) line = plain(step.from_name) + ": " + line;
    out += " -> " + line + "\n";
    if (!step.quote.empty())
      out += wrapped(detail::in_quotes(terminal_text(step.quote, detail::kQuoteBytes)), "      ");
    last = step.to;
  }
  out.append(" => ").append(detail::end_line(chain.end, plain)).append("\n");
  return out;
}

}  // namespace headwater
