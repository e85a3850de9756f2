// Reading the fields of keys.
#ifndef HEADWATER_SCHEMA_SRC_KEY_FIELDS_H_
#define HEADWATER_SCHEMA_SRC_KEY_FIELDS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bytes.h"
#include "headwater/schema/id.h"

namespace headwater::detail {

// Kind byte, then as many bytes as an id of that kind has.
inline NodeId node(ByteReader& in) {
  const std::uint8_t kind = in.byte();
  const std::size_t size = kind == static_cast<std::uint8_t>(NodeKind::kClaim) ? ClaimId::kBytes : DocumentId::kBytes;
  const std::string_view id = in.bytes(size);
  if (!in.ok()) return {};
  const std::optional<NodeId> out = NodeId::decode(std::string(1, static_cast<char>(kind)).append(id));
  if (!out) in.fail("a node of no kind");
  return out.value_or(NodeId{});
}

// Up to a zero byte, which is taken too.
inline std::string zero_ended(ByteReader& in, std::size_t max) {
  std::string out;
  for (std::uint8_t b = in.byte(); in.ok() && b != 0; b = in.byte()) out.push_back(static_cast<char>(b));
  if (out.empty() || out.size() > max) in.fail("a word of no or too many bytes");
  return out;
}

}  // namespace headwater::detail

#endif  // HEADWATER_SCHEMA_SRC_KEY_FIELDS_H_
