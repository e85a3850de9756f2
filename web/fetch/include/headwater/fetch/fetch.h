// Documents from the web, by libcurl.
//
// Only http and https. Addresses that are not public (loopback, private, link-local, shared, multicast and the like)
// are refused where the connection is made, so that neither a name nor a redirect leads to them. Redirects, bytes and
// time are bounded. Proxies of the environment are not used.
#ifndef HEADWATER_FETCH_FETCH_H_
#define HEADWATER_FETCH_FETCH_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "headwater/ingest/ingest.h"
#include "headwater/schema/result.h"

struct sockaddr;  // of <sys/socket.h>

namespace headwater {

// "http://" or "https://" in any letter case.
bool is_web_address(std::string_view address);

// True for an address that anyone on the internet may have.
bool is_public(const sockaddr& address);

// True for every address.
bool any_address(const sockaddr& address);

struct FetchOptions {
  std::size_t max_bytes = 64u << 20;  // of the body, once it is inflated
  long max_redirects = 10;
  std::chrono::seconds connect{15};
  std::chrono::seconds whole{120};
  bool (*allowed)(const sockaddr&) = is_public;  // asked of every address before it is connected to
  const std::atomic<bool>* stop = nullptr;       // once true, the fetch ends within a second or so, as kIo
};

// What an earlier answer said of its version; "" for nothing.
struct Validators {
  std::string etag, last_modified;

  [[nodiscard]] bool empty() const { return etag.empty() && last_modified.empty(); }
};

struct Fetched {
  std::string bytes;
  std::string url;                  // after redirects
  std::string media_type, charset;  // of the answer's Content-Type, in lower case
  Validators validators;
  bool not_modified = false;  // the version asked about still stands; there are no bytes
};

// kInvalidArgument for what is no such address, kUnsupported for a refused one, kNotFound for 404 and 410, kTooLarge
// past the limits, kIo for everything else; all with `url` named. Any number of threads may call it.
Result<Fetched> fetch(const std::string& url, const FetchOptions& options, const Validators& known = {});

// Adds to `options` what the answer and the clock say, where they do not say it already: the address after redirects
// and that it is a page. The charset and the time are those of the answer.
void add_what_was_said(const Fetched& fetched, ExtractOptions& options);

}  // namespace headwater

#endif  // HEADWATER_FETCH_FETCH_H_
