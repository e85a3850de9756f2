#include "text/charset.h"

#include <algorithm>
#include <array>
#include <memory>
#include <type_traits>
#include <utility>

#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

namespace headwater::detail {
namespace {

constexpr std::size_t kDeclarationWindow = 8192;  // bytes in which a page may declare its charset
constexpr std::size_t kGuessWindow = 1u << 20;    // bytes shown to uchardet
constexpr std::size_t kTellingCharacters = 4;     // that prove UTF-8 against a declared double-byte charset

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

struct Encoding {
  std::string_view name;    // WHATWG
  std::string_view icu;     // converter
  std::string_view labels;  // in lower case, apart by a space, one before the first and after the last
};

// After the WHATWG Encoding Standard, section 4.2, without labels that are seen nowhere.
constexpr std::array<Encoding, 39> kEncodings{{
    {"utf-8", "UTF-8", " utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8 unicode11utf8 "},
    {"windows-1252", "windows-1252",
     " windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 iso88591 iso8859_1 latin1 latin-1 l1 ascii "
     "us-ascii "
     "ansi_x3.4-1968 cp819 ibm819 "},
    {"iso-8859-2", "ISO-8859-2", " iso-8859-2 iso8859-2 iso_8859-2 iso88592 latin2 l2 "},
    {"iso-8859-3", "ISO-8859-3", " iso-8859-3 iso8859-3 latin3 l3 "},
    {"iso-8859-4", "ISO-8859-4", " iso-8859-4 iso8859-4 latin4 l4 "},
    {"iso-8859-5", "ISO-8859-5", " iso-8859-5 iso8859-5 cyrillic "},
    {"iso-8859-6", "ISO-8859-6", " iso-8859-6 iso8859-6 arabic asmo-708 "},
    {"iso-8859-7", "ISO-8859-7", " iso-8859-7 iso8859-7 greek greek8 "},
    {"iso-8859-8", "ISO-8859-8", " iso-8859-8 iso8859-8 hebrew visual "},
    {"iso-8859-8-i", "ISO-8859-8", " iso-8859-8-i logical "},
    {"iso-8859-10", "ISO-8859-10", " iso-8859-10 latin6 l6 "},
    {"iso-8859-13", "ISO-8859-13", " iso-8859-13 iso8859-13 "},
    {"iso-8859-14", "ISO-8859-14", " iso-8859-14 iso8859-14 "},
    {"iso-8859-15", "ISO-8859-15", " iso-8859-15 iso8859-15 iso_8859-15 latin9 latin-9 l9 "},
    {"iso-8859-16", "ISO-8859-16", " iso-8859-16 "},
    {"ibm866", "ibm-866", " ibm866 866 cp866 csibm866 "},
    {"koi8-r", "KOI8-R", " koi8-r koi8 koi koi8_r "},
    {"koi8-u", "KOI8-U", " koi8-u koi8-ru "},
    {"macintosh", "macintosh", " macintosh mac x-mac-roman "},
    {"x-mac-cyrillic", "x-mac-cyrillic", " x-mac-cyrillic x-mac-ukrainian "},
    {"windows-874", "windows-874", " windows-874 tis-620 iso-8859-11 iso8859-11 dos-874 "},
    {"windows-1250", "windows-1250", " windows-1250 cp1250 x-cp1250 "},
    {"windows-1251", "windows-1251", " windows-1251 cp1251 x-cp1251 "},
    {"windows-1253", "windows-1253", " windows-1253 cp1253 x-cp1253 "},
    {"windows-1254", "windows-1254", " windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5 l5 "},
    {"windows-1255", "windows-1255", " windows-1255 cp1255 x-cp1255 "},
    {"windows-1256", "windows-1256", " windows-1256 cp1256 x-cp1256 "},
    {"windows-1257", "windows-1257", " windows-1257 cp1257 x-cp1257 "},
    {"windows-1258", "windows-1258", " windows-1258 cp1258 x-cp1258 "},
    {"gbk", "gb18030", " gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese cp936 ms936 windows-936 csgb2312 "},
    {"gb18030", "gb18030", " gb18030 "},
    {"big5", "Big5-HKSCS", " big5 big5-hkscs cn-big5 x-x-big5 csbig5 "},
    {"euc-jp", "EUC-JP", " euc-jp x-euc-jp cseucpkdfmtjapanese "},
    {"iso-2022-jp", "ISO-2022-JP", " iso-2022-jp csiso2022jp "},
    {"shift_jis", "windows-31j", " shift_jis shift-jis sjis x-sjis ms_kanji windows-31j ms932 cp932 csshiftjis "},
    {"euc-kr", "windows-949", " euc-kr euckr korean ks_c_5601-1987 ks_c_5601 ksc5601 windows-949 cp949 uhc "},
    {"utf-16le", "UTF-16LE", " utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2 unicodefeff csunicode "},
    {"utf-16be", "UTF-16BE", " utf-16be unicodefffe "},
    {"x-user-defined", "windows-1252", " x-user-defined "},
}};

const Encoding* find_encoding(std::string_view label) {
  constexpr std::string_view kTrim = " \t\r\n\"';";
  const std::size_t first = label.find_first_not_of(kTrim);
  if (first == std::string_view::npos) return nullptr;
  label = label.substr(first, label.find_last_not_of(kTrim) - first + 1);
  if (label.size() > 40 || label.find(' ') != std::string_view::npos) return nullptr;
  const std::string wanted = " " + lowered(label) + " ";
  for (const Encoding& encoding : kEncodings) {
    if (encoding.labels.find(wanted) != std::string_view::npos) return &encoding;
  }
  return nullptr;
}

bool is_multi_byte(const Encoding& encoding) {
  constexpr std::array<std::string_view, 7> kNames{"gbk",         "gb18030",   "big5",  "euc-jp",
                                                   "iso-2022-jp", "shift_jis", "euc-kr"};
  return std::find(kNames.begin(), kNames.end(), encoding.name) != kNames.end();
}

// charset= in a <meta>, or encoding= in an XML declaration.
const Encoding* declared(std::string_view bytes) {
  const std::string head = lowered(bytes.substr(0, kDeclarationWindow));
  const auto value_after = [&](std::size_t at) -> const Encoding* {
    at = head.find_first_not_of(" \t\r\n", at);
    if (at == std::string::npos || head[at] != '=') return nullptr;
    at = head.find_first_not_of(" \t\r\n\"'", at + 1);
    if (at == std::string::npos) return nullptr;
    const std::size_t end = std::min(head.find_first_of(" \t\r\n\"';/>", at), head.size());
    const Encoding* found = find_encoding(std::string_view{head}.substr(at, end - at));
    // Whoever could read the declaration did not read UTF-16.
    if (found != nullptr && found->name.substr(0, 6) == "utf-16") return &kEncodings[0];
    return found;
  };
  if (head.rfind("<?xml", 0) == 0) {
    const std::size_t end = std::min(head.find("?>"), head.size());
    if (const std::size_t at = head.find("encoding"); at < end) {
      if (const Encoding* found = value_after(at + 8)) return found;
    }
  }
  for (std::size_t at = head.find("<meta"), from = 0; at != std::string::npos; at = head.find("<meta", from)) {
    // What a comment declares is declared no more.
    if (const std::size_t open = head.find("<!--", from); open < at) {
      const std::size_t close = head.find("-->", open + 2);
      from = close == std::string::npos ? open + 4 : close + 3;
      continue;
    }
    from = at + 5;
    const std::size_t end = std::min(head.find('>', at), head.size());
    for (std::size_t c = head.find("charset", at); c < end; c = head.find("charset", c + 7)) {
      if (const Encoding* found = value_after(c + 7)) return found;
    }
  }
  return nullptr;
}

const Encoding* guessed(std::string_view bytes) {
  struct Delete {
    void operator()(uchardet_t d) const { uchardet_delete(d); }
  };
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, Delete> detector{uchardet_new()};
  if (!detector) return nullptr;
  const std::string_view window = bytes.substr(0, kGuessWindow);
  if (uchardet_handle_data(detector.get(), window.data(), window.size()) != 0) return nullptr;
  uchardet_data_end(detector.get());
  return find_encoding(uchardet_get_charset(detector.get()));
}

void decode_utf8(std::string_view bytes, std::uint32_t first, Decoded& out) {
  const std::string_view body = bytes.substr(first);
  const std::size_t valid = valid_utf8_prefix(body);
  if (valid == body.size()) {
    out.text = body;
    out.shift = first;
    return;
  }
  out.same = false;
  out.text.reserve(body.size());
  for (std::size_t at = 0; at < body.size();) {
    out.map.add(static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(first + at));
    const Utf8Sequence sequence = utf8_sequence_at(body, at);
    if (sequence.is_valid) {
      out.text.append(body, at, sequence.bytes);
    } else {
      out.text += "\xEF\xBF\xBD";
      ++out.broken;
    }
    at += sequence.bytes;
  }
  out.map.finish(static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(bytes.size()));
}

// False if ICU has no such converter or gives up.
bool decode_icu(std::string_view bytes, std::uint32_t first, const Encoding& encoding, Decoded& out) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter{
      ucnv_open(std::string{encoding.icu}.c_str(), &status), &ucnv_close};
  if (U_FAILURE(status) || !converter) return false;
  out.same = false;
  const bool shifting = encoding.name == "iso-2022-jp";
  const char* source = bytes.data() + first;
  const char* const end = bytes.data() + bytes.size();
  constexpr std::size_t kUnits = 4096;
  std::vector<UChar> units(kUnits);
  std::vector<std::int32_t> offsets(kUnits);
  std::uint32_t high = 0;  // a first half of a surrogate pair, with its place; 0 for none
  std::uint32_t high_at = 0, last_end = first, unshifted = first;
  bool more = true;
  while (more) {
    const auto chunk = static_cast<std::uint32_t>(source - bytes.data());
    UChar* target = units.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, units.data() + kUnits, &source, end, offsets.data(), true, &status);
    more = status == U_BUFFER_OVERFLOW_ERROR;
    if (U_FAILURE(status) && !more) return false;
    const auto n = static_cast<std::size_t>(target - units.data());
    for (std::size_t i = 0; i < n; ++i) {
      // A negative offset: the character began in the bytes before this chunk.
      std::uint32_t raw = offsets[i] < 0 ? last_end : chunk + static_cast<std::uint32_t>(offsets[i]);
      raw = std::max(raw, last_end);
      std::uint32_t code = units[i];
      if (code >= 0xD800 && code < 0xDC00) {
        high = code;
        high_at = raw;
        continue;
      }
      if (code >= 0xDC00 && code < 0xE000) {
        code = high != 0 ? 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) : 0xFFFD;
        if (high != 0) raw = high_at;
      }
      high = 0;
      // An escape that shifts belongs to the character after it, so that a run decodes alone.
      if (shifting) {
        const std::uint32_t from = std::min(std::exchange(unshifted, raw + 1), raw);
        const std::size_t escape = bytes.substr(from, raw - from).find('\x1B');
        if (escape != std::string_view::npos) raw = from + static_cast<std::uint32_t>(escape);
      }
      if (code == 0xFFFD) ++out.broken;
      out.map.add(static_cast<std::uint32_t>(out.text.size()), raw);
      append_utf8(out.text, code);
      last_end = raw;
    }
  }
  out.map.finish(static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(bytes.size()));
  return true;
}

