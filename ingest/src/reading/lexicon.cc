#include "reading/lexicon.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "headwater/schema/fold.h"
#include "reading/tables.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

std::optional<NounClass> parse_class(std::string_view text) {
  if (text == "person") return NounClass::kPerson;
  if (text == "group") return NounClass::kGroup;
  if (text == "organisation") return NounClass::kOrganisation;
  if (text == "government") return NounClass::kGovernment;
  if (text == "outlet") return NounClass::kOutlet;
  if (text == "document") return NounClass::kDocument;
  if (text == "event") return NounClass::kEvent;
  return std::nullopt;
}

const std::unordered_map<std::string_view, Noun>& nouns() {
  static const std::unordered_map<std::string_view, Noun> map = [] {
    std::unordered_map<std::string_view, Noun> out;
    for (const std::vector<std::string_view>& row : table("nouns.tsv")) {
      if (row.size() < 2) continue;
      if (const std::optional<NounClass> what = parse_class(row[1])) {
        out[row[0]] = {*what, row.size() > 2 ? parse_medium(row[2]).value_or(Medium::kUnknown) : Medium::kUnknown};
      }
    }
    return out;
  }();
  return map;
}

struct Outlets {
  std::vector<Outlet> all;
  std::unordered_map<std::string, std::size_t> by_name;
  std::unordered_map<std::string, std::size_t> by_domain;
};

const Outlets& outlets() {
  static const Outlets tables = [] {
    Outlets out;
    for (const std::vector<std::string_view>& row : table("outlets.tsv")) {
      if (row.size() < 4) continue;
      const std::size_t number = out.all.size();
      out.all.push_back({std::string{row[0]}, row[3] == "agency", std::string{row[2]}});
      out.by_name.emplace(name_key(row[0]), number);
      for (const std::string_view other : parts_of(row[1])) {
        // "The Times" names one outlet only where the article says which, so it does not stand here.
        if (const std::string key = name_key(other); !key.empty() && key != "times") out.by_name.emplace(key, number);
      }
      out.by_domain.emplace(std::string{row[2]}, number);
    }
    return out;
  }();
  return tables;
}

constexpr std::array<std::string_view, 63> kGovernmentWords{"ministry",    "department",   "government",
                                                            "parliament",  "senate",       "congress",
                                                            "army",        "navy",         "police",
                                                            "court",       "embassy",      "consulate",
                                                            "kremlin",     "pentagon",     "treasury",
                                                            "cabinet",     "bundestag",    "duma",
                                                            "knesset",     "fbi",          "cia",
                                                            "nsa",         "nasa",         "epa",
                                                            "fda",         "irs",          "doj",
                                                            "directorate", "secretariat",  "constabulary",
                                                            "tribunal",    "municipality", "prefecture",
                                                            "legislature", "judiciary",    "marines",
                                                            "gendarmerie", "prosecution",  "inspectorate",
                                                            "state",       "military",     "administration",
                                                            "homeland",    "ombudsman",    "commissariat",
                                                            "un",          "eu",           "nato",
                                                            "interpol",    "europol",      "gchq",
                                                            "mi5",         "mi6",          "customs",
                                                            "presidency",  "chancellery",  "consulate-general",
                                                            "supreme",     "federal",      "national_guard",
                                                            "coastguard",  "council",      "assembly"};
constexpr std::array<std::string_view, 92> kOutletWords{
    "times",     "post",      "herald",    "tribune",     "gazette",       "news",         "journal",    "courier",
    "dispatch",  "chronicle", "telegraph", "mirror",      "mail",          "observer",     "sentinel",   "register",
    "examiner",  "inquirer",  "star",      "echo",        "radio",         "tv",           "television", "magazine",
    "review",    "daily",     "weekly",    "newswire",    "standard",      "broadcasting", "bulletin",   "zeitung",
    "lantern",   "portal",    "press",     "newspaper",   "today",         "wire",         "advertiser", "argus",
    "citizen",   "clarion",   "reporter",  "recorder",    "spectator",     "statesman",    "messenger",  "planet",
    "ledger",    "world",     "globe",     "online",      "mercury",       "beacon",       "monitor",    "digest",
    "insider",   "enquirer",  "guardian",  "independent", "letter",        "newsletter",   "brief",      "briefing",
    "quarterly", "monthly",   "weekender", "almanac",     "intelligencer", "packet",       "kurier",     "anzeiger",
    "bote",      "tageblatt", "gazeta",    "gazzetta",    "nyheter",       "avisen",       "nieuws",     "noticias",
    "presse",    "podcast",   "courant",   "telegram",    "bugle",         "crier",        "vanguard",   "comet",
    "gleaner",   "newsday",   "reformer",  "broadsheet"};
