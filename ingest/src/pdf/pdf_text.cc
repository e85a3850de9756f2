#include "pdf/pdf_text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "headwater/schema/fold.h"
#include "pdf/paragraphs.h"
#include "pdf/pdftotext.h"
#include "text/byline.h"
#include "text/date_phrase.h"
#include "text/language.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kLongParagraph = 25;  // words: the running text has begun

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool starts_lower(std::string_view word) {
  return !word.empty() && ((word[0] >= 'a' && word[0] <= 'z') || (word[0] & 0x80) != 0);
}

std::string squashed(std::string_view text) {
  std::string out;
  for (const char c : fold(text)) {
    if ((c >= 'a' && c <= 'z') || is_digit(c) || (c & 0x80) != 0) out += c;
  }
  return out;
}

std::string words_of(const PdfParagraph& paragraph) {
  std::string out;
  for (const PlacedWord& word : paragraph.words) {
    if (!out.empty()) out += ' ';
    out += word.text;
  }
  return out;
}

std::uint32_t hundredths(double points) { return static_cast<std::uint32_t>(std::lround(points * 100)); }

// "[12]", "12.", "12)" or "12" in front of a note; nothing if the word is no number.
std::optional<std::uint32_t> note_number(std::string_view word) {
  if (word.starts_with('[')) word.remove_prefix(1);
  std::uint32_t n = 0;
  std::size_t i = 0;
  while (i < word.size() && i < 4 && is_digit(word[i])) n = n * 10 + static_cast<std::uint32_t>(word[i++] - '0');
  if (i == 0 || n == 0) return std::nullopt;
  const std::string_view rest = word.substr(i);
  if (!rest.empty() && rest != "." && rest != ")" && rest != "]" && rest != "].") return std::nullopt;
  return n;
}

bool opens_references(const std::string& folded) {
  for (const char* name : {"references", "bibliography", "sources", "notes", "endnotes", "works cited", "literature",
                           "literatur", "quellen", "sources and notes", "notes and references"}) {
    if (folded == name) return true;
  }
  return false;
}

// The text, a word at a time.
class Writer {
 public:
  explicit Writer(PdfText& out) : out_{out} {}

  void collect(const std::vector<PdfParagraph>& paragraphs) {
    for (const PdfParagraph& p : paragraphs) {
      for (const PlacedWord& word : p.words) {
        if (word.text.find('-') != std::string::npos) hyphenated_.insert(fold(word.text));
      }
    }
  }

  ByteSpan write(const PdfParagraph& p) {
    std::string& text = out_.source.text;
    if (!text.empty()) text += '\n';
    const auto begin = static_cast<std::uint32_t>(text.size());
    const std::size_t marks = out_.marks.size();
    bool glued = true;
    for (std::size_t i = 0; i < p.words.size(); ++i) {
      const PlacedWord& word = p.words[i];
      if (word.raised_number.has_value()) {
        out_.marks.push_back({static_cast<std::uint32_t>(text.size()), *word.raised_number, true});
        continue;
      }
      if (!glued) text += ' ';
      std::string_view letters = word.text;
      glued = false;
      if (word.ends_line && i + 1 < p.words.size() && divides(word, p.words[i + 1])) {
        glued = true;
        if (!hyphenated_.contains(fold(word.text + p.words[i + 1].text))) letters.remove_suffix(1);
      }
      MapPiece piece;
      piece.text.begin = static_cast<std::uint32_t>(text.size());
      text += letters;
      piece.text.end = static_cast<std::uint32_t>(text.size());
      piece.coding = RawCoding::kPage;
      piece.box = {word.page, hundredths(word.box.left), hundredths(word.box.top), hundredths(word.box.right),
                   hundredths(word.box.bottom)};
      out_.source.map.push_back(piece);
      bracket_marks(word.text, piece.text.end);
    }
    const ByteSpan span{begin, static_cast<std::uint32_t>(text.size())};
    if (span.empty()) {
      if (!text.empty()) text.pop_back();
      // A paragraph of nothing but raised numbers: they stand at the end of the one before.
      for (std::size_t i = marks; i < out_.marks.size(); ++i)
        out_.marks[i].at = static_cast<std::uint32_t>(text.size());
    } else {
      out_.source.blocks.push_back({p.kind, span});
    }
    return span;
  }

