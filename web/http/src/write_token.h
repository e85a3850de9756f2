// The word that a request has to bring to write.
#ifndef HEADWATER_HTTP_SRC_WRITE_TOKEN_H_
#define HEADWATER_HTTP_SRC_WRITE_TOKEN_H_

#include <optional>
#include <string>
#include <string_view>

#include "problem.h"

namespace headwater::detail {

// Immutable; any thread.
class WriteToken {
 public:
  // An empty token is brought by every request.
  explicit WriteToken(std::string_view token);

  // 401 unless the value of the Authorization header, if there is one, is "Bearer TOKEN" (RFC 6750). How long it takes
  // tells nothing of how much of a wrong token is right: digests are compared, to the last byte.
  [[nodiscard]] std::optional<Problem> refuse(const std::string* authorization) const;

 private:
  std::string digest_;  // empty where every request may write
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_WRITE_TOKEN_H_
