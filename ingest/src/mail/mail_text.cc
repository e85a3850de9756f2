#include "mail/mail_text.h"

#include <algorithm>
#include <array>

#include "headwater/schema/fold.h"
#include "reading/acronyms.h"
#include "text/byline.h"
#include "text/date_phrase.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

struct Line {
  ByteSpan span;  // without white space at its ends
  ByteSpan whole;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::size_t first = at, last = end;
    while (first < last && is_blank(text[first])) ++first;
    while (last > first && is_blank(text[last - 1])) --last;
    out.push_back({{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)},
                   {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}});
    at = end + 1;
  }
  return out;
}

// "On Tue, 3 May 2031 at 09:12, Ada Lind <ada@works.example> wrote:" and its like in a few languages.
bool says_who_wrote(std::string_view line) {
  if (line.empty() || line.back() != ':' || line.size() > 250) return false;
  const std::string folded = fold(line);
  const auto opens = [&](std::string_view word) { return folded.starts_with(word); };
  const auto has = [&](std::string_view word) { return folded.find(word) != std::string::npos; };
  return (opens("on ") && has(" wrote")) || (opens("am ") && has(" schrieb")) || (opens("le ") && has("crit")) ||
         (opens("el ") && has("escribi")) || (opens("op ") && has("schreef")) || (has("<") && has("@") && has("wrote"));
}

enum class Mark { kNone, kForwarded, kOriginal };

Mark mark_of(std::string_view line) {
  const std::string folded = fold(line);
  const bool ruled = folded.starts_with("--") || folded.starts_with("__") || folded.starts_with("begin forwarded");
  if (!ruled) return Mark::kNone;
  if (folded.find("forwarded message") != std::string::npos || folded.find("forwarded by") != std::string::npos ||
      folded.find("weitergeleitete nachricht") != std::string::npos ||
      folded.find("message transf") != std::string::npos) {
    return Mark::kForwarded;
  }
  if (folded.find("original message") != std::string::npos || folded.find("urspr") != std::string::npos ||
      folded.find("message d'origine") != std::string::npos) {
    return Mark::kOriginal;
  }
  return Mark::kNone;
}

struct Field {
  std::string name;
  std::string_view value;
};

std::optional<Field> field_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon > 14) return std::nullopt;
  std::string name = fold(line.substr(0, colon));
  while (!name.empty() && (name.front() == '*' || name.front() == ' ')) name.erase(0, 1);
  while (!name.empty() && (name.back() == '*' || name.back() == ' ')) name.pop_back();
  constexpr std::array<std::string_view, 14> kNames{"from",    "sent",     "date", "to",   "cc",
                                                    "subject", "reply-to", "von",  "an",   "datum",
                                                    "betreff", "gesendet", "de",   "objet"};
  if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) return std::nullopt;
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && (is_blank(value.front()) || value.front() == '*')) value.remove_prefix(1);
  return Field{std::move(name), value};
}

// A block of fields from line `at` on; the number of its lines, 0 if it is none.
std::size_t header_block(std::string_view text, const std::vector<Line>& lines, std::size_t at, Forwarded& out) {
  std::size_t fields = 0, end = at;
  bool from = false;
  for (; end < lines.size() && end < at + 12; ++end) {
    const std::string_view line = slice(text, lines[end].span);
    if (line.empty()) break;
    const std::optional<Field> field = field_of(line);
    if (!field.has_value()) {
      if (fields == 0) break;
      continue;  // a folded line
    }
    ++fields;
    const std::string& name = field->name;
    if (name == "from" || name == "von" || name == "de") {
      from = true;
      out.from = field->value;
    } else if (name == "subject" || name == "betreff" || name == "objet") {
      out.subject = field->value;
    } else if (name == "date" || name == "sent" || name == "datum" || name == "gesendet") {
      out.date = read_machine_date(field->value);
      if (!out.date.has_value()) out.date = find_date(field->value);
    }
  }
  return from && fields >= 2 ? end - at : 0;
}

std::string squashed(std::string_view text) {
  std::string out;
  for (const char c : fold(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0) out += c;
  }
  return out;
}

// The label a body goes by in "press@mail.brightvale.example": any but the last, and no word of the trade.
std::vector<std::string> labels_of(std::string_view address) {
  std::vector<std::string> out;
  const std::size_t at = address.find('@');
  if (at == std::string_view::npos) return out;
  for (const std::string& label : telling_labels(fold(address.substr(at + 1)))) {
    if (std::string flat = squashed(label); flat.size() >= 2) out.push_back(std::move(flat));
  }
  return out;
}

