#include "headwater/query/search.h"

#include <set>

#include <catch2/catch.hpp>

#include "affair.h"
#include "scratch.h"

using namespace headwater;
using namespace headwater::test;

namespace {

// A store with one document a claim, all in one publisher's name, and the story.
class Library {
 public:
  explicit Library(const std::vector<std::string>& claims) : store_{*Store::open(scratch_ / "db", {.sync = false})} {
    for (std::size_t i = 0; i < claims.size(); ++i) {
      const std::string path = "docs/" + std::to_string(i) + ".txt";
      put(store_, extraction_of(held_document(path, "Note " + std::to_string(i), "Quay Gazette", claims[i]), claims[i],
                                {claims[i]}));
    }
    put(store_, story());
  }

  std::vector<std::string> claims(std::string_view words, std::size_t limit = 20) {
    std::vector<std::string> out;
    for (const FoundClaim& one : find(words, limit).claims) out.push_back(one.claim.text);
    return out;
  }

  Found find(std::string_view words, std::size_t limit = 20) { return find(words, SearchOptions{.limit = limit}); }

  Found find(std::string_view words, const SearchOptions& options) {
    Result<Found> found = search(store_, words, options);
    REQUIRE(found.has_value());
    return *found;
  }

  Store& store() { return store_; }

 private:
  Scratch scratch_;
  Store store_;
};

const std::vector<std::string> kClaims{
    "The northern lock will stay closed until the engineers have inspected every gate",
    "Every gate of the northern canal was inspected in May",
    "Engineers closed 1,200 valves — “all of them” — before the flood",
    "The flood reached the market before noon",
    "The market will open at noon",
};

std::vector<std::string> texts(const Found& found) {
  std::vector<std::string> out;
  for (const FoundClaim& one : found.claims) out.push_back(one.claim.text);
  return out;
}

// What stands at the hits, "|" between them.
std::string hit_words(const FoundClaim& found) {
  std::string out;
  for (const ByteSpan hit : found.hits) out += (out.empty() ? "" : "|") + std::string{slice(found.claim.text, hit)};
  return out;
}

// A claim a document, each with its own day, outlet, medium, end and speaker.
struct Said {
  std::string text;
  std::string day;
  std::string outlet;
  std::string speaker;
  Medium medium = Medium::kArticle;
  EndClass end = EndClass::kFirsthand;
};

void put_said(Store& store, const std::vector<Said>& all) {
  for (std::size_t n = 0; n < all.size(); ++n) {
    const Said& said = all[n];
    Extraction e = extraction_of(held_document("said/" + std::to_string(n), "Title", said.outlet, said.text), said.text,
                                 {said.text});
    e.document.published = said.day.empty() ? std::nullopt : std::optional{*Date::parse(said.day)};
    e.document.medium = said.medium;
    e.claims[0].end = said.end;
    if (!said.speaker.empty()) {
      e.agents = {agent_of(said.speaker, AgentKind::kPerson)};
      e.claims[0].speaker = e.agents[0].id;
    }
    put(store, std::move(e));
  }
}

}  // namespace

TEST_CASE("any piece of a claim's own text finds that claim first", "[query][search]") {
  Library library{kClaims};
  for (const std::string& claim : kClaims) {
    for (std::size_t begin = 0; begin < claim.size(); begin += 3) {
      for (const std::size_t size : {std::size_t{9}, std::size_t{17}, std::size_t{40}, claim.size()}) {
        const std::string piece = claim.substr(begin, size);
        // Pieces cut inside a character are no piece of text.
        if (piece.size() < 6 || (piece[0] & 0xc0) == 0x80 || (claim.c_str()[begin + piece.size()] & 0xc0) == 0x80)
          continue;
        const std::vector<std::string> found = library.claims(piece);
        INFO("piece: " << piece);
        CHECK(std::find(found.begin(), found.end(), claim) != found.end());
      }
    }
  }
}

