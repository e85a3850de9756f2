// Pages here are fiction.
#include <string>

#include <catch2/catch.hpp>

#include "headwater/ingest/source_text.h"

using namespace headwater;

namespace {

constexpr const char* kProse =
    "<p>The harbour of Tessin was closed on Monday after a crane fell into the water, the port authority said in a "
    "statement.</p>"
    "<p>Nobody was hurt. The crane had been inspected in March, the authority said, and no fault had been found at the "
    "time.</p>";

SourceText read(const std::string& head, const std::string& body = "", const std::string& url = "") {
  Result<SourceText> source =
      read_html("<!DOCTYPE html><html><head>" + head + "</head><body>" + body + kProse + "</body></html>", url, "");
  REQUIRE(source.has_value());
  return std::move(source).value();
}

std::string date_of(const SourceText& source) { return source.published ? source.published->text() : std::string{}; }

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("JSON-LD tells title, publisher, authors, date and language", "[ingest][metadata]") {
  const char* graph =
      R"(<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Crane falls &amp; sinks",
      "datePublished":"2024-04-08T17:00:00+01:00","inLanguage":"en-GB","author":[{"@type":"Person","name":"Marta Lind, Reuters"},{"@id":"#p"}],
      "publisher":{"@id":"#o"},"url":"https://news.example/crane?utm_source=x"},{"@type":"Person","@id":"#p","name":"Piet Oort"},
      {"@type":"NewsMediaOrganization","@id":"#o","name":"Tessin Post"}]}</script>)";
  const SourceText source = read(graph);
  CHECK(source.title == "Crane falls & sinks");
  CHECK(source.publisher == "Tessin Post");
  CHECK(source.authors == Names{"Marta Lind", "Reuters", "Piet Oort"});
  CHECK(date_of(source) == "2024-04-08T17:00:00+01:00");
  CHECK(source.language == "en-GB");
  CHECK(source.url == "https://news.example/crane");
}

TEST_CASE("JSON-LD that is broken, deep or huge tells nothing and harms nothing", "[ingest][metadata]") {
  for (const std::string& json : {std::string{"{\"@type\":\"NewsArticle\",\"headline\":"}, std::string(100000, '['),
                                  std::string{"{\"headline\":\"\\ud800\"}"},
                                  std::string{"[null,1,{\"@type\":[],\"author\":[[],{}]}]"}, std::string{}}) {
    CHECK(read("<title>Crane falls</title><script type=application/ld+json>" + json + "</script>").title ==
          "Crane falls");
  }
}

TEST_CASE("raw line breaks inside JSON-LD are mended", "[ingest][metadata]") {
  const SourceText source = read(
      "<script "
      "type='application/ld+json'>\n{\"@type\":\"NewsArticle\",\"headline\":\"Crane\nfalls\",\"author\":\"Marta "
      "Lind\"}</script>");
  CHECK(source.title == "Crane falls");
  CHECK(source.authors == Names{"Marta Lind"});
}

TEST_CASE("JSON-LD in a CDATA section is read", "[ingest][metadata]") {
  for (const std::string& mark : {std::string{}, std::string{"//"}}) {
    const SourceText source = read("<script type='application/ld+json'>\n" + mark +
                                   "<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"Crane falls\","
                                   "\"publisher\":{\"name\":\"Tessin Post\"}}\n" +
                                   mark + "]]>\n</script>");
    CHECK(source.title == "Crane falls");
    CHECK(source.publisher == "Tessin Post");
  }
}

TEST_CASE("the publisher of the story is told better than the name of the site", "[ingest][metadata]") {
  const SourceText source = read(
      "<meta property='og:site_name' content='Tessin Post - all that moves the coast'>"
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Crane falls\","
      "\"publisher\":{\"@type\":\"Organization\",\"name\":\"Tessin Post\"}}</script>");
  CHECK(source.publisher == "Tessin Post");
}

TEST_CASE("a property may be a list of names, and the Dublin Core has two spellings", "[ingest][metadata]") {
  const SourceText source =
      read("<meta property='dc:creator x:creator' content='Marta Lind'><meta name=author content='Desk Two'>");
  CHECK(source.authors == Names{"Marta Lind"});
}

