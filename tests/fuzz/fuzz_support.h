// What the targets of reading's stages share.
#ifndef HEADWATER_TESTS_FUZZ_FUZZ_SUPPORT_H_
#define HEADWATER_TESTS_FUZZ_FUZZ_SUPPORT_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <vector>

#include "headwater/ingest/reading.h"

namespace headwater::test {

[[noreturn]] inline void fail(std::string_view what) {
  std::cerr << what << '\n';
  std::abort();
}

// Numbers out of the input, 0 once it has ended.
class Numbers {
 public:
  Numbers(const std::uint8_t* data, std::size_t size) : data_{data}, size_{size} {}
  std::uint32_t next(std::uint32_t below) {
    std::uint32_t n = 0;
    for (int i = 0; i < 2 && at_ < size_; ++i) n = n << 8 | data_[at_++];
    return below == 0 ? 0 : n % below;
  }
  [[nodiscard]] bool more() const { return at_ < size_; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

// The first byte says how many of those that follow, by eights, are numbers; the rest is text.
struct TextAndNumbers {
  std::string_view text;
  Numbers numbers;

  TextAndNumbers(const std::uint8_t* data, std::size_t size)
      : TextAndNumbers{data, size, size == 0 ? 0 : std::min<std::size_t>(std::size_t{data[0]} * 8, size - 1)} {}

 private:
  TextAndNumbers(const std::uint8_t* data, std::size_t size, std::size_t count)
      : text{size == 0 ? std::string_view{}
                       : std::string_view{reinterpret_cast<const char*>(data) + 1 + count, size - 1 - count}},
        numbers{data + (size == 0 ? 0 : 1), count} {}
};

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_FUZZ_FUZZ_SUPPORT_H_
