#include "headwater/query/report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "headwater/schema/fold.h"

namespace headwater {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kQuoteBytes = 400;

using Escape = std::string (*)(std::string_view);

std::string plain(std::string_view text) { return terminal_text(text); }

// Between quotation marks, unless it brings its own.
std::string in_quotes(const std::string& text) {
  if (text.starts_with('"') || text.starts_with("\u201c")) return text;
  std::string out{'"'};
  out.append(text).push_back('"');
  return out;
}

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

std::string_view with_article(Medium medium) {
  switch (medium) {
    case Medium::kUnknown:
      return "";
    case Medium::kArticle:
      return "an article";
    case Medium::kReport:
      return "a report";
    case Medium::kStatement:
      return "a statement";
    case Medium::kFax:
      return "a fax";
    case Medium::kEmail:
      return "an email";
    case Medium::kLetter:
      return "a letter";
    case Medium::kNewsConference:
      return "a news conference";
    case Medium::kInterview:
      return "an interview";
    case Medium::kSpeech:
      return "a speech";
    case Medium::kTestimony:
      return "testimony";
    case Medium::kFiling:
      return "a filing";
    case Medium::kSocialPost:
      return "a post";
    case Medium::kBroadcast:
      return "a broadcast";
    case Medium::kImage:
      return "an image";
  }
  return "";
}

// "the Ministry of Works", "the Harbour Office", but "Acme" and "Marta Kovic".
std::string named(std::string_view name, Escape escape) {
  static constexpr std::array<std::string_view, 14> kBodies{
      "ministry", "department", "office",    "agency",  "bureau",    "commission", "committee",
      "council",  "court",      "authority", "embassy", "institute", "government", "university"};
  std::string text = escape(name);
  if (text.empty()) return "a source without a name";
  const std::vector<std::string> words = folded_words(name);
  if (words.empty()) return text;
  const bool body = std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return std::find(kBodies.begin(), kBodies.end(), word) != kBodies.end();
  });
  const bool possessive = name.find("'s ") != std::string_view::npos || name.find("\u2019s ") != std::string_view::npos;
  const bool has_one = words[0] == "the" || words[0] == "a" || words[0] == "an" || words[0] == "officials";
  const bool capital = name[0] >= 'A' && name[0] <= 'Z';
  return body && !possessive && !has_one && capital ? "the " + text : text;
}

// What a chain ends at, as it stands after "rests on".
std::string end_phrase(const ChainEnd& end, Escape escape) {
  const std::string name = named(end.name, escape);
  const std::string medium{with_article(end.medium)};
  const bool is_document = end.node.document().has_value();
  switch (end.end) {
    case EndClass::kPrimary: {
      const std::string held = end.held ? ", which is held here" : ", which we do not hold";
      if (is_document) return (medium.empty() ? "" : medium + ", ") + in_quotes(escape(end.name)) + held;
      return (medium.empty() ? "words put out by " : medium + " of ") + name + held;
    }
    case EndClass::kFirsthand: {
      return name + ", heard at first hand" + (medium.empty() ? "" : " in " + medium);
    }
    case EndClass::kAnonymous:
      return "people without a name: " + escape(end.name);
    case EndClass::kReferenced:
      return name + ", which is only spoken of" + (end.held ? "" : " and not held") + "; how it knew is not said";
    case EndClass::kUnattributed:
      return in_quotes(escape(end.name)) + ", in its own voice, which cites nothing";
    case EndClass::kCircular:
      return "itself, by way of " + in_quotes(escape(end.name));
  }
  return name;
}

std::string end_class_words(const ChainEnd& end) {
  std::string out{to_string(end.end)};
  if (end.end == EndClass::kPrimary || end.end == EndClass::kReferenced) out += end.held ? ", held" : ", not held";
  return out;
}

