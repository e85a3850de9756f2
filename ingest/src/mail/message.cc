#include "mail/message.h"

#include <algorithm>
#include <mutex>

#include <gmime/gmime.h>

#include "text/charset.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxParts = 1'000;

void start_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

struct Unref {
  void operator()(void* object) const {
    if (object != nullptr) g_object_unref(object);
  }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;

std::string text_of(const char* text) {
  if (text == nullptr) return {};
  const std::string_view view{text};
  return is_utf8(view) ? std::string{view} : decode(view, "", CharsetSource::kPlain).text;
}

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

std::optional<Date> date_of(GMimeMessage* message) {
  GDateTime* date = g_mime_message_get_date(message);
  if (date == nullptr) return std::nullopt;
  gchar* text = g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z");
  if (text == nullptr) return std::nullopt;
  Result<Date> out = Date::parse(text);
  g_free(text);
  if (!out.has_value()) return std::nullopt;
  return std::move(*out);
}

class Walker {
 public:
  explicit Walker(Message& out) : out_{out} {}

  std::optional<Error> walk(GMimeObject* object, std::size_t depth, std::size_t alternative) {
    if (depth > kMaxDepth) {
      return Error{ErrorCode::kTooLarge, "mail: parts are nested deeper than " + std::to_string(kMaxDepth) + " levels"};
    }
    if (object == nullptr) return std::nullopt;
    if (GMIME_IS_MULTIPART(object)) {
      GMimeContentType* type = g_mime_object_get_content_type(object);
      if (g_mime_content_type_is_type(type, "multipart", "alternative")) alternative = ++alternatives_;
      auto* multipart = GMIME_MULTIPART(object);
      const int count = g_mime_multipart_get_count(multipart);
      for (int i = 0; i < count; ++i) {
        if (std::optional<Error> error = walk(g_mime_multipart_get_part(multipart, i), depth + 1, alternative))
          return error;
      }
      return std::nullopt;
    }
    if (out_.parts.size() >= kMaxParts) {
      return Error{ErrorCode::kTooLarge, "mail: has more than " + std::to_string(kMaxParts) + " parts"};
    }
    if (GMIME_IS_MESSAGE_PART(object)) {
      nested(object, depth);
      return std::nullopt;
    }
    if (GMIME_IS_PART(object)) leaf(GMIME_PART(object), alternative);
    return std::nullopt;
  }

 private:
  void leaf(GMimePart* part, std::size_t alternative) {
    MailPart out;
    auto* object = GMIME_OBJECT(part);
    GMimeContentType* type = g_mime_object_get_content_type(object);
    gchar* name = g_mime_content_type_get_mime_type(type);
    out.type = lowered(text_of(name));
    g_free(name);
    out.charset = text_of(g_mime_content_type_get_parameter(type, "charset"));
    out.file_name = text_of(g_mime_part_get_filename(part));
    const char* disposition = g_mime_object_get_disposition(object);
    out.attachment = disposition != nullptr && lowered(disposition) == "attachment";
    if (out.type != "text/plain" && out.type != "text/html") out.attachment = true;
    switch (g_mime_part_get_content_encoding(part)) {
      case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
        out.transfer = Transfer::kQuotedPrintable;
        break;
      case GMIME_CONTENT_ENCODING_BASE64:
        out.transfer = Transfer::kBase64;
        break;
      case GMIME_CONTENT_ENCODING_UUENCODE:
        out.transfer = Transfer::kOther;
        break;
      default:
        break;
    }
    out.alternative = alternative;
    GMimeDataWrapper* content = g_mime_part_get_content(part);
    GMimeStream* stream = content == nullptr ? nullptr : g_mime_data_wrapper_get_stream(content);
    if (stream == nullptr) return;
    out.place = place_of(stream);
    out_.parts.push_back(std::move(out));
  }

