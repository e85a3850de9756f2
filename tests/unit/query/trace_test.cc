// The design's section 3 and its rulings on traces, each as a drawing. All names are invented.
#include "headwater/query/trace.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <string>

#include "drawing.h"
#include "headwater/query/json.h"

using namespace headwater;
using headwater::test::Drawn;
using headwater::test::Lines;

namespace {

// A ministry's fax to an agency, and a paper that has it from the agency.
const std::string kFax =
    "wire: article of Agency;"
    "paper: article of Post;"
    "paper.c1 -repeats-> wire.c1;"
    "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary";

std::string name(const std::string& letter, std::uint32_t number) { return letter + std::to_string(number); }

// Documents d0, d1, ... whose one or two claims restate each other at random, with loops; some have a speaker.
std::string random_drawing(std::uint32_t seed) {
  std::mt19937 random{seed};
  const auto below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
  const std::uint32_t documents = 2 + below(7);
  const auto any_claim = [&] { return name("d", below(documents)) + (below(4) == 0 ? ".c2" : ".c1"); };
  std::string out;
  for (std::uint32_t d = 0; d < documents; ++d) out += name("d", d) + ".c1;";
  for (std::uint32_t d = 0; d < documents; ++d) {
    switch (below(5)) {
      case 0:
        out += name("d", d) + ".c1 -said_by-> " + name("Body", below(3)) + " = primary;";
        break;
      case 1:
        out += name("d", d) + ".c1 -reported_by-> " + name("Outlet", below(3)) + " -said_by-> ?people = anonymous;";
        break;
      case 2:
        out += name("d", d) + ".c1 -said_in-> report of " + name("Body", below(3)) + " -issued_by-> Body0 = primary;";
        break;
      default:
        break;
    }
  }
  for (std::uint32_t edges = below(3 * documents); edges > 0; --edges) {
    const std::string from = any_claim();
    const std::string to = any_claim();
    if (from.substr(0, from.find('.')) != to.substr(0, to.find('.'))) out += from + " -repeats-> " + to + ";";
  }
  return out;
}

std::vector<NodeId> nodes(const Trace& trace) {
  std::vector<NodeId> out;
  for (const NodeName& one : trace.bottlenecks) out.push_back(one.node);
  return out;
}

}  // namespace

TEST_CASE("a speaker's own document that is not held is a primary end at the speaker", "[query][trace]") {
  const Drawn g{"paper.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary"};
  CHECK(g.chains("paper.c1") ==
        Lines{"paper.c1 -said_in-> fax of Ministry -issued_by-> Ministry => primary Ministry, fax, not held"});
  CHECK(g.trace_of("paper.c1").chains[0].end.name == "Ministry");
}

TEST_CASE("a speaker's own document that is held and has the passage is a primary end at the document",
          "[query][trace]") {
  const Drawn g{
      "note: statement of Ministry;"
      "paper.c1 -said_in-> statement of Ministry -issued_by-> Ministry = primary;"
      "paper.c1 -repeats-> note.c1;"
      "statement of Ministry -same_as-> note;"
      "note.c1 -made_in-> note -issued_by-> Ministry = primary"};
  CHECK(g.chains("paper.c1") == Lines{"paper.c1 -repeats-> note.c1 -made_in-> note => primary note, statement, held"});
  CHECK(g.trace_of("paper.c1").chains[0].end.name == "note");
  // Asked of the source itself.
  CHECK(g.chains("note.c1") == Lines{"note.c1 -made_in-> note => primary note, statement, held"});
  CHECK(g.trace_of("note.c1").independent_sources == 1);
}

TEST_CASE("a held document of the speaker without the passage counts as not held", "[query][trace]") {
  const Drawn g{
      "note: statement of Ministry; note.c1;"
      "paper.c1 -said_in-> statement of Ministry -issued_by-> Ministry = primary;"
      "statement of Ministry -same_as-> note"};
  CHECK(
      g.chains("paper.c1") ==
      Lines{
          "paper.c1 -said_in-> statement of Ministry -issued_by-> Ministry => primary Ministry, statement, not held"});
}

TEST_CASE("a body that speaks, and no document is named, is a primary end that is not held", "[query][trace]") {
  const Drawn g{"paper.c1 -said_by-> Ministry = primary"};
  CHECK(g.chains("paper.c1") == Lines{"paper.c1 -said_by-> Ministry => primary Ministry, not held"});
}

