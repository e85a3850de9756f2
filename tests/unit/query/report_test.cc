#include "headwater/query/report.h"

#include <catch2/catch.hpp>

#include "affair.h"

using namespace headwater;
using namespace headwater::test;

namespace {

// The story's chain: by way of the agency to the ministry's fax.
Trace fax_trace() {
  const Extraction e = story();
  Trace trace;
  trace.claim = e.claims[0];
  trace.document = e.document;
  trace.independent_sources = 1;
  Chain chain;
  const NodeId claim = e.claims[0].id;
  const NodeId agency = e.claims[0].via[0];
  const NodeId fax = e.referenced[0].id;
  chain.steps = {
      {claim,
       Relation::kReportedBy,
       agency,
       {e.document.id, {{45, 75}}, "hand@1", 0.8},
       "in a fax to the Wending Agency",
       "The dam is sound",
       "Wending Agency"},
      {claim,
       Relation::kSaidIn,
       fax,
       {e.document.id, {{45, 53}}, "hand@1", 0.5},
       "in a fax",
       "The dam is sound",
       "fax of the Ministry of Works"},
  };
  chain.end = {EndClass::kPrimary, *e.claims[0].speaker, "Ministry of Works", Medium::kFax, false};
  trace.chains = {chain};
  return trace;
}

Report report_of(const Trace& trace) {
  Report out;
  out.trace = trace;
  return out;
}

Trace ending(std::vector<ChainEnd> ends, std::size_t independent) {
  Trace trace = fax_trace();
  trace.chains.clear();
  for (ChainEnd& end : ends) trace.chains.push_back({{}, std::move(end), {}});
  trace.independent_sources = independent;
  return trace;
}

}  // namespace

TEST_CASE("a chain reads from the reader's document to the source, with the words that show it", "[query][report]") {
  const Trace trace = fax_trace();
  CHECK(chain_text(trace, trace.chains[0]) ==
        "Lower Valley Post, \"Dam \"sound\"\", 2031-05-06\n"
        " -> came through the Wending Agency\n"
        "      \"in a fax to the Wending Agency\"\n"
        " -> put out in \"fax of the Ministry of Works\"\n"
        "      \"in a fax\"\n"
        " => ends at a fax of the Ministry of Works: primary, not held\n");
}

TEST_CASE("a document that goes by its issuer's name is told by its medium, and once", "[query][report]") {
  Trace trace = fax_trace();
  TraceStep& put_out = trace.chains[0].steps[1];
  put_out.to_name = "Ministry of Works";
  const NodeId fax = put_out.to;  // the step itself moves when another is added
  trace.chains[0].steps.push_back(
      {fax, Relation::kIssuedBy, trace.chains[0].end.node, {}, "", "Ministry of Works", "Ministry of Works"});
  CHECK(chain_text(trace, trace.chains[0]) ==
        "Lower Valley Post, \"Dam \"sound\"\", 2031-05-06\n"
        " -> came through the Wending Agency\n"
        "      \"in a fax to the Wending Agency\"\n"
        " -> put out in a fax of the Ministry of Works\n"
        "      \"in a fax\"\n"
        " => ends at a fax of the Ministry of Works: primary, not held\n");
  trace.bottlenecks = {{fax, "Ministry of Works"}, {trace.chains[0].end.node, "Ministry of Works"}};
  const std::string report = report_markdown(report_of(trace));
  const std::size_t first = report.find("- Ministry of Works\n");
  REQUIRE(first != std::string::npos);
  CHECK(report.find("- Ministry of Works\n", first + 1) == std::string::npos);
}

TEST_CASE("words that bring their quotation marks get no others", "[query][report]") {
  Trace trace = fax_trace();
  trace.chains[0].steps[0].quote = "\"sound,\" it said";
  CHECK(chain_text(trace, trace.chains[0]).find("      \"sound,\" it said\n") != std::string::npos);
}

TEST_CASE("one sentence says what a claim rests on", "[query][report]") {
  CHECK(one_sentence(fax_trace()) == "Rests on one source: a fax of the Ministry of Works, which we do not hold.");

  const AgentId kovic = agent_id_of("Kovic");
  const DocumentId post = document_id_of("post");
  const ChainEnd firsthand{EndClass::kFirsthand, kovic, "Ida Marlow", Medium::kUnknown, false};
  const ChainEnd anonymous{EndClass::kAnonymous, kovic, "two engineers", Medium::kUnknown, false};
  const ChainEnd circular{EndClass::kCircular, post, "Round and round", Medium::kArticle, true};
  CHECK(one_sentence(ending({firsthand, anonymous}, 2)) ==
        "Rests on 2 independent sources: Ida Marlow, heard at first hand; people without a name: two engineers.");
  CHECK(one_sentence(ending({circular}, 0)) == "Rests on no source: what it cites leads back to itself.");
  CHECK(one_sentence(ending({firsthand, circular}, 1)) ==
        "Rests on one source: Ida Marlow, heard at first hand. Another chain leads back to itself.");
  CHECK(one_sentence(ending({}, 0)) == "Rests on no source that was found.");
}

TEST_CASE("a trace that was cut says so in every form", "[query][report]") {
  Trace trace = fax_trace();
  trace.truncated = true;
  CHECK(one_sentence(trace).find("was cut") != std::string::npos);
  CHECK(report_markdown(report_of(trace)).find("was cut at its limits") != std::string::npos);
}

