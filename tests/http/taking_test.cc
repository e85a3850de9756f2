// Documents sent as a form's files, and by their address.
#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "origin_server.h"
#include "pdf_maker.h"
#include "served.h"

namespace headwater::test {
namespace {

using Json = nlohmann::json;

const std::string kJsonType = "Content-Type: application/json\r\n";
const std::string kFormType = "Content-Type: multipart/form-data; boundary=cut\r\n";
const std::string kPage =
    "<html><body><p>FICTION. The lock was shut, the Calder Port Authority said in a statement.</p></body></html>";

std::string code_of(const Answer& answer) { return Json::parse(answer.body).at("code"); }

std::string address_of(const std::string& url) { return Json{{"url", url}}.dump(); }

std::string part_of(const std::string& disposition, const std::string& type, std::string_view bytes) {
  std::string out = "--cut\r\nContent-Disposition: form-data; " + disposition + "\r\n";
  if (!type.empty()) out += "Content-Type: " + type + "\r\n";
  return out.append("\r\n").append(bytes).append("\r\n");
}

ServerOptions fetching_options() {
  ServerOptions options = patient_options();
  options.fetch_private = true;
  return options;
}

}  // namespace

TEST_CASE("a document is fetched from its address", "[http][taking]") {
  OriginServer origin{[](const std::string& head) {
    if (head.starts_with("GET /old")) return http_answer("302 Found", "Location: /lock\r\n", "");
    return http_answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", kPage);
  }};
  const Served served{fetching_options()};
  const Answer added =
      served.post("/api/v1/documents?publisher=The+Calder&kind=article", kJsonType, address_of(origin.url("/old")));
  INFO(added.body);
  REQUIRE(added.status == 201);
  const Json line = Json::parse(added.body);
  CHECK(line.at("status") == "added");
  CHECK(line.at("document").at("url") == origin.url("/lock"));
  CHECK(line.at("document").at("path") == origin.url("/old"));
  const Json shown = Json::parse(served.get(added.header("location")).body).at("document");
  CHECK(shown.at("publisher") == "The Calder");
  CHECK(shown.at("format") == "html");
  const Answer again = served.post("/api/v1/documents", kJsonType, address_of(origin.url("/lock")));
  CHECK(again.status == 200);
  CHECK(Json::parse(again.body).at("status") == "unchanged");
}

TEST_CASE("a PDF and a mail are taken as they are, named or not", "[http][taking]") {
  const std::string story = "The lock was shut at dawn, the Calder Port Authority said in a statement.";
  PdfMaker pdf;
  pdf.page();
  pdf.text(60, 700, 11, story);
  const std::string mail =
      "From: Desk <desk@calder.example>\r\nTo: all@calder.example\r\nSubject: FICTION: lock\r\n"
      "Date: Mon, 12 May 2031 10:00:00 +0200\r\nContent-Type: text/plain\r\n\r\n" +
      story + " It was a mail.\r\n";
  const Served served{patient_options()};
  for (const auto& [type, bytes, format] :
       {std::tuple{std::string{"Content-Type: application/pdf\r\n"}, pdf.bytes(), "pdf"},
        std::tuple{std::string{"Content-Type: message/rfc822\r\n"}, mail, "mail"}}) {
    const Answer added = served.post("/api/v1/documents", type, bytes);
    INFO(added.body);
    REQUIRE(added.status == 201);
    CHECK(Json::parse(added.body).at("claims") >= 1);
    const Json shown = Json::parse(served.get(added.header("location")).body);
    CHECK(shown.at("document").at("format") == format);
    const Answer again = served.post("/api/v1/documents", "", bytes);
    CHECK(again.status == 200);
    CHECK(Json::parse(again.body).at("status") == "unchanged");
  }
}

TEST_CASE("an address that is not public is not fetched", "[http][taking]") {
  OriginServer inside{[](const std::string&) { return http_answer("200 OK", "", "secret"); }};
  const Served served;
  const std::string port = inside.url("").substr(16);
  const std::uint64_t before = served.store_version();
  for (const char* host : {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "10.0.0.1",
                           "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "[fe80::1]", "[fd00::1]"}) {
    INFO(host);
    const Answer answer = served.post("/api/v1/documents", kJsonType, address_of("http://" + (host + port) + "/"));
    CHECK(answer.status == 422);
    CHECK(code_of(answer) == "address_not_public");
    CHECK(answer.body.find("allow-private") == std::string::npos);
  }
  CHECK(inside.requests().empty());
  CHECK(served.store_version() == before);
}

TEST_CASE("what is no address, or comes of none, is told apart", "[http][taking]") {
  OriginServer origin{[](const std::string& head) {
    if (head.starts_with("GET /gone")) return http_answer("404 Not Found", "", "");
    if (head.starts_with("GET /large")) return http_answer("200 OK", "", std::string((256u << 10) + 1, 'x'));
    if (head.starts_with("GET /leave")) return http_answer("302 Found", "Location: file:///etc/passwd\r\n", "");
    return http_answer("200 OK", "Content-Type: application/zip\r\n", std::string("PK\3\4\0\0\0\0", 8));
  }};
  ServerOptions options = fetching_options();
  options.max_body_bytes = 256u << 10;
  const Served served{options};
  for (const std::string& body :
       {std::string{"{}"}, std::string{"[]"}, std::string{"{"}, std::string{R"({"url":1})"},
        std::string{R"({"url":""})"}, std::string{R"({"url":"http://a.example/","depth":2})"},
        address_of("file:///etc/passwd"), address_of("ftp://a.example/"), address_of("a.example"),
        address_of(std::string("http://127.0.0.1\0/", 18)), address_of(origin.url("/leave"))}) {
    INFO(body);
    const Answer answer = served.post("/api/v1/documents", kJsonType, body);
    CHECK((answer.status == 400 || answer.status == 502));
    CHECK((code_of(answer) == "invalid_argument" || code_of(answer) == "fetch_failed"));
  }
  CHECK(served.post("/api/v1/documents?url=http%3A%2F%2Fa.example%2F", kJsonType, address_of(origin.url("/"))).status ==
        400);
  for (const char* path : {"/gone", "/large"}) {
    INFO(path);
    const Answer answer = served.post("/api/v1/documents", kJsonType, address_of(origin.url(path)));
    CHECK(answer.status == 502);
    CHECK(code_of(answer) == "fetch_failed");
  }
  CHECK(served.post("/api/v1/documents", kJsonType, address_of(origin.url("/zip"))).status / 100 == 4);
}

TEST_CASE("a few fetches go on at once, one more is put off, and others are answered meanwhile", "[http][taking]") {
  std::atomic<bool> open{false};
  const auto slow = [&](const std::string&) {
    while (!open) std::this_thread::sleep_for(paced(5));
    return http_answer("200 OK", "Content-Type: text/html\r\n", kPage);
  };
  OriginServer first{slow};
  OriginServer second{slow};
  ServerOptions options = fetching_options();
  options.threads = 3;
  options.max_fetches = 2;
  const Served served{options};
  const auto ask = [&](const OriginServer& from) {
    const std::string body = address_of(from.url("/"));
    return Served::request("POST", "/api/v1/documents",
                           kJsonType + "Content-Length: " + std::to_string(body.size()) + "\r\n", body);
  };
  Wire one{served.port()};
  Wire other{served.port()};
  one.send(ask(first));
  other.send(ask(second));
  while (first.requests().empty() || second.requests().empty()) std::this_thread::sleep_for(paced(5));
  const Answer put_off = served.post("/api/v1/documents", kJsonType, address_of(first.url("/")));
  CHECK(put_off.status == 503);
  CHECK(code_of(put_off) == "busy");
  CHECK(put_off.header("retry-after") == "1");
  CHECK(served.get("/api/v1/health").status == 200);
  open = true;
  CHECK(one.receive().status / 100 == 2);
  CHECK(other.receive().status / 100 == 2);
}

TEST_CASE("a server that stops does not wait for a slow origin", "[http][taking]") {
  std::atomic<bool> open{false};
  OriginServer origin{[&](const std::string&) {
    while (!open) std::this_thread::sleep_for(paced(5));
    return http_answer("200 OK", "", kPage);
  }};
  Served served{fetching_options()};
  Wire wire{served.port()};
  const std::string body = address_of(origin.url("/"));
  wire.send(Served::request("POST", "/api/v1/documents",
                            kJsonType + "Content-Length: " + std::to_string(body.size()) + "\r\n", body));
  while (origin.requests().empty()) std::this_thread::sleep_for(paced(5));
  const Clock::time_point begin = Clock::now();
  served.server().stop();
  served.server().wait();
  CHECK(Clock::now() - begin < paced(5'000));
  open = true;
}

TEST_CASE("the files of a form are read one by one, and a bad one ends no other", "[http][taking]") {
  const Served served;
  const std::string text = "FICTION\n\nThe ford is closed, the Roads Office said in a statement on Monday.\n";
  const std::string body = part_of(R"(name="file"; filename="C:\fakepath\ford.txt")", "text/plain", text) +
                           part_of(R"(name="file"; filename="bad.txt")", "text/plain", std::string("\0\1\2\3", 4)) +
                           part_of(R"(name="file"; filename="lock \"two\".html")", "text/html", kPage) + "--cut--\r\n";
  const Answer answer = served.post("/api/v1/documents?publisher=The+Post", kFormType, body);
  INFO(answer.body);
  REQUIRE(answer.status == 201);
  const Json items = Json::parse(answer.body).at("items");
  REQUIRE(items.size() == 3);
  CHECK(items[0].at("status") == "added");
  CHECK(items[0].at("document").at("path") == "ford.txt");
  CHECK(items[1].at("status") == "failed");
  CHECK(items[1].at("document").is_null());
  CHECK(items[1].at("error").at("code") == "bad_input");
  CHECK(items[1].at("error").at("path") == "bad.txt");
  CHECK(items[2].at("document").at("path") == "lock \"two\".html");
  const std::string id = items[0].at("document").at("id");
  CHECK(served.get("/api/v1/documents/" + id + "/text").body == text);
  CHECK(served.post("/api/v1/documents?publisher=The+Post", kFormType, body).status == 200);
}

TEST_CASE("a form that is none is refused whole", "[http][taking]") {
  const Served served;
  const std::uint64_t before = served.store_version();
  const std::string good = part_of(R"(name="file"; filename="a.txt")", "text/plain", "The ford is closed.");
  for (const std::string& body : {std::string{}, std::string{"--cut--\r\n"}, std::string{"--cut"}, good,
                                  good + part_of(R"(name="publisher")", "", "The Post") + "--cut--\r\n"}) {
    INFO(body);
    const Answer answer = served.post("/api/v1/documents", kFormType, body);
    CHECK(answer.status == 400);
    CHECK(code_of(answer) == "invalid_argument");
  }
  CHECK(served.post("/api/v1/documents", "Content-Type: multipart/form-data\r\n", good + "--cut--\r\n").status == 400);
  CHECK(
      served.post("/api/v1/documents?url=https%3A%2F%2Fa.example%2F", kFormType, good + good + "--cut--\r\n").status ==
      400);
  std::string many;
  for (int i = 0; i < 33; ++i) many += good;
  CHECK(code_of(served.post("/api/v1/documents", kFormType, many + "--cut--\r\n")) == "too_large");
  CHECK(served.store_version() == before);
}

}  // namespace headwater::test
