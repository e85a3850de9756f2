#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "headwater/schema/vocabulary.h"

namespace headwater {
namespace {

// Spellings and numbers both stand outside this program, in JSON and in stores: this list may grow, never change.
template <class T, class Parse>
std::string list(Parse parse) {
  std::string out;
  for (int n = 0; n < 256; ++n) {
    const auto value = static_cast<T>(n);
    if (parse(to_string(value)) == value) out += std::to_string(n) + " " + std::string{to_string(value)} + "\n";
  }
  return out;
}

TEST_CASE("spellings and numbers of the closed sets never change", "[schema][vocabulary]") {
  CHECK(list<Format>(parse_format) ==
        "0 text\n1 html\n2 pdf\n3 mail\n4 feed\n5 json_lines\n6 stix\n7 claim_review\n8 mailbox\n9 warc\n10 gzip\n"
        "11 zstd\n");
  CHECK(list<RawCoding>(parse_raw_coding) == "0 plain\n1 quoted-printable\n2 base64\n3 json\n4 xml\n5 page\n");
  CHECK(list<DocumentKind>(parse_document_kind) == "0 article\n1 report\n2 statement\n3 transcript\n4 other\n");
  CHECK(list<Medium>(parse_medium) ==
        "0 unknown\n1 article\n2 report\n3 statement\n4 fax\n5 email\n6 letter\n7 news_conference\n8 interview\n"
        "9 speech\n10 testimony\n11 filing\n12 social_post\n13 broadcast\n14 image\n");
  CHECK(list<AgentKind>(parse_agent_kind) == "0 person\n1 organisation\n2 outlet\n3 government\n4 group\n");
  CHECK(list<ClaimForm>(parse_claim_form) == "0 direct\n1 mixed\n2 indirect\n3 own\n");
  CHECK(list<Polarity>(parse_polarity) == "0 asserts\n1 denies\n2 doubts\n3 declines\n");
  CHECK(list<EndClass>(parse_end_class) ==
        "0 primary\n1 firsthand\n2 anonymous\n3 referenced\n4 unattributed\n5 circular\n");
  CHECK(list<CitationHow>(parse_citation_how) ==
        "0 named\n1 link\n2 first_reported\n3 credit\n4 hat_tip\n5 image\n6 byline\n7 contributed\n8 shared_text\n");
  CHECK(list<Relation>(parse_relation) ==
        "1 made_in\n2 said_by\n3 said_in\n4 reported_by\n5 repeats\n6 disputes\n7 cites\n8 issued_by\n"
        "9 delivered_to\n10 speaks_for\n11 same_as\n");
}

TEST_CASE("a word outside its set is nothing", "[schema][vocabulary]") {
  CHECK_FALSE(parse_medium("Fax").has_value());
  CHECK_FALSE(parse_medium("").has_value());
  CHECK_FALSE(parse_relation("said").has_value());
  CHECK_FALSE(parse_format("pdf?").has_value());
}

}  // namespace
}  // namespace headwater
