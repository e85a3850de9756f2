#include <catch2/catch.hpp>

#include "run.h"
#include "scratch.h"
#include "texts.h"

using namespace headwater::test;

namespace {

constexpr std::string_view kText =
    "\"The gate was shut,\" said Ida Brekke. Kestrel News reported that officials said the old wall was sound.\n\n"
    "\xc3\x85se denied it.\n";

struct Folder {
  Scratch scratch;
  Folder() {
    scratch.write("gate.txt", kText);
    scratch.write(
        "page.html",
        "<!doctype html><title>Gate</title><article><h1>Gate</h1><p>Ida Brekke said the gate &amp; the lock were "
        "open all night, and that nobody had seen the key.</p></article>");
  }
  [[nodiscard]] Ended stage(const std::string& stage, std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"extract", "--stage", stage});
    return run(arguments, scratch.path());
  }
  [[nodiscard]] Json row(const std::string& stage, const std::string& path = "gate.txt") const {
    const Ended ended = this->stage(stage, {"--json", path});
    REQUIRE(ended.status == 0);
    const std::vector<Json> rows = json_lines(ended.out);
    REQUIRE(rows.size() == 1);
    return rows[0];
  }
};

using Keys = std::vector<std::string>;

std::string slice_of(const Json& span) {
  return std::string{kText.substr(span[0].get<std::size_t>(), span[1].get<std::size_t>() - span[0].get<std::size_t>())};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the stage of tokens tells each word's bytes, sentence and paragraph", "[cli][stage]") {
  const Json row = Folder{}.row("tokens");
  CHECK(keys(row) == Keys{"document", "stage", "tokens"});
  CHECK(keys(row["document"]) == Keys{"path", "text_bytes", "language"});
  CHECK(row["document"]["text_bytes"] == kText.size());
  CHECK(row["stage"] == "tokens");
  for (const Json& token : row["tokens"]) {
    CHECK(keys(token) == Keys{"span", "word", "sentence", "paragraph"});
    CHECK(slice_of(token["span"]) == token["word"]);
  }
  const Json& last = row["tokens"].back();
  CHECK(last["sentence"] == 2);
  CHECK(last["paragraph"] == 1);
}

TEST_CASE("the stage of quotes tells each quotation with and without its marks", "[cli][stage]") {
  const Json row = Folder{}.row("quotes");
  REQUIRE(row["quotes"].size() == 1);
  CHECK(slice_of(row["quotes"][0]["span"]) == "\"The gate was shut,\"");
  CHECK(slice_of(row["quotes"][0]["inner"]) == "The gate was shut,");
  CHECK(row["quotes"][0]["closed"] == true);
}

TEST_CASE("the stage of syntax hangs every token on one of its sentence, or on none", "[cli][stage]") {
  const Json row = Folder{}.row("syntax");
  const Json& tokens = row["syntax"];
  std::vector<int> roots(3);
  for (const Json& token : tokens) {
    CHECK(keys(token) == Keys{"span", "word", "sentence", "tag", "head", "label"});
    const auto sentence = token["sentence"].get<std::size_t>();
    if (token["head"].is_null()) {
      ++roots.at(sentence);
    } else {
      CHECK(tokens.at(token["head"].get<std::size_t>())["sentence"] == sentence);
    }
  }
  CHECK(roots == std::vector<int>{1, 1, 1});
  CHECK(tokens[1]["tag"] == "DT");
  CHECK(tokens[1]["label"] == "det");
}

TEST_CASE("the stage of attributions tells spans, rule and confidence", "[cli][stage]") {
  const Folder folder;
  const Json row = folder.row("attributions");
  REQUIRE(row["attributions"].size() >= 2);
  const Json& first = row["attributions"][0];
  CHECK(keys(first) == Keys{"source", "cue", "content", "form", "polarity", "hops", "rule", "confidence"});
  CHECK(slice_of(first["source"][0]) == "Ida Brekke");
  CHECK(slice_of(first["cue"][0]) == "said");
  CHECK(slice_of(first["content"][0]) == "\"The gate was shut,\"");
  CHECK(first["confidence"].get<double>() > 0.5);
  CHECK_FALSE(first["rule"].get<std::string>().empty());
  const Ended learned = folder.stage("attributions", {"--json", "--spans", "learned", "gate.txt"});
  CHECK(learned.status == 0);
  CHECK_FALSE(json_lines(learned.out).at(0)["attributions"].empty());
}

