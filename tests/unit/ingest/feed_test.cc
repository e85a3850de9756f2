#include <string>

#include <catch2/catch.hpp>

#include "feed/feed_documents.h"
#include "feed/feed_model.h"
#include "headwater/ingest/documents.h"
#include "html/entities.h"
#include "item_list.h"

using namespace headwater;
using namespace headwater::detail;
using headwater::test::items_in;

namespace {

std::string rss(const std::string& items, const std::string& channel =
                                              "<title>Calder Courier | News</title>"
                                              "<link>https://www.caldercourier.example/</link>") {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" "
         "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
         "<channel>" +
         channel + items + "</channel></rss>";
}

// Every piece of the map, with references of XML and then of HTML resolved, is its piece of the text.
void check_map(const Extraction& e, const std::string& raw) {
  for (const MapPiece& piece : e.map) {
    std::string words = resolve_references(slice(raw, piece.raw), false);
    if (piece.coding == RawCoding::kXml) words = resolve_references(words, false);
    CHECK(words == slice(e.text, piece.text));
  }
}

}  // namespace

TEST_CASE("items of a feed are documents with what the feed says of them", "[ingest][feed]") {
  const std::string feed = rss(
      "<item><title>Lock &amp; gate</title><link>https://www.caldercourier.example/lock?utm_source=rss</link>"
      "<dc:creator>Ada Lind</dc:creator><pubDate>Tue, 06 May 2031 17:00:00 +0100</pubDate>"
      "<description>The lock was shut [...]</description><content:encoded><![CDATA[<p>The lock was shut on Monday, the "
      "Calder Port Authority said.</p><p>The post <a href=\"https://x.example/\">Lock</a> appeared first on <a "
      "href=\"https://y.example/\">Calder Courier</a>.</p>]]></content:encoded></item>"
      "<item><title>Gate</title><guid>https://www.caldercourier.example/gate</guid><description>&lt;p&gt;The gate held "
      "&amp;amp; nobody was hurt, the port&amp;#8217;s master said on Tuesday.&lt;/p&gt;</description></item>");
  const std::vector<Item> items = items_in(feed, "courier.xml");
  REQUIRE(items.size() == 2);
  CHECK(items[0].options.path == "courier.xml!https://www.caldercourier.example/lock");
  const Result<Extraction> first = extract(items[0]);
  REQUIRE(first.has_value());
  CHECK(first->document.title == "Lock & gate");
  CHECK(first->document.publisher == "Calder Courier");
  CHECK(first->document.authors == std::vector<std::string>{"Ada Lind"});
  CHECK(first->document.published->text() == "2031-05-06T17:00:00+01:00");
  CHECK(first->document.format == Format::kFeed);
  CHECK(first->text == "The lock was shut on Monday, the Calder Port Authority said.");
  check_map(*first, items[0].bytes);
  const Result<Extraction> second = extract(items[1]);
  REQUIRE(second.has_value());
  CHECK(second->document.url == "https://www.caldercourier.example/gate");
  CHECK(second->text == "The gate held & nobody was hurt, the port\u2019s master said on Tuesday.");
  check_map(*second, items[1].bytes);
  CHECK(feed.substr(*items[1].offset, items[1].bytes.size()) == items[1].bytes);
}

TEST_CASE("the source of an item is its publisher", "[ingest][feed]") {
  const std::vector<Item> items = items_in(rss("<item><title>Lock</title><link>https://a.example/1</link><source "
                                               "url=\"https://brevikpost.example/feed\">Brevik "
                                               "Post</source><description>The lock was shut.</description></item>"),
                                           "f.xml");
  REQUIRE(items.size() == 1);
  CHECK(extract(items[0])->document.publisher == "Brevik Post");
}

TEST_CASE("Atom, RSS 1.0 and news sitemaps give documents too", "[ingest][feed]") {
  const std::vector<Item> atom = items_in(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>Brevik "
      "Post</title><entry><id>tag:1</id><title "
      "type=\"html\">&lt;b&gt;Lock&lt;/b&gt;</title><link "
      "href=\"https://brevikpost.example/lock\"/><updated>2031-05-06T10:00:00Z</updated>"
      "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>The lock &amp; the gate were shut, the "
      "port "
      "said on Monday.</p></div></content></entry></feed>",
      "f.atom");
  REQUIRE(atom.size() == 1);
  const Result<Extraction> entry = extract(atom[0]);
  REQUIRE(entry.has_value());
  CHECK(entry->document.title == "Lock");
  CHECK(entry->document.language == "en");
  CHECK(entry->text == "The lock & the gate were shut, the port said on Monday.");
  check_map(*entry, atom[0].bytes);
  const std::vector<Item> rdf = items_in(
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel "
      "rdf:about=\"https://a.example/\"><title>A</title></channel><item "
      "rdf:about=\"https://a.example/1\"><title>One</title>"
      "<link>https://a.example/1</link><description>The lock was shut.</description></item></rdf:RDF>",
      "f.rdf.xml");
  REQUIRE(rdf.size() == 1);
  CHECK(rdf[0].options.path == "f.rdf.xml!https://a.example/1");
  const std::vector<Item> sitemap = items_in(
      "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>https://brevikpost.example/lock</"
      "loc><news:news>"
      "<news:publication><news:name>Brevik Post</news:name><news:language>en</news:language></news:publication>"
      "<news:publication_date>2031-05-06</news:publication_date><news:title>Lock shut</news:title></news:news></url>"
      "<url><loc>https://brevikpost.example/plain</loc></url></urlset>",
      "sitemap.xml");
  REQUIRE(sitemap.size() == 1);
  const Result<Extraction> news = extract(sitemap[0]);
  REQUIRE(news.has_value());
  CHECK(news->document.title == "Lock shut");
  CHECK(news->document.publisher == "Brevik Post");
  CHECK(news->document.published->text() == "2031-05-06");
  CHECK(news->document.url == "https://brevikpost.example/lock");
}

