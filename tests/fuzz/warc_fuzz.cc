// The reader of web archives: records lie in the archive in order, heads of answers in their blocks.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "item_laws.h"
#include "warc/http_response.h"
#include "warc/warc_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwater;
  const std::string bytes{reinterpret_cast<const char*>(data), size};
  detail::WarcReader reader{std::make_unique<detail::BufferedSource>(std::make_unique<MemorySource>(bytes)), 1u << 20};
  std::size_t records = 0;
  while (std::optional<detail::WarcRecord> record = reader.next()) {
    if (record->block_offset > size || record->block.size() > size) test::breach("a record lies outside the archive");
    if (const std::optional<detail::HttpHead> head = detail::read_http_head(record->block)) {
      if (head->size > record->block.size()) test::breach("a head is longer than its block");
      const Result<std::string> body =
          detail::http_body(*head, std::string_view{record->block}.substr(head->size), 1u << 20);
      if (body.has_value() && body->size() > (1u << 20) + size) test::breach("a body is longer than its bound");
    }
    if (++records > size) test::breach("records without end");
  }
  return 0;
}
