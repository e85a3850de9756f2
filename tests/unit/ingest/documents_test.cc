#include <string>

#include <zlib.h>
#include <zstd.h>
#include <catch2/catch.hpp>

#include "containers/decompress.h"
#include "headwater/ingest/documents.h"
#include "item_list.h"
#include "json/json_text.h"

using namespace headwater;
using namespace headwater::detail;
using headwater::test::items_in;

namespace {

std::string gzipped(const std::string& bytes) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstandard(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

std::string all_of(ByteSource& source, std::optional<Error>& error) {
  std::string out;
  char block[777];
  while (true) {
    const Result<std::size_t> got = source.read(block, sizeof block);
    if (!got.has_value()) {
      error = got.error();
      return out;
    }
    if (*got == 0) return out;
    out.append(block, *got);
  }
}

std::string numbers() {
  std::string out;
  for (int i = 0; i < 20000; ++i) out += std::to_string(i * 7919) + "\n";
  return out;
}

const std::string kStory = "The lock was shut on Monday, the Calder Port Authority said.\n";

}  // namespace

TEST_CASE("what was compressed comes out again, over any number of members and frames", "[ingest][containers]") {
  const std::string bytes = numbers();
  std::optional<Error> error;
  const auto gzip = gunzip(std::make_unique<MemorySource>(gzipped(bytes) + gzipped(kStory) + std::string(600, '\0')));
  CHECK(all_of(*gzip, error) == bytes + kStory);
  const auto zstd = unzstd(std::make_unique<MemorySource>(zstandard(bytes) + zstandard(kStory)));
  CHECK(all_of(*zstd, error) == bytes + kStory);
  CHECK_FALSE(error.has_value());
}

TEST_CASE("a damaged member is an error, and the next one is read after it", "[ingest][containers]") {
  std::string broken = gzipped(numbers());
  for (std::size_t i = 2000; i < 2040; ++i) broken[i] = static_cast<char>(broken[i] ^ 0x55);
  const auto source = gunzip(std::make_unique<MemorySource>(broken + gzipped(kStory)));
  std::optional<Error> error;
  all_of(*source, error);
  REQUIRE(error.has_value());
  CHECK(error->code == ErrorCode::kBadInput);
  error.reset();
  CHECK(all_of(*source, error) == kStory);
  CHECK_FALSE(error.has_value());
}

TEST_CASE("data that ends too early is an error", "[ingest][containers]") {
  const std::string gzip = gzipped(numbers()), zstd = zstandard(numbers());
  std::optional<Error> error;
  all_of(*gunzip(std::make_unique<MemorySource>(gzip.substr(0, gzip.size() / 2))), error);
  CHECK(error.has_value());
  error.reset();
  all_of(*unzstd(std::make_unique<MemorySource>(zstd.substr(0, zstd.size() / 2))), error);
  CHECK(error.has_value());
}

TEST_CASE("a decompression bomb is a clear error", "[ingest][containers]") {
  ReadLimits limits;
  limits.max_bytes = 1u << 20;
  for (const bool zstd : {false, true}) {
    const std::string zeros(8u << 20, ' ');
    const std::string bomb = zstd ? zstandard(zeros) : gzipped(zeros);
    CHECK(bomb.size() < 20000);
    const std::vector<Item> items = items_in(bomb, zstd ? "bomb.txt.zst" : "bomb.txt.gz", limits);
    REQUIRE(items.size() == 1);
    REQUIRE(items[0].error.has_value());
    CHECK(items[0].error->code == ErrorCode::kTooLarge);
    CHECK_THAT(items[0].error->message, Catch::StartsWith("bomb.txt"));
  }
  // Through a stream there is no bound on the whole, but one on how much may come of how little.
  std::optional<Error> error;
  const auto source = gunzip(std::make_unique<MemorySource>(gzipped(std::string(300u << 20, ' '))));
  all_of(*source, error);
  REQUIRE(error.has_value());
  CHECK(error->code == ErrorCode::kTooLarge);
}

TEST_CASE("compressed files are told by their bytes and keep their names", "[ingest][containers]") {
  const std::vector<Item> items = items_in(gzipped(gzipped(kStory)), "story.txt.gz");
  REQUIRE(items.size() == 1);
  CHECK(items[0].options.path == "story.txt.gz");
  CHECK(items[0].options.format == Format::kText);
  CHECK(items[0].bytes == kStory);
  CHECK_FALSE(items[0].offset.has_value());
  std::string deep = kStory;
  for (int i = 0; i < 5; ++i) deep = gzipped(deep);
  const std::vector<Item> refused = items_in(deep, "deep.gz");
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].error->code == ErrorCode::kTooLarge);
}

