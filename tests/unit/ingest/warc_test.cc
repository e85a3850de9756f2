#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "containers/decompress.h"
#include "headwater/ingest/documents.h"
#include "scratch.h"
#include "warc/http_response.h"
#include "warc/warc_reader.h"

using namespace headwater;
using namespace headwater::detail;
using Json = nlohmann::json;

namespace {

const std::string kSuite = std::string{HEADWATER_SHARED_DIR} + "/corpora/suites/warc";

struct Read {
  std::vector<WarcRecord> records;
  std::vector<std::string> warnings;
};

Read read_all(const std::string& bytes, std::uint64_t max_bytes = 64u << 20) {
  auto source = std::make_unique<BufferedSource>(std::make_unique<MemorySource>(bytes));
  if (bytes.starts_with("\x1F\x8B")) source = std::make_unique<BufferedSource>(gunzip(std::move(source)));
  WarcReader reader{std::move(source), max_bytes};
  Read out;
  while (std::optional<WarcRecord> record = reader.next()) out.records.push_back(std::move(*record));
  out.warnings = reader.take_warnings();
  return out;
}

// The list has addresses as they stand: in angle brackets, with spaces.
std::string tidy(std::string uri) {
  if (uri.starts_with('<')) uri = uri.substr(1, uri.size() - 2);
  for (std::size_t at = uri.find(' '); at != std::string::npos; at = uri.find(' ')) uri.replace(at, 1, "%20");
  return uri;
}

std::string record(const std::string& type, const std::string& uri, const std::string& block, int wrong_by = 0) {
  const auto size = static_cast<int>(block.size()) + wrong_by;
  return "WARC/1.0\r\nWARC-Date: 2024-04-09T08:30:00Z\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + uri +
         "\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " + std::to_string(size) +
         "\r\n\r\n" + block + "\r\n\r\n";
}

std::string page(const std::string& body, const std::string& fields = "Content-Type: text/html; charset=utf-8\r\n") {
  return "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body;
}

std::vector<Item> items_of(const std::string& bytes, const std::string& path = "a.warc", ReadLimits limits = {}) {
  ExtractOptions options;
  options.path = path;
  options.limits = limits;
  Documents documents{std::make_unique<MemorySource>(bytes), options};
  std::vector<Item> out;
  while (std::optional<Item> item = documents.next()) out.push_back(std::move(*item));
  return out;
}

const std::string kHtml = "<html><body><p>The lock was shut, the port said.</p></body></html>";

}  // namespace

TEST_CASE("every record of the sound archives of the suite is found", "[ingest][warc][suite]") {
  std::ifstream rows{kSuite + "/records.jsonl"};
  if (!rows) {
    WARN("the suite of archives is not at " << kSuite << "; nothing was asked");
    return;
  }
  std::map<std::string, std::vector<Json>> by_file;
  for (std::string line; std::getline(rows, line);) {
    const Json row = Json::parse(line);
    by_file[row["file"].get<std::string>()].push_back(row);
  }
  std::size_t found = 0, digests = 0;
  for (const auto& [file, wanted] : by_file) {
    INFO(file);
    const Read read = read_all(headwater::test::read_file(kSuite + "/" + file));
    CHECK(read.records.size() == wanted.size());
    for (std::size_t i = 0; i < std::min(wanted.size(), read.records.size()); ++i) {
      INFO(i << " " << wanted[i].dump());
      const WarcRecord& got = read.records[i];
      CHECK(got.type == wanted[i]["type"]);
      if (wanted[i].contains("uri")) CHECK(got.uri == tidy(wanted[i]["uri"].get<std::string>()));
      if (!file.ends_with(".gz")) CHECK(got.offset == wanted[i]["offset"]);
      const std::optional<HttpHead> head = read_http_head(got.block);
      if (wanted[i].contains("status")) {
        REQUIRE(head.has_value());
        CHECK(head->status == wanted[i]["status"]);
      }
      if (wanted[i].contains("payload_digest_holds")) {
        ++digests;
        REQUIRE(head.has_value());
        const std::string_view payload = std::string_view{got.block}.substr(head->size);
        const std::string digest = wanted[i]["payload_digest"].get<std::string>();
        const bool holds = digest_holds(digest, payload) == true || digest_holds(digest, dechunked(payload)) == true;
        CHECK(holds == wanted[i]["payload_digest_holds"]);
      }
      ++found;
    }
  }
  CHECK(found == 457);
  CHECK(digests > 0);
}

TEST_CASE("the broken archives of the suite give what they hold, and a word about the rest", "[ingest][warc][suite]") {
  if (!std::filesystem::exists(kSuite)) {
    WARN("the suite of archives is not at " << kSuite << "; nothing was asked");
    return;
  }
  const auto types = [](const Read& read) {
    std::string out;
    for (const WarcRecord& one : read.records) out += (out.empty() ? "" : " ") + one.type;
    return out;
  };
  const auto at = [](const char* file) { return read_all(headwater::test::read_file(kSuite + "/" + file)); };
  const Read cut = at("warcio/example-trunc.warc");
  CHECK(types(cut) == "warcinfo warcinfo response request");
  CHECK_FALSE(cut.warnings.empty());
  const Read chunks = at("warcio/example-wrong-chunks.warc.gz");
  CHECK(types(chunks) == "response request");
  CHECK(types(at("warcio/example-bad-non-chunked.warc.gz")) == "warcinfo warcinfo response request revisit request");
  CHECK(types(at("warcio/bad.arc")) == "arc_header response response response");
  // Its gzip is sound; what other readers trip over is that one member holds all records.
  CHECK(types(at("warcio/example-bad.warc.gz.bad")) == "warcinfo response request revisit request response");
}

