#include <catch2/catch.hpp>

#include "run.h"
#include "scratch.h"

using namespace headwater::test;

namespace {

const std::vector<std::string> kVerbs{"extract", "ingest", "search", "show",  "query",
                                      "trace",   "report", "stats",  "check", "serve"};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the version option tells the project's version", "[cli]") {
  const Ended ended = run({"--version"});
  CHECK(ended.status == 0);
  CHECK(ended.out == HEADWATER_VERSION "\n");
}

TEST_CASE("help is a manual page on standard output", "[cli]") {
  const Ended all = run({"--help"});
  CHECK(all.status == 0);
  CHECK(all.err.empty());
  for (const std::string& verb : kVerbs) {
    INFO(verb);
    CHECK(has(all.out, "\n  " + verb + " "));
    const Ended one = run({verb, "--help"});
    CHECK(one.status == 0);
    CHECK(one.err.empty());
    for (const char* section :
         {"NAME\n", "\nSYNOPSIS\n", "\nDESCRIPTION\n", "\nOPTIONS\n", "\nEXIT STATUS\n", "\nEXAMPLES\n"}) {
      INFO(section);
      CHECK(has(one.out, section));
    }
    CHECK(has(one.out, "headwater " + verb));
    for (const std::string& line : lines(one.out)) CHECK(line.size() <= 100);
  }
}

TEST_CASE("wrong usage is status 2, told on standard error alone", "[cli]") {
  const std::vector<std::vector<std::string>> wrong{
      {},
      {"nonsense"},
      {"extract"},
      {"extract", "--manifest", "x", "y"},
      {"extract", "--kind", "poem", "x"},
      {"extract", "--stage", "claims", "x"},
      {"extract", "--format", "docx", "x"},
      {"extract", "--published", "yesterday", "x"},
      {"extract", "--published", "2013-02-30", "x"},
      {"extract", "--nonsense", "x"},
      {"ingest"},
      {"ingest", "--jobs", "0", "x"},
      {"ingest", "--url", "https://a.example/", "x", "y"},
      {"search"},
      {"search", "--limit", "0", "x"},
      {"search", "--limit", "x", "x"},
      {"query"},
      {"query", "--limit", "0", "MATCH (c) RETURN c"},
      {"show"},
      {"show", "d0"},
      {"show", "d0123456789abcdef", "more"},
      {"trace"},
      {"trace", "d0123456789abcdef"},
      {"report", "--format", "pdf", "x"},
      {"stats", "x"},
      {"export", "--format", "xlsx"},
      {"import"},
      {"verify"},
      {"judge", "retraction"},
      {"analyse", "mood", "x"},
      {"check", "--nonsense"},
      {"serve", "--port", "65536"},
      {"serve", "--port", "x"},
  };
  const Scratch scratch;
  for (const std::vector<std::string>& arguments : wrong) {
    std::string shown;
    for (const std::string& word : arguments) shown += word + " ";
    INFO(shown);
    const Ended ended = run(arguments, scratch.path());
    CHECK(ended.status == 2);
    CHECK(ended.out.empty());
    CHECK(has(ended.err, "headwater: "));
    CHECK(has(ended.err, "--help"));
  }
  CHECK(std::filesystem::is_empty(scratch.path()));
}

TEST_CASE("reading verbs never make a store, and a missing one is status 4", "[cli]") {
  const Scratch scratch;
  const std::vector<std::vector<std::string>> reading{{"search", "x"},
                                                      {"query", "MATCH (c) RETURN c"},
                                                      {"show", "d0123456789abcdef"},
                                                      {"trace", "x"},
                                                      {"report", "x"},
                                                      {"stats"},
                                                      {"export"},
                                                      {"check"},
                                                      {"serve"}};
  for (std::vector<std::string> arguments : reading) {
    INFO(arguments[0]);
    const Ended by_default = run(arguments, scratch.path());
    CHECK(by_default.status == 4);
    CHECK(by_default.out.empty());
    CHECK(has(by_default.err, "headwater.db"));
    arguments.insert(arguments.end(), {"--db", "other"});
    const Ended named = run(arguments, scratch.path());
    CHECK(named.status == 4);
    CHECK(has(named.err, "other"));
  }
  CHECK(std::filesystem::is_empty(scratch.path()));
}
