#include "text/web_url.h"

#include <algorithm>
#include <array>

#include "text/charset.h"
#include "text/web_encode.h"
#include "text/web_host.h"

namespace headwater::detail {
namespace {

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

struct Special {
  std::string_view scheme;
  std::optional<std::uint16_t> port;
};
constexpr std::array<Special, 6> kSpecial{
    {{"ftp", 21}, {"file", std::nullopt}, {"http", 80}, {"https", 443}, {"ws", 80}, {"wss", 443}}};

const Special* special_of(std::string_view scheme) {
  const auto* found =
      std::find_if(kSpecial.begin(), kSpecial.end(), [&](const Special& s) { return s.scheme == scheme; });
  return found == kSpecial.end() ? nullptr : found;
}

bool is_single_dot(std::string_view segment) { return segment == "." || lowered(segment) == "%2e"; }
bool is_double_dot(std::string_view segment) {
  const std::string text = lowered(segment);
  return text == ".." || text == ".%2e" || text == "%2e." || text == "%2e%2e";
}
bool is_drive(std::string_view text) {
  return text.size() == 2 && is_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}
bool is_normal_drive(std::string_view text) { return is_drive(text) && text[1] == ':'; }
bool starts_with_drive(std::string_view text) {
  return text.size() >= 2 && is_drive(text.substr(0, 2)) && (text.size() == 2 || in_set("/\\?#", text[2]));
}

// Without what browsers throw away, and valid UTF-8.
std::string cleaned(std::string_view input) {
  while (!input.empty() && static_cast<unsigned char>(input.front()) <= ' ') input.remove_prefix(1);
  while (!input.empty() && static_cast<unsigned char>(input.back()) <= ' ') input.remove_suffix(1);
  std::string out;
  out.reserve(input.size());
  for (const char c : input) {
    if (c != '\t' && c != '\n' && c != '\r') out += c;
  }
  if (!is_utf8(out)) out = decode_as(out, "UTF-8").text;
  return out;
}

// The basic URL parser, section 4.4: states as functions that take the rest of the input.
class Parser {
 public:
  Parser(std::string_view input, const WebUrl* base) : rest_{input}, base_{base} {}

  std::optional<WebUrl> run() {
    // The fragment and the query end every state, so they are cut off first.
    if (const std::size_t hash = rest_.find('#'); hash != std::string_view::npos) {
      fragment_ = rest_.substr(hash + 1);
      rest_ = rest_.substr(0, hash);
    }
    if (!scheme_start()) return std::nullopt;
    if (fragment_) url_.fragment = encoded(*fragment_, kFragmentSet);
    return std::move(url_);
  }

 private:
  [[nodiscard]] bool special() const { return special_of(url_.scheme) != nullptr; }
  [[nodiscard]] bool is_slash(std::size_t at) const {
    return at < rest_.size() && (rest_[at] == '/' || (rest_[at] == '\\' && special()));
  }

  bool scheme_start() {
    std::size_t end = 0;
    if (!rest_.empty() && is_alpha(rest_[0])) {
      while (end < rest_.size() && (is_alpha(rest_[end]) || is_digit(rest_[end]) || in_set("+-.", rest_[end]))) ++end;
    }
    if (end == 0 || end >= rest_.size() || rest_[end] != ':') return no_scheme();
    url_.scheme = lowered(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    if (url_.scheme == "file") return file();
    if (special()) {
      // "https:a" is relative to a base of the same scheme.
      if (base_ != nullptr && base_->scheme == url_.scheme && rest_.substr(0, 2) != "//") return relative();
      return special_authority();
    }
    if (rest_.substr(0, 1) != "/") {
      url_.opaque = true;
      const std::size_t mark = rest_.find('?');
      take_query(mark);
      url_.path.push_back(opaque_path(rest_));
      return true;
    }
    if (rest_.substr(0, 2) == "//") {
      rest_.remove_prefix(2);
      return authority();
    }
    return path();
  }

  // Spaces at the end would be lost when what follows is taken off, so the last is written out.
  [[nodiscard]] std::string opaque_path(std::string_view text) const {
    std::string out = encoded(text, {});
    if ((url_.query || fragment_) && !out.empty() && out.back() == ' ') {
      out.pop_back();
      out += "%20";
    }
    return out;
  }

  bool no_scheme() {
    if (base_ == nullptr) return false;
    if (base_->opaque) {
      if (!rest_.empty() || !fragment_) return false;
      url_ = *base_;
      url_.fragment.reset();
      return true;
    }
    url_.scheme = base_->scheme;
    return base_->scheme == "file" ? file() : relative();
  }

  bool relative() {
    if (is_slash(0)) {
      if (is_slash(1)) {
        rest_.remove_prefix(2);
        return special() ? special_authority() : authority();
      }
      take_authority(*base_);
      return path();
    }
    take_authority(*base_);
    url_.path = base_->path;
    url_.opaque = base_->opaque;
    if (rest_.empty()) {
      url_.query = base_->query;
      return true;
    }
    if (rest_[0] == '?') {
      take_query(0);
      return true;
    }
    if (!url_.path.empty()) shorten();
    return path();
  }

  bool special_authority() {
    while (is_slash(0)) rest_.remove_prefix(1);
    return authority();
  }

  void take_authority(const WebUrl& other) {
    url_.username = other.username;
    url_.password = other.password;
    url_.host = other.host;
    url_.port = other.port;
  }

  bool authority() {
    std::size_t end = 0;
    while (end < rest_.size() && rest_[end] != '?' && !is_slash(end)) ++end;
    std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end);
    const std::size_t at = text.rfind('@');
    if (at != std::string_view::npos) {
      const std::string_view credentials = text.substr(0, at);
      text.remove_prefix(at + 1);
      if (text.empty()) return false;
      const std::size_t colon = credentials.find(':');
      url_.username = encoded(credentials.substr(0, colon), kUserinfoSet);
      if (colon != std::string_view::npos) url_.password = encoded(credentials.substr(colon + 1), kUserinfoSet);
    }
    return host_and_port(text) && path();
  }

