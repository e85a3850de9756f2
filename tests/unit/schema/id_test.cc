#include <catch2/catch.hpp>
#include <unordered_set>

#include "headwater/schema/id.h"
#include "random_records.h"

namespace headwater {
namespace {

TEST_CASE("the text form of a node leads back to it", "[schema][id][property]") {
  test::Random random{1};
  for (int i = 0; i < 1000; ++i) {
    const NodeId node = test::any_node(random);
    REQUIRE(NodeId::parse(to_string(node)) == node);
    REQUIRE(NodeId::decode(node.view()) == node);
  }
}

TEST_CASE("a text form has the letter of its kind and one length", "[schema][id]") {
  CHECK(to_string(DocumentId{}) == "d0000000000000000");
  CHECK(to_string(ClaimId{}) == "c000000000000000000000000");
  CHECK(to_string(AgentId{}) == "a0000000000000000");
  CHECK(to_string(NodeId{}).empty());
  for (const char* bad :
       {"", "d", "x0000000000000000", "d000000000000000", "d00000000000000000", "c0000000000000000",
        "D0000000000000000", "d00000000000000zz", "d0000000000000 00", "dABCDEF0123456789", "dabcdef012345678\xc3"}) {
    INFO(bad);
    CHECK_FALSE(NodeId::parse(bad).has_value());
  }
}

TEST_CASE("bytes of the wrong kind or length are no node", "[schema][id]") {
  CHECK_FALSE(NodeId::decode("").has_value());
  CHECK_FALSE(NodeId::decode("d1234567").has_value());
  CHECK_FALSE(NodeId::decode("d123456789").has_value());
  CHECK_FALSE(NodeId::decode("c12345678").has_value());
  CHECK_FALSE(NodeId::decode("x12345678").has_value());
  CHECK(NodeId::decode("c123456789012").has_value());
}

TEST_CASE("a node gives its id back to its own kind only", "[schema][id]") {
  const DocumentId document = document_id_of("x");
  CHECK(NodeId{document}.document() == document);
  CHECK_FALSE(NodeId{document}.claim().has_value());
  CHECK_FALSE(NodeId{document}.agent().has_value());
  CHECK_FALSE(NodeId{}.document().has_value());
  CHECK(NodeId{agent_id_of("x")} != NodeId{document});
}

TEST_CASE("equal keys give equal ids, other keys others", "[schema][id]") {
  std::unordered_set<DocumentId> seen;
  for (int i = 0; i < 10'000; ++i) seen.insert(document_id_of(std::to_string(i)));
  CHECK(seen.size() == 10'000);
  CHECK(document_id_of("a") == document_id_of("a"));
}

TEST_CASE("claims of a document are neighbours and lead back to it", "[schema][id]") {
  const DocumentId a = document_id_of("a");
  const ClaimId claim = claim_id_of(a, "4-9");
  CHECK(document_of(claim) == a);
  CHECK(claim != claim_id_of(a, "4-9", 1));
  CHECK(claim != claim_id_of(document_id_of("b"), "4-9"));
  const DocumentId b = document_id_of("b");
  for (int i = 0; i < 100; ++i) {
    const ClaimId of_a = claim_id_of(a, std::to_string(i));
    const ClaimId of_b = claim_id_of(b, std::to_string(i));
    CHECK((of_a < of_b) == (a < b));
  }
}

TEST_CASE("ids sort as their bytes do", "[schema][id][property]") {
  test::Random random{2};
  for (int i = 0; i < 1000; ++i) {
    const auto a = random.id<AgentId>();
    const auto b = random.id<AgentId>();
    REQUIRE((a < b) == (a.view() < b.view()));
  }
}

TEST_CASE("SHA-256 is the one of FIPS 180-4", "[schema][id]") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

}  // namespace
}  // namespace headwater