  // A message inside is a document of its own: only where it lies is told here.
  void nested(GMimeObject* object, std::size_t) {
    GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (message == nullptr) return;
    const gint64 begin = g_mime_object_get_header_list(GMIME_OBJECT(message)) == nullptr ? -1 : begin_of(message);
    if (begin < 0) return;
    MailPart out;
    out.type = "message/rfc822";
    out.is_message = true;
    out.attachment = true;
    out.file_name = text_of(g_mime_message_get_subject(message));
    out.place = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end_of(message, begin))};
    out_.parts.push_back(std::move(out));
  }

  // Where the first header of a message begins.
  static gint64 begin_of(GMimeMessage* message) {
    GMimeHeaderList* list = g_mime_object_get_header_list(GMIME_OBJECT(message));
    gint64 first = -1;
    for (int i = 0; i < g_mime_header_list_get_count(list); ++i) {
      const gint64 at = g_mime_header_get_offset(g_mime_header_list_get_header_at(list, i));
      if (at >= 0 && (first < 0 || at < first)) first = at;
    }
    return first;
  }

  // Where the last part of a message ends; the boundary behind it is passed over by whoever reads on.
  gint64 end_of(GMimeMessage* message, gint64 begin) {
    std::vector<GMimeObject*> open{g_mime_message_get_mime_part(message)};
    gint64 end = begin;
    for (std::size_t seen = 0; !open.empty() && seen < kMaxParts; ++seen) {
      GMimeObject* object = open.back();
      open.pop_back();
      if (object == nullptr) continue;
      if (GMIME_IS_MULTIPART(object)) {
        auto* multipart = GMIME_MULTIPART(object);
        for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i) {
          open.push_back(g_mime_multipart_get_part(multipart, i));
        }
      } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        if (inner != nullptr) open.push_back(g_mime_message_get_mime_part(inner));
      } else if (GMIME_IS_PART(object)) {
        GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(object));
        GMimeStream* stream = content == nullptr ? nullptr : g_mime_data_wrapper_get_stream(content);
        if (stream != nullptr) end = std::max<gint64>(end, place_of(stream).end);
      }
    }
    return end;
  }

  static ByteSpan place_of(GMimeStream* stream) {
    const gint64 begin = std::max<gint64>(0, stream->bound_start);
    const gint64 end =
        stream->bound_end < begin ? begin + std::max<gint64>(0, g_mime_stream_length(stream)) : stream->bound_end;
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  Message& out_;
  std::size_t alternatives_ = 0;
};

// GMime reads by recursion, so the nesting of boundaries is counted first.
bool nests_too_deep(std::string_view bytes) {
  std::size_t declared = 0;
  for (std::size_t at = bytes.find("boundary="); at != std::string_view::npos; at = bytes.find("boundary=", at + 9)) {
    ++declared;
  }
  std::size_t messages = 0;
  for (std::size_t at = bytes.find("essage/rfc822"); at != std::string_view::npos;
       at = bytes.find("essage/rfc822", at + 9)) {
    ++messages;
  }
  return declared + messages > 900;
}

}  // namespace

Result<Message> parse_message(std::string_view bytes, const ReadLimits& limits) {
  if (bytes.size() > limits.max_bytes || bytes.size() > 0x40000000) {
    return Error{ErrorCode::kTooLarge, "mail: " + std::to_string(bytes.size()) + " bytes, at most " +
                                           std::to_string(limits.max_bytes) + " are read"};
  }
  if (nests_too_deep(bytes)) {
    return Error{ErrorCode::kTooLarge, "mail: parts are nested deeper than " + std::to_string(kMaxDepth) + " levels"};
  }
  start_gmime();
  const Held<GMimeStream> stream{g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size())};
  const Held<GMimeParser> parser{g_mime_parser_new_with_stream(stream.get())};
  g_mime_parser_set_persist_stream(parser.get(), TRUE);
  const Held<GMimeMessage> message{g_mime_parser_construct_message(parser.get(), nullptr)};
  if (message == nullptr) return Error{ErrorCode::kBadInput, "mail: found no message, wanted headers and a body"};
  GMimeHeaderList* headers = g_mime_object_get_header_list(GMIME_OBJECT(message.get()));
  if (headers == nullptr || g_mime_header_list_get_count(headers) == 0) {
    return Error{ErrorCode::kBadInput, "mail: found no header, wanted From, Date and Subject"};
  }
  Message out;
  out.subject = text_of(g_mime_message_get_subject(message.get()));
  out.message_id = text_of(g_mime_message_get_message_id(message.get()));
  out.date = date_of(message.get());
  InternetAddressList* from = g_mime_message_get_from(message.get());
  if (from != nullptr && internet_address_list_length(from) > 0) {
    InternetAddress* first = internet_address_list_get_address(from, 0);
    out.sender = text_of(internet_address_get_name(first));
    if (INTERNET_ADDRESS_IS_MAILBOX(first)) {
      out.address = text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
    }
  }
  Walker walker{out};
  if (std::optional<Error> error = walker.walk(g_mime_message_get_mime_part(message.get()), 0, 0)) return *error;
  for (MailPart& part : out.parts) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    part.place.end = std::min(part.place.end, size);
    part.place.begin = std::min(part.place.begin, part.place.end);
  }
  return out;
}

bool is_newsletter(std::string_view bytes) {
  const std::size_t end = std::min({bytes.find("\n\n"), bytes.find("\r\n\r\n"), bytes.size()});
  const std::string head = lowered("\n" + std::string{bytes.substr(0, end)});
  return head.find("\nlist-id:") != std::string::npos || head.find("\nlist-unsubscribe:") != std::string::npos;
}

}  // namespace headwater::detail
