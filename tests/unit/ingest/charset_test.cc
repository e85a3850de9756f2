#include "text/charset.h"

#include <string>

#include <catch2/catch.hpp>

using namespace headwater::detail;
using namespace std::string_literals;

TEST_CASE("labels are known by their WHATWG names", "[ingest][charset]") {
  CHECK(charset_name("Latin1") == "windows-1252");
  CHECK(charset_name("US-ASCII") == "windows-1252");
  CHECK(charset_name(" \"UTF8\" ") == "utf-8");
  CHECK(charset_name("gb2312") == "gbk");
  CHECK(charset_name("ks_c_5601-1987") == "euc-kr");
  CHECK(charset_name("sjis") == "shift_jis");
  CHECK(charset_name("utf-16") == "utf-16le");
  CHECK(charset_name("klingon") == "");
  CHECK(charset_name("") == "");
}

TEST_CASE("bytes of each charset decode to the characters they stand for", "[ingest][charset]") {
  struct Case {
    const char* hint;
    std::string bytes, text;
    const char* name;
  };
  const Case cases[] = {
      {"iso-8859-1", "caf\xE9 \x93x\x94", "caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D", "windows-1252"},
      {"windows-1252", "\x80", "\xE2\x82\xAC", "windows-1252"},
      {"shift_jis", "\x93\xFA\x96\x7B", "\xE6\x97\xA5\xE6\x9C\xAC", "shift_jis"},
      {"euc-jp", "\xC6\xFC\xCB\xDC", "\xE6\x97\xA5\xE6\x9C\xAC", "euc-jp"},
      {"koi8-r", "\xC4\xC1", "\xD0\xB4\xD0\xB0", "koi8-r"},
      {"windows-1251", "\xE4\xE0", "\xD0\xB4\xD0\xB0", "windows-1251"},
      {"gb2312", "\xC8\xD5", "\xE6\x97\xA5", "gbk"},
      {"big5", "\xA4\xE9", "\xE6\x97\xA5", "big5"},
      {"euc-kr", "\xC7\xD1", "\xED\x95\x9C", "euc-kr"},
      {"", "\xFF\xFEh\0\xE9\0"s, "h\xC3\xA9", "utf-16le"},
      {"", "\xFE\xFF\0h\xD8\x3D\xDE\x00"s, "h\xF0\x9F\x98\x80", "utf-16be"},
      {"", "\xEF\xBB\xBFh\xC3\xA9", "h\xC3\xA9", "utf-8"},
      {"", "plain", "plain", "utf-8"},
  };
  for (const Case& c : cases) {
    INFO(c.name << " " << c.text);
    const Decoded decoded = decode(c.bytes, c.hint, CharsetSource::kHtml);
    CHECK(decoded.text == c.text);
    CHECK(decoded.encoding == c.name);
    CHECK(decoded.broken == 0);
  }
}

TEST_CASE("a mark wins over the hint, the hint over the page, valid UTF-8 over both", "[ingest][charset]") {
  const std::string meta = "<meta charset=windows-1251><p>\xE4";
  CHECK(decode(meta, "", CharsetSource::kHtml).encoding == "windows-1251");
  CHECK(decode(meta, "koi8-r", CharsetSource::kHtml).encoding == "koi8-r");
  CHECK(decode(meta, "", CharsetSource::kPlain).encoding != "windows-1251");
  CHECK(decode("<meta http-equiv=Content-Type content='text/html; charset=KOI8-R'>\xC4", "", CharsetSource::kHtml)
            .encoding == "koi8-r");
  CHECK(decode("<meta charset=latin1>caf\xC3\xA9", "", CharsetSource::kHtml).encoding == "utf-8");
  CHECK(decode("\xEF\xBB\xBF<meta charset=latin1>x", "koi8-r", CharsetSource::kHtml).encoding == "utf-8");
  CHECK(decode("<meta charset=utf-16>x", "", CharsetSource::kHtml).encoding == "utf-8");
}

TEST_CASE("a declaration in a comment declares nothing", "[ingest][charset]") {
  CHECK(decode("<!-- <meta charset=koi8-r> --><meta charset=iso-8859-2>\xB1", "", CharsetSource::kHtml).encoding ==
        "iso-8859-2");
}

TEST_CASE("broken UTF-8 is replaced once a stretch and reported", "[ingest][charset]") {
  struct Case {
    std::string bytes, text;
    std::size_t broken;
  };
  const Case cases[] = {
      {"a\xFF"
       "b",
       "a\xEF\xBF\xBD"
       "b",
       1},
      {"a\xE2\x82", "a\xEF\xBF\xBD", 1},
      {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", 2},
      {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3},
      {"\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 4},
      {"\xF0\x9F\x98z", "\xEF\xBF\xBDz", 1},
  };
  for (const Case& c : cases) {
    const Decoded decoded = decode(c.bytes, "utf-8", CharsetSource::kPlain);
    CHECK(decoded.text == c.text);
    CHECK(decoded.broken == c.broken);
    CHECK(decoded.warnings.size() == 1);
  }
}

TEST_CASE("every character leads back to the byte it began at", "[ingest][charset]") {
  struct Case {
    const char* hint;
    std::string bytes;
    std::vector<std::uint32_t> starts;  // of each character, then the size
  };
  const Case cases[] = {
      {"windows-1252", "a\xE9\x93z", {0, 1, 2, 3, 4}},
      {"shift_jis", "a\x93\xFA\x96\x7Bz", {0, 1, 3, 5, 6}},
      {"utf-8", "a\xFF\xC3\xA9z", {0, 1, 2, 4, 5}},
      {"", "\xFF\xFEh\0=\xD8\x00\xDEz\0"s, {2, 4, 8, 10}},
      {"iso-2022-jp", "a\x1B$BF|K\\\x1B(Bz", {0, 1, 6, 8, 12}},
      {"iso-2022-jp", "\x1B$BF|\x1B(B", {0, 8}},  // the last escape shifts nothing that follows
  };
  for (const Case& c : cases) {
    INFO(c.hint);
    const Decoded decoded = decode(c.bytes, c.hint, CharsetSource::kHtml);
    std::vector<std::uint32_t> starts;
    for (std::size_t at = 0; at < decoded.text.size(); at += headwater::utf8_length(decoded.text[at])) {
      starts.push_back(decoded.raw_of(static_cast<std::uint32_t>(at)));
    }
    starts.push_back(decoded.raw_of(static_cast<std::uint32_t>(decoded.text.size())));
    CHECK(starts == c.starts);
  }
}

TEST_CASE("offsets hold past checkpoints and over long stretches without a character", "[ingest][charset]") {
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += i % 3 == 0 ? "\xE9" : "a";
  const Decoded decoded = decode(bytes, "windows-1252", CharsetSource::kPlain);
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < decoded.text.size(); at += headwater::utf8_length(decoded.text[at]), ++number) {
    REQUIRE(decoded.raw_of(static_cast<std::uint32_t>(at)) == number);
  }
  OffsetMap map;
  map.add(0, 0);
  map.add(1, 700);
  map.add(2, 701);
  map.finish(3, 702);
  CHECK(map.raw_of("abc", 1) == 700);
  CHECK(map.raw_of("abc", 2) == 701);
  CHECK(map.raw_of("abc", 3) == 702);
}
