#include "feed/xml_events.h"

#include <algorithm>
#include <map>
#include <memory>

#include <expat.h>

#include "html/entities.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxDepth = 256;
constexpr std::size_t kMaxEntity = 1024;
constexpr std::size_t kMaxEntities = 1000;

using Entities = std::map<std::string, std::string, std::less<>>;

// "&name;" by what the text declares, else as HTML has it; as it stands where nobody knows it.
std::string resolved_entity(std::string_view name, const Entities& declared) {
  if (const auto it = declared.find(name); it != declared.end()) return it->second;
  return resolve_references("&" + std::string{name} + ";", false);
}

class Strict {
 public:
  Strict(std::string_view text, XmlHandler& handler)
      : text_{text}, handler_{handler}, parser_{XML_ParserCreate("UTF-8"), &XML_ParserFree} {}

  std::optional<std::string> run() {
    if (!parser_) return "out of memory";
    XML_Parser p = parser_.get();
    XML_SetUserData(p, this);
    XML_SetElementHandler(p, on_start, on_end);
    XML_SetCharacterDataHandler(p, on_text);
    XML_SetEntityDeclHandler(p, on_entity);
    // A default handler keeps expat from expanding entities; they are sent here by name instead.
    XML_SetDefaultHandler(p, on_other);
    XML_SetSkippedEntityHandler(p, on_skipped);
    XML_UseForeignDTD(p, XML_TRUE);  // so that an entity nobody declared is no error
    XML_SetParamEntityParsing(p, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE);
    XML_SetExternalEntityRefHandler(p, on_external);
    constexpr std::size_t kBlock = 1u << 20;
    for (std::size_t at = 0; at <= text_.size(); at += kBlock) {
      const std::string_view block = text_.substr(at, kBlock);
      const bool last = at + kBlock >= text_.size();
      const XML_Status status = XML_Parse(p, block.data(), static_cast<int>(block.size()), last ? XML_TRUE : XML_FALSE);
      if (status != XML_STATUS_OK) return too_deep_ ? "is nested too deep" : XML_ErrorString(XML_GetErrorCode(p));
      if (last) break;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] ByteSpan place() const {
    const auto begin = static_cast<std::uint32_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_.get())));
    return {begin, begin + static_cast<std::uint32_t>(XML_GetCurrentByteCount(parser_.get()))};
  }
  static Strict& self(void* data) { return *static_cast<Strict*>(data); }

  static void on_start(void* data, const char* name, const char** attributes) {
    Strict& s = self(data);
    if (++s.depth_ > kMaxDepth) {
      s.too_deep_ = true;
      XML_StopParser(s.parser_.get(), XML_FALSE);
      return;
    }
    XmlAttributes list;
    for (; *attributes != nullptr; attributes += 2) list.emplace_back(attributes[0], attributes[1]);
    s.handler_.start(name, list, s.place());
  }
  static void on_end(void* data, const char* name) {
    Strict& s = self(data);
    --s.depth_;
    s.handler_.end(name, s.place());
  }
  static void on_text(void* data, const char* text, int size) {
    Strict& s = self(data);
    s.handler_.text({text, static_cast<std::size_t>(size)}, s.place());
  }
  static void on_other(void*, const char*, int) {}
  static void on_skipped(void* data, const char* name, int is_parameter) {
    Strict& s = self(data);
    if (is_parameter != 0 || s.depth_ == 0) return;
    s.handler_.text(resolved_entity(name, s.entities_), s.place());
  }
  // Whatever lies outside is read as empty. That it was read is what makes an undeclared entity no error.
  static int on_external(XML_Parser parser, const char* context, const char*, const char*, const char*) {
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> empty{
        XML_ExternalEntityParserCreate(parser, context, nullptr), &XML_ParserFree};
    return empty ? XML_Parse(empty.get(), "", 0, XML_TRUE) : XML_STATUS_ERROR;
  }
  static void on_entity(void* data, const char* name, int is_parameter, const char* value, int size, const char*,
                        const char*, const char*, const char*) {
    Strict& s = self(data);
    if (is_parameter != 0 || value == nullptr || static_cast<std::size_t>(size) > kMaxEntity) return;
    if (s.entities_.size() >= kMaxEntities) return;
    s.entities_.emplace(name, std::string(value, static_cast<std::size_t>(size)));
  }

  std::string_view text_;
  XmlHandler& handler_;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
  Entities entities_;
  std::size_t depth_ = 0;
  bool too_deep_ = false;
};

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '_' ||
         c == '-' || c == '.' || (c & 0x80) != 0;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class Loose {
 public:
  Loose(std::string_view text, XmlHandler& handler) : text_{text}, handler_{handler} {}

  void run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '<' && markup()) continue;
      characters();
    }
    while (!open_.empty()) close(open_.back(), {span(text_.size()), span(text_.size())});
  }

 private:
  static std::uint32_t span(std::size_t at) { return static_cast<std::uint32_t>(at); }

  // Over what opens with '<'; false if it is no markup.
  bool markup() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return pass("-->");
    if (rest.starts_with("<![CDATA[")) {
      const std::size_t begin = at_ + 9;
      const std::size_t end = std::min(text_.find("]]>", begin), text_.size());
      if (end > begin) handler_.text(text_.substr(begin, end - begin), {span(begin), span(end)});
      at_ = std::min(end + 3, text_.size());
      return true;
    }
    if (rest.starts_with("<!")) return doctype();
    if (rest.starts_with("<?")) return pass("?>");
    if (rest.starts_with("</")) return end_tag();
    return rest.size() > 1 && is_name(rest[1]) && start_tag();
  }

  bool pass(std::string_view end) {
    const std::size_t found = text_.find(end, at_ + 2);
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    return true;
  }

  bool doctype() {
    int brackets = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '[') ++brackets;
      if (c == ']') --brackets;
      if (c == '>' && brackets <= 0) break;
    }
    at_ = std::min(at_ + 1, text_.size());
    return true;
  }

  bool end_tag() {
    const std::size_t begin = at_;
    std::size_t at = at_ + 2;
    while (at < text_.size() && is_name(text_[at])) ++at;
    const std::string name{text_.substr(at_ + 2, at - at_ - 2)};
    if (name.empty()) return false;
    while (at < text_.size() && text_[at] != '>' && text_[at] != '<') ++at;
    if (at < text_.size() && text_[at] == '>') ++at;
    at_ = at;
    if (std::find(open_.begin(), open_.end(), name) == open_.end()) return true;
    while (!open_.empty()) {
      const std::string last = open_.back();
      close(last, {span(begin), span(at)});
      if (last == name) break;
    }
    return true;
  }

  void close(std::string name, ByteSpan place) {
    open_.pop_back();
    handler_.end(name, place);
  }

  bool start_tag() {
    const std::size_t begin = at_;
    std::size_t at = at_ + 1;
    while (at < text_.size() && is_name(text_[at])) ++at;
    const std::string name{text_.substr(begin + 1, at - begin - 1)};
    XmlAttributes attributes;
    bool empty = false;
    while (at < text_.size() && text_[at] != '>' && text_[at] != '<') {
      if (text_[at] == '/') {
        empty = at + 1 < text_.size() && text_[at + 1] == '>';
        ++at;
        continue;
      }
      if (!is_name(text_[at])) {
        ++at;
        continue;
      }
      const std::size_t key = at;
      while (at < text_.size() && is_name(text_[at])) ++at;
      const std::string_view attribute = text_.substr(key, at - key);
      while (at < text_.size() && is_space(text_[at])) ++at;
      if (at >= text_.size() || text_[at] != '=') {
        attributes.emplace_back(attribute, attribute);
        continue;
      }
      ++at;
      while (at < text_.size() && is_space(text_[at])) ++at;
      std::size_t value = at;
      if (at < text_.size() && (text_[at] == '"' || text_[at] == '\'')) {
        const char mark = text_[at];
        value = ++at;
        while (at < text_.size() && text_[at] != mark) ++at;
      } else {
        while (at < text_.size() && !is_space(text_[at]) && text_[at] != '>') ++at;
      }
      attributes.emplace_back(attribute, resolve_references(text_.substr(value, at - value), false));
      if (at < text_.size() && text_[at] != '>') ++at;
    }
    if (at < text_.size() && text_[at] == '>') ++at;
    at_ = at;
    const ByteSpan place{span(begin), span(at)};
    // Deeper ones are passed over, and what stands in them belongs to the last that counts.
    if (open_.size() >= kMaxDepth) return true;
    handler_.start(name, attributes, place);
    open_.push_back(name);
    if (empty) close(name, place);
    return true;
  }

  void characters() {
    std::size_t end = at_ + (text_[at_] == '<' ? 1 : 0);
    if (text_[at_] == '&') {
      std::size_t semicolon = at_ + 1;
      while (semicolon < text_.size() && semicolon < at_ + 32 && (is_name(text_[semicolon]) || text_[semicolon] == '#'))
        ++semicolon;
      if (semicolon < text_.size() && text_[semicolon] == ';') {
        end = semicolon + 1;
        handler_.text(resolve_references(text_.substr(at_, end - at_), false), {span(at_), span(end)});
        at_ = end;
        return;
      }
      end = at_ + 1;
    }
    while (end < text_.size() && text_[end] != '<' && text_[end] != '&') ++end;
    handler_.text(text_.substr(at_, end - at_), {span(at_), span(end)});
    at_ = end;
  }

  std::string_view text_;
  XmlHandler& handler_;
  std::size_t at_ = 0;
  std::vector<std::string> open_;
};

}  // namespace

std::optional<std::string> read_xml_strictly(std::string_view text, XmlHandler& handler) {
  return Strict{text, handler}.run();
}

void read_xml_loosely(std::string_view text, XmlHandler& handler) { Loose{text, handler}.run(); }

}  // namespace headwater::detail
