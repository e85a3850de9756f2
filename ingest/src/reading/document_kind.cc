#include "reading/document_kind.h"

#include <algorithm>
#include <string>

#include "headwater/schema/fold.h"
#include "reading/lexicon.h"
#include "reading/turns.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

// Line by line, so that what opens a line still does.
std::string fold_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    while (!line.empty() && (line[0] == '#' || line[0] == '*' || line[0] == ' ')) line.remove_prefix(1);
    out += fold(line);
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// The first lines, folded, and the title.
std::string head_of(const SourceText& source) {
  std::size_t end = 0;
  for (int lines = 0; end < source.text.size() && lines < 6; ++lines) {
    end = std::min(source.text.find('\n', end), source.text.size());
    if (end < source.text.size()) ++end;
    if (end > 600) break;
  }
  return fold(source.title) + "\n" +
         fold_lines(std::string_view{source.text}.substr(0, std::min<std::size_t>(end, 600)));
}

bool has(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

int speaker_lines(const std::string& text) {
  int n = 0;
  for (std::size_t at = 0; at < text.size() && n < 10;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t colon = text.substr(at, std::min<std::size_t>(end - at, 40)).find(':');
    if (colon != std::string::npos && colon > 1) {
      const std::string_view name{text.data() + at, colon};
      // Nor a cell of a table: "| A | 09:12 |".
      const bool capitals =
          std::none_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '|'; }) &&
          std::count_if(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) >= 1;
      if (capitals && end - at - colon > 8) ++n;
    }
    at = end + 1;
  }
  return n;
}

bool starts_line(const std::string& head, std::string_view word) {
  for (std::size_t at = head.find(word); at != std::string::npos; at = head.find(word, at + 1)) {
    const bool line = at == 0 || head[at - 1] == '\n' || head[at - 1] == ' ';
    const std::size_t after = at + word.size();
    const bool ends =
        after >= head.size() || head[after] == '\n' || head[after] == ',' || head[after] == ':' || head[after] == ' ';
    if (line && ends && (at == 0 || head[at - 1] == '\n')) return true;
  }
  return false;
}

bool is_own_newsroom(const SourceText& source) {
  const std::string host = fold(host_of(source.url)), name = name_key(source.publisher);
  const std::string first = name.substr(0, name.find(' '));
  if (first.size() < 3 || host.find(first) == std::string::npos) return false;
  for (const std::string_view part : {"/newsroom/", "/press-releases/", "/press-release/", "/pressroom/", "/press/",
                                      "/news-releases/", "/media-releases/"}) {
    if (source.url.find(part) != std::string::npos) return true;
  }
  return false;
}

// It greets somebody before it says anything.
bool is_letter(const SourceText& source) {
  constexpr std::size_t kWithin = 1000;
  const std::string_view text = std::string_view{source.text}.substr(0, kWithin);
  const std::size_t at = text.starts_with("Dear ") ? 0 : text.find("\nDear ");
  if (at == std::string_view::npos) return false;
  const std::string_view line = text.substr(at + (at == 0 ? 0 : 1));
  const std::size_t end = std::min(line.find('\n'), line.size());
  return end < 80 && end > 0 && (line[end - 1] == ',' || line[end - 1] == ':');
}

}  // namespace

