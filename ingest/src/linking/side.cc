#include "linking/side.h"

#include <algorithm>
#include <set>

#include "headwater/schema/fold.h"
#include "linking/held_documents.h"
#include "reading/lexicon.h"

namespace headwater::detail {
namespace {

bool is_named_in(const Side& one, const Side& other) {
  std::set<std::string> names = telling_words(one.document.publisher);
  for (const ClaimWords& words : one.words) names.insert(words.names.begin(), words.names.end());
  const std::set<std::string> issuer = telling_words(other.document.publisher);
  const std::set<std::string> title = telling_words(other.document.title);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const bool is_day = is_weekday(name) || is_month(name) || is_number(name);
    return !is_day && (other.having.contains(name) || issuer.contains(name) || title.contains(name));
  });
}

}  // namespace

std::string key_of_text(std::string_view text) {
  constexpr std::size_t kLeast = 4;
  std::string out;
  const std::vector<std::string> words = folded_words(text);
  if (words.size() < kLeast) return out;
  for (const std::string& word : words) out += word + " ";
  return out;
}

void read_words(Side& side) {
  for (const Claim& claim : side.claims) {
    const auto number = static_cast<std::uint32_t>(side.words.size());
    side.words.push_back(claim_words(claim.text));
    for (const std::string& word : side.words.back().words) side.having[word].push_back(number);
    if (side.words.back().words.size() >= kFewWords) continue;
    if (std::string key = key_of_text(claim.text); !key.empty()) side.saying.emplace(std::move(key), number);
  }
}

bool share_name(const Side& a, const Side& b) { return is_named_in(a, b) || is_named_in(b, a); }

}  // namespace headwater::detail
