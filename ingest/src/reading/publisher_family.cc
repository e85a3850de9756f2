#include "reading/publisher_family.h"

#include <unordered_map>
#include <vector>

#include "headwater/schema/fold.h"
#include "reading/tables.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

struct Families {
  std::unordered_map<std::string, std::string> by_name;  // name_key
  std::unordered_map<std::string, std::string> by_domain;
};

const Families& families() {
  static const Families tables = [] {
    Families out;
    for (const std::vector<std::string_view>& row : table("families.tsv")) {
      if (row.size() < 3) continue;
      const std::string family{row[0]};
      for (const std::string_view name : parts_of(row[1])) out.by_name.emplace(name_key(name), family);
      for (const std::string_view domain : parts_of(row[2])) out.by_domain.emplace(std::string{domain}, family);
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
