// Parts of a store, and what people judged of it.
#include <catch2/catch.hpp>

#include "drawing.h"
#include "headwater/query/analyse.h"
#include "headwater/query/report.h"
#include "headwater/query/show.h"

using namespace headwater;
using headwater::test::Drawn;
using headwater::test::Lines;

namespace {

const std::string kAffair =
    "post: article of Post on 2024-04-10;"
    "wire: article of Agency on 2024-04-08;"
    "report: report of Labs on 2024-04-09;"
    "report.c1 -made_in-> report -issued_by-> Labs = primary;"
    "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
    "post.c1 -repeats-> wire.c1;"
    "post.c1 -repeats-> report.c1;";

TraceOptions as_of(const char* date) {
  TraceOptions out;
  out.view.as_of = Date::parse(date).value();
  return out;
}

std::vector<EndClass> ends(const Trace& trace) {
  std::vector<EndClass> out;
  for (const Chain& chain : trace.chains) out.push_back(chain.end.end);
  return out;
}

void judge(Drawn& g, JudgementKind kind, NodeId about, NodeId other, std::string value, bool revoked = false) {
  const Result<Judgement> done = g.store().judge({kind, about, other, std::move(value), revoked, "desk", "", 0});
  REQUIRE(done.has_value());
}

}  // namespace

TEST_CASE("as of a date, what came out later is not there", "[query][view]") {
  const Drawn g{kAffair};
  CHECK(g.trace_of("post.c1").independent_sources == 2);
  CHECK(g.trace_of("post.c1", as_of("2024-04-10")).independent_sources == 2);
  CHECK(g.trace_of("post.c1", as_of("2024-04")).independent_sources == 2);
  const Result<Trace> before = trace(g.store(), g.claim("post.c1"), as_of("2024-04-09"));
  CHECK(before.error().code == ErrorCode::kNotFound);
  CHECK(before.error().message.find("came later") != std::string::npos);
  CHECK(g.trace_of("wire.c1", as_of("2024-04-08")).chains.size() == 1);
}

TEST_CASE("what a source that is not there yet would have said is not known", "[query][view]") {
  // The paper of the 10th cites what is dated the 12th: by the 11th that is only spoken of.
  const Drawn g{
      "post: article of Post on 2024-04-10;"
      "later: report of Labs on 2024-04-12;"
      "later.c1 -made_in-> later -issued_by-> Labs = primary;"
      "post.c1 -cites-> later;"
      "post.c1 -repeats-> later.c1;"};
  CHECK(ends(g.trace_of("post.c1")) == std::vector<EndClass>{EndClass::kPrimary});
  const Trace before = g.trace_of("post.c1", as_of("2024-04-11"));
  REQUIRE(before.chains.size() == 1);
  CHECK(before.chains[0].end.end == EndClass::kReferenced);
  CHECK_FALSE(before.chains[0].end.held);
}

TEST_CASE("a document without a date counts from when it was recorded", "[query][view]") {
  const Drawn g{"wire.c1 -said_by-> Ministry = primary;"};
  CHECK_FALSE(trace(g.store(), g.claim("wire.c1"), as_of("2001")).has_value());
  CHECK(trace(g.store(), g.claim("wire.c1"), as_of("9999")).has_value());
  TraceOptions recorded;
  recorded.view.recorded_by = Date::parse("2001").value();
  CHECK_FALSE(trace(g.store(), g.claim("wire.c1"), recorded).has_value());
}

TEST_CASE("without a source its chains support nothing, and it is said how many are left out", "[query][view]") {
  const Drawn g{kAffair};
  TraceOptions options;
  options.view.without = {g.document("report")};
  const Trace some = g.trace_of("post.c1", options);
  CHECK(some.independent_sources == 1);
  CHECK(some.chains_left_out == 1);
  options.view.without = {agent_id_of("labs")};
  CHECK(g.trace_of("post.c1", options).chains_left_out == 1);
  options.view.without = {g.claim("wire.c1"), g.document("report")};
  const Trace none = g.trace_of("post.c1", options);
  CHECK(none.chains.empty());
  CHECK(none.independent_sources == 0);
}

