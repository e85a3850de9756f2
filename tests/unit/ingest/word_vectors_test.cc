#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

#include "../../../ingest/train/word_vectors.h"

using namespace headwater::detail;

namespace {

std::string entry(const std::string& word, double first, int rank) {
  std::string out = "\"" + word + "\":[" + std::to_string(first);
  for (std::size_t i = 1; i < WordVectors::kDimensions; ++i) out += ",0.5";
  return out + ",7.25," + std::to_string(rank) + "]";
}

std::string file(const std::string& entries) {
  return R"({"precision":8,"words":["said","gate",["x",1]],"vectors":{)" + entries + R"(},"unkVector":[0,0,1]})";
}

const float* vector_of(const WordVectors& v, const std::string& word) {
  const std::int64_t row = v.owners().row(vector_feature(word));
  return row < 0 ? nullptr : &v.rows()[static_cast<std::size_t>(row) * WordVectors::kDimensions];
}

}  // namespace

TEST_CASE("word vectors are read by rank, and words alike but for digits keep the more frequent", "[train]") {
  const WordVectors v{"v.json", file(entry("1997", 2, 2) + "," + entry("said", -1.5, 0) + "," + entry("2004", 3, 1) +
                                     "," + entry("rarely", 9, static_cast<int>(WordVectors::kMost)))};
  REQUIRE(vector_of(v, "said") != nullptr);
  CHECK(vector_of(v, "said")[0] == -1.5f);
  CHECK(vector_of(v, "said")[99] == 0.5f);
  REQUIRE(vector_of(v, "1850") != nullptr);
  CHECK(vector_of(v, "1850")[0] == 3);
  CHECK(vector_of(v, "rarely") == nullptr);
  CHECK(vector_of(v, "gate") == nullptr);
  CHECK(vector_of(WordVectors{}, "said") == nullptr);
}

TEST_CASE("what are no word vectors is an error that names the file", "[train]") {
  for (const std::string& bytes : {std::string{}, std::string{"[]"}, std::string{"{\"vectors\":{\"said\":[1,2,3]}}"},
                                   file(""), file("\"a\":[").substr(0, 40), file(entry("said", 1, 0)).substr(0, 300),
                                   std::string{"{\"vectors\":{\"said\":{\"deep\":{}}}}"}}) {
    INFO(bytes.substr(0, 60));
    CHECK_THROWS_WITH((WordVectors{"v.json", bytes}), Catch::Contains("v.json"));
  }
}
