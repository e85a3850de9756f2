#include "interchange/stix_names.h"

#include "headwater/schema/sha1.h"

namespace headwater::detail {
namespace {

// The namespace of RFC 4122 for addresses, in which "urn:headwater:" is a name.
constexpr std::string_view kUrlNamespace{"\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8", 16};

constexpr std::int64_t kDay = 86'400;

}  // namespace

std::string stix_id(std::string_view type, std::string_view name) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string bytes = sha1(std::string{kUrlNamespace} + "urn:headwater:" + std::string{name}).substr(0, 16);
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0f) | 0x50);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3f) | 0x80);
  std::string out{type};
  out += "--";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    const auto byte = static_cast<unsigned char>(bytes[i]);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string stix_time(std::int64_t seconds) {
  std::string out = Date::from_seconds_since_epoch(seconds).text();
  out.insert(out.size() - 1, ".000");
  return out;
}

std::string stix_time(const Date& date) {
  const std::string& text = date.text();
  if (text.size() == 4) return text + "-01-01T00:00:00.000Z";
  if (text.size() == 7 && text[5] != 'W') return text + "-01T00:00:00.000Z";
  if (text.size() == 8) return stix_time(date.last_second() - 7 * kDay + 1);
  return stix_time(text.size() == 10 ? date.last_second() - kDay + 1 : date.last_second());
}

}  // namespace headwater::detail
