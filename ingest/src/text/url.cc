#include "text/url.h"

#include <algorithm>
#include <array>
#include <optional>

#include <libpsl.h>

#include "headwater/schema/fold.h"
#include "text/web_encode.h"
#include "text/web_host.h"
#include "text/web_url.h"

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

// Escapes of characters that need none are undone; those kept get upper-case digits, and a lone % is escaped, lest it
// join what is undone behind it.
std::string unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size() || hex_digit(text[i + 1]) < 0 || hex_digit(text[i + 2]) < 0) {
      out += "%25";
      continue;
    }
    const char c = static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
    if (is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      append_encoded(out, c, std::string_view{&c, 1});
    }
    i += 2;
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
  // "?src=newsletter" says whence a reader came, "?src=/img/1.png" what is to be shown.
  if (name == "src") return parameter.find_first_of("./%", name.size()) == std::string_view::npos;
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
std::string carried_target(const WebUrl& p) {
  if (!p.query) return {};
  const std::string path = lowered(p.pathname());
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
  each_parameter(*p.query, [&](std::string_view parameter) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos || !found.empty()) return;
    const std::string name = lowered(parameter.substr(0, equals));
    if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) return;
    const std::string_view value = parameter.substr(equals + 1);
    if (lowered(value.substr(0, 8)).find("%3a") == std::string::npos) return;
    // "https:2" is an address to browsers, and more likely no target.
    const std::string decoded = percent_decoded_bytes(value);
    const std::string start = lowered(std::string_view{decoded}.substr(0, 8));
    if (!start.starts_with("http://") && !start.starts_with("https://")) return;
    const std::optional<WebUrl> target = WebUrl::parse(decoded);
    if (target && target->is_web()) found = target->href();
  });
  return found;
}

struct Canonical {
  std::string scheme, authority, path, query;
};

// The host without full stops at its end, read anew: "6.." is a domain and "6" a number. Where it is no host without
// them, as it is.
std::string host_name(const WebUrl& url) {
  std::string host = url.host.value_or("");
  if (!host.ends_with('.')) return host;
  while (host.ends_with('.')) host.pop_back();
  return parse_host(host, true).value_or(*url.host);
}

Canonical canonical_parts(const WebUrl& url) {
  Canonical out;
  out.scheme = url.scheme;
  out.authority = host_name(url);
  if (url.port) (out.authority += ':') += std::to_string(*url.port);
  out.path = unescaped(url.pathname());
  if (out.path.empty()) out.path = "/";
  each_parameter(url.query.value_or(""), [&](std::string_view parameter) {
    if (parameter.empty() || is_tracking(parameter)) return;
    if (!out.query.empty()) out.query += '&';
    out.query += parameter;
  });
  return out;
}

std::optional<WebUrl> web_url(std::string_view url, std::string_view base) {
  std::optional<WebUrl> parsed = WebUrl::parse(url, base);
  if (!parsed && !base.empty()) parsed = WebUrl::parse(url);  // a base that is none
  if (parsed && (!parsed->is_web() || parsed->host->front() == '.')) parsed.reset();
  return parsed;
}

}  // namespace

std::string resolve_url(std::string_view reference, std::string_view base) {
  const std::optional<WebUrl> url = web_url(reference, base);
  return url ? url->href() : std::string{};
}

std::string canonical_url(std::string_view url, std::string_view base) {
  std::optional<WebUrl> absolute = web_url(url, base);
  for (int i = 0; i < kMaxUnwraps && absolute; ++i) {
    const std::string target = carried_target(*absolute);
    if (target.empty()) break;
    std::optional<WebUrl> inner = web_url(target, {});
    if (!inner) break;
    absolute = std::move(inner);
  }
  if (!absolute) return {};
  const Canonical c = canonical_parts(*absolute);
  std::string out = c.scheme + "://" + c.authority + c.path;
  if (!c.query.empty()) (out += '?') += c.query;
  return out;
}

std::string url_key(std::string_view url) {
  const std::string canonical = canonical_url(url);
  if (canonical.empty()) return {};
  const std::optional<WebUrl> parsed = web_url(canonical, {});
  if (!parsed) return {};
  Canonical c = canonical_parts(*parsed);
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
  const std::optional<WebUrl> parsed = web_url(url, {});
  if (!parsed) return {};
  return host_name(*parsed);
}

std::vector<std::string> telling_labels(std::string_view host) {
  static constexpr std::array<std::string_view, 15> kOfAny{
      "www", "www2", "mail", "press", "news", "media", "blog", "info", "co", "com", "org", "net", "gov", "edu", "ac"};
  std::vector<std::string> out;
  for (std::size_t dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.')) {
    const std::string_view label = host.substr(0, dot);
    if (!label.empty() && std::find(kOfAny.begin(), kOfAny.end(), label) == kOfAny.end()) out.emplace_back(label);
    host.remove_prefix(dot + 1);
  }
  return out;
}

bool is_named_as_site(std::string_view name, std::string_view host) {
  constexpr std::size_t kLeast = 5;
  const auto letters = [](std::string_view text, std::string_view ampersand) {
    std::string out;
    for (const char c : fold(text)) {
      if (c == '&') out += ampersand;
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & '\x80') != 0) out += c;
    }
    return out;
  };
  // "Kettle & Coin" on kettleandcoin.example
  const std::string flat = letters(host, "");
  const auto stands = [&](const std::string& key) {
    return key.size() >= kLeast && flat.find(key) != std::string::npos;
  };
  return stands(letters(name, "")) || stands(letters(name, "and"));
}

std::string registrable_domain(std::string_view host) {
  const std::string name{host};
  // The list knows names, not numbers: an address of the network is nobody's domain but its own.
  if (host.find_first_not_of("0123456789.") == std::string_view::npos || host.starts_with('[')) return name;
  const psl_ctx_t* list = psl_builtin();
  const char* found = list == nullptr ? nullptr : psl_registrable_domain(list, name.c_str());
  return found == nullptr ? name : std::string{found};
}

}  // namespace headwater::detail
