#include "write_token.h"

#include "headwater/schema/id.h"

namespace headwater::detail {
namespace {

bool equal(std::string_view a, std::string_view b) {
  unsigned char differing = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
    differing = static_cast<unsigned char>(differing | (a[i] ^ b[i]));
  return differing == 0;
}

}  // namespace

WriteToken::WriteToken(std::string_view token) : digest_{token.empty() ? std::string{} : sha256_hex(token)} {}

std::optional<Problem> WriteToken::refuse(const std::string* authorization) const {
  if (digest_.empty()) return std::nullopt;
  constexpr std::string_view kScheme = "Bearer ";
  const std::string_view value = authorization == nullptr ? std::string_view{} : *authorization;
  if (value.starts_with(kScheme) && equal(sha256_hex(value.substr(kScheme.size())), digest_)) return std::nullopt;
  return Problem{401,
                 ErrorCode::kInvalidArgument,
                 "writing wants the server's token, as the header Authorization: Bearer TOKEN",
                 {},
                 kUnauthorized};
}

}  // namespace headwater::detail
