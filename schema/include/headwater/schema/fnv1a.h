// The hash FNV-1a of 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv): quick, the same everywhere, and no guard
// against those who wish two things to look alike.
#ifndef HEADWATER_SCHEMA_FNV1A_H_
#define HEADWATER_SCHEMA_FNV1A_H_

#include <cstdint>
#include <string_view>

namespace headwater {

class Fnv1a {
 public:
  static constexpr std::uint64_t kBasis = 14695981039346656037u;  // of the standard

  constexpr explicit Fnv1a(std::uint64_t basis = kBasis) : value_{basis} {}

  // Eight bits, as the standard has them, or a number in one step.
  constexpr Fnv1a& add(std::uint64_t number) {
    value_ = (value_ ^ number) * kPrime;
    return *this;
  }
  constexpr Fnv1a& add(std::string_view bytes) {
    for (const char c : bytes) add(static_cast<unsigned char>(c));
    return *this;
  }
  [[nodiscard]] constexpr std::uint64_t value() const { return value_; }

 private:
  static constexpr std::uint64_t kPrime = 1099511628211u;

  std::uint64_t value_;
};

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_FNV1A_H_