TEST_CASE("each of JSON lines is a document, and a broken one costs no other", "[ingest][json]") {
  const std::string lines =
      "{\"url\":\"https://port.example/a?utm_source=x\",\"text\":\"The lock was \\u201cshut\\u201d, the port said.\","
      "\"published\":\"2031-05-06\",\"title\":\"Lock\",\"author\":{\"name\":\"Ada Lind\"}}\n"
      "\n"
      "{\"url\":\"https://port.example/b\",\"html\":\"<html><body><p>The gate &amp; the lock held, the port "
      "said.</p></body></html>\"}\n"
      "{broken\n"
      "{\"title\":\"without words\"}\n"
      "{\"text\":\"The last line has no end, the port said.\"}";
  const std::vector<Item> items = items_in(lines, "pages.jsonl");
  REQUIRE(items.size() == 5);
  const Result<Extraction> first = extract(items[0]);
  REQUIRE(first.has_value());
  CHECK(first->document.path == "pages.jsonl!1");
  CHECK(first->document.url == "https://port.example/a");
  CHECK(first->document.title == "Lock");
  CHECK(first->document.published->text() == "2031-05-06");
  CHECK(first->document.authors == std::vector<std::string>{"Ada Lind"});
  CHECK(first->text == "The lock was \u201cshut\u201d, the port said.");
  REQUIRE(first->map.size() == 1);
  CHECK(first->map[0].coding == RawCoding::kJson);
  CHECK(slice(items[0].bytes, first->map[0].raw) == "The lock was \\u201cshut\\u201d, the port said.");
  const Result<Extraction> second = extract(items[1]);
  REQUIRE(second.has_value());
  CHECK(second->document.path == "pages.jsonl!3");
  CHECK(second->text == "The gate & the lock held, the port said.");
  CHECK(slice(lines, {static_cast<std::uint32_t>(*items[1].offset + second->map[0].raw.begin),
                      static_cast<std::uint32_t>(*items[1].offset + second->map[0].raw.end)}) ==
        "The gate &amp; the lock held, the port said.");
  CHECK(extract(items[2]).error().code == ErrorCode::kBadInput);
  CHECK_THAT(extract(items[3]).error().message, Catch::StartsWith("pages.jsonl!5"));
  CHECK(extract(items[4]).has_value());
}

TEST_CASE("a line of JSON that is too long or nested too deep is an error of its own", "[ingest][json]") {
  ReadLimits limits;
  limits.max_bytes = 2000;
  const std::string deep = "{\"text\":\"x\",\"y\":" + std::string(500, '[') + std::string(500, ']') + "}\n";
  const std::string lines =
      "{\"text\":\"" + std::string(3000, 'x') + "\"}\n" + deep + "{\"text\":\"The lock was shut.\"}\n";
  const std::vector<Item> items = items_in(lines, "a.jsonl", limits);
  REQUIRE(items.size() == 3);
  CHECK(items[0].error->code == ErrorCode::kTooLarge);
  CHECK(extract(items[1]).error().code == ErrorCode::kTooLarge);
  CHECK(extract(items[2]).has_value());
}

TEST_CASE("strings are found in JSON by their keys, whatever stands around them", "[ingest][json]") {
  const std::string json =
      R"({"a":[1,{"b":"no"},{"b":"x\ty\u00e9\ud83d\ude00\"z"}],"c\u0031":"one","a2":"}","c1":"two"})";
  const std::optional<JsonString> found = find_json_string(json, {{"a"}, {"", 2, true}, {"b"}});
  REQUIRE(found.has_value());
  CHECK(found->text == "x\ty\u00e9\U0001F600\"z");
  const Trail::Place place = found->trail.raw_of({3, 5});
  CHECK(slice(json, place.raw) == "\\u00e9");
  CHECK_FALSE(place.verbatim);
  CHECK(find_json_string(json, {{"c1"}})->text == "two");
  CHECK_FALSE(find_json_string(json, {{"a"}}).has_value());
  CHECK_FALSE(find_json_string(json, {{"d"}}).has_value());
}

TEST_CASE("extract gives the one document of a container and refuses several", "[ingest][containers]") {
  ExtractOptions options;
  options.path = "one.txt.gz";
  const Result<Extraction> one = extract(gzipped(kStory), options);
  REQUIRE(one.has_value());
  CHECK(one->text == kStory);
  options.path = "two.jsonl.gz";
  const Result<Extraction> two =
      extract(gzipped("{\"text\":\"One said so.\"}\n{\"text\":\"Two said so.\"}\n"), options);
  REQUIRE_FALSE(two.has_value());
  CHECK(two.error().code == ErrorCode::kUnsupported);
}
