#include "headwater/ingest/source_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace headwater {
namespace {

constexpr std::size_t kWindow = 4096;

using namespace std::string_view_literals;

constexpr std::array<std::string_view, 4> kMailboxFields{"\nReceived:", "\nSubject:", "\nDate:", "\nMessage-ID:"};

struct Magic {
  std::string_view kind;
  std::size_t at;
  std::string_view bytes;
  std::optional<Format> format = std::nullopt;  // nothing for formats that are not read
};

constexpr std::array<Magic, 25> kMagic{{
    {"PDF", 0, "%PDF-"sv, Format::kPdf},
    {"ZIP archive or office document", 0, "PK\x03\x04"sv},
    {"ZIP archive", 0, "PK\x05\x06"sv},
    {"gzip data", 0, "\x1F\x8B"sv, Format::kGzip},
    {"zstd data", 0, "\x28\xB5\x2F\xFD"sv, Format::kZstd},
    {"bzip2 archive", 0, "BZh"sv},
    {"xz archive", 0,
     "\xFD"
     "7zXZ"sv},
    {"7z archive", 0, "7z\xBC\xAF\x27\x1C"sv},
    {"RAR archive", 0, "Rar!\x1A\x07"sv},
    {"tar archive", 257, "ustar"sv},
    {"PNG image", 0, "\x89PNG\r\n\x1A\n"sv},
    {"JPEG image", 0, "\xFF\xD8\xFF"sv},
    {"GIF image", 0, "GIF8"sv},
    {"TIFF image", 0, "II*\0"sv},
    {"TIFF image", 0, "MM\0*"sv},
    {"WebP image", 8, "WEBP"sv},
    {"office document", 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv},
    {"RTF document", 0, "{\\rtf"sv},
    {"PostScript document", 0, "%!PS"sv},
    {"WARC archive", 0, "WARC/"sv, Format::kWarc},
    {"ARC archive", 0, "filedesc://"sv, Format::kWarc},
    {"mailbox", 0, "From "sv, Format::kMailbox},
    {"program", 0,
     "\x7F"
     "ELF"sv},
    {"MP4 video", 4, "ftyp"sv},
    {"database", 0, "SQLite format 3\0"sv},
}};

struct Ending {
  std::string_view ending;
  std::string_view kind;  // "" for formats that are read
  Format format = Format::kText;
};

constexpr std::array<Ending, 35> kEndings{{
    {".txt", "", Format::kText},
    {".text", "", Format::kText},
    {".md", "", Format::kText},
    {".markdown", "", Format::kText},
    {".html", "", Format::kHtml},
    {".htm", "", Format::kHtml},
    {".xhtml", "", Format::kHtml},
    {".shtml", "", Format::kHtml},
    {".pdf", "", Format::kPdf},
    {".eml", "", Format::kMail},
    {".mbox", "", Format::kMailbox},
    {".rss", "", Format::kFeed},
    {".atom", "", Format::kFeed},
    {".jsonl", "", Format::kJsonLines},
    {".ndjson", "", Format::kJsonLines},
    {".warc", "", Format::kWarc},
    {".arc", "", Format::kWarc},
    {".gz", "", Format::kGzip},
    {".zst", "", Format::kZstd},
    {".zip", "ZIP archive"},
    {".tgz", "tar archive"},
    {".bz2", "bzip2 archive"},
    {".xz", "xz archive"},
    {".tar", "tar archive"},
    {".docx", "office document"},
    {".doc", "office document"},
    {".odt", "office document"},
    {".xlsx", "office document"},
    {".pptx", "office document"},
    {".rtf", "RTF document"},
    {".epub", "e-book"},
    {".png", "PNG image"},
    {".jpg", "JPEG image"},
    {".jpeg", "JPEG image"},
    {".json", "JSON file of no known kind"},
}};

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

Error unsupported(std::string_view kind, std::string_view path) {
  std::string message = std::string{path.empty() ? "input" : path} + ": a " + std::string{kind};
  message += " is not read, wanted a page, a text, a PDF, a mail, a feed, an archive (WARC) or JSON lines";
  return Error{ErrorCode::kUnsupported, std::move(message)};
}

bool starts(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

// The first bytes without white space, byte order mark and comments, in lower case.
std::string head_of(std::string_view bytes) {
  std::string head = lowered(bytes.substr(0, kWindow));
  std::string_view view = head;
  if (starts(view, "\xEF\xBB\xBF")) view.remove_prefix(3);
  while (true) {
    const std::size_t first = view.find_first_not_of(" \t\r\n\f");
    view.remove_prefix(std::min(first, view.size()));
    if (!starts(view, "<!--")) break;
    const std::size_t end = view.find("-->");
    if (end == std::string_view::npos) break;
    view.remove_prefix(end + 3);
  }
  return std::string{view};
}

bool opens_page(std::string_view head) {
  constexpr std::array<std::string_view, 25> kTags{
      "<html",    "<head", "<body",   "<title", "<meta", "<link", "<script", "<style",  "<div",
      "<p>",      "<p ",   "<table",  "<h1",    "<h2",   "<br",   "<font",   "<center", "<article",
      "<section", "<main", "<header", "<nav",   "<span", "<a ",   "<iframe"};
  if (starts(head, "<!doctype html")) return true;
  return std::any_of(kTags.begin(), kTags.end(), [&](std::string_view tag) {
    if (!starts(head, tag)) return false;
    const char next = head.size() > tag.size() ? head[tag.size()] : '>';
    return tag.back() == ' ' || tag.back() == '>' || next == '>' || next == ' ' || next == '\n' || next == '\t' ||
           next == '\r' || next == '/';
  });
}

// A message's header: at least three lines "Name: value", two of them with names that mails have.
bool is_mail(std::string_view bytes) {
  int known = 0, fields = 0;
  std::string_view rest = bytes.substr(0, kWindow);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) break;
    if (line[0] == ' ' || line[0] == '\t') continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || line.substr(0, colon).find(' ') != std::string_view::npos)
      return false;
    ++fields;
    constexpr std::string_view kNames =
        " from to date subject received message-id return-path mime-version content-type delivered-to ";
    if (kNames.find(" " + lowered(line.substr(0, colon)) + " ") != std::string_view::npos) ++known;
  }
  return fields >= 3 && known >= 2 && known * 3 >= fields;
}