 private:
  static bool divides(const PlacedWord& word, const PlacedWord& next) {
    const std::string_view text = word.text;
    if (text.size() < 3 || text.back() != '-' || !starts_lower(next.text)) return false;
    const char before = text[text.size() - 2];
    return (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z') || (before & 0x80) != 0;
  }

  // "[3]", "[3,4]" and "[3-5]".
  void bracket_marks(std::string_view word, std::uint32_t at) {
    const std::size_t open = word.find('[');
    const std::size_t close = word.find(']', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return;
    std::uint32_t n = 0, from = 0;
    std::size_t digits = 0;
    for (std::size_t i = open + 1; i <= close; ++i) {
      if (is_digit(word[i]) && digits < 4) {
        n = n * 10 + static_cast<std::uint32_t>(word[i] - '0');
        ++digits;
        continue;
      }
      if (digits == 0 && word[i] != ']') return;
      if (digits > 0) {
        for (std::uint32_t k = from == 0 || n < from || n - from > 20 ? n : from; k <= n; ++k)
          out_.marks.push_back({at, k, false});
      }
      from = word[i] == '-' || word[i] == '\xE2' ? n + 1 : 0;
      if (word[i] == '\xE2') i += 2;
      n = 0;
      digits = 0;
    }
  }

  PdfText& out_;
  std::set<std::string> hyphenated_;  // words with a hyphen that no line's end made
};

class Describer {
 public:
  Describer(const PdfLayout& layout, const std::vector<PdfParagraph>& paragraphs, SourceText& out)
      : layout_{layout}, paragraphs_{paragraphs}, out_{out} {}

  void run() {
    for (const PdfParagraph& p : paragraphs_) {
      if (p.page != 1 || (p.words.size() > kLongParagraph && p.kind != BlockKind::kHeading)) break;
      head_.push_back(&p);
    }
    title();
    const bool named = !layout_.author.empty() && layout_.author.size() < 120;
    const std::set<const PdfParagraph*> addressee = written_to();
    if (addressee.empty()) out_.publisher = name_above_day();
    for (const PdfParagraph* p : head_) {
      const std::string words = words_of(*p);
      if (words == out_.title) continue;
      if (out_.publisher.empty() && addressee.count(p) == 0 && p->words.size() <= 10 && is_body_name(words) &&
          words.find(':') == std::string::npos)
        out_.publisher = words;
      if (!out_.published.has_value()) out_.published = find_date(words);
      if (out_.authors.empty() && is_byline(words)) {
        out_.byline = words;
        out_.authors = authors_in(words);
      }
    }
    if (!named) return;
    const bool person = is_person_name(layout_.author) && !is_body_name(layout_.author) && !speaks_for_many();
    if (person && out_.authors.empty() && stands_on_first_page(layout_.author)) out_.authors = {layout_.author};
    if (!person && (out_.publisher.empty() || stands_on_first_page(layout_.author)) &&
        layout_.author.find(' ') != std::string::npos)
      out_.publisher = layout_.author;
  }

 private:
  [[nodiscard]] bool stands_on_first_page(const std::string& words) const {
    std::string page;
    for (const PdfParagraph& p : paragraphs_) {
      if (p.page == 1) page += squashed(words_of(p));
    }
    const std::string flat = squashed(words);
    return !flat.empty() && page.find(flat) != std::string::npos;
  }

  // The lines of the head, in order.
  [[nodiscard]] std::vector<std::string> head_lines() const {
    std::vector<std::string> out;
    for (const PdfParagraph* p : head_) {
      std::string line;
      for (const PlacedWord& word : p->words) {
        line += (line.empty() ? "" : " ") + word.text;
        if (word.ends_line) out.push_back(std::exchange(line, {}));
      }
      if (!line.empty()) out.push_back(std::move(line));
    }
    return out;
  }

  // "Counted at the gate", "Open Cages (OC)", "Sundholt, 26 July 2023": the line between title and day that is a body's
  // name, or a name whose bearer the text speaks of. "" where there is none.
  [[nodiscard]] std::string name_above_day() const {
    constexpr std::size_t kMostWords = 6;
    const std::vector<std::string> lines = head_lines();
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
      const std::string name = lines[i].substr(0, lines[i].find(" ("));
      const std::vector<ByteSpan> words = word_spans(name);
      const bool is_day = find_date(lines[i + 1]).has_value() && word_spans(lines[i + 1]).size() <= kMostWords;
      if (!is_day || words.size() < 2 || words.size() > kMostWords || is_byline(name) || find_date(name) ||
          out_.title.find(lines[i]) != std::string::npos || lines[i].find(':') != std::string::npos)
        continue;
      const bool capitals = std::all_of(words.begin(), words.end(), [&](const ByteSpan& word) {
        const std::string_view w = slice(name, word);
        return (w[0] >= 'A' && w[0] <= 'Z') || w == "of" || w == "for" || w == "and" || w == "the";
      });
      if (capitals && (is_body_name(name) || is_spoken_of(name))) return name;
    }
    return {};
  }

  // Beside the line that it is.
  [[nodiscard]] bool is_spoken_of(const std::string& name) const {
    constexpr int kTwice = 2;
    int times = 0;
    for (const PdfParagraph& p : paragraphs_) {
      const std::string words = words_of(p);
      for (std::size_t at = words.find(name); at != std::string::npos; at = words.find(name, at + name.size())) ++times;
      if (times >= kTwice) return true;
    }
    return false;
  }

  // Of a letter: what stands between its date and "Dear ...".
  [[nodiscard]] std::set<const PdfParagraph*> written_to() const {
    const auto greets = [](const PdfParagraph* p) { return words_of(*p).starts_with("Dear "); };
    const auto end = std::find_if(head_.begin(), head_.end(), greets);
    if (end == head_.end()) return {};
    const auto date =
        std::find_if(head_.begin(), end, [](const PdfParagraph* p) { return find_date(words_of(*p)).has_value(); });
    return {date, end};
  }

  // The author stands alone between the title and place and day, and the text says "our": a body, whatever its name
  // looks like.
  [[nodiscard]] bool speaks_for_many() const {
    constexpr std::size_t kPlaceAndDay = 6;  // words
    bool stands_alone = false;
    for (std::size_t i = 0; i + 1 < head_.size() && !stands_alone; ++i) {
      stands_alone = words_of(*head_[i]) == layout_.author && head_[i + 1]->words.size() <= kPlaceAndDay &&
                     find_date(words_of(*head_[i + 1])).has_value();
    }
    if (!stands_alone) return false;
    return std::any_of(paragraphs_.begin(), paragraphs_.end(), [](const PdfParagraph& p) {
      const std::string words = fold(words_of(p));
      return words.find(" our ") != std::string::npos || words.starts_with("our ");
    });
  }

  void title() {
    const PdfParagraph* largest = nullptr;
    for (const PdfParagraph* p : head_) {
      if (p->words.size() > 30 || p->words.empty()) continue;
      if (largest == nullptr || p->height > largest->height * 1.05) largest = p;
    }
    const std::string& stated = layout_.title;
    const std::string folded = fold(stated);
    const bool junk = stated.size() < 4 || folded.starts_with("microsoft word") || folded == "untitled" ||
                      folded.ends_with(".doc") || folded.ends_with(".docx") || folded.ends_with(".pdf") ||
                      folded.ends_with(".indd") || folded.ends_with(".qxd");
    if (!junk && (stands_on_first_page(stated) || largest == nullptr)) {
      out_.title = stated;
    } else if (largest != nullptr) {
      out_.title = words_of(*largest);
    }
  }

  const PdfLayout& layout_;
  const std::vector<PdfParagraph>& paragraphs_;
  SourceText& out_;
  std::vector<const PdfParagraph*> head_;
};

// Addresses in the text; one that a line's end divides is whole again in it.
void find_links(SourceText& source) {
  const std::string_view text = source.text;
  for (std::size_t at = text.find("http"); at != std::string_view::npos; at = text.find("http", at + 4)) {
    if (text.substr(at, 7) != "http://" && text.substr(at, 8) != "https://") continue;
    std::size_t end = at;
    while (end < text.size() && std::string_view{" \n<>\"|"}.find(text[end]) == std::string_view::npos) ++end;
    while (end > at && std::string_view{".,;:!?)]'"}.find(text[end - 1]) != std::string_view::npos) --end;
    std::string url = resolve_url(text.substr(at, end - at), {});
    if (url.empty() || end - at > 2000) continue;
    source.links.push_back({std::move(url), {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}});
  }
}

}  // namespace

