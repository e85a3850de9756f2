#include "opener.h"

#include <fstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "files.h"
#include "headwater/ingest/ingest.h"

namespace headwater::cli {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostVersions = 1'000'000;

}  // namespace

Opener::Opener(FetchOptions options, const Store* store, std::string versions)
    : options_{options}, store_{store}, file_{std::move(versions)} {
  if (file_.empty()) return;
  std::ifstream in{file_};
  for (std::string line; versions_.size() < kMostVersions && std::getline(in, line);) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("url") || !json["url"].is_string()) continue;
    const auto text = [&](const char* key) {
      return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string{};
    };
    versions_[text("url")] = {text("etag"), text("last_modified")};
  }
}

Result<std::unique_ptr<ByteSource>> Opener::open(Input& input) {
  return is_web_address(input.file) ? open_address(input) : open_file(input.file);
}

Result<std::unique_ptr<ByteSource>> Opener::open_address(Input& input) {
  FetchOptions options = options_;
  options.max_bytes = input.options.limits.max_bytes;
  Validators known;
  std::string held;
  if (store_ != nullptr) {
    const Result<std::optional<Document>> document = held_at(*store_, input.file);
    if (!document.has_value()) return document.error();
    if (document->has_value()) {
      Result<std::optional<std::string>> raw = store_->raw((*document)->id);
      if (!raw.has_value()) return raw.error();
      const std::lock_guard lock{guard_};
      const auto it = versions_.find(input.file);
      // Without its bytes a version is of no use.
      if (raw->has_value() && it != versions_.end() && (*document)->path == input.file) {
        known = it->second;
        held = std::move(**raw);
      }
    }
  }
  Result<Fetched> fetched = fetch(input.file, options, known);
  if (!fetched.has_value()) {
    Error error = fetched.error();
    if (error.code == ErrorCode::kUnsupported) error.message += "; --allow-private fetches from those";
    return error;
  }
  add_what_was_said(*fetched, input.options);
  if (fetched->not_modified) return std::unique_ptr<ByteSource>{std::make_unique<MemorySource>(std::move(held))};
  if (!file_.empty() && !fetched->validators.empty()) {
    const Json line{
        {"url", input.file}, {"etag", fetched->validators.etag}, {"last_modified", fetched->validators.last_modified}};
    const std::lock_guard lock{guard_};
    versions_[input.file] = fetched->validators;
    std::ofstream{file_, std::ios::app} << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
  return std::unique_ptr<ByteSource>{std::make_unique<MemorySource>(std::move(fetched->bytes))};
}

}  // namespace headwater::cli
