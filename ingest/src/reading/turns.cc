#include "reading/turns.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

constexpr std::int32_t kLongestLabel = 10;  // tokens
constexpr std::size_t kLongestLabelBytes = 80;
constexpr std::size_t kLeastTurns = 3;  // of labels that come back, and others
constexpr std::size_t kLeastSaid = 8;   // bytes behind a colon

constexpr std::int32_t kLeastGoingOn = 6;  // tokens of a paragraph that goes on with a turn

// Who the label names: all of it, what stands before a comma or a bracket ("Ann Roe (Upper Wick)"), or in a bracket
// behind an office ("The Minister of Finance (Ann Roe)"). Nothing where that is no name.
std::string name_in(std::string_view label) {
  if (label.empty() || label.size() > kLongestLabelBytes) return {};
  std::string_view name = label.substr(0, label.find_first_of(",("));
  const std::size_t bracket = label.find('(');
  if (label.starts_with("The ") && bracket != std::string_view::npos && label.find(')') != std::string_view::npos) {
    name = label.substr(bracket + 1, label.find(')') - bracket - 1);
  }
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  std::size_t words = 0;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    const std::string_view word = name.substr(at, end - at);
    const bool capital = !word.empty() && ((word[0] >= 'A' && word[0] <= 'Z') || (word[0] & '\x80') != 0);
    if (!capital && word != "of" && word != "the" && word != "de" && word != "van" && word != "von") return {};
    ++words;
    at = end + 1;
  }
  return words <= 5 ? fold(name) : std::string{};
}

// Whether these are names of several who take turns: one comes back at least.
bool take_turns(const std::vector<std::string>& names) {
  const std::set<std::string> different(names.begin(), names.end());
  return names.size() >= kLeastTurns && different.size() >= 2 && different.size() < names.size();
}

bool in_capitals(std::string_view label) {
  return label.size() >= 2 && std::none_of(label.begin(), label.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string words_of(const Analysis& a, Range r) {
  std::string out;
  for (std::int32_t i = r.begin; i < r.end; ++i) out.append(a.word(i)).push_back(' ');
  return out;
}

// Paragraphs without a label go on with what was said before them, up to the next label; what is too short to be a
// sentence ("Column 403") is no part of it, and ends nothing.
void go_on(const Analysis& a, std::vector<Turn>& turns) {
  const auto paragraph = [&](std::int32_t k) { return a.tokens[static_cast<std::size_t>(k)].paragraph; };
  // Behind the last turn nothing tells where it ends: an editor may have the last word.
  for (std::size_t n = 0; n + 1 < turns.size(); ++n) {
    Turn& turn = turns[n];
    if (turn.is_quoted) continue;
    const std::int32_t stop = turns[n + 1].colon;
    for (std::int32_t at = turn.end; at < stop;) {
      std::int32_t end = at;
      bool has_label = false;
      for (; end < a.size() && paragraph(end) == paragraph(at); ++end) {
        has_label = has_label || (a.word(end) == ":" && end - at <= kLongestLabel);
      }
      if (has_label) break;
      if (end - at >= kLeastGoingOn && a.word(end - 1) == ".") turn.end = end;
      at = end;
    }
  }
}

}  // namespace

std::vector<Turn> turns_of(const Analysis& a) {
  struct Label {
    Turn turn;
    std::string name;
    bool plain = false;  // one that stands for itself
    Range held_by;       // the name of who holds the office that it names
  };
  std::map<std::string, Range> holders;  // by the words of the office
  std::vector<Label> labels;
  std::vector<std::string> names;
  const auto paragraph = [&](std::int32_t k) { return a.tokens[static_cast<std::size_t>(k)].paragraph; };
  for (std::int32_t i = 0; i < a.size();) {
    std::int32_t end = i;
    while (end < a.size() && paragraph(end) == paragraph(i)) ++end;
    std::int32_t colon = i;
    while (colon < end && colon - i <= kLongestLabel && a.word(colon) != ":") ++colon;
    if (colon == i || colon + 2 >= end || a.word(colon) != ":") {
      i = end;
      continue;
    }
    Label label;
    Range& who = label.turn.speaker;
    who = {i, i};
    bool in_name = true;
    for (; who.end < colon && a.word(who.end) != "," && a.word(who.end) != "("; ++who.end) {
      const std::string& w = a.word(who.end);
      in_name = in_name && (a.is_capitalised(who.end) || w == "." || w == "of" || w == "the");
    }
    // Who holds an office, where the label tells it; from then on the office alone means the same.
    if (who.end < colon && a.word(who.end) == "(" && a.word(who.begin) == "the" && in_name) {
      const Range office = who;
      Range holder{who.end + 1, who.end + 1};
      while (holder.end < colon && a.word(holder.end) != ")" && a.is_capitalised(holder.end)) ++holder.end;
      if (!holder.empty() && a.word(holder.end) == ")") {
        who = holder;
        holders.emplace(words_of(a, office), holder);
      }
    } else if (const auto known = holders.find(words_of(a, who)); known != holders.end()) {
      label.held_by = known->second;
    }
    label.turn.colon = colon;
    label.turn.end = end;
    label.turn.is_quoted =
        a.quote_of(colon + 1) >= 0 && a.quotes[static_cast<std::size_t>(a.quote_of(colon + 1))].is_speech;
    const ByteSpan place = a.bytes({i, colon});
    label.name = name_in(std::string_view{a.text}.substr(place.begin, place.end - place.begin));
    label.plain = in_name && who.end == colon && colon - i <= 6 && (label.turn.is_quoted || in_capitals(a.form(i)));
    if (!label.name.empty() && in_name && !who.empty()) names.push_back(label.name);
    if (in_name && !who.empty()) labels.push_back(std::move(label));
    i = end;
  }
  const bool conversation = take_turns(names);
  std::vector<Turn> out;
  for (Label& label : labels) {
    if (!label.held_by.empty()) label.turn.speaker = label.held_by;
    if (label.plain || (conversation && !label.name.empty())) out.push_back(label.turn);
  }
  if (conversation) go_on(a, out);
  return out;
}

bool is_conversation(std::string_view text) {
  constexpr std::size_t kMostLines = 2000;
  std::vector<std::string> names;
  std::size_t lines = 0, plain = 0;
  for (std::size_t at = 0; at < text.size() && lines < kMostLines; ++lines) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t colon = line.substr(0, kLongestLabelBytes).find(':');
    if (colon == std::string_view::npos || colon < 2 || line.size() - colon <= kLeastSaid) {
      plain += line.size() > kLongestLabelBytes;
      continue;
    }
    if (std::string name = name_in(line.substr(0, colon)); !name.empty()) names.push_back(std::move(name));
  }
  return names.size() >= plain && take_turns(names);
}

}  // namespace headwater::detail
