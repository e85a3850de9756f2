// Errors as values.
//
// Whatever can fail on input or on disk returns Result<T>. It is spelled like std::expected so that the standard one
// can replace it:
//
//   headwater::Result<headwater::Date> day = headwater::Date::parse("2013-02-19");
//   if (!day.has_value()) std::cerr << day.error().message << '\n';
//
// Absent is not broken: a lookup that may find nothing returns Result<std::optional<T>>.
// Result is as thread-safe as the value it holds. value() on an error, and error() on a value, are bugs of the caller.
#ifndef HEADWATER_SCHEMA_RESULT_H_
#define HEADWATER_SCHEMA_RESULT_H_

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace headwater {

// Stable codes; the wording of messages is free to improve. Numbers are never reused.
enum class ErrorCode {
  kInvalidArgument = 1,  // the caller's words are wrong: unknown option, malformed id
  kNotFound = 2,         // the thing asked for is not there
  kBadInput = 3,         // bytes from outside that are not what they should be
  kTooLarge = 4,         // a bound on size, depth, count or time was passed
  kUnsupported = 5,      // a format or a format version this program does not read
  kBusy = 6,             // the store is in use by another process
  kCorruption = 7,       // the store's own bytes do not decode
  kIo = 8,               // the operating system refused: disk full, no permission
};

// "bad_input", "too_large", ...: the code as it stands in JSON.
std::string_view to_string(ErrorCode code);

// `message` says what was being done, on which input, and what was wanted instead. UTF-8, one line, no full stop.
struct Error {
  ErrorCode code = ErrorCode::kBadInput;
  std::string message;

  bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_{std::in_place_index<0>, std::move(value)} {}      // NOLINT: implicit, as in std::expected
  Result(Error error) : state_{std::in_place_index<1>, std::move(error)} {}  // NOLINT

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& value() & { return checked(); }
  const T& value() const& { return const_cast<Result*>(this)->checked(); }
  T&& value() && { return std::move(checked()); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& {
    assert(!has_value());
    return std::get<1>(state_);
  }
  Error&& error() && {
    assert(!has_value());
    return std::get<1>(std::move(state_));
  }

 private:
  T& checked() {
    assert(has_value());
    return std::get<0>(state_);
  }
  std::variant<T, Error> state_;
};

// Success without a value.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_{std::move(error)}, failed_{true} {}  // NOLINT: implicit, as in std::expected

  [[nodiscard]] bool has_value() const noexcept { return !failed_; }
  explicit operator bool() const noexcept { return has_value(); }
  const Error& error() const {
    assert(failed_);
    return error_;
  }

 private:
  Error error_;
  bool failed_ = false;
};

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_RESULT_H_
