#include <catch2/catch.hpp>
#include <string>

#include "headwater/schema/sha1.h"

TEST_CASE("SHA-1 is that of FIPS 180", "[schema]") {
  std::string hex;
  for (const char c : headwater::sha1("abc")) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex += kDigits[static_cast<unsigned char>(c) >> 4];
    hex += kDigits[static_cast<unsigned char>(c) & 15];
  }
  CHECK(hex == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(headwater::sha1("").size() == 20);
}
