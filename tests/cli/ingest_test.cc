#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <sys/wait.h>

#include <catch2/catch.hpp>

#include "headwater/schema/codec.h"
#include "rocksdb_kv.h"
#include "run.h"
#include "scratch.h"
#include "texts.h"

using namespace headwater::test;

namespace {

namespace fs = std::filesystem;
using Keys = std::vector<std::string>;

Ended ingest(const Scratch& scratch, std::vector<std::string> arguments, std::string_view input = {}) {
  arguments.insert(arguments.begin(), {"ingest", "--db", "db"});
  return run(arguments, scratch.path(), input);
}

std::vector<std::string> paths(const Ended& ended) {
  std::vector<std::string> out;
  for (const Json& row : json_lines(ended.out)) {
    out.push_back((row["document"].is_null() ? row["error"] : row["document"])["path"]);
  }
  return out;
}

std::vector<std::string> statuses(const Ended& ended) {
  std::vector<std::string> out;
  for (const Json& row : json_lines(ended.out)) out.push_back(row["status"]);
  return out;
}

Json stats(const Scratch& scratch) {
  const Ended ended = run({"stats", "--db", "db", "--json"}, scratch.path());
  REQUIRE(ended.status == 0);
  return Json::parse(ended.out);
}

}  // namespace

TEST_CASE("ingest tells what became of each document, a line each", "[cli][ingest]") {
  const Scratch scratch;
  scratch.write("dam.txt", kDam);
  const Ended first =
      ingest(scratch, {"--json", "--publisher", "Lower Valley Post", "--published", "2031-05-06", "dam.txt"});
  CHECK(first.status == 0);
  const Json row = json_lines(first.out).at(0);
  CHECK(keys(row) == Keys{"document", "status", "claims", "error"});
  CHECK(keys(row["document"]) == Keys{"id", "title", "url", "path", "medium", "held"});
  CHECK(row["status"] == "added");
  CHECK(row["document"]["path"] == "dam.txt");
  CHECK(row["document"]["held"] == true);
  CHECK(row["claims"].get<int>() > 0);
  CHECK(row["error"].is_null());

  const Ended shown = run({"show", "--db", "db", "--json", row["document"]["id"]}, scratch.path());
  REQUIRE(shown.status == 0);
  const Json document = Json::parse(shown.out)["document"];
  CHECK(document["publisher"] == "Lower Valley Post");
  CHECK(document["published"] == "2031-05-06");

  // The same bytes again are the same document.
  const Ended again =
      ingest(scratch, {"--json", "--publisher", "Lower Valley Post", "--published", "2031-05-06", "dam.txt"});
  CHECK(again.status == 0);
  CHECK(statuses(again) == Keys{"unchanged"});
  CHECK(json_lines(again.out).at(0)["document"]["id"] == row["document"]["id"]);
  CHECK(stats(scratch)["documents_held"] == 1);
}

TEST_CASE("a directory is read in sorted order, hidden entries passed over, loops of links walked once",
          "[cli][ingest]") {
  const Scratch scratch;
  scratch.write("docs/b.txt", kDam);
  scratch.write("docs/a/z.txt", kMill);
  scratch.write("docs/c.txt", "The weir is open, the lock keeper said.\n");
  scratch.write("docs/.hidden.txt", "Nothing to see, nobody said.\n");
  scratch.write("docs/.git/config.txt", "Nothing to see, nobody said.\n");
  fs::create_directory_symlink("..", scratch / "docs/a/up");
  fs::create_directory_symlink("a", scratch / "docs/link");
  const Ended ended = ingest(scratch, {"--json", "docs/"});
  CHECK(ended.status == 0);
  CHECK(paths(ended) == Keys{"docs/a/z.txt", "docs/b.txt", "docs/c.txt"});
}

