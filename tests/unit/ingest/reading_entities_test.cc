// Names: which there are, which are one, and what bears them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reading/entities.h"
#include "reading/lexicon.h"
#include "reading_support.h"

using namespace headwater;

namespace {

// Each name with its forms and kind, in order of first mention.
std::string entities_text(std::string_view text) {
  const detail::Analysis a = test::analysed(text);
  const detail::Entities entities = detail::find_entities(a, "");
  std::string out;
  std::vector<std::size_t> seen;
  for (const detail::Mention& m : entities.mentions) {
    if (std::find(seen.begin(), seen.end(), m.entity) != seen.end()) continue;
    seen.push_back(m.entity);
    const detail::Entity& e = entities.all[m.entity];
    if (!out.empty()) out += "; ";
    out += e.name;
    std::vector<std::string> others = e.forms;
    std::sort(others.begin(), others.end());
    for (const std::string& form : others) {
      if (form != e.name) out += " = " + form;
    }
    out += " (" + std::string{to_string(e.kind)} + ")";
  }
  return out;
}

struct Row {
  const char* text;
  const char* entities;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(entities_text(row.text) == row.entities);
  }
}

}  // namespace

TEST_CASE("a short name is the person named in full before", "[reading][entities]") {
  check({
      {"The pilot Tomas Rehn sailed. Nobody saw Rehn again.", "Tomas Rehn = Rehn (person)"},
      {"They met Mr. Tomas Rehn and later Mr. Rehn left.", "Tomas Rehn = Rehn (person)"},
      {"They met Tomas Rehn and Ida Brekke. Later Brekke left.", "Tomas Rehn (person); Ida Brekke = Brekke (person)"},
  });
}

TEST_CASE("a body's acronym is the body", "[reading][entities]") {
  check({
      {"They asked the Calvian Board of Pilots (CBP) in vain. Later the CBP replied.",
       "Calvian Board of Pilots = CBP (organisation)"},
      {"They asked the Northern Tidal Energy Institute in vain. Later the NTEI replied.",
       "Northern Tidal Energy Institute = NTEI (organisation)"},
  });
}

TEST_CASE("a part of a body's name is the body", "[reading][entities]") {
  check({{"They asked the Calvian Ports Ministry in vain. Later the Ports Ministry replied.",
          "Calvian Ports Ministry = Ports Ministry (government)"}});
}

TEST_CASE("an outlet's other names are the outlet", "[reading][entities]") {
  check({{"They told the Associated Press and later the AP wrote.", "Associated Press = AP (outlet)"}});
}

TEST_CASE("two bodies with one word in common are two", "[reading][entities]") {
  check({{"They asked the Calvian Ports Ministry and the Osmund Ports Ministry.",
          "Calvian Ports Ministry (government); Osmund Ports Ministry (government)"}});
}

TEST_CASE("weekdays, months and words that open a sentence are no names", "[reading][entities]") {
  check({
      {"On Monday the gate fell. Nobody was hurt in May.", ""},
      {"Ships wait outside. However, the wall held.", ""},
  });
}

TEST_CASE("a name tells what bears it", "[reading][entities]") {
  const std::vector<std::pair<const char*, const char*>> rows{{"Ministry of Ports", "government"},
                                                              {"Calvian Health Ministry", "government"},
                                                              {"Evening Courier", "outlet"},
                                                              {"Osmund Press Agency", "outlet"},
                                                              {"Radio Calder", "outlet"},
                                                              {"Harrow Group", "organisation"},
                                                              {"Brevik Institute", "organisation"},
                                                              {"University of Skarholm", "organisation"},
                                                              {"Associated Press", "outlet"},
                                                              {"Orrin Mining", "organisation"},
                                                              {"Ida Brekke", "-"},
                                                              {"", "-"}};
  for (const auto& [name, kind] : rows) {
    INFO(name);
    const std::optional<AgentKind> told = detail::kind_of_name(name);
    CHECK((told ? to_string(*told) : "-") == kind);
  }
}

TEST_CASE("a role beside a name tells what bears it", "[reading][entities]") {
  check({
      {"They asked the utility, Orre Nord, in vain.", "Orre Nord (organisation)"},
      {"They asked the finance minister, Oda Falk, in vain.", "Oda Falk (person)"},
  });
}

TEST_CASE("mentions are in text order and do not overlap", "[reading][entities]") {
  const std::string text =
      "The Associated Press Greyfen's survey and Prime Minister Piet Oort of the Ministry of Ports and Tides met "
      "Dr. Oda Falk, Ida "
      "Brekke & Sons, Pier 61398 and the U.S. Navy in St. Olav on Monday (CBP).";
  const detail::Analysis a = test::analysed(text);
  const detail::Entities entities = detail::find_entities(a, "Calder Courier");
  REQUIRE(entities.mentions.size() > 4);
  std::int32_t last = 0;
  for (const detail::Mention& m : entities.mentions) {
    CHECK(m.range.begin >= last);
    CHECK_FALSE(m.range.empty());
    CHECK(m.entity < entities.all.size());
    last = m.range.end;
  }
  CHECK(entities.in({0, a.size()}).size() == entities.mentions.size());
  CHECK(entities.in({0, 0}).empty());
}
