#include "text/plain_text_head.h"

#include <algorithm>
#include <array>

#include "headwater/schema/fold.h"
#include "text/byline.h"
#include "text/date_phrase.h"
#include "text/furniture.h"
#include "text/head_label.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMostLines = 40;
constexpr std::size_t kLongestTitle = 250;
constexpr std::size_t kLongestSubject = 120;  // of a letter

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

std::size_t words_in(std::string_view text) { return word_spans(text).size(); }

bool ends_sentence(std::string_view line) {
  while (!line.empty() && (line.back() == '"' || line.back() == ')' || line.back() == '\'' || line.back() == '*')) {
    line.remove_suffix(1);
  }
  if (line.size() > 3 && (line.ends_with("\xE2\x80\x9D") || line.ends_with("\xE2\x80\x99"))) line.remove_suffix(3);
  return !line.empty() && (line.back() == '.' || line.back() == '!' || line.back() == '?');
}

// "BRENN, April 8, 2024 (Reuters) - ", "ULM, Lothen (LPA) - ", "LONDON -- ": place in capitals, agency, dash.
struct Dateline {
  bool found = false;
  std::string agency;
  std::optional<Date> date;
};

Dateline read_dateline(std::string_view line) {
  Dateline out;
  const std::string_view start = line.substr(0, 120);
  constexpr std::array<std::string_view, 5> kDashes{" - ", " -- ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", "\xE2\x80\x94"};
  std::size_t dash = std::string_view::npos;
  for (const std::string_view d : kDashes) dash = std::min(dash, start.find(d));
  if (dash == std::string_view::npos || dash == 0) return out;
  const std::string_view before = start.substr(0, dash);
  const std::size_t open = before.rfind('('), close = before.rfind(')');
  std::string_view agency;
  if (open != std::string_view::npos && close != std::string_view::npos && close > open && close + 1 == before.size()) {
    agency = before.substr(open + 1, close - open - 1);
  }
  std::size_t capitals = 0;
  while (capitals < before.size() &&
         (is_upper(before[capitals]) || before[capitals] == ' ' || before[capitals] == '.' || before[capitals] == '-' ||
          before[capitals] == '\'' || (before[capitals] & '\x80') != 0)) {
    ++capitals;
  }
  const bool place = capitals >= 3 && (capitals == before.size() || before[capitals] == ',' || before[capitals] == '(');
  // "Port Ansel, Nov 12, 2019 (AFP)": the agency shows that it is one.
  const bool by_agency = !agency.empty() && is_news_agency(agency) && is_upper(before.front());
  if (!place && !by_agency && !(open == 0 && is_body_name(agency))) return out;
  if (agency.empty() && words_in(before) > 5) return out;
  out.found = true;
  if (!agency.empty() && agency.size() < 40 && (is_upper(agency[0]) || is_news_agency(agency))) out.agency = agency;
  if (std::optional<Date> date = find_date(before)) out.date = std::move(date);
  return out;
}

// A line that is a date and few words more: "Statement, 18 April 2016", "Date of issue: 12 September 2022".
std::optional<Date> date_line(std::string_view line) {
  if (line.size() > 110 || ends_sentence(line.substr(0, line.size() - (line.ends_with("m.") ? 2 : 0))))
    return std::nullopt;
  std::optional<DatePhrase> phrase = find_date_phrase(line);
  if (!phrase) return std::nullopt;
  const std::string_view before = line.substr(0, phrase->span.begin), after = line.substr(phrase->span.end);
  if (words_in(before) > 6 || words_in(after) > 8) return std::nullopt;
  return std::move(phrase->date);
}