TEST_CASE("for people a stage is a table with the words in it", "[cli][stage]") {
  const Folder folder;
  const Ended tokens = folder.stage("tokens", {"gate.txt"});
  CHECK(tokens.out.find("gate.txt: 27 tokens, 3 sentences, 2 paragraphs\n") == 0);
  CHECK(has(tokens.out, "\nsentence 1, paragraph 0\n"));
  CHECK(has(tokens.out, "      2  5-9            gate\n"));
  const Ended syntax = folder.stage("syntax", {"gate.txt"});
  CHECK(has(syntax.out, "      1  The     DT     det                 2  gate\n"));
  const Ended attributions = folder.stage("attributions", {"gate.txt"});
  CHECK(has(attributions.out, "{source} <cue> [content]\n"));
  CHECK(has(attributions.out, "  [\"The gate was shut,\"] <said> {Ida Brekke}.\n"));
  CHECK(has(attributions.out, "  source   26-36          Ida Brekke\n"));
  CHECK(has(attributions.out, "  hop      attribution "));
}

TEST_CASE("a stage takes what extract takes: pages, several paths, a manifest, standard input", "[cli][stage]") {
  const Folder folder;
  const Json page = folder.row("tokens", "page.html");
  CHECK(std::any_of(page["tokens"].begin(), page["tokens"].end(), [](const Json& t) { return t["word"] == "&"; }));
  const Ended two = folder.stage("quotes", {"--json", "gate.txt", "page.html"});
  const std::vector<Json> rows = json_lines(two.out);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["document"]["path"] == "gate.txt");
  CHECK(rows[1]["document"]["path"] == "page.html");
  folder.scratch.write("all.jsonl", "{\"path\":\"page.html\"}\n{\"path\":\"missing.txt\"}\n");
  const Ended manifest = folder.stage("syntax", {"--json", "--manifest", "all.jsonl"});
  CHECK(manifest.status == 3);
  REQUIRE(json_lines(manifest.out).size() == 2);
  CHECK(json_lines(manifest.out)[1]["document"].is_null());
  const Ended piped = run({"extract", "--stage", "tokens", "--json", "-"}, folder.scratch.path(), kText);
  CHECK(json_lines(piped.out).at(0)["document"]["path"] == "-");
}

TEST_CASE("a stage gives the text it counts in where it is asked for", "[cli][stage]") {
  const Folder folder;
  const Ended ended = folder.stage("tokens", {"--json", "--with-text", "gate.txt"});
  CHECK(json_lines(ended.out).at(0)["document"]["text"] == std::string{kText});
}

TEST_CASE("what a stage cannot read is a line of its own, and no such stage is wrong usage", "[cli][stage]") {
  const Folder folder;
  folder.scratch.write("junk.txt", std::string(64, '\0'));
  const Ended ended = folder.stage("tokens", {"--json", "junk.txt", "gate.txt"});
  CHECK(ended.status == 3);
  const std::vector<Json> rows = json_lines(ended.out);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["document"].is_null());
  CHECK(rows[0]["error"]["path"] == "junk.txt");
  CHECK(folder.stage("claims", {"gate.txt"}).status == 2);
}

TEST_CASE("no control character of a document reaches the terminal by a stage", "[cli][stage]") {
  const Folder folder;
  folder.scratch.write("evil.txt", "The dam is \x1b[31msound\x07, the Ministry of Works said \"so\x1b[0m be it\".\n");
  for (const std::string stage : {"tokens", "quotes", "syntax", "attributions"}) {
    INFO(stage);
    const Ended ended = folder.stage(stage, {"evil.txt"});
    CHECK(ended.status == 0);
    CHECK(ended.out.find('\x1b') == std::string::npos);
    CHECK(ended.out.find('\x07') == std::string::npos);
    for (const Json& row : json_lines(folder.stage(stage, {"--json", "evil.txt"}).out)) CHECK_FALSE(row.is_discarded());
  }
}