PdfText text_of_layout(PdfLayout layout) {
  PdfText out;
  const PdfParagraphs paragraphs = paragraphs_of(layout);
  Writer writer{out};
  writer.collect(paragraphs.body);
  bool in_references = false;
  std::uint32_t last_number = 0;
  const auto add_note = [&](const PdfParagraph& p, bool foot) {
    if (p.words.empty()) return;
    std::optional<std::uint32_t> number = p.words[0].raised_number;
    const bool raised = number.has_value();
    if (!raised) number = note_number(p.words[0].text);
    const ByteSpan span = writer.write(p);
    if (!number.has_value() || span.empty()) {
      // A further paragraph of the note before.
      if (!out.notes.empty() && !foot) out.notes.back().text.end = span.end;
      return;
    }
    const auto own = raised ? 0 : static_cast<std::uint32_t>(p.words[0].text.size());
    const std::uint32_t begin = std::min(span.begin + own + (own > 0 ? 1 : 0), span.end);
    out.notes.push_back({*number, {begin, span.end}, foot, p.page});
    last_number = *number;
  };
  for (const PdfParagraph& p : paragraphs.body) {
    const std::string folded = p.words.size() <= 4 ? fold(words_of(p)) : std::string{};
    if (opens_references(folded)) {
      in_references = true;
      last_number = 0;
      writer.write(p);
      continue;
    }
    if (in_references && p.kind == BlockKind::kHeading && !note_number(p.words[0].text).has_value())
      in_references = false;
    if (in_references) {
      add_note(p, false);
    } else {
      writer.write(p);
    }
  }
  for (const PdfParagraph& p : paragraphs.notes) add_note(p, true);
  Describer{layout, paragraphs.body, out.source}.run();
  find_links(out.source);
  out.source.language = guess_language(out.source.text);
  out.source.encoding = "utf-8";
  return out;
}

