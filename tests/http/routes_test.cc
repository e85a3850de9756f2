// Every route's good answer and its errors.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "headwater/query/json.h"
#include "headwater/query/match.h"
#include "headwater/query/neighbours.h"
#include "headwater/query/paths.h"
#include "headwater/query/report.h"
#include "headwater/query/search.h"
#include "headwater/query/show.h"
#include "headwater/query/trace.h"
#include "headwater/query/whole_store.h"
#include "served.h"

namespace headwater::test {
namespace {

using Json = nlohmann::json;

const Extraction kStory = invented_story();
const std::string kDocument = to_string(kStory.document.id);
const std::string kClaim = to_string(kStory.claims.front().id);
const std::string kAgent = to_string(kStory.agents.front().id);
const std::string kAbsentDocument = "d0123456789abcdef";
const std::string kAbsentClaim = "c0123456789abcdef01234567";

// A good answer in JSON.
Json good(const Answer& answer) {
  INFO(answer.body);
  CHECK(answer.status == 200);
  CHECK(answer.header("content-type") == "application/json");
  return Json::parse(answer.body);
}

// A problem's code, after a look at its shape.
std::string code_of(const Answer& answer, int status) {
  INFO(answer.body);
  CHECK(answer.status == status);
  CHECK(answer.header("content-type") == "application/problem+json");
  const Json body = Json::parse(answer.body);
  CHECK(body.size() == 5);
  CHECK(body.at("type") == "about:blank");
  CHECK(body.at("status") == status);
  CHECK_FALSE(body.at("title").get<std::string>().empty());
  CHECK_FALSE(body.at("detail").get<std::string>().empty());
  return body.at("code").get<std::string>();
}

constexpr std::string_view kInventedText =
    "FICTION\n\nThe bridge at Mellin will be closed in May, the Roads Office said in a statement on Monday.\n";

}  // namespace

TEST_CASE("health says ok, the version, and whether documents are taken", "[http][routes]") {
  const Served served;
  const Json body = good(served.get("/api/v1/health"));
  CHECK(body.at("status") == "ok");
  CHECK(body.at("version").get<std::string>().find('.') != std::string::npos);
  CHECK(body.at("read_only") == false);
}

TEST_CASE("stats are the library's", "[http][routes]") {
  const Served served;
  const Json body = good(served.get("/api/v1/stats"));
  CHECK(body.at("documents_held") == 2);
  CHECK(body.at("documents_referenced") == 1);
  CHECK(body.at("claims") == 1);
}

TEST_CASE("documents are listed page by page, each once", "[http][routes]") {
  const Served served;
  const Json all = good(served.get("/api/v1/documents"));
  CHECK(all.at("documents").size() == 3);
  CHECK(all.at("next").is_null());
  std::vector<std::string> ids;
  std::string after;
  for (int page = 0; page < 3; ++page) {
    const Json one = good(served.get("/api/v1/documents?limit=1" + (after.empty() ? after : "&after=" + after)));
    REQUIRE(one.at("documents").size() == 1);
    ids.push_back(one.at("documents")[0].at("id"));
    CHECK(one.at("next").is_null() == (page == 2));
    if (page < 2) after = one.at("next");
  }
  for (std::size_t i = 0; i < 3; ++i) CHECK(all.at("documents")[i].at("id") == ids[i]);
}

TEST_CASE("agents are listed page by page, each once, as the library lists them", "[http][routes]") {
  Served served;
  CHECK(served.get("/api/v1/agents").body == to_json(list_agents(served.store(), {}, 100).value()));
  std::vector<std::string> met;
  for (std::string after;;) {
    const Json one = good(served.get("/api/v1/agents?limit=1" + (after.empty() ? after : "&after=" + after)));
    REQUIRE(one.at("agents").size() == 1);
    met.push_back(one.at("agents")[0].at("id"));
    if (one.at("next").is_null()) break;
    after = one.at("next");
  }
  CHECK(met.size() == served.store().stats().value().agents);
  CHECK(std::set<std::string>(met.begin(), met.end()).size() == met.size());
  CHECK(code_of(served.get("/api/v1/agents?after=" + kClaim), 400) == "invalid_argument");
}

TEST_CASE("lists come as lines, all of them, in chunks", "[http][routes]") {
  Served served;
  const auto lines_of = [&](const std::string& target) {
    Wire wire{served.port()};
    wire.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    bool whole = false;
    const Answer answer = wire.receive_chunks(whole);
    CHECK(whole);
    CHECK(answer.status == 200);
    CHECK(answer.header("content-type") == "application/x-ndjson");
    return answer.body;
  };
  CHECK(lines_of("/api/v1/documents?format=ndjson") == json_lines(list_documents(served.store(), {}, 1000).value()));
  CHECK(lines_of("/api/v1/agents?format=ndjson") == json_lines(list_agents(served.store(), {}, 1000).value()));
  const std::string claims = "/api/v1/documents/" + kDocument + "/claims?format=ndjson";
  CHECK(lines_of(claims) == json_lines(claims_of_document(served.store(), kStory.document.id, {}, 1000).value()));
  const std::string first = lines_of(claims + "&limit=1");
  CHECK(std::count(first.begin(), first.end(), '\n') == 1);
  const std::string id = Json::parse(first).at("id");
  CHECK(first + lines_of(claims + "&after=" + id) == lines_of(claims));
  CHECK(lines_of("/api/v1/documents?format=ndjson&as_of=1900").empty());
  CHECK(code_of(served.get("/api/v1/documents?format=xml"), 400) == "invalid_argument");
  CHECK(code_of(served.get("/api/v1/documents/" + kAbsentDocument + "/claims?format=ndjson"), 404) == "not_found");
  Wire old{served.port()};
  old.send("GET /api/v1/documents?format=ndjson HTTP/1.0\r\nHost: localhost\r\n\r\n");
  CHECK(old.receive().status == 505);
}

TEST_CASE("what is shown, listed and found is as it stood on a day", "[http][routes]") {
  Served served;
  ViewOptions before;
  before.as_of = Date::parse("1900").value();
  for (const std::string& path :
       {"documents/" + kDocument, "claims/" + kClaim, "agents/" + kAgent, "neighbours/" + kClaim,
        "documents/" + kDocument + "/claims", "paths?from=" + kClaim + "&to=" + kAgent}) {
    INFO(path);
    const std::string target = "/api/v1/" + path + (path.find('?') == std::string::npos ? "?" : "&");
    CHECK(code_of(served.get(target + "as_of=1900"), 404) == "not_found");
    CHECK(served.get(target + "as_of=9999").body == served.get(target.substr(0, target.size() - 1)).body);
    CHECK(code_of(served.get(target + "recorded_by=never"), 400) == "invalid_argument");
  }
  CHECK(served.get("/api/v1/documents?as_of=1900").body ==
        to_json(list_documents(served.store(), {}, 100, before).value()));
  CHECK(good(served.get("/api/v1/agents?as_of=1900")).at("agents").empty());
  const std::string claims = "/api/v1/claims?document=" + kDocument;
  CHECK(code_of(served.get(claims + "&as_of=1900"), 404) == "not_found");
  CHECK(served.get(claims + "&as_of=9999").body == served.get(claims).body);
  CHECK(good(served.get("/api/v1/search?q=bridge&as_of=1900")).at("claims").empty());
  CHECK(served.get("/api/v1/search?q=bridge&as_of=9999").body == served.get("/api/v1/search?q=bridge").body);
}

TEST_CASE("limits and places to go on from are checked", "[http][routes]") {
  const Served served;
  for (const char* query : {"limit=0", "limit=-1", "limit=1001", "limit=ten", "limit=", "limit=1e3", "limit=%2B5",
                            "limit=99999999999999999999", "after=x", "after=", "limit=5&offset=3", "LIMIT=5"}) {
    INFO(query);
    CHECK(code_of(served.get(std::string{"/api/v1/documents?"} + query), 400) == "invalid_argument");
  }
  CHECK(code_of(served.get("/api/v1/documents?after=" + kClaim), 400) == "invalid_argument");
}

TEST_CASE("a document, a claim and an agent are shown as the library shows them", "[http][routes]") {
  Served served;
  CHECK(served.get("/api/v1/documents/" + kDocument).body == to_json(*show(served.store(), kStory.document.id)));
  CHECK(served.get("/api/v1/claims/" + kClaim).body == to_json(*show(served.store(), kStory.claims.front().id)));
  CHECK(served.get("/api/v1/agents/" + kAgent).body == to_json(*show(served.store(), kStory.agents.front().id)));
  CHECK(good(served.get("/api/v1/documents/" + kDocument)).at("claims")[0].at("id") == kClaim);
  CHECK(good(served.get("/api/v1/agents/" + kAgent)).at("agent").at("name") == "Ministry of Rivers");
}

TEST_CASE("an id of the wrong kind or form is wrong, one that is not there is not found", "[http][routes]") {
  const Served served;
  for (const std::string& target :
       {"documents/" + kClaim, "documents/" + kAgent, "documents/" + kAgent + "/text", "claims/" + kDocument,
        "claims/" + kDocument + "/trace", "agents/" + kClaim, std::string{"documents/x"}, std::string{"claims/c12"},
        std::string{"agents/%20"}, "report/" + kDocument, "claims?document=" + kClaim, "trace?claim=" + kDocument}) {
    INFO(target);
    CHECK(code_of(served.get("/api/v1/" + target), 400) == "invalid_argument");
  }
  for (const std::string& target :
       {"documents/" + kAbsentDocument, "documents/" + kAbsentDocument + "/text", "claims/" + kAbsentClaim,
        "claims/" + kAbsentClaim + "/trace", std::string{"agents/a0123456789abcdef"}, "report/" + kAbsentClaim,
        "claims?document=" + kAbsentDocument, "trace?claim=" + kAbsentClaim}) {
    INFO(target);
    CHECK(code_of(served.get("/api/v1/" + target), 404) == "not_found");
  }
}

TEST_CASE("a held document's text is sent byte for byte, one spoken of has none", "[http][routes]") {
  const Served served;
  const Answer answer = served.get("/api/v1/documents/" + kDocument + "/text");
  CHECK(answer.status == 200);
  CHECK(answer.header("content-type") == "text/plain; charset=utf-8");
  CHECK(answer.body == kStory.text);
  const std::string statement = to_string(kStory.referenced.front().id);
  CHECK(served.get("/api/v1/documents/" + statement).status == 200);
  CHECK(code_of(served.get("/api/v1/documents/" + statement + "/text"), 404) == "not_found");
}

TEST_CASE("the claims of a document are listed", "[http][routes]") {
  const Served served;
  const Json body = good(served.get("/api/v1/claims?document=" + kDocument));
  REQUIRE(body.at("claims").size() == 1);
  CHECK(body.at("claims")[0].at("id") == kClaim);
  CHECK(body.at("claims")[0].at("document").at("id") == kDocument);
  CHECK(code_of(served.get("/api/v1/claims"), 400) == "invalid_argument");
}

TEST_CASE("the claims of a document come page by page, each as it is shown alone", "[http][routes]") {
  const Served served;
  const std::string text =
      "FICTION\n\nThe ford is closed, the Roads Office said on Monday. The pier is open, the Harbour Board said on "
      "Monday. "
      "The lock is shut, the Canal Trust said on Monday.\n";
  const Answer added = served.post("/api/v1/documents", "Content-Type: text/plain\r\n", text);
  REQUIRE(added.status == 201);
  const std::string id = Json::parse(added.body).at("document").at("id");
  const Json all = good(served.get("/api/v1/documents/" + id + "/claims"));
  REQUIRE(all.at("claims").size() >= 3);
  CHECK(all.at("next").is_null());
  for (const Json& claim : all.at("claims")) {
    CHECK(claim == good(served.get("/api/v1/claims/" + claim.at("id").get<std::string>())).at("claim"));
  }
  for (const std::string& path : {"documents/" + id + "/claims?limit=1", "claims?limit=1&document=" + id}) {
    INFO(path);
    std::vector<std::string> ids;
    std::string after;
    do {
      const Json page = good(served.get("/api/v1/" + path + after));
      REQUIRE(page.at("claims").size() == 1);
      ids.push_back(page.at("claims")[0].at("id"));
      after = page.at("next").is_null() ? "" : "&after=" + page.at("next").get<std::string>();
    } while (!after.empty() && ids.size() < 50);
    REQUIRE(ids.size() == all.at("claims").size());
    for (std::size_t i = 0; i < ids.size(); ++i) CHECK(all.at("claims")[i].at("id") == ids[i]);
    CHECK(code_of(served.get("/api/v1/" + path + "&after=" + kClaim), 400) == "invalid_argument");
    CHECK(code_of(served.get("/api/v1/" + path + "&after=x"), 400) == "invalid_argument");
  }
  CHECK(code_of(served.get("/api/v1/documents/" + kAbsentDocument + "/claims"), 404) == "not_found");
  CHECK(code_of(served.get("/api/v1/documents/" + kClaim + "/claims"), 400) == "invalid_argument");
  const std::string statement = to_string(kStory.referenced.front().id);
  CHECK(good(served.get("/api/v1/documents/" + statement + "/claims")).at("claims").empty());
}

TEST_CASE("paths between two nodes are the library's", "[http][routes]") {
  Served served;
  const std::string target = "/api/v1/paths?from=" + kClaim + "&to=" + kAgent;
  const Json found = good(served.get(target));
  REQUIRE_FALSE(found.at("paths").empty());
  CHECK(served.get(target).body ==
        to_json(*paths(served.store(), kStory.claims.front().id, kStory.agents.front().id, {})));
  CHECK(good(served.get(target + "&limit=1")).at("paths").size() == 1);
  CHECK(good(served.get("/api/v1/paths?from=" + kAgent + "&to=" + kClaim)).at("paths").empty());
  for (const std::string& wrong :
       {"?from=" + kClaim, "?to=" + kClaim, "?from=x&to=" + kClaim, "?from=" + kClaim + "&to=" + kClaim,
        target.substr(13) + "&limit=101", target.substr(13) + "&max_length=0", target.substr(13) + "&as_of=never"}) {
    INFO(wrong);
    CHECK(code_of(served.get("/api/v1/paths" + wrong), 400) == "invalid_argument");
  }
  CHECK(code_of(served.get("/api/v1/paths?from=" + kClaim + "&to=" + kAbsentDocument), 404) == "not_found");
}

TEST_CASE("a trace is the same by path, by id and by words", "[http][routes]") {
  Served served;
  const std::string wanted = to_json(*trace(served.store(), kStory.claims.front().id, {}));
  CHECK(served.get("/api/v1/claims/" + kClaim + "/trace").body == wanted);
  CHECK(served.get("/api/v1/trace?claim=" + kClaim).body == wanted);
  CHECK(served.get("/api/v1/trace?q=dam+at+Ostrel").body == wanted);
  CHECK(good(served.get("/api/v1/trace?claim=" + kClaim)).at("chains").size() == 1);
}

TEST_CASE("a trace of nothing, of two things and of words nobody said are errors", "[http][routes]") {
  const Served served;
  CHECK(code_of(served.get("/api/v1/trace"), 400) == "invalid_argument");
  CHECK(code_of(served.get("/api/v1/trace?q=dam&claim=" + kClaim), 400) == "invalid_argument");
  CHECK(code_of(served.get("/api/v1/trace?q=zyzzyva"), 404) == "not_found");
  CHECK(code_of(served.get("/api/v1/trace?q=%21%21"), 400) == "invalid_argument");
}

TEST_CASE("search is the library's, and an empty answer is an answer", "[http][routes]") {
  Served served;
  CHECK(served.get("/api/v1/search?q=Ostrel+dam&limit=5").body ==
        to_json(*search(served.store(), "Ostrel dam", {.limit = 5})));
  CHECK(good(served.get("/api/v1/search?q=ostrel")).at("claims")[0].at("id") == kClaim);
  CHECK(good(served.get("/api/v1/search?q=zyzzyva")).at("claims").empty());
  for (const char* query : {"", "?q=", "?q=%21%3F", "?limit=5", "?q=a&limit=0", "?q=a&q=b", "?words=a"}) {
    INFO(query);
    CHECK(code_of(served.get(std::string{"/api/v1/search"} + query), 400) == "invalid_argument");
  }
}

TEST_CASE("a search is narrowed and paged as the library does it", "[http][routes]") {
  Served served;
  const auto asked = [&](const SearchOptions& options) { return to_json(*search(served.store(), "dam", options)); };
  const auto answered = [&](const std::string& parameters) {
    return served.get("/api/v1/search?q=dam&" + parameters).body;
  };
  const std::string nothing =
      R"({"claims":[],"documents":[],"agents":[],"truncated":false,"corrected":[],"next":null})";
  CHECK(answered("agent=Ministry+of+Rivers") == asked({.filter = {.agent = "Ministry of Rivers"}}));
  CHECK(answered("agent=" + kAgent) == asked({.filter = {.agent = kAgent}}));
  CHECK(good(served.get("/api/v1/search?q=dam&agent=" + kAgent)).at("claims")[0].at("id") == kClaim);
  CHECK(answered("medium=statement") == asked({.filter = {.medium = Medium::kStatement}}));
  CHECK(answered("medium=fax") == nothing);
  CHECK(answered("end=primary") == asked({.filter = {.end = EndClass::kPrimary}}));
  CHECK(answered("end=circular") == nothing);
  CHECK(answered("outlet=The+Lantern") == asked({.filter = {.outlet = "The Lantern"}}));
  CHECK(answered("outlet=Lantern&limit=1").find(kClaim) != std::string::npos);
  CHECK(answered("since=2031-05&until=2031-06-01") ==
        asked({.filter = {.since = *Date::parse("2031-05"), .until = *Date::parse("2031-06-01")}}));
  CHECK(answered("after=0.1-x-x") == asked({.after = "0.1-x-x"}));
  const auto found = good(served.get("/api/v1/search?q=dam&limit=1"));
  CHECK(found.at("claims")[0].at("hits").dump() == "[[4,7]]");
  CHECK(good(served.get("/api/v1/search?q=Ministyr")).at("corrected")[0].at("read_as") == "ministry");
  for (const char* wrong : {"agent=d0123456789abcdef", "medium=telegram", "medium=", "end=open", "since=May",
                            "until=", "after=2", "after=0.1-x"}) {
    INFO(wrong);
    CHECK(code_of(served.get(std::string{"/api/v1/search?q=dam&"} + wrong), 400) == "invalid_argument");
  }
}

TEST_CASE("every question of the library is a route, of the whole store or of a part", "[http][routes]") {
  Served served;
  const ClaimId claim = kStory.claims.front().id;
  const std::string document = to_string(NodeId{kStory.document.id});
  const AnalyseOptions all;
  const auto body = [&](const std::string& path) { return served.get("/api/v1/" + path).body; };
  CHECK(body("analyse/independence/" + kClaim) == to_json(*independence(served.store(), claim, all)));
  CHECK(body("analyse/cut/" + kClaim) == cut_json(*independence(served.store(), claim, all)));
  CHECK(body("analyse/bottlenecks/" + kClaim) == bottlenecks_json(*trace(served.store(), claim, {})));
  CHECK(body("analyse/drift/" + kClaim) == to_json(*drift(served.store(), claim, {})));
  CHECK(body("analyse/gaps/" + kClaim) == to_json(*gaps(served.store(), claim, all)));
  CHECK(body("analyse/timeline/" + kClaim) == to_json(*timeline(served.store(), claim, all)));
  CHECK(body("analyse/impact/" + document) == to_json(*impact(served.store(), kStory.document.id, all)));
  CHECK(body("analyse/circular/" + document) == to_json(*circular(served.store(), kStory.document.id, all)));
  CHECK(body("claims/" + kClaim + "/picture") ==
        to_json(*picture(served.store(), *trace(served.store(), claim, {}), {})));
  CHECK(good(served.get("/api/v1/claims/" + kClaim + "/trace?without=" + document)).at("chains_left_out") > 0);
  CHECK(code_of(served.get("/api/v1/claims/" + kClaim + "/trace?as_of=1999"), 404) == "not_found");
  for (const char* wrong :
       {"as_of=yesterday", "without=x", "reliability=G", "credibility=0", "without_retracted=1", "asof=1"}) {
    INFO(wrong);
    CHECK(code_of(served.get("/api/v1/claims/" + kClaim + "/trace?" + wrong), 400) == "invalid_argument");
  }
}

TEST_CASE("graph queries are the library's", "[http][routes]") {
  Served served;
  const auto encoded = [](const std::string& text) {
    std::string out;
    for (const char c : text) {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
    return out;
  };
  const std::string query = "MATCH (c:claim)-[r:said_by]->(a) RETURN c, r, a.name ORDER BY c.text";
  const std::string path = "/api/v1/query?q=" + encoded(query);
  CHECK(served.get(path).body == to_json(*match(served.store(), query, {})));
  REQUIRE_FALSE(good(served.get(path)).at("rows").empty());
  const Json one = good(served.get(path + "&limit=1"));
  CHECK(one.at("rows").size() == 1);
  CHECK(one.at("truncated") == (good(served.get(path)).at("rows").size() > 1));
  CHECK(good(served.get(path + "&as_of=1900")).at("rows").empty());
  for (const std::string& wrong :
       {std::string{"MATCH (c"}, std::string{"MATCH (c) DELETE c"}, std::string(70'000, ' ')}) {
    const auto refused = served.get("/api/v1/query?q=" + encoded(wrong));
    CHECK((refused.status == 400 || refused.status == 414));
  }
}

TEST_CASE("neighbours, loops and weak points are the library's", "[http][routes]") {
  Served served;
  const auto body = [&](const std::string& path) { return served.get("/api/v1/" + path).body; };
  NeighbourOptions options;
  CHECK(body("neighbours/" + kClaim) == to_json(*neighbours(served.store(), kStory.claims.front().id, options)));
  options.direction = Direction::kDownstream;
  CHECK(body("neighbours/" + kAgent + "?direction=downstream") ==
        to_json(*neighbours(served.store(), kStory.agents.front().id, options)));
  CHECK(body("recent?limit=2") == to_json(*recent_documents(served.store(), 2)));
  CHECK(body("loops") == to_json(*all_loops(served.store(), {})));
  CHECK(body("bottlenecks?limit=3") == to_json(*weak_points(served.store(), {.limit = 3})));
  // Page by page, each edge once.
  const Json all = good(served.get("/api/v1/neighbours/" + kClaim));
  REQUIRE(all.at("neighbours").size() > 1);
  Json pages = Json::array();
  std::string after;
  do {
    const Json page = good(served.get("/api/v1/neighbours/" + kClaim + "?limit=1" + after));
    REQUIRE(page.at("neighbours").size() == 1);
    pages.push_back(page.at("neighbours")[0]);
    after = page.at("next").is_null() ? "" : "&after=" + page.at("next").get<std::string>();
  } while (!after.empty());
  CHECK(pages == all.at("neighbours"));
  CHECK(code_of(served.get("/api/v1/neighbours/x"), 400) == "invalid_argument");
  CHECK(code_of(served.get("/api/v1/neighbours/" + kAbsentDocument), 404) == "not_found");
  for (const char* wrong : {"direction=sideways", "limit=0", "after=-1", "after=x"}) {
    INFO(wrong);
    CHECK(code_of(served.get("/api/v1/neighbours/" + kClaim + "?" + wrong), 400) == "invalid_argument");
  }
}

TEST_CASE("a judgement is written down and shown with its node", "[http][routes]") {
  const Served served;
  const std::string type = "Content-Type: application/json\r\n";
  const Json sent{{"kind", "reliability"}, {"about", kAgent}, {"value", "B"}, {"by", "desk"}, {"reason", "long known"}};
  const Answer written = served.post("/api/v1/judgements", type, sent.dump());
  INFO(written.body);
  CHECK(written.status == 201);
  const Json shown = good(served.get("/api/v1/agents/" + kAgent)).at("judgements");
  REQUIRE(shown.size() == 1);
  CHECK(shown[0] == Json::parse(written.body));
  CHECK(shown[0].at("value") == "B");
  for (const char* wrong :
       {"", "{", "[]", R"({"kind":"reliability"})", R"({"kind":"taste","about":"d0123456789abcdef","by":"desk"})"}) {
    INFO(wrong);
    CHECK(code_of(served.post("/api/v1/judgements", type, wrong), 400) == "invalid_argument");
  }
  for (const auto& [key, value] : std::vector<std::pair<std::string, Json>>{
           {"value", "Z"}, {"value", 3}, {"about", "x"}, {"by", ""}, {"more", 1}, {"revoked", "yes"}}) {
    Json spoilt = sent;
    spoilt[key] = value;
    INFO(spoilt.dump());
    CHECK(code_of(served.post("/api/v1/judgements", type, spoilt.dump()), 400) == "invalid_argument");
  }
  Json absent = sent;
  absent["about"] = "a0123456789abcdef";
  CHECK(code_of(served.post("/api/v1/judgements", type, absent.dump()), 404) == "not_found");
  CHECK(code_of(served.post("/api/v1/judgements", "Content-Type: text/plain\r\n", sent.dump()), 415) == "unsupported");
  CHECK(good(served.get("/api/v1/agents/" + kAgent)).at("judgements").size() == 1);
}

TEST_CASE("who writes brings the token, and who reads needs none", "[http][routes]") {
  ServerOptions options = patient_options();
  options.write_token = "correct horse battery";
  const Served served{options};
  const std::string type = "Content-Type: text/plain\r\n";
  for (const char* field :
       {"", "Authorization: Bearer\r\n", "Authorization: Bearer correct\r\n",
        "Authorization: correct horse battery\r\n", "Authorization: Basic correct horse battery\r\n",
        "Authorization: Bearer correct horse batterx\r\n", "Authorization: Bearer correct horse battery staple\r\n"}) {
    INFO(field);
    const Answer answer = served.post("/api/v1/documents", type + field, kInventedText);
    CHECK(code_of(answer, 401) == "unauthorized");
    CHECK(answer.header("www-authenticate") == "Bearer");
  }
  CHECK(good(served.get("/api/v1/stats")).at("documents_held") == 2);
  CHECK(served.post("/api/v1/documents", type + "Authorization: Bearer correct horse battery\r\n", kInventedText)
            .status == 201);
  CHECK(good(served.get("/api/v1/stats")).at("documents_held") == 3);
}

TEST_CASE("a report comes as Markdown, as JSON and as one sentence", "[http][routes]") {
  Served served;
  const Trace traced = *trace(served.store(), kStory.claims.front().id, {});
  const Answer markdown = served.get("/api/v1/report/" + kClaim);
  CHECK(markdown.header("content-type") == "text/markdown; charset=utf-8");
  const Report made = *report(served.store(), kStory.claims.front().id, {});
  CHECK(markdown.body == report_markdown(made));
  CHECK(served.get("/api/v1/report/" + kClaim + "?format=md").body == markdown.body);
  CHECK(served.get("/api/v1/report/" + kClaim + "?format=json").body == to_json(made));
  const Answer page = served.get("/api/v1/report/" + kClaim + "?format=html");
  CHECK(page.body == report_html(made));
  CHECK(page.header("content-disposition") == "attachment; filename=\"report.html\"");
  CHECK(served.get("/api/v1/report/" + kClaim + "?format=svg").body == picture_svg(made.picture));
  CHECK(served.get("/api/v1/report/" + kClaim + "?format=dot").body == picture_dot(made.picture));
  CHECK(served.get("/api/v1/report/" + kClaim + "?format=sentence").body == one_sentence(traced));
  CHECK(code_of(served.get("/api/v1/report/" + kClaim + "?format=pdf"), 400) == "invalid_argument");
}

TEST_CASE("a posted text is read, stored and served", "[http][routes][ingest]") {
  const Served served;
  const Answer added = served.post("/api/v1/documents?publisher=The+Post&published=2031-03-04&kind=article",
                                   "Content-Type: text/plain; charset=utf-8\r\n", kInventedText);
  INFO(added.body);
  REQUIRE(added.status == 201);
  const Json line = Json::parse(added.body);
  CHECK(line.at("status") == "added");
  CHECK(line.at("error").is_null());
  const std::string id = line.at("document").at("id");
  CHECK(added.header("location") == "/api/v1/documents/" + id);
  const Json document = good(served.get(added.header("location"))).at("document");
  CHECK(document.at("publisher") == "The Post");
  CHECK(document.at("published") == "2031-03-04");
  CHECK(document.at("kind") == "article");
  CHECK(served.get("/api/v1/documents/" + id + "/text").body == kInventedText);
  const Json claims = good(served.get("/api/v1/claims?document=" + id)).at("claims");
  CHECK(claims.size() == line.at("claims").get<std::size_t>());

  const Answer again = served.post("/api/v1/documents?publisher=The+Post&published=2031-03-04&kind=article",
                                   "Content-Type: text/plain; charset=utf-8\r\n", kInventedText);
  CHECK(again.status == 200);
  CHECK(Json::parse(again.body).at("status") == "unchanged");
}

TEST_CASE("a posted page keeps its address and is never sent back as a page", "[http][routes][ingest]") {
  const Served served;
  const Answer added =
      served.post("/api/v1/documents?url=https%3A%2F%2Fpost.example%2Fmellin", "Content-Type: text/html\r\n",
                  "<html><head><title>Mellin</title></head><body><p>The bridge &lt;b&gt; is closed, the mayor said.</p>"
                  "<script>alert(1)</script></body></html>");
  INFO(added.body);
  REQUIRE(added.status == 201);
  const Json document = Json::parse(added.body).at("document");
  CHECK(document.at("url") == "https://post.example/mellin");
  const Answer text = served.get(added.header("location") + "/text");
  CHECK(text.header("content-type") == "text/plain; charset=utf-8");
  CHECK(text.body.find("<script>") == std::string::npos);
}

TEST_CASE("what cannot be read is a problem, and nothing is written", "[http][routes][ingest]") {
  using namespace std::string_literals;
  const Served served;
  const std::uint64_t before = served.store_version();
  const std::string type = "Content-Type: text/plain\r\n";
  CHECK(code_of(served.post("/api/v1/documents", type, ""), 422) == "bad_input");
  CHECK(code_of(served.post("/api/v1/documents", type, "\0\1\2\3\0\0\0"s), 422) == "bad_input");
  CHECK(code_of(served.post("/api/v1/documents?kind=rumour", type, kInventedText), 400) == "invalid_argument");
  CHECK(code_of(served.post("/api/v1/documents?published=soon", type, kInventedText), 400) == "invalid_argument");
  CHECK(code_of(served.post("/api/v1/documents?published=2031-W05", type, kInventedText), 400) == "invalid_argument");
  CHECK(code_of(served.post("/api/v1/documents?title=x", type, kInventedText), 400) == "invalid_argument");
  CHECK(code_of(served.post("/api/v1/documents", "Content-Type: application/pdf\r\n", "%PDF-1.7"), 422) == "bad_input");
  CHECK(code_of(served.post("/api/v1/documents", "Content-Type: application/zip\r\n", "PK"), 415) == "unsupported");
  CHECK(served.store_version() == before);
}

TEST_CASE("a server that takes no documents says so", "[http][routes]") {
  ServerOptions options;
  options.allow_writing = false;
  const Served served{options};
  CHECK(code_of(served.post("/api/v1/documents", "Content-Type: text/plain\r\n", kInventedText), 403) == "forbidden");
  CHECK(served.get("/api/v1/documents").status == 200);
  CHECK(good(served.get("/api/v1/health")).at("read_only") == true);
}

TEST_CASE("a path that is not there is 404, a method that is not taken 405 with those that are", "[http][routes]") {
  const Served served;
  for (const char* target : {"/nowhere", "/api", "/api/v1", "/api/v1/", "/api/v2/health", "/api/v1/health/",
                             "/api/v1/documents//text", "/api/v1/claims/x/y", "//", "/API/v1/health"}) {
    INFO(target);
    const Answer answer = served.get(target);
    // An empty piece is an id that is no id.
    if (std::string_view{target} == "/api/v1/documents//text") {
      CHECK(code_of(answer, 400) == "invalid_argument");
    } else {
      CHECK(code_of(answer, 404) == "not_found");
    }
  }
  for (const char* method : {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"}) {
    INFO(method);
    const Answer answer = served.ask(method, "/api/v1/documents");
    CHECK(code_of(answer, 405) == "unsupported");
    CHECK(answer.header("allow") == "POST, GET, HEAD");
    CHECK(served.ask(method, "/nowhere").status == 404);
  }
  CHECK(served.post("/api/v1/health", "Content-Type: text/plain\r\n", "x").header("allow") == "GET, HEAD");
}

TEST_CASE("parameters a path does not take are errors that name those it takes", "[http][routes]") {
  const Served served;
  const Answer answer = served.get("/api/v1/search?q=a&page=2");
  CHECK(code_of(answer, 400) == "invalid_argument");
  CHECK(answer.body.find("page") != std::string::npos);
  CHECK(answer.body.find("q, limit") != std::string::npos);
  CHECK(served.get("/api/v1/health?x").status == 400);
  CHECK(served.get("/?x=1").status == 400);
}

TEST_CASE("HEAD answers as GET does, without the body", "[http][routes]") {
  const Served served;
  for (const std::string& target : {std::string{"/"}, std::string{"/api/v1/documents"}, "/api/v1/claims/" + kClaim,
                                    std::string{"/api/v1/claims/c12"}, std::string{"/nowhere"}}) {
    INFO(target);
    const Answer got = served.get(target);
    const Answer head = served.ask("HEAD", target);
    CHECK(head.status == got.status);
    CHECK(head.header("content-length") == std::to_string(got.body.size()));
    CHECK(head.header("content-type") == got.header("content-type"));
    CHECK(head.header("etag") == got.header("etag"));
    CHECK(head.body.empty());
  }
}

TEST_CASE("an answer's tag is good until the store changes", "[http][routes]") {
  Served served;
  const std::string target = "/api/v1/claims/" + kClaim;
  const std::string tag = served.get(target).header("etag");
  REQUIRE_FALSE(tag.empty());
  for (const std::string& sent : {tag, "W/" + tag, "\"other\", " + tag}) {
    INFO(sent);
    const Answer same = served.get(target, "If-None-Match: " + sent + "\r\n");
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    CHECK(same.header("etag") == tag);
    CHECK(same.headers.count("content-length") == 0);
  }
  CHECK(served.get(target, "If-None-Match: \"other\"\r\n").status == 200);
  served.put(invented_tome(200));
  const Answer changed = served.get(target, "If-None-Match: " + tag + "\r\n");
  CHECK(changed.status == 200);
  CHECK(changed.header("etag") != tag);
}

TEST_CASE("a tag is of what was asked, and stands for nothing else", "[http][routes]") {
  const Served served;
  const std::string tag = served.get("/api/v1/claims/" + kClaim).header("etag");
  const std::string fields = "If-None-Match: " + tag + "\r\n";
  CHECK(code_of(served.get("/api/v1/claims/x", fields), 400) == "invalid_argument");
  CHECK(code_of(served.get("/api/v1/claims/" + kAbsentClaim, fields), 404) == "not_found");
  CHECK(served.get("/api/v1/documents", fields).status == 200);
  CHECK(code_of(served.get("/api/v1/documents?limit=0", fields), 400) == "invalid_argument");
}

TEST_CASE("a connection goes on after an unchanged answer", "[http][routes]") {
  const Served served;
  const std::string tag = served.get("/").header("etag");
  Wire wire{served.port()};
  wire.send(Served::request("GET", "/", "If-None-Match: " + tag + "\r\n") + Served::request("GET", "/api/v1/health"));
  CHECK(wire.receive().status == 304);
  CHECK(wire.receive().status == 200);
}

TEST_CASE("answers that change while the store stands still have no tag", "[http][routes]") {
  const Served served;
  CHECK(served.get("/api/v1/stats").header("etag").empty());
  CHECK(served.get("/api/v1/health").header("etag").empty());
  CHECK(served.get("/api/v1/claims/" + kAbsentClaim).header("etag").empty());
}

}  // namespace headwater::test
