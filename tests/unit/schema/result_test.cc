#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>

#include "headwater/schema/result.h"

namespace headwater {
namespace {

TEST_CASE("a result holds a value or an error, never both", "[schema][result]") {
  const Result<int> good = 7;
  CHECK(good.has_value());
  CHECK(*good == 7);
  const Result<int> bad = Error{ErrorCode::kIo, "disk"};
  CHECK_FALSE(bad);
  CHECK(bad.error() == Error{ErrorCode::kIo, "disk"});
  const Result<void> done;
  CHECK(done.has_value());
  const Result<void> failed = Error{ErrorCode::kBusy, "held"};
  CHECK_FALSE(failed.has_value());
  CHECK(failed.error().code == ErrorCode::kBusy);
}

TEST_CASE("a value that only moves can be taken out", "[schema][result]") {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
  const std::unique_ptr<int> taken = std::move(result).value();
  CHECK(*taken == 3);
}

TEST_CASE("codes are spelled as in JSON and keep their numbers", "[schema][result]") {
  std::string all;
  for (int n = 1; n <= 8; ++n) all += std::string{to_string(static_cast<ErrorCode>(n))} + " ";
  CHECK(all == "invalid_argument not_found bad_input too_large unsupported busy corruption io ");
}

}  // namespace
}  // namespace headwater
