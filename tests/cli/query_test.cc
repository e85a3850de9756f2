#include <cstdlib>
#include <filesystem>

#include <sys/wait.h>

#include <catch2/catch.hpp>

#include "run.h"
#include "scratch.h"
#include "texts.h"

using namespace headwater::test;

namespace {

using Keys = std::vector<std::string>;

const Keys kDocumentName{"id", "title", "url", "path", "medium", "held"};
const Keys kClaimName{"id", "text", "document", "content"};

// A store with two stories.
struct Affair {
  Scratch scratch;
  Affair() {
    scratch.write("dam.txt", kDam);
    scratch.write("mill.txt", kMill);
    REQUIRE(run({"ingest", "dam.txt", "mill.txt", "--published", "2031-05-06"}, scratch.path()).status == 0);
  }
  [[nodiscard]] Ended ask(const std::vector<std::string>& arguments) const { return run(arguments, scratch.path()); }
  [[nodiscard]] Json json(std::vector<std::string> arguments, int status = 0) const {
    arguments.emplace_back("--json");
    const Ended ended = ask(arguments);
    CHECK(ended.status == status);
    CHECK(lines(ended.out).size() == 1);
    return Json::parse(ended.out, nullptr, false);
  }
  [[nodiscard]] Json claim() const {
    return json({"search", "Nobody in the lower valley needs to leave"})["claims"][0];
  }
};

}  // namespace

TEST_CASE("search gives the contract's shape, and status 1 with an empty answer", "[cli][search]") {
  const Affair affair;
  const Json found = affair.json({"search", "--limit", "5", "ministry", "of", "works"});
  CHECK(keys(found) == Keys{"claims", "documents", "agents", "truncated", "corrected", "next"});
  const Json claim = affair.claim();
  Keys of_claim = kClaimName;
  of_claim.insert(of_claim.end(), {"snippet", "hits"});
  CHECK(keys(claim) == of_claim);
  CHECK(keys(claim["document"]) == kDocumentName);
  CHECK(claim["document"]["path"] == "dam.txt");

  const Ended nothing = affair.ask({"search", "zyxwv"});
  CHECK(nothing.status == 1);
  CHECK(nothing.out.empty());
  CHECK(nothing.err.find("zyxwv") != std::string::npos);
  CHECK(affair.json({"search", "zyxwv"}, 1).dump() ==
        R"({"claims":[],"documents":[],"agents":[],"truncated":false,"corrected":[],"next":null})");
}

