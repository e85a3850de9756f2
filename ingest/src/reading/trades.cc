#include "reading/trades.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

struct Trade {
  std::string_view noun;
  std::string_view in_name;  // words of names that tell it, apart by '|', with one at each end
};
constexpr std::string_view kOverseers =
    "|authority|office|commission|agency|inspectorate|directorate|administration|board|supervision|regulator|"
    "ombudsman|";
constexpr std::array<Trade, 13> kTrades{{{"watchdog", kOverseers},
                                         {"regulator", kOverseers},
                                         {"supervisor", kOverseers},
                                         {"overseer", kOverseers},
                                         {"inspectorate", kOverseers},
                                         {"agency", "|authority|office|administration|bureau|directorate|service|"},
                                         {"lender", "|bank|savings|banking|"},
                                         {"airline", "|airlines|airways|air|aviation|"},
                                         {"carrier", "|airlines|airways|air|lines|line|ferries|"},
                                         {"carmaker", "|motors|automobiles|cars|"},
                                         {"drugmaker", "|pharma|pharmaceuticals|biotech|laboratories|labs|"},
                                         {"brewer", "|brewery|breweries|"},
                                         {"shipyard", "|shipyard|shipyards|shipbuilders|yard|"}}};

}  // namespace

Trades::Trades(const Entities& entities) {
  for (std::size_t n = 0; n < entities.all.size(); ++n) {
    const Entity& e = entities.all[n];
    if (e.first < 0 || (e.kind != AgentKind::kOrganisation && e.kind != AgentKind::kGovernment)) continue;
    const std::vector<std::string> words = folded_words(e.name);
    // A central bank lends to nobody one would call its customer.
    if (words.size() < 2 || words.front() == "central") continue;
    for (const Trade& trade : kTrades) {
      const bool tells = std::any_of(words.begin(), words.end(), [&](const std::string& w) {
        return trade.in_name.find("|" + w + "|") != std::string_view::npos;
      });
      if (std::vector<std::size_t>& known = bearers_[trade.noun]; tells && known.size() < 2) known.push_back(n);
    }
  }
}

bool Trades::is_noun(std::string_view noun) {
  return std::any_of(kTrades.begin(), kTrades.end(), [&](const Trade& t) { return t.noun == noun; });
}

std::optional<std::size_t> Trades::bearer(std::string_view noun) const {
  const auto it = bearers_.find(noun);
  return it != bearers_.end() && it->second.size() == 1 ? std::optional{it->second.front()} : std::nullopt;
}

}  // namespace headwater::detail