TEST_CASE("what a page calls itself is read from the Dublin Core", "[ingest][metadata]") {
  CHECK(read("<meta name='DC.type' content='Statement'>").type == "Statement");
  CHECK(read("<meta name='dcterms.type' content='News release'>").type == "News release");
  CHECK(read("<meta name='type' content='Statement'>").type.empty());
}

TEST_CASE("a publication stamped with the last change gives way to the day that readers see", "[ingest][metadata]") {
  const std::string head =
      "<meta property='article:published_time' content='2024-11-17T10:33:13Z'>"
      "<meta property='article:modified_time' content='2024-11-17T10:32:18Z'>";
  CHECK(date_of(read(head, "<h1>Crane falls</h1><time datetime='2024-03-09'>9 March</time>")) == "2024-03-09");
  CHECK(date_of(read(head, "<h1>Crane falls</h1>")) == "2024-11-17T10:33:13Z");
}

TEST_CASE("the last change is a date of its own, and none from before the page was put out", "[ingest][metadata]") {
  const std::string published = "<meta property='article:published_time' content='2024-04-08T10:00:00Z'>";
  const SourceText changed =
      read(published + "<meta property='article:modified_time' content='2024-04-10T07:15:00+02:00'>");
  CHECK(date_of(changed) == "2024-04-08T10:00:00Z");
  REQUIRE(changed.updated.has_value());
  CHECK(changed.updated->text() == "2024-04-10T07:15:00+02:00");
  const SourceText json = read(
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-04-08\","
      "\"dateModified\":\"2024-04-09\"}</script>");
  REQUIRE(json.updated.has_value());
  CHECK(json.updated->text() == "2024-04-09");
  CHECK_FALSE(read(published + "<meta property='article:modified_time' content='2024-03-01T00:00:00Z'>").updated);
  CHECK_FALSE(read(published).updated);
}

TEST_CASE("OpenGraph and meta tags are read", "[ingest][metadata]") {
  const SourceText source = read(
      "<meta property=og:title content='Crane falls'><meta property=og:site_name content='Tessin Post'><meta "
      "name=author content='By Marta "
      "Lind'><meta property='article:published_time' content='2024-04-08'><link rel=canonical "
      "href='/crane#x'><title>Crane falls | "
      "Tessin Post</title>",
      "", "https://news.example/a");
  CHECK(source.title == "Crane falls");
  CHECK(source.publisher == "Tessin Post");
  CHECK(source.authors == Names{"Marta Lind"});
  CHECK(date_of(source) == "2024-04-08");
  CHECK(source.url == "https://news.example/crane");
}

TEST_CASE("a byline between headline and story counts, though its box has links and little text",
          "[ingest][metadata]") {
  const SourceText source =
      read("<title>Crane falls</title>",
           "<h1>Crane falls</h1><div class='related-bar sidebar'><a href='/tech'>Tech</a><div class='author'><a "
           "class='author-link' href='https://news.example/author/marta-lind'>Marta Lind</a></div><a "
           "href='https://chirper.example/mlind'>@mlind</a></div>");
  CHECK(source.authors == Names{"Marta Lind"});
}

