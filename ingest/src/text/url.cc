#include "text/url.h"

#include <algorithm>
#include <array>
#include <vector>

namespace headwater::detail {
namespace {

constexpr int kMaxUnwraps = 4;

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

struct Parts {
  bool has_scheme = false, has_authority = false, has_query = false, has_fragment = false;
  std::string_view scheme, authority, path, query, fragment;
};

// RFC 3986 appendix B.
Parts split(std::string_view url) {
  Parts parts;
  const std::size_t colon = url.find_first_of(":/?#");
  if (colon != std::string_view::npos && colon > 0 && url[colon] == ':' && is_alpha(url[0]) &&
      std::all_of(url.begin(), url.begin() + static_cast<std::ptrdiff_t>(colon),
                  [](char c) { return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; })) {
    parts.has_scheme = true;
    parts.scheme = url.substr(0, colon);
    url.remove_prefix(colon + 1);
  }
  if (url.substr(0, 2) == "//") {
    url.remove_prefix(2);
    const std::size_t end = std::min(url.find_first_of("/?#"), url.size());
    parts.has_authority = true;
    parts.authority = url.substr(0, end);
    url.remove_prefix(end);
  }
  if (const std::size_t hash = url.find('#'); hash != std::string_view::npos) {
    parts.has_fragment = true;
    parts.fragment = url.substr(hash + 1);
    url = url.substr(0, hash);
  }
  if (const std::size_t mark = url.find('?'); mark != std::string_view::npos) {
    parts.has_query = true;
    parts.query = url.substr(mark + 1);
    url = url.substr(0, mark);
  }
  parts.path = url;
  return parts;
}

// RFC 3986 section 5.2.4, on whole segments.
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  bool directory = false;  // the path ends in a slash
  const bool rooted = !path.empty() && path[0] == '/';
  if (rooted) path.remove_prefix(1);
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    const bool last = slash == std::string_view::npos;
    if (segment == ".") {
      directory = true;
    } else if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
      directory = true;
    } else {
      kept.push_back(segment);
      directory = false;
    }
    if (last) break;
    path.remove_prefix(slash + 1);
  }
  std::string out;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i > 0 || rooted) out += '/';
    out += kept[i];
  }
  if (directory) out += '/';
  return out;
}

std::string join(const Parts& p, std::string_view path) {
  std::string out{p.scheme};
  out += "://";
  out += p.authority;
  out += path;
  if (p.has_query) (out += '?') += p.query;
  if (p.has_fragment) (out += '#') += p.fragment;
  return out;
}

bool is_web(const Parts& p) {
  const std::string scheme = lowered(p.scheme);
  if ((scheme != "http" && scheme != "https") || !p.has_authority) return false;
  std::string_view host = p.authority;
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  std::size_t port = host.find(':');
  if (!host.empty() && host[0] == '[') {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos) return false;
    port = close + 1 < host.size() ? close + 1 : std::string_view::npos;
    if (port != std::string_view::npos && host[port] != ':') return false;
  }
  const std::string_view digits = port == std::string_view::npos ? std::string_view{} : host.substr(port + 1);
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return false;
  host = host.substr(0, port);
  return host.find_first_not_of('.') == 0;
}

// Trimmed, without line breaks, spaces and control characters escaped.
std::string cleaned(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\r\f";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(kSpace) - first + 1);
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == '\t' || c == '\0') continue;
    if (c == ' ') {
      out += "%20";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '<' || c == '>') {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      out += '%';
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    } else {
      out += c;
    }
  }
  return out;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Every %XX decoded, and where `unreserved` only those that need no escape; those kept get upper-case digits, and a