TEST_CASE("a feed that is not well-formed is read as far as it goes, with a word about it", "[ingest][feed]") {
  const std::string item =
      "<item><title>Lock</title><link>https://a.example/1</link><description>Shut & closed, the "
      "port said.</description></item>";
  for (const std::string& broken : {"<rss version=\"2.0\"><channel><title>A</title>" + item + item + "</channel>",
                                    "<rss version=\"2.0\"><channel><title>A & B</title>" + item + "<item><title>Cut"}) {
    const std::vector<Item> items = items_in(broken, "f.xml");
    REQUIRE(items.size() == 2);
    CHECK(extract(items[0])->text == "Shut & closed, the port said.");
    CHECK_FALSE(items[0].warnings.empty());
  }
}

TEST_CASE("an item that is never closed ends where the next begins, and its map stays in it", "[ingest][feed]") {
  const std::string feed =
      rss("<item><title>Lock</title><link>https://www.caldercourier.example/lock</link>"
          "<description>The lock was shut on Monday.</description>"
          "<item><title>Gate</title><link>https://www.caldercourier.example/gate</link>"
          "<description>The gate held all the same.</description></item>");
  const std::vector<Item> items = items_in(feed, "courier.xml");
  REQUIRE(items.size() == 2);
  const std::vector<std::string> texts{"The lock was shut on Monday.", "The gate held all the same."};
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Result<Extraction> read = extract(items[i]);
    REQUIRE(read.has_value());
    CHECK(read->text == texts[i]);
    REQUIRE_FALSE(read->map.empty());
    check_map(*read, items[i].bytes);
  }
}

TEST_CASE("entities that multiply are not resolved, and what is not is kept", "[ingest][feed]") {
  std::string dtd = "<!DOCTYPE rss [<!ENTITY port \"Calder Port\"><!ENTITY l0 \"lol\">";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "&l" + std::to_string(i - 1) + ";";
    dtd += "<!ENTITY l" + std::to_string(i) + " \"" + before + before + before + before + before + "\">";
  }
  const std::string bomb = "<?xml version=\"1.0\"?>" + dtd +
                           "]><rss version=\"2.0\"><channel><title>A</title><item><title>&port; &l39;</title>"
                           "<description>&port; was shut; &eacute;t&eacute;.</description></item></channel></rss>";
  const Feed feed = read_feed(bomb);
  REQUIRE(feed.entries.size() == 1);
  CHECK(feed.entries[0].fields["title"].get<std::string>().size() < 2000);
  CHECK(feed.entries[0].fields["summary"] == "Calder Port was shut; \u00e9t\u00e9.");
  // The same inside an attribute, where the parser itself stops it.
  const std::string inside = "<?xml version=\"1.0\"?>" + dtd + "]><rss version=\"&l39;\"><channel/></rss>";
  CHECK_FALSE(read_feed(inside).well_formed);
}

TEST_CASE("a feed nested too deep is read loosely and ends", "[ingest][feed]") {
  std::string deep = "<rss version=\"2.0\"><channel><item><title>Lock</title>";
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  const Feed feed = read_feed(deep);
  CHECK_FALSE(feed.well_formed);
  REQUIRE(feed.entries.size() == 1);
  CHECK(feed.entries[0].fields["title"] == "Lock");
}

TEST_CASE("a feed's title gives its publisher by the words of its host", "[ingest][feed]") {
  CHECK(feed_publisher("Calder Courier | Politics", "www.caldercourier.example", "") == "Calder Courier");
  CHECK(feed_publisher("Politics - The Calder Courier", "caldercourier.example", "") == "The Calder Courier");
  CHECK(feed_publisher("National Post: Society", "x.example", "National Post") == "National Post");
  CHECK(feed_publisher("Calder Courier", "", "") == "Calder Courier");
}

TEST_CASE("a JSON feed gives its items", "[ingest][feed]") {
  const std::vector<Item> items = items_in(
      R"({"version":"https://jsonfeed.org/version/1.1","title":"Brevik Post","home_page_url":"https://brevikpost.example/",
      "items":[{"id":"1","url":"https://brevikpost.example/lock","title":"Lock","content_html":"<p>The lock was shut, the port said.</p>",
      "date_published":"2031-05-06T10:00:00Z"}]})",
      "feed.json");
  REQUIRE(items.size() == 1);
  const Result<Extraction> e = extract(items[0]);
  REQUIRE(e.has_value());
  CHECK(e->document.publisher == "Brevik Post");
  CHECK(e->text == "The lock was shut, the port said.");
}