TEST_CASE("a named speaker heard by an outlet is a firsthand end at the speaker", "[query][trace]") {
  const Drawn g{"paper.c1 -reported_by-> Agency -said_by-> Orsolya = firsthand"};
  CHECK(g.chains("paper.c1") == Lines{"paper.c1 -reported_by-> Agency -said_by-> Orsolya => firsthand Orsolya"});
}

TEST_CASE("unnamed people are an anonymous end at the speaker", "[query][trace]") {
  const Drawn g{"paper.c1 -reported_by-> Times -said_by-> ?officials = anonymous"};
  CHECK(g.chains("paper.c1") == Lines{"paper.c1 -reported_by-> Times -said_by-> ?officials => anonymous ?officials"});
  CHECK(g.trace_of("paper.c1").chains[0].end.name == "officials");
}

TEST_CASE("an intermediary whose document is not held is a referenced end", "[query][trace]") {
  const Drawn named{"paper.c1 -said_by-> Times = referenced"};
  CHECK(named.chains("paper.c1") == Lines{"paper.c1 -said_by-> Times => referenced Times, not held"});
  const Drawn cited{"paper.c1 -cites-> article of Times"};
  CHECK(cited.chains("paper.c1") ==
        Lines{"paper.c1 -cites-> article of Times => referenced article of Times, article, not held"});
}

TEST_CASE("a document's own voice that cites nothing is an unattributed end at the document", "[query][trace]") {
  const Drawn g{"paper.c1"};
  CHECK(g.chains("paper.c1") == Lines{"paper.c1 -made_in-> paper => unattributed paper, article"});
  CHECK(g.trace_of("paper.c1").independent_sources == 1);
  CHECK(g.bottlenecks("paper.c1") == Lines{});
}

TEST_CASE("a chain that comes back to itself is a circular end at a document of the loop", "[query][trace]") {
  const Drawn g{"a.c1 -repeats-> b.c1; b.c1 -repeats-> a.c1"};
  CHECK(g.chains("a.c1") == Lines{"a.c1 -repeats-> b.c1 -repeats-> a.c1 => circular a, article"});
  const Trace trace = g.trace_of("a.c1");
  REQUIRE(trace.circular.size() == 1);
  CHECK(trace.circular[0].size() == 2);
}

TEST_CASE("a copy that links the speaker's own document still has it from the agency", "[query][trace]") {
  const Drawn g{
      "report: report of Ministry;"
      "wire: article of Agency;"
      "paper: article of Post;"
      "report.c1 -made_in-> report -issued_by-> Ministry = primary;"
      "wire.c1 -said_by-> Ministry = primary; wire.c1 -repeats-> report.c1;"
      "paper.c1 -said_by-> Ministry = primary; paper.c1 -repeats-> wire.c1; paper.c1 -repeats-> report.c1;"};
  const Lines chains = g.chains("paper.c1");
  REQUIRE(chains.size() == 1);
  CHECK(chains[0].find("paper.c1 -repeats-> wire.c1") == 0);
}

TEST_CASE("what a claim came through stands between it and its origin", "[query][trace]") {
  // The statement is held, and the paper's words match it as well as the wire's do.
  const Drawn g{
      "note: statement of Ministry; wire: article of Agency; paper: article of Post;"
      "paper.c1 -reported_by-> Agency -said_in-> statement of Ministry -issued_by-> Ministry = primary;"
      "wire.c1 -said_in-> statement of Ministry -issued_by-> Ministry = primary;"
      "statement of Ministry -same_as-> note;"
      "paper.c1 -repeats-> wire.c1; paper.c1 -repeats-> note.c1; wire.c1 -repeats-> note.c1;"
      "note.c1 -made_in-> note -issued_by-> Ministry = primary"};
  CHECK(g.chains("paper.c1") ==
        Lines{"paper.c1 -repeats-> wire.c1 -repeats-> note.c1 -made_in-> note => primary note, statement, held"});
  CHECK(g.bottlenecks("paper.c1") == Lines{"wire", "note"});
}