constexpr std::array<std::string_view, 90> kOrganisationWords{"inc",          "corp",
                                                              "corporation",  "company",
                                                              "co",           "ltd",
                                                              "llc",          "plc",
                                                              "gmbh",         "ag",
                                                              "sa",           "group",
                                                              "holdings",     "bank",
                                                              "university",   "college",
                                                              "institute",    "school",
                                                              "hospital",     "foundation",
                                                              "trust",        "association",
                                                              "union",        "federation",
                                                              "league",       "club",
                                                              "party",        "network",
                                                              "coalition",    "alliance",
                                                              "committee",    "society",
                                                              "centre",       "center",
                                                              "council",      "partners",
                                                              "capital",      "mining",
                                                              "energy",       "motors",
                                                              "airlines",     "airways",
                                                              "industries",   "systems",
                                                              "technologies", "labs",
                                                              "laboratories", "security",
                                                              "consulting",   "international",
                                                              "insurance",    "fund",
                                                              "museum",       "church",
                                                              "brothers",     "sons",
                                                              "associates",   "services",
                                                              "solutions",    "oil",
                                                              "gas",          "steel",
                                                              "pharma",       "pharmaceuticals",
                                                              "foods",        "works",
                                                              "railways",     "agency",
                                                              "commission",   "authority",
                                                              "mission",      "watch",
                                                              "bureau",       "water",
                                                              "board",        "panel",
                                                              "chamber",      "laboratory",
                                                              "observatory",  "library",
                                                              "theatre",      "opera",
                                                              "orchestra",    "railway",
                                                              "llp",          "pty",
                                                              "bv",           "athletic",
                                                              "rovers",       "wanderers"};
// Trades that end the names of firms; in front or inside a name they tell nothing.
constexpr std::array<std::string_view, 190> kTradeWords{
    "abattoir",      "actuaries",     "advisers",     "aerospace",    "agro",           "air",
    "airfreight",    "aluminium",     "aluminum",     "analytics",    "apparel",        "architects",
    "armaments",     "assurance",     "auditors",     "aviation",     "bakeries",       "bakery",
    "batteries",     "beverages",     "biologics",    "biopharma",    "biosciences",    "biosystems",
    "biotech",       "brands",        "breweries",    "brewery",      "brewing",        "broadcasting",
    "brokers",       "builders",      "cables",       "cannery",      "cargo",          "catering",
    "cement",        "chemicals",     "clothing",     "collieries",   "commodities",    "communications",
    "confectionery", "construction",  "consultancy",  "consultants",  "contractors",    "cosmetics",
    "couriers",      "creameries",    "creamery",     "dairies",      "dairy",          "data",
    "devices",       "diagnostics",   "digital",      "distillers",   "distillery",     "dredging",
    "drilling",      "dynamics",      "electric",     "electronics",  "engineering",    "engineers",
    "entertainment", "environmental", "exchange",     "exploration",  "express",        "farming",
    "farms",         "ferries",       "fertilisers",  "fertilizers",  "fisheries",      "fishing",
    "forensics",     "forestry",      "foundry",      "freight",      "furniture",      "games",
    "gaming",        "genetics",      "genomics",     "glass",        "grain",          "haulage",
    "hauliers",      "healthcare",    "hotels",       "housing",      "hydro",          "implants",
    "instruments",   "interactive",   "ironworks",    "labels",       "launch",         "laundry",
    "leasing",       "lettings",      "lifesciences", "logistics",    "maritime",       "materials",
    "meats",         "medical",       "metals",       "milling",      "mills",          "minerals",
    "mobility",      "mutual",        "networks",     "nutrition",    "optics",         "orbital",
    "orchards",      "packaging",     "paving",       "payments",     "petroleum",      "pharmaceutica",
    "pharmacies",    "pictures",      "pipeline",     "pipelines",    "plastics",       "ports",
    "poultry",       "processing",    "productions",  "properties",   "protective",     "publishing",
    "quarries",      "rail",          "realty",       "records",      "recycling",      "refineries",
    "refinery",      "refining",      "retail",       "robotics",     "roofing",        "rubber",
    "satellites",    "sciences",      "seafood",      "seeds",        "semiconductors", "shipbuilders",
    "shipping",      "shipyard",      "shipyards",    "smelter",      "smelters",       "smelting",
    "software",      "solar",         "solicitors",   "steelworks",   "stores",         "studios",
    "supermarkets",  "surveyors",     "tankers",      "tanneries",    "telecom",        "telecommunications",
    "telecoms",      "terminals",     "textiles",     "therapeutics", "timber",         "tobacco",
    "toys",          "trading",       "tramways",     "utilities",    "vaccines",       "ventures",
    "waste",         "waterworks",    "winery",       "wireless"};