TEST_CASE("answers with status 200 become documents under their addresses, other records none", "[ingest][warc]") {
  const std::string archive =
      record("warcinfo", "", "software: none\r\n") + record("response", "https://port.example/lock", page(kHtml)) +
      record("request", "https://port.example/lock", "GET /lock HTTP/1.1\r\n\r\n") +
      record("response", "https://port.example/gone",
             "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + kHtml) +
      record("response", "https://port.example/a.png", page("\x89PNG", "Content-Type: image/png\r\n")) +
      record("response", "<https://port.example/two words>", page(kHtml));
  const std::vector<Item> items = items_of(archive);
  REQUIRE(items.size() == 2);
  CHECK(items[0].options.path == "a.warc!https://port.example/lock");
  CHECK(items[0].options.url == "https://port.example/lock");
  CHECK(items[0].options.charset == "utf-8");
  REQUIRE(items[0].options.retrieved.has_value());
  CHECK(items[0].options.retrieved->text() == "2024-04-09T08:30:00Z");
  const Result<Extraction> read = extract(items[0]);
  REQUIRE(read.has_value());
  CHECK(read->document.retrieved == items[0].options.retrieved);
  CHECK_FALSE(read->document.published.has_value());
  CHECK(items[0].options.format == Format::kHtml);
  CHECK(items[0].bytes == kHtml);
  REQUIRE(items[0].offset.has_value());
  CHECK(archive.substr(*items[0].offset, kHtml.size()) == kHtml);
  CHECK(items[1].options.url == "https://port.example/two%20words");
}

TEST_CASE("bodies lose the codings of their way", "[ingest][warc]") {
  const std::string chunked = "19\r\n" + kHtml.substr(0, 25) + "\r\n" + "29\r\n" + kHtml.substr(25) + "\r\n0\r\n\r\n";
  REQUIRE(kHtml.size() == 25 + 41);
  const std::vector<Item> items = items_of(record(
      "response", "https://port.example/", page(chunked, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")));
  REQUIRE(items.size() == 1);
  CHECK(items[0].bytes == kHtml);
  CHECK_FALSE(items[0].offset.has_value());
}

TEST_CASE("a record of a wrong length costs no other record", "[ingest][warc]") {
  for (const int wrong_by : {-20, -1, 1, 2, 30, 200}) {
    INFO(wrong_by);
    const Read read = read_all(record("response", "https://port.example/a", page(kHtml), wrong_by) +
                               record("response", "https://port.example/b", page(kHtml)));
    REQUIRE(read.records.size() == 2);
    CHECK(read.records[1].uri == "https://port.example/b");
    CHECK(read.records[1].block == page(kHtml));
  }
}

TEST_CASE("a record that states two gigabytes is a clear error and ends nothing", "[ingest][warc]") {
  const std::string huge =
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://port.example/huge\r\nContent-Length: "
      "2147483648\r\n\r\n" +
      page(kHtml);
  const std::vector<Item> items = items_of(record("response", "https://port.example/a", page(kHtml)) + huge);
  REQUIRE(items.size() == 2);
  CHECK_FALSE(items[0].error.has_value());
  REQUIRE(items[1].error.has_value());
  CHECK(items[1].error->code == ErrorCode::kTooLarge);
  CHECK_THAT(items[1].error->message, Catch::Contains("https://port.example/huge"));
}

TEST_CASE("an archive whose compression is damaged is a clear error, and nothing is invented", "[ingest][warc]") {
  std::string broken = "\x1F\x8B\x08";
  broken += std::string(7, '\0') + std::string(300, '\x55');
  const std::vector<Item> items = items_of(broken, "broken.warc.gz");
  REQUIRE(items.size() == 1);
  REQUIRE(items[0].error.has_value());
  CHECK(items[0].error->code == ErrorCode::kBadInput);
  CHECK_THAT(items[0].error->message, Catch::StartsWith("broken.warc.gz"));
}

TEST_CASE("a revisit of another address has the body of the record it names", "[ingest][warc]") {
  const std::string digest = "WARC-Payload-Digest: sha1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567\r\n";
  const auto with_digest = [&](std::string one) { return one.insert(one.find("Content-Type"), digest); };
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
  const std::vector<Item> items = items_of(with_digest(record("response", "https://port.example/a", page(kHtml))) +
                                           with_digest(record("revisit", "https://port.example/a", head)) +
                                           with_digest(record("revisit", "https://port.example/b", head)));
  REQUIRE(items.size() == 2);
  CHECK(items[1].options.url == "https://port.example/b");
  CHECK(items[1].bytes == kHtml);
}
