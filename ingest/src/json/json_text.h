// Strings inside JSON, with the way back to where they stand.
#ifndef HEADWATER_INGEST_JSON_JSON_TEXT_H_
#define HEADWATER_INGEST_JSON_JSON_TEXT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/trail.h"

namespace headwater::detail {

// One step of the way to a value: a key of an object, or the number of an array's element.
struct JsonStep {
  std::string key;
  std::size_t index = 0;
  bool is_index = false;
};

struct JsonString {
  std::string text;  // resolved; valid UTF-8, lone surrogates become U+FFFD
  Trail trail;       // into the JSON
};

// The string at the end of `path` in `json`, which must be valid JSON. Of a key that stands twice the last counts.
// Nothing if there is no string. Linear; no recursion.
std::optional<JsonString> find_json_string(std::string_view json, const std::vector<JsonStep>& path);

// The place of the value at the end of `path`, likewise.
std::optional<ByteSpan> find_json_value(std::string_view json, const std::vector<JsonStep>& path);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_JSON_JSON_TEXT_H_
