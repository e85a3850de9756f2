#include <catch2/catch.hpp>

#include "run.h"
#include "scratch.h"
#include "texts.h"

using namespace headwater::test;

namespace {

struct Folder {
  Scratch scratch;
  Folder() {
    scratch.write("dam.txt", kDam);
    scratch.write("mill.txt", kMill);
    scratch.write("empty.txt", "");
    scratch.write("junk.txt", std::string{"\0\x01\x02\0\xfe\xff\0junk", 11});
    scratch.write(
        "broken.txt",
        "The dam is sound — “quite sound” — the café’s guests were told by the ministry. Here is a \xff byte.\n");
  }
  [[nodiscard]] Ended extract(std::vector<std::string> arguments, std::string_view input = {}) const {
    arguments.insert(arguments.begin(), "extract");
    return run(arguments, scratch.path(), input);
  }
};

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("extract prints one object a line, a document each, in the order given", "[cli][extract]") {
  const Folder folder;
  const Ended ended = folder.extract({"--json", "mill.txt", "dam.txt", "mill.txt"});
  CHECK(ended.status == 0);
  CHECK(ended.err.empty());
  const std::vector<Json> rows = json_lines(ended.out);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["document"]["path"] == "mill.txt");
  CHECK(rows[1]["document"]["path"] == "dam.txt");
  CHECK(rows[2] == rows[0]);
  CHECK(keys(rows[1]) == Keys{"document", "citations", "claims"});
  CHECK(keys(rows[1]["document"]) == Keys{"id",          "kind",        "format",   "title",     "publisher",
                                          "authors",     "published",   "updated",  "retrieved", "url",
                                          "copy_of",     "family",      "language", "sha256",    "text_bytes",
                                          "behind_wall", "boilerplate", "path",     "encoding",  "links"});
  REQUIRE_FALSE(rows[1]["claims"].empty());
  CHECK(keys(rows[1]["claims"][0]) == Keys{"id", "content", "source", "cue", "text", "form", "polarity", "certainty",
                                           "speaker", "origin", "via", "end", "confidence"});
}

TEST_CASE("extract makes no store", "[cli][extract]") {
  const Folder folder;
  CHECK(folder.extract({"--db", "made.db", "dam.txt"}).status == 0);
  CHECK_FALSE(std::filesystem::exists(folder.scratch / "made.db"));
  CHECK_FALSE(std::filesystem::exists(folder.scratch / "headwater.db"));
}

TEST_CASE("options of extract reach the document, wherever they stand", "[cli][extract]") {
  const Folder folder;
  const Ended ended = folder.extract({"dam.txt", "--published", "2031-05-06", "--kind", "report", "--json", "--url",
                                      "https://post.example/dam", "--format", "text", "--with-text"});
  REQUIRE(ended.status == 0);
  const Json document = json_lines(ended.out).at(0)["document"];
  CHECK(document["published"] == "2031-05-06");
  CHECK(document["kind"] == "report");
  CHECK(document["format"] == "text");
  CHECK(document["url"] == "https://post.example/dam");
  CHECK(document["text"] == std::string{kDam});
  REQUIRE_FALSE(document["map"].empty());
  CHECK(document["map"][0].size() == 4);
}

TEST_CASE("what cannot be read is a line of its own and never ends the batch", "[cli][extract]") {
  const Folder folder;
  const Ended ended = folder.extract({"--json", "dam.txt", "missing.txt", "empty.txt", "junk.txt", ".", "mill.txt"});
  CHECK(ended.status == 3);
  const std::vector<Json> rows = json_lines(ended.out);
  REQUIRE(rows.size() == 6);
  const std::vector<std::pair<std::string, std::string>> wanted{
      {"missing.txt", "not_found"}, {"empty.txt", "bad_input"}, {"junk.txt", "bad_input"}, {".", "bad_input"}};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Json& row = rows[i + 1];
    const auto& [path, code] = wanted[i];
    INFO(path);
    CHECK(row["document"].is_null());
    CHECK(keys(row) == Keys{"document", "error"});
    CHECK(keys(row["error"]) == Keys{"code", "message", "path"});
    CHECK(row["error"]["code"] == code);
    CHECK(row["error"]["path"] == path);
    CHECK(row["error"]["message"].get<std::string>().find(path) != std::string::npos);
    CHECK(ended.err.find("headwater: " + row["error"]["message"].get<std::string>()) != std::string::npos);
  }
  CHECK(rows[5]["document"]["path"] == "mill.txt");
}

TEST_CASE("broken UTF-8 is read with replacement and reported", "[cli][extract]") {
  const Folder folder;
  const Ended ended = folder.extract({"--json", "--with-text", "broken.txt"});
  CHECK(ended.status == 0);
  CHECK(ended.err.find("headwater: broken.txt: warning: ") == 0);
  const std::vector<Json> rows = json_lines(ended.out);
  REQUIRE(rows.size() == 1);
  REQUIRE_FALSE(rows[0].is_discarded());
  CHECK(rows[0]["document"]["text"].get<std::string>().find("The dam is sound") == 0);
}

