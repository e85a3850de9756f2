// Batches of many kinds: every good document in, every bad one listed, broken off and taken up again.
#include <csignal>
#include <string>

#include <catch2/catch.hpp>

#include "progress.h"
#include "run.h"
#include "scratch.h"

using namespace headwater::test;

namespace {

std::string story(int n) {
  return "Gate " + std::to_string(n) +
         " of the lock was shut on Monday, the Calder Port Authority said. It opened on day " + std::to_string(n) +
         ", Ada Lind told the Calder Courier.\n";
}

// A folder of texts, pages, feeds, mails and lines; every twentieth document is broken.
struct Mixed {
  Scratch scratch;
  std::size_t good = 0, bad = 0;

  explicit Mixed(int count) {
    std::string lines, items;
    for (int n = 0; n < count; ++n) {
      const std::string name = "docs/" + std::to_string(n % 7) + "/" + std::to_string(n);
      const bool broken = n % 20 == n / 20 % 5;  // of every kind
      ++(broken ? bad : good);
      switch (n % 5) {
        case 0:
          scratch.write(name + ".txt", broken ? std::string("\0\1\2", 3) : story(n));
          break;
        case 1:
          scratch.write(name + ".html", broken ? "" : "<html><body><p>" + story(n) + "</p></body></html>");
          break;
        case 2:
          scratch.write(name + ".eml", broken ? "\n\n"
                                              : "From: a@port.example\nSubject: " + std::to_string(n) +
                                                    "\nDate: Tue, 06 May 2031 09:05:33 +0200\n\n" + story(n));
          break;
        case 3:
          lines += broken ? "{broken\n" : Json{{"text", story(n)}}.dump() + "\n";
          break;
        default:
          items += "<item><title>Gate</title><guid>https://port.example/" + std::to_string(n) + "</guid><description>" +
                   story(n) + "</description></item>";
          if (broken) --bad, ++good;
          break;
      }
    }
    scratch.write("docs/lines.jsonl", lines);
    scratch.write("docs/feed.xml", "<rss version=\"2.0\"><channel><title>Port</title>" + items + "</channel></rss>");
  }
  [[nodiscard]] Ended ingest(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"ingest", "--db", "db", "--json", "docs"});
    return run(more, scratch.path());
  }
};

std::size_t count(const std::vector<Json>& rows, const std::string& status) {
  std::size_t n = 0;
  for (const Json& row : rows) n += row.value("status", "") == status ? 1 : 0;
  return n;
}

}  // namespace

TEST_CASE("a batch takes in all good documents and lists each bad one with its reason", "[cli][ingest][batch]") {
  const Mixed mixed{200};
  const Ended ended = mixed.ingest({"--errors", "errors.jsonl"});
  CHECK(ended.status == 3);
  const std::vector<Json> rows = json_lines(ended.out);
  CHECK(count(rows, "added") == mixed.good);
  CHECK(count(rows, "failed") == mixed.bad);
  const std::vector<Json> errors = json_lines(read_file(mixed.scratch / "errors.jsonl"));
  REQUIRE(errors.size() == mixed.bad);
  for (const Json& error : errors) {
    CHECK_FALSE(error["error"]["path"].get<std::string>().empty());
    CHECK_FALSE(error["error"]["code"].get<std::string>().empty());
    CHECK(error["error"]["message"].get<std::string>().find(error["error"]["path"].get<std::string>()) == 0);
  }
}

TEST_CASE("a batch that was killed goes on where it stood", "[cli][ingest][batch]") {
  const Mixed mixed{400};
  std::size_t told = 0;  // as written
  {
    Started begun{{"ingest", "--db", "db", "--json", "docs"}, mixed.scratch.path()};
    for (int i = 0; i < 60; ++i) {
      const std::string line = begun.line();
      CHECK_FALSE(line.empty());
      told += count(json_lines(line), "added");
    }
    begun.signal(SIGKILL);
    CHECK(begun.end().status == 128 + SIGKILL);
  }
  const std::vector<Json> again = json_lines(mixed.ingest().out);
  const std::size_t held = count(again, "unchanged");
  CHECK(told > 30);
  CHECK(held >= told);
  CHECK(held + count(again, "added") == mixed.good);
  const std::vector<Json> third = json_lines(mixed.ingest().out);
  CHECK(count(third, "unchanged") == mixed.good);
}

// The same at full size, and with memory: what a batch holds does not grow with its length.
TEST_CASE("five thousand documents go in, killed once, in the memory of a thousand", "[cli][ingest][batch][.slow]") {
  constexpr int kPatience = 1800;  // seconds
  const auto whole = [](const Mixed& mixed, const char* db) {
    Started all{{"ingest", "--db", db, "--json", "--errors", "errors.jsonl", "docs"}, mixed.scratch.path()};
    return all.end(kPatience);
  };
  const Mixed small{1000}, mixed{5000};
  const Ended little = whole(small, "db");
  CHECK(count(json_lines(little.out), "added") == small.good);
  std::size_t told = 0;  // as held, before the end
  {
    Started begun{{"ingest", "--db", "db", "--json", "docs"}, mixed.scratch.path()};
    for (int i = 0; i < 1500; ++i) told += count(json_lines(begun.line()), "added");
    begun.signal(SIGKILL);
    CHECK(begun.end().status == 128 + SIGKILL);
  }
  const Ended ended = whole(mixed, "db");
  CHECK(ended.status == 3);
  const std::vector<Json> rows = json_lines(ended.out);
  CHECK(told > 1000);
  CHECK(count(rows, "unchanged") >= told);
  CHECK(count(rows, "unchanged") + count(rows, "added") == mixed.good);
  CHECK(count(rows, "failed") == mixed.bad);
  CHECK(json_lines(read_file(mixed.scratch / "errors.jsonl")).size() == mixed.bad);
  WARN("peak memory in kB: " << little.peak_kb << " for 1,000 documents, " << ended.peak_kb << " for 5,000");
  CHECK(ended.peak_kb < little.peak_kb + little.peak_kb / 2);
}

