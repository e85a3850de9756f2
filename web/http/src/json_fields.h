// The fields of one JSON object that somebody sent.
#ifndef HEADWATER_HTTP_SRC_JSON_FIELDS_H_
#define HEADWATER_HTTP_SRC_JSON_FIELDS_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "handlers.h"
#include "headwater/schema/id.h"

namespace headwater::detail {

// Reads the fields of one JSON object; keeps what was first found to be wrong.
class Fields {
 public:
  explicit Fields(std::string_view body) : json_(nlohmann::json::parse(body, nullptr, false)) {
    if (!json_.is_object()) fault_ = "the body must be one JSON object";
  }

  std::string text(const char* key, bool is_wanted) {
    const nlohmann::json* value = find(key);
    if (value == nullptr || value->is_null()) {
      if (is_wanted) fail(key, "is missing");
      return {};
    }
    if (!value->is_string()) fail(key, "must be text");
    return value->is_string() ? value->get<std::string>() : std::string{};
  }
  NodeId node(const char* key, bool is_wanted) {
    const std::string words = text(key, is_wanted);
    const std::optional<NodeId> id = NodeId::parse(words);
    if (!words.empty() && !id) fail(key, "must be an id");
    return id.value_or(NodeId{});
  }
  bool flag(const char* key) {
    const nlohmann::json* value = find(key);
    if (value != nullptr && !value->is_boolean()) fail(key, "must be true or false");
    return value != nullptr && *value == true;
  }
  // Whatever was not asked for is wrong too.
  const std::string& fault() {
    if (!fault_.empty()) return fault_;
    for (const auto& [key, value] : json_.items()) {
      if (std::find(known_.begin(), known_.end(), key) == known_.end()) fail(key, "is no field of it");
    }
    return fault_;
  }

 private:
  const nlohmann::json* find(const char* key) {
    known_.emplace_back(key);
    const auto it = json_.is_object() ? json_.find(key) : json_.end();
    return json_.is_object() && it != json_.end() ? &*it : nullptr;
  }
  void fail(std::string_view key, std::string_view what) {
    if (fault_.empty()) fault_ = joined({"\"", key, "\" ", what});
  }

  nlohmann::json json_;
  std::vector<std::string> known_;
  std::string fault_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_JSON_FIELDS_H_
