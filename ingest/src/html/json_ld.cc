#include "html/json_ld.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "html/entities.h"

namespace headwater::detail {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxBytes = 2u << 20;
constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 5000;
constexpr std::size_t kMaxAuthors = 20;
constexpr std::size_t kLongestText = 1000;

// Brackets outside strings never nest deeper than kMaxDepth.
bool is_shallow(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return false;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return true;
}

// Without the wrappers and the raw control characters that pages put around and into their JSON.
std::string cleaned(std::string_view body) {
  constexpr std::string_view kOpen = "<![CDATA[", kClose = "]]>";
  // What may stand before it is a mark of a comment.
  if (const std::size_t open = body.find(kOpen); open != std::string_view::npos && open < body.find('{')) {
    body.remove_prefix(open + kOpen.size());
    body = body.substr(0, body.rfind(kClose));
  }
  const std::size_t first = body.find_first_of("{["), last = body.find_last_of("}]");
  if (first == std::string_view::npos || last == std::string_view::npos || last < first) return {};
  std::string out{body.substr(first, last - first + 1)};
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return out;
}

std::string text_of(const json& value) {
  if (!value.is_string()) return {};
  const auto& text = value.get_ref<const std::string&>();
  if (text.size() > kLongestText) return {};
  std::string out;
  bool space = false;
  for (const char c : resolve_references(text, false)) {
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

const json* field(const json& node, const char* name) {
  if (!node.is_object()) return nullptr;
  const auto found = node.find(name);
  return found == node.end() ? nullptr : &*found;
}

std::string text_field(const json& node, const char* name) {
  const json* value = field(node, name);
  if (value == nullptr) return {};
  if (value->is_array() && !value->empty()) return text_of(value->front());
  return text_of(*value);
}

bool has_type(const json& node, std::string_view ending) {
  const json* type = field(node, "@type");
  const auto fits = [&](const json& t) {
    if (!t.is_string()) return false;
    const std::string_view name = t.get_ref<const std::string&>();
    return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
  };
  if (type == nullptr) return false;
  if (type->is_array()) return std::any_of(type->begin(), type->end(), fits);
  return fits(*type);
}

class Reader {
 public:
  explicit Reader(const std::vector<std::string_view>& bodies) {
    for (const std::string_view body : bodies) {
      if (body.size() > kMaxBytes || !is_shallow(body)) continue;
      json parsed = json::parse(cleaned(body), nullptr, false, true);
      if (!parsed.is_discarded()) roots_.push_back(std::move(parsed));
    }
  }

  JsonLdFacts run() {
    for (const json& root : roots_) collect(root);
    const json* article = nullptr;
    const json* page = nullptr;
    for (const json* node : nodes_) {
      if (article == nullptr && is_article(*node)) article = node;
      if (page == nullptr && (has_type(*node, "WebPage") || has_type(*node, "ItemPage"))) page = node;
      if (out_.site.empty() && has_type(*node, "WebSite")) out_.site = text_field(*node, "name");
    }
    if (article != nullptr) {
      out_.article = true;
      read(*article);
      out_.behind_wall = is_not_free(*article);
    }
    if (page != nullptr) read(*page);
    return std::move(out_);
  }

 private:
  static bool is_article(const json& node) {
    for (const std::string_view ending : {"Article", "Posting", "Report", "Recipe", "Review", "CreativeWork"}) {
      if (has_type(node, ending))
        return field(node, "headline") || field(node, "datePublished") || field(node, "author");
    }
    return false;
  }

  // schema.org's isAccessibleForFree, as false, "False" or "http://schema.org/False"; of the article or of a part of
  // it.
  static bool is_not_free(const json& article) {
    const auto says_no = [](const json& node) {
      const json* free = field(node, "isAccessibleForFree");
      if (free == nullptr) return false;
      if (free->is_boolean()) return *free == json(false);
      const std::string word = text_of(*free);
      return word.ends_with("false") || word.ends_with("False");
    };
    if (says_no(article)) return true;
    const json* parts = field(article, "hasPart");
    if (parts == nullptr) return false;
    if (parts->is_array()) return std::any_of(parts->begin(), parts->end(), says_no);
    return says_no(*parts);
  }

  // Every object, in document order, without recursion.
  void collect(const json& root) {
    std::vector<const json*> open{&root};
    while (!open.empty() && nodes_.size() < kMaxNodes) {
      const json* node = open.back();
      open.pop_back();
      if (node->is_object()) {
        nodes_.push_back(node);
        const std::string id = text_field(*node, "@id");
        if (!id.empty() && node->size() > 1) by_id_.emplace(id, node);
      }
      if (!node->is_structured()) continue;
      std::vector<const json*> inside;
      for (const json& child : *node) {
        if (child.is_structured()) inside.push_back(&child);
      }
      open.insert(open.end(), inside.rbegin(), inside.rend());
    }
  }

  const json& followed(const json& node) const {
    if (!node.is_object() || node.size() != 1) return node;
    const auto found = by_id_.find(text_field(node, "@id"));
    return found == by_id_.end() ? node : *found->second;
  }

  void read(const json& node) {
    if (out_.headline.empty() && is_article(node)) out_.headline = text_field(node, "headline");
    if (out_.published.empty()) out_.published = text_field(node, "datePublished");
    if (out_.published.empty()) out_.published = text_field(node, "dateCreated");
    if (out_.modified.empty()) out_.modified = text_field(node, "dateModified");
    if (out_.language.empty()) out_.language = text_field(node, "inLanguage");
    if (out_.url.empty()) out_.url = text_field(node, "url");
    if (out_.url.empty()) {
      if (const json* page = field(node, "mainEntityOfPage")) {
        out_.url = page->is_object() ? text_field(*page, "@id") : text_of(*page);
      }
    }
    if (out_.publisher.empty()) {
      if (const json* publisher = field(node, "publisher")) {
        const json& found = followed(publisher->is_array() && !publisher->empty() ? publisher->front() : *publisher);
        if (!has_type(found, "Person")) out_.publisher = found.is_string() ? text_of(found) : text_field(found, "name");
      }
    }
    if (out_.authors.empty()) {
      for (const char* name : {"author", "creator"}) {
        if (const json* author = field(node, name); author != nullptr && out_.authors.empty()) add_authors(*author);
      }
    }
  }

  void add_authors(const json& value) {
    const auto add = [&](const json& one) {
      const json& found = followed(one);
      JsonLdAuthor author;
      author.name = found.is_string() ? text_of(found) : text_field(found, "name");
      author.organisation = has_type(found, "Organization") && !has_type(found, "Person");
      if (author.name.empty() && found.is_object()) {
        if (const json* names = field(found, "name"); names != nullptr && names->is_object())
          author.name = text_field(*names, "name");
      }
      if (!author.name.empty() && out_.authors.size() < kMaxAuthors) out_.authors.push_back(std::move(author));
    };
    if (value.is_array()) {
      for (const json& one : value) add(one);
    } else {
      add(value);
    }
    // A field name with a list of names.
    if (out_.authors.empty() && value.is_object()) {
      if (const json* names = field(value, "name"); names != nullptr && names->is_array()) {
        for (const json& one : *names) add(one);
      }
    }
  }

  std::vector<json> roots_;
  std::vector<const json*> nodes_;
  std::map<std::string, const json*> by_id_;
  JsonLdFacts out_;
};

}  // namespace

JsonLdFacts read_json_ld(const std::vector<std::string_view>& bodies) { return Reader{bodies}.run(); }

}  // namespace headwater::detail