TEST_CASE("an agency whose document is not held still stands before the origin that is", "[query][trace]") {
  const Drawn g{
      "note: statement of Ministry; paper: article of Post;"
      "paper.c1 -reported_by-> Agency -said_in-> statement of Ministry -issued_by-> Ministry = primary;"
      "statement of Ministry -same_as-> note;"
      "paper.c1 -repeats-> note.c1;"
      "note.c1 -made_in-> note -issued_by-> Ministry = primary"};
  CHECK(g.chains("paper.c1") ==
        Lines{"paper.c1 -reported_by-> Agency -repeats-> note.c1 -made_in-> note => primary note, statement, held"});
  CHECK(g.bottlenecks("paper.c1") == Lines{"Agency", "note"});
}

TEST_CASE("of several hops only the nearest one that is held is gone through", "[query][trace]") {
  const Drawn g{
      "wire: article of Agency; times: article of Times; paper: article of Post;"
      "paper.c1 -reported_by-> Times -reported_by-> Agency -said_by-> Ministry = referenced;"
      "paper.c1 -repeats-> wire.c1; paper.c1 -repeats-> times.c1; times.c1 -repeats-> wire.c1;"
      "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary"};
  CHECK(g.chains("paper.c1") ==
        Lines{"paper.c1 -repeats-> times.c1 -repeats-> wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry"
              " => primary Ministry, fax, not held"});
}

TEST_CASE("a syndicated copy rests on the wire's document", "[query][trace]") {
  const Drawn g{kFax +
                "; copy: article of Gazette; copy.c1 -repeats-> wire.c1;"
                "copy.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary"};
  CHECK(g.chains("copy.c1") == Lines{"copy.c1 -repeats-> wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry"
                                     " => primary Ministry, fax, not held"});
}

TEST_CASE("in one document the claim that is most alike is the one restated", "[query][trace]") {
  const Drawn g{
      "paper.c1 -repeats 0.6-> wire.c1; paper.c1 -repeats 0.9-> wire.c2;"
      "wire.c1 -said_by-> Ministry = primary; wire.c2 -said_by-> Harbour = primary"};
  CHECK(g.chains("paper.c1") == Lines{"paper.c1 -repeats-> wire.c2 -said_by-> Harbour => primary Harbour, not held"});
}

TEST_CASE("likeness is no support", "[query][trace]") {
  const Drawn g{"paper.c1 -resembles-> wire.c1; wire.c1 -said_by-> Ministry = primary"};
  CHECK(g.chains("paper.c1") == Lines{"paper.c1 -made_in-> paper => unattributed paper, article"});
}

TEST_CASE("the document a claim was put out in is one it rests on", "[query][trace]") {
  const Drawn g{
      "note: statement of Ministry; paper.c1 -resembles-> note.c1;"
      "paper.c1 -said_in-> statement of Ministry -issued_by-> Ministry = primary;"
      "statement of Ministry -same_as-> note; note.c1 -made_in-> note -issued_by-> Ministry = primary"};
  CHECK(g.chains("paper.c1") == Lines{"paper.c1 -repeats-> note.c1 -made_in-> note => primary note, statement, held"});
}

TEST_CASE("what a claim disputes is no support", "[query][trace]") {
  const Drawn g{"paper.c1 -disputes-> wire.c1; wire.c1 -said_by-> Ministry = primary"};
  CHECK(g.chains("paper.c1") == Lines{"paper.c1 -made_in-> paper => unattributed paper, article"});
}

TEST_CASE("a claim according to both of two sources has a chain to each", "[query][trace]") {
  const Drawn held{
      "paper.c1 -repeats-> one.c1; paper.c1 -repeats-> two.c1;"
      "one.c1 -said_by-> Orsolya = firsthand; two.c1 -said_by-> Ministry = primary"};
  CHECK(held.chains("paper.c1") ==
        Lines{"paper.c1 -repeats-> one.c1 -said_by-> Orsolya => firsthand Orsolya",
              "paper.c1 -repeats-> two.c1 -said_by-> Ministry => primary Ministry, not held"});
  CHECK(held.trace_of("paper.c1").independent_sources == 2);
  CHECK(held.bottlenecks("paper.c1") == Lines{});

  const Drawn one_held{
      "paper.c1 -repeats-> one.c1; paper.c1 -cites-> one; paper.c1 -cites-> article of Times;"
      "one.c1 -said_by-> Orsolya = firsthand"};
  CHECK(one_held.chains("paper.c1") ==
        Lines{"paper.c1 -cites-> article of Times => referenced article of Times, article, not held",
              "paper.c1 -repeats-> one.c1 -said_by-> Orsolya => firsthand Orsolya"});
  CHECK(one_held.trace_of("paper.c1").independent_sources == 2);

  const Drawn none_held{"paper.c1 -cites-> article of Times; paper.c1 -cites-> article of Mail"};
  CHECK(none_held.chains("paper.c1").size() == 2);
  CHECK(none_held.trace_of("paper.c1").independent_sources == 2);
}

