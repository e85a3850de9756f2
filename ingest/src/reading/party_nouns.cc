#include "reading/party_nouns.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "headwater/schema/fold.h"
#include "reading/lexicon.h"

namespace headwater::detail {

bool is_spokesperson(const std::string& w) { return w == "spokesman" || w == "spokeswoman" || w == "spokesperson"; }

bool is_body_noun(const std::string& w) {
  const std::optional<Noun> noun = find_noun(w);
  return noun && (noun->what == NounClass::kOrganisation || noun->what == NounClass::kGovernment);
}

bool is_body_of_its_own(const std::string& w) {
  static constexpr std::array<std::string_view, 25> kBodies{
      "zoo",     "aquarium",   "library",    "archive", "observatory", "union",      "church", "diocese",  "club",
      "school",  "party",      "charity",    "museum",  "orchestra",   "opposition", "league", "hospital", "clinic",
      "college", "university", "laboratory", "academy", "institute",   "gallery",    "theatre"};
  return std::find(kBodies.begin(), kBodies.end(), w) != kBodies.end();
}

bool is_overseers(const std::string& w) {
  static constexpr std::array<std::string_view, 8> kOverseers{
      "auditors", "inspectors", "investigators", "prosecutors", "regulators", "supervisors", "examiners", "assessors"};
  return std::find(kOverseers.begin(), kOverseers.end(), w) != kOverseers.end();
}

bool may_be_firm(const std::string& w) {
  static constexpr std::array<std::string_view, 12> kTrades{"contractor", "builder", "insurer",   "lender",
                                                            "operator",   "owner",   "developer", "publisher",
                                                            "carrier",    "maker",   "supplier",  "manufacturer"};
  return std::find(kTrades.begin(), kTrades.end(), w) != kTrades.end();
}

bool is_business(const std::string& w) {
  static constexpr std::array<std::string_view, 7> kBusinesses{"company",  "firm",     "manufacturer", "operator",
                                                               "supplier", "business", "maker"};
  return std::find(kBusinesses.begin(), kBusinesses.end(), w) != kBusinesses.end();
}

bool names_no_business(const std::string& name) {
  const std::vector<std::string> words = folded_words(name);
  return std::any_of(words.begin(), words.end(), [](const std::string& w) {
    const std::optional<Noun> noun = find_noun(w);
    return is_body_of_its_own(w) || (noun && noun->what == NounClass::kGovernment);
  });
}

bool is_of_many(const Analysis& a, Range before, const std::string& noun) {
  static constexpr std::array<std::string_view, 46> kOffices{
      "abbot",     "admiral",    "ambassador",   "appellant", "archbishop",     "author",     "bishop",     "captain",
      "ceo",       "cfo",        "chair",        "chairman",  "chairperson",    "chairwoman", "chancellor", "chief",
      "coach",     "commander",  "commissioner", "dean",      "defendant",      "director",   "editor",     "founder",
      "general",   "governor",   "head",         "imam",      "judge",          "king",       "leader",     "manager",
      "mayor",     "minister",   "owner",        "plaintiff", "pope",           "premier",    "president",  "prince",
      "principal", "prosecutor", "queen",        "secretary", "superintendent", "treasurer"};
  for (std::int32_t i = before.begin; i < before.end; ++i) {
    if (a.word(i) == "former" || a.word(i) == "ex") return true;
    // "the country's prosecutor", "the club captain": whose it is tells which.
    if (is_noun(a.tag_of(i)) || a.tag_of(i) == Tag::kPOS || a.tag_of(i) == Tag::kPRPS) return false;
  }
  return !is_title(noun) && !is_spokesperson(noun) && noun != "speaker" && noun != "ombudsman" &&
         std::find(kOffices.begin(), kOffices.end(), noun) == kOffices.end() && !noun.ends_with("master");
}

bool is_wire(const std::string& name) {
  if (const Outlet* known = find_outlet(name); known != nullptr) return known->is_agency;
  const std::vector<std::string> words = folded_words(name);
  if (words.size() > 1 && words.back() == "service" && words[words.size() - 2] == "news") return true;
  return std::any_of(words.begin(), words.end(), [](const std::string& w) {
    return w == "press" || w == "wire" || w == "agency" || w == "newswire";
  });
}

bool is_force(const std::string& w) {
  return w == "force" || w == "forces" || w == "guard" || w == "watchdog" || w == "junta" || w == "squad";
}

bool names_person(const std::string& w) {
  for (const char* x : {"champion", "star", "captain", "veteran", "pilot", "native", "patient", "recruit", "rookie"}) {
    if (w == x) return true;
  }
  for (const char* x : {"year-old", "keeper",  "maker",  "player", "writer", "singer",  "dancer",  "worker",
                        "fielder",  "striker", "runner", "rider",  "boxer",  "swimmer", "climber", "teacher",
                        "winner",   "ist",     "man",    "woman",  "ian",    "ologist"}) {
    if (w.size() > std::string_view{x}.size() && w.ends_with(x)) return true;
  }
  return false;
}

}  // namespace headwater::detail
