// JSON-LD inside a page: whatever stands in the script, the story is read and the fields are text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "headwater/ingest/source_text.h"
#include "headwater/schema/utf8.h"
#include "source_text_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string json{reinterpret_cast<const char*>(data), size};
  for (std::size_t at = json.find("</"); at != std::string::npos; at = json.find("</", at)) json.erase(at, 2);
  const std::string page =
      "<script type='application/ld+json'>" + json +
      "</script><article><p>The crane fell into the water on Monday, the port authority said in a statement.</p>";
  const headwater::Result<headwater::SourceText> source = headwater::read_html(page, "", "utf-8");
  if (!source.has_value()) return 0;
  const std::string breach = headwater::test::breach_of(*source, page, true);
  if (!breach.empty() || source->text.rfind("The crane", 0) != 0) {
    std::cerr << breach << '\n';
    std::abort();
  }
  for (const std::string& author : source->authors) {
    if (author.empty() || !headwater::is_utf8(author)) std::abort();
  }
  return 0;
}