TEST_CASE("words that look like options, lists and verbs are words", "[cli][search]") {
  const Affair affair;
  const std::string id = affair.claim()["id"];
  const auto first = [&](const std::vector<std::string>& words) {
    std::vector<std::string> arguments{"search"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    arguments.insert(arguments.begin() + 1, "--json");
    const Json found = Json::parse(affair.ask(arguments).out, nullptr, false);
    return found["claims"].empty() ? "" : found["claims"][0]["id"].get<std::string>();
  };
  CHECK(first({"- lower valley needs to leave"}) == id);
  CHECK(first({"[lower valley, needs to leave]"}) == id);
  CHECK(first({"--", "-lower", "valley"}) == id);
  CHECK(first({"lower", "valley", "needs", "to", "leave"}) == id);
  CHECK(affair.ask({"search", "trace", "valley"}).status == 0);
}

TEST_CASE("a search is narrowed, paged and put right by options of the server's names", "[cli][search]") {
  const Affair affair;
  const auto texts = [&](std::vector<std::string> options) {
    std::vector<std::string> arguments{"search"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Ended ended = affair.ask([&] {
      std::vector<std::string> all = arguments;
      all.emplace_back("--json");
      return all;
    }());
    std::vector<std::string> out;
    const Json found = Json::parse(ended.out, nullptr, false);
    for (const Json& claim : found["claims"]) out.push_back(claim["text"]);
    CHECK(ended.status == (out.empty() && found["documents"].empty() && found["agents"].empty() ? 1 : 0));
    return out;
  };
  const std::string dam = "The dam above Wending is sound";
  CHECK(texts({"dam", "fire"}).size() == 3);
  CHECK(texts({"dam", "fire", "--agent", "Ministry of Works"}) == std::vector<std::string>{dam});
  CHECK(texts({"dam", "fire", "--agent", "Ministyr of Works"}) == std::vector<std::string>{dam});
  CHECK(texts({"dam", "fire", "--medium", "fax"}) == std::vector<std::string>{dam});
  CHECK(texts({"dam", "fire", "--end", "circular"}).empty());
  CHECK(texts({"dam", "fire", "--since", "2031-05-07"}).empty());
  CHECK(texts({"dam", "fire", "--since", "2031-05", "--until", "2031-05-06"}).size() == 3);
  CHECK(texts({"dam", "fire", "--outlet", "Nobody's Paper"}).empty());
  CHECK(texts({"\"dam above\""}) == std::vector<std::string>{dam});
  CHECK(texts({"\"above dam\""}).empty());

  const Ended page = affair.ask({"search", "--limit", "1", "dam", "fire"});
  const std::size_t at = page.out.find("--after ");
  REQUIRE(at != std::string::npos);
  const std::string next = page.out.substr(at + 8, page.out.find('\n', at) - at - 8);
  const std::vector<std::string> first = texts({"--limit", "1", "dam", "fire"});
  const std::vector<std::string> second = texts({"--limit", "1", "--after", next, "dam", "fire"});
  REQUIRE(first.size() == 1);
  REQUIRE(second.size() == 1);
  CHECK(first != second);

  const Ended corrected = affair.ask({"search", "Ministyr"});
  CHECK(corrected.out.starts_with("\"ministyr\" is not in this store; looked for \"ministry\"\n"));
  for (const std::vector<std::string>& wrong :
       std::vector<std::vector<std::string>>{{"--medium", "telegram"},
                                             {"--end", "open"},
                                             {"--since", "May"},
                                             {"--after", "2"},
                                             {"--agent", "d0123456789abcdef"}}) {
    std::vector<std::string> arguments{"search", "dam"};
    arguments.insert(arguments.end(), wrong.begin(), wrong.end());
    CHECK(affair.ask(arguments).status == 2);
  }
}

TEST_CASE("search without a letter or digit is wrong usage", "[cli][search]") {
  const Affair affair;
  CHECK(affair.ask({"search", "..."}).status == 2);
  CHECK(affair.ask({"search", ""}).status == 2);
}

TEST_CASE("show takes every id that any answer has", "[cli][show]") {
  const Affair affair;
  const Json claim = affair.claim();
  const Json shown = affair.json({"show", claim["id"]});
  CHECK(keys(shown) == Keys{"claim", "repeats", "repeated_by", "disputes", "disputed_by", "judgements"});
  CHECK(shown["claim"]["text"] == claim["text"]);
  const Json document = affair.json({"show", claim["document"]["id"]});
  CHECK(keys(document) == Keys{"document", "citations", "cited_by", "claims", "same_as", "judgements"});
  CHECK(document["document"]["published"] == "2031-05-06");
  CHECK(document["claims"].size() >= 2);
  REQUIRE(shown["claim"]["speaker"].is_object());
  const Json agent = affair.json({"show", shown["claim"]["speaker"]["id"]});
  CHECK(keys(agent) == Keys{"agent", "names", "same_as", "claims", "judgements"});
  CHECK_FALSE(agent["claims"].empty());

  for (const std::string& id : {claim["id"].get<std::string>(), claim["document"]["id"].get<std::string>(),
                                shown["claim"]["speaker"]["id"].get<std::string>()}) {
    const Ended text = affair.ask({"show", id});
    CHECK(text.status == 0);
    CHECK(text.out.find(id) != std::string::npos);
  }
}

TEST_CASE("an id the store does not have is status 1", "[cli][show]") {
  const Affair affair;
  for (const std::string id : {"d0123456789abcdef", "a0123456789abcdef", "c0123456789abcdef01234567"}) {
    const Ended ended = affair.ask({"show", id});
    CHECK(ended.status == 1);
    CHECK(ended.out.empty());
    CHECK(ended.err.find(id) != std::string::npos);
  }
  CHECK(affair.ask({"trace", "c0123456789abcdef01234567"}).status == 1);
}

TEST_CASE("trace takes a claim's id or words of it", "[cli][trace]") {
  const Affair affair;
  const Json claim = affair.claim();
  const Json trace = affair.json({"trace", claim["id"]});
  CHECK(keys(trace) == Keys{"claim", "chains", "independent_sources", "bottlenecks", "circular", "chains_left_out",
                            "view", "truncated"});
  CHECK(keys(trace["claim"]) == kClaimName);
  CHECK(trace["claim"]["id"] == claim["id"]);
  REQUIRE_FALSE(trace["chains"].empty());
  CHECK(keys(trace["chains"][0]) == Keys{"steps", "end", "through"});
  CHECK(keys(trace["chains"][0]["end"]) == Keys{"class", "node", "name", "medium", "held", "not_found_in"});
  CHECK(affair.json({"trace", "lower valley needs to leave"}) == trace);

  const Ended text = affair.ask({"trace", "lower", "valley", "needs", "to", "leave"});
  CHECK(text.status == 0);
  CHECK(text.out.find("Nobody in the lower valley needs to leave") != std::string::npos);
  CHECK(text.out.find(" => ") != std::string::npos);
  CHECK(text.out.find('\x1b') == std::string::npos);

  const Ended nothing = affair.ask({"trace", "zyxwv"});
  CHECK(nothing.status == 1);
  CHECK(nothing.out.empty());
}

TEST_CASE("what a person judged stands beside what documents say, and can be taken back", "[cli][judge]") {
  const Affair affair;
  const std::string document = affair.claim()["document"]["id"], claim = affair.claim()["id"];
  const Json written = affair.json({"judge", "retraction", document, "--by", "Ada Lind", "--reason", "withdrawn"});
  CHECK(keys(written) == Keys{"kind", "about", "other", "value", "revoked", "by", "reason", "recorded", "sequence"});
  CHECK(written["about"] == document);
  CHECK(affair.json({"show", document})["judgements"][0] == written);
  CHECK(affair.ask({"show", document}).out.find("retraction, by Ada Lind: withdrawn") != std::string::npos);
  CHECK(affair.json({"trace", claim})["chains_left_out"] == 0);
  CHECK(affair.json({"trace", claim, "--without-retracted"})["chains_left_out"] > 0);
  CHECK(affair.ask({"judge", "retraction", document, "--by", "desk", "--revoke"}).status == 0);
  CHECK(affair.json({"trace", claim, "--without-retracted"})["chains_left_out"] == 0);

  CHECK(affair.ask({"judge", "retraction", document}).status == 2);
  CHECK(affair.ask({"judge", "opinion", document, "--by", "desk"}).status == 2);
  CHECK(affair.ask({"judge", "reliability", document, "Z", "--by", "desk"}).status == 2);
  CHECK(affair.ask({"judge", "retraction", "d0123456789abcdef", "--by", "desk"}).status == 1);
  CHECK(affair.ask({"judge", "retraction", document, "--by", "desk", "--db", "none"}).status == 4);
}

TEST_CASE("answers are verified, and a spoiled one is told", "[cli][verify]") {
  const Affair affair;
  const std::string claim = affair.claim()["id"];
  for (const std::vector<std::string>& question : {std::vector<std::string>{"trace", claim},
                                                   {"analyse", "independence", claim},
                                                   {"analyse", "cut", claim},
                                                   {"analyse", "bottlenecks", claim},
                                                   {"analyse", "drift", claim}}) {
    std::vector<std::string> asked = question;
    asked.emplace_back("--json");
    const std::string answer = affair.ask(asked).out;
    affair.scratch.write("answer.json", answer);
    CHECK(affair.ask({"verify", "answer.json"}).status == 0);
    CHECK(affair.ask({"verify", "answer.json", "--alone"}).out.find(" 0 wrong") != std::string::npos);
  }
  Json spoiled = affair.json({"analyse", "independence", claim});
  spoiled["independent_sources"] = 7;
  affair.scratch.write("answer.json", spoiled.dump());
  CHECK(affair.ask({"verify", "answer.json"}).status == 3);
  CHECK(affair.ask({"verify", "dam.txt"}).status == 3);
  CHECK(affair.ask({"verify", "none.json"}).status != 0);
}

TEST_CASE("questions are asked of the store as it stood", "[cli][analyse]") {
  const Affair affair;
  const std::string claim = affair.claim()["id"];
  CHECK(affair.json({"analyse", "timeline", claim})["days"].size() == 1);
  CHECK(affair.ask({"trace", claim, "--as-of", "2031-05-05"}).status == 1);
  CHECK(affair.ask({"trace", claim, "--as-of", "2031-05-06"}).status == 0);
  CHECK(affair.ask({"trace", claim, "--as-of", "soon"}).status == 2);
  CHECK(affair.ask({"trace", claim, "--without", "soon"}).status == 2);
  CHECK(affair.ask({"analyse", "gaps", claim, "--as-of", "2031-05-06"}).out.find("(as it stood on 2031-05-06)") == 0);
}

TEST_CASE("report has a form for each reader", "[cli][report]") {
  const Affair affair;
  const std::string id = affair.claim()["id"];
  const Ended markdown = affair.ask({"report", id});
  CHECK(markdown.status == 0);
  CHECK(markdown.out.find("# ") == 0);
  CHECK(affair.ask({"report", id, "--format", "md"}).out == markdown.out);
  Json json = affair.json({"report", id});
  CHECK(affair.ask({"report", id, "--format", "json"}).out == affair.ask({"report", id, "--json"}).out);
  CHECK(json["sentence"].is_string());
  const Json trace = affair.json({"trace", id});
  for (const auto& [key, value] : trace.items()) CHECK(json[key] == value);
  CHECK(affair.ask({"report", id, "--format", "html"}).out.find("<!doctype html>") == 0);
  CHECK(affair.ask({"report", id, "--format", "svg"}).out.find("<svg ") == 0);
  CHECK(affair.ask({"report", id, "--format", "dot"}).out.find("digraph ") == 0);
  CHECK(affair.ask({"report", id, "--format", "pdf"}).status == 2);
}

TEST_CASE("what is exported comes back, and what cannot be read is told by its line", "[cli][interchange]") {
  const Affair affair;
  const std::string document = affair.claim()["document"]["id"];
  CHECK(affair.ask({"judge", "marking", document, "TLP:RED", "--by", "desk"}).status == 0);
  const Ended some = affair.ask({"export"});
  CHECK(some.status == 0);
  CHECK(some.err.find("1 documents are left out") != std::string::npos);
  CHECK(some.out.find(document) == std::string::npos);
  const Ended all = affair.ask({"export", "--marking", "TLP:RED"});
  affair.scratch.write("all.ndjson", all.out);
  CHECK(affair.ask({"import", "--db", "copy", "all.ndjson"}).out == "2 documents and 1 judgements imported\n");
  CHECK(affair.ask({"export", "--db", "copy", "--marking", "TLP:RED"}).out == all.out);
  CHECK(affair.ask({"export", "--marking", "SECRET"}).status == 2);
  affair.scratch.write("bad.ndjson", lines(all.out)[0] + "\n{\"document\":{}}\n");
  const Ended bad = affair.ask({"import", "--db", "other", "bad.ndjson"});
  CHECK(bad.status == 3);
  CHECK(bad.err.find("bad.ndjson, line 2: import: \"id\": wanted a value") != std::string::npos);
}

TEST_CASE("query prints rows for people and tables for programs", "[cli][match]") {
  const Affair affair;
  const std::string who = "MATCH (c:claim)-[:made_in]->(d) RETURN d.title AS title, count(*) AS claims ORDER BY title";
  const Json table = affair.json({"query", who});
  CHECK(keys(table) == Keys{"columns", "rows", "truncated"});
  CHECK(table["columns"] == Json({"title", "claims"}));
  REQUIRE(table["rows"].size() == 2);
  CHECK(table["truncated"] == false);
  const Ended told = affair.ask({"query", who});
  CHECK(told.status == 0);
  REQUIRE(lines(told.out).size() == 3);
  CHECK(lines(told.out)[0].find("title") == 0);
  CHECK(lines(told.out)[1].find(table["rows"][0][0].get<std::string>().substr(0, 20)) == 0);
  const Ended cut = affair.ask({"query", "--limit", "1", who});
  CHECK(lines(cut.out).size() == 2);
  CHECK(cut.err.find("there is more than this") != std::string::npos);
  const Ended none = affair.ask({"query", "MATCH (c:claim {end: 'circular'}) RETURN c"});
  CHECK(none.status == 1);
  CHECK(none.out.empty());
  const Ended wrong = affair.ask({"query", "MATCH (c:claim RETURN c"});
  CHECK(wrong.status == 2);
  CHECK(wrong.err.find("query, at byte 16: wanted \")\", found \"RETURN\"") != std::string::npos);
}

TEST_CASE("stats counts and check verifies", "[cli][care]") {
  const Affair affair;
  const Json stats = affair.json({"stats"});
  CHECK(keys(stats) == Keys{"documents_held", "documents_referenced", "claims", "agents", "edges", "judgements",
                            "bytes_on_disk", "format_version"});
  CHECK(stats["documents_held"] == 2);
  const Json check = affair.json({"check"});
  CHECK(keys(check) == Keys{"stats", "problem_count", "problems"});
  CHECK(check["problem_count"] == 0);
  CHECK(affair.ask({"check"}).out.find("no problem was found") != std::string::npos);
  CHECK(affair.ask({"stats"}).out.find("documents held") == 0);
}

TEST_CASE("a backup restored is the store", "[cli][care]") {
  const Affair affair;
  const Json backed = affair.json({"backup", "kept"});
  CHECK(backed["documents_held"] == 2);
  const std::string id = affair.claim()["id"];
  const std::string trace = affair.ask({"trace", id, "--json"}).out;
  std::filesystem::remove_all(affair.scratch / "headwater.db");
  CHECK(affair.ask({"restore", "kept"}).out.find("no problem was found") != std::string::npos);
  CHECK(affair.ask({"trace", id, "--json"}).out == trace);
  // Neither writes over anything.
  for (const char* verb : {"backup", "restore"}) {
    const Ended again = affair.ask({verb, "kept"});
    CHECK(again.status != 0);
    CHECK(again.out.empty());
  }
  CHECK(affair.ask({"backup"}).status == 2);
  CHECK(affair.ask({"restore", "nowhere", "--db", "other"}).status == 4);
}

TEST_CASE("results that cannot be written are status 4", "[cli]") {
  const Affair affair;
  // A shell is only there to point standard output at a full device.
  const std::string command =
      "cd '" + affair.scratch.path() + "' && '" HEADWATER_BINARY "' search dam > /dev/full 2> full.txt";
  const int state = std::system(command.c_str());  // NOLINT
  CHECK(WEXITSTATUS(state) == 4);
  CHECK(read_file(affair.scratch / "full.txt").find("cannot write the results") != std::string::npos);
}
