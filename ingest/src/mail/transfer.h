// The transfer encodings of mail, undone with the way back to each byte.
#ifndef HEADWATER_INGEST_MAIL_TRANSFER_H_
#define HEADWATER_INGEST_MAIL_TRANSFER_H_

#include <string>
#include <string_view>

#include "text/trail.h"

namespace headwater::detail {

struct Transferred {
  std::string bytes;
  Trail trail;  // into what was given
};

// RFC 2045. What is no valid code stands as it is; a soft line break and white space before a line's end go.
Transferred from_quoted_printable(std::string_view coded);
// Characters outside the alphabet are passed over; reading ends at the padding.
Transferred from_base64(std::string_view coded);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_MAIL_TRANSFER_H_