TEST_CASE("what stands in brackets behind an author is no name, and a body may be one", "[ingest][metadata]") {
  CHECK(read("<meta name=author content='Marta Lind (https://lind.example/)'>").authors == Names{"Marta Lind"});
  const std::string body =
      "<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":{\"@type\":\"Organization\",\"name\":"
      "\"Friends of the Harbour\"}}</script>";
  CHECK(read(body).authors == Names{"Friends of the Harbour"});
  // Not where a person is named, nor where it is the publisher.
  CHECK(read(body + "<meta name=author content='Marta Lind'>").authors == Names{"Marta Lind"});
  CHECK(read(body + "<meta property='og:site_name' content='Friends of the Harbour'>").authors.empty());
}

TEST_CASE("a title in parts is cut and names the site", "[ingest][metadata]") {
  const SourceText h1 =
      read("<title>Monitors unhappy with the count | Prairie Post</title>", "<h1>Monitors unhappy with the count</h1>");
  CHECK(h1.title == "Monitors unhappy with the count");
  CHECK(h1.publisher == "Prairie Post");
  const SourceText logo = read("<title>Prairie Post :: Monitors unhappy with the count</title>",
                               "<div class=logo><img alt='Prairie Post'></div>");
  CHECK(logo.title == "Monitors unhappy with the count");
  CHECK(logo.publisher == "Prairie Post");
}

TEST_CASE("the footer's rights name the publisher when nothing else does", "[ingest][metadata]") {
  Result<SourceText> source = read_html(std::string{"<title>Crane falls</title><h1>Crane falls</h1>"} + kProse +
                                            "<footer><p>&copy; 2024 Tessin Post. All rights reserved.</p></footer>",
                                        "", "");
  REQUIRE(source.has_value());
  CHECK(source->publisher == "Tessin Post");
}

TEST_CASE("a person is never the publisher, nor the publisher an author", "[ingest][metadata]") {
  const SourceText source = read(
      R"(<meta property=og:site_name content="Tessin Post"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Crane falls",
      "author":{"@type":"Organization","name":"Tessin Post"},"publisher":{"@type":"Person","name":"Marta Lind"}}</script>)");
  CHECK(source.publisher == "Tessin Post");
  CHECK(source.authors.empty());
}

TEST_CASE("bylines and dates are found in the body", "[ingest][metadata]") {
  struct Case {
    const char* body;
    Names authors;
    const char *byline, *date;
  };
  const Case cases[] = {
      {"<h1>Crane falls</h1><p class=byline>By Marta Lind, Reuters</p><time "
       "datetime='2024-04-08T17:00:00+01:00'>April 8</time>",
       {"Marta Lind", "Reuters"},
       "By Marta Lind, Reuters",
       "2024-04-08T17:00:00+01:00"},
      {"<h1>Crane falls</h1><font>Posted: Tuesday, April 9, 2024</font><br><b>By Marta Lind and Reuters</b>",
       {"Marta Lind", "Reuters"},
       "By Marta Lind and Reuters",
       "2024-04-09"},
      {"<h1>Crane falls</h1><div class=meta><span class=by>by Pia Lund</span> <i>Sun, September 11th 2022 at 9:30 "
       "AM</i></div>",
       {"Pia Lund"},
       "by Pia Lund",
       "2022-09-11"},
      {"<h1>Crane falls</h1><span class='author vcard'><a rel=author href=/marta>Marta Lind</a></span>",
       {"Marta Lind"},
       "Marta Lind",
       ""},
      {"<h1>Crane falls</h1><div itemprop=author><span itemprop=name>LPA</span></div><meta itemprop=datePublished "
       "content=2024-04-08>",
       {"LPA"},
       "LPA",
       "2024-04-08"},
      {"<h1>Crane falls</h1><p>03/04/2020</p>", {}, "", ""},
      {"<h1>Crane falls</h1>", {}, "", ""},
  };
  for (const Case& c : cases) {
    INFO(c.body);
    const SourceText source = read("<title>Crane falls</title>", c.body);
    CHECK(source.authors == c.authors);
    CHECK(source.byline == c.byline);
    CHECK(date_of(source) == c.date);
  }
}

TEST_CASE("what readers comment is no word about the story", "[ingest][metadata]") {
  const SourceText source = read("<title>Crane falls</title>",
                                 "<h1>Crane falls</h1><div class=comments><span class=author>Rude Person</span><time "
                                 "datetime=2024-05-01>x</time></div>");
  CHECK(source.authors.empty());
  CHECK(date_of(source) == "");
}

TEST_CASE("the day stands in the address when nowhere else", "[ingest][metadata]") {
  CHECK(date_of(read("<title>Crane falls</title>", "", "https://news.example/2024/04/08/crane")) == "2024-04-08");
  CHECK(date_of(read("<title>Crane falls</title>", "", "https://news.example/20240/crane")) == "");
}

