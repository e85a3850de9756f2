// The checker, against right answers and against answers with one thing wrong. All names are invented.
#include "headwater/query/verify.h"

#include <catch2/catch.hpp>

#include <functional>

#include <nlohmann/json.hpp>

#include "drawing.h"
#include "headwater/query/json.h"

using namespace headwater;
using headwater::test::Drawn;
using Json = nlohmann::json;

namespace {

const std::string kAffair =
    "wire: article of Agency;"
    "report: report of Labs;"
    "report.c1 -made_in-> report -issued_by-> Labs = primary;"
    "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
    "post.c1 -repeats-> wire.c1;"
    "review.c1 -repeats-> wire.c1;"
    "review.c1 -repeats-> report.c1;"
    "round.c1 -repeats-> about.c1; about.c1 -repeats-> round.c1;";

std::size_t faults(const std::string& answer, const Store* store) {
  const Result<Verification> v = verify(answer, store);
  REQUIRE(v.has_value());
  INFO((v->faults.empty() ? "" : v->faults.front()));
  return v->fault_count;
}

// Right as it is, with a store and alone; wrong once `spoil` was at it, at least where there is a store.
void holds_until(const std::string& answer, const Store& store, const std::function<void(Json&)>& spoil,
                 bool seen_alone = true) {
  CHECK(faults(answer, &store) == 0);
  CHECK(faults(answer, nullptr) == 0);
  Json json = Json::parse(answer);
  spoil(json);
  INFO(json.dump());
  CHECK(faults(json.dump(), &store) > 0);
  if (seen_alone) CHECK(faults(json.dump(), nullptr) > 0);
}

}  // namespace

TEST_CASE("a trace holds, and not with a step, a quote or a chain changed", "[query][verify]") {
  const Drawn g{kAffair};
  for (const char* claim : {"post.c1", "review.c1", "wire.c1", "report.c1", "round.c1"}) {
    INFO(claim);
    CHECK(faults(to_json(g.trace_of(claim)), &g.store()) == 0);
    CHECK(faults(bottlenecks_json(g.trace_of(claim)), &g.store()) == 0);
  }
  const std::string answer = to_json(g.trace_of("post.c1"));
  const std::string other = to_string(NodeId{g.claim("report.c1")});
  holds_until(answer, g.store(), [&](Json& j) { j["chains"][0]["steps"][1]["from"] = other; });
  holds_until(answer, g.store(), [&](Json& j) { j["chains"][0]["steps"][0]["to"] = other; });
  holds_until(answer, g.store(), [&](Json& j) { j["bottlenecks"].erase(0); });
  holds_until(answer, g.store(),
              [&](Json& j) { j["bottlenecks"][0]["node"] = to_string(NodeId{g.document("report")}); });
  holds_until(
      answer, g.store(), [&](Json& j) { j["chains"][0]["steps"][0]["evidence"]["quote"] = "something else"; }, false);
  holds_until(
      answer, g.store(), [&](Json& j) { j["chains"][0]["steps"][0]["relation"] = "disputes"; }, false);
  holds_until(
      to_json(g.trace_of("review.c1")), g.store(), [&](Json& j) { j["chains"].erase(0); }, false);
}

TEST_CASE("independence holds, and not with a source more or less", "[query][verify]") {
  const Drawn g{kAffair};
  const std::string answer = to_json(independence(g.store(), g.claim("review.c1"), {}).value());
  holds_until(answer, g.store(), [](Json& j) { j["independent_sources"] = 3; });
  holds_until(answer, g.store(), [](Json& j) { j["disjoint_chains"].erase(0); });
  holds_until(answer, g.store(), [](Json& j) { j["cut"].erase(0); });
  holds_until(answer, g.store(), [](Json& j) { j["cut"][0] = j["cut"][1]; });
  holds_until(answer, g.store(), [](Json& j) { j["disjoint_chains"][0] = j["disjoint_chains"][1]; });
  const std::string cut = cut_json(independence(g.store(), g.claim("review.c1"), {}).value());
  holds_until(cut, g.store(), [](Json& j) { j["cut"].erase(0); });
}