// lone % is escaped.
std::string percent_decoded(std::string_view text, bool unreserved) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      const char c = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      if (!unreserved || is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
        out += c;
      } else {
        constexpr std::string_view kHex = "0123456789ABCDEF";
        out += '%';
        out += kHex[static_cast<std::size_t>(hex_value(text[i + 1]))];
        out += kHex[static_cast<std::size_t>(hex_value(text[i + 2]))];
      }
      i += 2;
    } else if (text[i] == '%' && unreserved) {
      out += "%25";  // a lone one, lest it join what is decoded behind it
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_tracking(std::string_view parameter) {
  constexpr std::array<std::string_view, 40> kNames{"fbclid",
                                                    "gclid",
                                                    "gclsrc",
                                                    "dclid",
                                                    "msclkid",
                                                    "yclid",
                                                    "twclid",
                                                    "igshid",
                                                    "igsh",
                                                    "mc_cid",
                                                    "mc_eid",
                                                    "_ga",
                                                    "_gl",
                                                    "gbraid",
                                                    "wbraid",
                                                    "ocid",
                                                    "cmpid",
                                                    "cmp",
                                                    "smid",
                                                    "ncid",
                                                    "partner",
                                                    "ref",
                                                    "ref_src",
                                                    "ref_url",
                                                    "referrer",
                                                    "referer",
                                                    "spm",
                                                    "mkt_tok",
                                                    "_hsenc",
                                                    "_hsmi",
                                                    "vero_id",
                                                    "wt_mc",
                                                    "xtor",
                                                    "__twitter_impression",
                                                    "guccounter",
                                                    "guce_referrer",
                                                    "guce_referrer_sig",
                                                    "s_cid",
                                                    "ito",
                                                    "ftag"};
  const std::string name = lowered(parameter.substr(0, parameter.find('=')));
  return name.rfind("utm_", 0) == 0 || name.rfind("at_", 0) == 0 || name.rfind("pk_", 0) == 0 ||
         name.rfind("mtm_", 0) == 0 || name.rfind("hsa_", 0) == 0 ||
         std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

template <class F>
void each_parameter(std::string_view query, F&& f) {
  while (!query.empty()) {
    std::size_t end = std::min(query.find('&'), query.size());
    f(query.substr(0, end));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
}

// The address a redirector carries; "" if it is none. Pages that share or submit an address are no redirectors.
std::string carried_target(const Parts& p) {
  if (!p.has_query) return {};
  const std::string path = lowered(p.path);
  for (const std::string_view word : {"share", "intent", "submit", "login", "signin", "oembed"}) {
    if (path.find(word) != std::string::npos) return {};
  }
  constexpr std::array<std::string_view, 24> kNames{"u",
                                                    "url",
                                                    "q",
                                                    "to",
                                                    "target",
                                                    "dest",
                                                    "destination",
                                                    "redirect",
                                                    "redirect_url",
                                                    "redirect_uri",
                                                    "redir",
                                                    "goto",
                                                    "link",
                                                    "href",
                                                    "out",
                                                    "murl",
                                                    "adurl",
                                                    "r",
                                                    "z",
                                                    "rurl",
                                                    "target_url",
                                                    "targeturl",
                                                    "lnk",
                                                    "site"};
  std::string found;
  each_parameter(p.query, [&](std::string_view parameter) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos || !found.empty()) return;
    const std::string name = lowered(parameter.substr(0, equals));
    if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) return;
    const std::string_view value = parameter.substr(equals + 1);
    if (lowered(value.substr(0, 8)).find("%3a") == std::string::npos) return;
    const std::string target = percent_decoded(value, false);
    if (is_web(split(target))) found = cleaned(target);
  });
  return found;
}

struct Canonical {
  std::string scheme, authority, path, query;
};