DocumentKind kind_of_document(const SourceText& source) {
  if (speaker_lines(source.text) >= 2 || is_conversation(source.text)) return DocumentKind::kTranscript;
  const std::string head = head_of(source);
  // A body that stands as the author where no publisher does put it out itself.
  const bool signed_by = source.publisher.empty() && source.authors.size() == 1;
  const std::optional<AgentKind> publisher = kind_of_name(signed_by ? source.authors.front() : source.publisher);
  if (publisher == AgentKind::kOutlet) return DocumentKind::kArticle;
  for (const std::string_view word :
       {"statement", "press release", "news release", "for immediate release", "press statement", "communique",
        "open letter", "letter to", "official statement", "media statement", "recall notice", "public notice",
        "memorandum", "internal memorandum", "memo", "internal memo"}) {
    if (starts_line(head, word)) return DocumentKind::kStatement;
  }
  if (publisher && is_letter(source)) return DocumentKind::kStatement;
  if (has(head, "press release") || has(head, "for immediate release") || has(head, "statement of preliminary"))
    return DocumentKind::kStatement;
  const std::string text = fold(source.text.substr(0, 4000));
  // Headings of a document in parts.
  const std::size_t first = text.find(" ## ");
  const bool headed = first != std::string::npos && text.find(" ## ", first + 1) != std::string::npos;
  const bool parts = has(text, "executive summary") || has(text, "## findings") || has(text, "## summary") ||
                     has(text, "methodology") || has(text, "## limits") || has(text, "table of contents") ||
                     has(text, "recommendations") || has(text, "key judgements") || has(text, "key judgments") ||
                     has(text, "key findings") || has(text, "research note") || has(text, "technical note") ||
                     has(text, "## method") || has(text, "how we worked") || has(text, "white paper");
  // A paper of scholars, and what is brought before a court.
  const bool scholarly = has(head, "preprint") || has(head, "working paper") || has(head, "discussion paper") ||
                         (starts_line(head, "abstract") && (has(text, "methods") || has(text, "results")));
  const bool pleaded = has(text, "plaintiff") && (has(text, "defendant") || has(text, "respondent"));
  if ((scholarly || pleaded) && source.byline.empty()) return DocumentKind::kReport;
  const std::string title = fold(source.title);
  const bool titled = has(title, "report") || has(title, "survey") || has(title, "study") || has(title, "findings") ||
                      has(title, "inspection") || has(title, "analysis of");
  if (parts && (titled || source.byline.empty())) return DocumentKind::kReport;
  const bool of_itself = has(text, "this report ") || has(text, "main findings") || has(text, "this study ");
  if (of_itself && (publisher == AgentKind::kGovernment || publisher == AgentKind::kOrganisation))
    return DocumentKind::kReport;
  if (headed && titled && publisher) return DocumentKind::kReport;
  const bool unsigned_page = source.byline.empty() && source.url.empty();
  if (of_itself && titled && unsigned_page) return DocumentKind::kReport;
  if (titled && unsigned_page && publisher) return DocumentKind::kReport;
  // "https://www.orrin.example/newsroom/2031/pier": a firm whose name tells nothing, in the pages it has for the press.
  if (!publisher && source.byline.empty() && source.authors.empty() && is_own_newsroom(source))
    return DocumentKind::kStatement;
  // What a ministry, a firm or an institute puts on its own pages, under nobody's name, is its statement.
  const bool body = publisher == AgentKind::kGovernment || publisher == AgentKind::kOrganisation;
  if (body && source.byline.empty() && source.authors.empty()) return DocumentKind::kStatement;
  return DocumentKind::kArticle;
}

Medium medium_of_document(DocumentKind kind, const SourceText& source, std::string_view publisher) {
  switch (kind) {
    case DocumentKind::kArticle:
      return Medium::kArticle;
    case DocumentKind::kReport:
      return Medium::kReport;
    case DocumentKind::kStatement: {
      const std::string head = head_of(source);
      return is_letter(source) || starts_line(head, "letter to") || starts_line(head, "open letter")
                 ? Medium::kLetter
                 : Medium::kStatement;
    }
    case DocumentKind::kTranscript: {
      const std::string head = head_of(source);
      if (has(head, "hearing") || has(head, "testimony") || has(head, "committee")) return Medium::kTestimony;
      if (has(head, "interview")) return Medium::kInterview;
      if (has(head, "televised") || has(head, "broadcast")) return Medium::kBroadcast;
      // What is said in a parliament is said to it.
      for (const std::string_view house : {"parliament", "hansard", "assembly", "house of", "senate", "congress"}) {
        if (has(fold(publisher), house)) return Medium::kSpeech;
      }
      if (has(head, "speech") || has(head, "address by") || has(head, "remarks")) return Medium::kSpeech;
      if (has(head, "podcast") || has(head, "episode")) return Medium::kBroadcast;
      // What no body has on record was talked of with an outlet.
      const std::optional<AgentKind> who = kind_of_name(publisher);
      const bool body = who == AgentKind::kGovernment || who == AgentKind::kOrganisation;
      return body || publisher.empty() ? Medium::kNewsConference : Medium::kInterview;
    }
    case DocumentKind::kOther:
      return Medium::kUnknown;
  }
  return Medium::kUnknown;
}

}  // namespace headwater::detail
