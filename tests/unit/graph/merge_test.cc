#include "merge.h"

#include <catch2/catch.hpp>

#include "random_records.h"

namespace headwater {
namespace {

using detail::canonical;
using detail::canonical_reference;
using detail::join;

Agent some_agent(test::Random& random) {
  Agent agent = test::any_agent(random, AgentId{});
  agent.name = test::some_words(random, 2);
  return canonical(std::move(agent));
}

Document some_reference(test::Random& random) {
  Document document = test::any_document(random, DocumentId{});
  if (random.chance(50)) document.title = test::some_words(random, 1);
  if (random.chance(50)) document.publisher.clear();
  if (random.chance(50)) document.url.clear();
  return canonical_reference(std::move(document));
}

template <class Make>
void holds_laws(Make make) {
  test::Random random{1};
  for (int i = 0; i < 2000; ++i) {
    const auto a = make(random);
    const auto b = make(random);
    const auto c = make(random);
    REQUIRE(join(a, b) == join(b, a));
    REQUIRE(join(join(a, b), c) == join(a, join(b, c)));
    REQUIRE(join(a, a) == a);
    REQUIRE(join(join(a, b), b) == join(a, b));
  }
}

TEST_CASE("joining records does not depend on order or repetition", "[graph][merge][property]") {
  holds_laws(some_agent);
  holds_laws(some_reference);
}

TEST_CASE("an agent has all names, the longest first, and the kind that says most", "[graph][merge]") {
  const Agent a = canonical({AgentId{}, "AP", AgentKind::kOrganisation, false, {"AP"}});
  const Agent b = canonical({AgentId{}, "Associated Press", AgentKind::kOutlet, true, {"AP", "the agency"}});
  const Agent both = join(a, b);
  CHECK(both.name == "Associated Press");
  CHECK(both.kind == AgentKind::kOutlet);
  CHECK_FALSE(both.anonymous);
  CHECK(both.names == std::vector<std::string>{"AP", "Associated Press", "the agency"});
  const auto kind_of = [](AgentKind x, AgentKind y) {
    return join({AgentId{}, "", x, false, {}}, {AgentId{}, "", y, false, {}}).kind;
  };
  CHECK(kind_of(AgentKind::kGovernment, AgentKind::kPerson) == AgentKind::kGovernment);
  CHECK(kind_of(AgentKind::kOrganisation, AgentKind::kPerson) == AgentKind::kPerson);
  CHECK(kind_of(AgentKind::kGroup, AgentKind::kOrganisation) == AgentKind::kOrganisation);
}

TEST_CASE("a reference is filled from both, and the more exact date wins", "[graph][merge]") {
  Document a;
  a.title = "Report";
  a.published = Date::parse("2013").value();
  Document b;
  b.publisher = "Ministry";
  b.title = "A report";
  b.medium = Medium::kFax;
  b.published = Date::parse("2013-02-19").value();
  const Document both = join(a, b);
  CHECK(both.title == "A report");
  CHECK(both.publisher == "Ministry");
  CHECK(both.medium == Medium::kFax);
  CHECK(both.published->text() == "2013-02-19");
}

}  // namespace
}  // namespace headwater
