// A store as it stood, and what some of its documents say.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "headwater/graph/store.h"
#include "samples.h"
#include "scratch.h"

namespace headwater {
namespace {

using test::Scratch;
using test::Story;

Store open(const std::string& path) {
  StoreOptions options;
  options.sync = false;
  Result<Store> store = Store::open(path, options);
  REQUIRE(store.has_value());
  return std::move(store).value();
}

Judgement red(const NodeId& about) {
  Judgement out;
  out.kind = JudgementKind::kMarking;
  out.about = about;
  out.value = "TLP:RED";
  out.by = "desk";
  return out;
}

std::vector<std::string> names_in(const Store& store) {
  std::vector<std::string> out;
  AgentId after;
  while (true) {
    const Result<std::vector<Agent>> page = store.agents(after, 2);
    REQUIRE(page.has_value());
    if (page->empty()) return out;
    for (const Agent& agent : *page) {
      CHECK((after.is_null() || after < agent.id));
      CHECK(store.agent(agent.id).value() == agent);
      after = agent.id;
      out.push_back(agent.name);
    }
  }
}

TEST_CASE("a snapshot stays as it was taken, on disk and in memory", "[graph][store]") {
  const Scratch scratch;
  const bool in_memory = GENERATE(false, true);
  Store store = in_memory ? Store::in_memory() : open(scratch / "db");
  REQUIRE(store.put(test::agency_story().batch()).has_value());
  {
    Result<Store> still = store.snapshot();
    REQUIRE(still.has_value());
    const StoreStats before = still->stats().value();
    CHECK(before.documents_held == 1);
    const std::vector<std::string> names = names_in(*still);
    CHECK(names.size() == before.agents);

    Story later{"later", "FICTION. The dam is new, Nobody Else said."};
    later.agent("Nobody Else", AgentKind::kPerson);
    Claim& claim = later.claim("The dam is new", "Nobody Else", "said");
    claim.speaker = later.agent("Nobody Else", AgentKind::kPerson);
    const ClaimId id = claim.id;
    REQUIRE(store.put(later.batch()).has_value());
    REQUIRE(store.judge(red(id)).has_value());

    CHECK(store.stats()->documents_held == 2);
    CHECK(store.version() > still->version());
    CHECK(still->stats()->documents_held == 1);
    CHECK(names_in(*still) == names);
    CHECK(names_in(store).size() == names.size() + 1);
    CHECK_FALSE(still->claim(id)->has_value());
    CHECK(still->upstream(id)->empty());
    CHECK(still->judgements(id)->empty());
    CHECK(store.judgements(id)->size() == 1);
    CHECK(still->check()->problem_count == 0);
    CHECK(still->snapshot()->stats()->documents_held == 1);
    CHECK(still->put(later.batch()).error().code == ErrorCode::kInvalidArgument);
  }
  CHECK(store.check()->problem_count == 0);
}

TEST_CASE("an agent and a document are told as some documents tell of them", "[graph][store]") {
  Store store = Store::in_memory();
  std::vector<DocumentId> stories;
  AgentId agent;
  DocumentId report;
  for (const std::string name : {"Ada Quill", "Ada  QUILL"}) {
    Story story{"story of " + name, "FICTION. It leaks, " + name + " said in a report."};
    agent = story.agent(name, AgentKind::kPerson);
    report = story.refers_to("a report", Medium::kReport, name);
    Claim& claim = story.claim("It leaks", name, "said");
    claim.speaker = agent;
    claim.origin = report;
    REQUIRE(store.put(story.batch()).has_value());
    stories.push_back(story.extraction().document.id);
  }
  const auto only = [&](DocumentId id) { return [id](DocumentId writer) -> Result<bool> { return writer == id; }; };
  CHECK(store.agent(agent).value()->names.size() == 2);
  CHECK(store.agent_as_told(agent, only(stories[0])).value()->names == std::vector<std::string>{"Ada Quill"});
  CHECK(store.agent_as_told(agent, only(stories[1])).value()->names == std::vector<std::string>{"Ada  QUILL"});
  CHECK(store.agent_as_told(agent, [](DocumentId) -> Result<bool> { return true; }).value() ==
        store.agent(agent).value());
  CHECK_FALSE(store.agent_as_told(agent, only(report)).value().has_value());
  CHECK(store.document_as_told(report, only(stories[1])).value()->publisher == "Ada  QUILL");
  CHECK(store.document_as_told(report, [](DocumentId) -> Result<bool> { return true; }).value() ==
        store.document(report).value());
  CHECK_FALSE(store.document_as_told(stories[0], [](DocumentId) -> Result<bool> { return true; })->has_value());
  CHECK(store.agent_as_told(agent,
                            [](DocumentId) -> Result<bool> {
                              return Error{ErrorCode::kIo, "gone"};
                            })
            .error()
            .code == ErrorCode::kIo);
}

}  // namespace
}  // namespace headwater
