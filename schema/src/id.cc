#include "headwater/schema/id.h"

#include <algorithm>
#include <cstring>
#include <new>

#include <openssl/evp.h>
#include <openssl/sha.h>

namespace headwater {
namespace {

constexpr char kHex[] = "0123456789abcdef";

using Digest = std::array<std::uint8_t, SHA256_DIGEST_LENGTH>;

// Looked up once, for good: to do it for every id costs more than to hash a few words.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return found;
}

// Throws std::bad_alloc where there is no memory for it: an id that is not the hash of its words would be another's.
Digest sha256(std::string_view bytes) {
  Digest out{};
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, sha256_algorithm(), nullptr) != 1)
    throw std::bad_alloc{};
  return out;
}

template <std::size_t N>
std::array<std::uint8_t, N> cut(const Digest& digest) {
  std::array<std::uint8_t, N> out;
  std::copy_n(digest.begin(), N, out.begin());
  return out;
}

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::size_t bytes_of(std::uint8_t kind) {
  switch (static_cast<NodeKind>(kind)) {
    case NodeKind::kDocument:
      return DocumentId::kBytes;
    case NodeKind::kClaim:
      return ClaimId::kBytes;
    case NodeKind::kAgent:
      return AgentId::kBytes;
  }
  return 0;
}

}  // namespace

std::optional<NodeId> NodeId::parse(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const std::size_t n = bytes_of(static_cast<std::uint8_t>(text[0]));
  if (n == 0 || text.size() != 1 + 2 * n) return std::nullopt;
  NodeId out;
  out.bytes_[0] = static_cast<std::uint8_t>(text[0]);
  out.size_ = static_cast<std::uint8_t>(1 + n);
  for (std::size_t i = 0; i < n; ++i) {
    const int high = nibble(text[1 + 2 * i]);
    const int low = nibble(text[2 + 2 * i]);
    if (high < 0 || low < 0) return std::nullopt;
    out.bytes_[1 + i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return out;
}

std::optional<NodeId> NodeId::decode(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  const std::size_t n = bytes_of(static_cast<std::uint8_t>(bytes[0]));
  if (n == 0 || bytes.size() != 1 + n) return std::nullopt;
  NodeId out;
  std::copy(bytes.begin(), bytes.end(), out.bytes_.begin());
  out.size_ = static_cast<std::uint8_t>(bytes.size());
  return out;
}

std::string to_string(const NodeId& id) {
  const std::string_view bytes = id.view();
  std::string out;
  if (bytes.empty()) return out;
  out.reserve(2 * bytes.size() - 1);
  out.push_back(bytes[0]);
  for (const char c : bytes.substr(1)) {
    const auto byte = static_cast<std::uint8_t>(c);
    out.push_back(kHex[byte >> 4]);
    out.push_back(kHex[byte & 15]);
  }
  return out;
}

DocumentId document_of(ClaimId id) {
  DocumentId::Array bytes;
  std::copy_n(id.bytes().begin(), bytes.size(), bytes.begin());
  return DocumentId::from(bytes);
}

DocumentId document_id_of(std::string_view key) { return DocumentId::from(cut<DocumentId::kBytes>(sha256(key))); }

AgentId agent_id_of(std::string_view key) { return AgentId::from(cut<AgentId::kBytes>(sha256(key))); }

ClaimId claim_id_of(DocumentId document, std::string_view key, std::uint32_t salt) {
  std::string salted{key};
  salted.append(std::to_string(salt));
  const Digest digest = sha256(salted);
  ClaimId::Array bytes;
  std::copy(document.bytes().begin(), document.bytes().end(), bytes.begin());
  std::copy_n(digest.begin(), bytes.size() - DocumentId::kBytes, bytes.begin() + DocumentId::kBytes);
  return ClaimId::from(bytes);
}

std::string sha256_hex(std::string_view bytes) {
  std::string out;
  for (const std::uint8_t byte : sha256(bytes)) {
    out.push_back(kHex[byte >> 4]);
    out.push_back(kHex[byte & 15]);
  }
  return out;
}

}  // namespace headwater
