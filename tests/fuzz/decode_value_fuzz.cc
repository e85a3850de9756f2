// The value decoders of the store. The first byte picks one; the rest is its input. Bytes that decode must encode to
// themselves again, and whatever is wrong must be corruption.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/codec.h"

namespace {

namespace codec = headwater::codec;
using headwater::ErrorCode;
using headwater::Result;

const headwater::DocumentId kWriter = headwater::document_id_of("writer");

void wants(bool true_always) {
  if (!true_always) std::abort();
}

template <class T, class Encode>
void round_trip(std::string_view bytes, const Result<T>& value, Encode encode) {
  if (value.has_value()) {
    wants(encode(*value) == bytes);
  } else {
    wants(value.error().code == ErrorCode::kCorruption);
  }
}

template <class T>
void round_trip(std::string_view bytes, const Result<T>& value) {
  round_trip(bytes, value, [](const T& record) { return codec::encode(record); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  switch (data[0] % 11) {
    case 0:
      round_trip(bytes, codec::decode_document({}, bytes));
      break;
    case 1:
      round_trip(bytes, codec::decode_claim({}, bytes));
      break;
    case 2:
      round_trip(bytes, codec::decode_agent({}, bytes));
      break;
    case 3:
      round_trip(bytes, codec::decode_edges(kWriter, bytes),
                 [](const std::vector<headwater::Edge>& edges) { return codec::encode_edges(kWriter, edges); });
      break;
    case 4:
      round_trip(bytes, codec::decode_text(bytes), [](const codec::TextValue& value) {
        return codec::encode_text(value.text, value.map, value.links, value.boilerplate);
      });
      break;
    case 5:
      round_trip(bytes, codec::decode_state(bytes));
      break;
    case 6:
      round_trip(bytes, codec::decode_manifest(bytes),
                 [](const std::vector<std::string>& keys) { return codec::encode_manifest(keys); });
      break;
    case 7:
      round_trip(bytes, codec::decode_ordinals(bytes),
                 [](const std::vector<std::uint32_t>& ordinals) { return codec::encode_ordinals(ordinals); });
      break;
    case 8:
      round_trip(bytes, codec::decode_claims_with_word(kWriter, bytes),
                 [](const std::vector<headwater::ClaimId>& claims) { return codec::encode_claims_with_word(claims); });
      break;
    case 9:
      round_trip(bytes, codec::decode_judgement(7, bytes));
      break;
    default:
      round_trip(bytes, codec::decode_place_key(bytes), [&](const codec::PlaceKey& key) {
        return bytes[0] == static_cast<char>(codec::Tag::kInto) ? codec::into_key(key) : codec::out_key(key);
      });
  }
  return 0;
}
