#include "reading/document_kind.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "headwater/schema/fold.h"
#include "reading/acronyms.h"
#include "reading/lexicon.h"
#include "reading/turns.h"
#include "text/byline.h"
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

// What the page calls itself, of the words that tell something.
std::optional<DocumentKind> kind_of_type(const SourceText& source) {
  struct Type {
    std::string_view name;
    DocumentKind kind;
  };
  static constexpr std::array<Type, 13> kTypes{{{"statement", DocumentKind::kStatement},
                                                {"press release", DocumentKind::kStatement},
                                                {"news release", DocumentKind::kStatement},
                                                {"media release", DocumentKind::kStatement},
                                                {"press statement", DocumentKind::kStatement},
                                                {"notice", DocumentKind::kStatement},
                                                {"letter", DocumentKind::kStatement},
                                                {"report", DocumentKind::kReport},
                                                {"technical report", DocumentKind::kReport},
                                                {"research report", DocumentKind::kReport},
                                                {"news article", DocumentKind::kArticle},
                                                {"newsarticle", DocumentKind::kArticle},
                                                {"transcript", DocumentKind::kTranscript}}};
  const std::string type = fold(source.type);
  for (const Type& one : kTypes) {
    if (one.name == type) return one.kind;
  }
  return std::nullopt;
}

// A page of the body that put it out: its host has the first word of the name.
bool is_on_own_host(const SourceText& source) {
  const std::string host = fold(host_of(source.url)), name = name_key(source.publisher);
  const std::string first = name.substr(0, name.find(' '));
  return first.size() >= 3 && host.find(first) != std::string::npos;
}

// "Press contact", "Media line": whom journalists are to ask, which journalists' own pages do not say.
bool is_for_the_press(std::string_view folded) {
  for (const std::string_view words : {"press contact", "media contact", "media line", "media enquiries",
                                       "media inquiries", "press enquiries", "press office:", "notes to editors"}) {
    if (folded.find(words) != std::string_view::npos) return true;
  }
  return false;
}

// By nobody, or by itself: "Lanternfish Research" of Lanternfish Labs.
bool is_signed_by_nobody(const SourceText& source) {
  const std::string first = folded_words(source.publisher).empty() ? "" : folded_words(source.publisher).front();
  const auto is_itself = [&](const std::string& author) {
    const std::vector<std::string> words = folded_words(author);
    return !words.empty() && words.front() == first && !is_person_name(source.publisher);
  };
  return (source.byline.empty() || is_itself(source.byline)) &&
         std::all_of(source.authors.begin(), source.authors.end(), is_itself);
}

// It says "we" now and then, outside quotation marks, and "I" never.
bool is_told_by_several(std::string_view text) {
  constexpr std::size_t kWithin = 8000;
  constexpr int kOften = 3;
  int we = 0;
  text = text.substr(0, kWithin);
  bool quoted = false;
  std::size_t read = 0;
  for (const ByteSpan span : word_spans(text)) {
    for (; read < span.begin; ++read) quoted = text[read] == '"' ? !quoted : quoted && text[read] != '\n';
    const std::string_view word = slice(text, span);
    if (quoted) continue;
    if (word == "I" || word == "my" || word == "My") return false;
    we += word == "we" || word == "We" || word == "our" || word == "Our" ? 1 : 0;
  }
  return we >= kOften;
}

bool is_own_newsroom(const SourceText& source) {
  if (!is_on_own_host(source)) return false;
  for (const std::string_view part : {"/newsroom/", "/press-releases/", "/press-release/", "/pressroom/", "/press/",
                                      "/news-releases/", "/media-releases/"}) {
    if (source.url.find(part) != std::string::npos) return true;
  }
  return false;
}

// "SANDREY (NPA) - ...", "LUNDHAVEN, Nov 10 (Meridian Press) - ...": who put it out is an agency, whatever its name.
bool has_own_dateline(const SourceText& source) {
  constexpr std::size_t kWithin = 600, kLongest = 80;
  const std::string name = fold(source.publisher);
  std::string_view rest = std::string_view{source.text}.substr(0, kWithin);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, std::min(rest.find('\n'), rest.size()));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::size_t open = line.substr(0, kLongest).find(" ("), close = line.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) continue;
    const std::string_view named = line.substr(open + 2, close - open - 2);
    const std::string_view place = line.substr(0, std::min(line.find_first_of(",("), open));
    const std::string_view after = line.substr(close + 1);
    const bool is_dash =
        after.starts_with(" -") || after.starts_with(" \xe2\x80\x93") || after.starts_with(" \xe2\x80\x94");
    const bool is_place =
        !place.empty() && std::none_of(place.begin(), place.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (is_dash && is_place && !named.empty() && (fold(named) == name || named == initials(source.publisher)))
      return true;
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

// A heading of what was found, and behind it three points or more, each on a line of its own.
bool has_numbered_findings(std::string_view text) {
  static constexpr std::array<std::string_view, 3> kHeadings{"findings", "results", "the findings"};
  constexpr std::size_t kFirst = 20'000;  // bytes
  text = text.substr(0, kFirst);
  bool headed = false;
  int next = 1;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    while (!line.empty() && (line.front() == ' ' || line.front() == '#')) line.remove_prefix(1);
    if (headed && line.starts_with(std::to_string(next) + ". ")) ++next;
    if (line.size() > 40) continue;
    const std::string low = fold(line);
    // "What members reported", "What we found"
    headed =
        headed || std::find(kHeadings.begin(), kHeadings.end(), low) != kHeadings.end() ||
        (low.starts_with("what ") && (low.ends_with("reported") || low.ends_with("found") || low.ends_with("saw")));
  }
  return headed && next > 3;
}