// The last line of a chain: "ends at a fax of the Ministry of Works: primary, not held".
std::string end_line(const ChainEnd& end, Escape escape) {
  const std::string name = named(end.name, escape);
  const std::string medium{with_article(end.medium)};
  const bool is_document = end.node.document().has_value();
  std::string what;
  switch (end.end) {
    case EndClass::kPrimary:
      if (is_document) {
        what = (medium.empty() ? "" : medium + ", ") + in_quotes(escape(end.name));
      } else {
        what = (medium.empty() ? "" : medium + " of ") + name;
      }
      break;
    case EndClass::kFirsthand:
      what = name + ", heard at first hand" + (medium.empty() ? "" : " in " + medium);
      break;
    case EndClass::kAnonymous:
      what = escape(end.name) + ", who are not named";
      break;
    case EndClass::kReferenced:
      what = name + "; how it knew is not said";
      break;
    case EndClass::kUnattributed:
      what = in_quotes(escape(end.name)) + ", which says it in its own voice and cites nothing";
      break;
    case EndClass::kCircular:
      return "comes back to itself at " + in_quotes(escape(end.name)) + ": circular";
  }
  return "ends at " + what + ": " + end_class_words(end);
}

// "came through Associated Press": what the step's edge says of its first node. A document without a title goes by its
// issuer's name, as the end of its chain does.
std::string step_words(const Chain& chain, const TraceStep& step, Escape escape) {
  const std::string to = escape(step.to_name);
  const bool to_document = step.to.document().has_value();
  const std::string quoted = in_quotes(to);
  const std::string name = to_document ? quoted : named(step.to_name, escape);
  switch (step.relation) {
    case Relation::kMadeIn:
      return "stands in " + quoted;
    case Relation::kSaidBy:
      return "said by " + name;
    case Relation::kSaidIn: {
      if (step.to_name != chain.end.name || chain.end.held) return "put out in " + name;
      const std::string medium{with_article(chain.end.medium)};
      return (medium.empty() ? "put out by " : "put out in " + medium + " of ") + named(step.to_name, escape);
    }
    case Relation::kReportedBy:
      return "came through " + name;
    case Relation::kRepeats:
      return "repeats " + quoted;
    case Relation::kDisputes:
      return "disputes " + quoted;
    case Relation::kCites:
      return "cites " + name;
    case Relation::kIssuedBy:
      return "issued by " + name;
    case Relation::kDeliveredTo:
      return "delivered to " + name;
    case Relation::kSpeaksFor:
      return "who speaks for " + name;
    case Relation::kSameAs:
      return "which is the same as " + name;
  }
  return name;
}

// What a person need not be told: that the claim stands where it was found, or that a document which goes by its
// issuer's name was issued by it.
bool goes_without_saying(const Trace& trace, const TraceStep& step) {
  return (step.relation == Relation::kMadeIn && step.to == NodeId{trace.document.id}) ||
         (step.relation == Relation::kIssuedBy && step.from_name == step.to_name);
}

// The names of nodes, each once: a document may go by its issuer's name.
std::vector<std::string> names_once(const std::vector<NodeName>& nodes) {
  std::vector<std::string> out;
  for (const NodeName& node : nodes) {
    if (std::find(out.begin(), out.end(), node.name) == out.end()) out.push_back(node.name);
  }
  return out;
}

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

std::string document_line(const Document& document, Escape escape) {
  std::vector<std::string> parts;
  if (!document.publisher.empty()) parts.push_back(escape(document.publisher));
  if (!document.title.empty()) {
    parts.push_back(in_quotes(escape(document.title)));
  } else if (!document.path.empty()) {
    parts.push_back(escape(document.path));
  } else if (!document.url.empty()) {
    parts.push_back(escape(document.url));
  }
  if (document.published.has_value()) parts.push_back(document.published->text());
  if (parts.empty()) return "a document without a title";
  std::string out = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) out += ", " + parts[i];
  return out;
}