TEST_CASE("impact holds, and not with a claim that stands among those that fall", "[query][verify]") {
  const Drawn g{kAffair};
  const std::string answer = to_json(impact(g.store(), g.document("wire"), {}).value());
  holds_until(answer, g.store(), [](Json& j) {
    Json fallen = j["weakened"][0];
    j["falls"].push_back(fallen);
  });
  holds_until(answer, g.store(), [](Json& j) { j["weakened"][0]["to"] = 2; });
  holds_until(answer, g.store(), [](Json& j) { j["gone"] = Json::array(); });
  holds_until(answer, g.store(), [](Json& j) { j["falls"][0]["supports"] = Json::array(); });
}

TEST_CASE("loops and drift hold, and not with another document or other words", "[query][verify]") {
  const Drawn g{kAffair};
  const std::string loops = to_json(circular(g.store(), g.document("round"), {}).value());
  holds_until(
      loops, g.store(), [&](Json& j) { j["loops"][0]["documents"][0]["id"] = to_string(NodeId{g.document("wire")}); },
      false);
  holds_until(loops, g.store(), [](Json& j) { j["loops"][0]["documents"].erase(0); });
  const std::string drifted = to_json(drift(g.store(), g.claim("post.c1"), {}).value());
  holds_until(drifted, g.store(), [](Json& j) {
    j["steps"][0]["changes"].push_back({{"kind", "number"}, {"before", "12"}, {"after", "13"}});
  });
  holds_until(
      drifted, g.store(), [](Json& j) { j["steps"][0]["from"]["text"] = "something else"; }, false);
}

TEST_CASE("gaps hold, and not with one more, one less or another", "[query][verify]") {
  const Drawn g{kAffair};
  const std::string answer = to_json(gaps(g.store(), g.claim("review.c1"), {}).value());
  holds_until(answer, g.store(), [](Json& j) { j["gaps"].erase(0); });
  holds_until(answer, g.store(), [](Json& j) { j["gaps"][0]["kind"] = "unnamed_source"; });
  holds_until(answer, g.store(),
              [&](Json& j) { j["gaps"][0]["missing"]["node"] = to_string(NodeId{g.document("report")}); });
  holds_until(
      answer, g.store(), [](Json& j) { j["chains"].erase(0); }, false);
}

TEST_CASE("a timeline holds, and not with a day, a count or a document that is another", "[query][verify]") {
  const Drawn g{
      "wire: article of Agency on 2024-04-08;"
      "report: report of Labs on 2024-04-10;"
      "review: article of Review on 2024-04-11;"
      "report.c1 -made_in-> report -issued_by-> Labs = primary;"
      "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
      "review.c1 -repeats-> wire.c1;"
      "review.c1 -repeats-> report.c1;"};
  const std::string answer = to_json(timeline(g.store(), g.claim("review.c1"), {}).value());
  REQUIRE(Json::parse(answer)["days"].size() == 3);
  holds_until(answer, g.store(), [](Json& j) { std::swap(j["days"][0], j["days"][1]); });
  holds_until(answer, g.store(), [](Json& j) { j["days"][0]["independent_sources"] = 2; });
  holds_until(answer, g.store(), [](Json& j) { j["independent_since"] = "2024-04-11"; });
  holds_until(answer, g.store(), [](Json& j) { j["days"][1]["cut"].erase(0); });
  holds_until(
      answer, g.store(), [](Json& j) { j["days"][0]["came_out"] = j["days"][2]["came_out"]; }, false);
  holds_until(
      answer, g.store(),
      [](Json& j) {
        j["days"][2]["disjoint_chains"].erase(0);
        j["days"][2]["cut"].erase(0);
        j["days"][2]["independent_sources"] = 1;
      },
      false);
}

TEST_CASE("an answer about a part of the store is held against that part", "[query][verify]") {
  const Drawn g{kAffair};
  AnalyseOptions options;
  options.trace.view.without = {g.document("report")};
  CHECK(faults(to_json(independence(g.store(), g.claim("review.c1"), options).value()), &g.store()) == 0);
  CHECK(faults(to_json(trace(g.store(), g.claim("review.c1"), options.trace).value()), &g.store()) == 0);
}

TEST_CASE("what is no answer is refused and named", "[query][verify]") {
  for (const char* text : {"", "{", "[]", "{}", "7", R"({"chains":[]})", R"({"falls":1,"weakened":[]})",
                           R"({"bottlenecks":[],"independent_sources":1,"claim":{"id":"x"},"chains":[]})"}) {
    INFO(text);
    const Result<Verification> v = verify(text, nullptr);
    REQUIRE_FALSE(v.has_value());
    CHECK(v.error().code == ErrorCode::kBadInput);
  }
}