std::size_t characters_beyond_ascii(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xC0; }));
}

}  // namespace

std::string charset_name(std::string_view label) {
  const Encoding* found = find_encoding(label);
  return found == nullptr ? std::string{} : std::string{found->name};
}

std::string_view cut(std::string_view utf8, std::size_t limit) {
  if (utf8.size() <= limit) return utf8;
  while (limit > 0 && (static_cast<unsigned char>(utf8[limit]) & 0xC0) == 0x80) --limit;
  return utf8.substr(0, limit);
}

void OffsetMap::add(std::uint32_t text_begin, std::uint32_t raw_begin) {
  const std::size_t n = checkpoints_.empty() ? 0 : raw_lengths_.size() + 1;  // number of this character
  if (n > 0) {
    const std::uint32_t length = raw_begin - previous_raw_;
    if (length >= 255) long_.push_back({static_cast<std::uint32_t>(n - 1), length});
    raw_lengths_.push_back(static_cast<std::uint8_t>(std::min(length, 255u)));
  }
  if (n % kStride == 0) checkpoints_.push_back({text_begin, raw_begin});
  previous_raw_ = raw_begin;
}

void OffsetMap::finish(std::uint32_t text_size, std::uint32_t raw_size) {
  text_size_ = text_size;
  raw_size_ = raw_size;
}

