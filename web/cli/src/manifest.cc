#include "manifest.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <nlohmann/json.hpp>

#include "files.h"
#include "headwater/fetch/fetch.h"

namespace headwater::cli {
namespace {

constexpr std::size_t kMaxLine = 1u << 20;

Error bad(const std::string& place, const std::string& what) { return {ErrorCode::kBadInput, place + ": " + what}; }

// The text of a key; "" if it is absent or null.
Result<std::string> text_of(const nlohmann::json& json, const char* key, const std::string& place) {
  const auto it = json.find(key);
  if (it == json.end() || it->is_null()) return std::string{};
  if (!it->is_string()) return bad(place, "\"" + std::string{key} + "\" is not a string");
  return it->get<std::string>();
}

std::optional<Error> fill(Input& input, const nlohmann::json& json, const std::string& place) {
  std::string values[5];
  constexpr const char* kKeys[5] = {"path", "url", "published", "format", "kind"};
  for (int i = 0; i < 5; ++i) {
    Result<std::string> value = text_of(json, kKeys[i], place);
    if (!value.has_value()) return value.error();
    values[i] = std::move(*value);
  }
  const auto& [path, url, published, format, kind] = values;
  input.options.path = path;
  if (path.empty()) return bad(place, "has no \"path\"");
  if (!url.empty()) input.options.url = url;
  if (!published.empty()) {
    Result<Date> date = Date::parse(published);
    if (!date.has_value()) return bad(place, "\"published\": " + date.error().message);
    if (!date->day().has_value()) return bad(place, "\"published\": \"" + published + "\" is no day");
    input.options.published = std::move(*date);
  }
  if (!format.empty()) {
    input.options.format = parse_format(format);
    if (!input.options.format.has_value())
      return bad(place, "\"" + format + "\" is no format; wanted " + format_words());
  }
  if (!kind.empty()) {
    input.options.kind = parse_document_kind(kind);
    if (!input.options.kind.has_value()) {
      return bad(place, "\"" + kind + "\" is no kind; wanted article, report, statement, transcript or other");
    }
  }
  return std::nullopt;
}

}  // namespace

Input read_manifest_line(std::string_view line, const ExtractOptions& defaults, const std::string& folder,
                         const std::string& place, bool allow_private) {
  Input input;
  input.options = defaults;
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) {
    input.error = bad(place, "is not a JSON object");
    return input;
  }
  input.error = fill(input, json, place);
  input.allow_private = allow_private;
  const std::filesystem::path path{input.options.path};
  if (is_web_address(input.options.path)) {
    input.file = input.options.path;
    return input;
  }
  input.file = path.is_absolute() || folder.empty() ? path.string() : (folder / path).string();
  return input;
}

std::string format_words() {
  std::string out;
  for (int n = 0; n <= static_cast<int>(Format::kZstd); ++n) {
    out += (n == 0                                 ? ""
            : n == static_cast<int>(Format::kZstd) ? " or "
                                                   : ", ") +
           std::string{to_string(static_cast<Format>(n))};
  }
  return out;
}

void Manifest::Close::operator()(std::FILE* file) const {
  if (file != stdin) std::fclose(file);
}

Manifest::Manifest(std::string path, std::FILE* file, ExtractOptions defaults, bool allow_private)
    : path_{std::move(path)}, file_{file}, defaults_{std::move(defaults)}, allow_private_{allow_private} {
  if (path_ != "-") folder_ = std::filesystem::path{path_}.parent_path().string();
}

Result<Manifest> Manifest::open(const std::string& path, ExtractOptions defaults, bool allow_private) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rbe");
  if (file == nullptr) {
    return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                 path + ": the manifest cannot be read: " + std::strerror(errno)};
  }
  return Manifest{path, file, std::move(defaults), allow_private};
}

std::optional<Input> Manifest::next() {
  std::string line;
  bool too_long = false;
  int c = std::getc(file_.get());
  if (c == EOF) return std::nullopt;
  for (; c != EOF && c != '\n'; c = std::getc(file_.get())) {
    if (line.size() < kMaxLine) {
      line.push_back(static_cast<char>(c));
    } else {
      too_long = true;
    }
  }
  const std::string place = (path_ == "-" ? "standard input" : path_) + ", line " + std::to_string(++line_);
  if (!too_long) return read_manifest_line(line, defaults_, folder_, place, allow_private_);
  Input input;
  input.error = Error{ErrorCode::kTooLarge, place + ": is longer than " + std::to_string(kMaxLine) + " bytes"};
  return input;
}

}  // namespace headwater::cli
