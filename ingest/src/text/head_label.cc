#include "text/head_label.h"

#include <algorithm>
#include <array>
#include <utility>

#include "headwater/schema/fold.h"
#include "text/plain_text_head.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMostLabelWords = 4;
constexpr std::size_t kLongestLabel = 40;

constexpr std::array<std::pair<std::string_view, HeadField>, 35> kLabels{{
    {"title", HeadField::kTitle},
    {"headline", HeadField::kTitle},
    {"issued by", HeadField::kPublisher},
    {"issuer", HeadField::kPublisher},
    {"issuing body", HeadField::kPublisher},
    {"issuing authority", HeadField::kPublisher},
    {"published by", HeadField::kPublisher},
    {"publisher", HeadField::kPublisher},
    {"released by", HeadField::kPublisher},
    {"organisation", HeadField::kPublisher},
    {"organization", HeadField::kPublisher},
    {"institution", HeadField::kPublisher},
    {"author", HeadField::kAuthor},
    {"authors", HeadField::kAuthor},
    {"written by", HeadField::kAuthor},
    {"prepared by", HeadField::kAuthor},
    {"date", HeadField::kDate},
    {"dated", HeadField::kDate},
    {"date issued", HeadField::kDate},
    {"date of issue", HeadField::kDate},
    {"date of publication", HeadField::kDate},
    {"date published", HeadField::kDate},
    {"date of release", HeadField::kDate},
    {"publication date", HeadField::kDate},
    {"release date", HeadField::kDate},
    {"issue date", HeadField::kDate},
    {"issued", HeadField::kDate},
    {"issued on", HeadField::kDate},
    {"published", HeadField::kDate},
    {"published on", HeadField::kDate},
    {"released", HeadField::kDate},
    {"url", HeadField::kAddress},
    {"permalink", HeadField::kAddress},
    {"published at", HeadField::kAddress},
    {"available at", HeadField::kAddress},
}};

std::string_view without_white_space(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string value_of(std::string_view text) {
  std::string out = without_markdown(without_white_space(text));
  for (const std::string_view marks : {"\"\"", "''", "<>"}) {
    if (out.size() > 2 && out.front() == marks[0] && out.back() == marks[1]) out = out.substr(1, out.size() - 2);
  }
  return out;
}

std::optional<HeadLabel> label_and_value(std::string_view label, std::string_view value) {
  const std::string name = fold(without_markdown(without_white_space(label)));
  if (name.empty() || name.size() > kLongestLabel || word_spans(name).size() > kMostLabelWords) return std::nullopt;
  HeadLabel out;
  out.value = value_of(value);
  const auto known = std::find_if(kLabels.begin(), kLabels.end(), [&](const auto& one) { return one.first == name; });
  if (known != kLabels.end()) out.field = known->second;
  return out;
}

}  // namespace

std::optional<HeadLabel> read_head_label(std::string_view line) {
  if (line.size() > 2 && line.front() == '|' && line.back() == '|') {
    const std::string_view row = line.substr(1, line.size() - 2);
    const std::size_t bar = row.find('|');
    if (bar == std::string_view::npos || row.find('|', bar + 1) != std::string_view::npos) return std::nullopt;
    return label_and_value(row.substr(0, bar), row.substr(bar + 1));
  }
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) line.remove_prefix(2);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > kLongestLabel) return std::nullopt;
  // The mark may stand inside the emphasis: "**Date:** 3 May".
  std::string_view value = line.substr(colon + 1);
  std::string label{line.substr(0, colon)};
  if (value.starts_with("**") || value.starts_with("__")) value.remove_prefix(2);
  if (!value.empty() && value.front() != ' ' && value.front() != '\t') return std::nullopt;
  return label_and_value(label, value);
}

}  // namespace headwater::detail