// A kind of document or a section, which is neither title nor publisher when it stands alone.
bool is_label(std::string_view line) {
  constexpr std::string_view kLabels =
      "|statement|press release|news release|media release|press statement|media statement|for immediate "
      "release|report|breaking|exclusive"
      "|opinion|analysis|editorial|comment|letter|update|correction|obituary|interview|transcript|memo|memorandum|"
      "draft|embargoed|";
  const std::string folded = fold(without_markdown(line));
  std::string_view key = folded;
  while (!key.empty() && (key.back() == ':' || key.back() == '.')) key.remove_suffix(1);
  return kLabels.find("|" + std::string{key} + "|") != std::string_view::npos;
}

// "Lothen Press Agency (LPA)" as "Lothen Press Agency".
std::string without_acronym(std::string_view name) {
  while (!name.empty() && (name.back() == ' ' || name.back() == ',' || name.back() == ':')) name.remove_suffix(1);
  if (!name.empty() && name.back() == ')') {
    const std::size_t open = name.rfind(" (");
    if (open != std::string_view::npos && open > 0 && name.size() - open < 14) name = name.substr(0, open);
  }
  return std::string{name};
}

bool names_publisher(std::string_view line) {
  const std::string name = without_acronym(line);
  if (name.empty() || name.size() > 90 || ends_sentence(name) || words_in(name) > 9) return false;
  if (is_news_agency(name)) return true;
  if (name.find(':') != std::string::npos || name.find('?') != std::string::npos) return false;
  // Every word but small ones with a capital: a headline in sentence case has words without.
  for (const ByteSpan span : word_spans(name)) {
    const std::string_view word = slice(name, span);
    constexpr std::string_view kSmall = " of the and for in on de la du des der und & to ";
    if (is_lower(word[0]) && kSmall.find(" " + std::string{word} + " ") == std::string_view::npos) return false;
  }
  // "Office of the Governor of Hale": the office speaks, whoever holds it.
  if (fold(name).starts_with("office of ")) return true;
  return is_body_name(name) || is_body_name("The " + name);
}

// "Medrane Systems, Quality Assurance", "Institute of Works (IW), Oske": the body of whose office, or at which place,
// the line is, else the line as it is.
std::string_view without_office(std::string_view line) {
  constexpr std::size_t kMostWords = 3;
  const std::size_t comma = line.find(", ");
  if (comma == std::string_view::npos || !names_publisher(line.substr(0, comma))) return line;
  const std::string_view office = line.substr(comma + 2);
  if (words_in(office) > kMostWords || ends_sentence(office)) return line;
  for (const ByteSpan span : word_spans(office)) {
    if (is_lower(slice(office, span)[0])) return line;
  }
  return line.substr(0, comma);
}

// "STATEMENT BY THE LAKESHORE WATER AUTHORITY", "Press release from Orrin Group": the body behind the label, else the
// line as it is.
std::string_view without_label(std::string_view line) {
  const std::string low = fold(line);
  if (low.size() != line.size()) return line;
  for (const std::string_view by : {" by ", " from ", " of "}) {
    const std::size_t at = low.find(by);
    if (at == std::string::npos || !is_label(line.substr(0, at))) continue;
    std::size_t rest = at + by.size();
    if (low.compare(rest, 4, "the ") == 0) rest += 4;
    if (names_publisher(line.substr(rest))) return line.substr(rest);
  }
  return line;
}

// "Patient Watch" of "Patient Watch (registered charity)": a name of two words or more, all with capitals, and what it
// is in brackets; else nothing.
std::string_view name_before_description(std::string_view line) {
  while (line.ends_with(' ')) line.remove_suffix(1);
  const std::size_t open = line.find(" (");
  if (open == std::string_view::npos || !line.ends_with(')')) return {};
  const std::string_view name = line.substr(0, open), what = line.substr(open + 2, line.size() - open - 3);
  const std::vector<ByteSpan> words = word_spans(name);
  const bool capitals = words.size() >= 2 && std::all_of(words.begin(), words.end(), [&](const ByteSpan& word) {
                          return !is_lower(slice(name, word)[0]);
                        });
  return capitals && !what.empty() && is_lower(what[0]) ? name : std::string_view{};
}

