#include "html/date_marks.h"

#include <algorithm>
#include <array>
#include <string>

#include "headwater/schema/fold.h"
#include "html/class_hints.h"
#include "html/main_content.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kNearBefore = 10, kNearAfter = 12;  // blocks around the headline
constexpr std::size_t kBehind = 8;                        // blocks behind the story
constexpr std::uint32_t kLineCharacters = 140;

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool has_word(const std::string& list, std::string_view word) {
  return (" " + list + " ").find(" " + std::string{word} + " ") != std::string::npos;
}

bool plausible(const Date& date) { return date.year() >= 1990 && date.year() <= 2100; }

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return text.find(w) != std::string_view::npos; });
}

// A line or a class that speaks of a change. Folded.
bool speaks_of_change(std::string_view text) {
  constexpr std::array<std::string_view, 16> kWords{
      "updated",           "modified",       "aktualisiert", "ge\xC3\xA4ndert", "\xC3\xA4nderung", "stand:",
      "mis \xC3\xA0 jour", "modifi\xC3\xA9", "actualizado",  "actualizaci",     "atualizad",       "aggiornat",
      "aktualizacja",      "bijgewerkt",     "revised",      "last edited"};
  return holds_any(text, kWords);
}

bool speaks_of_publication(std::string_view text) {
  constexpr std::array<std::string_view, 25> kWords{"author",
                                                    "autor",
                                                    "gepostet",
                                                    "publish",
                                                    "posted",
                                                    "released",
                                                    "ver\xC3\xB6"
                                                    "ffentlich",
                                                    "erschienen",
                                                    "erstellt",
                                                    "publi\xC3\xA9",
                                                    "publicado",
                                                    "publicad",
                                                    "pubblicat",
                                                    "opublikowan",
                                                    "gepubliceerd",
                                                    "publicerad",
                                                    "mise en ligne",
                                                    "eingestellt",
                                                    "geschrieben",
                                                    "written",
                                                    "verfasst",
                                                    "gespeichert",
                                                    "submitted",
                                                    "created",
                                                    "datum:"};
  return holds_any(text, kWords);
}

class Finder {
 public:
  Finder(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
         const std::vector<bool>& foreign, std::uint32_t root, std::uint32_t headline, DayOrder order)
      : tree_{tree}, hints_{hints}, blocks_{blocks}, foreign_{foreign}, root_{root}, headline_{headline} {
    options_.order = order;
    options_.short_years = true;
  }

