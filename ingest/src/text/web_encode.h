// Percent-encode sets of the URL Standard, section 1.3.
#ifndef HEADWATER_INGEST_TEXT_WEB_ENCODE_H_
#define HEADWATER_INGEST_TEXT_WEB_ENCODE_H_

#include <string>
#include <string_view>

namespace headwater::detail {

inline bool in_set(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }
inline bool is_control_or_beyond(char c) {
  const auto b = static_cast<unsigned char>(c);
  return b < 0x20 || b > 0x7E;
}

// Bytes of each set that are no C0 controls and not beyond "~".
constexpr std::string_view kFragmentSet = " \"<>`";
constexpr std::string_view kQuerySet = " \"#<>";
constexpr std::string_view kSpecialQuerySet = " \"#<>'";
constexpr std::string_view kPathSet = " \"#<>?^`{}";
constexpr std::string_view kUserinfoSet = " \"#<>?^`{}/:;=@[\\]|";

inline void append_encoded(std::string& out, char c, std::string_view set) {
  if (!is_control_or_beyond(c) && !in_set(set, c)) {
    out += c;
    return;
  }
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out += '%';
  out += kHex[static_cast<unsigned char>(c) >> 4];
  out += kHex[static_cast<unsigned char>(c) & 15];
}

inline std::string encoded(std::string_view text, std::string_view set) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) append_encoded(out, c, set);
  return out;
}

inline int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Every %XX as its byte.
inline std::string percent_decoded_bytes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_WEB_ENCODE_H_
