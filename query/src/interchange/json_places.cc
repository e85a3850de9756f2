#include "interchange/json_places.h"

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

namespace headwater::detail {
namespace {

constexpr std::string_view kWhite = " \t\r\n";

std::size_t past_white(std::string_view text, std::size_t at) {
  while (at < text.size() && kWhite.find(text[at]) != std::string_view::npos) ++at;
  return at;
}

// `at` is its first quote; gives what is behind the last.
std::size_t past_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

// `at` is the first byte of a value.
std::size_t past_value(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = past_string(text, at);
    } else if (c == '{' || c == '[') {
      ++depth;
      ++at;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return at;
      --depth;
      ++at;
    } else if (depth == 0) {
      const std::size_t end = text.find_first_of(",]} \t\r\n", at);
      return end == std::string_view::npos ? text.size() : end;
    } else {
      ++at;
      continue;
    }
    if (depth == 0) return at;
  }
  return at;
}

ByteSpan span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

Result<void> check_json(std::string_view text, std::string_view format) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      at = past_string(text, at) - 1;
    } else if (text[at] == '{' || text[at] == '[') {
      if (++depth > kMaxJsonDepth)
        return Error{ErrorCode::kTooLarge, std::string{format} + ": nested deeper than 64 levels"};
    } else if ((text[at] == '}' || text[at] == ']') && depth > 0) {
      --depth;
    }
  }
  const ByteSpan all = outermost(text);
  if (all.empty() || text[all.begin] != '{' || !nlohmann::json::accept(text))
    return Error{ErrorCode::kBadInput, std::string{format} + ": wanted one JSON object in UTF-8"};
  return {};
}

ByteSpan outermost(std::string_view text) {
  std::size_t begin = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  begin = past_white(text, begin);
  return begin < text.size() ? span(begin, past_value(text, begin)) : ByteSpan{};
}

Result<void> each_member(std::string_view text, ByteSpan object, const VisitMember& visit) {
  if (object.empty() || text[object.begin] != '{') return {};
  for (std::size_t at = past_white(text, object.begin + 1); at < object.end && text[at] == '"';) {
    const std::size_t after_name = past_string(text, at);
    const std::size_t value = past_white(text, past_white(text, after_name) + 1);
    const std::size_t end = past_value(text, value);
    if (end > object.end) return {};
    if (Result<void> done = visit(span(at + 1, after_name - 1), span(value, end)); !done) return done;
    at = past_white(text, end);
    if (at < object.end && text[at] == ',') at = past_white(text, at + 1);
  }
  return {};
}

Result<void> each_element(std::string_view text, ByteSpan array, const VisitElement& visit) {
  if (array.empty() || text[array.begin] != '[') return {};
  for (std::size_t at = past_white(text, array.begin + 1); at < array.end && text[at] != ']';) {
    const std::size_t end = past_value(text, at);
    if (end > array.end) return {};
    if (Result<void> done = visit(span(at, end)); !done) return done;
    at = past_white(text, end);
    if (at < array.end && text[at] == ',') at = past_white(text, at + 1);
  }
  return {};
}

ByteSpan member(std::string_view text, ByteSpan object, std::string_view name) {
  ByteSpan found;
  (void)each_member(text, object, [&](ByteSpan key, ByteSpan value) -> Result<void> {
    if (slice(text, key) == name) found = value;
    return {};
  }).has_value();
  return found;
}

ByteSpan words_within(std::string_view text, ByteSpan value) {
  if (value.size() > 2 && text[value.begin] == '"') return {value.begin + 1, value.end - 1};
  return value;
}

}  // namespace headwater::detail
