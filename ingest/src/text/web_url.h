// Addresses as browsers read them: the URL Standard (https://url.spec.whatwg.org, section 4), with domains by ICU.
//
//   WebUrl::parse("//User@BÜCHER.example:443/a/../b", "https://x.example/")->href()
//       // "https://User@xn--bcher-kva.example/b"
//
// Pure and linear; takes any bytes. What is not UTF-8 counts as U+FFFD.
#ifndef HEADWATER_INGEST_TEXT_WEB_URL_H_
#define HEADWATER_INGEST_TEXT_WEB_URL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::detail {

// The parts as the standard's URL record has them.
class WebUrl {
 public:
  // Nothing where the standard has failure. `base` is what a relative reference starts from, "" for none.
  static std::optional<WebUrl> parse(std::string_view input, std::string_view base = {});

  std::string scheme;
  std::string username, password;   // percent-encoded
  std::optional<std::string> host;  // serialised: "[::1]", "127.0.0.1", a domain in ASCII, or opaque; "" may be
  std::optional<std::uint16_t> port;
  bool opaque = false;            // the path is one string: "mailto:a@b"
  std::vector<std::string> path;  // its segments, or the one string
  std::optional<std::string> query, fragment;

  [[nodiscard]] std::string href() const;
  [[nodiscard]] std::string pathname() const;
  [[nodiscard]] bool is_special() const;
  // http or https, with a host.
  [[nodiscard]] bool is_web() const;
};

// The host in ASCII by UTS 46 as the standard wants it; nothing for what is no domain.
std::optional<std::string> domain_to_ascii(std::string_view domain);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_WEB_URL_H_
