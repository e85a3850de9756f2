#include "text/url.h"

#include <catch2/catch.hpp>

using namespace headwater::detail;

namespace {
struct Case {
  const char* in;
  const char* want;
};
}  // namespace

TEST_CASE("relative references resolve as RFC 3986 section 5.4 lists them, and as browsers end them", "[ingest][url]") {
  const char* base = "http://a.example/b/c/d;p?q";
  const Case cases[] = {
      {"g", "http://a.example/b/c/g"},       {"./g", "http://a.example/b/c/g"},
      {"g/", "http://a.example/b/c/g/"},     {"/g", "http://a.example/g"},
      {"//g.example", "http://g.example/"},  {"?y", "http://a.example/b/c/d;p?y"},
      {"g?y", "http://a.example/b/c/g?y"},   {"#s", "http://a.example/b/c/d;p?q#s"},
      {"g#s", "http://a.example/b/c/g#s"},   {";x", "http://a.example/b/c/;x"},
      {"", "http://a.example/b/c/d;p?q"},    {".", "http://a.example/b/c/"},
      {"..", "http://a.example/b/"},         {"../g", "http://a.example/b/g"},
      {"../..", "http://a.example/"},        {"../../g", "http://a.example/g"},
      {"../../../g", "http://a.example/g"},  {"/./g", "http://a.example/g"},
      {"/../g", "http://a.example/g"},       {"g.", "http://a.example/b/c/g."},
      {"..g", "http://a.example/b/c/..g"},   {"./g/.", "http://a.example/b/c/g/"},
      {"g/./h", "http://a.example/b/c/g/h"}, {"g/../h", "http://a.example/b/c/h"},
  };
  for (const Case& c : cases) {
    INFO(c.in);
    CHECK(resolve_url(c.in, base) == c.want);
  }
}

TEST_CASE("only addresses of the web with a host resolve", "[ingest][url]") {
  for (const char* none : {"mailto:a@b.example", "javascript:void(0)", "tel:+1", "data:text/plain,x", "http://",
                           "ftp://a.example/", "whatsapp://send?text=x", "about:blank", "http://:80/",
                           "http://a.example:443:443/", "http://a.example:x/", "http://[::1/", "http://.a/"}) {
    INFO(none);
    CHECK(resolve_url(none, "http://a.example/") == "");
  }
  CHECK(resolve_url("g", "") == "");
  CHECK(resolve_url("/g", "mailto:x") == "");
}

TEST_CASE("white space around and inside an address is mended as browsers do", "[ingest][url]") {
  CHECK(resolve_url(" http://a.example/b\n c ", "") == "http://a.example/b%20c");
}

TEST_CASE("a canonical address has no tracking, no fragment, and is no redirector", "[ingest][url]") {
  const Case cases[] = {
      {"HTTPS://News.Example/A?utm_source=x&id=3&fbclid=zz#top", "https://news.example/A?id=3"},
      {"http://news.example:80", "http://news.example/"},
      {"https://news.example:443/a", "https://news.example/a"},
      {"https://news.example:8443/a", "https://news.example:8443/a"},
      {"https://user:secret@news.example/a", "https://news.example/a"},
      {"https://news.example/%7Ejoe/%c3%a9", "https://news.example/~joe/%C3%A9"},
      {"https://news.example/a?gclid=1", "https://news.example/a"},
      {"https://news.example/a?src=newsletter", "https://news.example/a"},
      {"https://news.example/show?src=/img/1.png", "https://news.example/show?src=/img/1.png"},
      {"https://out.hop.example/r?u=https%3A%2F%2Fnews.example%2Fa%2F%3Fid%3D2&s=story",
       "https://news.example/a/?id=2"},
      {"https://www.google.com/url?q=http%3A%2F%2Fnews.example%2Fa&sa=D", "http://news.example/a"},
      {"https://l.example/l.php?u=https%3A%2F%2Fm.example%2Fr%3Furl%3Dhttps%253A%252F%252Fnews.example%252Fa",
       "https://news.example/a"},
      // A page that shares an address is no way to it, and a search for words is no address.
      {"https://social.example/share?url=https%3A%2F%2Fnews.example%2Fa",
       "https://social.example/share?url=https%3A%2F%2Fnews.example%2Fa"},
      {"https://find.example/?q=cheese", "https://find.example/?q=cheese"},
      {"https://news.example/a?url=javascript%3Aalert(1)", "https://news.example/a?url=javascript%3Aalert(1)"},
  };
  for (const Case& c : cases) {
    INFO(c.in);
    CHECK(canonical_url(c.in) == c.want);
  }
  CHECK(canonical_url("../x?utm_medium=m", "https://news.example/a/b") == "https://news.example/x");
}

TEST_CASE("addresses of one page have one key", "[ingest][url]") {
  const char* key = "news.example/2024/story";
  for (const char* same :
       {"http://news.example/2024/story", "https://www.news.example/2024/story/", "https://m.news.example/2024/story",
        "https://amp.news.example/2024/story", "https://news.example/2024/story/amp/",
        "https://news.example/2024/story?amp=1", "https://news.example/2024/story/index.html",
        "https://NEWS.example/2024/story?utm_campaign=c#p3",
        "https://hop.example/?url=https%3A%2F%2Fwww.news.example%2F2024%2Fstory"}) {
    INFO(same);
    CHECK(url_key(same) == key);
  }
  CHECK(url_key("https://news.example/2024/story?id=2") != key);
  CHECK(url_key("https://news.example/2024/stamp") == "news.example/2024/stamp");
  CHECK(url_key("https://www.example/") == "www.example");
  CHECK(url_key("no address") == "");
}

TEST_CASE("a host stands without user and port", "[ingest][url]") {
  CHECK(host_of("https://joe@WWW.News.example:8080/a") == "www.news.example");
  CHECK(host_of("http://[2001:db8::1]:80/") == "[2001:db8::1]");
  CHECK(host_of("/a") == "");
}