// The words between ** and ** that open a line.
std::string_view bold_opening(std::string_view line) {
  if (line.substr(0, 2) != "**" && line.substr(0, 2) != "__") return {};
  const std::size_t close = line.find(line.substr(0, 2), 2);
  return close == std::string_view::npos ? std::string_view{} : line.substr(2, close - 2);
}

std::size_t heading_level(std::string_view line) {
  std::size_t n = 0;
  while (n < line.size() && line[n] == '#') ++n;
  return n > 0 && n <= 6 && n < line.size() && line[n] == ' ' ? n : 0;
}

class HeadReader {
 public:
  HeadReader(std::string_view text, const std::vector<TextLine>& lines) : text_{text}, lines_{lines} {}

  TextHead run() {
    head_.body = lines_.size();
    std::vector<std::size_t> candidates;  // lines that may be title or publisher
    for (std::size_t i = front_matter(), seen = 0; i < lines_.size() && seen < kMostLines; ++i) {
      const std::string_view line = at(i);
      if (line.empty()) continue;
      ++seen;
      if (const std::size_t end = labelled_lines(i); end > i) {
        i = end - 1;
        continue;
      }
      if (const std::size_t level = heading_level(line)) {
        if (level == 1 && head_.title.empty()) {
          set_title(i, 1);
          continue;
        }
        head_.body = i;
        break;
      }
      if (is_body(i)) {
        head_.body = i;
        break;
      }
      if (is_furniture(line) && !is_label(line)) continue;
      if (!take(i, line)) candidates.push_back(i);
    }
    read_letter(candidates);
    settle(candidates);
    if (head_.title.empty()) head_.title = labelled_title_;
    if (head_.body < lines_.size()) {
      const Dateline dateline = read_dateline(at(head_.body));
      if (head_.publisher.empty() && !dateline.agency.empty()) head_.publisher = dateline.agency;
      if (!head_.published && dateline.date) head_.published = dateline.date;
    }
    return std::move(head_);
  }

 private:
  [[nodiscard]] std::string_view at(std::size_t i) const { return slice(text_, lines_[i].span); }

  // The number of the first line after a block of "key: value" between two lines of "---" (YAML, as pages on disk have
  // it), which is taken in; of the first line where there is none.
  std::size_t front_matter() {
    std::size_t first = 0;
    while (first < lines_.size() && at(first).empty()) ++first;
    if (first == lines_.size() || at(first) != "---") return 0;
    std::size_t end = first + 1;
    while (end < lines_.size() && end - first <= kMostLines && at(end) != "---") ++end;
    if (end == lines_.size() || at(end) != "---") return 0;
    for (std::size_t i = first + 1; i < end; ++i) {
      if (const std::optional<HeadLabel> label = read_head_label(at(i))) take_label(*label, i, true);
    }
    return end + 1;
  }

  // The end of a list, a table or a run of lines of "label: value", of which one at least is a label of ours; they are
  // taken in. `first` where there is none.
  std::size_t labelled_lines(std::size_t first) {
    const auto starts_alike = [&](std::size_t i) { return at(i).front() == at(first).front(); };
    const bool is_list = at(first).substr(0, 2) == "- " || at(first).substr(0, 2) == "* " || at(first).front() == '|';
    std::size_t end = first;
    bool known = false;
    do {
      const std::optional<HeadLabel> label = read_head_label(at(end));
      if (!label && !is_list) break;
      known = known || (label && label->field != HeadField::kOther && !label->value.empty());
      if (!is_list && label->field == HeadField::kOther) break;
      ++end;
    } while (end < lines_.size() && !at(end).empty() && lines_[end].run == lines_[first].run &&
             (!is_list || starts_alike(end)));
    if (!known) return first;
    for (std::size_t i = first; i < end; ++i) {
      if (const std::optional<HeadLabel> label = read_head_label(at(i))) take_label(*label, i, false);
    }
    return end;
  }

