// Pages here are fiction.
#include <string>

#include <catch2/catch.hpp>

#include "headwater/ingest/ingest.h"
#include "headwater/ingest/source_text.h"
#include "source_text_laws.h"

using namespace headwater;

namespace {

constexpr const char* kProse =
    "<p>The harbour of Tessin was closed on Monday after a crane fell into the water, the port authority said in a "
    "statement.</p>"
    "<p>Nobody was hurt. The crane had been inspected in March, the authority said, and no fault had been found at the "
    "time.</p>";

SourceText read(const std::string& page) {
  Result<SourceText> source = read_html(page, "https://news.example/a/story", "");
  REQUIRE(source.has_value());
  CHECK(test::breach_of(*source, page, true) == "");
  return std::move(source).value();
}

std::string text_of(const std::string& body) {
  return read("<!DOCTYPE html><title>T</title><article><h1>T</h1>" + body + "</article>").text;
}

bool holds(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("blocks stand apart by one newline and white space inside is folded", "[ingest][html]") {
  CHECK(text_of("<p>One  long\n\tsentence about the harbour, said the port.</p>\n\n<p> Two of them, said the port on "
                "Monday. </p>") ==
        "One long sentence about the harbour, said the port.\nTwo of them, said the port on Monday.");
}

TEST_CASE("inline elements join and two line breaks part", "[ingest][html]") {
  const std::string text = text_of(
      "<p>The <b>port</b>ers of <i>Tessin</i><br>went home, they said.<br><br>The next day they came back, they "
      "said.</p>");
  CHECK(text == "The porters of Tessin went home, they said.\nThe next day they came back, they said.");
}

TEST_CASE("kinds of blocks are told by their elements", "[ingest][html]") {
  const SourceText source =
      read(std::string{"<title>T</title><article>"} + kProse +
           "<h2>What is known</h2><ul><li>The crane was forty years old.</li></ul><blockquote>It fell like a tree, "
           "the captain of the tug said.</blockquote><pre>a  b\n  c</pre><figure><figcaption>The crane on "
           "Sunday.</figcaption></figure><table><tr><td>Height</td><td>61 m</td></tr></table>" +
           kProse + "</article>");
  std::vector<std::pair<BlockKind, std::string>> got;
  for (const Block& block : source.blocks) {
    if (block.span.size() < 90) got.emplace_back(block.kind, slice(source.text, block.span));
  }
  const std::vector<std::pair<BlockKind, std::string>> want{
      {BlockKind::kHeading, "What is known"},
      {BlockKind::kListItem, "The crane was forty years old."},
      {BlockKind::kQuote, "It fell like a tree, the captain of the tug said."},
      {BlockKind::kPreformatted, "a  b\n  c"},
      {BlockKind::kCaption, "The crane on Sunday."},
      {BlockKind::kTable, "Height"},
      {BlockKind::kTable, "61 m"},
  };
  CHECK(got == want);
}

TEST_CASE("headline, byline and date are no part of the text", "[ingest][html]") {
  const std::string text =
      text_of(std::string{"<p class=byline>By Marta Lind</p><p>Posted: April 8, 2024<br>By Marta Lind</p>"} + kProse);
  CHECK(text.rfind("The harbour of Tessin", 0) == 0);
}

TEST_CASE("the page's own parts are left out", "[ingest][html]") {
  for (const char* part : {"<nav><a href=/x>JUNK</a></nav>",
                           "<aside>JUNK words, said the box.</aside>",
                           "<footer>JUNK</footer>",
                           "<form>JUNK<input></form>",
                           "<button>JUNK</button>",
                           "<script>JUNK</script>",
                           "<style>JUNK</style>",
                           "<div class='share-tools'>JUNK</div>",
                           "<div id=cookie-consent>We store JUNK on your device, you see.</div>",
                           "<div class=newsletterBox><p>Sign up for JUNK</p></div>",
                           "<div class='related-articles'><ul><li><a href=/x>JUNK</a></li></ul></div>",
                           "<section id=comments><p>JUNK, I say.</p></section>",
                           "<div class=donate><p>Give us JUNK today, please.</p></div>",
                           "<ul class=tag-list><li>JUNK</ul>",
                           "<p>Read more: JUNK</p>",
                           "<div hidden>JUNK</div>",
                           "<p style='display: none'>JUNK is hidden here, they said.</p>",
                           "<span class=sr-only>JUNK</span>",
                           "<div aria-hidden=true>JUNK</div>",
                           "<template><p>JUNK</p></template>",
                           "<noscript>JUNK</noscript>",
                           "<textarea>JUNK</textarea>",
                           "<select><option>JUNK</select>",
                           "<!-- JUNK -->",
                           "<svg><title>JUNK</title><text>JUNK</text></svg>",
                           "<iframe>JUNK</iframe>",
                           "<ul><li><a href=/1>JUNK</a><li><a href=/2>JUNK</a></ul>",
                           "<div role=navigation>JUNK</div>"}) {
    INFO(part);
    const std::string text = text_of(std::string{kProse} + part + kProse);
    CHECK_FALSE(holds(text, "JUNK"));
    CHECK(std::count(text.begin(), text.end(), '\n') == 3);
  }
}

TEST_CASE("what only looks like furniture stays", "[ingest][html]") {
  for (const char* part :
       {"<p class=social-text>The union KEEP spoke of a long winter and of cranes that nobody had paid for since the "
        "war.</p>",
        "<p><a href=https://x.example/>KEEP</a>, the port said.</p>", "<div>KEEP, a man said. He was not alone.</div>",
        "<ul><li>KEEP was built in 1958, the port said.</ul>",
        "<form><input></form><p>KEEP, they said on Monday in a letter.</p>"}) {
    INFO(part);
    CHECK(holds(text_of(std::string{kProse} + part + kProse), "KEEP"));
  }
}

TEST_CASE("the story is found in a page without any hint", "[ingest][html]") {
  const std::string menu = "<td><a href=/1>One</a><br><a href=/2>Two</a><br><a href=/3>Three</a></td>";
  const std::string text =
      read("<html><body><table><tr>" + menu + "<td>" + kProse + kProse + "</td>" + menu + "</tr></table></body></html>")
          .text;
  CHECK(text.rfind("The harbour of Tessin", 0) == 0);
  CHECK_FALSE(holds(text, "Three"));
}

TEST_CASE("a form that holds the whole page does not hide the story", "[ingest][html]") {
  CHECK(holds(read(std::string{"<form id=aspnetForm>"} + kProse + "</form>").text, "crane"));
}

TEST_CASE("references decode and their pieces lead back to them", "[ingest][html]") {
  const std::string page =
      "<article><p>Tom &amp; Anna&rsquo;s caf&#233; &#x2014; &lt;closed&gt;&nbsp;now, AT&T said &notit; &#150; &#0; "
      "end.</p></article>";
  const SourceText source = read(page);
  CHECK(source.text ==
        "Tom & Anna\xE2\x80\x99s caf\xC3\xA9 \xE2\x80\x94 <closed>\xC2\xA0now, AT&T said \xC2\xACit; \xE2\x80\x93 "
        "\xEF\xBF\xBD end.");
  REQUIRE(source.map.size() == 1);
  CHECK(page.substr(source.map[0].raw.begin, 9) == "Tom &amp;");
}

TEST_CASE("a piece never spans a tag or a comment", "[ingest][html]") {
  const std::string page = "<article><p>The <em>port</em> said<!-- x --> so on Monday, and a < b, 1 <2.</p></article>";
  const SourceText source = read(page);
  std::vector<std::string> raw;
  for (const MapPiece& piece : source.map) raw.push_back(page.substr(piece.raw.begin, piece.raw.size()));
  CHECK(raw == std::vector<std::string>{"The", "port", "said", "so on Monday, and a < b, 1 <2."});
}

TEST_CASE("pieces lead back through another charset", "[ingest][html]") {
  const std::string page =
      "<meta charset=windows-1252><article><p>The caf\xE9 owner said \x93no\x94 &amp; left on Monday.</p></article>";
  const SourceText source = read(page);
  CHECK(source.encoding == "windows-1252");
  CHECK(source.text == "The caf\xC3\xA9 owner said \xE2\x80\x9Cno\xE2\x80\x9D & left on Monday.");
  REQUIRE(source.map.size() == 1);
  CHECK(page.substr(source.map[0].raw.begin, source.map[0].raw.size()) ==
        "The caf\xE9 owner said \x93no\x94 &amp; left on Monday.");
}

TEST_CASE("links are absolute, in the story alone, and hold the anchor's words", "[ingest][html]") {
  const SourceText source =
      read(std::string{"<nav><a href=/nav>x</a></nav><article>"} + kProse +
           "<p>It was <a href='../b?x=1&amp;y=2#z'> the\n port </a>that said so, as <a href=mailto:a@b.example>he</a> "
           "and <a "
           "name=q>she</a> wrote to <a href='https://o.example/'>the <b>Orb</b></a>.</p></article>");
  std::vector<std::pair<std::string, std::string>> got;
  for (const Link& link : source.links) got.emplace_back(link.url, slice(source.text, link.text));
  CHECK(got == std::vector<std::pair<std::string, std::string>>{{"https://news.example/b?x=1&y=2#z", "the port"},
                                                                {"https://o.example/", "the Orb"}});
}

TEST_CASE("an unclosed link ends where the next begins", "[ingest][html]") {
  const SourceText source = read(std::string{"<article>"} + kProse +
                                 "<p>Said <a href=/1>one <a href=/2>two</a> and three, on Monday.</p></article>");
  REQUIRE(source.links.size() == 2);
  CHECK(slice(source.text, source.links[0].text) == "one");
  CHECK(slice(source.text, source.links[1].text) == "two");
}

TEST_CASE("a base element moves the links", "[ingest][html]") {
  const SourceText source = read(std::string{"<base href='https://cdn.example/x/'><article>"} + kProse +
                                 "<p>Said <a href=y>the port</a>, on Monday.</p></article>");
  REQUIRE(source.links.size() == 1);
  CHECK(source.links[0].url == "https://cdn.example/x/y");
}

TEST_CASE("what is no page is refused", "[ingest][html]") {
  for (const std::string& bytes : {std::string{}, std::string{" \n "}, std::string{"no tag at all"},
                                   std::string(400, '\0'), std::string{"\x01\x02<p>\x03\x04"}}) {
    const Result<SourceText> source = read_html(bytes, "", "");
    REQUIRE_FALSE(source.has_value());
    CHECK(source.error().code == ErrorCode::kBadInput);
  }
}

TEST_CASE("a story kept for readers without scripts is read", "[ingest][html]") {
  std::string story;
  for (int i = 0; i < 8; ++i) story += kProse;
  CHECK(holds(read("<title>T</title><body><div id=app></div><noscript>" + story + "</noscript>").text, "The harbour"));
}

TEST_CASE("a picture's title that closes itself swallows nothing", "[ingest][html]") {
  CHECK(
      holds(read(std::string{"<title>T</title><svg><title/><path d=M0/></svg><article>"} + kProse + "</article>").text,
            "The harbour"));
}

TEST_CASE("a script written by a script ends where the outer one does", "[ingest][html]") {
  const std::string inner = "<script><!-- document.write('<script>x</script>'); hidden words --></script>";
  CHECK(text_of(inner + kProse).find("hidden words") == std::string::npos);
  // One that never ends hides nothing.
  CHECK(holds(text_of("<script><!-- '<script>' </script>" + std::string{kProse}), "Nobody was hurt."));
}

TEST_CASE("a link of the story around a picture has an empty place", "[ingest][html]") {
  const SourceText source =
      read(std::string{"<title>T</title><article>"} + kProse +
           "<p><a href=https://archive.example/crane><img src=c.png></a></p>" + kProse + "</article>");
  REQUIRE(source.links.size() == 1);
  CHECK(source.links[0].url == "https://archive.example/crane");
  CHECK(source.links[0].text.size() == 0);
}

TEST_CASE("a line that names the story's source stays, one that leads to another story goes", "[ingest][html]") {
  const std::string story =
      "<p>The gate at Calder was open for nine hours on Sunday, and four ships are waiting outside the bay for the "
      "tide to "
      "turn before they can come in.</p>";
  const std::string more =
      "<p>The harbour master said that nobody had been at the wheel of the pump since the morning.</p>";
  const std::string page =
      "<html><head><title>Gate</title></head><body><article><h1>Gate</h1>" + story +
      "<div class='inline-rec'><b>READ ALSO</b> <a href='https://calder.example/x'>Bye-bye, bridge</a></div>" + more +
      "<p class='src'>Source: <a href='https://osmund.example/gate'>Osmund Press</a></p>" + "</article></body></html>";
  const std::string text = read(page).text;
  CHECK(text.find("READ ALSO") == std::string::npos);
  CHECK(text.find("Source: Osmund Press") != std::string::npos);
}

TEST_CASE("links of lines left out beside the story have empty places, and nothing is cited by them",
          "[ingest][html]") {
  const std::string page =
      std::string{"<title>T</title><article>"} + kProse +
      "<p><a href=https://gauge.example/boats>Related: Six boats that sank in the spring</a></p>" + kProse +
      "<h3>Sources:</h3><ul><li><a href=https://archive.example/log>https://archive.example/log"
      "</a></li><li><a href=https://archive.example/chart>https://archive.example/chart</a></li>"
      "</ul></article><footer><ul><li><a href=https://news.example/terms>Terms</a></li></ul></footer>";
  const SourceText source = read(page);
  CHECK_FALSE(holds(source.text, "Six boats"));
  std::vector<std::string> urls;
  for (const Link& link : source.links) {
    urls.push_back(link.url);
    CHECK(link.text.end <= source.text.size());
    if (link.url == "https://gauge.example/boats") CHECK(link.text.size() == 0);
  }
  CHECK(urls == std::vector<std::string>{"https://gauge.example/boats", "https://archive.example/log",
                                         "https://archive.example/chart"});
  ExtractOptions options;
  options.format = Format::kHtml;
  const Result<Extraction> e = extract(page, options);
  REQUIRE(e.has_value());
  for (const Citation& c : e->citations) {
    for (const ByteSpan& span : c.evidence) CHECK(span.size() > 0);
  }
}
