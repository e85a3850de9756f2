// The reader of mails: parts lie in the message, texts keep their laws, and decodings lead back.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "item_laws.h"
#include "mail/mail_text.h"
#include "mail/message.h"
#include "mail/transfer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwater;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  for (const detail::FoundItem& item : detail::read_mail_items(std::string{bytes}, {})) test::check_item(item, bytes);
  const Result<SourceText> source = read_mail(bytes);
  if (source.has_value()) test::check_source(*source, bytes);
  for (const detail::Transferred& one : {detail::from_quoted_printable(bytes), detail::from_base64(bytes)}) {
    for (std::uint32_t at = 0; at < one.bytes.size() && at < 300; ++at) {
      const detail::Trail::Place place = one.trail.raw_of({at, at + 1});
      if (place.raw.empty() || place.raw.end > size) test::breach("a decoded byte leads nowhere");
    }
  }
  const detail::MailParts parts = detail::split_mail(bytes);
  for (const ByteSpan span : parts.quoted) {
    if (span.end > size || span.empty()) test::breach("a quotation lies outside the text");
  }
  detail::mail_publisher(bytes.substr(0, size / 3), bytes.substr(size / 3, size / 3), bytes);
  return 0;
}