TEST_CASE("a day and the time of that day are one instant", "[ingest][metadata]") {
  CHECK(date_of(read("<meta name=date content=2022-09-13>",
                     "<h1>Crane</h1><time itemprop=datePublished datetime=2022-09-13T14:05:00+02:00>x</time>")) ==
        "2022-09-13T14:05:00+02:00");
}

TEST_CASE("a front page is not the address of a story", "[ingest][metadata]") {
  CHECK(read("<link rel=canonical href='https://news.example/'>", "", "https://news.example/crane").url == "");
}

TEST_CASE("language is that of the page, else that of its words", "[ingest][metadata]") {
  Result<SourceText> stated = read_html(std::string{"<html lang=de_AT><p>"} + kProse, "", "");
  REQUIRE(stated.has_value());
  CHECK(stated->language == "de-AT");
  CHECK(read("").language == "en");
}

TEST_CASE("an author may be marked by a profile's link, a pen name, or a line behind the story", "[ingest][metadata]") {
  const std::string prose =
      "<p>The crane fell into the harbour of Tessin on Monday, and nobody was hurt, the port authority said.</p><p>It "
      "had been inspected in March, the authority said, and no fault had been found at the time.</p>";
  struct Case {
    std::string body;
    Names authors;
  };
  const Case cases[] = {
      {"<h1>Crane falls</h1><p class=byline>von <a href=/autoren/7>Marta Lind</a></p>" + prose, {"Marta Lind"}},
      {"<h1>Crane falls</h1><span class='author vcard'>by <a class='url fn n' href=/author/7>dock_7</a></span>" + prose,
       {"dock_7"}},
      {"<h1>Crane falls</h1><a rel=author href=/x><span class=sr-only>Author</span>Pia Lund</a>" + prose, {"Pia Lund"}},
      {"<h1>Crane falls</h1>" + prose + "<p>Text: Marta Lind</p>", {"Marta Lind"}},
      {"<h1>Crane falls</h1><figure><img src=x><span class=author>Pia Lund</span></figure>" + prose, {}},
      {"<h1>Crane falls</h1><span class=author>admin</span>" + prose, {}},
  };
  for (const Case& c : cases) {
    INFO(c.body);
    CHECK(read("<title>Crane falls</title>", c.body).authors == c.authors);
  }
}

TEST_CASE("dates are read where readers see them, those of a change last", "[ingest][metadata]") {
  const std::string prose =
      "<p>The crane fell into the harbour of Tessin on a Monday, and nobody was hurt, the port authority of Tessin "
      "said "
      "in a statement that it put out in the evening.</p>";
  struct Case {
    std::string head, body;
    const char* date;
  };
  const Case cases[] = {
      {"", "<h1>Crane falls</h1><p>Tessin &bull; 08.04.24</p>" + prose, "2024-04-08"},
      {"<html lang=en-GB>", "<h1>Crane falls</h1><p>03/04/2020</p>" + prose, "2020-04-03"},
      {"<html lang=en-US>", "<h1>Crane falls</h1><p>03/04/2020</p>" + prose, "2020-03-04"},
      {"", "<h1>Crane falls</h1>" + prose + "<p>Published on: 8 April 2024</p>", "2024-04-08"},
      {"", "<h1>Crane falls</h1><p>Updated: 9 April 2024</p><p>8 April 2024</p>" + prose, "2024-04-08"},
      {"", "<h1>Crane falls</h1><p>Updated: 9 April 2024</p>" + prose, "2024-04-09"},
      {"<meta name=date content=2024-04-20>", "<h1>Crane falls</h1><p>8 April 2024</p>" + prose, "2024-04-08"},
      // The same instant, with the zone it was stated in.
      {"<meta property=article:published_time content=2024-04-08T22:30:00Z><meta name=date "
       "content=2024-04-09T00:30:00+02:00>",
       "<h1>Crane falls</h1>" + prose, "2024-04-09T00:30:00+02:00"},
  };
  for (const Case& c : cases) {
    INFO(c.head + c.body);
    CHECK(date_of(read(c.head + "<title>Crane falls</title>", c.body)) == c.date);
  }
}