bool is_titled_notice(std::string_view title) {
  static constexpr std::array<std::string_view, 8> kNotices{"circular",  "bulletin", "notice",       "letter",
                                                            "statement", "memo",     "announcement", "note to"};
  return std::any_of(kNotices.begin(), kNotices.end(), [&](std::string_view w) { return title.starts_with(w); });
}

}  // namespace

DocumentKind kind_of_document(const SourceText& source) {
  if (const std::optional<DocumentKind> kind = kind_of_type(source)) return *kind;
  if (speaker_lines(source.text) >= 2 || is_conversation(source.text)) return DocumentKind::kTranscript;
  const std::string head = head_of(source);
  // A body that stands as the author where no publisher does put it out itself.
  const bool signed_by = source.publisher.empty() && source.authors.size() == 1;
  const std::optional<AgentKind> publisher = kind_of_name(signed_by ? source.authors.front() : source.publisher);
  if (publisher == AgentKind::kOutlet || has_own_dateline(source)) return DocumentKind::kArticle;
  for (const std::string_view word :
       {"statement", "press release", "news release", "for immediate release", "press statement", "communique",
        "open letter", "letter to", "official statement", "media statement", "recall notice", "public notice",
        "memorandum", "internal memorandum", "memo", "internal memo"}) {
    if (starts_line(head, word)) return DocumentKind::kStatement;
  }
  for (const std::string_view words : {"report to members", "report to the", "report by the", "report of the"}) {
    if (source.byline.empty() && starts_line(head, words)) return DocumentKind::kReport;
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
                     has(text, "## method") || has(text, "how we worked") || has(text, "white paper") ||
                     (headed && (has(text, "## overview") || has(text, "## results") || has(text, "## log ")));
  // A paper of scholars, and what is brought before a court.
  const bool scholarly = has(head, "preprint") || has(head, "working paper") || has(head, "discussion paper") ||
                         (starts_line(head, "abstract") && (has(text, "methods") || has(text, "results")));
  const bool pleaded = has(text, "plaintiff") && (has(text, "defendant") || has(text, "respondent"));
  if ((scholarly || pleaded) && source.byline.empty()) return DocumentKind::kReport;
  const std::string title = fold(source.title);
  const bool titled = has(title, "report") || has(title, "survey") || has(title, "study") || has(title, "findings") ||
                      has(title, "inspection") || has(title, "analysis of") || title.starts_with("audit") ||
                      title.starts_with("inquiry into") || title.starts_with("examination of") ||
                      title.starts_with("log ") || title.starts_with("review of");
  if (parts && (titled || source.byline.empty())) return DocumentKind::kReport;
  const bool of_itself =
      has(text, "this report ") || has(text, "main findings") || has(text, "this study ") || has(text, "this audit ");
  if (of_itself && (publisher == AgentKind::kGovernment || publisher == AgentKind::kOrganisation))
    return DocumentKind::kReport;
  if (headed && titled && publisher) return DocumentKind::kReport;
  const bool unsigned_page = source.byline.empty() && source.url.empty();
  if (of_itself && titled && unsigned_page) return DocumentKind::kReport;
  if (titled && unsigned_page && publisher) return DocumentKind::kReport;
  const bool put_out_by_body = unsigned_page && !source.publisher.empty() && source.authors.empty();
  // "Report on the incident at Tolm Bridge"
  if (title.starts_with("report ") && put_out_by_body) return DocumentKind::kReport;
  // "Frozen: what the customers went through": what was found, point by point, by a body and under nobody's name.
  if (put_out_by_body && (publisher == AgentKind::kGovernment || publisher == AgentKind::kOrganisation) &&
      has_numbered_findings(source.text) && !is_titled_notice(title))
    return DocumentKind::kReport;
  // "an independent look at Tarn Street", "Roof and Wall, an association of retired builders": of itself or in parts,
  // by several people, and it says so.
  if ((of_itself || headed) && put_out_by_body && is_told_by_several(source.text)) return DocumentKind::kReport;
  const bool is_unsigned = is_signed_by_nobody(source);
  // "https://www.orrin.example/newsroom/2031/pier": a firm whose name tells nothing, in the pages it has for the press.
  if (!publisher && is_unsigned && is_own_newsroom(source)) return DocumentKind::kStatement;
  if (!publisher && is_unsigned && is_on_own_host(source) && is_for_the_press(text)) return DocumentKind::kStatement;
  // What a ministry, a firm or an institute puts on its own pages, under nobody's name, is its statement.
  const bool body = publisher == AgentKind::kGovernment || publisher == AgentKind::kOrganisation;
  if (body && is_unsigned) return DocumentKind::kStatement;
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
      if (has(head, "briefing") || has(head, "press conference") || has(head, "news conference"))
        return Medium::kNewsConference;
      if (has(head, "interview")) return Medium::kInterview;
      if (has(head, "televised") || has(head, "broadcast")) return Medium::kBroadcast;
      // What is said in a parliament is said to it.
      for (const std::string_view house : {"parliament", "hansard", "assembly", "house of", "senate", "congress"}) {
        if (has(fold(publisher), house)) return Medium::kSpeech;
      }
      if (has(fold(publisher), "council") && has(head, "sitting")) return Medium::kSpeech;
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
