#include "pdf/references.h"

#include <algorithm>
#include <map>
#include <optional>

#include "headwater/schema/fold.h"
#include "text/date_phrase.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

constexpr const char* kRule = "reference@1";
constexpr std::uint32_t kFarthest = 300;  // bytes from a claim's words to the mark that ends its sentence

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \n\t.,;:\"'";
  while (!text.empty() && kWhite.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && kWhite.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

// What a reference says of a document.
struct Reference {
  std::string title, issuer, url;
  std::optional<Date> date;
};

// Words between quotation marks; the view lives as long as `text`.
std::string_view quoted(std::string_view text) {
  const std::pair<std::string_view, std::string_view> kMarks[] = {{"\xE2\x80\x9C", "\xE2\x80\x9D"},
                                                                  {"\"", "\""},
                                                                  {"\xE2\x80\x98", "\xE2\x80\x99"},
                                                                  {"\xE2\x80\x9E", "\xE2\x80\x9C"}};
  for (const auto& [open, close] : kMarks) {
    const std::size_t begin = text.find(open);
    if (begin == std::string_view::npos) continue;
    const std::size_t end = text.find(close, begin + open.size());
    if (end == std::string_view::npos || end - begin < 8) continue;
    return trimmed(text.substr(begin + open.size(), end - begin - open.size()));
  }
  return {};
}

std::string year_in(std::string_view text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const bool before = i == 0 || !is_digit(text[i - 1]);
    const bool after = i + 4 == text.size() || !is_digit(text[i + 4]);
    const std::string_view four = text.substr(i, 4);
    if (before && after && (four.starts_with("19") || four.starts_with("20")) && is_digit(four[2]) && is_digit(four[3]))
      return std::string{four};
  }
  return {};
}

// Sentences of a reference: "Lind A, Oort P. The state of the gates. Brevik Institute, 2029."
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '.' || text[i + 1] != ' ') continue;
    // An initial or "et al." ends no part.
    const bool initial = i - begin >= 1 && text[i - 1] >= 'A' && text[i - 1] <= 'Z' &&
                         (i < 2 || text[i - 2] == ' ' || text[i - 2] == '.');
    if (initial || (i >= 5 && text.substr(i - 5, 5) == "et al")) continue;
    if (!trimmed(text.substr(begin, i - begin)).empty()) out.push_back(trimmed(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  if (!trimmed(text.substr(begin)).empty()) out.push_back(trimmed(text.substr(begin)));
  return out;
}

std::optional<Reference> read_reference(std::string_view text) {
  Reference out;
  std::size_t http = text.find("http");
  if (http != std::string_view::npos) {
    std::size_t end = http;
    while (end < text.size() && text[end] != ' ' && text[end] != '\n' && text[end] != '>') ++end;
    while (end > http && std::string_view{".,;)]"}.find(text[end - 1]) != std::string_view::npos) --end;
    out.url = canonical_url(text.substr(http, end - http));
  }
  if (out.url.empty()) {
    std::size_t doi = text.find("doi:");
    if (doi == std::string_view::npos) doi = text.find("DOI:");
    if (doi != std::string_view::npos) {
      std::size_t begin = doi + 4;
      while (begin < text.size() && text[begin] == ' ') ++begin;
      std::size_t end = begin;
      while (end < text.size() && text[end] != ' ' && text[end] != '\n') ++end;
      while (end > begin && std::string_view{".,;)]"}.find(text[end - 1]) != std::string_view::npos) --end;
      if (text.substr(begin, 3) == "10.")
        out.url = canonical_url("https://doi.org/" + std::string{text.substr(begin, end - begin)});
    }
  }
  if (std::optional<Date> day = find_date(text)) {
    out.date = std::move(day);
  } else if (const std::string year = year_in(text.substr(0, http)); !year.empty()) {
    if (Result<Date> date = Date::parse(year); date.has_value()) out.date = std::move(*date);
  }
  const std::string_view words = text.substr(0, http);
  const std::vector<std::string_view> parts = parts_of(words);
  if (const std::string_view title = quoted(words); !title.empty()) {
    out.title = title;
  } else if (parts.size() >= 2) {
    out.title = parts[1];
  } else if (!parts.empty() && parts[0].find(',') != std::string_view::npos) {
    // "Issuer, Title, date"
    const std::size_t first = parts[0].find(',');
    const std::size_t second = std::min(parts[0].find(',', first + 1), parts[0].size());
    out.title = trimmed(parts[0].substr(first + 1, second - first - 1));
  }
  if (!parts.empty()) {
    const std::string_view lead = parts[0];
    const std::string_view issuer = trimmed(lead.substr(0, lead.find(',')));
    if (issuer.size() > 3 && issuer.size() < 80 && issuer[0] >= 'A' && issuer[0] <= 'Z') out.issuer = issuer;
  }
  const bool titled = out.title.size() >= 8 && std::count(out.title.begin(), out.title.end(), ' ') >= 1;
  if (!titled) out.title.clear();
  if (out.url.empty() && (!titled || !out.date.has_value())) return std::nullopt;
  return out;
}

// Whether a mark behind `gap` belongs to the sentence before it: it stands inside, or behind the full stop or the
// closing quotation mark.
bool in_sentence(std::string_view gap) {
  if (gap.find('\n') != std::string_view::npos) return false;
  // Marks themselves, those in brackets.
  constexpr std::string_view kMark = " 0123456789,[]-";
  while (!gap.empty() && kMark.find(gap.back()) != std::string_view::npos) gap.remove_suffix(1);
  while (!gap.empty() && (gap.back() == '.' || gap.back() == '"' || gap.back() == '?' || gap.back() == '!' ||
                          gap.back() == ')' || (gap.back() & 0x80) != 0)) {
    gap.remove_suffix(1);
  }
  for (std::size_t i = 0; i + 2 < gap.size(); ++i) {
    const bool ends = gap[i] == '.' || gap[i] == '!' || gap[i] == '?';
    if (ends && gap[i + 1] == ' ' && ((gap[i + 2] >= 'A' && gap[i + 2] <= 'Z') || gap[i + 2] == '[')) return false;
  }
  return true;
}

}  // namespace