TEST_CASE("a retraction is left out where that is asked, and comes back when it is taken back", "[query][view]") {
  Drawn g{kAffair};
  judge(g, JudgementKind::kRetraction, g.document("report"), {}, "");
  TraceOptions options;
  CHECK(g.trace_of("post.c1", options).independent_sources == 2);  // a notice withdraws nothing by itself
  options.view.without_retracted = true;
  CHECK(g.trace_of("post.c1", options).independent_sources == 1);
  judge(g, JudgementKind::kRetraction, g.document("report"), {}, "", true);
  CHECK(g.trace_of("post.c1", options).independent_sources == 2);
  // What was judged later than the store is asked for does not count.
  judge(g, JudgementKind::kRetraction, g.document("report"), {}, "");
  CHECK(g.trace_of("post.c1", options).independent_sources == 1);
}

TEST_CASE("chains through what is less reliable or credible than wanted are left out", "[query][view]") {
  Drawn g{kAffair};
  judge(g, JudgementKind::kReliability, agent_id_of("labs"), {}, "D");
  judge(g, JudgementKind::kCredibility, g.claim("wire.c1"), {}, "3");
  TraceOptions options;
  options.view.reliability = 'C';
  CHECK(g.trace_of("post.c1", options).chains_left_out == 1);
  options.view.reliability = 'D';
  CHECK(g.trace_of("post.c1", options).chains_left_out == 0);
  options.view.credibility = '2';
  CHECK(g.trace_of("post.c1", options).chains_left_out == 1);
  options.view.credibility = '3';
  CHECK(g.trace_of("post.c1", options).chains_left_out == 0);
}

TEST_CASE("two agents judged to be one are one source, and two again when that is taken back", "[query][view]") {
  Drawn g{
      "post.c1 -repeats-> wire.c1; post.c1 -repeats-> other.c1;"
      "wire.c1 -said_by-> Ministry = primary; other.c1 -said_by-> Department = primary;"};
  const NodeId ministry = agent_id_of("ministry"), department = agent_id_of("department");
  CHECK(g.trace_of("post.c1").independent_sources == 2);
  judge(g, JudgementKind::kSameAs, ministry, department, "");
  CHECK(g.trace_of("post.c1").independent_sources == 1);
  const auto shown = std::get<AgentShown>(show(g.store(), department).value());
  REQUIRE(shown.same_as.size() == 1);
  CHECK(NodeId{shown.same_as[0].id} == ministry);
  CHECK(shown.judgements.size() == 1);
  judge(g, JudgementKind::kSameAs, department, ministry, "", true);
  CHECK(g.trace_of("post.c1").independent_sources == 2);
  CHECK(std::get<AgentShown>(show(g.store(), department).value()).same_as.empty());
}

TEST_CASE("people may say that a name does not stand for a held document, whatever was found", "[query][view]") {
  Drawn g{
      "note: statement of Ministry;"
      "note.c1 -made_in-> note -issued_by-> Ministry = primary;"
      "post.c1 -said_in-> statement of Ministry -issued_by-> Ministry = primary;"
      "statement of Ministry -same_as-> note;"
      "post.c1 -resembles-> note.c1;"};
  const NodeId name = document_id_of("statement of Ministry"), note = g.document("note");
  REQUIRE(g.trace_of("post.c1").chains.size() == 1);
  CHECK(g.trace_of("post.c1").chains[0].end.held);
  judge(g, JudgementKind::kSameAs, name, note, "", true);
  CHECK_FALSE(g.trace_of("post.c1").chains[0].end.held);
  judge(g, JudgementKind::kSameAs, name, note, "");
  CHECK(g.trace_of("post.c1").chains[0].end.held);
}

TEST_CASE("a report tells what was judged by the day it is made for, and not what was judged later", "[query][view]") {
  Drawn g{"wire.c1 -said_by-> Ministry = primary;"};
  judge(g, JudgementKind::kReliability, agent_id_of("ministry"), {}, "D");
  CHECK(report(g.store(), g.claim("wire.c1"), {}).value().judged.size() == 1);
  AnalyseOptions later;
  later.trace.view.recorded_by = Date::parse("2999").value();
  CHECK(report(g.store(), g.claim("wire.c1"), later).value().judged.size() == 1);
}
