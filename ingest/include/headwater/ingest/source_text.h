// What a format's reader makes of bytes: the main text, where each piece of it stood, and what the bytes say of
// themselves.
//
//   bytes -> read_html / read_plain_text -> SourceText -> read_attributions -> Extraction
//
// Readers are pure: no clock, no network, no file. They bound their own depth, size and time, never throw on input, and
// say in `warnings` what they repaired.
#ifndef HEADWATER_INGEST_SOURCE_TEXT_H_
#define HEADWATER_INGEST_SOURCE_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/record.h"
#include "headwater/schema/result.h"

namespace headwater {

enum class BlockKind : std::uint8_t { kParagraph, kHeading, kListItem, kQuote, kCaption, kTable, kPreformatted };

// A run of the text that belongs together; blocks are in text order and do not overlap.
struct Block {
  BlockKind kind = BlockKind::kParagraph;
  ByteSpan span;

  bool operator==(const Block&) const = default;
};

struct SourceText {
  std::string text;           // UTF-8, valid, main content only, blocks apart by a newline
  std::vector<MapPiece> map;  // the way back to the raw bytes, see record.h
  std::vector<Block> blocks;
  // Absolute http(s) links of the main content. One around a picture, or in a line left out beside the story, has an
  // empty place, where it stood; the text cites nothing by it.
  std::vector<Link> links;
  Spans boilerplate;  // furniture that had to stay inside `text` (plain text is the file, byte for byte)

  // What the bytes say of themselves; empty where they do not or where it is not sure.
  std::string title;
  std::string publisher;
  std::string byline;                // the author line as it stands, "By Marta Lind, Reuters"
  std::vector<std::string> authors;  // people and bodies in it, one each, no "By"
  std::optional<Date> published;
  std::optional<Date> updated;    // of the last change
  std::optional<Date> retrieved;  // when it was fetched
  std::string url;                // canonical, absolute
  std::string type;               // what it calls itself: Dublin Core's type ("Statement", "News release")
  std::string language;           // BCP 47
  std::string encoding;           // WHATWG name
  bool behind_wall = false;       // not all of it is open to everybody, as it says
  std::vector<std::string> warnings;
};

// Bounds on one artifact. Passing one is kTooLarge.
struct ReadLimits {
  std::size_t max_bytes = 64u << 20;
  int max_depth = 512;  // nesting of elements; deeper ones are flattened with a warning
};

// A page. `base_url` makes links absolute and may be empty. `charset_hint` is the charset of a Content-Type header.
// kBadInput if the bytes are no HTML at all, kTooLarge past the limits. Linear in the bytes.
Result<SourceText> read_html(std::string_view bytes, std::string_view base_url, std::string_view charset_hint,
                             const ReadLimits& limits = {});

// Plain text or Markdown. For valid UTF-8 the text is the file byte for byte (a byte order mark is left out of nothing:
// it is listed as boilerplate); other encodings are decoded, with replacement and a warning where that fails.
// kBadInput for binary junk (NUL bytes, or mostly control characters) and for an empty file.
Result<SourceText> read_plain_text(std::string_view bytes, std::string_view charset_hint,
                                   const ReadLimits& limits = {});

// A PDF, read by `pdftotext` of poppler-utils in a process of its own that has bounded memory and time and no network.
// The pieces of the map are places on pages (RawCoding::kPage). Columns are read one after the other; running heads and
// page numbers are left out; words that a line's end divides are joined.
// kUnsupported where the program is missing, for encrypted files and for scanned pages without text; kTooLarge past the
// limits.
Result<SourceText> read_pdf(std::string_view bytes, const ReadLimits& limits = {});

// One message. The text is that of its best readable part, plain before HTML; quoted replies, forwarded messages and
// the signature stand in it as boilerplate. `title` is the subject, `publisher` the body that speaks. kBadInput for
// what is no message, kTooLarge past the limits (parts nested deeper than 32).
Result<SourceText> read_mail(std::string_view bytes, const ReadLimits& limits = {});

// Told from the first kilobytes: a mark at the start, a doctype, a tag that opens a page, a root element, the fields of
// a message; else by the ending of `path`. kUnsupported, with the kind named, for formats known but not read: images,
// office documents, other archives.
Result<Format> sniff_format(std::string_view bytes, std::string_view path);

}  // namespace headwater

#endif  // HEADWATER_INGEST_SOURCE_TEXT_H_
