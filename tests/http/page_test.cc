#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <utility>

#include "served.h"

namespace headwater::test {
namespace {

std::string built(const std::string& name) { return read_file(std::string{HEADWATER_PAGE_DIR} + "/" + name); }

}  // namespace

TEST_CASE("the page's files are served as they were built", "[http][page]") {
  const Served served;
  const std::pair<std::string, std::string> files[] = {{"page.css", "text/css; charset=utf-8"},
                                                       {"page.js", "text/javascript; charset=utf-8"},
                                                       {"icon.svg", "image/svg+xml; charset=utf-8"}};
  const Answer html = served.get("/");
  CHECK(html.status == 200);
  CHECK(html.header("content-type") == "text/html; charset=utf-8");
  CHECK(html.body == built("index.html"));
  for (const auto& [name, type] : files) {
    INFO(name);
    const Answer file = served.get("/" + name);
    CHECK(file.status == 200);
    CHECK(file.header("content-type") == type);
    CHECK_FALSE(file.body.empty());
    CHECK(file.body == built(name));
    CHECK(html.body.find("\"/" + name + "\"") != std::string::npos);
  }
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

TEST_CASE("the page has no inline code or style, and names no other host", "[http][page]") {
  const std::string html = built("index.html");
  REQUIRE_FALSE(html.empty());
  for (const char* inline_code :
       {"<style", " style=", " onclick", " onload", " onsubmit", "javascript:", "=\"http", "=\"//"}) {
    INFO(inline_code);
    CHECK(html.find(inline_code) == std::string::npos);
  }
  for (std::size_t at = html.find("<script"); at != std::string::npos; at = html.find("<script", at + 1)) {
    const std::string tag = html.substr(at, html.find('>', at) - at);
    CHECK(tag.find(" src=\"/") != std::string::npos);
  }
  const std::string css = built("page.css");
  for (const char* fetched : {"@import", "http:", "https:", "url(//", "url(\"//"}) {
    INFO(fetched);
    CHECK(css.find(fetched) == std::string::npos);
  }
}

TEST_CASE("the page's sources put no text in as HTML or code", "[http][page]") {
  std::size_t seen = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator{std::string{HEADWATER_SOURCE_DIR} + "/web/page/src"}) {
    if (entry.path().extension() != ".ts") continue;
    ++seen;
    const std::string source = read_file(entry.path().string());
    for (const char* unsafe :
         {"innerHTML", "outerHTML", "insertAdjacentHTML", "createContextualFragment", "document.write", "eval(",
          "new Function", "DOMParser", "cssText", "srcdoc", "\"style\""}) {
      INFO(entry.path().filename() << ": " << unsafe);
      CHECK(source.find(unsafe) == std::string::npos);
    }
  }
  CHECK(seen > 0);
}

}  // namespace headwater::test