// Of an absolute web address.
Canonical canonical_parts(std::string_view absolute) {
  const Parts p = split(absolute);
  Canonical out;
  out.scheme = lowered(p.scheme);
  std::string_view authority = p.authority;
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  out.authority = lowered(authority);
  const std::string_view port = out.scheme == "http" ? ":80" : ":443";
  if (out.authority.size() > port.size() && out.authority.ends_with(port)) {
    out.authority.resize(out.authority.size() - port.size());
  }
  while (!out.authority.empty() && out.authority.back() == '.') out.authority.pop_back();
  out.path = without_dots(percent_decoded(p.path, true));  // "%2e%2e" is ".."
  if (out.path.empty()) out.path = "/";
  each_parameter(p.query, [&](std::string_view parameter) {
    if (parameter.empty() || is_tracking(parameter)) return;
    if (!out.query.empty()) out.query += '&';
    out.query += parameter;
  });
  return out;
}

}  // namespace

std::string resolve_url(std::string_view reference, std::string_view base) {
  const std::string ref_text = cleaned(reference);
  const Parts ref = split(ref_text);
  if (ref.has_scheme) {
    return is_web(ref) ? join(ref, without_dots(ref.path)) : std::string{};
  }
  const std::string base_text = cleaned(base);
  const Parts root = split(base_text);
  if (!is_web(root)) return {};
  Parts out = ref;
  out.scheme = root.scheme;
  if (ref.has_authority) return is_web(out) ? join(out, without_dots(ref.path)) : std::string{};
  out.authority = root.authority;
  if (ref.path.empty()) {
    if (!ref.has_query) {
      out.query = root.query;
      out.has_query = root.has_query;
    }
    return join(out, root.path);
  }
  if (ref.path[0] == '/') return join(out, without_dots(ref.path));
  std::string path{root.path.substr(0, root.path.rfind('/') == std::string_view::npos ? 0 : root.path.rfind('/') + 1)};
  if (path.empty()) path = "/";
  path += ref.path;
  return join(out, without_dots(path));
}

std::string canonical_url(std::string_view url, std::string_view base) {
  std::string absolute = resolve_url(url, base);
  for (int i = 0; i < kMaxUnwraps && !absolute.empty(); ++i) {
    std::string target = carried_target(split(absolute));
    if (target.empty()) break;
    absolute = std::move(target);
  }
  if (absolute.empty()) return {};
  const Canonical c = canonical_parts(absolute);
  std::string out = c.scheme + "://" + c.authority + c.path;
  if (!c.query.empty()) (out += '?') += c.query;
  return out;
}

std::string url_key(std::string_view url) {
  const std::string canonical = canonical_url(url);
  if (canonical.empty()) return {};
  Canonical c = canonical_parts(canonical);
  // A host keeps two labels at least.
  const auto drop_first_label = [&](std::string_view label) {
    const std::size_t dot = c.authority.find('.');
    if (dot == std::string::npos || std::string_view{c.authority}.substr(0, dot) != label) return false;
    if (c.authority.find('.', dot + 1) == std::string::npos) return false;
    c.authority.erase(0, dot + 1);
    return true;
  };
  while (drop_first_label("www") || drop_first_label("m") || drop_first_label("amp") || drop_first_label("mobile")) {
  }
  std::string& path = c.path;
  bool changed = true;
  while (changed) {
    changed = false;
    for (const std::string_view end : {"/", "/amp", "/index.html", "/index.htm", "/index.php"}) {
      if (std::string_view{path}.ends_with(end)) {
        path.resize(path.size() - end.size());
        changed = true;
      }
    }
  }
  std::string query;
  each_parameter(c.query, [&](std::string_view parameter) {
    const std::string lower = lowered(parameter);
    if (lower == "amp" || lower == "amp=1" || lower == "amp=true" || lower == "outputtype=amp") return;
    if (!query.empty()) query += '&';
    query += parameter;
  });
  std::string out = c.authority + path;
  if (!query.empty()) (out += '?') += query;
  return out;
}

std::string host_of(std::string_view url) {
  const std::string absolute = resolve_url(url, {});
  if (absolute.empty()) return {};
  std::string host = canonical_parts(absolute).authority;
  if (const std::size_t colon = host.rfind(':'); colon != std::string::npos && host.back() != ']') host.resize(colon);
  return host;
}

}  // namespace headwater::detail