TEST_CASE("one bad item never ends the batch", "[cli][ingest]") {
  const Scratch scratch;
  scratch.write("docs/a.txt", kDam);
  scratch.write("docs/b.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n");
  scratch.write("docs/c.txt", "");
  scratch.write("docs/d.txt", std::string{"\0\0\0\1\2\3 junk \0\0", 14});
  scratch.write("docs/e.txt", kMill);
  fs::create_directory(scratch / "empty");
  const Ended ended = ingest(scratch, {"--json", "docs", "empty", "missing"});
  CHECK(ended.status == 3);
  CHECK(paths(ended) == Keys{"docs/a.txt", "docs/b.pdf", "docs/c.txt", "docs/d.txt", "docs/e.txt", "empty", "missing"});
  CHECK(statuses(ended) == Keys{"added", "failed", "failed", "failed", "added", "failed", "failed"});
  const std::vector<Json> rows = json_lines(ended.out);
  CHECK(rows[1]["error"]["code"] == "bad_input");
  CHECK(rows[2]["error"]["code"] == "bad_input");
  CHECK(rows[3]["error"]["code"] == "bad_input");
  CHECK(rows[5]["error"]["message"].get<std::string>().find("empty") != std::string::npos);
  CHECK(rows[6]["error"]["code"] == "not_found");
  CHECK(rows[6]["document"].is_null());
  CHECK(rows[6]["claims"] == 0);
  for (const std::string path : {"docs/b.pdf", "docs/c.txt", "docs/d.txt", "empty", "missing"}) {
    CHECK(ended.err.find(path) != std::string::npos);
  }
  CHECK(stats(scratch)["documents_held"] == 2);
}

TEST_CASE("the answer and the store are the same however many threads read", "[cli][ingest]") {
  const Scratch scratch;
  for (int i = 0; i < 40; ++i) {
    scratch.write("docs/" + std::to_string(i) + ".txt",
                  "Gate " + std::to_string(i) + " is shut, the lock keeper said on Monday.\n" + std::string(kDam));
  }
  const auto at = [&](const std::string& jobs) {
    return run({"ingest", "--db", "db" + jobs, "--json", "--jobs", jobs, "docs"}, scratch.path());
  };
  const Ended one = at("1");
  CHECK(one.status == 0);
  CHECK(json_lines(one.out).size() == 40);
  for (const std::string jobs : {"2", "7"}) {
    CHECK(at(jobs).out == one.out);
    const auto found = [&](const std::string& n) {
      return run({"search", "--db", "db" + n, "--json", "gate 17 lock keeper"}, scratch.path()).out;
    };
    CHECK(found(jobs) == found("1"));
  }
}

TEST_CASE("ingest reads standard input", "[cli][ingest]") {
  const Scratch scratch;
  const Ended ended = ingest(scratch, {"--json", "--kind", "statement", "-"}, kDam);
  CHECK(ended.status == 0);
  CHECK(paths(ended) == Keys{"-"});
}

TEST_CASE("without --json ingest writes a line a document and the sum on standard error", "[cli][ingest]") {
  const Scratch scratch;
  scratch.write("dam.txt", kDam);
  const Ended ended = ingest(scratch, {"dam.txt", "missing.txt"});
  CHECK(ended.status == 3);
  REQUIRE(lines(ended.out).size() == 2);
  CHECK(lines(ended.out)[0].find("added") == 0);
  CHECK(lines(ended.out)[1].find("failed    missing.txt") == 0);
  CHECK(ended.err.find("1 added, 0 unchanged, 0 merged, 1 failed") != std::string::npos);
  // No bar where there is no terminal.
  CHECK(ended.err.find('\r') == std::string::npos);
  CHECK(ended.err.find('\x1b') == std::string::npos);
}

TEST_CASE("whoever stops listening still gets the whole batch done", "[cli][ingest]") {
  const Scratch scratch;
  for (int i = 0; i < 30; ++i) {
    scratch.write("docs/" + std::to_string(i) + ".txt", "Gate " + std::to_string(i) + " is shut, the keeper said.\n");
  }
  Started program{{"ingest", "--db", "db", "--json", "docs"}, scratch.path()};
  program.close_output();
  CHECK(program.end().status == 0);
  CHECK(stats(scratch)["documents_held"] == 30);
}

TEST_CASE("a store in use by another process is status 4, and nothing is written", "[cli][ingest]") {
  const Scratch scratch;
  scratch.write("dam.txt", kDam);
  scratch.write("mill.txt", kMill);
  REQUIRE(ingest(scratch, {"dam.txt"}).status == 0);
  Started server{{"serve", "--write", "--db", "db"}, scratch.path()};
  REQUIRE(server.line().find("http://127.0.0.1:") == 0);
  const Ended refused = ingest(scratch, {"--json", "mill.txt"});
  CHECK(refused.status == 4);
  CHECK(refused.out.empty());
  CHECK(refused.err.find("'db'") != std::string::npos);
  // Readers are let in beside it.
  CHECK(run({"search", "--db", "db", "dam"}, scratch.path()).status == 0);
  server.signal(SIGTERM);
  CHECK(server.end().status == 0);
  CHECK(stats(scratch)["documents_held"] == 1);
  CHECK(ingest(scratch, {"mill.txt"}).status == 0);
}

