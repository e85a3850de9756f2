#include "problem.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace headwater::detail {

TEST_CASE("every error code has its status", "[http][unit]") {
  CHECK(status_of(ErrorCode::kInvalidArgument) == 400);
  CHECK(status_of(ErrorCode::kNotFound) == 404);
  CHECK(status_of(ErrorCode::kBadInput) == 422);
  CHECK(status_of(ErrorCode::kTooLarge) == 413);
  CHECK(status_of(ErrorCode::kUnsupported) == 415);
  CHECK(status_of(ErrorCode::kBusy) == 503);
  CHECK(status_of(ErrorCode::kCorruption) == 500);
  CHECK(status_of(ErrorCode::kIo) == 500);
  for (const ErrorCode code :
       {ErrorCode::kInvalidArgument, ErrorCode::kNotFound, ErrorCode::kBadInput, ErrorCode::kTooLarge,
        ErrorCode::kUnsupported, ErrorCode::kBusy, ErrorCode::kCorruption, ErrorCode::kIo}) {
    CHECK(phrase_of(status_of(code)) != "Error");
  }
}

TEST_CASE("a problem's body says type, title, status, detail and code", "[http][unit]") {
  const Reply reply = reply_of(problem_of({ErrorCode::kNotFound, "no \"such\" thing \xFF"}));
  CHECK(reply.status == 404);
  CHECK(reply.content_type == "application/problem+json");
  CHECK(reply.body ==
        "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
        "\"detail\":\"no \\\"such\\\" thing \xEF\xBF\xBD\",\"code\":\"not_found\"}");
}

TEST_CASE("a problem's detail is bounded", "[http][unit]") {
  const Reply reply = reply_of({400, ErrorCode::kInvalidArgument, std::string(100'000, 'x'), {}});
  CHECK(reply.body.size() < 2'000);
}

}  // namespace headwater::detail
