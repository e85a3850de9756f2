#include "feed/feed_markup.h"

#include <algorithm>
#include <functional>
#include <map>

#include "text/url.h"

namespace headwater::detail {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_address(std::string_view attribute) {
  for (const std::string_view name : {"href", "src", "cite", "action", "background", "longdesc", "classid", "codebase",
                                      "data", "usemap", "profile", "poster"}) {
    if (attribute == name) return true;
  }
  return false;
}

// Each tag rewritten: `value_of` is asked for what an attribute is to say.
std::string rewritten(std::string_view markup,
                      const std::function<std::string(const std::string&, const std::string&)>& value_of) {
  std::string out;
  std::size_t at = 0;
  while (at < markup.size()) {
    const std::size_t open = std::min(markup.find('<', at), markup.size());
    out += markup.substr(at, open - at);
    at = open;
    if (at >= markup.size()) break;
    std::size_t i = at + 1;
    const bool end_tag = i < markup.size() && markup[i] == '/';
    if (end_tag) ++i;
    const std::size_t name_begin = i;
    while (i < markup.size() && is_name(markup[i])) ++i;
    if (i == name_begin) {
      out += markup[at++];
      continue;
    }
    std::string name{markup.substr(name_begin, i - name_begin)};
    std::transform(name.begin(), name.end(), name.begin(), lowered);
    std::map<std::string, std::string> attributes;
    while (i < markup.size() && markup[i] != '>') {
      if (!is_name(markup[i])) {
        ++i;
        continue;
      }
      std::string key;
      while (i < markup.size() && is_name(markup[i])) key += lowered(markup[i++]);
      while (i < markup.size() && markup[i] == ' ') ++i;
      std::string value = key;
      if (i < markup.size() && markup[i] == '=') {
        ++i;
        while (i < markup.size() && markup[i] == ' ') ++i;
        const char mark = i < markup.size() && (markup[i] == '"' || markup[i] == '\'') ? markup[i] : '\0';
        if (mark != '\0') ++i;
        const std::size_t begin = i;
        while (i < markup.size() && (mark != '\0' ? markup[i] != mark : markup[i] != ' ' && markup[i] != '>')) ++i;
        value = std::string{markup.substr(begin, i - begin)};
        if (mark != '\0' && i < markup.size()) ++i;
      }
      attributes.emplace(key, value_of(key, value));
    }
    at = std::min(i + 1, markup.size());
    out += end_tag ? "</" : "<";
    out += name;
    if (!end_tag) {
      for (const auto& [key, value] : attributes) {
        out += " " + key + "=\"";
        for (const char c : value) out += c == '"' ? std::string{"&quot;"} : std::string{c};
        out += "\"";
      }
    }
    out += ">";
  }
  return out;
}

}  // namespace

std::string absolute_markup(std::string_view markup, std::string_view base) {
  return rewritten(markup, [&](const std::string& key, const std::string& value) {
    if (!is_address(key)) return value;
    const std::string out = resolve_url(value, base);
    return out.empty() ? value : out;
  });
}

std::string normal_markup(std::string_view markup) {
  return rewritten(markup, [](const std::string&, const std::string& value) { return value; });
}

}  // namespace headwater::detail
