#include "feed/feed_charset.h"

#include <algorithm>
#include <array>

#include "text/date_phrase.h"

namespace headwater::detail {
namespace {

std::string lowered(std::string_view text) {
  std::string out{text};
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::string stripped(std::string_view text) {
  constexpr std::string_view kLeft = " \t\r\n\"'";
  while (!text.empty() && kLeft.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && kLeft.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return std::string{text};
}

// What "encoding" says in an XML declaration, in lower case.
std::string declared_in(std::string_view text) {
  const std::size_t open = text.find("<?xml");
  if (open == std::string_view::npos) return {};
  const std::size_t end = text.find("?>", open);
  const std::size_t at = text.find("encoding", open);
  if (at == std::string_view::npos || end == std::string_view::npos || at > end) return {};
  const std::size_t mark = text.find_first_of("\"'", at);
  if (mark == std::string_view::npos || mark > end) return {};
  const std::size_t close = text.find(text[mark], mark + 1);
  if (close == std::string_view::npos) return {};
  return lowered(stripped(text.substr(mark + 1, close - mark - 1)));
}

struct Mark {
  std::string_view bytes;
  std::string_view name;
  std::size_t size;  // bytes of it that are no text
};

using namespace std::string_view_literals;
constexpr std::array<Mark, 11> kMarks{{
    {"\x00\x00\xFE\xFF"sv, "utf-32be", 4},
    {"\xFF\xFE\x00\x00"sv, "utf-32le", 4},
    {"\x00\x00\x00\x3C"sv, "utf-32be", 0},
    {"\x3C\x00\x00\x00"sv, "utf-32le", 0},
    {"\xFE\xFF"sv, "utf-16be", 2},
    {"\xFF\xFE"sv, "utf-16le", 2},
    {"\xEF\xBB\xBF"sv, "utf-8", 3},
    {"\x00\x3C\x00\x3F"sv, "utf-16be", 0},
    {"\x3C\x00\x3F\x00"sv, "utf-16le", 0},
    {"\x00\x3C\x00"sv, "utf-16be", 0},
    {"\x4C\x6F\xA7\x94"sv, "cp037", 0},
}};

// UTF-32, which the web does not know, and so our decoder neither.
Decoded from_utf32(std::string_view bytes, bool big, std::size_t skipped) {
  Decoded out;
  out.same = false;
  out.encoding = "utf-8";
  for (std::size_t i = skipped; i + 4 <= bytes.size(); i += 4) {
    std::uint32_t code = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      code = code << 8 | static_cast<unsigned char>(bytes[i + (big ? k : 3 - k)]);
    }
    out.map.add(static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(i));
    append_utf8(out.text, code);
  }
  out.map.finish(static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(bytes.size()));
  return out;
}

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) == 0; });
}

}  // namespace

FeedCharset feed_charset(std::string_view bytes, std::string_view content_type) {
  FeedCharset out;
  std::string marked;
  std::size_t skipped = 0;
  for (const Mark& mark : kMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    marked = mark.name;
    skipped = mark.size;
    break;
  }
  const std::size_t semicolon = std::min(content_type.find(';'), content_type.size());
  const std::string type = lowered(stripped(content_type.substr(0, semicolon)));
  std::string stated;
  const std::string parameters = lowered(content_type.substr(semicolon));
  if (const std::size_t at = parameters.find("charset"); at != std::string::npos) {
    const std::size_t equals = parameters.find('=', at);
    if (equals != std::string::npos) {
      stated = stripped(std::string_view{parameters}.substr(equals + 1, parameters.find(';', equals) - equals - 1));
    }
  }
  if (charset_name(stated).empty() && stated != "us-ascii" && stated != "ascii") stated.clear();
  if (marked.starts_with("utf-32")) {
    out.decoded = from_utf32(bytes, marked.ends_with("be"), skipped);
    out.name = marked;
    return out;
  }
  std::string head{bytes.substr(0, 1024)};
  if (marked.starts_with("utf-16")) head = decode_as(head, marked).text;
  const std::string declared = declared_in(head);
  const bool application =
      type.starts_with("application/") && (type.ends_with("xml") || type.find("xml") != std::string::npos);
  const bool text_xml = type == "text/xml" || type == "text/xml-external-parsed-entity" ||
                        (type.starts_with("text/") && type.ends_with("+xml"));
  std::string name;
  if (!marked.empty()) {
    name = marked;
  } else if (text_xml) {
    name = !stated.empty() ? stated : "us-ascii";
  } else if (application || type.empty()) {
    name = !stated.empty() ? stated : !declared.empty() ? declared : "utf-8";
  } else {
    name = !stated.empty() ? stated : !declared.empty() ? declared : "utf-8";
    out.as_declared = false;
  }
  if (name == "gb2312") name = "gb18030";
  if (type == "text/html" || type == "application/octet-stream") out.as_declared = out.as_declared || !declared.empty();
  const std::string known = name == "us-ascii" || name == "ascii" ? "windows-1252" : charset_name(name);
  if (known.empty()) {
    out.decoded = decode(bytes, "", CharsetSource::kPlain);
    out.name = out.decoded.encoding;
    out.as_declared = false;
    return out;
  }
  const std::string_view body = bytes;
  const bool utf8_holds = is_utf8(body);
  if (known == "utf-8" && !utf8_holds) {
    out.decoded = decode(bytes, marked.empty() ? std::string_view{} : "utf-8", CharsetSource::kPlain);
    out.name = marked.empty() ? out.decoded.encoding : "utf-8";
    out.as_declared = false;
    return out;
  }
  if ((name == "us-ascii" || name == "ascii") && !is_ascii(bytes)) out.as_declared = false;
  if (utf8_holds && !is_ascii(body) && known != "utf-8" && marked.empty()) {
    // Pages are often called what they were before.
    out.decoded = decode_as(bytes, known == "windows-1252" ? "utf-8" : known);
  } else {
    out.decoded = decode_as(bytes.substr(0), known);
  }
  if (out.decoded.broken > 0 && known != "windows-1252") {
    out.decoded = decode(bytes, "", CharsetSource::kPlain);
    out.name = out.decoded.encoding;
    out.as_declared = false;
    return out;
  }
  out.name = name;
  return out;
}

std::optional<std::int64_t> feed_time(std::string_view text) {
  const std::optional<Date> date = read_machine_date(stripped(text));
  if (!date.has_value()) return std::nullopt;
  const std::optional<std::int64_t> day = date->days_since_epoch();
  const std::string& written = date->text();
  if (!day.has_value()) {
    if (written.size() == 4) {
      if (Result<Date> first = Date::from_day(date->year(), 1, 1)) return *first->days_since_epoch() * 86400;
    }
    return std::nullopt;
  }
  std::int64_t seconds = *day * 86400;
  if (written.size() < 20) return seconds;
  const auto two = [&](std::size_t at) { return (written[at] - '0') * 10 + (written[at + 1] - '0'); };
  seconds += two(11) * 3600 + two(14) * 60 + two(17);
  const std::size_t zone = written.find_first_of("+-Z", 19);
  if (zone == std::string::npos || written[zone] == 'Z') return seconds;
  const std::int64_t offset = two(zone + 1) * 3600 + two(zone + 4) * 60;
  return written[zone] == '+' ? seconds - offset : seconds + offset;
}

}  // namespace headwater::detail
