#include "reading/tables.h"

#include <algorithm>

namespace headwater::detail {

std::string_view data_file(std::string_view name);  // generated, see cmake/Embed.cmake

std::vector<std::vector<std::string_view>> table(std::string_view name) {
  std::vector<std::vector<std::string_view>> out;
  const std::string_view bytes = data_file(name);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, end - at);
    at = end + 1;
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string_view> row;
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
      row.push_back(line.substr(0, tab));
      line.remove_prefix(tab + 1);
    }
    row.push_back(line);
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<std::string_view> parts_of(std::string_view field) {
  std::vector<std::string_view> out;
  while (!field.empty()) {
    const std::size_t bar = std::min(field.find('|'), field.size());
    if (bar > 0) out.push_back(field.substr(0, bar));
    field.remove_prefix(std::min(bar + 1, field.size()));
  }
  return out;
}

}  // namespace headwater::detail
