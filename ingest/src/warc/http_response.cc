#include "warc/http_response.h"

#include <algorithm>

#include "containers/decompress.h"

namespace headwater::detail {
namespace {

std::string lowered(std::string_view text) {
  std::string out{text};
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::string_view stripped(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view HttpHead::field(std::string_view name) const {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return {};
}

std::optional<HttpHead> read_http_head(std::string_view block) {
  if (!block.starts_with("HTTP/") && !block.starts_with("ICY ")) return std::nullopt;
  HttpHead out;
  bool first = true;
  std::size_t at = 0;
  while (at < block.size() && at < (1u << 20)) {
    const std::size_t end = std::min(block.find('\n', at), block.size());
    const std::string_view line = stripped(block.substr(at, end - at));
    at = std::min(end + 1, block.size());
    if (first) {
      const std::size_t space = line.find(' ');
      if (space != std::string_view::npos) {
        for (std::size_t i = space + 1; i < line.size() && i < space + 4 && line[i] >= '0' && line[i] <= '9'; ++i) {
          out.status = out.status * 10 + (line[i] - '0');
        }
      }
      first = false;
      continue;
    }
    if (line.empty()) {
      out.size = at;
      return out;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || out.fields.size() >= 1000) continue;
    out.fields.emplace_back(lowered(stripped(line.substr(0, colon))), stripped(line.substr(colon + 1)));
  }
  out.size = at;
  return out;
}

std::pair<std::string, std::string> media_type(std::string_view content_type) {
  const std::size_t semicolon = std::min(content_type.find(';'), content_type.size());
  std::string type = lowered(stripped(content_type.substr(0, semicolon)));
  const std::string rest = lowered(content_type.substr(semicolon));
  std::string charset;
  if (const std::size_t at = rest.find("charset="); at != std::string::npos) {
    std::string_view value = std::string_view{rest}.substr(at + 8);
    value = stripped(value.substr(0, value.find(';')));
    while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == '"' || value.back() == '\'')) value.remove_suffix(1);
    charset = value;
  }
  return {std::move(type), std::move(charset)};
}

std::string dechunked(std::string_view body) {
  std::string out;
  std::size_t at = 0;
  while (at < body.size()) {
    const std::size_t end = body.find('\n', at);
    if (end == std::string_view::npos) break;
    std::uint64_t size = 0;
    std::size_t digits = 0;
    for (std::size_t i = at; i < end && digits < 9; ++i) {
      const char c = body[i];
      const int value = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (value < 0) break;
      size = size * 16 + static_cast<std::uint64_t>(value);
      ++digits;
    }
    if (digits == 0) {
      // Archives often say "chunked" of bodies that were joined before.
      if (at == 0) return std::string{body};
      break;
    }
    if (size == 0) break;
    at = end + 1;
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(size, body.size() - at));
    out.append(body.substr(at, n));
    at += n;
    while (at < body.size() && (body[at] == '\r' || body[at] == '\n')) ++at;
  }
  return out;
}

Result<std::string> http_body(const HttpHead& head, std::string_view body, std::size_t max_bytes) {
  std::string out = lowered(head.field("transfer-encoding")).find("chunked") != std::string::npos ? dechunked(body)
                                                                                                  : std::string{body};
  const std::string coding = lowered(head.field("content-encoding"));
  if (coding.find("gzip") != std::string::npos || coding.find("deflate") != std::string::npos) {
    Result<std::string> inflated = inflate_block(out, max_bytes);
    // Archives often keep what was inflated under the head of before.
    if (inflated.has_value() || inflated.error().code == ErrorCode::kTooLarge) return inflated;
    return out;
  }
  if (coding.find("br") != std::string::npos || coding.find("zstd") != std::string::npos) {
    return Error{ErrorCode::kUnsupported, "the body is coded as \"" + coding + "\", wanted gzip, deflate or none"};
  }
  return out;
}

}  // namespace headwater::detail
