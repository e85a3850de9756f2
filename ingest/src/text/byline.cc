#include "text/byline.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "headwater/schema/fold.h"
#include "text/date_phrase.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kLongestByline = 250;

constexpr std::string_view kAgencies =
    "|reuters|thomson reuters|ap|associated press|the associated press|afp|agence france-presse|agence france "
    "presse|dpa|upi"
    "|united press international|bloomberg|bloomberg news|xinhua|tass|interfax|ria novosti|efe|ansa|kyodo|kyodo "
    "news|pti"
    "|press trust of india|ani|ians|pa|pa media|press association|cnn|bbc|bbc news|npr|al "
    "jazeera|sapa|aap|apa|belga|anp"
    "|ntb|tt|ritzau|pap|ctk|lusa|yonhap|yonhap news agency|anadolu agency|dow jones|sid|kna|epd|itar-tass|";

// A word of a body's name.
constexpr std::string_view kBodyWords =
    "|agency|press|news|times|post|herald|tribune|gazette|journal|chronicle|guardian|telegraph|observer|dispatch|"
    "sentinel"
    "|watch|echo|standard|review|magazine|radio|television|tv|broadcasting|media|wire|network|ministry|department|"
    "office|"
    "bureau"
    "|institute|university|foundation|association|council|commission|committee|authority|federation|union|group|company"
    "|corporation|inc|ltd|llc|llp|plc|gmbh|pty|bank|centre|center|society|organisation|organization|government|agence|"
    "agentur|verlag|"
    "redaktion"
    "|zeitung|staff|team|desk|systems|technologies|laboratories|industries|holdings|airlines|railways|college|hospital"
    "|board|police|tribunal|polytechnic|labs|laboratory|archive|archives|academy|observatory|alliance|league|guild|"
    "chamber|museum|hospitals|trust|inspectorate|directorate|secretariat|constabulary|coastguard|prefecture|"
    "municipality"
    "|parliament|senate|treasury|charity|initiative|project|registry|administration|embassy|court|";

// A word that no person's name has: what people do, and what pages say.
constexpr std::string_view kNoName =
    "|the|a|an|of|and|in|on|at|for|with|from|to|is|was|has|this|that|it|all|more|read|posted|published|updated|written|"
    "story"
    "|article|editor|editors|editorial|reporter|reporters|correspondent|correspondents|writer|writers|columnist|"
    "contributor"
    "|contributors|contributing|author|authors|admin|administrator|webmaster|guest|user|anonymous|unknown|staff|team|"
    "news"
    "|chief|senior|special|political|science|health|business|sports|sport|technology|national|foreign|photographer|"
    "photo"
    "|producer|director|professor|blogger|blog|home|about|contact|share|subscribe|comments|comment|email|follow|twitter"
    "|facebook|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|ago|hours|minutes|min|am|pm|"
    "view"
    "|posts|profile|website|www|http|https|null|none|undefined|redaktion|redaction|uhr|von|vom|veröffentlicht|stand|"
    "artikel|beiträge|alle|pressemitteilung|hace|publié|chefredakteur|shares|";

// A role: parts of a byline that hold one of these are left out.
constexpr std::string_view kRoles =
    "|editor|reporter|correspondent|writer|columnist|contributor|author|photographer|producer|director|staff|chief|"
    "analyst"
    "|fellow|professor|blogger|intern|freelance|journalist|critic|anchor|host|founder|ceo|president|manager|"
    "specialist|";

constexpr std::string_view kParticles =
    "|de|da|do|dos|das|del|della|der|den|di|du|el|la|le|van|von|v|zu|zum|zur|ten|ter|bin|ibn|al|y|e|af|av|st|mac|";