TEST_CASE("every class of end is told in words of its own", "[query][report]") {
  const AgentId someone = agent_id_of("someone");
  const DocumentId document = document_id_of("post");
  const Trace trace = fax_trace();
  const auto last_line = [&](const ChainEnd& end) {
    const std::string text = chain_text(trace, {{}, end, {}});
    return text.substr(text.find('\n') + 1);
  };
  CHECK(last_line({EndClass::kPrimary, document, "Soil survey", Medium::kReport, true}) ==
        " => ends at a report, \"Soil survey\": primary, held\n");
  CHECK(last_line({EndClass::kFirsthand, someone, "Ida Marlow", Medium::kInterview, false}) ==
        " => ends at Ida Marlow, heard at first hand in an interview: firsthand\n");
  CHECK(last_line({EndClass::kAnonymous, someone, "two engineers", Medium::kUnknown, false}) ==
        " => ends at two engineers, who are not named: anonymous\n");
  CHECK(last_line({EndClass::kReferenced, someone, "Wending Agency", Medium::kUnknown, false}) ==
        " => ends at the Wending Agency; how it knew is not said: referenced, not held\n");
  CHECK(last_line({EndClass::kUnattributed, document, "Dam news", Medium::kArticle, true}) ==
        " => ends at \"Dam news\", which says it in its own voice and cites nothing: unattributed\n");
  CHECK(last_line({EndClass::kCircular, document, "Dam news", Medium::kArticle, true}) ==
        " => comes back to itself at \"Dam news\": circular\n");
}

TEST_CASE("a report has the claim, the sentence, every step and its words", "[query][report]") {
  Trace trace = fax_trace();
  trace.bottlenecks = {{trace.chains[0].end.node, "Ministry of Works"}};
  const std::string report = report_markdown(report_of(trace));
  CHECK(report.find("> The dam is sound\n") != std::string::npos);
  CHECK(report.find(one_sentence(trace)) != std::string::npos);
  CHECK(report.find("1. Came through the Wending Agency (confidence 80 %)\n\n   > in a fax to the Wending Agency\n") !=
        std::string::npos);
  CHECK(report.find("**Ends at a fax of the Ministry of Works: primary, not held**") != std::string::npos);
  CHECK(report.find("- Ministry of Works\n") != std::string::npos);
}

TEST_CASE("no text from a document is markup of a report", "[query][report]") {
  Trace trace = fax_trace();
  trace.claim.text =
      "# not a heading <script>alert(1)</script> [link](http://x.example) **bold** `code` &amp;\n\n1. list";
  trace.document.title = "1. a list?\n# nor this";
  trace.document.publisher = "- nor a bullet";
  trace.document.url = "javascript:alert(1)";
  trace.chains[0].steps[0].quote = "> quote\n\n---";
  trace.chains[0].end.name = "_Works_ | table";
  const std::string report = report_markdown(report_of(trace));
  CHECK(
      report.find("> \\# not a heading \\<script\\>alert(1)\\</script\\> \\[link\\](http://x.example) \\*\\*bold\\*\\* "
                  "\\`code\\` \\&amp; 1. list\n") != std::string::npos);
  CHECK(report.find("<script>") == std::string::npos);
  CHECK(report.find("<javascript") == std::string::npos);
  CHECK(report.find("\\- nor a bullet") != std::string::npos);
  CHECK(report.find("1\\. a list? \\# nor this") != std::string::npos);
  CHECK(report.find("\n# nor this") == std::string::npos);
  CHECK(report.find("   > \\> quote ---\n") != std::string::npos);
  CHECK(report.find("\\_Works\\_ \\| table") != std::string::npos);
}

TEST_CASE("no text from a document can write to a terminal", "[query][report]") {
  CHECK(terminal_text("a\x1b[31mred\r\n\tb\x07") == "a [31mred b");
  CHECK(terminal_text("x\xc2\x9b"
                      "31m\xe2\x80\xaeoverride") == "x 31m override");
  CHECK(terminal_text("  caf\xc3\xa9  \xe2\x80\x9cq\xe2\x80\x9d ") == "caf\xc3\xa9 \xe2\x80\x9cq\xe2\x80\x9d");
  CHECK(terminal_text("bad \xff\xe2\x82 end") == "bad \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd end");
  CHECK(terminal_text("\xe2\x82\xac\xe2\x82\xac", 4) == "\xe2\x82\xac...");
  Trace trace = fax_trace();
  trace.document.publisher = "Post\x1b]0;title\x07";
  trace.chains[0].steps[0].quote = "\x1b[2Jgone";
  trace.chains[0].end.name = "\x1b[31m";
  CHECK(chain_text(trace, trace.chains[0]).find('\x1b') == std::string::npos);
}

TEST_CASE("long quotes are wrapped and cut", "[query][report]") {
  Trace trace = fax_trace();
  std::string quote;
  for (int i = 0; i < 500; ++i) quote += "seventy words ";
  trace.chains[0].steps[0].quote = quote;
  const std::string text = chain_text(trace, trace.chains[0]);
  CHECK(text.size() < 1000);
  CHECK(text.find("...\"") != std::string::npos);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    CHECK(end - begin <= 100);
    begin = end + 1;
  }
}