// "From " opens many a sentence; a mailbox goes on with an address and a header.
bool is_mailbox(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kWindow);
  return std::any_of(kMailboxFields.begin(), kMailboxFields.end(),
                     [&](std::string_view field) { return head.find(field) != std::string_view::npos; });
}

// `head` opens with a brace or a bracket. What it is by the keys that it shows first; nothing if they say nothing.
std::optional<Format> json_format(std::string_view head) {
  const auto has = [&](std::string_view word) { return head.find(word) != std::string_view::npos; };
  // Keys and words are in lower case here.
  if (has("\"objects\"") && (has("\"bundle\"") || has("\"spec_version\""))) return Format::kStix;
  if (has("claimreview")) return Format::kClaimReview;
  if (has("jsonfeed.org/version")) return Format::kFeed;
  if (has("\"html\"") || has("\"text\"") || has("\"url\"")) return Format::kJsonLines;
  return std::nullopt;
}

// `head` opens as XML does.
Result<Format> xml_format(const std::string& head, std::string_view path) {
  for (const std::string_view root : {"<rss", "<rdf:rdf", "<feed", "<atom:feed", "<urlset", "<channel"}) {
    if (head.find(root) != std::string::npos) return Format::kFeed;
  }
  if (head.find("<html") != std::string::npos || head.find("<!doctype html") != std::string::npos) return Format::kHtml;
  if (head.find("<sitemapindex") != std::string::npos) return unsupported("index of sitemaps", path);
  return unsupported("XML document", path);
}

}  // namespace

Result<Format> sniff_format(std::string_view bytes, std::string_view path) {
  for (const Magic& magic : kMagic) {
    if (bytes.size() <= magic.at || bytes.substr(magic.at, magic.bytes.size()) != magic.bytes) continue;
    if (magic.format == Format::kMailbox && !is_mailbox(bytes)) continue;
    if (magic.format.has_value()) return *magic.format;
    return unsupported(magic.kind, path);
  }
  const std::string head = head_of(bytes);
  if (opens_page(head)) return Format::kHtml;
  const std::string name = lowered(path);
  const auto* ending = std::find_if(kEndings.begin(), kEndings.end(),
                                    [&](const Ending& e) { return std::string_view{name}.ends_with(e.ending); });
  const bool known = ending != kEndings.end() && ending->kind.empty();
  for (const std::string_view root : {"<?xml", "<rss", "<feed", "<atom:feed", "<rdf:rdf", "<urlset", "<sitemapindex"}) {
    if (starts(head, root)) return xml_format(head, path);
  }
  if ((starts(head, "{") || starts(head, "[")) && !(known && ending->format == Format::kText)) {
    const std::optional<Format> json = json_format(head);
    // A line of an article may speak of claim reviews.
    if (known && ending->format == Format::kJsonLines) return Format::kJsonLines;
    if (json.has_value()) return *json;
  }
  // Compressed data would have shown their mark: the name is that of what was inside.
  if (known && (ending->format == Format::kGzip || ending->format == Format::kZstd)) {
    return sniff_format(bytes, path.substr(0, path.size() - ending->ending.size()));
  }
  if (known) return ending->format;
  if (ending != kEndings.end()) return unsupported(ending->kind, path);
  if (is_mail(bytes)) return Format::kMail;
  // A page may open with words; a closing tag of its frame gives it away.
  if (head.find("</html>") != std::string::npos || head.find("<body") != std::string::npos ||
      head.find("<html") != std::string::npos) {
    return Format::kHtml;
  }
  return Format::kText;
}

}  // namespace headwater
