// Whole answers on invented passages. A new case is a new file in chains/; HEADWATER_UPDATE_GOLDEN=1 rewrites the
// expected lines of all of them, and the difference is then read by a person.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "case_file.h"
#include "chain_text.h"
#include "headwater/ingest/ingest.h"
#include "scratch.h"

using namespace headwater;

namespace {

std::vector<std::filesystem::path> cases_in(const char* folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator{HEADWATER_SOURCE_DIR "/tests/golden/" + std::string{folder}}) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string chains_by(SpanMethod spans, const test::CaseFile& c) {
  ExtractOptions options = c.options;
  options.spans = spans;
  const Result<Extraction> e = extract(c.passage, options);
  return e.has_value() ? test::chain_text(*e) : "refused: " + e.error().message;
}

}  // namespace

TEST_CASE("a passage gives the chains a careful reader would draw", "[golden]") {
  const std::vector<std::filesystem::path> files = cases_in("chains");
  REQUIRE(files.size() >= 15);
  const bool update = std::getenv("HEADWATER_UPDATE_GOLDEN") != nullptr;
  for (const std::filesystem::path& file : files) {
    INFO(file.filename().string());
    const test::CaseFile c = test::read_case(test::read_file(file.string()));
    const std::string lines = chains_by(SpanMethod::kRules, c);
    CHECK(lines == c.expected);
    if (update && lines != c.expected) std::ofstream{file, std::ios::binary} << test::write_case(c, lines);
  }
}

// The learned reader has wider ideas of what is attributed (ingest/MODEL.md). Which cases it draws otherwise changes
// with every training; how many do must not grow.
TEST_CASE("the learned reader draws three of four passages as the rules do, to the letter", "[golden]") {
  const std::vector<std::filesystem::path> files = cases_in("chains");
  std::size_t same = 0;
  std::string others;
  for (const std::filesystem::path& file : files) {
    const test::CaseFile c = test::read_case(test::read_file(file.string()));
    if (chains_by(SpanMethod::kLearned, c) == c.expected) {
      ++same;
    } else {
      others += file.filename().string() + "\n";
    }
  }
  INFO("otherwise:\n" << others);
  CHECK(same * 4 >= files.size() * 3);
}

TEST_CASE("the cases wanted next are still not right", "[.wanted]") {
  for (const std::filesystem::path& file : cases_in("wanted")) {
    const test::CaseFile c = test::read_case(test::read_file(file.string()));
    INFO(file.filename().string() << ": move it to chains/");
    CHECK(chains_by(SpanMethod::kRules, c) != c.expected);
  }
}
