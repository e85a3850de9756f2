#include "text/web_url.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "text/url.h"

using namespace headwater::detail;
using nlohmann::json;

namespace {

json suite(const char* file) {
  const std::string path = std::string{HEADWATER_SHARED_DIR} + "/corpora/suites/url/" + file;
  if (!std::filesystem::exists(path)) {
    WARN(path << " is not here, so its cases are not run");
    return json::array();
  }
  return json::parse(std::ifstream{path});
}

}  // namespace

TEST_CASE("every case of the web platform's URL suite parses as it says", "[ingest][url]") {
  std::size_t cases = 0;
  for (const json& c : suite("urltestdata.json")) {
    if (!c.is_object()) continue;
    ++cases;
    const std::string input = c["input"], base = c["base"].is_null() ? std::string{} : c["base"].get<std::string>();
    INFO(json(input).dump() << " against " << json(base).dump());
    const std::optional<WebUrl> url = WebUrl::parse(input, base);
    REQUIRE(url.has_value() == !c.value("failure", false));
    if (!url) continue;
    CHECK(url->href() == c["href"]);
    CHECK(url->scheme + ":" == c["protocol"]);
    CHECK(url->username == c["username"]);
    CHECK(url->password == c["password"]);
    CHECK(url->host.value_or("") == c["hostname"]);
    CHECK((url->port ? std::to_string(*url->port) : std::string{}) == c["port"]);
    CHECK(url->pathname() == c["pathname"]);
    CHECK((url->query.value_or("").empty() ? std::string{} : "?" + *url->query) == c["search"]);
    CHECK((url->fragment.value_or("").empty() ? std::string{} : "#" + *url->fragment) == c["hash"]);
    // What was written is read as the same again.
    const std::optional<WebUrl> again = WebUrl::parse(url->href());
    REQUIRE(again.has_value());
    CHECK(again->href() == url->href());
  }
  if (cases > 0) CHECK(cases == 891);
}

TEST_CASE("the part of a host that somebody registered is told by the public suffixes", "[ingest][url]") {
  CHECK(registrable_domain("news.harbour.example.co.uk") == "example.co.uk");
  CHECK(registrable_domain("www.example.com") == "example.com");
  CHECK(registrable_domain("example.com") == "example.com");
  CHECK(registrable_domain("co.uk") == "co.uk");
  CHECK(registrable_domain("127.0.0.1") == "127.0.0.1");
  CHECK(registrable_domain("localhost") == "localhost");
}
