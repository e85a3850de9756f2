// What handlers of routes are made of: what they are given, and how an outcome becomes a reply.
#ifndef HEADWATER_HTTP_SRC_HANDLERS_H_
#define HEADWATER_HTTP_SRC_HANDLERS_H_

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
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

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_HANDLERS_H_
