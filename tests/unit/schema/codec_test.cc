#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>

#include "headwater/schema/codec.h"
#include "random_records.h"

namespace headwater {
namespace {

using test::Random;

// Exactly `bytes` on the heap, so that a sanitizer sees the first byte too far.
class Exact {
 public:
  explicit Exact(std::string_view bytes) : size_{bytes.size()}, copy_{new char[bytes.size()]} {
    if (size_ != 0) std::memcpy(copy_.get(), bytes.data(), size_);
  }
  [[nodiscard]] std::string_view view() const { return {copy_.get(), size_}; }

 private:
  std::size_t size_;
  std::unique_ptr<char[]> copy_;
};

const DocumentId kWriter = document_id_of("writer");

// One kind of value: how a random one is made, and what a decoder says of bytes. `decode` gives the bytes that the
// decoded value encodes to, or the error.
struct Kind {
  const char* name;
  std::string (*encoded)(Random&);
  Result<std::string> (*decode)(std::string_view);
  bool ends_anywhere = false;  // a list that ends where its bytes do
};

template <class T>
Result<std::string> again(const Result<T>& value) {
  if (!value.has_value()) return value.error();
  return codec::encode(*value);
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all{
      {"document", [](Random& r) { return codec::encode(test::any_document(r, {})); },
       [](std::string_view b) { return again(codec::decode_document({}, b)); }},
      {"claim", [](Random& r) { return codec::encode(test::any_claim(r, {})); },
       [](std::string_view b) { return again(codec::decode_claim({}, b)); }},
      {"agent", [](Random& r) { return codec::encode(test::any_agent(r, {})); },
       [](std::string_view b) { return again(codec::decode_agent({}, b)); }},
      {"edges", [](Random& r) { return codec::encode_edges(kWriter, test::any_stated_edges(r, kWriter)); },
       [](std::string_view b) -> Result<std::string> {
         const Result<std::vector<Edge>> edges = codec::decode_edges(kWriter, b);
         if (!edges.has_value()) return edges.error();
         return codec::encode_edges(kWriter, *edges);
       }},
      {"text",
       [](Random& r) {
         const codec::TextValue value = test::any_text_value(r);
         return codec::encode_text(value.text, value.map, value.links, value.boilerplate);
       },
       [](std::string_view b) -> Result<std::string> {
         const Result<codec::TextValue> value = codec::decode_text(b);
         if (!value.has_value()) return value.error();
         return codec::encode_text(value->text, value->map, value->links, value->boilerplate);
       }},
      {"state",
       [](Random& r) {
         return codec::encode(codec::StateValue{r.any(), r.any() >> 40, 0, 127, 128, r.any() >> r.below(64)});
       },
       [](std::string_view b) { return again(codec::decode_state(b)); }, true},
      {"judgement", [](Random& r) { return codec::encode(test::any_judgement(r)); },
       [](std::string_view b) { return again(codec::decode_judgement(7, b)); }},
      {"manifest",
       [](Random& r) {
         std::set<std::string> keys;
         for (std::size_t n = r.below(20); n > 0; --n) {
           keys.insert(codec::word_key(test::some_words(r, 1), test::any_node(r)));
         }
         return codec::encode_manifest({keys.begin(), keys.end()});
       },
       [](std::string_view b) -> Result<std::string> {
         const Result<std::vector<std::string>> keys = codec::decode_manifest(b);
         if (!keys.has_value()) return keys.error();
         return codec::encode_manifest(*keys);
       }},
      {"ordinals",
       [](Random& r) {
         std::set<std::uint32_t> some{static_cast<std::uint32_t>(r.any())};
         for (std::size_t n = r.below(6); n > 0; --n) some.insert(static_cast<std::uint32_t>(r.any() >> r.below(40)));
         return codec::encode_ordinals({some.begin(), some.end()});
       },
       [](std::string_view b) -> Result<std::string> {
         const Result<std::vector<std::uint32_t>> ordinals = codec::decode_ordinals(b);
         if (!ordinals.has_value()) return ordinals.error();
         return codec::encode_ordinals(*ordinals);
       },
       true},
      {"claims",
       [](Random& r) {
         std::set<ClaimId> some{claim_id_of(kWriter, r.bytes(4))};
         for (std::size_t n = r.below(6); n > 0; --n) some.insert(claim_id_of(kWriter, r.bytes(4)));
         return codec::encode_claims_with_word({some.begin(), some.end()});
       },
       [](std::string_view b) -> Result<std::string> {
         const Result<std::vector<ClaimId>> claims = codec::decode_claims_with_word(kWriter, b);
         if (!claims.has_value()) return claims.error();
         return codec::encode_claims_with_word(*claims);
       },
       true},
  };
  return all;
}

TEST_CASE("a record comes back from its bytes as it was", "[schema][codec][property]") {
  Random random{1};
  for (int i = 0; i < 2000; ++i) {
    const auto document = test::any_document(random, random.id<DocumentId>());
    REQUIRE(codec::decode_document(document.id, Exact{codec::encode(document)}.view()).value() == document);
    const auto claim = test::any_claim(random, random.id<ClaimId>());
    REQUIRE(codec::decode_claim(claim.id, Exact{codec::encode(claim)}.view()).value() == claim);
    const auto agent = test::any_agent(random, random.id<AgentId>());
    REQUIRE(codec::decode_agent(agent.id, Exact{codec::encode(agent)}.view()).value() == agent);
    const auto text = test::any_text_value(random);
    REQUIRE(codec::decode_text(Exact{codec::encode_text(text.text, text.map, text.links, text.boilerplate)}.view())
                .value() == text);
    const codec::StateValue state{random.any(), 1, 2, random.any(), 4, random.any() >> 33, random.below(3)};
    REQUIRE(codec::decode_state(Exact{codec::encode(state)}.view()).value() == state);
  }
}

TEST_CASE("stated edges are read one by one as they are read together", "[schema][codec][property]") {
  Random random{8};
  for (int i = 0; i < 1000; ++i) {
    const std::vector<Edge> edges = test::any_stated_edges(random, kWriter);
    const Exact bytes{codec::encode_edges(kWriter, edges)};
    REQUIRE(codec::decode_edges(kWriter, bytes.view()).value() == edges);
    const codec::StatedEdges stated = codec::StatedEdges::open(kWriter, bytes.view()).value();
    REQUIRE(stated.size().value() == edges.size());
    std::vector<EdgeEnds> ends;
    REQUIRE(stated.ends([&](const EdgeEnds& of) { ends.push_back(of); }).has_value());
    std::vector<std::uint32_t> some;
    std::vector<Edge> wanted;
    for (std::uint32_t n = 0; n < edges.size(); ++n) {
      REQUIRE(ends.at(n) == ends_of(edges[n]));
      if (!random.chance(40)) continue;
      some.push_back(n);
      wanted.push_back(edges[n]);
    }
    std::vector<Edge> got;
    REQUIRE(stated.at(some, got).has_value());
    REQUIRE(got == wanted);
    REQUIRE_FALSE(stated.at({static_cast<std::uint32_t>(edges.size())}, got).has_value());
    const NodeId& node = edges[random.below(edges.size())].from;
    wanted.clear();
    std::copy_if(edges.begin(), edges.end(), std::back_inserter(wanted),
                 [&](const Edge& edge) { return edge.from == node; });
    got.clear();
    REQUIRE(stated.from(node, got).has_value());
    REQUIRE(got == wanted);
  }
}

TEST_CASE("every value of every closed set comes back", "[schema][codec]") {
  Document document;
  for (int i = 0; i < 256; ++i) {
    const auto n = static_cast<std::uint8_t>(i);
    const auto known = [&](auto parse, auto value) { return parse(to_string(value)) == value; };
    if (document.kind = static_cast<DocumentKind>(n); known(parse_document_kind, document.kind)) {
      CHECK(codec::decode_document({}, codec::encode(document)).value().kind == document.kind);
    } else {
      CHECK(codec::decode_document({}, codec::encode(document)).error().code == ErrorCode::kCorruption);
    }
    document.kind = DocumentKind::kArticle;
    if (document.medium = static_cast<Medium>(n); known(parse_medium, document.medium)) {
      CHECK(codec::decode_document({}, codec::encode(document)).value().medium == document.medium);
    } else {
      CHECK(codec::decode_document({}, codec::encode(document)).error().code == ErrorCode::kCorruption);
    }
    document.medium = Medium::kUnknown;
    Claim claim;
    if (claim.end = static_cast<EndClass>(n); known(parse_end_class, claim.end)) {
      CHECK(codec::decode_claim({}, codec::encode(claim)).value().end == claim.end);
    } else {
      CHECK(codec::decode_claim({}, codec::encode(claim)).error().code == ErrorCode::kCorruption);
    }
    const codec::PlaceKey key{AgentId{}, static_cast<Relation>(n), {}};
    if (known(parse_relation, key.relation)) {
      CHECK(codec::decode_place_key(codec::into_key(key)).value().relation == key.relation);
    } else {
      CHECK(codec::decode_place_key(codec::into_key(key)).error().code == ErrorCode::kCorruption);
    }
  }
}

TEST_CASE("a value cut short anywhere is corruption", "[schema][codec][fault]") {
  Random random{2};
  for (const Kind& kind : kinds()) {
    if (kind.ends_anywhere) continue;
    INFO(kind.name);
    for (int i = 0; i < 50; ++i) {
      const std::string bytes = kind.encoded(random);
      REQUIRE(kind.decode(bytes).value() == bytes);
      for (std::size_t n = 0; n < bytes.size(); ++n) {
        const Result<std::string> cut = kind.decode(Exact{std::string_view{bytes}.substr(0, n)}.view());
        REQUIRE_FALSE(cut.has_value());
        REQUIRE(cut.error().code == ErrorCode::kCorruption);
      }
      REQUIRE(kind.decode(bytes + "x").error().code == ErrorCode::kCorruption);
    }
  }
}

TEST_CASE("changed bytes either are corruption or encode to themselves", "[schema][codec][fault]") {
  Random random{3};
  for (const Kind& kind : kinds()) {
    INFO(kind.name);
    int refused = 0;
    for (int i = 0; i < 4000; ++i) {
      std::string bytes = i % 4 == 0 ? random.bytes(40) : kind.encoded(random);
      for (std::size_t n = 1 + random.below(3); n > 0 && !bytes.empty(); --n) {
        bytes[random.below(bytes.size())] = static_cast<char>(random.chance(30) ? 0xff : random.any());
      }
      const Result<std::string> decoded = kind.decode(Exact{bytes}.view());
      if (decoded.has_value()) {
        REQUIRE(*decoded == bytes);
      } else {
        REQUIRE(decoded.error().code == ErrorCode::kCorruption);
        ++refused;
      }
    }
    CHECK(refused > 100);
  }
}

TEST_CASE("a count larger than the bytes that follow is refused before any room is made", "[schema][codec][fault]") {
  const std::string huge("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10);
  CHECK(codec::decode_claim({}, huge).error().code == ErrorCode::kCorruption);
  CHECK(codec::decode_text(huge).error().code == ErrorCode::kCorruption);
  CHECK(codec::decode_manifest(huge).error().code == ErrorCode::kCorruption);
  CHECK(codec::decode_agent({}, huge).error().code == ErrorCode::kCorruption);
}

TEST_CASE("a manifest cannot unfold to more than its keys may hold", "[schema][codec][fault]") {
  // Each entry shares all of the one before and adds a byte: 20,000 keys of up to 20,000 bytes, were it allowed.
  std::string bytes("\xa0\x9c\x01", 3);
  const auto varint = [](std::size_t n) {
    std::string out;
    for (; n >= 0x80; n >>= 7) out.push_back(static_cast<char>(n | 0x80));
    out.push_back(static_cast<char>(n));
    return out;
  };
  for (std::size_t i = 0; i < 20000; ++i) bytes += varint(i) + std::string("\1z", 2);
  CHECK(codec::decode_manifest(bytes).error().code == ErrorCode::kCorruption);
}

TEST_CASE("what cannot be told is written as what can", "[schema][codec]") {
  Claim claim;
  claim.confidence = std::numeric_limits<double>::quiet_NaN();
  claim.certainty = std::numeric_limits<double>::infinity();
  claim.content = {{9, 4}};
  const Claim again = codec::decode_claim({}, codec::encode(claim)).value();
  CHECK(again.confidence == 0);
  CHECK(again.certainty == 0);
  CHECK(again.content == Spans{{9, 9}});
}

TEST_CASE("the format record tells a store from anything else", "[schema][codec]") {
  CHECK(codec::decode_format(codec::encode_format(1)).value() == 1);
  CHECK(codec::decode_format(codec::encode_format(0xfffffffe)).value() == 0xfffffffe);
  CHECK(codec::decode_format("leveldb").error().code == ErrorCode::kInvalidArgument);
  CHECK(codec::decode_format("").error().code == ErrorCode::kInvalidArgument);
  CHECK(codec::decode_format("headwater\0\0").error().code == ErrorCode::kCorruption);
}

TEST_CASE("a key comes back from its bytes as it was", "[schema][codec][property]") {
  Random random{4};
  for (int i = 0; i < 2000; ++i) {
    const codec::PlaceKey place{test::any_node(random), random.one_of(Relation::kMadeIn, Relation::kSameAs),
                                random.id<DocumentId>()};
    REQUIRE(codec::decode_place_key(codec::into_key(place)).value() == place);
    REQUIRE(codec::decode_place_key(codec::out_key(place)).value() == place);
    const NodeId node = test::any_node(random);
    const NodeId home = node.claim() ? NodeId{document_of(*node.claim())} : node;
    const codec::WordKey word{test::some_words(random, 2), node.kind(), home};
    REQUIRE(codec::decode_word_key(codec::word_key(word.word, node)).value() == word);
    const codec::PublisherKey publisher{test::some_words(random, 4), random.id<DocumentId>()};
    REQUIRE(codec::decode_publisher_key(codec::publisher_key(publisher.name_key, publisher.document)).value() ==
            publisher);
    const codec::StatementKey about{random.chance(50) ? NodeId{random.id<AgentId>()} : NodeId{random.id<DocumentId>()},
                                    random.id<DocumentId>()};
    REQUIRE(codec::decode_statement_key(codec::statement_key(about)).value() == about);
    const auto document = random.id<DocumentId>();
    REQUIRE(codec::decode_document_key(codec::text_key(document)).value() == document);
    REQUIRE(codec::decode_sha256_key(codec::sha256_key(sha256_hex("x"), document)).value() == document);
    REQUIRE(codec::decode_manifest_key(codec::manifest_key(document)).value() == NodeId{document});
  }
}

TEST_CASE("keys sort as what they name", "[schema][codec][property]") {
  Random random{5};
  for (int i = 0; i < 2000; ++i) {
    const auto a = random.id<ClaimId>();
    const auto b = random.id<ClaimId>();
    REQUIRE((a < b) == (codec::claim_key(a) < codec::claim_key(b)));
    // Of one node: by relation, then by the document that states them.
    const NodeId node = test::any_node(random);
    const codec::PlaceKey x{node, random.one_of(Relation::kMadeIn, Relation::kSameAs), random.id<DocumentId>()};
    const codec::PlaceKey y{node, random.one_of(Relation::kMadeIn, Relation::kSameAs), random.id<DocumentId>()};
    REQUIRE((x < y) == (codec::into_key(x) < codec::into_key(y)));
  }
}

TEST_CASE("a key cut short, too long or of another tag is corruption", "[schema][codec][fault]") {
  Random random{6};
  const std::string key = codec::into_key({random.id<AgentId>(), Relation::kSaidBy, random.id<DocumentId>()});
  for (std::size_t n = 0; n < key.size(); ++n) {
    CHECK(codec::decode_place_key(Exact{std::string_view{key}.substr(0, n)}.view()).error().code ==
          ErrorCode::kCorruption);
  }
  CHECK_FALSE(codec::decode_place_key(key + "x").has_value());
  CHECK_FALSE(codec::decode_claim_key(key).has_value());
  CHECK_FALSE(codec::decode_agent_key(codec::claim_key(random.id<ClaimId>())).has_value());
  CHECK_FALSE(codec::decode_word_key("wc").has_value());
  CHECK_FALSE(codec::decode_word_key("wcword").has_value());
  CHECK_FALSE(codec::decode_manifest_key(codec::manifest_key(random.id<ClaimId>())).has_value());
}

TEST_CASE("no key is longer than the bound, whatever the word", "[schema][codec]") {
  const std::string endless(100'000, 'a');
  CHECK(codec::word_key(endless, ClaimId{}).size() <= codec::kMaxKeyBytes);
  CHECK(codec::publisher_key(endless, DocumentId{}).size() <= codec::kMaxKeyBytes);
  CHECK(codec::word_key(endless, ClaimId{}).starts_with(codec::word_prefix(NodeKind::kClaim, endless)));
}

TEST_CASE("a hash key wants 64 lower-case hex digits", "[schema][codec]") {
  CHECK(codec::sha256_prefix(sha256_hex("a")).size() == 33);
  CHECK(codec::sha256_prefix("").empty());
  CHECK(codec::sha256_prefix(std::string(64, 'g')).empty());
  CHECK(codec::sha256_prefix(std::string(64, 'A')).empty());
  CHECK(codec::sha256_prefix(std::string(63, 'a')).empty());
}

TEST_CASE("the end of a prefix is the first key after it", "[schema][codec]") {
  CHECK(codec::after_prefix("ab") == "ac");
  CHECK(codec::after_prefix("a\xff\xff") == "b");
  CHECK(codec::after_prefix("\xff\xff").empty());
  CHECK(codec::after_prefix("").empty());
}

TEST_CASE("a document without the fields of format 2 is written as format 1 had it", "[schema][codec]") {
  Document document;
  document.id = NodeId::parse("d0102030405060708")->document().value();
  document.held = true;
  document.title = "Dam";
  const std::string plain = codec::encode(document);
  CHECK(plain[0] == 1);
  document.family = "Wending Holding";
  std::string more = codec::encode(document);
  CHECK(more[0] == 3);
  CHECK(codec::decode_document(document.id, more).value() == document);
  // One spelling: more that is nothing, and flags that are none.
  CHECK_FALSE(codec::decode_document(document.id, "\3" + plain.substr(1) + std::string(4, '\0')).has_value());
  more[0] = 7;
  CHECK_FALSE(codec::decode_document(document.id, more).has_value());
}

TEST_CASE("the worked example of FORMAT.md is what the code writes", "[schema][codec]") {
  const auto hex = [](std::string_view bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
      if (!out.empty()) out += ' ';
      out += kDigits[static_cast<std::uint8_t>(c) >> 4];
      out += kDigits[static_cast<std::uint8_t>(c) & 15];
    }
    return out;
  };
  const DocumentId document = NodeId::parse("d0102030405060708")->document().value();
  const ClaimId claim = NodeId::parse("c0102030405060708a1a2a3a4")->claim().value();
  const AgentId agent = NodeId::parse("a1112131415161718")->agent().value();
  std::vector<Edge> edges{
      {claim, Relation::kSaidBy, agent, 0, {}, 0, {document, {{4, 20}, {25, 29}}, "cue-after@1", 0.5}},
      {claim, Relation::kMadeIn, document, 0, {}, 0, {document, {{30, 60}}, "cue-after@1", 0.5}}};
  codec::sort_edges(edges);

  std::ifstream file{std::string{HEADWATER_SOURCE_DIR} + "/schema/FORMAT.md"};
  std::string manual;
  for (std::string line; std::getline(file, line);) {
    const std::size_t from = line.find_first_not_of(' ');
    if (from != std::string::npos) manual += line.substr(from) + ' ';
  }
  CHECK_THAT(manual, Catch::Contains(hex(codec::edges_key(document))));
  CHECK_THAT(manual, Catch::Contains(hex(codec::into_key({agent, Relation::kSaidBy, document}))));
  CHECK_THAT(manual, Catch::Contains(hex(codec::encode_ordinals({1}))));
  CHECK_THAT(manual, Catch::Contains(hex(codec::encode_edges(document, edges))));
  CHECK_THAT(manual, Catch::Contains(hex(codec::encode_format(codec::kFormatVersion))));
}

// Writes the seeds of the fuzz target decode_value: a byte that picks the decoder, then a value of that kind.
TEST_CASE("seeds of decode_value", "[.make-corpus]") {
  const std::string folder = std::string{HEADWATER_SOURCE_DIR} + "/tests/fuzz/corpus/decode_value/";
  std::filesystem::create_directories(folder);
  Random random{7};
  char pick = 0;
  for (const Kind& kind : kinds()) {
    for (int i = 0; i < 2; ++i) {
      std::ofstream{folder + kind.name + "-" + std::to_string(i), std::ios::binary} << pick << kind.encoded(random);
    }
    ++pick;
  }
}

}  // namespace
}  // namespace headwater