Result<PdfText> read_pdf_text(std::string_view bytes, const ReadLimits& limits) {
  if (bytes.size() > limits.max_bytes || bytes.size() > 0x40000000) {
    return Error{ErrorCode::kTooLarge, "PDF: " + std::to_string(bytes.size()) + " bytes, at most " +
                                           std::to_string(limits.max_bytes) + " are read"};
  }
  if (bytes.empty()) return Error{ErrorCode::kBadInput, "PDF: the file is empty"};
  const PdfLimits process;
  const Result<std::string> printed = run_pdftotext(bytes, process);
  if (!printed.has_value()) return printed.error();
  Result<PdfLayout> layout = parse_layout(*printed);
  if (!layout.has_value()) return layout.error();
  if (layout->pages.size() > process.pages) {
    return Error{ErrorCode::kTooLarge, "PDF: has more than " + std::to_string(process.pages) + " pages"};
  }
  const std::size_t pages = layout->pages.size();
  const auto silent = static_cast<std::size_t>(std::count_if(layout->pages.begin(), layout->pages.end(),
                                                             [](const PdfPage& page) { return page.blocks.empty(); }));
  if (silent == pages) {
    return Error{ErrorCode::kUnsupported, "PDF: its " + std::to_string(pages) +
                                              (pages == 1 ? " page holds" : " pages hold") +
                                              " no text; it is scanned, and characters in pictures are not read"};
  }
  PdfText out = text_of_layout(std::move(*layout));
  if (silent > 0) {
    out.source.warnings.push_back(std::to_string(silent) + " of " + std::to_string(pages) +
                                  " pages hold no text; what is scanned is not read");
  }
  return out;
}

}  // namespace headwater::detail

namespace headwater {

Result<SourceText> read_pdf(std::string_view bytes, const ReadLimits& limits) {
  Result<detail::PdfText> out = detail::read_pdf_text(bytes, limits);
  if (!out.has_value()) return out.error();
  return std::move(out->source);
}

}  // namespace headwater
