#include "evidence.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "headwater/query/report.h"

namespace headwater::cli {
namespace {

constexpr std::uint32_t kAround = 160;  // bytes of text shown before and behind

std::string box_words(const PageBox& box) {
  std::array<char, 120> out{};
  std::snprintf(out.data(), out.size(), "page %u, %.1f,%.1f to %.1f,%.1f", box.page, box.left / 100.0, box.top / 100.0,
                box.right / 100.0, box.bottom / 100.0);
  return out.data();
}

bool is_inside(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The line around `span`, cut at characters' borders.
std::string in_place(const Out& out, const std::string& text, ByteSpan span) {
  std::uint32_t begin = span.begin > kAround ? span.begin - kAround : 0;
  std::uint32_t end = std::min(span.end + kAround, static_cast<std::uint32_t>(text.size()));
  while (begin < span.begin && is_inside(text[begin])) ++begin;
  while (end > span.end && end < text.size() && is_inside(text[end])) --end;
  const std::size_t before = text.rfind('\n', span.begin == 0 ? 0 : span.begin - 1);
  if (before != std::string::npos && before + 1 > begin && before < span.begin)
    begin = static_cast<std::uint32_t>(before) + 1;
  const std::size_t behind = text.find('\n', span.end);
  if (behind != std::string::npos && behind < end) end = static_cast<std::uint32_t>(behind);
  // White space at the cuts is kept, so that the words do not run together.
  const auto words = [&](ByteSpan part, std::size_t limit) {
    const std::string_view raw = slice(text, part);
    std::string shown = terminal_text(raw, limit);
    if (!shown.empty() && raw.front() == ' ' && shown.front() != ' ') shown.insert(0, 1, ' ');
    if (!shown.empty() && raw.back() == ' ' && shown.back() != ' ') shown += ' ';
    return shown;
  };
  return words({begin, span.begin}, 400) + out.strong("[" + words(span, 2000) + "]") + words({span.end, end}, 400);
}

}  // namespace

std::string raw_place(const std::vector<MapPiece>& map, ByteSpan span) {
  const auto first = std::find_if(map.begin(), map.end(), [&](const MapPiece& p) { return p.text.end > span.begin; });
  if (first == map.end() || first->text.begin >= span.end) return "";
  auto last = first;
  while (last + 1 != map.end() && (last + 1)->text.begin < span.end) ++last;
  if (first->coding == RawCoding::kPage) {
    // On one line the words have one box; else the first and the last are told.
    PageBox box = first->box;
    const bool one_line = last->box.page == box.page && last->box.top < box.bottom && last->box.bottom > box.top;
    if (!one_line) return box_words(first->box) + " up to " + box_words(last->box);
    box.right = std::max(box.right, last->box.right);
    return box_words(box);
  }
  // A piece of the same length stands as it is, and can be cut; of others the whole is told.
  const auto exact = [](const MapPiece& p) { return p.coding == RawCoding::kPlain && p.text.size() == p.raw.size(); };
  std::uint32_t begin = first->raw.begin;
  std::uint32_t end = last->raw.end;
  if (exact(*first) && span.begin > first->text.begin) begin += span.begin - first->text.begin;
  if (exact(*last) && span.end < last->text.end) end -= last->text.end - span.end;
  std::string out = "bytes " + std::to_string(begin) + "-" + std::to_string(end);
  const auto coded = std::find_if(first, last + 1, [](const MapPiece& p) { return p.coding != RawCoding::kPlain; });
  if (coded != last + 1) out += ", " + std::string{to_string(coded->coding)};
  return out;
}

std::string evidence_listing(const Out& out, const Store& store, const Claim& claim, const Document& document) {
  const Result<std::optional<StoredText>> text = store.text(document.id);
  if (!text.has_value() || !text->has_value() || claim.content.empty()) return "";
  const StoredText& held = **text;
  // The store keeps what it read of a container: its offsets are of that.
  const bool item = document.path.find('!') != std::string::npos;
  std::string listing = "\nIn its place\n";
  const auto add = [&](const char* name, const Spans& spans, bool around) {
    for (const ByteSpan span : spans) {
      if (span.end > held.text.size()) continue;
      std::string line = "  " + std::string{name};
      line.resize(12, ' ');
      listing += line + (around ? in_place(out, held.text, span) : terminal_text(slice(held.text, span), 400)) + "\n";
      const std::string raw = raw_place(held.map, span);
      listing += std::string(12, ' ') +
                 out.faint("text " + std::to_string(span.begin) + "-" + std::to_string(span.end) +
                           (raw.empty() ? "" : "; raw " + raw + (item ? " of the item" : ""))) +
                 "\n";
    }
  };
  add("content", claim.content, true);
  add("source", claim.source, false);
  add("cue", claim.cue, false);
  return listing;
}

}  // namespace headwater::cli
