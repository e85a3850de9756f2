#include "chain_words.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

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

std::string end_class_words(const ChainEnd& end) {
  std::string out{to_string(end.end)};
  if (end.end == EndClass::kPrimary || end.end == EndClass::kReferenced) out += end.held ? ", held" : ", not held";
  return out;
}

}  // namespace

std::string in_quotes(const std::string& text) {
  if (text.starts_with('"') || text.starts_with("\u201c")) return text;
  std::string out{'"'};
  out.append(text).push_back('"');
  return out;
}

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

bool goes_without_saying(const Trace& trace, const TraceStep& step) {
  return (step.relation == Relation::kMadeIn && step.to == NodeId{trace.document.id}) ||
         (step.relation == Relation::kIssuedBy && step.from_name == step.to_name);
}

std::vector<std::string> names_once(const std::vector<NodeName>& nodes) {
  std::vector<std::string> out;
  for (const NodeName& node : nodes) {
    if (std::find(out.begin(), out.end(), node.name) == out.end()) out.push_back(node.name);
  }
  return out;
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

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

}  // namespace headwater::detail