  DateMarks run() {
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      const PageNode& node = tree_.nodes[i];
      if (node.tag == Tag::kText || node.tag == Tag::kBr || node.token == kNoIndex) continue;
      look_at(i);
    }
    if (apart_differ_) out_.apart.reset();
    look_near_headline();
    look_behind_story();
    return std::move(out_);
  }

 private:
  void look_at(std::uint32_t i) {
    const PageNode& node = tree_.nodes[i];
    const std::string_view tag = tree_.tag_text(i);
    const bool property = tag.find("prop") != std::string_view::npos;  // itemprop, property
    const bool time = node.tag == Tag::kTime || node.tag == Tag::kAbbr;
    const bool dated = (hints_[i] & kHintDate) != 0;
    if (!property && !time && !dated) return;
    const std::string named =
        property ? lowered(tree_.attribute(i, "itemprop") + " " + tree_.attribute(i, "property")) : std::string{};
    const bool stated = named.find("datepublished") != std::string::npos ||
                        named.find("datecreated") != std::string::npos || named.find("dc:date") != std::string::npos ||
                        (node.tag == Tag::kTime && tag.find("pubdate") != std::string_view::npos &&
                         (!tree_.attribute(i, "pubdate").empty() || tag.find(" pubdate") != std::string_view::npos));
    if (!stated && !time && !dated) return;
    if (in_comment(i)) return;
    const std::optional<Date> date = date_of(i, stated || time);
    if (!date || !plausible(*date)) return;
    if (foreign_[i]) {
      if (stated) note_apart(*date);
      return;
    }
    const std::string described = lowered(tree_.attribute(i, "class")) + " " + named;
    const bool published = described.find("publish") != std::string::npos;
    if (!stated && !published && (speaks_of_change(described) || named.find("datemodified") != std::string::npos)) {
      if (!out_.updated && has_word(described, "updated")) out_.updated = date;
      return;
    }
    if (!stated && changed_around(i)) return;
    std::optional<Date>& place = stated ? out_.stated : out_.marked;
    if (!place) place = date;
  }

  // From the attributes that hold it for machines, else from the words.
  [[nodiscard]] std::optional<Date> date_of(std::uint32_t i, bool attributes) const {
    std::optional<Date> date;
    for (const char* name : {"datetime", "content", "title"}) {
      if (!date && attributes) date = read_machine_date(tree_.attribute(i, name));
    }
    if (!date && tree_.nodes[i].end - i < 40) {
      const std::string text = tree_.text(i, 160);
      if (text.size() < 120) {
        if (const std::optional<DatePhrase> phrase = find_date_phrase(text, 0, options_)) date = phrase->date;
      }
    }
    return date;
  }

  // "Updated:" in the words before it.
  [[nodiscard]] bool changed_around(std::uint32_t i) const {
    for (std::uint32_t at = i; at > 0 && i - at < 4; --at) {
      if (tree_.nodes[at - 1].tag != Tag::kText) continue;
      const std::string before = fold(tree_.text(at - 1, 60));
      if (before.empty()) continue;
      return before.size() < 40 && speaks_of_change(before);
    }
    return false;
  }

  [[nodiscard]] bool in_comment(std::uint32_t i) const {
    int level = 0;
    for (std::uint32_t at = i; at != kNoIndex && level < 12; at = tree_.nodes[at].parent, ++level) {
      if ((hints_[at] & kHintComments) != 0 && blocks_.prose_in(tree_, at) * 2 < blocks_.prose.back() + 1) return true;
    }
    return false;
  }

  void note_apart(const Date& date) {
    if (!out_.apart) out_.apart = date;
    if (out_.apart->day() != date.day()) apart_differ_ = true;
  }

  template <class F>
  void lines_of(const PageBlock& block, F f) const {
    const std::vector<bool> none(tree_.nodes.size(), false);
    const std::string text = block_text(tree_, none, block, 300, " ");
    // A line that was broken by hand is looked at piece by piece.
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      f(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  void look_near_headline() {
    const std::vector<PageBlock>& all = blocks_.blocks;
    std::size_t title = 0, story = 0;
    while (title < all.size() && headline_ != kNoIndex && all[title].first < headline_) ++title;
    while (story < all.size() && (all[story].first < root_ || !all[story].is_prose())) ++story;
    if (story == all.size()) story = title;
    if (headline_ != kNoIndex) look_around(title, kNearAfter);
    // A headline that is no <h1>, or a logo that is one.
    if (!out_.line) look_around(story, 2);
  }

  // The date nearest to block `at`; what stands before it counts as farther.
  void look_around(std::size_t at, std::size_t after) {
    const std::vector<PageBlock>& all = blocks_.blocks;
    int prose = 0;
    std::size_t nearest = all.size();
    for (std::size_t b = at > kNearBefore ? at - kNearBefore : 0; b < std::min(all.size(), at + after); ++b) {
      const PageBlock& block = all[b];
      const std::size_t distance = b < at ? 2 * (at - b) : b - at;
      if (block.is_prose() && block.characters > kLineCharacters) {
        if (b < at) continue;
        if (!out_.line) lines_of(block, [&](std::string_view line) { look_for_dateline(line); });
        if (block.kind != BlockKind::kCaption && ++prose >= 3) break;
        continue;
      }
      if (block.characters > kLineCharacters || distance >= nearest) continue;
      const bool foreign = foreign_[block.first] && (b + 1 < at || b >= at + 5);
      lines_of(block, [&](std::string_view line) {
        const std::optional<DatePhrase> phrase = find_date_phrase(line, 0, options_);
        if (!phrase || distance >= nearest || !plausible(phrase->date)) return;
        if (line.size() >= phrase->span.size() + (foreign ? 10u : 70u)) return;
        const std::string before = fold(line.substr(0, phrase->span.begin));
        if (speaks_of_change(before) && !speaks_of_publication(before)) {
          note_change(phrase->date);
          return;
        }
        out_.line = phrase->date;
        nearest = distance;
      });
    }
  }

  // "LOTHEN, 8 April 2024 -", "(8.4.2024) ...": a date among the first words of the story.
  void look_for_dateline(std::string_view line) {
    if (out_.line || line.size() < 20) return;
    const std::optional<DatePhrase> phrase = find_date_phrase(line.substr(0, 80), 0, options_);
    if (!phrase || phrase->span.begin > 40 || !plausible(phrase->date)) return;
    const std::string_view before = line.substr(0, phrase->span.begin);
    std::string_view after = line.substr(phrase->span.end);
    while (!after.empty() && after.front() == ' ') after.remove_prefix(1);
    const bool opened = before.empty() || before.find('(') != std::string_view::npos ||
                        before.find(',') != std::string_view::npos || fold(before).ends_with("vom");
    constexpr std::array<std::string_view, 9> kMarks{
        "-", "\xE2\x80\x93", "\xE2\x80\x94", "(", ")", "|", ":", "\xE2\x80\x9E", "/"};
    const bool closed = after.empty() || std::any_of(kMarks.begin(), kMarks.end(),
                                                     [&](std::string_view m) { return after.starts_with(m); });
    if (opened && closed) out_.line = phrase->date;
  }

  void look_behind_story() {
    const std::vector<PageBlock>& all = blocks_.blocks;
    std::size_t last = all.size();
    for (std::size_t b = 0; b < all.size(); ++b) {
      if (all[b].first >= root_ && all[b].first < tree_.nodes[root_].end && all[b].is_prose()) last = b;
    }
    for (std::size_t b = last; b < std::min(all.size(), last + kBehind) && !out_.behind; ++b) {
      if (all[b].characters > kLineCharacters) continue;
      const bool foreign = foreign_[all[b].first];
      lines_of(all[b], [&](std::string_view line) {
        const std::optional<DatePhrase> phrase = find_date_phrase(line, 0, options_);
        if (!phrase || out_.behind || !plausible(phrase->date)) return;
        const std::string before = fold(line.substr(0, phrase->span.begin));
        const bool alone = !foreign && line.size() < phrase->span.size() + 14u;
        if ((speaks_of_publication(before) || alone) && !speaks_of_change(before)) out_.behind = phrase->date;
      });
    }
    // What the page says of itself at its end.
    for (std::size_t b = all.size() > 40 ? all.size() - 40 : 0; b < all.size() && !out_.updated; ++b) {
      if (all[b].characters > kLineCharacters) continue;
      lines_of(all[b], [&](std::string_view line) {
        const std::optional<DatePhrase> phrase = find_date_phrase(line, 0, options_);
        if (phrase && line.size() < phrase->span.size() + 70u && speaks_of_change(fold(line)))
          note_change(phrase->date);
      });
    }
  }

  void note_change(const Date& date) {
    if (!out_.updated && plausible(date)) out_.updated = date;
  }

  const PageTree& tree_;
  const std::vector<std::uint32_t>& hints_;
  const PageBlocks& blocks_;
  const std::vector<bool>& foreign_;
  std::uint32_t root_, headline_;
  DateOptions options_;
  DateMarks out_;
  bool apart_differ_ = false;
};

}  // namespace

DateMarks find_date_marks(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
                          const std::vector<bool>& foreign, std::uint32_t root, std::uint32_t headline,
                          DayOrder order) {
  return Finder{tree, hints, blocks, foreign, root, headline, order}.run();
}

}  // namespace headwater::detail
