#include "reply.h"

namespace headwater::detail {
namespace {

void add(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

std::string head_with(int status, const Headers& headers) {
  std::string out = "HTTP/1.1 " + std::to_string(status) + " " + std::string{phrase_of(status)} + "\r\n";
  for (const auto& [name, value] : common_headers()) add(out, name, value);
  for (const auto& [name, value] : headers) add(out, name, value);
  return out;
}

}  // namespace

std::string_view phrase_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 429:
      return "Too Many Requests";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Error";
  }
}

const Headers& common_headers() {
  static const Headers headers{
      {"Content-Security-Policy",
       "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cache-Control", "no-cache"},
      {"Accept-Ranges", "none"},
  };
  return headers;
}

std::string closing_answer(const Reply& reply, bool head_only) {
  std::string out = head_with(reply.status, reply.headers);
  add(out, "Connection", "close");
  if (!reply.content_type.empty()) add(out, "Content-Type", reply.content_type);
  add(out, "Content-Length", std::to_string(reply.body.size()));
  out.append("\r\n");
  if (!head_only) out.append(reply.body);
  return out;
}

std::string streaming_head(std::string_view content_type) {
  std::string out = head_with(200, {});
  add(out, "Connection", "close");
  add(out, "Content-Type", content_type);
  out.append("\r\n");
  return out;
}

std::string not_modified_answer(std::string_view etag, bool closes) {
  std::string out = head_with(304, {{"ETag", std::string{etag}}});
  if (closes) add(out, "Connection", "close");
  out.append("\r\n");
  return out;
}

}  // namespace headwater::detail