TEST_CASE("the answers of a batch do not hang on the number of readers", "[cli][ingest][batch]") {
  const Mixed mixed{100};
  const std::string one = run({"ingest", "--db", "one", "--json", "--jobs", "1", "docs"}, mixed.scratch.path()).out;
  CHECK(run({"ingest", "--db", "four", "--json", "--jobs", "4", "docs"}, mixed.scratch.path()).out == one);
}

TEST_CASE("ingest takes a manifest", "[cli][ingest][batch]") {
  const Scratch scratch;
  scratch.write("in/a.txt", story(1));
  scratch.write(
      "in/list.jsonl",
      "{\"path\":\"a.txt\",\"url\":\"https://port.example/a\"}\n{\"path\":\"none.txt\"}\n{\"kind\":\"article\"}\n");
  const Ended ended = run({"ingest", "--db", "db", "--json", "--manifest", "in/list.jsonl"}, scratch.path());
  CHECK(ended.status == 3);
  const std::vector<Json> rows = json_lines(ended.out);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["status"] == "added");
  CHECK(rows[0]["document"]["url"] == "https://port.example/a");
  CHECK(rows[1]["error"]["code"] == "not_found");
  CHECK(rows[2]["status"] == "failed");
  CHECK(run({"ingest", "--db", "db", "--manifest", "in/list.jsonl", "in/a.txt"}, scratch.path()).status == 2);
}

TEST_CASE("a line of a manifest gives one line, whatever it names", "[cli][extract][batch]") {
  const Scratch scratch;
  scratch.write("two.jsonl", Json{{"text", story(1)}}.dump() + "\n" + Json{{"text", story(2)}}.dump() + "\n");
  scratch.write("one.jsonl", Json{{"text", story(3)}}.dump() + "\n");
  scratch.write("list.jsonl", "{\"path\":\"two.jsonl\"}\n{\"path\":\"one.jsonl\"}\n");
  const Ended ended = run({"extract", "--json", "--manifest", "list.jsonl"}, scratch.path());
  const std::vector<Json> rows = json_lines(ended.out);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["error"]["code"] == "unsupported");
  CHECK(rows[1]["document"]["format"] == "json_lines");
  const std::vector<Json> opened = json_lines(run({"extract", "--json", "two.jsonl"}, scratch.path()).out);
  REQUIRE(opened.size() == 2);
  CHECK(opened[1]["document"]["path"] == "two.jsonl!2");
}

TEST_CASE("show has a claim's words in their place, with their raw bytes", "[cli][show][batch]") {
  const Scratch scratch;
  const std::string words = "The lock is =E2=80=9Cshut=E2=80=9D, the port s=\naid on Monday.";
  const std::string mail =
      "From: Calder Courier <desk@courier.example>\nSubject: Lock\nDate: Tue, 06 May 2031 09:05:33 "
      "+0200\nContent-Type: "
      "text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" +
      words + "\n";
  scratch.write("m.eml", mail);
  REQUIRE(run({"ingest", "--db", "db", "m.eml"}, scratch.path()).status == 0);
  const Json found = json_lines(run({"search", "--db", "db", "--json", "lock"}, scratch.path()).out).at(0);
  REQUIRE_FALSE(found["claims"].empty());
  const Ended shown = run({"show", "--db", "db", found["claims"][0]["id"].get<std::string>()}, scratch.path());
  INFO(shown.out);
  CHECK(shown.out.find("In its place") != std::string::npos);
  const std::size_t begin = mail.find(words);
  const std::string raw =
      "raw bytes " + std::to_string(begin) + "-" + std::to_string(begin + words.size()) + ", quoted-printable";
  CHECK(shown.out.find(raw) != std::string::npos);
}

TEST_CASE("a list of errors that cannot be written is told before anything is read", "[cli][ingest][batch]") {
  const Mixed mixed{5};
  const Ended ended = mixed.ingest({"--errors", "no/such/folder/errors"});
  CHECK(ended.status == 4);
  CHECK(ended.out.empty());
}

TEST_CASE("the bar tells how far, how many, how fast and how long", "[cli][batch]") {
  using headwater::cli::progress_line;
  CHECK(progress_line(50, 100, 1204, 10) == "[############............]  50%  1,204 documents  120.4/s  0:10 left");
  CHECK(progress_line(0, 100, 0, 0.1) == "[........................]   0%  0 documents");
  CHECK(progress_line(500, 0, 1, 2) == "1 document  0.5/s");
  CHECK(progress_line(1, 1000000, 2, 3).find("833:19:57 left") == std::string::npos);
  CHECK(progress_line(200, 100, 2, 3).find("100%") != std::string::npos);
}