constexpr std::array<std::string_view, 44> kTitles{
    "mr",        "mrs",        "ms",       "miss",    "dr",      "prof",    "professor", "sir",      "lord",
    "lady",      "dame",       "sen",      "rep",     "gov",     "gen",     "col",       "lt",       "sgt",
    "capt",      "cmdr",       "adm",      "maj",     "rev",     "father",  "sister",    "judge",    "justice",
    "senator",   "president",  "governor", "general", "colonel", "captain", "major",     "sergeant", "officer",
    "detective", "chancellor", "pope",     "king",    "queen",   "prince",  "princess",  "coach"};
constexpr std::array<std::string_view, 7> kWeekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 25> kAnonymous{
    "several",     "few",     "neither",   "each",    "both",     "source",  "sources",  "official", "officials",
    "person",      "people",  "someone",   "some",    "others",   "many",    "insider",  "insiders", "individual",
    "individuals", "critics", "observers", "experts", "analysts", "persons", "witnesses"};

}  // namespace

std::optional<Noun> find_noun(std::string_view low) {
  const auto& map = nouns();
  if (const auto it = map.find(low); it != map.end()) return it->second;
  // A plural of a person is a group; other plurals are as their singular.
  for (const std::string_view ending : {"ies", "es", "s"}) {
    if (!low.ends_with(ending) || low.size() < ending.size() + 3) continue;
    std::string singular{low.substr(0, low.size() - ending.size())};
    if (ending == "ies") singular += 'y';
    if (const auto it = map.find(singular); it != map.end()) {
      Noun noun = it->second;
      if (noun.what == NounClass::kPerson) noun.what = NounClass::kGroup;
      return noun;
    }
  }
  if (low.ends_with("men") || low.ends_with("women") || low.ends_with("people"))
    return Noun{NounClass::kGroup, Medium::kUnknown};
  return std::nullopt;
}

const Outlet* find_outlet(std::string_view name) {
  const auto it = outlets().by_name.find(name_key(name));
  return it == outlets().by_name.end() ? nullptr : &outlets().all[it->second];
}

const Outlet* find_outlet_by_domain(std::string_view host) {
  while (!host.empty()) {
    if (const auto it = outlets().by_domain.find(std::string{host}); it != outlets().by_domain.end())
      return &outlets().all[it->second];
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
  }
  return nullptr;
}