TEST_CASE("a single common word finds every claim that has it", "[query][search]") {
  std::vector<std::string> many;
  for (int i = 0; i < 1500; ++i) many.push_back("Barge number " + std::to_string(i) + " went past the weir");
  Library library{many};
  CHECK(library.claims("weir", 2000).size() == 1500);
  const Found cut = library.find("weir", 10);
  CHECK(cut.claims.size() == 10);
  CHECK(cut.truncated);
  CHECK(library.claims("number 1234 went").front() == many[1234]);
  CHECK(library.claims("umber 777 we").front() == many[777]);
}

TEST_CASE("words in order stand before words apart", "[query][search]") {
  Library library{
      {"Pumps failed at the mill", "At the mill nobody knew that the pumps had failed", "Mill pumps failed"}};
  CHECK(library.claims("mill pumps failed").front() == "Mill pumps failed");
  CHECK(library.claims("pumps failed at the mill").front() == "Pumps failed at the mill");
}

TEST_CASE("no word is required, and rare words weigh more", "[query][search]") {
  Library library{kClaims};
  const std::vector<std::string> found = library.claims("valves the nonexistent");
  REQUIRE_FALSE(found.empty());
  CHECK(found.front() == kClaims[2]);
}

TEST_CASE("quotes, dashes, case and thousands separators are folded", "[query][search]") {
  Library library{kClaims};
  CHECK(library.claims("1200 VALVES - \"all of them\" -").front() == kClaims[2]);
  CHECK(library.claims("“ALL of them”").front() == kClaims[2]);
}

TEST_CASE("ties are in the order of ids", "[query][search]") {
  Library library{{"Same words here", "Same words here", "Same words here"}};
  const Found found = library.find("same words here");
  REQUIRE(found.claims.size() == 3);
  CHECK(found.claims[0].claim.id < found.claims[1].claim.id);
  CHECK(found.claims[1].claim.id < found.claims[2].claim.id);
}

TEST_CASE("a piece inside one word is found", "[query][search]") {
  Library library{kClaims};
  CHECK(library.claims("nginee").size() == 2);
  CHECK(library.claims("inspec").front().find("inspect") != std::string::npos);
}

TEST_CASE("agents are found by every form of their name, documents by title and publisher", "[query][search]") {
  Library library{kClaims};
  const Found works = library.find("ministry of works");
  REQUIRE_FALSE(works.agents.empty());
  CHECK(works.agents.front().name == "Ministry of Works");
  const Found post = library.find("Lower Valley Post");
  REQUIRE_FALSE(post.documents.empty());
  CHECK(post.documents.front().title == "Dam \"sound\"");
  CHECK(library.find("Note 3").documents.front().title == "Note 3");
}

