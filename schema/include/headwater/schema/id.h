// Names of nodes: documents, claims, agents.
//
// Each kind is its own type; mixing two does not compile. Ids are derived from what they name (a canonical URL, the
// bytes of a document, a folded name), so running again on the same input gives the same ids.
//
//   kind      bytes  derived from                                               text form
//   document  8      canonical URL, else SHA-256 of the bytes; of a document    d + 16 hex digits
//                    only spoken of: issuer, medium, title and date
//   claim     12     its document's id, then 4 bytes from the places of its     c + 24 hex digits
//                    words; all claims of a document are neighbours in order
//   agent     8      folded name; of an unnamed one also the document           a + 16 hex digits
//
// A hundred million documents give two of them the same 8 bytes with a chance of 3 in 10,000.
#ifndef HEADWATER_SCHEMA_ID_H_
#define HEADWATER_SCHEMA_ID_H_

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace headwater {

namespace detail {

// Eight bytes as a number that sorts as they do.
inline std::uint64_t number_of(const std::uint8_t* bytes) {
  std::uint64_t out = 0;
  std::memcpy(&out, bytes, sizeof out);
  return std::endian::native == std::endian::little ? __builtin_bswap64(out) : out;
}

// Of equally many bytes, at least eight and at most sixteen: two numbers each, which may overlap.
template <std::size_t Bytes>
std::strong_ordering compare(const std::uint8_t* a, const std::uint8_t* b) {
  static_assert(Bytes >= 8 && Bytes <= 16);
  if (const auto order = number_of(a) <=> number_of(b); order != 0) return order;
  return number_of(a + Bytes - 8) <=> number_of(b + Bytes - 8);
}

}  // namespace detail

template <class Tag, std::size_t Bytes>
class Id {
 public:
  static constexpr std::size_t kBytes = Bytes;
  using Array = std::array<std::uint8_t, Bytes>;

  constexpr Id() = default;  // all zero: names nothing
  static constexpr Id from(const Array& bytes) { return Id{bytes}; }
  [[nodiscard]] constexpr const Array& bytes() const { return bytes_; }
  [[nodiscard]] constexpr bool is_null() const { return *this == Id{}; }
  // The bytes as they stand in keys: they sort as ids do. The view lives as long as the id.
  [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes_.data()), Bytes}; }
  friend constexpr bool operator==(const Id&, const Id&) = default;
  friend std::strong_ordering operator<=>(const Id& a, const Id& b) {
    return detail::compare<Bytes>(a.bytes_.data(), b.bytes_.data());
  }

 private:
  constexpr explicit Id(const Array& bytes) : bytes_{bytes} {}
  Array bytes_{};
};

using DocumentId = Id<struct DocumentTag, 8>;
using ClaimId = Id<struct ClaimTag, 12>;
using AgentId = Id<struct AgentTag, 8>;

enum class NodeKind : std::uint8_t { kDocument = 'd', kClaim = 'c', kAgent = 'a' };

// Any of the three. Ordered by kind, then bytes.
class NodeId {
 public:
  constexpr NodeId() = default;
  // Implicit on purpose: a document's id is a node's id.
  NodeId(DocumentId id) : NodeId{NodeKind::kDocument, id.view()} {}  // NOLINT
  NodeId(ClaimId id) : NodeId{NodeKind::kClaim, id.view()} {}        // NOLINT
  NodeId(AgentId id) : NodeId{NodeKind::kAgent, id.view()} {}        // NOLINT

  // From the text form. Nothing for any other text.
  static std::optional<NodeId> parse(std::string_view text);
  // From kind byte and id bytes as they stand in keys. Nothing if kind or length is wrong.
  static std::optional<NodeId> decode(std::string_view bytes);

  [[nodiscard]] NodeKind kind() const { return static_cast<NodeKind>(bytes_[0]); }
  [[nodiscard]] bool is_null() const { return size_ == 0; }
  [[nodiscard]] std::optional<DocumentId> document() const { return as<DocumentId>(NodeKind::kDocument); }
  [[nodiscard]] std::optional<ClaimId> claim() const { return as<ClaimId>(NodeKind::kClaim); }
  [[nodiscard]] std::optional<AgentId> agent() const { return as<AgentId>(NodeKind::kAgent); }
  // Kind byte, then the id's bytes. The view lives as long as the id.
  [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes_.data()), size_}; }
  // The same, with zeros behind it where the id is a shorter one.
  [[nodiscard]] const std::array<std::uint8_t, 1 + ClaimId::kBytes>& padded() const { return bytes_; }
  friend bool operator==(const NodeId& a, const NodeId& b) { return (a <=> b) == 0; }
  friend std::strong_ordering operator<=>(const NodeId& a, const NodeId& b) {
    if (const auto order = detail::compare<kMaxBytes>(a.bytes_.data(), b.bytes_.data()); order != 0) return order;
    return a.size_ <=> b.size_;
  }

 private:
  static constexpr std::size_t kMaxBytes = 1 + ClaimId::kBytes;

  NodeId(NodeKind kind, std::string_view id) : size_{static_cast<std::uint8_t>(1 + id.size())} {
    bytes_[0] = static_cast<std::uint8_t>(kind);
    std::memcpy(bytes_.data() + 1, id.data(), id.size());
  }
  template <class IdType>
  [[nodiscard]] std::optional<IdType> as(NodeKind kind) const {
    if (size_ == 0 || this->kind() != kind) return std::nullopt;
    typename IdType::Array out{};
    std::memcpy(out.data(), bytes_.data() + 1, out.size());
    return IdType::from(out);
  }

  std::array<std::uint8_t, kMaxBytes> bytes_{};
  std::uint8_t size_ = 0;
};

std::string to_string(const NodeId& id);  // the text form of the table above

// The document a claim stands in: the first eight bytes of its id.
DocumentId document_of(ClaimId id);

// Ids from what they name. `key` is any bytes; equal keys give equal ids. Uses SHA-256 (FIPS 180-4), cut.
DocumentId document_id_of(std::string_view key);
AgentId agent_id_of(std::string_view key);
// `salt` tells claims with the same key in one document apart.
ClaimId claim_id_of(DocumentId document, std::string_view key, std::uint32_t salt = 0);

// SHA-256 of `bytes` (FIPS 180-4) as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace headwater

template <class Tag, std::size_t Bytes>
struct std::hash<headwater::Id<Tag, Bytes>> {
  std::size_t operator()(const headwater::Id<Tag, Bytes>& id) const noexcept {
    return std::hash<std::string_view>{}(id.view());
  }
};

template <>
struct std::hash<headwater::NodeId> {
  std::size_t operator()(const headwater::NodeId& id) const noexcept {
    return std::hash<std::string_view>{}(id.view());
  }
};

#endif  // HEADWATER_SCHEMA_ID_H_
