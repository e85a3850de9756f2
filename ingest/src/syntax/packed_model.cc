#include "syntax/packed_model.h"

#include <zstd.h>

namespace headwater::detail {

std::string_view model_file(std::string_view name);  // generated, see cmake/Embed.cmake

namespace {

constexpr unsigned long long kMostBytes = 64ULL << 20;
constexpr int kLevel = 19;

}  // namespace

std::string load_model(std::string_view name) { return unpack_model(model_file(std::string{name} + ".zst")); }

std::string pack_model(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kLevel);
  out.resize(ZSTD_isError(size) != 0 ? 0 : size);
  return out;
}

std::string unpack_model(std::string_view packed) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > kMostBytes) return {};
  std::string out(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0 || got != out.size()) return {};
  return out;
}

}  // namespace headwater::detail
