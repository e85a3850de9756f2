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
constexpr std::array<Trade, 12> kTrades{{{"watchdog", kOverseers},
                                         {"regulator", kOverseers},
                                         {"supervisor", kOverseers},
                                         {"overseer", kOverseers},
                                         {"inspectorate", kOverseers},
                                         {"lender", "|bank|savings|banking|"},
                                         {"airline", "|airlines|airways|air|aviation|"},
                                         {"carrier", "|airlines|airways|air|lines|line|ferries|"},
                                         {"carmaker", "|motors|automobiles|cars|"},
                                         {"drugmaker", "|pharma|pharmaceuticals|biotech|laboratories|labs|"},
                                         {"brewer", "|brewery|breweries|"},
                                         {"shipyard", "|shipyard|shipyards|shipbuilders|yard|"}}};

const Trade* find_trade(std::string_view noun) {
  const auto it = std::find_if(kTrades.begin(), kTrades.end(), [&](const Trade& t) { return t.noun == noun; });
  return it == kTrades.end() ? nullptr : &*it;
}

}  // namespace

bool is_trade_noun(std::string_view noun) { return find_trade(noun) != nullptr; }

std::optional<std::size_t> bearer_of_trade(const Entities& entities, std::string_view noun) {
  const Trade* trade = find_trade(noun);
  if (trade == nullptr) return std::nullopt;
  std::optional<std::size_t> only;
  for (std::size_t n = 0; n < entities.all.size(); ++n) {
    const Entity& e = entities.all[n];
    if (e.first < 0 || (e.kind != AgentKind::kOrganisation && e.kind != AgentKind::kGovernment)) continue;
    const std::vector<std::string> words = folded_words(e.name);
    const bool tells = std::any_of(words.begin(), words.end(), [&](const std::string& w) {
      return trade->in_name.find("|" + w + "|") != std::string_view::npos;
    });
    // A central bank lends to nobody one would call its customer.
    if (!tells || words.size() < 2 || words.front() == "central") continue;
    if (only) return std::nullopt;
    only = n;
  }
  return only;
}

}  // namespace headwater::detail
