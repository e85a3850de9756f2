#include "headwater/ingest/source_text.h"

#include <algorithm>
#include <string>

#include "html/main_content.h"
#include "html/metadata.h"
#include "html/page_tokens.h"
#include "html/page_tree.h"
#include "html/text_builder.h"
#include "text/charset.h"
#include "text/language.h"

namespace headwater {
namespace {

constexpr std::size_t kMaxTags = 1'000'000;  // start and end tags of one page
constexpr std::size_t kBinaryWindow = 4096;

// A page in UTF-16 has NUL bytes; without a byte order mark or a declaration they are no page.
bool looks_binary(std::string_view text) {
  const std::string_view head = text.substr(0, kBinaryWindow);
  const auto control = std::count_if(head.begin(), head.end(), [](char c) {
    const auto b = static_cast<unsigned char>(c);
    return b < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1B';
  });
  return static_cast<std::size_t>(control) * 10 > head.size();
}

}  // namespace

Result<SourceText> read_html(std::string_view bytes, std::string_view base_url, std::string_view charset_hint,
                             const ReadLimits& limits) {
  if (bytes.size() > limits.max_bytes || bytes.size() > 0x40000000) {
    return Error{ErrorCode::kTooLarge, "HTML page: " + std::to_string(bytes.size()) + " bytes, at most " +
                                           std::to_string(limits.max_bytes) + " are read"};
  }
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return Error{ErrorCode::kBadInput, "HTML page: the file is empty, wanted a page"};
  }
  detail::Decoded page = detail::decode(bytes, charset_hint, detail::CharsetSource::kHtml);
  if (looks_binary(page.text)) {
    return Error{ErrorCode::kBadInput, "HTML page: found control characters as in a binary file, wanted a page"};
  }
  const detail::PageTokens tokens = detail::tokenize_page(page.text, kMaxTags);
  if (std::none_of(tokens.tokens.begin(), tokens.tokens.end(),
                   [](const detail::PageToken& t) { return t.kind != detail::TokenKind::kText; })) {
    return Error{ErrorCode::kBadInput, "HTML page: found no tag, wanted a page"};
  }
  const detail::PageTree tree = detail::build_tree(page.text, tokens.tokens, limits.max_depth);
  const std::vector<std::uint32_t> hints = detail::hints_by_node(tree);
  detail::MainContent content = detail::find_story(tree, hints);
  detail::PageMetadata metadata = detail::read_metadata(tree, hints, content.whole, content.root, base_url);
  detail::choose_blocks(tree, hints, metadata.title, content);

  SourceText out;
  detail::build_text(page, tree, content, metadata.base, out);
  out.title = std::move(metadata.title);
  out.publisher = std::move(metadata.publisher);
  out.byline = std::move(metadata.byline);
  out.authors = std::move(metadata.authors);
  out.published = std::move(metadata.published);
  out.updated = std::move(metadata.updated);
  out.behind_wall = metadata.behind_wall;
  out.url = std::move(metadata.url);
  out.type = std::move(metadata.type);
  out.language = std::move(metadata.language);
  if (out.language.empty()) out.language = detail::guess_language(out.text);
  out.encoding = std::move(page.encoding);
  out.warnings = std::move(page.warnings);
  if (tokens.dropped > 0) {
    out.warnings.push_back(std::to_string(tokens.dropped) + " tags past the first " + std::to_string(kMaxTags) +
                           " were left out");
  }
  if (tree.flattened > 0) {
    out.warnings.push_back(std::to_string(tree.flattened) + " elements nested deeper than " +
                           std::to_string(limits.max_depth) + " were flattened");
  }
  if (out.text.empty()) out.warnings.push_back("no main text was found");
  return out;
}

}  // namespace headwater
