#include "json/json_text.h"

#include "text/charset.h"

namespace headwater::detail {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view json) : json_{json} {}

  void white() {
    while (at_ < json_.size() && std::string_view{" \t\r\n"}.find(json_[at_]) != std::string_view::npos) ++at_;
  }
  [[nodiscard]] char now() const { return at_ < json_.size() ? json_[at_] : '\0'; }
  [[nodiscard]] std::size_t at() const { return at_; }
  void step() {
    if (at_ < json_.size()) ++at_;
  }
  // Over a string whose opening mark is next; its inside.
  ByteSpan string() {
    step();
    const std::size_t begin = at_;
    while (at_ < json_.size() && json_[at_] != '"') at_ += json_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_, json_.size());
    const std::size_t end = at_;
    step();
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  // Over any value.
  void value() {
    std::size_t depth = 0;
    do {
      white();
      const char c = now();
      if (c == '"') {
        string();
      } else if (c == '{' || c == '[') {
        ++depth;
        step();
      } else if (c == '}' || c == ']') {
        if (depth > 0) --depth;
        step();
      } else if (c == ',' || c == ':') {
        step();
      } else {
        while (at_ < json_.size() && std::string_view{" \t\r\n,:]}[{\""}.find(json_[at_]) == std::string_view::npos) {
          ++at_;
        }
      }
    } while (depth > 0 && at_ < json_.size());
  }
  void go(std::size_t at) { at_ = at; }

 private:
  std::string_view json_;
  std::size_t at_ = 0;
};

std::uint32_t hex4(std::string_view digits) {
  std::uint32_t out = 0;
  for (const char c : digits.substr(0, 4)) {
    const std::uint32_t n = c >= '0' && c <= '9'   ? static_cast<std::uint32_t>(c - '0')
                            : c >= 'a' && c <= 'f' ? static_cast<std::uint32_t>(c - 'a' + 10)
                            : c >= 'A' && c <= 'F' ? static_cast<std::uint32_t>(c - 'A' + 10)
                                                   : 0;
    out = out * 16 + n;
  }
  return out;
}

JsonString resolved(std::string_view json, ByteSpan inside) {
  JsonString out;
  std::size_t at = inside.begin;
  while (at < inside.end) {
    const std::size_t begin = at;
    if (json[at] != '\\') {
      while (at < inside.end && json[at] != '\\') ++at;
      out.trail.add(out.text.size(), begin, at - begin, at - begin);
      out.text.append(json.substr(begin, at - begin));
      continue;
    }
    const std::size_t before = out.text.size();
    const char c = at + 1 < inside.end ? json[at + 1] : '\\';
    at += 2;
    switch (c) {
      case 'n':
        out.text += '\n';
        break;
      case 't':
        out.text += '\t';
        break;
      case 'r':
        out.text += '\r';
        break;
      case 'b':
        out.text += '\b';
        break;
      case 'f':
        out.text += '\f';
        break;
      case 'u': {
        std::uint32_t code = hex4(json.substr(at, inside.end - at));
        at = std::min<std::size_t>(at + 4, inside.end);
        if (code >= 0xD800 && code < 0xDC00 && json.substr(at, 2) == "\\u") {
          const std::uint32_t low = hex4(json.substr(at + 2, 4));
          if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            at = std::min<std::size_t>(at + 6, inside.end);
          }
        }
        append_utf8(out.text, code);
        break;
      }
      default:
        out.text += c;
        break;
    }
    out.trail.add(before, begin, out.text.size() - before, at - begin);
  }
  return out;
}

}  // namespace

std::optional<ByteSpan> find_json_value(std::string_view json, const std::vector<JsonStep>& path) {
  Scanner in{json};
  in.white();
  for (const JsonStep& step : path) {
    const bool object = in.now() == '{';
    if (in.now() != (step.is_index ? '[' : '{')) return std::nullopt;
    in.step();
    std::optional<std::size_t> found;
    for (std::size_t n = 0; in.at() < json.size(); ++n) {
      in.white();
      if (in.now() == ',') {
        in.step();
        in.white();
      }
      if (in.now() == (object ? '}' : ']')) break;
      bool here = step.is_index && n == step.index;
      if (object) {
        if (in.now() != '"') return std::nullopt;
        const ByteSpan key = in.string();
        here = slice(json, key) == step.key || resolved(json, key).text == step.key;
        in.white();
        in.step();  // the colon
        in.white();
      }
      const std::size_t before = in.at();
      if (here) found = before;
      if (here && step.is_index) break;
      in.value();
      if (in.at() == before) return std::nullopt;
    }
    if (!found.has_value()) return std::nullopt;
    in.go(*found);
  }
  const std::size_t begin = in.at();
  in.value();
  return ByteSpan{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in.at())};
}

std::optional<JsonString> find_json_string(std::string_view json, const std::vector<JsonStep>& path) {
  const std::optional<ByteSpan> value = find_json_value(json, path);
  if (!value.has_value() || value->size() < 2 || json[value->begin] != '"') return std::nullopt;
  return resolved(json, {value->begin + 1, value->end - 1});
}

}  // namespace headwater::detail
