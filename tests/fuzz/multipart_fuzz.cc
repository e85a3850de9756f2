// The parts of a form: bytes from anyone. Parts lie in the body, in order and apart; putting them together again and
// reading that gives the same parts.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/utf8.h"
#include "multipart.h"
#include "text_forms.h"

namespace {

using namespace headwater::detail;  // NOLINT: the private functions under test, and nothing else here

void wants(bool true_always) {
  if (!true_always) std::abort();
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' || c == '\\' ? "\\" : "").push_back(c);
  return out + "\"";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<char> copy(data, data + size);  // exactly so many bytes, for the sanitizer
  const std::string_view body{copy.data(), copy.size()};
  (void)boundary_in(body);
  const MultipartLimits limits{.max_parts = 4, .max_head_bytes = 200, .max_name_bytes = 40};
  const auto parts = parts_of(body, "b", limits);
  if (!parts.has_value()) {
    wants(!parts.error().message.empty());
    return 0;
  }
  wants(parts->size() <= limits.max_parts);
  std::string again;
  const char* end = body.data();
  for (const Part& part : *parts) {
    wants(part.filename.size() <= limits.max_name_bytes && headwater::is_utf8(part.filename));
    wants(part.filename.find_first_of("/\\\r\n") == std::string::npos);
    if (!part.bytes.empty()) {
      wants(part.bytes.data() >= end && part.bytes.data() + part.bytes.size() <= body.data() + body.size());
      end = part.bytes.data() + part.bytes.size();
    }
    again += "--b\r\nContent-Disposition: form-data; name=" + quoted(part.name);
    if (!part.filename.empty()) again += "; filename=" + quoted(part.filename);
    if (!part.content_type.empty()) again += "\r\nContent-Type: " + part.content_type;
    again.append("\r\n\r\n").append(part.bytes).append("\r\n");
  }
  again += "--b--";
  const auto same = parts_of(again, "b");
  wants(same.has_value() && *same == *parts);
  return 0;
}
