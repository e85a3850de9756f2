// A message and its parts. GMime stands behind this file alone.
#ifndef HEADWATER_INGEST_MAIL_MESSAGE_H_
#define HEADWATER_INGEST_MAIL_MESSAGE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "containers/item_reader.h"
#include "headwater/ingest/source_text.h"

namespace headwater::detail {

enum class Transfer : std::uint8_t { kPlain, kQuotedPrintable, kBase64, kOther };

// One part that is no multipart.
struct MailPart {
  std::string type;  // "text/plain", in lower case
  std::string charset;
  std::string file_name;  // "" for none
  Transfer transfer = Transfer::kPlain;
  ByteSpan place;               // of its content in the raw bytes, still encoded
  bool attachment = false;      // said to be one, or of a type that no body has
  bool is_message = false;      // message/rfc822
  std::size_t alternative = 0;  // number of the multipart/alternative around it, 0 for none
};

struct Message {
  std::string subject, sender, address, message_id;
  std::optional<Date> date;
  std::vector<MailPart> parts;
};

// kBadInput for what has no header, kTooLarge for parts nested deeper than 32 or more than 1,000 of them.
Result<Message> parse_message(std::string_view bytes, const ReadLimits& limits);

// True for a message that was sent to a list of readers, as its header says.
bool is_newsletter(std::string_view bytes);

// The message, then a message passed on inside its text, then its attachments.
std::vector<FoundItem> read_mail_items(std::string bytes, const ReadLimits& limits);

// The messages of a mailbox (mbox), each named by its id.
std::unique_ptr<ItemReader> read_mailbox(std::unique_ptr<BufferedSource> source, const ReadLimits& limits);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_MAIL_MESSAGE_H_
