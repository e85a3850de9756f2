#include <catch2/catch.hpp>

#include "served.h"

namespace headwater::test {
namespace {

std::string page_source(std::string_view name) {
  return read_file(std::string{HEADWATER_SOURCE_DIR} + "/web/page/" + std::string{name});
}

}  // namespace

TEST_CASE("the page's files are served as they stand in the tree", "[http][page]") {
  const Served served;
  const Answer html = served.get("/");
  CHECK(html.status == 200);
  CHECK(html.header("content-type") == "text/html; charset=utf-8");
  CHECK(html.body == page_source("index.html"));
  const Answer css = served.get("/page.css");
  CHECK(css.header("content-type") == "text/css; charset=utf-8");
  CHECK(css.body == page_source("page.css"));
  for (const std::string name : {"page.js", "chain.js", "text.js"}) {
    INFO(name);
    const Answer js = served.get("/" + name);
    CHECK(js.header("content-type") == "text/javascript; charset=utf-8");
    CHECK(js.body == page_source(name));
  }
  const Answer icon = served.get("/icon.svg");
  CHECK(icon.header("content-type") == "image/svg+xml; charset=utf-8");
  CHECK(icon.body == page_source("icon.svg"));
}

TEST_CASE("every answer forbids inline code, guessed types, frames and referrers", "[http][page]") {
  const Served served;
  for (const char* target :
       {"/", "/page.js", "/api/v1/health", "/api/v1/documents", "/nowhere", "/api/v1/search", "/%00"}) {
    INFO(target);
    const Answer answer = served.get(target);
    const std::string policy = answer.header("content-security-policy");
    CHECK(policy.find("default-src 'self'") != std::string::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(answer.header("x-content-type-options") == "nosniff");
    CHECK(answer.header("referrer-policy") == "no-referrer");
    CHECK(answer.header("cross-origin-resource-policy") == "same-origin");
    CHECK(answer.header("access-control-allow-origin").empty());
  }
}

TEST_CASE("the page has no inline code or style, and puts no text in as HTML", "[http][page]") {
  const std::string html = page_source("index.html");
  REQUIRE_FALSE(html.empty());
  for (const char* inline_code :
       {"<style", " style=", " onclick", " onload", " onsubmit", "javascript:", "=\"http", "=\"//"}) {
    INFO(inline_code);
    CHECK(html.find(inline_code) == std::string::npos);
  }
  for (std::size_t at = html.find("<script"); at != std::string::npos; at = html.find("<script", at + 1)) {
    CHECK(html.compare(at, 12, "<script src=") == 0);
  }
  for (const char* name : {"page.js", "chain.js", "text.js"}) {
    const std::string js = page_source(name);
    REQUIRE_FALSE(js.empty());
    for (const char* unsafe : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                               "new Function", "DOMParser", ".style.", "cssText", "srcdoc"}) {
      INFO(name << ": " << unsafe);
      CHECK(js.find(unsafe) == std::string::npos);
    }
  }
}

}  // namespace headwater::test
