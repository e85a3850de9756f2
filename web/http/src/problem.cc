#include "problem.h"

#include <nlohmann/json.hpp>

namespace headwater::detail {

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return 400;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kBadInput:
      return 422;
    case ErrorCode::kTooLarge:
      return 413;
    case ErrorCode::kUnsupported:
      return 415;
    case ErrorCode::kBusy:
      return 503;
    case ErrorCode::kCorruption:
      return 500;
    case ErrorCode::kIo:
      return 500;
  }
  return 500;
}

Problem problem_of(const Error& error) { return {status_of(error.code), error.code, error.message, {}}; }

Reply reply_of(const Problem& problem) {
  nlohmann::ordered_json body;
  body["type"] = "about:blank";
  body["title"] = phrase_of(problem.status);
  body["status"] = problem.status;
  body["detail"] = problem.detail.substr(0, 1000);
  body["code"] = problem.own_code.empty() ? to_string(problem.code) : problem.own_code;
  Reply reply{problem.status,
              "application/problem+json",
              body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace),
              {},
              {}};
  if (!problem.allow.empty()) reply.headers.emplace_back("Allow", problem.allow);
  if (problem.status == 401) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (problem.status == 503 || problem.status == 429) reply.headers.emplace_back("Retry-After", "1");
  return reply;
}

}  // namespace headwater::detail