TEST_CASE("a store of an unknown format version is status 4 with both versions named", "[cli][ingest]") {
  const Scratch scratch;
  scratch.write("dam.txt", kDam);
  REQUIRE(ingest(scratch, {"dam.txt"}).status == 0);
  {
    auto kv = headwater::detail::open_rocksdb(scratch / "db", headwater::detail::KvMode::kReadWrite);
    REQUIRE(kv.has_value());
    headwater::detail::KvBatch batch;
    batch.put(headwater::codec::format_key(), headwater::codec::encode_format(4711));
    REQUIRE((*kv)->write(batch, true).has_value());
  }
  for (const Ended& ended : {ingest(scratch, {"dam.txt"}), run({"search", "--db", "db", "dam"}, scratch.path()),
                             run({"check", "--db", "db"}, scratch.path())}) {
    CHECK(ended.status == 4);
    CHECK(ended.out.empty());
    CHECK(ended.err.find("4711") != std::string::npos);
    CHECK(ended.err.find(std::to_string(headwater::codec::kFormatVersion)) != std::string::npos);
  }
}

TEST_CASE("a directory that is no store is left alone", "[cli][ingest]") {
  const Scratch scratch;
  scratch.write("dam.txt", kDam);
  scratch.write("db/letter.txt", kMill);
  const Ended ended = ingest(scratch, {"dam.txt"});
  CHECK(ended.status == 4);
  CHECK(std::distance(fs::directory_iterator{scratch / "db"}, fs::directory_iterator{}) == 1);
}

TEST_CASE("a disk that fills up is status 4, and the store has what was told of, whole", "[cli][ingest]") {
  const Scratch scratch;
  for (int i = 0; i < 200; ++i) {
    std::string text{kDam};
    for (int line = 0; line < 40; ++line)
      text += "Gate " + std::to_string(100 * i + line) + " is shut, the keeper said.\n";
    scratch.write("docs/" + std::to_string(1000 + i) + ".txt", text);
  }
  // A limit on the size of files stands for the full disk.
  const std::string command = "cd '" + scratch.path() +
                              "' && ulimit -f 400 && '" HEADWATER_BINARY
                              "' ingest --json --db db docs > out.jsonl 2> err.txt";
  const int state = std::system(command.c_str());  // NOLINT
  CHECK(WEXITSTATUS(state) == 4);
  std::size_t added = 0;
  std::size_t failed = 0;
  for (const Json& row : json_lines(read_file(scratch / "out.jsonl"))) {
    added += row["status"] == "added" ? 1 : 0;
    failed += row["status"] == "failed" ? 1 : 0;
  }
  CHECK(added > 0);
  CHECK(failed > 0);
  CHECK(added + failed == 200);
  CHECK_FALSE(read_file(scratch / "err.txt").empty());
  CHECK(stats(scratch)["documents_held"] == added);
  CHECK(run({"check", "--db", "db"}, scratch.path()).status == 0);
}

TEST_CASE("killed in the middle, the store has every document that was told of, whole", "[cli][ingest]") {
  const Scratch scratch;
  for (int i = 0; i < 2000; ++i) {
    scratch.write("docs/" + std::to_string(1000 + i) + ".txt",
                  "Gate " + std::to_string(i) + " is shut, the lock keeper said.\n" + std::string(kDam));
  }
  for (int round = 0; round < 3; ++round) {
    Started program{{"ingest", "--db", "db", "--json", "docs"}, scratch.path()};
    std::vector<std::string> told;
    for (int i = 0; i < 5 + 20 * round; ++i) told.push_back(Json::parse(program.line())["document"]["id"]);
    program.signal(SIGKILL);
    CHECK(program.end().status == 128 + SIGKILL);
    const Ended check = run({"check", "--db", "db", "--json"}, scratch.path());
    CHECK(check.status == 0);
    CHECK(Json::parse(check.out)["problem_count"] == 0);
    CHECK(stats(scratch)["documents_held"].get<std::size_t>() >= told.size());
    for (const std::string& id : told) CHECK(run({"show", "--db", "db", id}, scratch.path()).status == 0);
  }
}