  void take_label(const HeadLabel& label, std::size_t line, bool is_front_matter) {
    switch (label.field) {
      case HeadField::kTitle:
        if (is_front_matter) labelled_title_ = label.value;
        return;
      case HeadField::kPublisher: {
        // "Marine Office (MO), Ministry of Transport": the first is the one.
        const std::string first = without_acronym(label.value.substr(0, label.value.find(',')));
        if (!head_.publisher.empty() || label.value.empty()) return;
        head_.publisher = names_publisher(first) ? first : without_acronym(label.value);
        head_.publisher_line = line;
        return;
      }
      case HeadField::kAuthor:
        if (head_.byline.empty()) {
          head_.byline = label.value;
          head_.authors = authors_in("By " + label.value);
        }
        return;
      case HeadField::kDate:
        if (!head_.published) head_.published = find_date(label.value);
        return;
      case HeadField::kAddress:
        if (head_.url.empty()) head_.url = resolve_url(label.value, {});
        return;
      case HeadField::kOther:
        return;
    }
  }

  [[nodiscard]] bool same_run_as_next(std::size_t i) const {
    return i + 1 < lines_.size() && !lines_[i + 1].span.empty() && lines_[i + 1].run == lines_[i].run;
  }

  // The first line of a paragraph.
  [[nodiscard]] bool is_body(std::size_t i) const {
    const std::string_view line = at(i);
    if (read_dateline(line).found) return true;
    if (is_byline(line) || !bold_opening(line).empty() || date_line(line)) return false;
    if (line.size() > kLongestTitle) return true;
    const bool sentence = ends_sentence(line) && words_in(line) >= 5 && line.back() != '?';
    if (sentence && (line.size() > 70 || has_title_line_before(i))) return true;
    if (line[0] == '|' || line[0] == '>' || line.substr(0, 2) == "- " || line.substr(0, 3) == "```") return true;
    if (line.size() >= 40 && follows_greeting(i)) return true;
    // A paragraph that was wrapped by hand.
    if (line.size() >= 40 && same_run_as_next(i) && is_lower(at(i + 1)[0]) && run_ends_sentence(i)) return true;
    if (line.size() >= 55 && same_run_as_next(i)) {
      const std::string_view next = at(i + 1);
      if (next.size() >= 40 &&
          (ends_sentence(next) || (i + 2 < lines_.size() && same_run_as_next(i + 1) && at(i + 2).size() >= 20)))
        return true;
      if (line.find(". ") != std::string_view::npos) return true;
    }
    if (is_wrapped_end(i)) return true;
    return line.front() == '"' && sentence;
  }

  // "... of the Vessin Roads" and below it "Administration.": the end of a sentence that did not go on the line.
  [[nodiscard]] bool is_wrapped_end(std::size_t i) const {
    constexpr std::size_t kWide = 60, kFewWords = 4;
    return at(i).size() >= kWide && !ends_sentence(at(i)) && same_run_as_next(i) && !same_run_as_next(i + 1) &&
           words_in(at(i + 1)) <= kFewWords && ends_sentence(at(i + 1)) && !is_byline(at(i + 1)) &&
           !date_line(at(i + 1));
  }

  // "Ladies and gentlemen,", "Dear editors,": a line of its own before it.
  [[nodiscard]] bool follows_greeting(std::size_t i) const {
    constexpr std::size_t kMostWords = 5;
    std::size_t before = i;
    while (before > 0 && at(before - 1).empty()) --before;
    if (before == 0 || before == i) return false;
    const std::string_view greeting = at(before - 1);
    return greeting.ends_with(',') && words_in(greeting) <= kMostWords;
  }

  [[nodiscard]] bool run_ends_sentence(std::size_t i) const {
    while (same_run_as_next(i)) ++i;
    return ends_sentence(at(i));
  }

