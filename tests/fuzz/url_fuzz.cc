// Addresses: two lines, a reference and a base. What comes out is an address of the web or nothing, and is stable.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "text/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwater::detail;  // NOLINT: the private functions under test, and nothing else here
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  const std::size_t end = input.find('\n');
  const std::string_view base = end == std::string_view::npos ? std::string_view{} : input.substr(end + 1);
  const auto wants = [&](bool true_always, const std::string& what) {
    if (true_always) return;
    std::cerr << what << '\n';
    std::abort();
  };
  const std::string resolved = resolve_url(input.substr(0, end), base);
  const std::string url = canonical_url(input.substr(0, end), base);
  wants(resolved.empty() == url.empty(), "resolved '" + resolved + "' canonical '" + url + "'");
  if (url.empty()) return 0;
  wants(url.rfind("http://", 0) == 0 || url.rfind("https://", 0) == 0, url);
  wants(url.find('#') == std::string::npos && url.find(' ') == std::string::npos, url);
  wants(!host_of(url).empty() && !url_key(url).empty(), url);
  // A target inside a target may still be waiting; else the canonical address is its own.
  const auto carries = [](const std::string& text) {
    return text.find("%3a") != std::string::npos || text.find("%3A") != std::string::npos;
  };
  if (!carries(url)) {
    wants(canonical_url(url) == url, url + " then " + canonical_url(url));
    // An address in numbers takes no "www.", and "www.local" keeps its own.
    if (url.find('[') != std::string::npos || host_of(url).find('.') == std::string::npos) return 0;
    if (host_of(url).find_first_not_of("0123456789.") == std::string::npos) return 0;
    const std::size_t host = url.find("://") + 3;
    wants(url_key(url.substr(0, host) + "www." + url.substr(host)) == url_key(url), url_key(url));
  }
  return 0;
}
