// What handlers of routes are made of: what they are given, and how an outcome becomes a reply.
#ifndef HEADWATER_HTTP_SRC_HANDLERS_H_
#define HEADWATER_HTTP_SRC_HANDLERS_H_

#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "headwater/graph/store.h"
#include "headwater/query/json.h"
#include "reply.h"
#include "request_head.h"

namespace headwater::detail {

class EventLog;
class ExportTurns;
class Fetching;
class Metrics;

struct Context {
  Store& store;
  std::size_t max_body_bytes;
  bool takes_documents;
  const ExportTurns& exports;
  Fetching& fetching;
  EventLog& events;
  Metrics& metrics;
};

struct Asked {
  const Target& target;
  std::string_view id;  // the piece of the path that stands for {id}
  std::string_view content_type;
  std::string_view body;

  [[nodiscard]] std::string param(std::string_view name, std::string_view otherwise = {}) const {
    const std::string* value = target.param(name);
    return value == nullptr ? std::string{otherwise} : *value;
  }
};

inline std::string joined(std::initializer_list<std::string_view> pieces) {
  std::string out;
  for (const std::string_view piece : pieces) out.append(piece);
  return out;
}

inline Error wrong(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

inline Reply failure(const Error& error) { return reply_of(problem_of(error)); }
inline Reply json(std::string body) { return {200, "application/json", std::move(body), {}, {}}; }
inline Reply text(std::string body, std::string_view type = "text/plain") {
  return {200, std::string{type} + "; charset=utf-8", std::move(body), {}, {}};
}

// The next step on a value, or the error of the step before.
template <class T, class Step>
auto then(Result<T> result, Step step) -> decltype(step(std::move(*result))) {
  if (!result.has_value()) return std::move(result).error();
  return step(std::move(*result));
}

template <class T, class Form>
inline Reply reply_with(const Result<T>& result, Form form) {
  return result.has_value() ? form(*result) : failure(result.error());
}

template <class T>
inline Reply json_reply(const Result<T>& result) {
  return reply_with(result, [](const T& value) { return json(to_json(value)); });
}

template <class T>
inline Result<T> present(Result<std::optional<T>> result, std::string_view what) {
  if (!result.has_value()) return std::move(result).error();
  if (!result->has_value()) return Error{ErrorCode::kNotFound, joined({what, " is not in the store"})};
  return **std::move(result);
}

inline Result<DocumentId> document_id(std::string_view words) {
  const std::optional<NodeId> node = NodeId::parse(words);
  if (node.has_value() && node->document().has_value()) return *node->document();
  return wrong(joined({"\"", words, "\" is no document's id; d and 16 hexadecimal digits are wanted"}));
}

inline Result<ClaimId> claim_id(std::string_view words) {
  const std::optional<NodeId> node = NodeId::parse(words);
  if (node.has_value() && node->claim().has_value()) return *node->claim();
  return wrong(joined({"\"", words, "\" is no claim's id; c and 24 hexadecimal digits are wanted"}));
}

inline Result<AgentId> agent_id(std::string_view words) {
  const std::optional<NodeId> node = NodeId::parse(words);
  if (node.has_value() && node->agent().has_value()) return *node->agent();
  return wrong(joined({"\"", words, "\" is no agent's id; a and 16 hexadecimal digits are wanted"}));
}

inline constexpr std::size_t kMaxPage = 1000;

// A parameter that counts, from `least` to `most`.
inline Result<std::size_t> count_in(const Asked& asked, std::string_view name, std::size_t least, std::size_t most,
                                    std::size_t otherwise) {
  const std::string* words = asked.target.param(name);
  if (words == nullptr) return otherwise;
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(words->data(), words->data() + words->size(), count);
  if (error == std::errc{} && end == words->data() + words->size() && count >= least && count <= most) return count;
  return wrong(joined({name, " must be a whole number from ", std::to_string(least), " to ", std::to_string(most)}));
}
inline Result<std::size_t> limit_in(const Asked& asked, std::size_t otherwise) {
  return count_in(asked, "limit", 1, kMaxPage, otherwise);
}

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_HANDLERS_H_