void cite_references(const std::vector<NoteMark>& marks, const std::vector<NumberedNote>& notes, Extraction& out) {
  if (notes.empty()) return;
  std::map<std::uint32_t, DocumentId> by_number;
  for (const NumberedNote& note : notes) {
    const std::optional<Reference> reference = read_reference(slice(out.text, note.text));
    if (!reference.has_value()) continue;
    Document document;
    const std::string key = url_key(reference->url);
    document.id = document_id_of(!key.empty() ? "url:" + key
                                              : "spoken of:" + name_key(reference->issuer) + "\n" +
                                                    std::string{to_string(Medium::kUnknown)} + "\n" +
                                                    fold(reference->title) + "\n" + reference->date->text());
    if (document.id == out.document.id) continue;
    document.kind = DocumentKind::kOther;
    document.title = reference->title;
    document.publisher = reference->issuer;
    document.published = reference->date;
    document.url = reference->url;
    by_number.emplace(note.number, document.id);
    if (out.referenced_document(document.id) == nullptr) {
      const auto place = std::lower_bound(out.referenced.begin(), out.referenced.end(), document.id,
                                          [](const Document& d, DocumentId id) { return d.id < id; });
      out.referenced.insert(place, document);
    }
    const bool known = std::any_of(out.citations.begin(), out.citations.end(),
                                   [&](const Citation& c) { return c.document == document.id; });
    if (!known) {
      out.citations.push_back(
          {key.empty() ? CitationHow::kNamed : CitationHow::kLink, document.id, {note.text}, kRule, 0.85});
    }
  }
  std::stable_sort(out.citations.begin(), out.citations.end(),
                   [](const Citation& x, const Citation& y) { return hull(x.evidence) < hull(y.evidence); });
  for (Claim& claim : out.claims) {
    const ByteSpan words = hull(claim.content);
    for (const NoteMark& mark : marks) {
      if (mark.at < words.begin || mark.at > words.end + kFarthest) continue;
      if (mark.at > words.end && !in_sentence(slice(out.text, {words.end, mark.at}))) continue;
      const auto it = by_number.find(mark.number);
      if (it == by_number.end()) continue;
      if (std::find(claim.cites.begin(), claim.cites.end(), it->second) == claim.cites.end())
        claim.cites.push_back(it->second);
    }
  }
}

}  // namespace headwater::detail
