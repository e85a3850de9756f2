#include "reading/joint_sources.h"

#include <algorithm>

namespace headwater::detail {
namespace {

constexpr std::int32_t kLongest = 24;

// Past "and", "as well as" and what stands between the two: ", separately ,", "independently of it". `at` where there
// is no such joint.
std::int32_t past_joint(const Analysis& a, std::int32_t at, std::int32_t end) {
  std::int32_t i = at;
  if (i < end && a.word(i) == ",") ++i;
  if (i + 2 < end && a.word(i) == "as" && a.word(i + 1) == "well" && a.word(i + 2) == "as") {
    i += 3;
  } else if (i < end && a.word(i) == "and") {
    ++i;
  } else {
    return at;
  }
  const bool aside = i < end && a.word(i) == ",";
  std::int32_t k = aside ? i + 1 : i;
  while (k < end && a.tag_of(k) == Tag::kRB) ++k;
  if (aside && k < end && a.word(k) == ",") return k + 1;
  return aside ? at : k;
}

// The phrase from `at`, with what hangs on it by "of", "by", "at", "from" or "for", up to a comma, a verb or `end`.
Range whole_phrase(const Analysis& a, std::int32_t at, std::int32_t end) {
  std::int32_t i = at;
  while (i < end && !is_finite(a.tag_of(i)) && (!a.is_mark(i) || a.tag_of(i) == Tag::kPOS || a.word(i) == "-") &&
         a.word(i) != "that" && a.word(i) != "which" && a.word(i) != "who" && a.word(i) != "and")
    ++i;
  return {at, i};
}

}  // namespace

std::optional<JointSources> joint_sources(const Analysis& a, const FoundAttribution& f) {
  if (f.source.empty() || f.cue.empty() || f.cue_head < 0) return std::nullopt;
  const Range s = a.sentence_of(f.source.begin);
  std::int32_t end = std::min(s.end, f.source.begin + kLongest);
  if (f.cue.begin > f.source.begin) end = std::min(end, f.cue.begin);
  const auto in_content = [&](std::int32_t i) {
    return std::any_of(f.content.begin(), f.content.end(), [&](const Range& r) { return r.contains(i); });
  };
  const bool both =
      a.word(f.source.begin) == "both" || (f.source.begin > s.begin && a.word(f.source.begin - 1) == "both");
  const std::int32_t begin = a.word(f.source.begin) == "both" ? f.source.begin + 1 : f.source.begin;
  // "according to A and, separately, to B", "say both A and B", "reported by A as well as by B".
  const bool according =
      f.cue.end <= f.source.begin && (a.word(f.cue.end - 1) == "to" || a.word(f.cue.end - 1) == "by");
  for (std::int32_t i = begin + 1; i + 1 < end; ++i) {
    if (in_content(i)) break;
    const std::int32_t next = past_joint(a, i, end);
    if (next == i) continue;
    const bool as_well = a.word(next - 1) == "as";
    std::int32_t at = next;
    const bool again = at < end && (a.word(at) == "to" || a.word(at) == "by");
    if (again) ++at;
    if (!both && !as_well && !(according && again)) break;
    const Range first{begin, i}, second = whole_phrase(a, at, end);
    if (second.empty() || in_content(second.begin) || head_by_tags(a, second) < 0) break;
    return JointSources{first, second};
  }
  return std::nullopt;
}

}  // namespace headwater::detail
