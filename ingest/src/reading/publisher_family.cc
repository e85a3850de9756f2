#include "reading/publisher_family.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "headwater/schema/fold.h"
#include "reading/lexicon.h"
#include "reading/tables.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

struct Families {
  std::unordered_map<std::string, std::string> by_name;  // name_key
  std::unordered_map<std::string, std::string> by_domain;
};

template <class F>
void each_part(std::string_view list, F&& f) {
  while (!list.empty()) {
    const std::size_t bar = std::min(list.find('|'), list.size());
    if (bar > 0) f(list.substr(0, bar));
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
}

const Families& families() {
  static const Families tables = [] {
    Families out;
    for (const std::vector<std::string_view>& row : table("families.tsv")) {
      if (row.size() < 3) continue;
      const std::string family{row[0]};
      each_part(row[1], [&](std::string_view name) { out.by_name.emplace(name_key(name), family); });
      each_part(row[2], [&](std::string_view domain) { out.by_domain.emplace(std::string{domain}, family); });
    }
    return out;
  }();
  return tables;
}

}  // namespace

std::string publisher_family(std::string_view publisher, std::string_view host) {
  const Families& all = families();
  if (!publisher.empty()) {
    if (const auto it = all.by_name.find(name_key(publisher)); it != all.by_name.end()) return it->second;
  }
  for (std::string_view rest = host; rest.find('.') != std::string_view::npos; rest.remove_prefix(rest.find('.') + 1)) {
    if (const auto it = all.by_domain.find(std::string{rest}); it != all.by_domain.end()) return it->second;
  }
  return host.empty() ? std::string{} : registrable_domain(host);
}

}  // namespace headwater::detail
