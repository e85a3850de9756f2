// The words of a mail: what its sender wrote, what is quoted, what is passed on, and how it is signed.
#ifndef HEADWATER_INGEST_MAIL_MAIL_TEXT_H_
#define HEADWATER_INGEST_MAIL_MAIL_TEXT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/date.h"
#include "headwater/schema/span.h"

namespace headwater::detail {

struct Forwarded {
  ByteSpan place;  // of its body, to the end of the text
  std::string subject, from;
  std::optional<Date> date;
};

struct MailParts {
  Spans quoted;                        // lines of others' mails, with the line that says who wrote them
  std::optional<ByteSpan> signature;   // with its two dashes
  std::optional<Forwarded> forwarded;  // a message passed on
  std::optional<ByteSpan> trailing;    // from the mark of a forwarded or answered message to the end
};

// Told by lines: ">", "On ... wrote:", "Forwarded message", "Original Message", a block of "From:", "Sent:" and the
// like, "-- ". Linear.
MailParts split_mail(std::string_view text);

// Who signs a letter: the line of a name behind "Yours sincerely,". "" where nobody does.
std::string signer(std::string_view text);

// "VMR" as "Varnholt Mountain Railways" where the text has "Varnholt Mountain Railways (VMR)"; else as it is.
std::string spelled_out(const std::string& acronym, std::string_view text);

// Who speaks in a mail: a body named in the signature, else the sender's name, judged by the sender's domain. "" where
// neither is known. `address` is the sender's.
std::string mail_publisher(std::string_view sender, std::string_view address, std::string_view signature);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_MAIL_MAIL_TEXT_H_