TEST_CASE("ends of every class but circular are sources", "[query][trace]") {
  const Drawn g{
      "paper.c1 -repeats-> a.c1; paper.c1 -repeats-> b.c1; paper.c1 -repeats-> c.c1; paper.c1 -repeats-> d.c1;"
      "paper.c1 -repeats-> e.c1; paper.c1 -repeats-> f.c1; f.c1 -repeats-> paper.c1;"
      "a.c1 -said_by-> Ministry = primary; b.c1 -said_by-> Orsolya = firsthand; c.c1 -said_by-> ?people = anonymous;"
      "d.c1 -said_by-> Times = referenced"};
  CHECK(g.trace_of("paper.c1").chains.size() == 6);
  CHECK(g.trace_of("paper.c1").independent_sources == 5);
}

TEST_CASE("chains that meet again upstream count once", "[query][trace]") {
  const Drawn g{
      "paper.c1 -repeats-> one.c1; paper.c1 -repeats-> two.c1; one.c1 -repeats-> wire.c1; two.c1 -repeats-> wire.c1;"
      "wire.c1 -said_by-> Ministry = primary"};
  CHECK(g.trace_of("paper.c1").chains.size() == 2);
  CHECK(g.trace_of("paper.c1").independent_sources == 1);
  CHECK(g.bottlenecks("paper.c1") == Lines{"wire", "Ministry"});

  // At the speaker alone.
  const Drawn speaker{
      "paper.c1 -repeats-> one.c1; paper.c1 -repeats-> two.c1;"
      "one.c1 -said_by-> Ministry = primary; two.c1 -said_by-> Ministry = primary"};
  CHECK(speaker.trace_of("paper.c1").independent_sources == 1);
  CHECK(speaker.bottlenecks("paper.c1") == Lines{"Ministry"});
}

TEST_CASE("two claims of one document are one place to meet", "[query][trace]") {
  const Drawn g{
      "paper.c1 -repeats-> one.c1; paper.c1 -repeats-> two.c1; one.c1 -repeats-> wire.c1; two.c1 -repeats-> wire.c2;"
      "wire.c1 -said_by-> Ministry = primary; wire.c2 -said_by-> Harbour = primary"};
  CHECK(g.trace_of("paper.c1").independent_sources == 1);
  CHECK(g.bottlenecks("paper.c1") == Lines{"wire"});
}

TEST_CASE("a held document and a name that was found to stand for it are one place to meet", "[query][trace]") {
  // The passage of the one is in the statement, that of the other is not.
  const Drawn g{
      "note: statement of Ministry; paper.c1 -repeats-> one.c1; paper.c1 -repeats-> two.c1;"
      "one.c1 -said_in-> statement of Ministry -issued_by-> Ministry = primary; statement of Ministry -same_as-> note;"
      "two.c1 -repeats-> note.c1; note.c1 -made_in-> note -issued_by-> Ministry = primary"};
  CHECK(g.trace_of("paper.c1").chains.size() == 2);
  CHECK(g.trace_of("paper.c1").independent_sources == 1);
  CHECK(g.bottlenecks("paper.c1") == Lines{"note"});
}

TEST_CASE("two unnamed speakers of one document are one source, of two documents two", "[query][trace]") {
  const std::string legs = "paper.c1 -repeats-> one.c1; paper.c1 -repeats-> two.c1;";
  const Drawn one{legs +
                  "one.c1 -repeats-> story.c1; two.c1 -repeats-> story.c2;"
                  "story.c1 -said_by-> ?bankers = anonymous; story.c2 -said_by-> ?lawyers = anonymous"};
  CHECK(one.trace_of("paper.c1").chains.size() == 2);
  CHECK(one.trace_of("paper.c1").independent_sources == 1);
  // Of the asked document too, which is no node of its own.
  const Drawn own{legs +
                  "one.c1 -repeats-> paper.c2; two.c1 -repeats-> paper.c3;"
                  "paper.c2 -said_by-> ?bankers = anonymous; paper.c3 -said_by-> ?lawyers = anonymous"};
  CHECK(own.trace_of("paper.c1").chains.size() == 2);
  CHECK(own.trace_of("paper.c1").independent_sources == 1);
  const Drawn two{legs + "one.c1 -said_by-> ?people = anonymous; two.c1 -said_by-> ?people = anonymous"};
  CHECK(two.trace_of("paper.c1").independent_sources == 2);
}

