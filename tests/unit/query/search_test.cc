#include "headwater/query/search.h"

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

  Found find(std::string_view words, std::size_t limit = 20) {
    Result<Found> found = search(store_, words, {.limit = limit});
    REQUIRE(found.has_value());
    return *found;
  }

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
