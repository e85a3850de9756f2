// A message as a text, and a mail as a container.
#include <algorithm>
#include <utility>

#include "mail/mail_text.h"
#include "mail/message.h"
#include "mail/transfer.h"
#include "text/byline.h"
#include "text/language.h"

namespace headwater {
namespace detail {
namespace {

Transferred decoded(std::string_view bytes, const MailPart& part) {
  const std::string_view coded = slice(bytes, part.place);
  switch (part.transfer) {
    case Transfer::kQuotedPrintable:
      return from_quoted_printable(coded);
    case Transfer::kBase64:
      return from_base64(coded);
    default: {
      Transferred out;
      out.bytes = std::string{coded};
      out.trail.add(0, 0, coded.size(), coded.size());
      return out;
    }
  }
}

RawCoding coding_of(Transfer transfer) {
  return transfer == Transfer::kQuotedPrintable ? RawCoding::kQuotedPrintable
         : transfer == Transfer::kBase64        ? RawCoding::kBase64
                                                : RawCoding::kPlain;
}

// The parts that make the body: of alternatives the plain one, unless it has nothing to say.
std::vector<const MailPart*> body_of(const Message& message) {
  std::vector<const MailPart*> out;
  for (const MailPart& part : message.parts) {
    if (part.attachment || part.transfer == Transfer::kOther) continue;
    if (part.alternative != 0) {
      const MailPart* best = nullptr;
      for (const MailPart& other : message.parts) {
        if (other.alternative != part.alternative || other.attachment) continue;
        const bool plain = other.type == "text/plain";
        const bool says_something = other.place.size() > 200 || best == nullptr;
        if (best == nullptr || (plain && best->type != "text/plain" && says_something) ||
            (!plain && best->type == "text/plain" && best->place.size() <= 200 && other.place.size() > 2000)) {
          best = &other;
        }
      }
      if (best != &part) continue;
    }
    out.push_back(&part);
  }
  return out;
}

void append(SourceText& to, SourceText from) {
  if (to.text.empty() && to.encoding.empty()) {
    to = std::move(from);
    return;
  }
  if (!to.text.empty() && !to.text.ends_with('\n')) to.text += '\n';
  const auto shift = static_cast<std::uint32_t>(to.text.size());
  const auto moved = [&](ByteSpan span) { return ByteSpan{span.begin + shift, span.end + shift}; };
  for (MapPiece& piece : from.map) {
    piece.text = moved(piece.text);
    to.map.push_back(piece);
  }
  for (Block& block : from.blocks) to.blocks.push_back({block.kind, moved(block.span)});
  for (Link& link : from.links) to.links.push_back({std::move(link.url), moved(link.text)});
  for (const ByteSpan span : from.boilerplate) to.boilerplate.push_back(moved(span));
  for (std::string& warning : from.warnings) to.warnings.push_back(std::move(warning));
  to.text += from.text;
}

// Adds spans to a list that is kept in order without overlaps.
void mark(Spans& list, Spans added) {
  list.insert(list.end(), added.begin(), added.end());
  std::sort(list.begin(), list.end());
  Spans out;
  for (const ByteSpan span : list) {
    if (span.empty()) continue;
    if (!out.empty() && span.begin <= out.back().end) {
      out.back().end = std::max(out.back().end, span.end);
    } else {
      out.push_back(span);
    }
  }
  list = std::move(out);
}

ByteSpan without_white(std::string_view text, ByteSpan span) {
  const auto white = [&](std::uint32_t at) {
    return std::string_view{" \t\r\n"}.find(text[at]) != std::string_view::npos;
  };
  while (span.begin < span.end && white(span.begin)) ++span.begin;
  while (span.end > span.begin && white(span.end - 1)) --span.end;
  return span;
}

struct Body {
  SourceText source;
  MailParts parts;
};

Result<Body> read_body(std::string_view bytes, const Message& message, const ReadLimits& limits) {
  Body body;
  for (const MailPart* part : body_of(message)) {
    Transferred words = decoded(bytes, *part);
    if (words.bytes.find_first_not_of(" \t\r\n") == std::string::npos) continue;
    Result<SourceText> read = part->type == "text/html" ? read_html(words.bytes, "", part->charset, limits)
                                                        : read_plain_text(words.bytes, part->charset, limits);
    if (!read.has_value()) {
      body.source.warnings.push_back("a part of the message cannot be read: " + read.error().message);
      continue;
    }
    lead_back(read->map, read->text, words.trail, coding_of(part->transfer));
    for (MapPiece& piece : read->map) {
      piece.raw = {piece.raw.begin + part->place.begin, piece.raw.end + part->place.begin};
    }
    append(body.source, std::move(*read));
  }
  if (body.source.encoding.empty()) body.source.encoding = "utf-8";
  body.parts = split_mail(body.source.text);
  return body;
}

// The sender's part of the signature, else the last lines before any quotation.
std::string_view signature_of(const Body& body) {
  const std::string_view text = body.source.text;
  if (body.parts.signature.has_value()) return slice(text, *body.parts.signature);
  std::uint32_t end = static_cast<std::uint32_t>(text.size());
  if (body.parts.trailing.has_value()) end = body.parts.trailing->begin;
  if (!body.parts.quoted.empty()) end = std::min(end, body.parts.quoted.front().begin);
  const ByteSpan span = without_white(text, {0, end});
  std::size_t at = span.end;
  for (int lines = 0; lines < 4 && at > span.begin; ++lines) {
    at = text.substr(0, at).rfind('\n');
    if (at == std::string_view::npos) return {};
  }
  return text.substr(at, span.end - at);
}

void add_signer(SourceText& out) {
  std::string name = signer(out.text);
  if (!name.empty() && name != out.publisher &&
      std::find(out.authors.begin(), out.authors.end(), name) == out.authors.end())
    out.authors.push_back(std::move(name));
}

void describe(const Message& message, const Body& body, SourceText& out) {
  out.title = message.subject;
  out.byline.clear();
  out.authors.clear();
  out.url.clear();
  // "Ruben Tal, Saltmere Port Authority"
  const std::size_t comma = message.sender.find(", ");
  const std::string person = message.sender.substr(0, comma);
  const bool of_body = comma != std::string::npos && is_person_name(person);
  const std::string sender = of_body ? message.sender.substr(comma + 2) : message.sender;
  out.publisher = spelled_out(mail_publisher(sender, message.address, signature_of(body)), out.text);
  if (is_person_name(person) && person != out.publisher) out.authors.push_back(person);
  add_signer(out);
  out.published = message.date;
  if (out.language.empty()) out.language = guess_language(out.text);
}

// A message passed on, cut out of the text it stands in.
SourceText cut_out(const SourceText& whole, const Forwarded& forwarded) {
  SourceText out;
  const ByteSpan place = without_white(whole.text, forwarded.place);
  out.text = std::string{slice(whole.text, place)};
  const auto inner = [&](ByteSpan span) {
    return ByteSpan{std::max(span.begin, place.begin) - place.begin, std::min(span.end, place.end) - place.begin};
  };
  for (const MapPiece& piece : whole.map) {
    if (!piece.text.overlaps(place)) continue;
    MapPiece cut = piece;
    cut.text = inner(piece.text);
    // Of a piece that stands as it is the cut is exact; of others the whole raw piece is told.
    if (piece.coding == RawCoding::kPlain && piece.text.size() == piece.raw.size()) {
      cut.raw.begin += std::max(piece.text.begin, place.begin) - piece.text.begin;
      cut.raw.end = cut.raw.begin + cut.text.size();
    }
    out.map.push_back(cut);
  }
  for (const Block& block : whole.blocks) {
    if (block.span.overlaps(place)) out.blocks.push_back({block.kind, inner(block.span)});
  }
  for (const Link& link : whole.links) {
    if (place.contains(link.text)) out.links.push_back({link.url, inner(link.text)});
  }
  out.title = forwarded.subject;
  out.published = forwarded.date;
  out.encoding = whole.encoding;
  std::string from = forwarded.from;
  std::string address;
  if (const std::size_t at = from.find_first_of("<["); at != std::string::npos) {
    address = from.substr(at + 1, from.find_first_of(">]", at) - at - 1);
    from.resize(at);
  }
  while (!from.empty() && (from.back() == ' ' || from.back() == '"' || from.back() == '*')) from.pop_back();
  while (!from.empty() && (from.front() == ' ' || from.front() == '"')) from.erase(0, 1);
  if (address.starts_with("mailto:")) address.erase(0, 7);
  const MailParts parts = split_mail(out.text);
  const std::string_view signature = parts.signature ? slice(out.text, *parts.signature) : std::string_view{};
  out.publisher = spelled_out(mail_publisher(from, address, signature), out.text);
  if (is_person_name(from) && from != out.publisher) out.authors.push_back(from);
  add_signer(out);
  Spans others = parts.quoted;
  if (parts.signature) others.push_back(without_white(out.text, *parts.signature));
  if (parts.trailing) others.push_back(without_white(out.text, *parts.trailing));
  mark(out.boilerplate, std::move(others));
  out.language = guess_language(out.text);
  return out;
}

bool is_read(const MailPart& part) {
  return part.type.starts_with("text/") || part.type == "application/pdf" || part.type == "application/octet-stream" ||
         part.type == "application/xhtml+xml" || part.type.ends_with("json") || part.type.ends_with("+xml") ||
         part.type == "application/xml" || part.type.ends_with("gzip") || part.is_message;
}

}  // namespace

std::vector<FoundItem> read_mail_items(std::string bytes, const ReadLimits& limits) {
  std::vector<FoundItem> out;
  FoundItem whole;
  whole.format = Format::kMail;
  whole.whole = true;
  whole.offset = 0;
  const Result<Message> message = parse_message(bytes, limits);
  if (!message.has_value()) {
    whole.error = message.error();
    out.push_back(std::move(whole));
    return out;
  }
  const Result<Body> body = read_body(bytes, *message, limits);
  if (body.has_value() && body->parts.forwarded.has_value()) {
    SourceText cut = cut_out(body->source, *body->parts.forwarded);
    if (!cut.text.empty() && !cut.map.empty()) {
      FoundItem item;
      item.name = "forwarded";
      item.format = Format::kMail;
      item.whole = true;
      item.attached = true;
      const std::uint32_t begin = cut.map.front().raw.begin, end = cut.map.back().raw.end;
      item.bytes = bytes.substr(begin, end - begin);
      item.offset = begin;
      for (MapPiece& piece : cut.map) piece.raw = {piece.raw.begin - begin, piece.raw.end - begin};
      item.source = std::move(cut);
      out.push_back(std::move(item));
    }
  }
  std::size_t number = 0;
  for (const MailPart& part : message->parts) {
    ++number;
    if (!part.attachment) continue;
    const std::string name = part.file_name.empty() ? "part-" + std::to_string(number) : part.file_name;
    if (!is_read(part) || part.transfer == Transfer::kOther) {
      if (part.type != "application/pgp-signature" && part.type != "application/pkcs7-signature")
        whole.warnings.push_back("the attachment " + name + " (" + part.type + ") was passed over");
      continue;
    }
    FoundItem item;
    item.name = name;
    item.attached = true;
    item.charset = part.charset;
    if (part.is_message) item.format = Format::kMail;
    if (part.type == "application/pdf") item.format = Format::kPdf;
    if (part.type == "text/html") item.format = Format::kHtml;
    item.bytes = decoded(bytes, part).bytes;
    if (part.transfer == Transfer::kPlain) item.offset = part.place.begin;
    if (!item.bytes.empty()) out.push_back(std::move(item));
  }
  whole.bytes = std::move(bytes);
  out.insert(out.begin(), std::move(whole));
  return out;
}

namespace {

class MailboxReader final : public ItemReader {
 public:
  MailboxReader(std::unique_ptr<BufferedSource> source, const ReadLimits& limits)
      : source_{std::move(source)}, limits_{limits} {}

