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

TEST_CASE("a passage gives the chains a careful reader would draw", "[golden]") {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{HEADWATER_SOURCE_DIR "/tests/golden/chains"}) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 15);
  const bool update = std::getenv("HEADWATER_UPDATE_GOLDEN") != nullptr;
  for (const std::filesystem::path& file : files) {
    INFO(file.filename().string());
    const test::CaseFile c = test::read_case(test::read_file(file.string()));
    const Result<Extraction> e = extract(c.passage, c.options);
    if (!e.has_value()) FAIL_CHECK(e.error().message);
    if (!e.has_value()) continue;
    const std::string lines = test::chain_text(*e);
    CHECK(lines == c.expected);
    if (update && lines != c.expected) std::ofstream{file, std::ios::binary} << test::write_case(c, lines);
  }
}

TEST_CASE("the cases wanted next are still not right", "[.wanted]") {
  for (const auto& entry : std::filesystem::directory_iterator{HEADWATER_SOURCE_DIR "/tests/golden/wanted"}) {
    if (entry.path().extension() != ".txt") continue;
    const test::CaseFile c = test::read_case(test::read_file(entry.path().string()));
    const Result<Extraction> e = extract(c.passage, c.options);
    INFO(entry.path().filename().string() << ": move it to chains/");
    CHECK((!e.has_value() || test::chain_text(*e) != c.expected));
  }
}
