#include "warc/warc_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "headwater/schema/sha1.h"
#include "text/charset.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxLine = 64u << 10;
constexpr std::size_t kMaxFields = 200;
constexpr std::size_t kMaxWarnings = 100;

std::string lowered(std::string_view text) {
  std::string out{text};
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::string_view stripped(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::string address_of(std::string_view text) {
  if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
  std::string out;
  for (const char c : stripped(text)) {
    if (c == ' ') {
      out += "%20";
    } else if (static_cast<unsigned char>(c) > 0x20) {
      out += c;
    }
  }
  return is_utf8(out) ? out : decode_as(out, "windows-1252").text;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  text = stripped(text);
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return out;
}

bool opens_warc(std::string_view line) {
  return line.starts_with("WARC/") && line.size() > 5 && line[5] >= '0' && line[5] <= '9';
}

// "URL IP date type length"; the URL may have spaces.
struct ArcLine {
  std::string uri, type, date;
  std::optional<std::uint64_t> length;
};

std::optional<ArcLine> arc_line(std::string_view line) {
  line = stripped(line);
  const bool scheme = line.starts_with("http://") || line.starts_with("https://") || line.starts_with("dns:") ||
                      line.starts_with("filedesc://") || line.starts_with("ftp://");
  if (!scheme) return std::nullopt;
  std::array<std::string_view, 4> last;
  for (std::size_t i = last.size(); i-- > 0;) {
    const std::size_t space = line.rfind(' ');
    if (space == std::string_view::npos) return std::nullopt;
    last[i] = line.substr(space + 1);
    line = line.substr(0, space);
  }
  const std::string_view date = last[1];
  if (date.size() < 8 || !std::all_of(date.begin(), date.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  return ArcLine{address_of(line), lowered(last[2]), std::string{date}, number_of(last[3])};
}

// Digits of `alphabet`, `bits` each; "" for others.
std::string from_digits(std::string_view text, std::string_view alphabet, int bits, bool fold) {
  std::string out;
  std::uint32_t held = 0;
  int have = 0;
  for (char c : text) {
    if (c == '=') break;
    if (fold && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (c == '-') c = '+';
    if (c == '_') c = '/';
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return {};
    held = held << bits | static_cast<std::uint32_t>(value);
    have += bits;
    if (have >= 8) {
      have -= 8;
      out += static_cast<char>(held >> have & 0xFF);
    }
  }
  return out;
}

}  // namespace

WarcReader::WarcReader(std::unique_ptr<BufferedSource> source, std::uint64_t max_bytes)
    : source_{std::move(source)}, max_bytes_{max_bytes} {}

void WarcReader::warn(std::string what) {
  if (warnings_.size() < kMaxWarnings) warnings_.push_back(std::move(what));
  if (warnings_.size() == kMaxWarnings) warnings_.emplace_back("there is more of this kind");
}

std::vector<std::string> WarcReader::take_warnings() { return std::exchange(warnings_, {}); }

bool WarcReader::recover() {
  if (!source_->error().has_value()) return false;
  const Error error = *source_->error();
  warn(error.message);
  return error.code == ErrorCode::kBadInput && source_->resume();
}

std::optional<WarcRecord> WarcReader::next() {
  bool told = false;
  while (true) {
    const std::uint64_t offset = source_->offset();
    bool cut = false;
    const std::optional<std::string> line = source_->line(kMaxLine, cut);
    if (!line.has_value()) {
      if (recover()) continue;
      return std::nullopt;
    }
    const std::string_view words = stripped(*line);
    if (words.empty()) continue;
    if (opens_warc(words)) {
      std::optional<WarcRecord> record = read_warc();
      if (record.has_value()) {
        record->offset = offset;
        return record;
      }
      continue;
    }
    if (arc_line(words).has_value()) {
      arc_ = arc_ || words.starts_with("filedesc://");
      if (arc_) {
        std::optional<WarcRecord> record = read_arc(*line);
        if (record.has_value()) {
          record->offset = offset;
          return record;
        }
        continue;
      }
    }
    if (!told) {
      warn("bytes from " + std::to_string(offset) + " on belong to no record and were passed over");
      told = true;
    }
  }
}

std::optional<WarcRecord> WarcReader::read_warc() {
  WarcRecord record;
  std::optional<std::uint64_t> length;
  for (std::size_t fields = 0; fields < kMaxFields; ++fields) {
    bool cut = false;
    const std::optional<std::string> line = source_->line(kMaxLine, cut);
    if (!line.has_value()) return std::nullopt;
    const std::string_view words = stripped(*line);
    if (words.empty()) break;
    const std::size_t colon = words.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name = lowered(stripped(words.substr(0, colon)));
    const std::string_view value = stripped(words.substr(colon + 1));
    if (name == "warc-type") record.type = lowered(value);
    if (name == "warc-target-uri") record.uri = address_of(value);
    if (name == "warc-date") record.date = value;
    if (name == "content-length") length = number_of(value);
    if (name == "content-type") record.content_type = value;
    if (name == "warc-payload-digest") record.payload_digest = value;
    if (name == "warc-refers-to-target-uri") record.refers_to_uri = address_of(value);
  }
  record.block_offset = source_->offset();
  if (!length.has_value()) {
    warn("the record of " + (record.uri.empty() ? record.type : record.uri) + " has no length and was passed over");
    return std::nullopt;
  }
  record.stated_bytes = *length;
  read_block(record);
  end_record(record);
  return record;
}

std::optional<WarcRecord> WarcReader::read_arc(const std::string& line) {
  const std::optional<ArcLine> head = arc_line(line);
  if (!head.has_value()) return std::nullopt;
  WarcRecord record;
  record.type = head->uri.starts_with("filedesc://") ? "arc_header" : "response";
  record.uri = head->uri;
  record.content_type = head->type;
  record.date = head->date;
  record.block_offset = source_->offset();
  if (head->length.has_value()) {
    record.stated_bytes = *head->length;
    read_block(record);
    return record;
  }
  // Without a length the block ends where the next record begins.
  warn("the record of " + record.uri + " has no length");
  while (true) {
    const std::string_view ahead = source_->peek(kMaxLine);
    if (ahead.empty()) break;
    const std::size_t end = std::min(ahead.find('\n'), ahead.size() - 1) + 1;
    if (arc_line(ahead.substr(0, end)).has_value()) break;
    if (record.block.size() + end <= max_bytes_) record.block.append(ahead.substr(0, end));
    source_->take(end);
  }
  while (record.block.ends_with('\n')) record.block.pop_back();
  record.stated_bytes = record.block.size();
  return record;
}

void WarcReader::read_block(WarcRecord& record) {
  bool whole = false;
  if (record.stated_bytes > max_bytes_) {
    record.too_large = true;
    whole = source_->skip(record.stated_bytes);
  } else {
    whole = source_->read_exactly(record.block, record.stated_bytes);
  }
  if (!whole) warn("the record of " + (record.uri.empty() ? record.type : record.uri) + " ends too early");
}

// Behind the block stand two line ends and the next record. If they do not, the length was wrong.
void WarcReader::end_record(WarcRecord& record) {
  const std::string_view ahead = source_->peek(16);
  std::size_t white = 0;
  while (white < ahead.size() && (ahead[white] == '\r' || ahead[white] == '\n')) ++white;
  if (white == ahead.size() || (white > 0 && opens_warc(ahead.substr(white)))) return;
  if (white > 0 && ahead.size() < 16) return;
  if (opens_warc(ahead)) return;
  // Too long: the next record is inside.
  for (const std::string_view mark : {"\r\n\r\nWARC/1.", "\n\nWARC/1.", "\r\nWARC/1."}) {
    const std::size_t at = record.block.find(mark);
    if (at == std::string::npos) continue;
    source_->put_back(std::string_view{record.block}.substr(at));
    record.block.resize(at);
    break;
  }
  warn("the record of " + (record.uri.empty() ? record.type : record.uri) + " states a wrong length (" +
       std::to_string(record.stated_bytes) + " bytes)");
}

std::optional<bool> digest_holds(const std::string& digest, std::string_view bytes) {
  const std::size_t colon = digest.find(':');
  if (colon == std::string::npos || lowered(std::string_view{digest}.substr(0, colon)) != "sha1") return std::nullopt;
  const std::string_view digits = std::string_view{digest}.substr(colon + 1);
  const std::string is = sha1(bytes);
  const bool hex = digits.size() == 40;
  const std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (hex) return from_digits(digits, "0123456789ABCDEF", 4, true) == is;
  if (digits.size() == 32) return from_digits(digits, base32, 5, true) == is;
  return from_digits(digits, base64, 6, false) == is;
}

}  // namespace headwater::detail
