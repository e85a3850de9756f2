// Places that feeds tell by GeoRSS and GML: as GeoJSON has them, longitude first.
#include <algorithm>
#include <charconv>
#include <utility>

#include "feed/feed_builder.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxNumbers = 20'000;

std::vector<double> numbers_in(std::string_view text) {
  std::vector<double> out;
  std::size_t at = 0;
  while (at < text.size() && out.size() < kMaxNumbers) {
    if (std::string_view{" \t\r\n,"}.find(text[at]) != std::string_view::npos) {
      ++at;
      continue;
    }
    double n = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), n);
    if (error != std::errc{}) return {};
    out.push_back(n);
    at = static_cast<std::size_t>(end - text.data());
  }
  return out;
}

}  // namespace

void FeedBuilder::start_geometry(Attributes& attributes) {
  if (element_ == "georss_where") {
    geometry_.clear();
    reference_system_.clear();
    dimensions_ = 2;
  }
  if (element_ == "gml_point") geometry_ = "Point";
  if (element_ == "gml_linestring") geometry_ = "LineString";
  if (element_ == "gml_polygon") geometry_ = "Polygon";
  if (const std::string name = get(attributes, "srsname"); !name.empty()) reference_system_ = name;
  if (get(attributes, "srsdimension") == "3") dimensions_ = 3;
}

void FeedBuilder::start_place(Attributes& attributes) {
  if (element_.starts_with("georss_")) {
    reference_system_.clear();
    dimensions_ = 2;
  }
  if (get(attributes, "srsdimension") == "3") dimensions_ = 3;
  push(element_, false);
}

void FeedBuilder::end_place() {
  const std::vector<double> numbers = numbers_in(pop(element_));
  if (numbers.size() < dimensions_) return;
  // Degrees come latitude first; metres of a projection come as they are.
  const bool degrees = reference_system_.empty() || reference_system_.ends_with("4326") ||
                       reference_system_.ends_with("4979") || reference_system_.find("EPSG") == std::string::npos;
  Json points = Json::array();
  for (std::size_t i = 0; i + dimensions_ <= numbers.size(); i += dimensions_) {
    Json point = Json::array({numbers[i + (degrees ? 1 : 0)], numbers[i + (degrees ? 0 : 1)]});
    if (dimensions_ == 3) point.push_back(numbers[i + 2]);
    points.push_back(std::move(point));
  }
  std::string type = geometry_;
  if (element_ == "georss_point") type = "Point";
  if (element_ == "georss_line") type = "LineString";
  if (element_ == "georss_polygon") type = "Polygon";
  if (element_ == "georss_box") type = "Box";
  Json coordinates = type == "Point" ? points[0] : type == "Polygon" ? Json::array({points}) : points;
  context()["where"] = {{"type", type}, {"coordinates", std::move(coordinates)}};
}

}  // namespace headwater::detail
