#include "html/meta_tags.h"

#include <algorithm>

#include "html/entities.h"
#include "text/charset.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxTags = 500;
constexpr std::size_t kMaxScripts = 100;
constexpr std::size_t kLongestContent = 4000;
constexpr std::size_t kPublisherTokens = 12;  // how far inside itemprop=publisher its name is looked for

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

void add_meta(const std::vector<Attribute>& attributes, std::vector<MetaTag>& tags) {
  std::string content;
  std::vector<std::string> names;
  for (const Attribute& attribute : attributes) {
    const std::string name = lowered(attribute.name.substr(0, 20));
    if (name == "content") {
      content = folded_text(cut(attribute.value, kLongestContent));
    } else if (name == "name" || name == "itemprop" || name == "http-equiv") {
      if (attribute.value.size() < 60) names.push_back(lowered(attribute.value));
    } else if (name == "property") {
      // RDFa has a list of names here.
      std::string_view rest = attribute.value.substr(0, 120);
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(" \t\r\n\f"), rest.size());
        if (end > 0 && end < 60) names.push_back(lowered(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
  if (content.empty()) return;
  for (std::string& name : names) {
    // The Dublin Core is written with either mark.
    for (const std::string_view set : {"dc:", "dcterms:"}) {
      if (name.starts_with(set)) name[set.size() - 1] = '.';
    }
    if (tags.size() < kMaxTags) tags.push_back({std::move(name), content});
  }
}

// The value after the first "datePublished" key, or one of its like, in JSON of any shape.
std::string date_published_in(std::string_view script) {
  for (const std::string_view key :
       {"datePublished", "publishedDate", "published_at", "publishedAt", "publishedFirst", "publicationDate"}) {
    const std::size_t at = script.find(key);
    if (at == std::string_view::npos) continue;
    std::string_view rest = script.substr(at + key.size(), 60);
    const std::size_t digit = rest.find_first_of("0123456789");
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos || digit == std::string_view::npos || digit < colon || digit > colon + 8)
      continue;
    rest.remove_prefix(digit);
    return std::string{rest.substr(0, rest.find_first_of("\"\\,}&'"))};
  }
  return {};
}

}  // namespace

std::string folded_text(std::string_view raw) {
  std::string out;
  bool space = false;
  for (const char c : resolve_references(raw, false)) {
    if (c == ' ' || static_cast<unsigned char>(c) < 0x20) {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

std::string MetaTags::first(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    for (const MetaTag& tag : tags) {
      if (tag.name == name) return tag.content;
    }
  }
  return {};
}

std::vector<std::string> MetaTags::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const MetaTag& tag : tags) {
    if (tag.name == name) out.push_back(tag.content);
  }
  return out;
}

MetaTags read_meta_tags(std::string_view page, const std::vector<PageToken>& tokens) {
  MetaTags out;
  bool in_svg = false;
  std::size_t publisher_until = 0;  // tokens before this number may name the publisher
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const PageToken& token = tokens[i];
    if (token.tag == Tag::kSvg) in_svg = token.kind == TokenKind::kStart && !token.self_closing;
    if (token.kind != TokenKind::kStart) continue;
    const std::string_view tag = page.substr(token.begin, token.end - token.begin);
    const std::string_view body = page.substr(token.body_begin, token.body_end - token.body_begin);
    if (out.publisher.empty() && tag.size() < kLongestContent && tag.find("itemprop") != std::string_view::npos) {
      const std::string property = lowered(attribute_of(tag, "itemprop"));
      if (property.find("publisher") != std::string::npos) publisher_until = i + kPublisherTokens;
      if (property == "name" && i < publisher_until) {
        out.publisher = folded_text(attribute_of(tag, "content"));
        if (out.publisher.empty() && i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::kText) {
          out.publisher =
              folded_text(cut(page.substr(tokens[i + 1].begin, tokens[i + 1].end - tokens[i + 1].begin), 200));
        }
      }
    }
    switch (token.tag) {
      case Tag::kTitle:
        if (out.title.empty() && !in_svg) out.title = folded_text(cut(body, kLongestContent));
        break;
      case Tag::kMeta:
        add_meta(attributes_of(tag), out.tags);
        break;
      case Tag::kLink:
        if (out.canonical.empty() && lowered(attribute_of(tag, "rel")) == "canonical")
          out.canonical = attribute_of(tag, "href");
        break;
      case Tag::kBase:
        if (out.base.empty()) out.base = attribute_of(tag, "href");
        break;
      case Tag::kHtml:
        if (out.language.empty()) out.language = attribute_of(tag, "lang");
        if (out.language.empty()) out.language = attribute_of(tag, "xml:lang");
        break;
      case Tag::kScript:
        if (out.json_ld.size() < kMaxScripts &&
            lowered(attribute_of(tag, "type")).find("ld+json") != std::string::npos) {
          out.json_ld.push_back(body);
        }
        if (out.script_date.empty()) out.script_date = date_published_in(body);
        break;
      default:
        break;
    }
  }
  return out;
}

}  // namespace headwater::detail