bool listed(std::string_view list, std::string_view word) {
  if (word.empty() || word.find('|') != std::string_view::npos) return false;
  return list.find("|" + std::string{word} + "|") != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kMarks = " \t\r\n,;:|/*_-.";
  const std::size_t first = text.find_first_not_of(" \t\r\n,;:|/*_-.#>");
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(kMarks) - first + 1);
  return text;
}

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t first = text.find_first_not_of(" \t\r\n", at);
    if (first == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", first), text.size());
    words.push_back(text.substr(first, end - first));
    at = end;
  }
  return words;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool all_caps(std::string_view word) {
  return std::none_of(word.begin(), word.end(), is_lower) && std::any_of(word.begin(), word.end(), is_upper);
}

// "MARTA LIND" as "Marta Lind"; other names as they stand.
std::string in_name_case(std::string_view name) {
  const std::vector<std::string_view> words = words_in(name);
  std::string out;
  const bool shout =
      words.size() >= 2 &&
      std::all_of(words.begin(), words.end(),
                  [](std::string_view w) {
                    return all_caps(w) && std::all_of(w.begin(), w.end(), [](char c) { return (c & '\x80') == 0; });
                  }) &&
      std::any_of(words.begin(), words.end(), [](std::string_view w) { return w.size() > 3; });
  for (const std::string_view word : words) {
    if (!out.empty()) out += ' ';
    if (!shout || word.size() < 3) {
      out += word;
      continue;
    }
    bool first = true;
    for (const char c : word) {
      out += !first && is_upper(c) ? static_cast<char>(c + 32) : c;
      first = !is_upper(c) && !is_lower(c);
    }
  }
  return out;
}

constexpr std::array<std::string_view, 58> kOpenings{"by ",
                                                     "by: ",
                                                     "by:",
                                                     "written by ",
                                                     "written by: ",
                                                     "posted by ",
                                                     "posted by: ",
                                                     "published by ",
                                                     "reported by ",
                                                     "story by ",
                                                     "text by ",
                                                     "text by: ",
                                                     "reporting by ",
                                                     "words by ",
                                                     "words: ",
                                                     "author: ",
                                                     "authors: ",
                                                     "author | ",
                                                     "author ",
                                                     "by | ",
                                                     "interview by ",
                                                     "article by ",
                                                     "contributed by ",
                                                     "submitted by ",
                                                     "review by ",
                                                     "opinion by ",
                                                     "von ",
                                                     "von: ",
                                                     "von | ",
                                                     "vom ",
                                                     "vom | ",
                                                     "ver\xC3\xB6"
                                                     "ffentlicht von ",
                                                     "geschrieben von ",
                                                     "verfasst von ",
                                                     "erstellt von ",
                                                     "eingestellt von ",
                                                     "artikel von ",
                                                     "ein artikel von ",
                                                     "beitrag von ",
                                                     "text von ",
                                                     "text: ",
                                                     "redaktion: ",
                                                     "autor: ",
                                                     "autor | ",
                                                     "autorin: ",
                                                     "autoren: ",
                                                     "autor ",
                                                     "autorin ",
                                                     "par ",
                                                     "par | ",
                                                     "publi\xC3\xA9 par ",
                                                     "auteur: ",
                                                     "por ",
                                                     "por | ",
                                                     "escrito por ",
                                                     "di ",
                                                     "door ",
                                                     "interview: "};

// Words that stand before a name in the middle of a line.
constexpr std::array<std::string_view, 9> kInnerBy{" by ",    " von ", " par ",    " por ",    " door ",
                                                   " przez ", " by: ", " Autor: ", " Author: "};

// The line without its opening "By", "Written by", "Von", ...; `had` tells whether there was one.
std::string_view without_by(std::string_view line, bool& had) {
  had = false;
  line = trimmed(line);
  for (bool again = true; again;) {
    again = false;
    const std::string start = fold(line.substr(0, 32)) + (line.size() > 32 ? "" : " ");
    for (const std::string_view opening : kOpenings) {
      if (start.rfind(opening, 0) == 0 && line.size() > opening.size()) {
        line = trimmed(line.substr(opening.size()));
        had = again = true;
        break;
      }
    }
  }
  return line;
}

