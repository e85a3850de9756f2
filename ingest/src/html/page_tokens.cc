#include "html/page_tokens.h"

#include <algorithm>
#include <array>

#include "html/entities.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxAttributes = 64;

// In the order of the enumerators after kOther.
constexpr std::array<std::string_view, static_cast<std::size_t>(Tag::kText)> kNames{
    "",       "a",          "abbr",      "address",  "amp-img",    "article",  "aside",    "audio",  "b",
    "base",   "blockquote", "body",      "br",       "button",     "canvas",   "caption",  "center", "cite",
    "code",   "col",        "colgroup",  "dd",       "details",    "dialog",   "dir",      "div",    "dl",
    "dt",     "em",         "embed",     "fieldset", "figcaption", "figure",   "font",     "footer", "form",
    "frame",  "frameset",   "h1",        "h2",       "h3",         "h4",       "h5",       "h6",     "head",
    "header", "hgroup",     "hr",        "html",     "i",          "iframe",   "img",      "input",  "label",
    "legend", "li",         "link",      "listing",  "main",       "mark",     "math",     "menu",   "meta",
    "nav",    "noembed",    "noframes",  "noscript", "object",     "ol",       "optgroup", "option", "p",
    "param",  "picture",    "plaintext", "pre",      "q",          "s",        "script",   "search", "section",
    "select", "small",      "source",    "span",     "strike",     "strong",   "style",    "sub",    "summary",
    "sup",    "svg",        "table",     "tbody",    "td",         "template", "textarea", "tfoot",  "th",
    "thead",  "time",       "title",     "tr",       "track",      "u",        "ul",       "video",  "wbr",
    "xmp"};

// By letter, the first name that starts with it or a later one.
constexpr auto kFirstOfLetter = [] {
  std::array<std::uint8_t, 27> out{};
  std::size_t name = 1;
  for (std::size_t letter = 0; letter < out.size(); ++letter) {
    while (name < kNames.size() && static_cast<std::size_t>(kNames[name][0] - 'a') < letter) ++name;
    out[letter] = static_cast<std::uint8_t>(name);
  }
  return out;
}();

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_name(std::string_view a, std::string_view lower_case) {
  return a.size() == lower_case.size() &&
         std::equal(a.begin(), a.end(), lower_case.begin(), [](char x, char y) { return lower(x) == y; });
}

// Reads attributes from `at` to the closing ">"; calls `f(name, value)` for each. The offset after ">", or npos.
template <class F>
std::size_t scan_attributes(std::string_view s, std::size_t at, F&& f) {
  while (true) {
    while (at < s.size() && (is_space(s[at]) || s[at] == '/')) ++at;
    if (at >= s.size()) return std::string_view::npos;
    if (s[at] == '>') return at + 1;
    const std::size_t name = at++;  // "=" may start a name
    while (at < s.size() && !is_space(s[at]) && s[at] != '/' && s[at] != '>' && s[at] != '=') ++at;
    const std::size_t name_end = at;
    while (at < s.size() && is_space(s[at])) ++at;
    std::string_view value;
    if (at < s.size() && s[at] == '=') {
      ++at;
      while (at < s.size() && is_space(s[at])) ++at;
      if (at >= s.size()) return std::string_view::npos;
      if (s[at] == '"' || s[at] == '\'') {
        const std::size_t close = s.find(s[at], at + 1);
        if (close == std::string_view::npos) return std::string_view::npos;
        value = s.substr(at + 1, close - at - 1);
        at = close + 1;
      } else if (s[at] != '>') {
        const std::size_t first = at;
        while (at < s.size() && !is_space(s[at]) && s[at] != '>') ++at;
        value = s.substr(first, at - first);
      }
    }
    f(s.substr(name, name_end - name), value);
  }
}

