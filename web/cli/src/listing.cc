#include "listing.h"

#include <variant>
#include <vector>

#include "headwater/query/report.h"

namespace headwater::cli {
namespace {

std::string safe(std::string_view text) { return terminal_text(text, 1000); }

std::string field(std::string_view name, const std::string& value) {
  if (value.empty()) return "";
  std::string out = "  " + std::string{name};
  out.resize(14, ' ');
  return out + safe(value) + "\n";
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

// Between quotation marks, unless it brings its own.
std::string quoted(const std::string& text) {
  if (text.starts_with('"') || text.starts_with("\u201c")) return text;
  std::string out{'"'};
  out.append(text).push_back('"');
  return out;
}

std::string claim_line(const Out& out, const Claim& claim) {
  return "  " + out.strong(quoted(safe(claim.text))) + "\n";
}

// "said by Marta Kovic, in a fax, via Associated Press: primary, not held"
std::string who(const Claim& claim, const Agent* speaker, const Document* origin,
                const std::vector<const Agent*>& via) {
  std::vector<std::string> parts;
  if (speaker != nullptr) parts.push_back("said by " + safe(speaker->name));
  if (speaker == nullptr) parts.push_back(claim.form == ClaimForm::kOwn ? "in its own voice" : "nobody is named");
  if (claim.polarity != Polarity::kAsserts) parts.emplace_back(to_string(claim.polarity));
  if (origin != nullptr && origin->medium != Medium::kUnknown) {
    parts.push_back("in: " + spaced(to_string(origin->medium)));
  }
  for (const Agent* hop : via) parts.push_back("via " + safe(hop->name));
  std::string line = joined(parts, ", ") + ": " + std::string{to_string(claim.end)};
  if (claim.end == EndClass::kPrimary) line += origin != nullptr && origin->held ? ", held" : ", not held";
  return line;
}

std::string document_fields(const Document& document) {
  std::string out;
  out += field("title", document.title);
  out += field("publisher", document.publisher);
  out += field("authors", joined(document.authors, ", "));
  if (document.published.has_value()) out += field("published", document.published->text());
  if (document.updated.has_value()) out += field("updated", document.updated->text());
  if (document.retrieved.has_value()) out += field("retrieved", document.retrieved->text());
  if (document.recorded > 0) out += field("recorded", Date::from_seconds_since_epoch(document.recorded).text());
  if (document.family != document.publisher) out += field("owner", document.family);
  out += field("url", document.url);
  out += field("copy of", document.copy_of);
  out += field("path", document.path);
  if (document.behind_wall) out += field("open", "in part, as its page says");
  if (document.medium != Medium::kUnknown) out += field("medium", std::string{to_string(document.medium)});
  return out;
}

std::string agent_line(const Agent& agent) {
  return safe(agent.name) + " (" + std::string{to_string(agent.kind)} + (agent.anonymous ? ", not named" : "") + ")";
}

std::string row(const NodeId& id, const std::string& text) { return "  " + to_string(id) + "  " + text + "\n"; }

std::string claim_row(const Out& out, const Claim& claim, const Document* document) {
  std::string text = row(claim.id, quoted(terminal_text(claim.text, 200)));
  if (document != nullptr) text += "      " + out.faint(document_line(*document)) + "\n";
  return text;
}

// The part of the claim that was found, with dots for what is left out.
std::string found_row(const Out& out, const FoundClaim& found) {
  const std::string& words = found.claim.text;
  const std::string shown = (found.snippet.begin > 0 ? "… " : "") + std::string{slice(words, found.snippet)} +
                            (found.snippet.end < words.size() ? " …" : "");
  return row(found.claim.id, quoted(terminal_text(shown, 300))) + "      " + out.faint(document_line(found.document)) +
         "\n";
}

std::string judgement_rows(const std::vector<Judgement>& judgements) {
  std::string text = judgements.empty() ? "" : "\nJudged\n";
  for (const Judgement& one : judgements) {
    text += "  " + Date::from_seconds_since_epoch(one.recorded).text() + "  " + spaced(to_string(one.kind));
    if (!one.value.empty()) text += " " + safe(one.value);
    if (!one.other.is_null()) text += " " + to_string(one.about) + " " + to_string(one.other);
    if (one.revoked) text += ", taken back";
    text += ", by " + safe(one.by) + (one.reason.empty() ? "" : ": " + safe(one.reason)) + "\n";
  }
  return text;
}

std::string shown_text(const Out& out, const DocumentShown& shown) {
  std::string text = out.strong("Document " + to_string(shown.document.id)) + "\n" + document_fields(shown.document);
  text += field("held", shown.document.held ? "yes" : "no, only spoken of");
  if (!shown.citations.empty()) text += "\nCites\n";
  for (const CitationShown& citation : shown.citations) {
    text +=
        row(citation.document.id, document_line(citation.document) + " (" + std::string{to_string(citation.how)} + ")");
  }
  if (!shown.cited_by.empty()) text += "\nCited by\n";
  for (const Document& other : shown.cited_by) text += row(other.id, document_line(other));
  if (!shown.same_as.empty()) text += "\nSame as\n";
  for (const Document& other : shown.same_as) text += row(other.id, document_line(other));
  if (!shown.claims.empty()) text += "\nClaims\n";
  for (const Claim& claim : shown.claims) text += claim_row(out, claim, nullptr);
  text += judgement_rows(shown.judgements);
  return text;
}

std::string shown_text(const Out& out, const ClaimShown& shown) {
  std::vector<const Agent*> via;
  for (const Agent& hop : shown.via) via.push_back(&hop);
  std::string text = out.strong("Claim " + to_string(shown.claim.id)) + "\n" + claim_line(out, shown.claim) + "  " +
                     who(shown.claim, shown.speaker.has_value() ? &*shown.speaker : nullptr,
                         shown.origin.has_value() ? &*shown.origin : nullptr, via) +
                     "\n";
  text += "\nIn\n" + row(shown.document.id, document_line(shown.document));
  const auto ties = [&](std::string_view title, const std::vector<ClaimTie>& list) {
    if (!list.empty()) text += "\n" + std::string{title} + "\n";
    for (const ClaimTie& tie : list) text += claim_row(out, tie.claim, &tie.document);
  };
  if (shown.speaker.has_value()) text += "\nSpeaker\n" + row(shown.speaker->id, agent_line(*shown.speaker));
  if (shown.origin.has_value()) text += "\nPut out in\n" + row(shown.origin->id, document_line(*shown.origin));
  ties("Repeats", shown.repeats);
  ties("Repeated by", shown.repeated_by);
  ties("Disputes", shown.disputes);
  ties("Disputed by", shown.disputed_by);
  text += judgement_rows(shown.judgements);
  return text;
}

std::string shown_text(const Out& out, const AgentShown& shown) {
  std::string text = out.strong("Agent " + to_string(shown.agent.id)) + "\n  " + agent_line(shown.agent) + "\n";
  text += field("names", joined(shown.agent.names, "; "));
  if (!shown.same_as.empty()) text += "\nSame as\n";
  for (const Agent& other : shown.same_as) text += row(other.id, agent_line(other));
  if (!shown.claims.empty()) text += "\nSays\n";
  for (const ClaimTie& tie : shown.claims) text += claim_row(out, tie.claim, &tie.document);
  return text + judgement_rows(shown.judgements);
}

}  // namespace

std::string document_line(const Document& document) {
  std::vector<std::string> parts{safe(document.publisher)};
  if (!document.title.empty()) parts.push_back("\"" + safe(document.title) + "\"");
  if (document.published.has_value()) parts.push_back(document.published->text());
  if (document.title.empty() && document.medium != Medium::kUnknown) {
    parts.push_back(spaced(to_string(document.medium)));
  }
  if (document.title.empty()) parts.push_back(safe(document.path.empty() ? document.url : document.path));
  const std::string line = joined(parts, ", ");
  return line.empty() ? "a document without a title" : line;
}

std::string listing(const Out& out, const Extraction& extraction) {
  const Document& document = extraction.document;
  std::string text = out.strong(safe(document.path)) + "\n" + document_fields(document);
  text += "  " + std::to_string(document.text_bytes) + " bytes of text, " + std::string{to_string(document.kind)} +
          ", " + std::string{to_string(document.format)} + (document.language.empty() ? "" : ", ") +
          safe(document.language) + "; " + std::to_string(extraction.claims.size()) + " claims, " +
          std::to_string(extraction.citations.size()) + " citations\n";
  for (const Claim& claim : extraction.claims) {
    const Document* origin = nullptr;
    if (claim.origin.has_value()) {
      origin = *claim.origin == document.id ? &document : extraction.referenced_document(*claim.origin);
    }
    std::vector<const Agent*> via;
    for (const AgentId hop : claim.via) {
      if (const Agent* agent = extraction.agent(hop)) via.push_back(agent);
    }
    const Agent* speaker = claim.speaker.has_value() ? extraction.agent(*claim.speaker) : nullptr;
    text += "\n" + claim_line(out, claim) + "      " + who(claim, speaker, origin, via) + "\n";
  }
  if (!extraction.citations.empty()) text += "\n  Cites\n";
  for (const Citation& citation : extraction.citations) {
    const Document* cited = extraction.referenced_document(citation.document);
    if (cited == nullptr) continue;
    text += "    " + document_line(*cited) + " (" + std::string{to_string(citation.how)} + ")\n";
  }
  return text;
}

std::string listing(const Out& out, const Found& found) {
  std::string text;
  for (const Correction& one : found.corrected)
    text += "\"" + safe(one.word) + "\" is not in this store; looked for \"" + safe(one.read_as) + "\"\n";
  if (!found.claims.empty()) text += out.strong("Claims") + "\n";
  for (const FoundClaim& one : found.claims) text += found_row(out, one);
  if (!found.documents.empty()) text += out.strong("Documents") + "\n";
  for (const Document& document : found.documents) text += row(document.id, document_line(document));
  if (!found.agents.empty()) text += out.strong("Agents") + "\n";
  for (const Agent& agent : found.agents) text += row(agent.id, agent_line(agent));
  if (!found.next.empty()) {
    text += "There is more: --after " + found.next + "\n";
  } else if (found.truncated) {
    text +=
        "There may be more: not all that has these words was looked at. Another word, or a rarer one, would help.\n";
  }
  return text;
}

std::string listing(const Out& out, const Shown& shown) {
  return std::visit([&](const auto& one) { return shown_text(out, one); }, shown);
}

std::string listing(const Out& out, const Trace& trace) {
  std::string text = out.strong(quoted(safe(trace.claim.text))) + "\n" + safe(one_sentence(trace)) + "\n";
  for (std::size_t i = 0; i < trace.chains.size(); ++i) {
    text += "\n" + out.strong("Chain " + std::to_string(i + 1) + " of " + std::to_string(trace.chains.size())) + "\n" +
            chain_text(trace, trace.chains[i]);
  }
  if (!trace.bottlenecks.empty()) text += "\nEvery chain passes through\n";
  const std::string* before = nullptr;  // a document without a title goes by its issuer's name: told once
  for (const NodeName& node : trace.bottlenecks) {
    if (before == nullptr || *before != node.name) text += row(node.node, safe(node.name));
    before = &node.name;
  }
  if (trace.truncated) text += "\nThe trace was cut at its limits: there may be more chains.\n";
  return text;
}

std::string listing(const StoreStats& stats) {
  const auto line = [](std::string_view name, std::uint64_t value) {
    std::string out{name};
    out.resize(24, ' ');
    return out + std::to_string(value) + "\n";
  };
  return line("documents held", stats.documents_held) + line("documents spoken of", stats.documents_referenced) +
         line("claims", stats.claims) + line("agents", stats.agents) + line("edges", stats.edges) +
         line("judgements", stats.judgements) + line("bytes on disk", stats.bytes_on_disk) +
         line("format version", stats.format_version);
}

}  // namespace headwater::cli