  [[nodiscard]] bool has_title_line_before(std::size_t i) const {
    for (std::size_t k = 0; k < i; ++k) {
      const std::string_view line = at(k);
      if (!line.empty() && !is_furniture(line) && words_in(line) >= 3) return true;
    }
    return false;
  }

  // A byline, a date or a bold name; true if the line is spent.
  bool take(std::size_t i, std::string_view line) {
    if (const std::string_view bold = bold_opening(line); !bold.empty()) {
      const bool titled = !head_.title.empty();
      const std::string name = without_acronym(bold);
      // "**Classification:** urgent": what follows is no publisher's.
      const bool label = bold.ends_with(':') && !names_publisher(bold);
      if (titled && head_.publisher.empty() && !label && !is_byline(bold) && name.size() < 100 &&
          !ends_sentence(name)) {
        head_.publisher = name;
        head_.publisher_line = i;
      }
      if (!head_.published) head_.published = find_date(line);
      if (titled) return true;
    }
    const std::string plain = without_markdown(line);
    if (is_byline(plain)) {
      if (head_.byline.empty()) {
        head_.byline = plain;
        head_.authors = authors_in(plain);
      }
      if (!head_.published) head_.published = find_date(plain);
      return true;
    }
    if (std::optional<Date> date = date_line(plain)) {
      if (!head_.published) head_.published = std::move(date);
      // "Harbour Authority, 12 May 2021": the name before the date.
      const std::optional<DatePhrase> phrase = find_date_phrase(plain);
      std::string_view before = std::string_view{plain}.substr(0, phrase ? phrase->span.begin : 0);
      before = before.substr(0, std::min(before.find(','), before.size()));
      const std::string_view described = name_before_description(before);
      if (head_.publisher.empty() && !is_label(before) && (names_publisher(before) || !described.empty())) {
        head_.publisher = described.empty() ? without_acronym(before) : std::string{described};
        head_.publisher_line = i;
      }
      return true;
    }
    return is_label(line) || line.find_first_not_of("-=*_# ") == std::string_view::npos;
  }

  // Of a letter: who it is written to stands between its date and "Dear ...", and did not put it out; what it is about
  // stands below, if anywhere.
  void read_letter(std::vector<std::size_t>& candidates) {
    const std::size_t end = std::min(lines_.size(), head_.body + 1);
    const auto greets = [](std::string_view line) {
      return line.starts_with("Dear ") && (line.back() == ',' || line.back() == ':');
    };
    std::size_t salutation = 0;
    while (salutation < end && !greets(at(salutation))) ++salutation;
    std::size_t date = 0;
    while (date < salutation && !date_line(without_markdown(at(date)))) ++date;
    if (salutation == end || date == salutation) return;
    std::erase_if(candidates, [&](std::size_t line) { return line > date && line <= salutation; });
    std::size_t subject = salutation + 1;
    while (subject < lines_.size() && at(subject).empty()) ++subject;
    if (subject == lines_.size() || same_run_as_next(subject) || ends_sentence(at(subject)) ||
        at(subject).size() > kLongestSubject || !head_.title.empty())
      return;
    set_title(subject, 1);
    std::erase(candidates, subject);
  }

  void set_title(std::size_t first, std::size_t count) {
    head_.title.clear();
    for (std::size_t i = first; i < first + count; ++i) {
      if (!head_.title.empty()) head_.title += ' ';
      head_.title += without_markdown(at(i));
    }
    head_.first_title_line = first;
    head_.title_lines = count;
  }