// The offset after a comment or declaration that starts at `at` ("<!", "<?", "</" before no letter).
std::size_t after_declaration(std::string_view s, std::size_t at) {
  if (s.substr(at, 4) == "<!--") {
    std::size_t from = at + 4;
    if (s.substr(from, 1) == ">") return from + 1;
    if (s.substr(from, 2) == "->") return from + 2;
    for (std::size_t dashes = s.find("--", from); dashes != std::string_view::npos; dashes = s.find("--", dashes + 1)) {
      if (s.substr(dashes + 2, 1) == ">") return dashes + 3;
      if (s.substr(dashes + 2, 2) == "!>") return dashes + 4;
    }
    return s.size();
  }
  const std::size_t close = s.find('>', at);
  return close == std::string_view::npos ? s.size() : close + 1;
}

bool has_raw_body(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTitle:
    case Tag::kTextarea:
    case Tag::kXmp:
    case Tag::kIframe:
    case Tag::kNoembed:
    case Tag::kNoframes:
      return true;
    default:
      return false;
  }
}

// The offset of the "</name" that ends a raw body, or the size.
std::size_t raw_body_end(std::string_view s, std::size_t from, std::string_view name) {
  for (std::size_t at = s.find("</", from); at != std::string_view::npos; at = s.find("</", at + 2)) {
    if (!same_name(s.substr(at + 2, name.size()), name)) continue;
    const std::size_t after = at + 2 + name.size();
    if (after >= s.size() || is_space(s[after]) || s[after] == '>' || s[after] == '/') return at;
  }
  return s.size();
}

bool opens_script(std::string_view s, std::size_t from) {
  for (std::size_t at = s.find('<', from); at != std::string_view::npos; at = s.find('<', at + 1)) {
    if (!same_name(s.substr(at + 1, 6), "script") || at + 7 >= s.size()) continue;
    if (is_space(s[at + 7]) || s[at + 7] == '>' || s[at + 7] == '/') return true;
  }
  return false;
}

// The same of a script, where "<!--<script>" opens what "</script>" closes first. Where that leaves no end at all,
// browsers take the rest of the page for the script; here it ends at the first "</script", so that no words are lost.
std::size_t script_end(std::string_view s, std::size_t from) {
  constexpr int kMaxInner = 64;  // so that a page of nothing else stays linear
  const std::size_t plain = raw_body_end(s, from, "script");
  std::size_t at = from, end = plain;
  bool comment = false;
  for (int inner = 0; inner < kMaxInner && end < s.size();) {
    const std::string_view region = s.substr(0, end);
    if (!comment) {
      const std::size_t mark = region.find("<!--", at);
      if (mark == std::string_view::npos) return end;
      comment = true;
      at = mark + 2;  // "<!-->" is whole
    }
    if (const std::size_t close = region.find("-->", at); close != std::string_view::npos) {
      comment = false;
      at = close + 3;
      continue;
    }
    if (!opens_script(region, at)) return end;
    ++inner;
    at = end + 8;
    end = raw_body_end(s, at, "script");
  }
  return plain;
}

std::size_t name_end(std::string_view s, std::size_t at) {
  while (at < s.size() && !is_space(s[at]) && s[at] != '/' && s[at] != '>') ++at;
  return at;
}

class Tokenizer {
 public:
  Tokenizer(std::string_view page, std::size_t max_tags) : page_{page}, max_tags_{max_tags} {}

  PageTokens run() {
    std::size_t at = 0, run = 0;
    bool plain = false;
    while (at < page_.size()) {
      const std::size_t open = plain ? std::string_view::npos : page_.find('<', at);
      if (open == std::string_view::npos || open + 1 >= page_.size()) break;
      const char next = page_[open + 1];
      const bool end_tag = next == '/' && open + 2 < page_.size() && is_alpha(page_[open + 2]);
      if (!is_alpha(next) && next != '!' && next != '?' && next != '/') {
        at = open + 1;  // a "<" that opens nothing is a character
        continue;
      }
      add_text(run, open);
      if (is_alpha(next) || end_tag) {
        at = add_tag(open, end_tag);
        plain = !out_.tokens.empty() && !end_tag && out_.tokens.back().tag == Tag::kPlaintext;
      } else {
        at = after_declaration(page_, open);
      }
      run = at;
    }
    add_text(run, page_.size());
    return std::move(out_);
  }

