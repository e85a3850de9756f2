// On every text of the evaluation corpus: what is quoted is there, on character borders, and reading twice is reading
// once.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "headwater/ingest/ingest.h"
#include "reading_laws.h"
#include "scratch.h"

using namespace headwater;

TEST_CASE("every span of every text of the corpus quotes what it says, and ids are unique", "[golden][spans]") {
  const std::filesystem::path folder = HEADWATER_SHARED_DIR "/corpora/polnear/dev/text";
  std::error_code missing;
  if (!std::filesystem::is_directory(folder, missing)) {
    WARN("the corpus is not here: " << folder.string());
    return;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  REQUIRE_FALSE(files.empty());
  const SpanMethod method = GENERATE(SpanMethod::kRules, SpanMethod::kLearned);
  INFO("read by " << to_string(method));
  std::size_t claims = 0;
  for (const std::filesystem::path& file : files) {
    INFO(file.filename().string());
    const std::string bytes = test::read_file(file.string());
    ExtractOptions options;
    options.published = *Date::parse("2016-11-08");
    options.spans = method;
    const Result<Extraction> first = extract(bytes, options);
    const Result<Extraction> again = extract(bytes, options);
    REQUIRE(first.has_value());
    REQUIRE(again.has_value());
    CHECK(first->text == bytes);
    CHECK((*first == *again));
    CHECK(test::breaches_of(*first) == std::vector<std::string>{});
    claims += first->claims.size();
  }
  CHECK(claims > files.size());
}