bool fits(std::string_view name, const std::vector<std::string>& labels) {
  const std::string flat = squashed(name);
  const std::string first = fold(initials(name));
  return std::any_of(labels.begin(), labels.end(), [&](const std::string& label) {
    return (label.size() >= 4 && flat.find(label) != std::string::npos) ||
           (flat.size() >= 4 && label.find(flat) != std::string::npos) || (first.size() >= 2 && first == label);
  });
}

}  // namespace

MailParts split_mail(std::string_view text) {
  MailParts out;
  const std::vector<Line> lines = lines_of(text);
  std::size_t end = lines.size();
  const auto to_end = [&](std::size_t line) {
    return ByteSpan{lines[line].whole.begin, static_cast<std::uint32_t>(text.size())};
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = slice(text, lines[i].span);
    const Mark mark = mark_of(line);
    Forwarded passed_on;
    std::size_t at = i;
    if (mark != Mark::kNone) {
      ++at;
      while (at < lines.size() && lines[at].span.empty()) ++at;
    }
    const bool fresh = i == 0 || lines[i - 1].span.empty() || line.empty();
    const std::size_t block =
        mark != Mark::kNone || (fresh && field_of(line).has_value()) ? header_block(text, lines, at, passed_on) : 0;
    if (mark == Mark::kNone && block < 3) continue;
    end = i;
    out.trailing = to_end(i);
    // Whoever puts words above a header block answers it, unless it says that it is passed on.
    if (mark == Mark::kForwarded && block > 0 && at + block < lines.size()) {
      std::size_t body = at + block;
      while (body < lines.size() && lines[body].span.empty()) ++body;
      if (body < lines.size()) {
        passed_on.place = to_end(body);
        out.forwarded = std::move(passed_on);
      }
    }
    break;
  }
  for (std::size_t i = 0; i < end; ++i) {
    const std::string_view line = slice(text, lines[i].span);
    if (line.empty() || line[0] != '>') continue;
    std::size_t first = i;
    while (first > 0 && lines[first - 1].span.empty()) --first;
    // The line that says who wrote may be folded.
    std::size_t said = i;
    if (first > 0 && says_who_wrote(slice(text, lines[first - 1].span))) {
      said = first - 1;
    } else if (first > 1 && says_who_wrote(std::string{slice(text, lines[first - 2].span)} + " " +
                                           std::string{slice(text, lines[first - 1].span)})) {
      said = first - 2;
    }
    std::size_t last = i;
    for (std::size_t k = i; k < end; ++k) {
      const std::string_view next = slice(text, lines[k].span);
      if (!next.empty() && next[0] != '>') break;
      if (!next.empty()) last = k;
    }
    out.quoted.push_back({lines[said].span.begin, lines[last].span.end});
    i = last;
  }
  for (std::size_t i = end; i-- > 0 && i + 25 > end;) {
    const std::string_view line = slice(text, lines[i].span);
    if (line != "--" && line != "-- " && line != "---" && line != "__") continue;
    if (i == 0) break;
    const bool quoted_behind = !out.quoted.empty() && out.quoted.back().end > lines[i].span.begin;
    if (!quoted_behind) out.signature = ByteSpan{lines[i].whole.begin, lines[end - 1].whole.end};
    break;
  }
  return out;
}

std::string signer(std::string_view text) {
  static constexpr std::array<std::string_view, 10> kCloses{
      "yours sincerely", "yours faithfully", "yours truly",       "sincerely",          "sincerely yours",
      "kind regards",    "best regards",     "with kind regards", "respectfully yours", "respectfully"};
  constexpr std::size_t kLongest = 60;
  const std::vector<Line> lines = lines_of(text);
  for (std::size_t i = lines.size(); i-- > 0;) {
    std::string close = fold(slice(text, lines[i].span));
    while (!close.empty() && (close.back() == ',' || close.back() == '.' || close.back() == ' ')) close.pop_back();
    if (std::find(kCloses.begin(), kCloses.end(), close) == kCloses.end()) continue;
    std::size_t next = i + 1;
    while (next < lines.size() && lines[next].span.empty()) ++next;
    if (next == lines.size()) return {};
    std::string_view name = slice(text, lines[next].span);
    name = name.substr(0, name.find(','));
    for (const std::string_view title : {"Dr ", "Dr. ", "Prof ", "Prof. ", "Professor ", "Mr ", "Ms ", "Mrs "}) {
      if (name.starts_with(title)) name.remove_prefix(title.size());
    }
    return name.size() <= kLongest && is_person_name(std::string{name}) ? std::string{name} : std::string{};
  }
  return {};
}