std::string sentence(const Trace& trace, Escape escape) {
  std::vector<std::string> ends;
  bool circular = false;
  for (const Chain& chain : trace.chains) {
    circular = circular || chain.end.end == EndClass::kCircular;
    if (chain.end.end == EndClass::kCircular) continue;
    std::string phrase = end_phrase(chain.end, escape);
    if (std::find(ends.begin(), ends.end(), phrase) == ends.end()) ends.push_back(std::move(phrase));
  }
  std::string list;
  constexpr std::size_t kNamed = 5;
  for (std::size_t i = 0; i < std::min(ends.size(), kNamed); ++i) list += (i == 0 ? "" : "; ") + ends[i];
  if (ends.size() > kNamed) list += "; and " + std::to_string(ends.size() - kNamed) + " more";

  std::string out;
  if (ends.empty() || trace.independent_sources == 0) {
    out = circular ? "Rests on no source: what it cites leads back to itself." : "Rests on no source that was found.";
    if (!ends.empty()) out += " Its chains end at " + list + ".";
    circular = false;
  } else if (trace.independent_sources == 1 && ends.size() == 1) {
    out = "Rests on one source: " + list + ".";
  } else if (trace.independent_sources == 1) {
    out = "Rests on one source, though its chains end in " + std::to_string(ends.size()) + " places: " + list + ".";
  } else {
    out = "Rests on " + std::to_string(trace.independent_sources) + " independent sources: " + list + ".";
  }
  if (circular) out += " Another chain leads back to itself.";
  if (trace.truncated) out += " The trace was cut: there may be more.";
  return out;
}

std::string percent(double confidence) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.0f %%", std::clamp(confidence, 0.0, 1.0) * 100);
  return text.data();
}

// A link where the address is one that can be followed and cannot break out of its brackets.
std::string markdown_link(const std::string& url) {
  const bool web = url.starts_with("http://") || url.starts_with("https://");
  const bool safe = std::all_of(url.begin(), url.end(), [](char c) {
    return c > ' ' && c != 0x7f && c != '<' && c != '>' && c != '\\' && c != '`';
  });
  return web && safe ? "<" + url + ">" : markdown(url);
}

void add_chain(std::string& out, const Trace& trace, const Chain& chain) {
  int number = 0;
  for (const TraceStep& step : chain.steps) {
    if (goes_without_saying(trace, step)) continue;
    std::string words = step_words(chain, step, markdown);
    words[0] = static_cast<char>(words[0] >= 'a' && words[0] <= 'z' ? words[0] - 32 : words[0]);
    out += std::to_string(++number) + ". " + words + " (confidence " + percent(step.evidence.confidence) + ")\n";
    if (!step.quote.empty()) out += "\n   > " + markdown(terminal_text(step.quote, kQuoteBytes)) + "\n";
    out += "\n";
  }
  std::string end = end_line(chain.end, markdown);
  end[0] = static_cast<char>(end[0] - 32);
  out += "**" + end + "**\n\n";
}

}  // namespace

std::string one_sentence(const Trace& trace) { return sentence(trace, plain); }

std::string chain_text(const Trace& trace, const Chain& chain) {
  std::string out = document_line(trace.document, plain) + "\n";
  NodeId last = NodeId{trace.claim.id};
  for (const TraceStep& step : chain.steps) {
    if (goes_without_saying(trace, step)) continue;
    std::string line = step_words(chain, step, plain);
    const bool follows = step.from == last || step.from == NodeId{trace.claim.id};
    if (!follows && !step.from_name.empty()) line = plain(step.from_name) + ": " + line;
    out += " -> " + line + "\n";
    if (!step.quote.empty()) out += wrapped(in_quotes(terminal_text(step.quote, kQuoteBytes)), "      ");
    last = step.to;
  }
  out.append(" => ").append(end_line(chain.end, plain)).append("\n");
  return out;
}

std::string report_markdown(const Trace& trace) {
  std::string out = "# Where a claim comes from\n\n";
  out += "> " + markdown(trace.claim.text) + "\n\n";
  out += "It stands in " + document_line(trace.document, markdown) + ".\n";
  if (!trace.document.url.empty()) out += markdown_link(trace.document.url) + "\n";
  out += "\n" + sentence(trace, markdown) + "\n\n";
  for (std::size_t i = 0; i < trace.chains.size(); ++i) {
    out += "## Chain " + std::to_string(i + 1) + " of " + std::to_string(trace.chains.size()) + "\n\n";
    add_chain(out, trace, trace.chains[i]);
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
  if (trace.truncated) out += "The trace was cut at its limits: there may be more chains than these.\n\n";
  out +=
      "Claim `" + to_string(NodeId{trace.claim.id}) + "`, document `" + to_string(NodeId{trace.document.id}) + "`.\n";
  return out;
}

}  // namespace headwater