std::uint32_t OffsetMap::raw_of(std::string_view text, std::uint32_t text_offset) const {
  if (text_offset >= text_size_ || checkpoints_.empty()) return raw_size_;
  const auto after = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), text_offset,
                                      [](std::uint32_t offset, const Checkpoint& c) { return offset < c.text; });
  if (after == checkpoints_.begin()) return checkpoints_.front().raw;
  const auto index = static_cast<std::size_t>(after - checkpoints_.begin()) - 1;
  std::size_t at = checkpoints_[index].text, number = index * kStride;
  std::uint32_t raw = checkpoints_[index].raw;
  while (at < text_offset && number < raw_lengths_.size()) {
    std::uint32_t length = raw_lengths_[number];
    if (length == 255) {
      const auto found = std::lower_bound(long_.begin(), long_.end(), static_cast<std::uint32_t>(number),
                                          [](const Checkpoint& c, std::uint32_t n) { return c.text < n; });
      if (found != long_.end()) length = found->raw;
    }
    raw += length;
    at += utf8_length(text[at]);
    ++number;
  }
  return raw;
}

std::uint32_t Decoded::raw_of(std::uint32_t text_offset) const {
  return same ? text_offset + shift : map.raw_of(text, text_offset);
}

Decoded decode_as(std::string_view bytes, std::string_view encoding) {
  Decoded out;
  const Encoding* found = find_encoding(encoding);
  if (found == nullptr || found == &kEncodings[0] || !decode_icu(bytes, 0, *found, out)) {
    out = Decoded{};
    decode_utf8(bytes, 0, out);
    found = &kEncodings[0];
  }
  out.encoding = found->name;
  return out;
}