  std::optional<FoundItem> next() override {
    while (true) {
      if (!begun_) {
        bool cut = false;
        const std::optional<std::string> first = source_->line(kMaxLine, cut);
        if (!first.has_value()) return broken_end();
        begun_ = first->starts_with("From ");
        continue;
      }
      FoundItem item;
      item.format = Format::kMail;
      item.offset = source_->offset();
      ++number_;
      bool too_large = false;
      bool blank = false;
      bool any = false;
      while (true) {
        const std::string_view ahead = source_->peek(kMaxLine);
        if (ahead.empty()) {
          begun_ = false;
          break;
        }
        if (blank && ahead.starts_with("From ")) {
          bool cut = false;
          source_->line(kMaxLine, cut);
          break;
        }
        const std::size_t end = ahead.find('\n');
        const std::size_t n = end == std::string_view::npos ? ahead.size() : end + 1;
        const std::string_view line = ahead.substr(0, n);
        blank = line == "\n" || line == "\r\n";
        any = true;
        if (item.bytes.size() + n > limits_.max_bytes) {
          too_large = true;
        } else {
          item.bytes.append(line);
        }
        source_->take(n);
      }
      if (!any) continue;
      name(item);
      if (too_large) {
        item.error = Error{ErrorCode::kTooLarge,
                           "the message is larger than the limit of " + std::to_string(limits_.max_bytes) + " bytes"};
      }
      return item;
    }
  }

