// SHA-1, for digests and names that others have made of it. Never for ids of ours: those are of SHA-256.
#ifndef HEADWATER_SCHEMA_SHA1_H_
#define HEADWATER_SCHEMA_SHA1_H_

#include <string>
#include <string_view>

namespace headwater {

// The 20 bytes of the digest. Linear.
std::string sha1(std::string_view bytes);

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_SHA1_H_