Decoded decode(std::string_view bytes, std::string_view hint, CharsetSource source) {
  Decoded out;
  const Encoding* encoding = nullptr;
  std::uint32_t first = 0;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") {
    encoding = &kEncodings[0];
    first = source == CharsetSource::kHtml ? 3 : 0;
  } else if (bytes.substr(0, 2) == "\xFF\xFE") {
    encoding = find_encoding("utf-16le");
    first = 2;
  } else if (bytes.substr(0, 2) == "\xFE\xFF") {
    encoding = find_encoding("utf-16be");
    first = 2;
  }
  if (encoding == nullptr) {
    encoding = find_encoding(hint);
    if (encoding == nullptr && source == CharsetSource::kHtml) encoding = declared(bytes);
    const bool wide = encoding != nullptr && encoding->name.substr(0, 6) == "utf-16";
    const bool valid = !wide && is_utf8(bytes);
    if (encoding == nullptr) {
      encoding = valid ? &kEncodings[0] : guessed(bytes);
      if (encoding == nullptr) encoding = &kEncodings[1];
    } else if (valid && encoding != &kEncodings[0] &&
               characters_beyond_ascii(bytes) >= (is_multi_byte(*encoding) ? kTellingCharacters : 1)) {
      out.warnings.push_back("declared as " + std::string{encoding->name} + " but is UTF-8; read as UTF-8");
      encoding = &kEncodings[0];
    }
  }
  if (encoding != &kEncodings[0] && !decode_icu(bytes, first, *encoding, out)) {
    out = Decoded{};
    out.warnings.push_back("no converter for " + std::string{encoding->name} + "; read as UTF-8");
    encoding = &kEncodings[0];
  }
  if (encoding == &kEncodings[0]) decode_utf8(bytes, first, out);
  out.encoding = encoding->name;
  if (out.broken > 0) {
    out.warnings.push_back("broken " + out.encoding + ": " + std::to_string(out.broken) +
                           " stretches were replaced by U+FFFD");
  }
  return out;
}

}  // namespace headwater::detail