TEST_CASE("extract reads standard input", "[cli][extract]") {
  const Folder folder;
  const Ended ended = folder.extract({"--json", "-"}, kDam);
  REQUIRE(ended.status == 0);
  const Json row = json_lines(ended.out).at(0);
  CHECK(row["document"]["path"] == "-");
  CHECK(row["document"]["text_bytes"] == kDam.size());
}

TEST_CASE("a manifest gives one line for every line, in its order", "[cli][extract]") {
  const Folder folder;
  folder.scratch.write("sub/dam.txt", kDam);
  folder.scratch.write("sub/pages.jsonl",
                       "{\"path\":\"dam.txt\",\"published\":\"2031-05-06\",\"kind\":\"statement\",\"note\":7}\n"
                       "{\"path\":\"../missing.txt\"}\n"
                       "this is not JSON\n"
                       "{\"path\":\"dam.txt\",\"kind\":\"poem\"}\n"
                       "[1]\n"
                       "\n"
                       "{\"path\":7}\n"
                       "{\"path\":\"../mill.txt\",\"url\":\"https://mill.example/\",\"published\":null}");
  const Ended ended = folder.extract({"--json", "--manifest", "sub/pages.jsonl", "--published", "2030-01-01"});
  CHECK(ended.status == 3);
  const std::vector<Json> rows = json_lines(ended.out);
  REQUIRE(rows.size() == 8);
  CHECK(rows[0]["document"]["path"] == "dam.txt");
  CHECK(rows[0]["document"]["published"] == "2031-05-06");
  CHECK(rows[0]["document"]["kind"] == "statement");
  for (std::size_t i = 1; i <= 6; ++i) {
    INFO(i);
    CHECK(rows[i]["document"].is_null());
  }
  CHECK(rows[1]["error"]["code"] == "not_found");
  CHECK(rows[1]["error"]["path"] == "../missing.txt");
  CHECK(rows[3]["error"]["path"] == "dam.txt");
  CHECK(rows[3]["error"]["message"].get<std::string>().find("line 4") != std::string::npos);
  CHECK(rows[7]["document"]["url"] == "https://mill.example/");
  CHECK(rows[7]["document"]["published"] == "2030-01-01");
}

TEST_CASE("a manifest on standard input is answered a line at a time", "[cli][extract]") {
  const Folder folder;
  Started program{{"extract", "--json", "--manifest", "-"}, folder.scratch.path()};
  program.write("{\"path\":\"dam.txt\"}\n");
  // The answer comes while the input is still open.
  CHECK(Json::parse(program.line())["document"]["path"] == "dam.txt");
  program.write("{\"path\":\"missing.txt\"}\n");
  CHECK(Json::parse(program.line())["error"]["path"] == "missing.txt");
  program.write("{\"path\":\"mill.txt\"}\n");
  CHECK(Json::parse(program.line())["document"]["path"] == "mill.txt");
  const Ended ended = program.end();
  CHECK(ended.status == 3);
  CHECK(ended.out.empty());
}

TEST_CASE("a missing manifest is bad input", "[cli][extract]") {
  const Folder folder;
  const Ended ended = folder.extract({"--json", "--manifest", "none.jsonl"});
  CHECK(ended.status == 3);
  CHECK(ended.out.empty());
  CHECK(ended.err.find("none.jsonl") != std::string::npos);
}

TEST_CASE("a file over the limit is refused without being held", "[cli][extract]") {
  const Folder folder;
  const std::string path = folder.scratch.write("large.txt", "x");
  std::filesystem::resize_file(path, std::uintmax_t{40} << 30);  // a hole, no bytes on disk
  const Ended ended = folder.extract({"--json", "large.txt", "dam.txt"});
  CHECK(ended.status == 3);
  const std::vector<Json> rows = json_lines(ended.out);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["error"]["code"] == "too_large");
  CHECK(rows[1]["document"]["path"] == "dam.txt");
}

TEST_CASE("a reader that goes away is no error, and nothing is said of it", "[cli][extract]") {
  const Folder folder;
  std::vector<std::string> arguments{"extract", "--json"};
  for (int i = 0; i < 500; ++i) arguments.emplace_back(i % 2 == 0 ? "dam.txt" : "mill.txt");
  Started program{arguments, folder.scratch.path()};
  CHECK_FALSE(program.line().empty());
  program.close_output();
  const Ended ended = program.end();
  CHECK(ended.status == 0);
  CHECK(ended.err.empty());
}

TEST_CASE("without --json extract is a listing for people, without control characters", "[cli][extract]") {
  const Folder folder;
  folder.scratch.write("evil.txt", "The dam is \x1b[31msound\x07, the Ministry of Works said.\n");
  const Ended ended = folder.extract({"dam.txt", "evil.txt", "--with-text"});
  CHECK(ended.out.find("dam.txt\n") == 0);
  CHECK(ended.out.find("Nobody in the lower valley needs to leave") != std::string::npos);
  CHECK(ended.out.find('{') == std::string::npos);
  CHECK(ended.out.find('\x1b') == std::string::npos);
  CHECK(ended.out.find('\x07') == std::string::npos);
}
