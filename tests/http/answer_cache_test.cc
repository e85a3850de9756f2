#include "answer_cache.h"

#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "served.h"

namespace headwater::test {
namespace {

using detail::AnswerCache;
using detail::Reply;

Reply of(std::size_t bytes) { return {200, "text/plain", std::string(bytes, 'x'), {{"ETag", "\"1\""}}, {}}; }

}  // namespace

TEST_CASE("an answer is kept for its target and its version alone", "[http][cache]") {
  AnswerCache cache{1 << 20};
  CHECK(cache.find("/a", 1) == nullptr);
  cache.keep("/a", 1, of(10));
  REQUIRE(cache.find("/a", 1) != nullptr);
  CHECK(cache.find("/a", 1)->body == of(10).body);
  CHECK(cache.find("/a", 1)->headers == of(10).headers);
  CHECK(cache.find("/a?b=1", 1) == nullptr);
  CHECK(cache.find("/a", 2) == nullptr);
  CHECK(cache.bytes() == 0);
  cache.keep("/b", 1, of(10));  // by one who read before the write
  CHECK(cache.find("/b", 1) == nullptr);
  CHECK(cache.find("/b", 2) == nullptr);
}

TEST_CASE("the cache holds no more than its bytes, and gives up what was not asked for longest", "[http][cache]") {
  AnswerCache cache{16'000};
  for (int i = 0; i < 100; ++i) {
    cache.keep("/" + std::to_string(i), 1, of(1'000));
    CHECK(cache.bytes() <= 16'000);
    if (i > 0) CHECK(cache.find("/0", 1) != nullptr);
  }
  CHECK(cache.find("/50", 1) == nullptr);
  CHECK(cache.find("/99", 1) != nullptr);
  cache.keep("/large", 1, of(2'000));
  CHECK(cache.find("/large", 1) == nullptr);
  AnswerCache none{0};
  none.keep("/a", 1, of(1));
  CHECK(none.find("/a", 1) == nullptr);
}

TEST_CASE("an answer out of the cache is what it was, and a write ends it", "[http][cache]") {
  Served served;
  const std::string target = "/api/v1/documents?limit=5";
  const Answer first = served.get(target);
  const Answer again = served.get(target);
  CHECK(again.body == first.body);
  CHECK(again.headers == first.headers);
  CHECK(served.ask("HEAD", target).header("content-length") == std::to_string(first.body.size()));
  Extraction other = invented_tome(300);
  other.document.id = document_id_of("https://lantern.example/another");
  other.document.url = "https://lantern.example/another";
  served.put(other);
  const Answer changed = served.get(target);
  CHECK(changed.body != first.body);
  CHECK(changed.header("etag") != first.header("etag"));
}

}  // namespace headwater::test