  // Which candidate is the title and which the publisher.
  void settle(const std::vector<std::size_t>& candidates) {
    std::optional<std::size_t> title;
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      const std::size_t i = candidates[c];
      const std::string plain = without_markdown(at(i));
      const bool more = c + 1 < candidates.size() || !head_.title.empty();
      const bool titled = title || !head_.title.empty();
      const std::string_view labelled = without_label(plain);
      const std::string_view body = titled ? without_office(labelled) : labelled;
      const bool publisher = body.size() < plain.size() || names_publisher(plain) ||
                             (more && !title && head_.title.empty() && is_lone_name(plain));
      if (publisher && head_.publisher.empty()) {
        head_.publisher = without_acronym(body);
        head_.publisher_line = i;
      } else if (!publisher && !title && plain.size() <= kLongestTitle && !ends_in_full_stop(plain)) {
        title = i;
      }
    }
    if (!title && !head_.title.empty()) title = head_.first_title_line;
    if (title && head_.publisher.empty()) name_below(*title, candidates);
    if (!title || !head_.title.empty()) return;
    std::size_t count = 1;
    // A headline over two lines: the second stands right below and goes on.
    if (same_run_as_next(*title) && *title + 1 < head_.body) {
      const std::string_view next = at(*title + 1);
      const bool candidate = std::find(candidates.begin(), candidates.end(), *title + 1) != candidates.end();
      if (candidate && at(*title).size() >= 30 && !ends_in_full_stop(next) && head_.publisher_line != *title + 1 &&
          is_lower(next[0]))
        ++count;
    }
    set_title(*title, count);
  }

  // "Counted at the gate", "Open Cages", "Sundholt, 26 July 2023": a name between the title and the day, whose bearer
  // the text speaks of, put it out.
  void name_below(std::size_t title, const std::vector<std::size_t>& candidates) {
    constexpr std::size_t kMostWords = 6;
    for (const std::size_t i : candidates) {
      if (i <= title) continue;
      const std::string name = without_acronym(without_markdown(at(i)));
      const std::vector<ByteSpan> words = word_spans(name);
      const bool capitals = std::all_of(words.begin(), words.end(), [&](const ByteSpan& word) {
        return is_upper(slice(name, word)[0]) || slice(name, word) == "of" || slice(name, word) == "for";
      });
      std::size_t next = i + 1;
      while (next < lines_.size() && at(next).empty()) ++next;
      if (words.size() < 2 || words.size() > kMostWords || !capitals || ends_sentence(name) || next >= lines_.size() ||
          !date_line(without_markdown(at(next))))
        continue;
      if (text_.find(name, lines_[next].span.end) == std::string_view::npos) continue;
      head_.publisher = name;
      head_.publisher_line = i;
      return;
    }
  }

  [[nodiscard]] static bool ends_in_full_stop(std::string_view line) {
    return line.ends_with('.') && !line.ends_with("U.S.") && !line.ends_with("...");
  }

  [[nodiscard]] static bool is_lone_name(std::string_view line) {
    return words_in(line) == 1 && is_upper(line[0]) && line.size() > 3 && !ends_sentence(line);
  }

  std::string_view text_;
  const std::vector<TextLine>& lines_;
  TextHead head_;
  std::string labelled_title_;
};

}  // namespace

std::string without_markdown(std::string_view line) {
  if (const std::size_t level = heading_level(line)) line.remove_prefix(level + 1);
  while (line.ends_with(" #") || line.ends_with("##")) line.remove_suffix(1);
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '*' || c == '`') continue;
    if (c == '_' && (i == 0 || i + 1 == line.size() || line[i - 1] == ' ' || line[i + 1] == ' ' || line[i + 1] == ','))
      continue;
    if (c == '[') {
      const std::size_t middle = line.find("](", i);
      const std::size_t close = middle == std::string_view::npos ? middle : line.find(')', middle);
      if (close != std::string_view::npos && close - i < 500) {
        out += line.substr(i + 1, middle - i - 1);
        i = close;
        continue;
      }
    }
    out += c;
  }
  const std::size_t first = out.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of(' ') - first + 1);
}

TextHead read_head(std::string_view text, const std::vector<TextLine>& lines) { return HeadReader{text, lines}.run(); }

}  // namespace headwater::detail