TEST_CASE("an unnamed and a named speaker of one document are two ends that meet in it", "[query][trace]") {
  const Drawn g{
      "paper.c1 -repeats-> one.c1; paper.c1 -repeats-> two.c1; one.c1 -repeats-> story.c1; two.c1 -repeats-> story.c2;"
      "story.c1 -said_by-> ?bankers = anonymous; story.c2 -said_by-> Orsolya = firsthand"};
  CHECK(g.trace_of("paper.c1").independent_sources == 1);
  CHECK(g.bottlenecks("paper.c1") == Lines{"story"});
}

TEST_CASE("a claim in a closed loop rests on no source", "[query][trace]") {
  const Drawn g{"a.c1 -repeats-> b.c1; b.c1 -repeats-> c.c1; c.c1 -repeats-> a.c1; reader.c1 -repeats-> b.c1"};
  for (const std::string claim : {"a.c1", "b.c1", "c.c1", "reader.c1"}) {
    CAPTURE(claim);
    const Trace trace = g.trace_of(claim);
    CHECK(trace.independent_sources == 0);
    CHECK(trace.bottlenecks.empty());
    REQUIRE(trace.circular.size() == 1);
    CHECK(trace.circular[0].size() == 3);
  }
}

TEST_CASE("a loop entered at two places is told once", "[query][trace]") {
  const Drawn g{"a.c1 -repeats-> b.c1; b.c1 -repeats-> a.c1; reader.c1 -repeats-> a.c1; reader.c1 -repeats-> b.c1"};
  CHECK(g.trace_of("reader.c1").chains.size() == 2);
  CHECK(g.trace_of("reader.c1").circular.size() == 1);
}

TEST_CASE("a document that cites another back for other claims is in no loop", "[query][trace]") {
  const Drawn g{"a.c1 -repeats-> b.c1; b.c2 -repeats-> a.c2; a.c2 -said_by-> Ministry = primary"};
  CHECK(g.trace_of("a.c1").circular.empty());
  CHECK(g.chains("a.c1") == Lines{"a.c1 -repeats-> b.c1 -made_in-> b => unattributed b, article"});
}

TEST_CASE("an open loop shows its circular end behind the real one", "[query][trace]") {
  const Drawn g{
      "a.c1 -repeats-> b.c1; b.c1 -repeats-> a.c1; b.c1 -repeats-> wire.c1; wire.c1 -said_by-> Ministry = primary"};
  const Trace trace = g.trace_of("a.c1");
  REQUIRE(trace.chains.size() == 2);
  CHECK(g.to_text(trace.chains[0]) ==
        "a.c1 -repeats-> b.c1 -repeats-> wire.c1 -said_by-> Ministry => primary Ministry, not held");
  CHECK(g.to_text(trace.chains[1]) == "a.c1 -repeats-> b.c1 -repeats-> a.c1 => circular a, article");
  CHECK(trace.independent_sources == 1);
  // The circular chain holds nothing up, so it does not have to pass.
  CHECK(g.bottlenecks("a.c1") == Lines{"b", "wire", "Ministry"});
}

TEST_CASE("the asked claim's own document and its publisher are no bottlenecks", "[query][trace]") {
  const Drawn g{kFax};
  CHECK(g.bottlenecks("paper.c1") == Lines{"wire", "fax of Ministry", "Ministry"});
  CHECK(g.bottlenecks("wire.c1") == Lines{"fax of Ministry", "Ministry"});
  const Drawn own{"note: statement of Ministry; note.c1 -said_by-> Ministry = primary"};
  CHECK(own.bottlenecks("note.c1") == Lines{});
}

TEST_CASE("a report without a speaker that is not held is the end itself", "[query][trace]") {
  const Drawn g{"paper.c1 -said_in-> report of Labs = primary"};
  CHECK(g.chains("paper.c1") ==
        Lines{"paper.c1 -said_in-> report of Labs => primary report of Labs, report, not held"});
}

