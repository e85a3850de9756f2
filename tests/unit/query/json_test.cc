#include "headwater/query/json.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "affair.h"

using namespace headwater;
using namespace headwater::test;
using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> keys(const Json& json) {
  std::vector<std::string> out;
  for (const auto& [key, value] : json.items()) out.push_back(key);
  return out;
}

using Keys = std::vector<std::string>;

const Keys kDocumentName{"id", "title", "url", "path", "medium", "held"};
const Keys kAgentName{"id", "name", "kind", "anonymous"};
const Keys kClaimName{"id", "text", "document", "content"};

std::string id_text(const NodeId& id) { return to_string(id); }

}  // namespace

TEST_CASE("an extraction is written as the contract has it, key by key", "[query][json]") {
  const Extraction e = story();
  const std::string document = id_text(e.document.id);
  const std::string fax = id_text(e.referenced[0].id);
  const std::string expected =
      R"({"document":{"id":")" + document +
      R"(","kind":"article","format":"text","title":"Dam \"sound\"","publisher":"Lower Valley Post","authors":[],)"
      R"("published":"2031-05-06","updated":null,"retrieved":null,"url":null,"copy_of":null,"family":"","language":"en","sha256":")" +
      e.document.sha256 +
      R"(","text_bytes":76,"behind_wall":false,"boilerplate":[],"path":"docs/story.txt","encoding":"UTF-8",)"
      R"("links":[{"url":"https://wending.example/dam","text":[57,75]}]},)"
      R"("citations":[{"how":"named","document":{"id":")" +
      fax +
      R"(","title":"","issuer":"Ministry of Works","url":null,"medium":"fax"},"evidence":[[48,53]]}],)"
      R"("claims":[{"id":")" +
      id_text(e.claims[0].id) +
      R"(","content":[[0,16]],"source":[[18,39]],"cue":[[40,44]],"text":"The dam is sound","form":"indirect",)"
      R"("polarity":"asserts","certainty":1.0,"speaker":{"id":")" +
      id_text(*e.claims[0].speaker) +
      R"(","name":"Ministry of Works","kind":"government","anonymous":false},"origin":{"id":")" + fax +
      R"(","title":"","issuer":"Ministry of Works","medium":"fax","date":null,"held":false},"via":[{"id":")" +
      id_text(e.claims[0].via[0]) +
      R"(","name":"Wending Agency","kind":"outlet","anonymous":false}],"end":"primary","confidence":0.9}]})";
  CHECK(to_json(e) == expected);
}

TEST_CASE("text and map come only when they are asked for", "[query][json]") {
  const Extraction e = story();
  CHECK_FALSE(Json::parse(to_json(e, false))["document"].contains("text"));
  const Json with = Json::parse(to_json(e, true))["document"];
  CHECK(with["text"] == e.text);
  CHECK(with["map"].dump() == "[[0,76,0,76]]");
}

TEST_CASE("what a claim does not have is null or an empty list", "[query][json]") {
  const Extraction e = extraction_of(held_document("p", "", "", "It rained."), "It rained.", {"It rained"});
  const Json claim = Json::parse(to_json(e))["claims"][0];
  CHECK(claim["speaker"].is_null());
  CHECK(claim["origin"].is_null());
  CHECK(claim["source"].dump() == "[]");
  CHECK(claim["cue"].dump() == "[]");
  CHECK(claim["via"].dump() == "[]");
  CHECK(Json::parse(to_json(e))["document"]["publisher"] == "");
}

TEST_CASE("the document a claim stands in can be its own origin, and is held", "[query][json]") {
  Extraction e = story();
  e.claims[0].origin = e.document.id;
  const Json origin = Json::parse(to_json(e))["claims"][0]["origin"];
  CHECK(origin["held"] == true);
  CHECK(origin["issuer"] == "Lower Valley Post");
  CHECK(origin["date"] == "2031-05-06");
}