 private:
  static constexpr std::size_t kMaxLine = 64u << 10;

  void name(FoundItem& item) const {
    item.name = std::to_string(number_);
    const std::string_view head = std::string_view{item.bytes}.substr(0, 64u << 10);
    const std::string_view headers = head.substr(0, std::min(head.find("\n\n"), head.find("\r\n\r\n")));
    for (std::size_t at = 0; at < headers.size();) {
      const std::size_t end = std::min(headers.find('\n', at), headers.size());
      std::string_view line = headers.substr(at, end - at);
      at = end + 1;
      if (line.size() < 12) continue;
      std::string key{line.substr(0, 11)};
      for (char& c : key) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      if (key != "message-id:") continue;
      const std::size_t open = line.find('<'), close = line.find('>');
      if (open != std::string_view::npos && close != std::string_view::npos && close > open + 1)
        item.name = std::string{line.substr(open + 1, close - open - 1)};
      return;
    }
  }

  std::optional<FoundItem> broken_end() {
    if (told_ || !source_->error().has_value()) return std::nullopt;
    told_ = true;
    FoundItem item;
    item.error = *source_->error();
    return item;
  }

  std::unique_ptr<BufferedSource> source_;
  ReadLimits limits_;
  std::size_t number_ = 0;
  bool begun_ = false;
  bool told_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> read_mailbox(std::unique_ptr<BufferedSource> source, const ReadLimits& limits) {
  return std::make_unique<MailboxReader>(std::move(source), limits);
}

}  // namespace detail

Result<SourceText> read_mail(std::string_view bytes, const ReadLimits& limits) {
  using namespace detail;  // NOLINT: this function only
  const Result<Message> message = parse_message(bytes, limits);
  if (!message.has_value()) return message.error();
  const Result<Body> body = read_body(bytes, *message, limits);
  if (!body.has_value()) return body.error();
  SourceText out = body->source;
  describe(*message, *body, out);
  Spans others = body->parts.quoted;
  if (body->parts.signature) others.push_back(without_white(out.text, *body->parts.signature));
  if (body->parts.trailing) others.push_back(without_white(out.text, *body->parts.trailing));
  mark(out.boilerplate, std::move(others));
  return out;
}

}  // namespace headwater
