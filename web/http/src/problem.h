// Refusals and errors: one table from ErrorCode to status, one body (RFC 9457).
#ifndef HEADWATER_HTTP_SRC_PROBLEM_H_
#define HEADWATER_HTTP_SRC_PROBLEM_H_

#include <string>
#include <string_view>

#include "headwater/schema/result.h"
#include "reply.h"

namespace headwater::detail {

struct Problem {
  int status = 500;
  ErrorCode code = ErrorCode::kIo;
  std::string detail;
  std::string allow;               // of 405: the methods there are
  std::string_view own_code = {};  // where HTTP knows a case that the library does not; else `code` is told
};

// The status of an error of the library.
int status_of(ErrorCode code);
Problem problem_of(const Error& error);

// Codes of this server beside those of ErrorCode, as stable.
inline constexpr std::string_view kUnauthorized = "unauthorized";  // 401
inline constexpr std::string_view kForbidden = "forbidden";        // 403
inline constexpr std::string_view kMisdirected = "misdirected";    // 421
inline constexpr std::string_view kNotPublic = "address_not_public";
inline constexpr std::string_view kFetchFailed = "fetch_failed";

// {"type","title","status","detail","code"}. `detail` is cut at a thousand bytes; what is not UTF-8 in it is replaced.
Reply reply_of(const Problem& problem);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_PROBLEM_H_