namespace {

// "Alder Nutrition Media Office" speaks for Alder Nutrition; "VMR Media" speaks for VMR where the mailbox is
// one for the press and the host is not called so.
std::string without_desk(std::string name, std::string_view address) {
  static constexpr std::array<std::string_view, 13> kDesks{
      " media office",     " press office",   " press service",   " press team", " press desk",
      " media relations",  " communications", " newsroom",        " media team", " press centre",
      " press department", " communication",  " media department"};
  static constexpr std::array<std::string_view, 2> kShort{" media", " press"};
  const std::size_t at = std::min(address.find('@'), address.size());
  const std::string box = fold(address.substr(0, at)), host = fold(address.substr(at));
  const bool is_for_press = box == "media" || box == "press" || box == "comms" || box == "communications" ||
                            box == "pr" || box == "newsroom" || box == "presse";
  const std::string low = fold(name);
  const auto ends_with = [&](std::string_view desk) {
    return low.size() == name.size() && low.size() >= desk.size() + 3 && low.ends_with(desk);
  };
  for (const std::string_view desk : kDesks) {
    if (ends_with(desk)) return name.substr(0, name.size() - desk.size());
  }
  for (const std::string_view desk : kShort) {
    if (!is_for_press || !ends_with(desk) || host.find(desk.substr(1)) != std::string::npos) continue;
    // "Brevik Press" may be an outlet's whole name.
    if (std::string body = name.substr(0, name.size() - desk.size()); is_acronym(body)) return body;
  }
  return name;
}

}  // namespace

std::string spelled_out(const std::string& acronym, std::string_view text) {
  constexpr std::size_t kWithin = 4000;
  if (!is_acronym(acronym)) return acronym;
  text = text.substr(0, kWithin);
  const std::size_t at = text.find(" (" + acronym + ")");
  if (at == std::string_view::npos) return acronym;
  const std::size_t line = text.substr(0, at).rfind('\n');
  const std::string_view before = text.substr(line == std::string_view::npos ? 0 : line + 1, at - (line + 1));
  // The shortest run of words in front that has its letters.
  const std::vector<ByteSpan> words = word_spans(before);
  for (std::size_t n = words.size(); n-- > 0 && words.size() - n <= acronym.size() + 3;) {
    const std::string_view name = before.substr(words[n].begin, words.back().end - words[n].begin);
    if (initials(name) == acronym && name.find_first_of(".;:") == std::string_view::npos) return std::string{name};
  }
  return acronym;
}

std::string mail_publisher(std::string_view sender, std::string_view address, std::string_view signature) {
  const std::vector<std::string> labels = labels_of(address);
  std::vector<std::string> bodies;
  const std::string of_sender = without_desk(std::string{sender}, address);
  for (const Line& line : lines_of(signature)) {
    const std::string_view words = slice(signature, line.span);
    if (words.size() > 120) continue;
    for (std::size_t at = 0; at <= words.size();) {
      std::size_t comma = std::min(words.find_first_of(",|", at), words.size());
      std::string_view piece = words.substr(at, comma - at);
      at = comma + 1;
      while (!piece.empty() && is_blank(piece.front())) piece.remove_prefix(1);
      while (!piece.empty() && is_blank(piece.back())) piece.remove_suffix(1);
      if (piece.empty() || piece.size() > 80 || !(piece[0] >= 'A' && piece[0] <= 'Z')) continue;
      if (piece.find('@') != std::string_view::npos || piece.find("//") != std::string_view::npos) continue;
      // "Ministry of Waters, Belmara" from its press office at waters.belmara.example: the land did not write.
      const bool is_land = piece.find(' ') == std::string_view::npos && !is_body_name(piece) && is_body_name(of_sender);
      if (fits(piece, labels) && !is_land) return without_desk(std::string{piece}, address);
      const bool capitals = piece.find(' ') != std::string_view::npos;
      if (is_body_name(piece) && capitals) bodies.emplace_back(piece);
    }
  }
  const std::string name{sender};
  const bool person = is_person_name(name) && !is_body_name(name) && !fits(name, labels);
  if (!name.empty() && !person) return without_desk(name, address);
  if (!bodies.empty()) return without_desk(bodies.front(), address);
  return name;
}

}  // namespace headwater::detail
