// Bounds are told by counts, not by the clock: a reader that is not linear does not come back from these.
#include <string>

#include <catch2/catch.hpp>

#include "headwater/ingest/source_text.h"
#include "html/page_tokens.h"
#include "html/page_tree.h"
#include "html/skeleton.h"

using namespace headwater;

namespace {

std::string repeated(const std::string& text, std::size_t n) {
  std::string out;
  out.reserve(text.size() * n);
  for (std::size_t i = 0; i < n; ++i) out += text;
  return out;
}

std::size_t deepest(const detail::PageTree& tree) {
  std::vector<std::size_t> depth(tree.nodes.size(), 0);
  std::size_t most = 0;
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    depth[i] = depth[tree.nodes[i].parent] + 1;
    most = std::max(most, depth[i]);
  }
  return most;
}

}  // namespace

TEST_CASE("a hundred thousand nested tags are flattened with a warning and the words stay", "[ingest][html][limits]") {
  for (const char* tag :
       {"div", "b", "span", "ul><li", "table><tr><td", "form", "blockquote", "font color=red", "section"}) {
    INFO(tag);
    const std::string words = "<p>The crane fell into the water, the port authority said on Monday.</p>";
    const Result<SourceText> source = read_html(repeated("<" + std::string{tag} + ">", 100000) + words, "", "");
    REQUIRE(source.has_value());
    CHECK(source->text.find("crane fell") != std::string::npos);
    REQUIRE_FALSE(source->warnings.empty());
    CHECK(source->warnings.front().find("flattened") != std::string::npos);
  }
}

TEST_CASE("the tree is never deeper than the bound allows, whatever is left open", "[ingest][html][limits]") {
  for (const char* piece :
       {"<p><b x=1>", "<div><span></div>", "<a><div></a>", "<table><td>", "<x><div></x>", "<li><ul>", "<h1><div>",
        "<dl><dt><dl>", "<select><option>", "<button><p>", "<svg><g><p>", "<a><p><a></p>", "<i><table><i>"}) {
    INFO(piece);
    const std::string page = repeated(piece, 20000);
    const detail::PageTokens tokens = detail::tokenize_page(page, 1000000);
    const detail::PageTree tree = detail::build_tree(page, tokens.tokens, 100);
    // The parser puts in table bodies and rows that the page leaves out.
    CHECK(deepest(tree) <= 3 * 100 + 4);
    CHECK(tree.nodes.size() <= 4 * tokens.tokens.size() + 10);
  }
}

TEST_CASE("the skeleton is balanced and linear in the tags", "[ingest][html][limits]") {
  const std::string page = repeated("<p><b><table><tr><td>x</b><li>", 5000);
  const detail::PageTokens tokens = detail::tokenize_page(page, 1000000);
  const detail::Skeleton skeleton = detail::build_skeleton(page, tokens.tokens, 64);
  int open = 0, most = 0;
  for (std::size_t at = skeleton.html.find("<body>") + 6; at < skeleton.html.size(); ++at) {
    if (skeleton.html[at] != '<') continue;
    open += skeleton.html[at + 1] == '/' ? -1 : 1;
    most = std::max(most, open);
  }
  CHECK(open == 0);
  CHECK(most <= 64);
  CHECK(skeleton.html.size() <= 30 * tokens.tokens.size());
}

TEST_CASE("attributes and tags past their bounds are left out", "[ingest][html][limits]") {
  CHECK(detail::attributes_of("<p" + repeated(" a=b", 100000) + ">").size() == 64);
  const detail::PageTokens tokens = detail::tokenize_page(repeated("<p>x", 1000), 100);
  CHECK(tokens.dropped == 900);
  CHECK(tokens.tokens.size() == 1100);
}

TEST_CASE("markup that never ends eats the rest once", "[ingest][html][limits]") {
  for (const char* page :
       {"<p>x</p><a href=\"", "<p>x</p><!--", "<p>x</p><script>", "<p>x</p><![CDATA[", "<p>x</p></", "<p>x</p><"}) {
    INFO(page);
    CHECK(read_html(page + repeated("<a b='", 200000), "", "").has_value());
  }
}

TEST_CASE("a page past the size bound is too large", "[ingest][html][limits]") {
  ReadLimits limits;
  limits.max_bytes = 100;
  const Result<SourceText> source = read_html("<p>" + std::string(200, 'x'), "", "", limits);
  REQUIRE_FALSE(source.has_value());
  CHECK(source.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("a page of fifty megabytes is read whole", "[ingest][html][limits][.slow]") {
  const std::string paragraph =
      "<p>The crane fell into the water, the port authority said on <a href='/m'>Monday</a> &amp; again on Tuesday, in "
      "a statement of its own.</p>\n";
  const std::size_t n = (50u << 20) / paragraph.size();
  const Result<SourceText> source = read_html("<article>" + repeated(paragraph, n), "http://a.example/", "");
  REQUIRE(source.has_value());
  CHECK(source->text.size() > n * 100);
}