// Cut at the first of the words that end the names: "for the Globe", "in London", a date, an address.
std::string_view without_tail(std::string_view part) {
  constexpr std::array<std::string_view, 16> kTails{" for ",  " in ", " at ", " on ", " of ", " with ",
                                                    " from ", " (",   "(",    "<",    " @",   " | ",
                                                    " – ",    " — ",  " - ",  " is "};
  for (const std::string_view tail : kTails) {
    if (const std::size_t at = part.find(tail); at != std::string_view::npos) part = part.substr(0, at);
  }
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] >= '0' && part[i] <= '9') part = part.substr(0, i);
  }
  return trimmed(part);
}

// Pieces between commas, semicolons, bars, ampersands, slashes and "and".
std::vector<std::string_view> pieces_of(std::string_view line) {
  constexpr std::array<std::string_view, 16> kMarks{",",    ";",      "|", " & ", " and ", " And ", " AND ", " und ",
                                                    " et ", " with ", "/", "•",   "·",     "\n",    " y ",   " e "};
  std::vector<std::string_view> out;
  while (!line.empty()) {
    std::size_t best = line.size(), length = 0;
    for (const std::string_view mark : kMarks) {
      if (const std::size_t at = line.find(mark); at < best) {
        best = at;
        length = mark.size();
      }
    }
    if (const std::string_view piece = trimmed(line.substr(0, best)); !piece.empty()) out.push_back(piece);
    line.remove_prefix(best + length);
  }
  return out;
}

// Without a role before the name ("Sports reporter Marta Lind") and small words behind it ("Marta Lind le").
std::string_view without_ends(std::string_view name) {
  constexpr std::array<std::string_view, 10> kRoleEnds{"experte",       "expertin",       "redakteur", "redakteurin",
                                                       "autor",         "autorin",        "reporter",  "reporterin",
                                                       "korrespondent", "korrespondentin"};
  while (true) {
    const std::vector<std::string_view> words = words_in(name);
    if (words.size() < 3) return name;
    const std::string first = fold(words.front()), last = fold(words.back());
    if (std::any_of(kRoleEnds.begin(), kRoleEnds.end(),
                    [&](std::string_view r) { return std::string_view{first}.ends_with(r); })) {
      name.remove_prefix(static_cast<std::size_t>(words[1].data() - name.data()));
    } else if (listed("|le|am|vom|on|di|il|el|au|der|den|mo|di|mi|do|fr|sa|so|", last)) {
      name = trimmed(name.substr(0, static_cast<std::size_t>(words.back().data() - name.data())));
    } else {
      return name;
    }
  }
}

bool has_word_of(std::string_view list, std::string_view text) {
  const std::string folded = fold(text);
  const std::vector<ByteSpan> spans = word_spans(folded);
  return std::any_of(spans.begin(), spans.end(), [&](ByteSpan s) { return listed(list, slice(folded, s)); });
}

}  // namespace

bool is_news_agency(std::string_view name) { return listed(kAgencies, fold(name)); }

bool is_pen_name(std::string_view name) {
  name = trimmed(name);
  if (name.size() < 2 || name.size() > 30 || month_number(name) != 0) return false;
  const std::string folded = fold(name);
  if (listed(kNoName, folded) || listed(kBodyWords, folded) || listed(kRoles, folded) || listed(kParticles, folded))
    return false;
  std::size_t letters = 0;
  for (const char c : name) {
    const bool letter = is_upper(c) || is_lower(c) || (c & '\x80') != 0;
    if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '.') return false;
    letters += letter;
  }
  // "shop.example" is a place, "a.lind" may be anyone.
  const std::size_t dot = folded.rfind('.');
  constexpr std::string_view kEnds = "|com|de|org|net|ch|at|fr|pl|eu|info|uk|es|it|nl|io|";
  if (dot != std::string::npos && listed(kEnds, std::string_view{folded}.substr(dot + 1))) return false;
  return letters >= 2 && folded.find("admin") == std::string::npos && folded.find("redaktion") == std::string::npos;
}

