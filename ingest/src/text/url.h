// Addresses: made absolute, made comparable.
//
//   canonical_url("/a?utm_source=x#top", "https://News.example/b")   // "https://news.example/a"
//   url_key("http://www.news.example/a/amp/")                        // "news.example/a"
//
// All functions are pure, linear, and take any bytes.
#ifndef HEADWATER_INGEST_TEXT_URL_H_
#define HEADWATER_INGEST_TEXT_URL_H_

#include <string>
#include <string_view>
#include <vector>

namespace headwater::detail {

// `reference` made absolute against `base` as browsers do (web_url.h), with its fragment. "" unless the outcome is http
// or https with a host. `base` may be empty.
std::string resolve_url(std::string_view reference, std::string_view base);

// The address a document goes by: resolved, scheme and host in lower case, default port, fragment and tracking
// parameters (utm_*, fbclid, gclid, ...) gone, and redirectors that carry their target in a parameter unwrapped. "" as
// above.
std::string canonical_url(std::string_view url, std::string_view base = {});

// What makes two addresses the same: the canonical one without scheme, "www.", "m." and "amp." hosts, a trailing slash,
// "/amp" and "index.html". "" as above.
std::string url_key(std::string_view url);

// The host in lower case, without user and port; "" as above.
std::string host_of(std::string_view url);

// What a host may be called by: its labels but the last and those of any site ("www", "press", "co"). "aei" and
// "averland" of www.aei.averland.example.
std::vector<std::string> telling_labels(std::string_view host);

// "Run Diary" on www.rundiary.example: the letters of the name, five at least, stand in the host.
bool is_named_as_site(std::string_view name, std::string_view host);

// The part of a host that somebody registered: "news.example.co.uk" is of "example.co.uk". By the Public Suffix List
// that comes with libpsl; the host itself where there is no such part (addresses, public suffixes).
std::string registrable_domain(std::string_view host);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_URL_H_