TEST_CASE("bytes that are not UTF-8 are replaced, and the answer is still JSON on one line", "[query][json]") {
  Extraction e = story();
  e.document.title = "broken \xff\xc3 title\nsecond line\x1b";
  const std::string text = to_json(e);
  CHECK(text.find('\n') == std::string::npos);
  const Json json = Json::parse(text, nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  CHECK(json["document"]["title"] == "broken \xef\xbf\xbd\xef\xbf\xbd title\nsecond line\x1b");
}

TEST_CASE("a trace is written as the contract has it", "[query][json]") {
  const Extraction e = story();
  Trace trace;
  trace.claim = e.claims[0];
  trace.document = e.document;
  trace.chains.resize(1);
  trace.chains[0].steps = {{e.claims[0].id,
                            Relation::kSaidIn,
                            e.referenced[0].id,
                            {e.document.id, {{45, 53}}, "hand@1", 0.5},
                            "in a fax",
                            "The dam is sound",
                            "fax"}};
  trace.chains[0].end = {EndClass::kPrimary, e.referenced[0].id, "Ministry of Works", Medium::kFax, false};
  trace.independent_sources = 1;
  trace.bottlenecks = {{*e.claims[0].speaker, "Ministry of Works"}};
  trace.circular = {{e.document}};
  const Json json = Json::parse(to_json(trace));
  CHECK(keys(json) == Keys{"claim", "chains", "independent_sources", "bottlenecks", "circular", "chains_left_out",
                           "view", "truncated"});
  CHECK(keys(json["claim"]) == kClaimName);
  CHECK(keys(json["claim"]["document"]) == kDocumentName);
  const Json step = json["chains"][0]["steps"][0];
  CHECK(step["from"] == id_text(e.claims[0].id));
  CHECK(step["relation"] == "said_in");
  CHECK(step["to"] == id_text(e.referenced[0].id));
  CHECK(step["evidence"].dump() ==
        R"({"document":")" + id_text(e.document.id) + R"(","spans":[[45,53]],"quote":"in a fax"})");
  CHECK(step["confidence"] == 0.5);
  CHECK(json["chains"][0]["end"].dump() ==
        R"({"class":"primary","node":")" + id_text(e.referenced[0].id) +
            R"(","name":"Ministry of Works","medium":"fax","held":false,"not_found_in":null})");
  CHECK(json["bottlenecks"][0].dump() ==
        R"({"node":")" + id_text(*e.claims[0].speaker) + R"(","name":"Ministry of Works"})");
  CHECK(keys(json["circular"][0]["documents"][0]) == kDocumentName);
  CHECK(json["truncated"] == false);
}

TEST_CASE("what is shown of a document has all fields of its name and of its reading", "[query][json]") {
  const Extraction e = story();
  DocumentShown shown;
  shown.document = e.document;
  shown.links = e.links;
  shown.citations = {{CitationHow::kNamed, e.referenced[0], {e.document.id, {{48, 53}}, "hand@1", 0.5}}};
  shown.cited_by = {e.document};
  shown.claims = e.claims;
  shown.same_as = {e.referenced[0]};
  const Json json = Json::parse(to_json(Shown{shown}));
  CHECK(keys(json) == Keys{"document", "citations", "cited_by", "claims", "same_as", "judgements"});
  CHECK(keys(json["document"]) == Keys{"id",         "title",       "url",         "path",     "medium",    "held",
                                       "kind",       "format",      "publisher",   "authors",  "published", "updated",
                                       "retrieved",  "recorded",    "copy_of",     "family",   "language",  "sha256",
                                       "text_bytes", "behind_wall", "boilerplate", "encoding", "links"});
  CHECK(json["citations"][0].dump() ==
        R"({"how":"named","document":{"id":")" + id_text(e.referenced[0].id) +
            R"(","title":"","url":null,"path":null,"medium":"fax","held":false,"issuer":"Ministry of Works"},)"
            R"("evidence":[[48,53]]})");
  CHECK(keys(json["cited_by"][0]) == kDocumentName);
  CHECK(keys(json["claims"][0]) == kClaimName);
  CHECK(keys(json["same_as"][0]) == Keys{"document"});
  CHECK(keys(json["same_as"][0]["document"]) == kDocumentName);
}

TEST_CASE("of a document that is only spoken of, what bytes alone can tell is null", "[query][json]") {
  DocumentShown shown;
  shown.document = story().referenced[0];
  const Json json = Json::parse(to_json(Shown{shown}))["document"];
  for (const char* key : {"path", "kind", "format", "sha256", "text_bytes", "behind_wall", "encoding"}) {
    INFO(key);
    CHECK(json[key].is_null());
  }
  CHECK(json["publisher"] == "Ministry of Works");
  CHECK(json["held"] == false);
}