std::vector<std::string> pen_names_in(std::string_view text, bool wants_by) {
  bool any_by = false;
  std::string_view found;
  while (!text.empty()) {
    const std::size_t bar = text.find(" | ");
    bool had_by = false;
    const std::string_view piece = without_by(text.substr(0, bar), had_by);
    text.remove_prefix(bar == std::string_view::npos ? text.size() : bar + 3);
    bool nothing = piece.empty();
    const std::string folded = fold(piece) + " ";
    for (const std::string_view opening : kOpenings) nothing = nothing || folded == opening;
    any_by = any_by || had_by || nothing;
    if (nothing || find_date_phrase(piece)) continue;
    if (!found.empty() && fold(found) != fold(piece)) return {};
    found = piece;
  }
  if (!is_pen_name(found) || (wants_by && !any_by)) return {};
  return {std::string{found}};
}

bool is_body_name(std::string_view name) {
  name = trimmed(name);
  if (name.empty() || name.size() > 80) return false;
  if (is_news_agency(name)) return true;
  const std::vector<std::string_view> words = words_in(name);
  if (words.size() > 8 || !(is_upper(name[0]) || (name[0] & '\x80') != 0)) return false;
  if (words.size() == 1) return name.size() >= 3 && name.size() <= 6 && std::all_of(name.begin(), name.end(), is_upper);
  return has_word_of(kBodyWords, name) && !has_word_of(kRoles, name);
}

bool is_person_name(std::string_view name) {
  name = trimmed(name);
  const std::vector<std::string_view> words = words_in(name);
  if (words.size() < 2 || words.size() > 5 || name.size() > 60 || has_word_of(kBodyWords, name)) return false;
  constexpr std::string_view kArticles = "|die|der|das|les|los|las|el|la|le|il|ein|eine|une|una|";
  if (words.size() == 2 && listed(kArticles, fold(words[0]))) return false;
  std::size_t capitals = 0;
  for (const std::string_view word : words) {
    const std::string folded = fold(word);
    std::string_view key = folded;
    while (!key.empty() && (key.back() == '.' || key.back() == ',')) key.remove_suffix(1);
    if (listed(kParticles, key)) continue;
    if (listed(kNoName, key)) return false;
    for (const char c : word) {
      const bool letter = is_upper(c) || is_lower(c) || (c & '\x80') != 0;
      if (!letter && c != '.' && c != '-' && c != '\'') return false;
    }
    if (!is_upper(word[0]) && (word[0] & '\x80') == 0) return false;
    if (month_number(key) != 0 && word.size() > 4 && words.size() == 2 && capitals == 0) return false;
    ++capitals;
  }
  return capitals >= 2 || (capitals == 1 && words.size() == 2 && words[1].size() > 2);
}

std::vector<std::string> authors_in(std::string_view line) {
  std::vector<std::string> out;
  if (line.size() > kLongestByline) return out;
  if (line.find("\xC2\xAD") != std::string_view::npos) {  // soft hyphens
    std::string plain{line};
    for (std::size_t at = plain.find("\xC2\xAD"); at != std::string::npos; at = plain.find("\xC2\xAD", at))
      plain.erase(at, 2);
    return authors_in(plain);
  }
  bool had_by = false;
  line = without_by(line, had_by);
  for (const std::string_view piece : pieces_of(line)) {
    bool ignored = false;
    std::string_view name = without_ends(without_tail(without_by(piece, ignored)));
    if (name.empty() || name.find("://") != std::string_view::npos) continue;
    if (name.find('@') != std::string_view::npos) continue;
    const bool body = is_body_name(name);
    if (!body && !is_person_name(name)) continue;
    if (name.find("\xEF\xBF\xBD") != std::string_view::npos) continue;
    std::string found = body ? std::string{name} : in_name_case(name);
    const std::string key = fold(found);
    if (std::none_of(out.begin(), out.end(), [&](const std::string& o) { return fold(o) == key; })) {
      out.push_back(std::move(found));
    }
  }
  return out;
}

