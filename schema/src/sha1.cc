#include "headwater/schema/sha1.h"

#include <array>

#include <openssl/evp.h>

namespace headwater {

std::string sha1(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, EVP_sha1(), nullptr) != 1) return {};
  return {reinterpret_cast<const char*>(out.data()), size};
}

}  // namespace headwater