TEST_CASE("nothing found is an empty answer, and no words are an error", "[query][search]") {
  Library library{kClaims};
  const Found nothing = library.find("zyxwvut");
  CHECK(nothing.claims.empty());
  CHECK(nothing.documents.empty());
  CHECK(nothing.agents.empty());
  Scratch scratch;
  const Store empty = *Store::open(scratch / "db", {});
  CHECK(search(empty, "word", {})->claims.empty());
  for (const std::string& words : {std::string{}, std::string{" \xe2\x80\x94 ..."}, std::string(10'001, 'a')}) {
    const Result<Found> found = search(empty, words, {});
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().code == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("words in double quotes stand next to each other, in their order", "[query][search]") {
  Library library{{"The old weir gate failed", "The gate of the old weir failed", "An old gate, the weir: it failed",
                   "Old gates of a weir"}};
  CHECK(library.claims("\"old weir\"").size() == 2);
  CHECK(library.claims("\"weir gate\"") == std::vector<std::string>{"The old weir gate failed"});
  CHECK(library.claims("“Weir Gate”").size() == 1);
  CHECK(library.claims("\"gate weir\"").empty());
  CHECK(library.claims("\"old weir\" \"failed\"").size() == 2);
  CHECK(library.claims("failed \"the weir\"") == std::vector<std::string>{"An old gate, the weir: it failed"});
  CHECK(library.claims("\"old gat\"").empty());
  CHECK(library.claims("\"old zyxw\"").empty());
  CHECK(library.claims("old weir gate").size() == 4);
  // A quote that nothing closes is cut out of a text.
  CHECK(library.claims("\"old weir").size() == 4);
  CHECK(library.find("\"lower valley\" dam").documents.size() == 1);
  CHECK(library.find("\"valley lower\" dam").documents.empty());
  CHECK(library.find("\"of works\" dam").agents.size() == 1);
  CHECK(library.find("\"works of\" dam").agents.empty());
}

TEST_CASE("hits are places in the claim's words, and a snippet has most of them", "[query][search]") {
  std::string lengthy;
  for (int n = 0; n < 60; ++n) lengthy += "nothing here ";
  lengthy += "until the Schloß’s gates, 1,200 of them, opened";
  for (int n = 0; n < 60; ++n) lengthy += " nothing there";
  Library library{{lengthy, "Only one gates"}};
  const Found found = library.find("schloß 1200 gates");
  REQUIRE(found.claims.size() == 2);
  const FoundClaim& first = found.claims[0];
  CHECK(hit_words(first) == "Schloß’s|gates|1,200");
  CHECK(first.snippet.end - first.snippet.begin <= 240);
  CHECK(first.snippet.end - first.snippet.begin > 200);
  for (const ByteSpan hit : first.hits) {
    CHECK(first.snippet.begin <= hit.begin);
    CHECK(hit.end <= first.snippet.end);
  }
  CHECK(slice(lengthy, first.snippet).starts_with("here nothing"));
  CHECK(found.claims[1].snippet == ByteSpan{0, 14});
  CHECK(hit_words(library.find("ates 1,200 of the").claims.at(0)) == "the|gates|1,200|of|them");
}

TEST_CASE("pages have everything once, in the order of one list", "[query][search]") {
  std::vector<std::string> many;
  for (int i = 0; i < 150; ++i) many.push_back("Barge number " + std::to_string(i) + " went past the weir");
  Library library{many};
  for (const std::string& words : {std::string{"weir"}, std::string{"barge number past the weir quay"}}) {
    INFO(words);
    SearchOptions options{.limit = 7};
    std::vector<std::string> paged;
    std::size_t pages = 0;
    for (; pages < 100; ++pages) {
      const Found page = library.find(words, options);
      for (const FoundClaim& one : page.claims) paged.push_back(one.claim.text);
      CHECK(page.claims.size() <= 7);
      CHECK(page.truncated == !page.next.empty());
      options.after = page.next;
      if (page.next.empty()) break;
    }
    CHECK(pages > 20);
    const std::set<std::string> all(paged.begin(), paged.end());
    CHECK(all.size() == paged.size());
    CHECK(std::all_of(many.begin(), many.end(), [&](const std::string& one) { return all.contains(one); }));
    CHECK(library.find(words, {.limit = 7}).claims.front().claim.text == paged.front());
  }
  for (const char* after :
       {"1", "1.2", "x-x", "1.2-3.4-5.6-", "a.b-x-x", "1.-x-x", "99999999999999999999.1-x-x", "-1.2-x-x"}) {
    INFO(after);
    CHECK(search(library.store(), "weir", {.after = after}).error().code == ErrorCode::kInvalidArgument);
  }
  CHECK(library.find("weir", {.after = "1000000.1000000-x-x"}).claims.empty());
}

TEST_CASE("a filter keeps what all of it holds for", "[query][search]") {
  Library library{kClaims};
  put_said(library.store(),
           {{"Sluice one is shut", "2031-01-10", "Quay Gazette", "Ada Brook"},
            {"Sluice two is shut", "2031-02-10", "Quay Gazette", "Bo Ferris", Medium::kBroadcast},
            {"Sluice three is shut", "2031-03", "The Lock Times", "Ada Brook", Medium::kArticle, EndClass::kAnonymous},
            {"Sluice four is shut", "", "Lock Times", "Ada Brook Senior"},
            {"Sluice five is shut", "2031-02-10T23:30:00+02:00", "", ""}});
  const auto with = [&](const SearchFilter& filter) {
    std::set<std::string> out;
    for (const std::string& text : texts(library.find("sluice shut", {.filter = filter})))
      out.insert(text.substr(7, text.find(' ', 7) - 7));
    return out;
  };
  using Set = std::set<std::string>;
  CHECK(with({}) == Set{"one", "two", "three", "four", "five"});
  CHECK(with({.agent = "Ada Brook"}) == Set{"one", "three"});
  CHECK(with({.agent = "brook ada"}) == Set{"one", "three", "four"});
  CHECK(with({.agent = "Brook"}) == Set{"one", "three", "four"});
  CHECK(with({.agent = to_string(agent_id_of("Bo Ferris"))}) == Set{"two"});
  CHECK(with({.agent = "Nobody Known"}).empty());
  CHECK(with({.outlet = "quay gazette"}) == Set{"one", "two"});
  CHECK(with({.outlet = "Lock Times"}) == Set{"three", "four"});
  CHECK(with({.outlet = "Gazette"}).empty());
  CHECK(with({.medium = Medium::kBroadcast}) == Set{"two"});
  CHECK(with({.end = EndClass::kAnonymous}) == Set{"three"});
  CHECK(with({.since = *Date::parse("2031-02-10")}) == Set{"two", "three", "five"});
  CHECK(with({.until = *Date::parse("2031-02-10")}) == Set{"one", "two", "five"});
  CHECK(with({.since = *Date::parse("2031-02"), .until = *Date::parse("2031-02")}) == Set{"two", "five"});
  CHECK(with({.since = *Date::parse("2031-W06"), .until = *Date::parse("2031")}) == Set{"two", "three", "five"});
  CHECK(with({.until = *Date::parse("2031-03-30")}) == Set{"one", "two", "five"});
  CHECK(with({.agent = "Ada Brook", .since = *Date::parse("2031-02-10")}) == Set{"three"});
  CHECK(with({.agent = "Ada Brook", .outlet = "Quay Gazette"}) == Set{"one"});
  CHECK(search(library.store(), "sluice", {.filter = {.agent = "d0123456789abcdef"}}).error().code ==
        ErrorCode::kInvalidArgument);
}

TEST_CASE("a medium is that of the document, or of the one in which the words were put out", "[query][search]") {
  Library library{kClaims};
  CHECK(texts(library.find("dam sound", {.filter = {.medium = Medium::kFax}})) ==
        std::vector<std::string>{"The dam is sound"});
  CHECK(library.find("works", {.filter = {.medium = Medium::kFax}}).documents.size() == 1);
  CHECK(library.find("dam sound", {.filter = {.medium = Medium::kSpeech}}).claims.empty());
}

TEST_CASE("what a filter cannot be told of is left out", "[query][search]") {
  Library library{kClaims};
  const std::string words = "ministry of works dam sound quay";
  CHECK_FALSE(library.find(words).agents.empty());
  CHECK(library.find(words, {.filter = {.outlet = "Quay Gazette"}}).agents.empty());
  CHECK(library.find(words, {.filter = {.outlet = "Quay Gazette"}}).documents.size() == kClaims.size());
  CHECK(library.find(words, {.filter = {.agent = "Ministry of Works"}}).documents.size() == 1);
  CHECK(library.find(words, {.filter = {.end = EndClass::kPrimary}}).documents.empty());
  CHECK(texts(library.find(words, {.filter = {.end = EndClass::kPrimary}})) ==
        std::vector<std::string>{"The dam is sound"});
}

TEST_CASE("a rare filter finds its claims among very many, a page at a time where nothing tells where they are",
          "[query][search]") {
  std::vector<Said> many;
  for (int n = 0; n < 900; ++n)
    many.push_back({"Sluice " + std::to_string(n) + " is shut", n % 300 == 7 ? "2032-01-01" : "2031-01-01",
                    n % 300 == 9 ? "Rare Paper" : "Quay Gazette", n % 300 == 11 ? "Ada Brook" : ""});
  Library library{kClaims};
  put_said(library.store(), many);
  CHECK(texts(library.find("sluice shut", {.filter = {.agent = "Ada Brook"}})).size() == 3);
  CHECK(texts(library.find("sluice shut", {.filter = {.outlet = "Rare Paper"}})).size() == 3);
  SearchOptions options{.filter = {.since = *Date::parse("2032")}};
  std::set<std::string> found;
  for (int pages = 0; pages < 10; ++pages) {
    const Found page = library.find("sluice shut", options);
    for (const std::string& text : texts(page)) found.insert(text);
    options.after = page.next;
    if (page.next.empty()) break;
    CHECK(page.truncated);
  }
  CHECK(found == std::set<std::string>{"Sluice 7 is shut", "Sluice 307 is shut", "Sluice 607 is shut"});
}

TEST_CASE("a name written wrong is read as the nearest, and the answer says so", "[query][search]") {
  Library library{kClaims};
  put_said(library.store(), {{"The breach came by mail", "2031-01-10", "Quay Gazette", "Mandiant"},
                             {"Nothing was taken", "2031-01-10", "Quay Gazette", "Emmerich Zoellner"}});
  struct Row {
    const char* words;
    const char* name;
    std::vector<Correction> corrected;
  };
  for (const Row& row :
       {Row{"Mandiat", "Mandiant", {{"mandiat", "mandiant"}}}, Row{"Nandiant", "Mandiant", {{"nandiant", "mandiant"}}},
        Row{"Mnadiant breach", "Mandiant", {{"mnadiant", "mandiant"}}},
        Row{"Madiannt", "Mandiant", {{"madiannt", "mandiant"}}},
        Row{"Zoelner", "Emmerich Zoellner", {{"zoelner", "zoellner"}}},
        Row{"ministyr of works", "Ministry of Works", {{"ministyr", "ministry"}}}}) {
    INFO(row.words);
    const Found found = library.find(row.words);
    REQUIRE_FALSE(found.agents.empty());
    CHECK(found.agents[0].name == row.name);
    CHECK(found.corrected == row.corrected);
  }
  // A title.
  CHECK(library.find("gazete").corrected == std::vector<Correction>{{"gazete", "gazette"}});
  // The claims of whom it is read as.
  CHECK(texts(library.find("Mandiat")) == std::vector<std::string>{"The breach came by mail"});
  CHECK(texts(library.find("taken", {.filter = {.agent = "Emerich Zoellner"}})).size() == 1);
  CHECK(library.find("taken", {.filter = {.agent = "Emerich Zoellner"}}).corrected.size() == 1);
  // Two slips in a short word, three in a long one, a wrong first letter with another slip, words that are there,
  // numbers, what is quoted, what begins a word.
  for (const char* words : {"wxxks", "xandant", "wurxs", "work", "flood", "1201", "\"mandiat\"", "mandia"}) {
    INFO(words);
    CHECK(library.find(words).corrected.empty());
  }
}

TEST_CASE("claims are found by who said them too, after those that have the words", "[query][search]") {
  Library library{kClaims};
  put_said(library.store(), {{"Everything is under control", "2031-01-10", "Quay Gazette", "Ada Brook"},
                             {"Somebody asked Ada Brook about it", "2031-01-10", "Quay Gazette", "Bo Ferris"}});
  CHECK(library.claims("Ada Brook") ==
        std::vector<std::string>{"Somebody asked Ada Brook about it", "Everything is under control"});
  CHECK(library.claims("Ada Brook control").front() == "Everything is under control");
}

TEST_CASE("however few postings may be read, the answer is sound and says that it was cut", "[query][search]") {
  std::vector<std::string> many;
  for (int i = 0; i < 3000; ++i) {
    many.push_back("The gate of the weir " + std::string(i % 2 == 0 ? "and" : "or") + " the lock went " +
                   std::string(i == 1234 ? "under" : "past"));
  }
  Library library{many};
  const SearchOptions few{.max_postings = 1};
  const Found common = library.find("the gate of and", few);
  CHECK(common.truncated);
  REQUIRE(common.claims.size() == 20);
  for (const FoundClaim& one : common.claims) CHECK(one.claim.text.find(" and ") != std::string::npos);
  CHECK(texts(library.find("weir or the lock went under", few)).size() == 20);
  CHECK(texts(library.find("the gate under", few)).front() == many[1234]);
  CHECK(texts(library.find("\"lock went\" gate", few)).size() == 20);
  CHECK(texts(library.find("\"went under\"", few)) == std::vector<std::string>{many[1234]});
  CHECK(texts(library.find("\"under went\"", few)).empty());
  CHECK(texts(library.find("under \"weir and\"", few)).front() == many[1234]);
  CHECK(texts(library.find("the gate", few)) == texts(library.find("the gate", few)));
}
