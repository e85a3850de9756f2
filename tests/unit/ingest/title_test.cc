#include "html/title.h"

#include <catch2/catch.hpp>

using namespace headwater::detail;

TEST_CASE("the site's name is cut from a title, wherever it stands", "[ingest][title]") {
  struct Case {
    const char *title, *site, *want;
  };
  const Case cases[] = {
      {"Cheese plant closed - Valley Radio", "Valley Radio", "Cheese plant closed"},
      {"Cheese plant closed | News | Valley Radio", "Valley Radio", "Cheese plant closed | News"},
      {"Valley Radio :: Cheese plant closed", "Valley Radio", "Cheese plant closed"},
      {"Valley Radio: Cheese plant closed", "Valley Radio", "Cheese plant closed"},
      {"Cheese plant closed \xE2\x80\x94 The Valley Radio", "Valley Radio", "Cheese plant closed"},
      {"Cheese - the plant closed", "Valley Radio", "Cheese - the plant closed"},
      {"Brightvale: worker tells", "Valley Radio", "Brightvale: worker tells"},
      {"Valley Radio", "Valley Radio", "Valley Radio"},
      {"Cheese plant closed", "", "Cheese plant closed"},
  };
  for (const Case& c : cases) {
    INFO(c.title);
    CHECK(without_site(c.title, c.site) == c.want);
  }
}

TEST_CASE("the part of a title that is not the headline names the site", "[ingest][title]") {
  CHECK(site_in_title("Cheese plant closed | Valley Radio", "Cheese plant closed") == "Valley Radio");
  CHECK(site_in_title("Valley Radio :: Cheese plant closed", "Cheese plant closed") == "Valley Radio");
  CHECK(site_in_title("Cheese - plant closed - Valley Radio", "Cheese - plant closed") == "Valley Radio");
  CHECK(site_in_title("Cheese plant closed", "Cheese plant closed") == "");
  CHECK(site_in_title("Other words | Valley Radio", "Cheese plant closed") == "");
}