  bool host_and_port(std::string_view text) {
    bool brackets = false;
    std::size_t colon = std::string_view::npos;
    for (std::size_t i = 0; i < text.size() && colon == std::string_view::npos; ++i) {
      if (text[i] == '[') brackets = true;
      if (text[i] == ']') brackets = false;
      if (text[i] == ':' && !brackets) colon = i;
    }
    const std::string_view host = text.substr(0, colon);
    if (host.empty() && (special() || colon != std::string_view::npos)) return false;
    url_.host = parse_host(host, special());
    if (!url_.host) return false;
    if (colon == std::string_view::npos) return true;
    std::uint32_t port = 0;
    const std::string_view digits = text.substr(colon + 1);
    for (const char c : digits) {
      if (!is_digit(c)) return false;
      port = port * 10 + static_cast<std::uint32_t>(c - '0');
      if (port > 0xFFFF) return false;
    }
    const Special* scheme = special_of(url_.scheme);
    if (!digits.empty() && !(scheme != nullptr && scheme->port == port)) url_.port = static_cast<std::uint16_t>(port);
    return true;
  }

  bool file() {
    url_.host = "";
    const bool based = base_ != nullptr && base_->scheme == "file";
    if (is_slash(0)) {
      if (is_slash(1)) {
        rest_.remove_prefix(2);
        return file_host();
      }
      if (based) {
        url_.host = base_->host;
        if (!starts_with_drive(rest_.substr(1)) && !base_->path.empty() && is_normal_drive(base_->path[0])) {
          url_.path.push_back(base_->path[0]);
        }
      }
      return path();
    }
    if (!based) return path();
    url_.host = base_->host;
    url_.path = base_->path;
    if (rest_.empty()) {
      url_.query = base_->query;
      return true;
    }
    if (rest_[0] == '?') {
      take_query(0);
      return true;
    }
    if (starts_with_drive(rest_)) {
      url_.path.clear();
    } else {
      shorten();
    }
    return path();
  }

  bool file_host() {
    std::size_t end = 0;
    while (end < rest_.size() && rest_[end] != '?' && !is_slash(end)) ++end;
    const std::string_view host = rest_.substr(0, end);
    if (is_drive(host)) return path();  // "file://c:/a" has no host
    rest_.remove_prefix(end);
    if (host.empty()) {
      url_.host = "";
      return path();
    }
    url_.host = parse_host(host, true);
    if (!url_.host) return false;
    if (*url_.host == "localhost") url_.host = "";
    return path();
  }

  void shorten() {
    if (url_.scheme == "file" && url_.path.size() == 1 && is_normal_drive(url_.path[0])) return;
    if (!url_.path.empty()) url_.path.pop_back();
  }

  void take_query(std::size_t mark) {
    if (mark >= rest_.size()) return;
    url_.query = encoded(rest_.substr(mark + 1), special() ? kSpecialQuerySet : kQuerySet);
    rest_ = rest_.substr(0, mark);
  }

  // From the path's first byte on; the query is still in `rest_`.
  bool path() {
    take_query(rest_.find('?'));
    if (rest_.empty()) {
      if (special() && url_.path.empty()) url_.path.emplace_back();
      return true;
    }
    if (is_slash(0)) rest_.remove_prefix(1);
    while (true) {
      std::size_t end = 0;
      while (end < rest_.size() && !is_slash(end)) ++end;
      const bool last = end >= rest_.size();
      std::string segment = encoded(rest_.substr(0, end), kPathSet);
      if (is_double_dot(segment)) {
        shorten();
        if (last) url_.path.emplace_back();
      } else if (is_single_dot(segment)) {
        if (last) url_.path.emplace_back();
      } else {
        if (url_.scheme == "file" && url_.path.empty() && is_drive(segment)) segment[1] = ':';
        url_.path.push_back(std::move(segment));
      }
      if (last) return true;
      rest_.remove_prefix(end + 1);
    }
  }

  std::string_view rest_;
  std::optional<std::string_view> fragment_;
  const WebUrl* base_;
  WebUrl url_;
};

}  // namespace

std::optional<WebUrl> WebUrl::parse(std::string_view input, std::string_view base) {
  std::optional<WebUrl> root;
  if (!base.empty()) {
    const std::string text = cleaned(base);
    root = Parser{text, nullptr}.run();
    if (!root) return std::nullopt;
  }
  const std::string text = cleaned(input);
  return Parser{text, root ? &*root : nullptr}.run();
}

bool WebUrl::is_special() const { return special_of(scheme) != nullptr; }

bool WebUrl::is_web() const { return (scheme == "http" || scheme == "https") && host && !host->empty(); }

std::string WebUrl::pathname() const {
  if (opaque) return path.empty() ? std::string{} : path[0];
  std::string out;
  for (const std::string& segment : path) (out += '/') += segment;
  return out;
}

std::string WebUrl::href() const {
  std::string out = scheme + ":";
  if (host) {
    out += "//";
    if (!username.empty() || !password.empty()) {
      out += username;
      if (!password.empty()) (out += ':') += password;
      out += '@';
    }
    out += *host;
    if (port) (out += ':') += std::to_string(*port);
  } else if (!opaque && path.size() > 1 && path[0].empty()) {
    out += "/.";
  }
  out += pathname();
  if (query) (out += '?') += *query;
  if (fragment) (out += '#') += *fragment;
  return out;
}

}  // namespace headwater::detail