std::optional<AgentKind> kind_of_name(std::string_view name) {
  if (find_outlet(name) != nullptr) return AgentKind::kOutlet;
  const std::vector<std::string> words = folded_words(name);
  if (words.empty()) return std::nullopt;
  // A body's own kind stands at its end ("Vellmark Health Ministry") or before "of" ("Ministry of Health").
  std::size_t head = words.size() - 1;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "of" || words[i] == "for" || words[i] == "on" || words[i] == "in") {
      head = i - 1;
      break;
    }
  }
  // "Courier-Post" is what its last part is.
  const std::string_view kind = std::string_view{words[head]}.substr(words[head].rfind('-') + 1);
  const bool joined = kind.size() < words[head].size();
  const auto is = [&](const auto& list) { return in(list, words[head]); };
  if (joined && in(kOutletWords, kind)) return AgentKind::kOutlet;
  // "Tarland Press Association"; a foreign one is of those who report.
  static constexpr std::array<std::string_view, 4> kAgencies{"association", "agency", "service", "trust"};
  if (head > 0 && is(kAgencies) && (words[head - 1] == "press" || words[head - 1] == "news") && words[0] != "foreign")
    return AgentKind::kOutlet;
  static constexpr std::array<std::string_view, 9> kAlone{"herald",   "tribune",   "gazette", "chronicle", "courier",
                                                          "sentinel", "telegraph", "clarion", "guardian"};
  if (words.size() > 1 ? is(kOutletWords) : is(kAlone)) return AgentKind::kOutlet;
  // "Team Aldane"
  if (words.size() > 1 && words[0] == "team") return AgentKind::kOrganisation;
  // Papers of other tongues keep their names: "Abendblatt", "Fjordposten", "Agence Sahel", "Diario de Alba".
  static constexpr std::array<std::string_view, 8> kEndings{"blatt",   "zeitung", "posten", "tidende",
                                                            "tidning", "bladet",  "kurier", "dagblad"};
  const bool paper = std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view e) {
    return words[head].size() > e.size() && words[head].ends_with(e);
  });
  if (paper) return AgentKind::kOutlet;
  if (words.size() > 1 && (words[0] == "agence" || words[0] == "agencia" || words[0] == "diario" ||
                           words[0] == "gazeta" || words[0] == "corriere"))
    return AgentKind::kOutlet;
  if (is(kGovernmentWords)) return AgentKind::kGovernment;
  if (words.size() > 2 && words[0] == "house" && words[1] == "of" &&
      (words[2] == "assembly" || words[2] == "representatives" || words[2] == "commons" || words[2] == "lords" ||
       words[2] == "delegates" || words[2] == "councillors"))
    return AgentKind::kGovernment;
  // "Vellmark Coast Guard", "Calder Fire Brigade"
  if (head > 0 && ((words[head] == "guard" && (words[head - 1] == "coast" || words[head - 1] == "national")) ||
                   (words[head] == "brigade" && words[head - 1] == "fire")))
    return AgentKind::kGovernment;
  if (words.size() > 1 && (words[head] == "agency" || words[head] == "office" || words[head] == "commission" ||
                           words[head] == "authority" || words[head] == "bureau" || words[head] == "service")) {
    for (const std::string& w : words) {
      if (w == "press" || w == "news") return AgentKind::kOutlet;
    }
    return AgentKind::kGovernment;
  }
  if (words.size() > 1 && (is(kOrganisationWords) || is(kTradeWords))) return AgentKind::kOrganisation;
  if (words.size() > 1 && (words[0] == "radio" || words[0] == "daily" || words[0] == "evening" ||
                           words[0] == "morning" || words[0] == "channel" || words[0] == "tv" || is_weekday(words[0])))
    return AgentKind::kOutlet;
  if (words.size() > 1) {
    // Those that may stand in front of anything tell nothing there: "Capital Beat".
    static constexpr std::array<std::string_view, 6> kOfAny{"capital",  "international", "energy",
                                                            "security", "school",        "club"};
    for (const std::string& w : words) {
      if (&w == &words.front() && in(kOfAny, w)) continue;
      if (in(kOrganisationWords, w) && w != "co" && w != "sa" && w != "ag") return AgentKind::kOrganisation;
    }
  }
  if (name == "White House" || name == "the White House") return AgentKind::kGovernment;
  return std::nullopt;
}

bool is_firm_name(std::string_view name) {
  static constexpr std::array<std::string_view, 30> kFirms{
      "inc",        "corp",    "corporation",  "company",  "co",     "ltd",     "llc",      "plc",
      "gmbh",       "group",   "holdings",     "mining",   "energy", "motors",  "airlines", "airways",
      "industries", "systems", "labs",         "foods",    "steel",  "oil",     "pharma",   "brothers",
      "insurance",  "works",   "technologies", "railways", "bank",   "security"};
  const std::vector<std::string> words = folded_words(name);
  if (words.size() < 2 || words.size() > 4) return false;
  return in(kFirms, words.back()) || in(kTradeWords, words.back());
}

