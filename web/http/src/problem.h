// Refusals and errors: one table from ErrorCode to status, one body (RFC 9457).
#ifndef HEADWATER_HTTP_SRC_PROBLEM_H_
#define HEADWATER_HTTP_SRC_PROBLEM_H_

#include <string>

#include "headwater/schema/result.h"
#include "reply.h"

namespace headwater::detail {

struct Problem {
  int status = 500;
  ErrorCode code = ErrorCode::kIo;
  std::string detail;
  std::string allow;  // of 405: the methods there are
};

// The status of an error of the library.
int status_of(ErrorCode code);
Problem problem_of(const Error& error);

// {"type","title","status","detail","code"}. `detail` is cut at a thousand bytes; what is not UTF-8 in it is replaced.
Reply reply_of(const Problem& problem);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_PROBLEM_H_