TEST_CASE("a claim that is not there is not found", "[query][trace]") {
  const Drawn g{"paper.c1"};
  const Result<Trace> trace = headwater::trace(g.store(), claim_id_of(g.document("paper"), "another"), {});
  REQUIRE_FALSE(trace.has_value());
  CHECK(trace.error().code == ErrorCode::kNotFound);
  CHECK(trace.error().message.find("c") != std::string::npos);
}

TEST_CASE("the quote of a step is the text at the places of its evidence", "[query][trace]") {
  const Drawn g{kFax};
  const Trace trace = g.trace_of("paper.c1");
  REQUIRE(trace.chains.size() == 1);
  std::size_t quoted = 0;
  for (const TraceStep& step : trace.chains[0].steps) {
    const Result<std::optional<StoredText>> text = g.store().text(step.evidence.document);
    REQUIRE(text.has_value());
    REQUIRE(text->has_value());
    CHECK(step.quote == words_of((*text)->text, step.evidence.spans));
    quoted += step.quote.empty() ? 0u : 1u;
  }
  CHECK(quoted == 3);
  CHECK(trace.chains[0].steps[0].quote == "what paper.c1 says");
  CHECK(trace.chains[0].steps[1].quote == "what wire.c1 says");
}

TEST_CASE("surer chains come first, then shorter ones", "[query][trace]") {
  const Drawn g{
      "paper.c1 -repeats 0.5-> doubtful.c1; paper.c1 -repeats 0.8-> sure.c1; paper.c1 -repeats 0.8-> longer.c1;"
      "longer.c1 -repeats 1.0-> sure2.c1"};
  Lines ends;
  for (const Chain& chain : g.trace_of("paper.c1").chains) ends.push_back(chain.end.name);
  CHECK(ends == Lines{"sure", "sure2", "doubtful"});
}

TEST_CASE("a trace of random documents ends, holds together, and is the same whatever the order of writing",
          "[query][trace][property]") {
  const std::uint32_t seed = GENERATE(range(1u, 61u));
  const std::string drawing = random_drawing(seed);
  CAPTURE(seed, drawing);
  const Drawn g{drawing};
  const Drawn other{drawing, true};
  const Trace trace = g.trace_of("d0.c1");
  CHECK(to_json(trace) == to_json(g.trace_of("d0.c1")));
  CHECK(to_json(trace) == to_json(other.trace_of("d0.c1")));
  REQUIRE_FALSE(trace.truncated);
  REQUIRE_FALSE(trace.chains.empty());

  std::set<std::string> seen;
  std::set<NodeId> ends;
  for (const Chain& chain : trace.chains) {
    CAPTURE(g.to_text(chain));
    CHECK(seen.insert(g.to_text(chain)).second);
    REQUIRE_FALSE(chain.steps.empty());
    CHECK(chain.steps.front().from == NodeId{g.claim("d0.c1")});
    std::set<NodeId> claims{chain.steps.front().from};
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
      if (i > 0) CHECK(chain.steps[i].from == chain.steps[i - 1].to);
      // No claim twice but where the chain closes.
      const NodeId& to = chain.steps[i].to;
      const bool closes = chain.end.end == EndClass::kCircular && i + 1 == chain.steps.size();
      if (to.claim()) CHECK(claims.insert(to).second != closes);
    }
    if (chain.end.end != EndClass::kCircular) ends.insert(chain.end.node);
  }
  CHECK(trace.independent_sources <= ends.size());
  CHECK((trace.independent_sources == 0) == ends.empty());
  CHECK(trace.circular.empty() == std::none_of(trace.chains.begin(), trace.chains.end(),
                                               [](const Chain& c) { return c.end.end == EndClass::kCircular; }));
  if (trace.independent_sources > 1) CHECK(trace.bottlenecks.empty());

  // Bottlenecks are what is left when each support is looked through for each node.
  std::vector<NodeId> expected;
  bool first = true;
  for (const Chain& chain : trace.chains) {
    if (chain.end.end == EndClass::kCircular) continue;
    std::set<NodeId> passed;
    for (const TraceStep& step : chain.steps) {
      for (const NodeId& node : {step.from, step.to})
        passed.insert(node.claim() ? NodeId{document_of(*node.claim())} : node);
    }
    passed.erase(NodeId{g.document("d0")});
    if (first) expected.assign(passed.begin(), passed.end());
    expected.erase(
        std::remove_if(expected.begin(), expected.end(), [&](const NodeId& n) { return !passed.contains(n); }),
        expected.end());
    first = false;
  }
  std::vector<NodeId> found = nodes(trace);
  std::sort(found.begin(), found.end());
  CHECK(found == expected);
}

