#include "headwater/fetch/fetch.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <mutex>

#include <curl/curl.h>
#include <netinet/in.h>

namespace headwater {
namespace {

std::string lowered(std::string_view text) {
  std::string out{text};
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::string_view stripped(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  while (!text.empty() && kWhite.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && kWhite.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

bool is_public_v4(std::uint32_t a) {
  struct Block {
    std::uint32_t begin;
    int bits;
  };
  // RFC 6890 and its successors: what is not globally reachable.
  constexpr std::array<Block, 15> kBlocks{{{0x00000000, 8},
                                           {0x0A000000, 8},
                                           {0x64400000, 10},
                                           {0x7F000000, 8},
                                           {0xA9FE0000, 16},
                                           {0xAC100000, 12},
                                           {0xC0000000, 24},
                                           {0xC0000200, 24},
                                           {0xC0586300, 24},
                                           {0xC0A80000, 16},
                                           {0xC6120000, 15},
                                           {0xC6336400, 24},
                                           {0xCB007100, 24},
                                           {0xE0000000, 4},
                                           {0xF0000000, 4}}};
  return std::none_of(kBlocks.begin(), kBlocks.end(),
                      [&](const Block& block) { return (a ^ block.begin) >> (32 - block.bits) == 0; });
}

struct Transfer {
  const FetchOptions& options;
  Fetched out;
  bool refused = false;
  bool too_large = false;
};

curl_socket_t on_socket(void* data, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(data);
  if (!transfer.options.allowed(address->addr)) {
    transfer.refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* data) {
  auto& transfer = *static_cast<Transfer*>(data);
  if (transfer.out.bytes.size() + size > transfer.options.max_bytes) {
    transfer.too_large = true;
    return 0;
  }
  transfer.out.bytes.append(bytes, size);
  return size;
}

std::size_t on_header(char* bytes, std::size_t, std::size_t size, void* data) {
  auto& transfer = *static_cast<Transfer*>(data);
  const std::string_view line{bytes, size};
  if (line.starts_with("HTTP/")) {
    // A new answer, after a redirect.
    transfer.out.validators = {};
    transfer.out.bytes.clear();
    return size;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  const std::string name = lowered(line.substr(0, colon));
  if (name == "etag") transfer.out.validators.etag = stripped(line.substr(colon + 1));
  if (name == "last-modified") transfer.out.validators.last_modified = stripped(line.substr(colon + 1));
  return size;
}

int on_progress(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const std::atomic<bool>* stop = static_cast<Transfer*>(data)->options.stop;
  return stop != nullptr && *stop ? 1 : 0;
}

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

struct Free {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void read_content_type(const char* type, Fetched& out) {
  if (type == nullptr) return;
  const std::string text = lowered(type);
  const std::size_t semicolon = std::min(text.find(';'), text.size());
  out.media_type = stripped(std::string_view{text}.substr(0, semicolon));
  const std::size_t at = text.find("charset=", semicolon);
  if (at == std::string::npos) return;
  std::string_view value = std::string_view{text}.substr(at + 8);
  value = stripped(value.substr(0, value.find(';')));
  while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '"' || value.back() == '\'')) value.remove_suffix(1);
  out.charset = value;
}

Error error_of(CURLcode code, const Transfer& transfer, const std::string& url, const char* detail) {
  const FetchOptions& options = transfer.options;
  if (transfer.refused) {
    return {ErrorCode::kUnsupported, url + ": leads to an address that is not public"};
  }
  const std::string limit = std::to_string(options.max_bytes);
  if (transfer.too_large || code == CURLE_FILESIZE_EXCEEDED) {
    return {ErrorCode::kTooLarge, url + ": the answer is larger than the limit of " + limit + " bytes"};
  }
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {ErrorCode::kInvalidArgument, url + ": is no address that is fetched, wanted http or https"};
    case CURLE_TOO_MANY_REDIRECTS:
      return {ErrorCode::kTooLarge,
              url + ": is redirected more than " + std::to_string(options.max_redirects) + " times"};
    case CURLE_OPERATION_TIMEDOUT:
      return {ErrorCode::kTooLarge, url + ": takes more than " + std::to_string(options.whole.count()) + " seconds"};
    default:
      return {ErrorCode::kIo, url + ": cannot be fetched: " + (*detail != '\0' ? detail : curl_easy_strerror(code))};
  }
}

}  // namespace

bool is_web_address(std::string_view address) {
  std::string head{address.substr(0, 8)};
  for (char& c : head) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return head.starts_with("http://") || head == "https://";
}

bool any_address(const sockaddr&) { return true; }

bool is_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return is_public_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  const std::uint8_t* a = v6.sin6_addr.s6_addr;
  const auto embedded = [&](int at) {
    return static_cast<std::uint32_t>(a[at]) << 24 | static_cast<std::uint32_t>(a[at + 1]) << 16 |
           static_cast<std::uint32_t>(a[at + 2]) << 8 | a[at + 3];
  };
  const bool zeros = std::all_of(a, a + 10, [](std::uint8_t b) { return b == 0; });
  if (zeros) return a[10] == 0xFF && a[11] == 0xFF && is_public_v4(embedded(12));
  if (a[0] == 0x00 && a[1] == 0x64) return a[2] == 0xFF && a[3] == 0x9B && a[4] == 0 && is_public_v4(embedded(12));
  if (a[0] == 0x20 && a[1] == 0x02) return is_public_v4(embedded(2));  // 6to4
  if (a[0] == 0x20 && a[1] == 0x01 && a[2] < 0x02) return false;       // 2001::/23, Teredo among them
  if (a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0D && a[3] == 0xB8) return false;
  return (a[0] & 0xE0) == 0x20;  // 2000::/3 alone is given out
}

Result<Fetched> fetch(const std::string& url, const FetchOptions& options, const Validators& known) {
  if (!is_web_address(url) || url.find('\0') != std::string::npos) {
    return Error{ErrorCode::kInvalidArgument, url + ": is no address that is fetched, wanted http or https"};
  }
  start_curl();
  const std::unique_ptr<CURL, Free> curl{curl_easy_init()};
  if (!curl) return Error{ErrorCode::kIo, url + ": cannot be fetched: out of memory"};
  Transfer transfer{options, {}, false, false};
  std::array<char, CURL_ERROR_SIZE> detail{};
  curl_slist* list = nullptr;
  if (!known.etag.empty()) list = curl_slist_append(list, ("If-None-Match: " + known.etag).c_str());
  if (!known.last_modified.empty()) {
    list = curl_slist_append(list, ("If-Modified-Since: " + known.last_modified).c_str());
  }
  const std::unique_ptr<curl_slist, Free> headers{list};
  CURL* c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_PROXY, "");
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(c, CURLOPT_MAXREDIRS, options.max_redirects);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options.connect.count()));
  curl_easy_setopt(c, CURLOPT_TIMEOUT, static_cast<long>(options.whole.count()));
  curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(options.max_bytes));
  curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  curl_easy_setopt(c, CURLOPT_USERAGENT, "headwater/" HEADWATER_VERSION);
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(c, CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(c, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(c, CURLOPT_XFERINFODATA, &transfer);
  const CURLcode code = curl_easy_perform(c);
  if (code != CURLE_OK) return error_of(code, transfer, url, detail.data());
  long status = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
  if (status == 304 && !known.empty()) {
    transfer.out.not_modified = true;
    transfer.out.bytes.clear();
  } else if (status < 200 || status >= 300) {
    const ErrorCode kind = status == 404 || status == 410 ? ErrorCode::kNotFound : ErrorCode::kIo;
    return Error{kind, url + ": the server answers with status " + std::to_string(status)};
  }
  const char* text = nullptr;
  curl_easy_getinfo(c, CURLINFO_EFFECTIVE_URL, &text);
  transfer.out.url = text != nullptr ? text : url;
  const char* type = nullptr;
  curl_easy_getinfo(c, CURLINFO_CONTENT_TYPE, &type);
  read_content_type(type, transfer.out);
  return std::move(transfer.out);
}

}  // namespace headwater
