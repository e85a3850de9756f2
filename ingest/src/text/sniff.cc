#include "headwater/ingest/source_text.h"

#include <algorithm>
#include <array>
#include <string>

namespace headwater {
namespace {

constexpr std::size_t kWindow = 4096;

struct Magic {
  std::string_view kind;
  std::size_t at;
  std::string_view bytes;
};

using namespace std::string_view_literals;

constexpr std::array<Magic, 24> kMagic{{
    {"PDF", 0, "%PDF-"sv},
    {"ZIP archive or office document", 0, "PK\x03\x04"sv},
    {"ZIP archive", 0, "PK\x05\x06"sv},
    {"gzip archive", 0, "\x1F\x8B"sv},
    {"zstd archive", 0, "\x28\xB5\x2F\xFD"sv},
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
    {"WARC archive", 0, "WARC/"sv},
    {"mailbox", 0, "From "sv},
    {"program", 0,
     "\x7F"
     "ELF"sv},
    {"MP4 video", 4, "ftyp"sv},
    {"database", 0, "SQLite format 3\0"sv},
}};

struct Ending {
  std::string_view ending;
  std::string_view kind;  // "" for formats that are read
  Format format;
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
    {".pdf", "PDF", Format::kText},
    {".zip", "ZIP archive", Format::kText},
    {".gz", "gzip archive", Format::kText},
    {".tgz", "gzip archive", Format::kText},
    {".zst", "zstd archive", Format::kText},
    {".bz2", "bzip2 archive", Format::kText},
    {".xz", "xz archive", Format::kText},
    {".tar", "tar archive", Format::kText},
    {".docx", "office document", Format::kText},
    {".doc", "office document", Format::kText},
    {".odt", "office document", Format::kText},
    {".xlsx", "office document", Format::kText},
    {".pptx", "office document", Format::kText},
    {".rtf", "RTF document", Format::kText},
    {".epub", "e-book", Format::kText},
    {".png", "PNG image", Format::kText},
    {".jpg", "JPEG image", Format::kText},
    {".jpeg", "JPEG image", Format::kText},
    {".gif", "GIF image", Format::kText},
    {".webp", "WebP image", Format::kText},
    {".eml", "mail", Format::kText},
    {".mbox", "mailbox", Format::kText},
    {".rss", "RSS feed", Format::kText},
    {".atom", "Atom feed", Format::kText},
    {".warc", "WARC archive", Format::kText},
    {".jsonl", "JSON lines", Format::kText},
    {".json", "JSON", Format::kText},
}};

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

Error unsupported(std::string_view kind, std::string_view path) {
  std::string message = std::string{path.empty() ? "input" : path} + ": a " + std::string{kind};
  message += " is not read yet, wanted plain text or HTML";
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

}  // namespace

Result<Format> sniff_format(std::string_view bytes, std::string_view path) {
  for (const Magic& magic : kMagic) {
    if (bytes.size() <= magic.at || bytes.substr(magic.at, magic.bytes.size()) != magic.bytes) continue;
    // "From " opens many a sentence; a mailbox goes on with an address and a header.
    if (magic.kind == "mailbox" && bytes.substr(0, kWindow).find("\nReceived:") == std::string_view::npos &&
        bytes.substr(0, kWindow).find("\nSubject:") == std::string_view::npos) {
      continue;
    }
    return unsupported(magic.kind, path);
  }
  const std::string head = head_of(bytes);
  if (opens_page(head)) return Format::kHtml;
  if (starts(head, "<?xml") || starts(head, "<rss") || starts(head, "<feed") || starts(head, "<rdf:rdf")) {
    if (head.find("<rss") != std::string::npos || head.find("<rdf:rdf") != std::string::npos)
      return unsupported("RSS feed", path);
    if (head.find("<feed") != std::string::npos) return unsupported("Atom feed", path);
    if (head.find("<html") != std::string::npos || head.find("<!doctype html") != std::string::npos)
      return Format::kHtml;
    return unsupported("XML document", path);
  }
  const std::string name = lowered(path);
  for (const Ending& ending : kEndings) {
    if (!std::string_view{name}.ends_with(ending.ending)) continue;
    if (ending.kind.empty()) return ending.format;
    return unsupported(ending.kind, path);
  }
  if (is_mail(bytes)) return unsupported("mail", path);
  // A page may open with words; a closing tag of its frame gives it away.
  if (head.find("</html>") != std::string::npos || head.find("<body") != std::string::npos ||
      head.find("<html") != std::string::npos) {
    return Format::kHtml;
  }
  return Format::kText;
}

}  // namespace headwater