std::vector<std::string> authors_in_field(std::string_view field) {
  std::vector<std::string> out = authors_in(field);
  if (!out.empty() || field.find('@') != std::string_view::npos || field.find("://") != std::string_view::npos)
    return out;
  bool had_by = false;
  field = without_by(field, had_by);
  if (is_pen_name(field)) {
    out.emplace_back(field);
    return out;
  }
  // "Marta lind"
  const std::vector<std::string_view> words = words_in(field);
  if (words.size() < 2 || words.size() > 3 || field.size() > 40 || has_word_of(kBodyWords, field) ||
      has_word_of(kNoName, field) || has_word_of(kRoles, field)) {
    return out;
  }
  if (!is_upper(field[0]) && (field[0] & '\x80') == 0) return out;
  const bool letters = std::all_of(field.begin(), field.end(), [](char c) {
    return is_upper(c) || is_lower(c) || (c & '\x80') != 0 || c == ' ' || c == '-' || c == '.' || c == '\'';
  });
  if (letters && !listed(kParticles, fold(words.back()))) out.emplace_back(field);
  return out;
}

bool ends_with_by(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" \t\r\n:|");
  if (end == std::string_view::npos) return false;
  text = text.substr(0, end + 1);
  const std::size_t space = text.find_last_of(" \t\r\n>;|");
  const std::string word = fold(space == std::string_view::npos ? text : text.substr(space + 1));
  constexpr std::string_view kBy = "|by|von|par|por|door|przez|di|af|av|autor|author|autorin|auteur|text|vom|";
  return listed(kBy, word);
}

std::string_view byline_in(std::string_view line) {
  if (is_byline(line)) return line;
  if (line.size() > 140) return {};
  const std::optional<DatePhrase> date = find_date_phrase(line);
  const std::string folded = fold(line.substr(0, 40));
  constexpr std::array<std::string_view, 6> kPictures{"photo", "picture", "image", "illustration", "foto", "bild"};
  if (std::any_of(kPictures.begin(), kPictures.end(), [&](std::string_view p) { return folded.rfind(p, 0) == 0; }))
    return {};
  constexpr std::array<std::string_view, 8> kPosted{"posted",
                                                    "published",
                                                    "written",
                                                    "submitted",
                                                    "ver\xC3\xB6"
                                                    "ffentlicht",
                                                    "erstellt",
                                                    "gespeichert",
                                                    "publi"};
  const bool posted =
      std::any_of(kPosted.begin(), kPosted.end(), [&](std::string_view p) { return folded.rfind(p, 0) == 0; });
  if (!date && !posted) return {};
  for (const std::string_view by : kInnerBy) {
    const std::size_t at = line.find(by);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = line.substr(at + 1);
    if (is_byline(rest)) return rest;
  }
  return {};
}

bool is_byline(std::string_view line) {
  if (line.size() > kLongestByline) return false;
  bool had_by = false;
  const std::string_view rest = without_by(line, had_by);
  if (!had_by || rest.empty()) return false;
  if (words_in(rest).size() > 24) return false;
  const std::vector<std::string_view> pieces = pieces_of(rest);
  if (pieces.empty()) return false;
  const std::string_view first = without_tail(pieces.front());
  if (is_person_name(first) || is_body_name(first))
    return rest.find(". ") == std::string_view::npos || rest.size() < 80;
  // After "Posted by" one word is enough.
  const std::size_t by = line.find(' ');
  const bool told = by != std::string_view::npos && line.size() - rest.size() > by + 1;
  return told && pieces.size() == 1 && is_pen_name(first) && (is_upper(first[0]) || (first[0] & '\x80') != 0);
}

}  // namespace headwater::detail