TEST_CASE("what is shown of a claim has all fields of its name and of its reading", "[query][json]") {
  const Extraction e = story();
  ClaimShown shown;
  shown.claim = e.claims[0];
  shown.document = e.document;
  shown.speaker = *e.agent(*e.claims[0].speaker);
  shown.origin = e.referenced[0];
  shown.via = {*e.agent(e.claims[0].via[0])};
  shown.repeats = {{e.claims[0], e.document, 0.75}};
  shown.disputed_by = {{e.claims[0], e.document, 0}};
  const Json json = Json::parse(to_json(Shown{shown}));
  CHECK(keys(json) == Keys{"claim", "repeats", "repeated_by", "disputes", "disputed_by", "judgements"});
  CHECK(keys(json["claim"]) == Keys{"id", "text", "document", "content", "source", "cue", "form", "polarity",
                                    "certainty", "speaker", "origin", "via", "end", "confidence"});
  CHECK(keys(json["claim"]["origin"]) == Keys{"id", "title", "url", "path", "medium", "held", "issuer", "date"});
  CHECK(keys(json["claim"]["speaker"]) == kAgentName);
  CHECK(keys(json["claim"]["via"][0]) == kAgentName);
  CHECK(keys(json["repeats"][0]) == Keys{"claim", "score"});
  CHECK(json["repeats"][0]["score"] == 0.75);
  CHECK(keys(json["repeats"][0]["claim"]) == kClaimName);
  CHECK(keys(json["disputed_by"][0]) == Keys{"claim"});
  CHECK(json["repeated_by"].dump() == "[]");
}

TEST_CASE("what is shown of an agent has every form of its name", "[query][json]") {
  const Extraction e = story();
  AgentShown shown;
  shown.agent = *e.agent(*e.claims[0].speaker);
  shown.same_as = {shown.agent};
  shown.claims = {{e.claims[0], e.document, 0}};
  const Json json = Json::parse(to_json(Shown{shown}));
  CHECK(keys(json) == Keys{"agent", "names", "same_as", "claims", "judgements"});
  CHECK(json["names"].dump() == R"(["Ministry of Works","the ministry"])");
  CHECK(keys(json["agent"]) == kAgentName);
  CHECK(keys(json["same_as"][0]["agent"]) == kAgentName);
  CHECK(keys(json["claims"][0]) == kClaimName);
}

TEST_CASE("what was found is named as everywhere", "[query][json]") {
  const Extraction e = story();
  Found found;
  found.claims = {{e.claims[0], e.document, 1}};
  found.documents = {e.document};
  found.agents = {e.agents[0]};
  found.claims[0].snippet = {0, 16};
  found.claims[0].hits = {{4, 7}, {11, 16}};
  found.corrected = {{"damm", "dam"}};
  found.next = "0.1-x-x";
  const Json json = Json::parse(to_json(found));
  CHECK(keys(json) == Keys{"claims", "documents", "agents", "truncated", "corrected", "next"});
  Keys of_claim = kClaimName;
  of_claim.insert(of_claim.end(), {"snippet", "hits"});
  CHECK(keys(json["claims"][0]) == of_claim);
  CHECK(json["claims"][0]["snippet"].dump() == "[0,16]");
  CHECK(json["claims"][0]["hits"].dump() == "[[4,7],[11,16]]");
  CHECK(json["corrected"].dump() == R"([{"word":"damm","read_as":"dam"}])");
  CHECK(json["next"] == "0.1-x-x");
  CHECK(keys(json["documents"][0]) == kDocumentName);
  CHECK(keys(json["agents"][0]) == kAgentName);
  CHECK(to_json(Found{}) == R"({"claims":[],"documents":[],"agents":[],"truncated":false,"corrected":[],"next":null})");
}

TEST_CASE("lines of a batch say what became of each input", "[query][json]") {
  const Error error{ErrorCode::kTooLarge, "x.txt: is too large"};
  CHECK(failed_item_json(error, "x.txt") ==
        R"({"document":null,"error":{"code":"too_large","message":"x.txt: is too large","path":"x.txt"}})");
  CHECK(ingest_failed_json(error, "x.txt") ==
        R"({"document":null,"status":"failed","claims":0,)"
        R"("error":{"code":"too_large","message":"x.txt: is too large","path":"x.txt"}})");
  const Document document = story().document;
  CHECK(ingest_line_json(document, "added", 3) ==
        R"({"document":{"id":")" + id_text(document.id) +
            R"(","title":"Dam \"sound\"","url":null,"path":"docs/story.txt","medium":"unknown","held":true},)"
            R"("status":"added","claims":3,"error":null})");
  CHECK(to_json(DocumentList{}) == R"({"documents":[],"next":null})");
  CHECK(to_json(AgentList{}) == R"({"agents":[],"next":null})");
  DocumentList list;
  list.next = document_id_of("a paper");
  CHECK(to_json(list) == R"({"documents":[],"next":")" + to_string(*list.next) + R"("})");
  CHECK(json_lines(list).empty());
  list.records.resize(2);
  list.records[0].id = *list.next;
  list.records[1].title = "two\nlines";
  const std::string lines = json_lines(list);
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
  CHECK(lines.starts_with(R"({"id":")" + to_string(*list.next) + R"(")"));
}
