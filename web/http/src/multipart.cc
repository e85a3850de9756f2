#include "multipart.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "headwater/schema/utf8.h"
#include "text_forms.h"

namespace headwater::detail {
namespace {

Error wrong_form(std::string what) { return {ErrorCode::kInvalidArgument, "the form: " + std::move(what)}; }

std::string numbered(std::size_t part) { return "part " + std::to_string(part); }

// The value of NAME=VALUE or NAME="VALUE" among what stands after the first semicolon, nothing if it is not there.
// In quotes a backslash stands before a quote or a backslash, as some clients write them.
std::optional<std::string> parameter_of(std::string_view header, std::string_view wanted) {
  std::size_t at = std::min(header.find(';'), header.size());
  while (at < header.size()) {
    ++at;
    const std::size_t equals = header.find('=', at);
    if (equals == std::string_view::npos) return std::nullopt;
    const bool found = lowered(trimmed(header.substr(at, equals - at))) == wanted;
    std::string value;
    at = equals + 1;
    if (at < header.size() && header[at] == '"') {
      for (++at; at < header.size() && header[at] != '"'; ++at) {
        const bool escaped =
            header[at] == '\\' && at + 1 < header.size() && (header[at + 1] == '"' || header[at + 1] == '\\');
        if (escaped) ++at;
        value += header[at];
      }
      if (at == header.size()) return std::nullopt;
      at = std::min(header.find(';', at), header.size());
    } else {
      const std::size_t end = std::min(header.find(';', at), header.size());
      value = trimmed(header.substr(at, end - at));
      at = end;
    }
    if (found) return value;
  }
  return std::nullopt;
}

// A client may send the whole path of its machine, which is nobody's business.
std::string last_piece(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

bool is_plain(std::string_view text) {
  return is_utf8(text) && std::none_of(text.begin(), text.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::optional<Error> read_disposition(std::string_view value, std::size_t number, const MultipartLimits& limits,
                                      Part& part) {
  if (lowered(trimmed(value.substr(0, value.find(';')))) != "form-data")
    return wrong_form(numbered(number) + " has a Content-Disposition that is not form-data");
  const std::optional<std::string> name = parameter_of(value, "name");
  if (!name.has_value() || !is_plain(*name)) return wrong_form(numbered(number) + " has no name");
  part.name = *name;
  if (const std::optional<std::string> file = parameter_of(value, "filename")) {
    part.filename = last_piece(*file);
    if (part.filename.empty() || !is_plain(part.filename))
      return wrong_form(numbered(number) + " has a file name that is empty, not UTF-8 or not on one line");
    if (part.filename.size() > limits.max_name_bytes) {
      return Error{ErrorCode::kTooLarge, "the form: " + numbered(number) + " has a file name of more than " +
                                             std::to_string(limits.max_name_bytes) + " bytes"};
    }
  }
  return std::nullopt;
}

std::optional<Error> read_head(std::string_view head, std::size_t number, const MultipartLimits& limits, Part& part) {
  bool disposed = false;
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(line.size() + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return wrong_form(numbered(number) + " has a header that is not NAME: VALUE");
    const std::string name = lowered(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (name == "content-disposition") {
      if (disposed) return wrong_form(numbered(number) + " has two headers Content-Disposition");
      disposed = true;
      if (std::optional<Error> error = read_disposition(value, number, limits, part)) return error;
    } else if (name == "content-type") {
      part.content_type = value;
    } else if (name == "content-transfer-encoding") {
      const std::string coding = lowered(value);
      if (coding != "binary" && coding != "8bit" && coding != "7bit")
        return wrong_form(numbered(number) + " is encoded; a file's own bytes are wanted");
    }
  }
  if (!disposed) return wrong_form(numbered(number) + " has no header Content-Disposition");
  return std::nullopt;
}

}  // namespace

Result<std::string> boundary_in(std::string_view content_type) {
  const std::optional<std::string> boundary = parameter_of(content_type, "boundary");
  const auto stands_in_one = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view{"'()+_,-./:=? "}.find(c) != std::string_view::npos;
  };
  if (!boundary.has_value() || boundary->empty() || boundary->size() > 70 || boundary->back() == ' ' ||
      !std::all_of(boundary->begin(), boundary->end(), stands_in_one)) {
    return wrong_form("its Content-Type wants a boundary of 1 to 70 characters");
  }
  return *boundary;
}

Result<std::vector<Part>> parts_of(std::string_view body, std::string_view boundary, const MultipartLimits& limits) {
  const std::string first = "--" + std::string{boundary};
  const std::string next = "\r\n" + first;
  if (!body.starts_with(first)) return wrong_form("it does not begin with its boundary");
  body.remove_prefix(first.size());
  std::vector<Part> parts;
  while (true) {
    if (body.starts_with("--")) {
      body.remove_prefix(2);
      if (!body.empty() && body != "\r\n") return wrong_form("bytes follow its end");
      return parts;
    }
    const std::size_t number = parts.size() + 1;
    if (!body.starts_with("\r\n")) return wrong_form("what stands before " + numbered(number) + " is no boundary");
    if (number > limits.max_parts) {
      return Error{ErrorCode::kTooLarge, "the form: it has more than " + std::to_string(limits.max_parts) +
                                             " parts; send the rest by itself"};
    }
    body.remove_prefix(2);
    const std::size_t head_end = body.substr(0, limits.max_head_bytes + 4).find("\r\n\r\n");
    if (head_end == std::string_view::npos) {
      return wrong_form(numbered(number) + " has no end of its headers within " +
                        std::to_string(limits.max_head_bytes) + " bytes");
    }
    Part part;
    if (std::optional<Error> error = read_head(body.substr(0, head_end), number, limits, part)) return *error;
    body.remove_prefix(head_end + 2);  // the empty line's CR LF may be that of the next boundary
    const std::size_t end = body.find(next);
    if (end == std::string_view::npos) return wrong_form(numbered(number) + " is cut off");
    part.bytes = end < 2 ? std::string_view{} : body.substr(2, end - 2);
    parts.push_back(std::move(part));
    body.remove_prefix(end + next.size());
  }
}

}  // namespace headwater::detail
