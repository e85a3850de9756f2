#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "headwater/schema/utf8.h"

using namespace std::string_literals;
using headwater::append_utf8;
using headwater::is_utf8;
using headwater::utf8_sequence_at;
using headwater::valid_utf8_prefix;

TEST_CASE("every code point but the surrogates has a form in UTF-8 of its own, and no other", "[schema][utf8]") {
  for (std::uint32_t code = 0; code <= 0x110000; ++code) {
    std::string form;
    append_utf8(form, code);
    const bool is_none = (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF;
    if (is_none ? form != "\xEF\xBF\xBD" : !is_utf8(form)) FAIL("code point " << code);
    if (headwater::utf8_length(form.front()) != form.size()) FAIL("length of code point " << code);
    if (form.size() > 1 && is_utf8(std::string_view{form}.substr(0, form.size() - 1))) FAIL("half of " << code);
  }
}

TEST_CASE("what is no UTF-8 is found where it begins", "[schema][utf8]") {
  for (const auto& [bytes, valid] : {
           std::pair{""s, 0u},
           {"plain, longer than eight", 24u},
           {"long enough \xC3\xA4 and \xFF", 19u},
           {"\xC0\x80", 0u},          // overlong
           {"\xE0\x9F\xBF", 0u},      // overlong
           {"\xF0\x8F\xBF\xBF", 0u},  // overlong
           {"\xED\xA0\x80", 0u},      // a surrogate
           {"\xF4\x90\x80\x80", 0u},  // above U+10FFFF
           {"\xF5\x80\x80\x80", 0u},
           {"a\x80", 1u},
           {"a\xE2\x82", 1u},  // broken off
           {"a\xE2\x82\xAC", 4u},
       }) {
    CAPTURE(bytes);
    CHECK(valid_utf8_prefix(bytes) == valid);
  }
}

TEST_CASE("a broken sequence is as long as the longest start of a character", "[schema][utf8]") {
  // As in the Unicode Standard, table 3-11.
  const std::string bytes = "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41";
  std::string lengths;
  for (std::size_t at = 0; at < bytes.size();) {
    const headwater::Utf8Sequence sequence = utf8_sequence_at(bytes, at);
    lengths += std::to_string(sequence.bytes) + (sequence.is_valid ? "+" : "-");
    at += sequence.bytes;
  }
  CHECK(lengths == "2-1-3-2-1+");
}