TEST_CASE("a bound that cuts is told, one that is just enough is not", "[query][trace]") {
  const Drawn g{
      "paper.c1 -repeats-> a.c1; paper.c1 -repeats-> b.c1; paper.c1 -repeats-> c.c1; paper.c1 -cites-> article of "
      "Times"};
  TraceOptions options;
  options.max_chains = 4;
  options.max_steps = 3;
  CHECK(g.trace_of("paper.c1", options).chains.size() == 4);
  CHECK_FALSE(g.trace_of("paper.c1", options).truncated);
  options.max_chains = 3;
  CHECK(g.trace_of("paper.c1", options).chains.size() == 3);
  CHECK(g.trace_of("paper.c1", options).truncated);
  options.max_chains = 4;
  options.max_steps = 2;
  CHECK(g.trace_of("paper.c1", options).chains.size() == 3);
  CHECK(g.trace_of("paper.c1", options).truncated);
  options.max_chains = 0;
  CHECK(g.trace_of("paper.c1", options).chains.empty());
  CHECK(g.trace_of("paper.c1", options).truncated);
}

TEST_CASE("chains beyond counting are cut at the bound", "[query][trace]") {
  // Twenty diamonds one after the other: a million chains.
  std::string drawing;
  for (std::uint32_t i = 0; i < 20; ++i) {
    for (const std::string side : {"l", "r"}) {
      drawing += name("m", i) + ".c1 -repeats-> " + name(side, i) + ".c1;";
      drawing += name(side, i) + ".c1 -repeats-> " + name("m", i + 1) + ".c1;";
    }
  }
  const Drawn g{drawing};
  const Trace trace = g.trace_of("m0.c1");
  CHECK(trace.truncated);
  CHECK(trace.chains.size() == TraceOptions{}.max_chains);
}

TEST_CASE("a chain of 5,000 documents is followed to its end", "[query][trace]") {
  constexpr std::uint32_t kDeep = 5'000;
  std::string drawing;
  for (std::uint32_t i = 0; i < kDeep; ++i) drawing += name("d", i) + ".c1 -repeats-> " + name("d", i + 1) + ".c1;";
  drawing += name("d", kDeep) + ".c1 -said_by-> Ministry = primary";
  const Drawn g{drawing};
  const Trace trace = g.trace_of("d0.c1");
  REQUIRE(trace.chains.size() == 1);
  CHECK(trace.chains[0].steps.size() == kDeep + 1);
  CHECK(trace.chains[0].end.name == "Ministry");
  CHECK(trace.independent_sources == 1);
  CHECK(trace.bottlenecks.size() == kDeep + 1);
  CHECK_FALSE(trace.truncated);
}

TEST_CASE("long chains that share their way are cut at the steps told", "[query][trace]") {
  constexpr std::uint32_t kDeep = 1'000;
  std::string drawing;
  for (std::uint32_t i = 0; i < kDeep; ++i) drawing += name("d", i) + ".c1 -repeats-> " + name("d", i + 1) + ".c1;";
  for (std::uint32_t i = 0; i < 150; ++i) drawing += name("d", kDeep) + ".c1 -repeats-> " + name("s", i) + ".c1;";
  const Drawn g{drawing};
  TraceOptions options;
  options.max_told = 150 * (kDeep + 2);
  CHECK_FALSE(g.trace_of("d0.c1", options).truncated);
  CHECK(g.trace_of("d0.c1", options).chains.size() == 150);
  CHECK(g.trace_of("d0.c1", options).independent_sources == 1);
  const Trace cut = g.trace_of("d0.c1");
  CHECK(cut.truncated);
  std::size_t told = 0;
  for (const Chain& chain : cut.chains) told += chain.steps.size();
  CHECK(told <= TraceOptions{}.max_told);
  CHECK(told > TraceOptions{}.max_told - kDeep - 2);
}