 private:
  void add_text(std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    PageToken token;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(end);
    out_.tokens.push_back(token);
  }

  std::size_t add_tag(std::size_t open, bool end_tag) {
    const std::size_t first = open + (end_tag ? 2 : 1);
    const std::size_t named = name_end(page_, first);
    const Tag tag = tag_of(page_.substr(first, named - first));
    std::size_t close = scan_attributes(page_, named, [](std::string_view, std::string_view) {});
    if (close == std::string_view::npos) close = page_.size();  // a tag that never ends is no tag
    PageToken token;
    token.kind = end_tag ? TokenKind::kEnd : TokenKind::kStart;
    token.tag = tag;
    token.begin = static_cast<std::uint32_t>(open);
    token.end = static_cast<std::uint32_t>(close);
    token.self_closing = close >= 2 && page_[close - 1] == '>' && page_[close - 2] == '/';
    std::size_t after = close;
    if (tag == Tag::kSvg) {
      if (end_tag) {
        svg_ = svg_ > 0 ? svg_ - 1 : 0;
      } else if (!token.self_closing) {
        ++svg_;
      }
    }
    // In a picture an element may close itself, and its <title> is one like any other.
    const bool of_picture = svg_ > 0 && (token.self_closing || tag == Tag::kTitle);
    if (!end_tag && has_raw_body(tag) && !of_picture) {
      const std::size_t body_end =
          tag == Tag::kScript ? script_end(page_, close) : raw_body_end(page_, close, name_of(tag));
      token.body_begin = static_cast<std::uint32_t>(close);
      token.body_end = static_cast<std::uint32_t>(body_end);
      const std::size_t gt = page_.find('>', body_end);
      after = gt == std::string_view::npos ? page_.size() : gt + 1;
    }
    if (page_[close - 1] != '>') return after;
    if (tags_ >= max_tags_) {
      ++out_.dropped;
    } else {
      ++tags_;
      out_.tokens.push_back(token);
    }
    return after;
  }

  std::string_view page_;
  std::size_t max_tags_;
  std::size_t tags_ = 0;
  std::size_t svg_ = 0;  // pictures that are open
  PageTokens out_;
};

}  // namespace

Tag tag_of(std::string_view name) {
  if (name.empty() || name.size() > 10) return Tag::kOther;
  std::array<char, 10> buffer{};
  std::transform(name.begin(), name.end(), buffer.begin(), lower);
  const std::string_view key{buffer.data(), name.size()};
  if (!is_alpha(key[0])) return Tag::kOther;
  const auto letter = static_cast<std::size_t>(key[0] - 'a');
  for (std::size_t i = kFirstOfLetter[letter]; i < kFirstOfLetter[letter + 1]; ++i) {
    if (kNames[i] == key) return static_cast<Tag>(i);
  }
  return Tag::kOther;
}

std::string_view name_of(Tag tag) {
  return tag == Tag::kText ? std::string_view{} : kNames[static_cast<std::size_t>(tag)];
}

PageTokens tokenize_page(std::string_view page, std::size_t max_tags) { return Tokenizer{page, max_tags}.run(); }

std::vector<Attribute> attributes_of(std::string_view tag) {
  std::vector<Attribute> out;
  if (tag.size() < 3 || tag[0] != '<') return out;
  scan_attributes(tag, name_end(tag, 1), [&](std::string_view name, std::string_view value) {
    if (out.size() < kMaxAttributes) out.push_back({name, value});
  });
  return out;
}

std::string attribute_of(std::string_view tag, std::string_view name) {
  if (tag.size() < 3 || tag[0] != '<') return {};
  std::string out;
  bool found = false;
  scan_attributes(tag, name_end(tag, 1), [&](std::string_view n, std::string_view value) {
    if (found || !same_name(n, name)) return;
    found = true;
    out = resolve_references(value, true);
  });
  return out;
}

}  // namespace headwater::detail