std::string name_without_place(std::string_view name) {
  for (const auto& [joint, least] : {std::pair<std::string_view, std::size_t>{" of ", 3}, {" for ", 2}}) {
    // "Court of Audit of Norvane": the last of two.
    const std::size_t at = joint == " of " ? name.rfind(joint) : name.find(joint);
    if (at == std::string_view::npos) continue;
    std::string out{name.substr(0, at)};
    // "Seafarers' Union" is nobody else's name, "Central Bank" is that of many.
    const bool owned = out.find("s' ") != std::string::npos || out.find("s\xe2\x80\x99 ") != std::string::npos;
    return folded_words(out).size() >= (owned ? 2 : least) ? out : std::string{};
  }
  return {};
}

std::string name_without_form(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kForms{"plc",  "ltd",  "limited", "inc", "llc",
                                                          "gmbh", "corp", "ag",      "sa"};
  const std::vector<ByteSpan> words = word_spans(name);
  if (words.size() < 3 || !in(kForms, fold(slice(name, words.back())))) return {};
  const ByteSpan last = words[words.size() - 2];
  return std::string{name.substr(0, last.end)};
}

std::string outlet_without_place(std::string_view name) {
  const std::vector<ByteSpan> words = word_spans(name);
  if (words.size() != 3 || kind_of_name(name) != AgentKind::kOutlet) return {};
  const std::string_view rest = name.substr(words[1].begin);
  return kind_of_name(rest) == AgentKind::kOutlet ? std::string{rest} : std::string{};
}

std::string name_turned_round(std::string_view name) {
  constexpr std::size_t kMostWords = 3;
  for (const std::string_view body : {"Ministry", "Department", "Office", "Secretariat"}) {
    for (const std::string_view joint : {" of the ", " of ", " for "}) {
      if (!name.starts_with(body) || !name.substr(body.size()).starts_with(joint)) continue;
      const std::string_view of = name.substr(body.size() + joint.size());
      const bool is_plain = of.find(" of ") == std::string_view::npos && folded_words(of).size() <= kMostWords;
      return is_plain && !of.empty() ? std::string{of} + " " + std::string{body} : std::string{};
    }
  }
  return {};
}

bool is_relative(std::string_view low) { return low == "who" || low == "which" || low == "that"; }

bool is_determiner(const std::string& low) {
  static constexpr std::array<std::string_view, 9> kOthers{"the",   "a",     "an",  "this", "that",
                                                           "these", "those", "our", "my"};
  return in(kOthers, low) || is_possessive(low);
}

bool is_possessive(const std::string& low) { return low == "its" || low == "his" || low == "her" || low == "their"; }

bool is_put_out(Medium medium) {
  return medium == Medium::kStatement || medium == Medium::kReport || medium == Medium::kLetter ||
         medium == Medium::kFiling;
}

bool is_title(std::string_view low) {
  if (low.ends_with('.')) low.remove_suffix(1);
  return in(kTitles, low);
}

bool is_weekday(std::string_view low, int* monday_is_zero) {
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    if (kWeekdays[i] != low) continue;
    if (monday_is_zero != nullptr) *monday_is_zero = static_cast<int>(i);
    return true;
  }
  return false;
}

bool is_be(std::string_view low) { return low == "is" || low == "are" || low == "was" || low == "were"; }

bool is_month(std::string_view low) { return in(kMonths, low); }
bool is_plural_of_people(std::string_view low) {
  for (const std::string_view ending : {"ers", "ors", "ists", "ians", "ees"}) {
    if (low.size() >= ending.size() + 3 && low.ends_with(ending)) return true;
  }
  return false;
}
bool is_description(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; });
}
bool is_anonymous_noun(std::string_view low) { return in(kAnonymous, low); }

AgentKind agent_kind_of(NounClass what) {
  switch (what) {
    case NounClass::kPerson:
      return AgentKind::kPerson;
    case NounClass::kGroup:
      return AgentKind::kGroup;
    case NounClass::kGovernment:
      return AgentKind::kGovernment;
    case NounClass::kOutlet:
      return AgentKind::kOutlet;
    default:
      return AgentKind::kOrganisation;
  }
}

}  // namespace headwater::detail
