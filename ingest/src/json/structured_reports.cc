#include "json/structured_reports.h"

#include <algorithm>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "headwater/schema/fold.h"
#include "json/text_of_strings.h"
#include "text/byline.h"
#include "text/date_phrase.h"
#include "text/language.h"
#include "text/url.h"

namespace headwater::detail {

ByteSpan TextOfStrings::add(const std::vector<JsonStep>& path, std::string_view glue) {
  const std::optional<JsonString> value = find_json_string(json_, path);
  if (!value.has_value()) return {};
  std::string_view words = value->text;
  constexpr std::string_view kWhite = " \t\r\n";
  const std::size_t first = words.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return {};
  const std::size_t last = words.find_last_not_of(kWhite) + 1;
  std::string& text = out_.text;
  const bool block = text.empty() || glue == "\n";
  if (!text.empty()) text += glue;
  const auto begin = static_cast<std::uint32_t>(text.size());
  text += words.substr(first, last - first);
  const ByteSpan span{begin, static_cast<std::uint32_t>(text.size())};
  std::vector<MapPiece> piece{{span, {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)}}};
  lead_back(piece, text, value->trail, RawCoding::kJson);
  out_.map.insert(out_.map.end(), piece.begin(), piece.end());
  if (block) {
    out_.blocks.push_back({BlockKind::kParagraph, span});
  } else {
    out_.blocks.back().span.end = span.end;
  }
  return span;
}

SourceText TextOfStrings::take() {
  out_.encoding = "utf-8";
  out_.language = guess_language(out_.text);
  return std::move(out_);
}

namespace {

using Json = nlohmann::json;
using Path = std::vector<JsonStep>;

constexpr std::size_t kMaxObjects = 100'000;
constexpr std::size_t kMaxReferences = 1'000;

JsonStep key(std::string name) { return {std::move(name), 0, false}; }
JsonStep at(std::size_t n) { return {"", n, true}; }

std::string text_of(const Json& json, const char* name) {
  if (!json.is_object()) return {};
  const auto it = json.find(name);
  return it != json.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

// A name, or the name of an object or of the first of a list.
std::string name_of(const Json& json, const char* field) {
  if (!json.is_object()) return {};
  const auto it = json.find(field);
  if (it == json.end()) return {};
  const Json& one = it->is_array() && !it->empty() ? (*it)[0] : *it;
  return one.is_string() ? one.get<std::string>() : text_of(one, "name");
}

// Nesting of brackets and braces outside strings.
bool too_deep(std::string_view json) {
  int depth = 0;
  bool inside = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (inside) {
      if (json[i] == '\\') ++i;
      if (i < json.size() && json[i] == '"') inside = false;
      continue;
    }
    if (json[i] == '"') inside = true;
    if ((json[i] == '{' || json[i] == '[') && ++depth > 64) return true;
    if (json[i] == '}' || json[i] == ']') --depth;
  }
  return false;
}

std::vector<FoundItem> failed(const char* what) {
  std::vector<FoundItem> out(1);
  out[0].error = Error{ErrorCode::kBadInput, what};
  return out;
}

std::optional<FoundItem> stix_item(std::string_view bytes, const Json& object, std::size_t number,
                                   const std::map<std::string, std::string>& identities) {
  const std::optional<ByteSpan> place = find_json_value(bytes, {key("objects"), at(number)});
  if (!place.has_value()) return std::nullopt;
  FoundItem item;
  item.name = text_of(object, "id");
  if (item.name.empty()) item.name = std::to_string(number + 1);
  item.format = Format::kStix;
  item.whole = true;
  item.kind = DocumentKind::kReport;
  item.bytes = std::string{slice(bytes, *place)};
  item.offset = place->begin;
  TextOfStrings text{item.bytes};
  for (const char* field : {"description", "abstract", "content", "explanation"}) text.add({key(field)});
  std::vector<Link> links;
  const auto references = object.find("external_references");
  const std::size_t count =
      references != object.end() && references->is_array() ? std::min(references->size(), kMaxReferences) : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Path reference{key("external_references"), at(i)};
    const auto field = [&](const char* name) {
      Path path = reference;
      path.push_back(key(name));
      return path;
    };
    ByteSpan words = text.add(field("source_name"));
    const ByteSpan more = text.add(field("description"), words.empty() ? "\n" : ": ");
    if (words.empty()) words = more;
    std::string url = resolve_url(text_of((*references)[i], "url"), {});
    if (words.empty() && !url.empty()) words = text.add(field("url"));
    if (!url.empty() && !words.empty()) links.push_back({std::move(url), words});
  }
  SourceText source = text.take();
  source.title = text_of(object, "name");
  if (source.text.empty() && source.title.empty()) return std::nullopt;
  source.links = std::move(links);
  const auto identity = identities.find(text_of(object, "created_by_ref"));
  if (identity != identities.end()) source.publisher = identity->second;
  source.published = read_machine_date(text_of(object, "published"));
  if (!source.published.has_value()) source.published = read_machine_date(text_of(object, "created"));
  if (const auto authors = object.find("authors"); authors != object.end() && authors->is_array()) {
    for (const Json& author : *authors) {
      if (author.is_string()) source.authors.push_back(author.get<std::string>());
    }
  }
  item.source = std::move(source);
  return item;
}

bool is_review(const Json& json) {
  if (!json.is_object()) return false;
  const auto type = json.find("@type");
  if (type == json.end()) return false;
  const Json list = type->is_array() ? *type : Json::array({*type});
  return std::any_of(list.begin(), list.end(), [](const Json& one) { return one == "ClaimReview"; });
}

// The ways to every review in `json`, in order. Bounded in depth by the check before.
void find_reviews(const Json& json, Path& path, std::vector<Path>& out) {
  if (out.size() >= kMaxObjects) return;
  if (is_review(json)) {
    out.push_back(path);
    return;
  }
  if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i) {
      path.push_back(at(i));
      find_reviews(json[i], path, out);
      path.pop_back();
    }
  } else if (json.is_object()) {
    for (const auto& [name, value] : json.items()) {
      if (!value.is_structured()) continue;
      path.push_back(key(name));
      find_reviews(value, path, out);
      path.pop_back();
    }
  }
}

std::optional<double> number_of(const Json& json, const char* name) {
  if (!json.is_object()) return std::nullopt;
  const auto it = json.find(name);
  if (it == json.end()) return std::nullopt;
  if (it->is_number()) return it->get<double>();
  if (!it->is_string()) return std::nullopt;
  const auto& text = it->get_ref<const std::string&>();
  if (text.empty() || text.size() > 12 || text.find_first_not_of("-0123456789.") != std::string::npos)
    return std::nullopt;
  const Json number = Json::parse(text, nullptr, false);
  return number.is_number() ? std::optional<double>{number.get<double>()} : std::nullopt;
}

// Of a rating's words, else of where its number stands between the worst and the best.
Polarity polarity_of(const Json& rating) {
  const std::string words = fold(text_of(rating, "alternateName"));
  const auto says = [&](std::initializer_list<const char*> list) {
    return std::any_of(list.begin(), list.end(), [&](const char* w) { return words.find(w) != std::string::npos; });
  };
  if (says({"half", "partly", "mixture", "mixed", "misleading", "unproven", "unsupported", "no evidence",
            "missing context", "exaggerat", "lacks context", "mostly true"})) {
    return words.find("mostly true") != std::string::npos ? Polarity::kAsserts : Polarity::kDoubts;
  }
  if (says({"false", "fake", "incorrect", "wrong", "not true", "hoax", "pants on fire", "untrue", "debunked",
            "fabricat", "altered", "falsch", "faux", "falso"})) {
    return Polarity::kDenies;
  }
  if (says({"true", "correct", "accurate"})) return Polarity::kAsserts;
  const std::optional<double> value = number_of(rating, "ratingValue");
  const double best = number_of(rating, "bestRating").value_or(5), worst = number_of(rating, "worstRating").value_or(1);
  if (!value.has_value() || best <= worst || *value < worst || *value > best) return Polarity::kDoubts;
  const double share = (*value - worst) / (best - worst);
  return share <= 0.34 ? Polarity::kDenies : share >= 0.75 ? Polarity::kAsserts : Polarity::kDoubts;
}

void add_address(const Json& json, std::vector<std::string>& out) {
  if (json.is_array()) {
    for (const Json& one : json) {
      if (!one.is_array()) add_address(one, out);
    }
    return;
  }
  const std::string url = canonical_url(json.is_string() ? json.get<std::string>() : text_of(json, "url"));
  if (!url.empty() && out.size() < kMaxReferences && std::find(out.begin(), out.end(), url) == out.end())
    out.push_back(url);
}

AgentId add_agent(Extraction& out, const std::string& name, AgentKind kind) {
  const std::string folded = name_key(name);
  if (folded.empty()) return {};
  const AgentId id = agent_id_of(folded);
  if (out.agent(id) != nullptr) return id;
  Agent agent;
  agent.id = id;
  agent.name = name;
  agent.kind = kind;
  agent.names = {name};
  const auto place = std::lower_bound(out.agents.begin(), out.agents.end(), id,
                                      [](const Agent& a, AgentId other) { return a.id < other; });
  out.agents.insert(place, std::move(agent));
  return id;
}

}  // namespace

std::vector<FoundItem> read_stix(std::string_view bytes) {
  if (too_deep(bytes)) return failed("STIX: nested deeper than 64 levels");
  const Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_object()) return failed("STIX: found no JSON object, wanted a bundle");
  const auto objects = json.find("objects");
  if (objects == json.end() || !objects->is_array()) return failed("STIX: found no list of objects, wanted a bundle");
  std::map<std::string, std::string> identities;
  bool reports = false;
  const auto is_report = [](const Json& object) {
    const std::string type = text_of(object, "type");
    return type == "report" || type == "note" || type == "opinion" || type == "grouping";
  };
  for (const Json& object : *objects) {
    if (text_of(object, "type") == "identity") identities[text_of(object, "id")] = text_of(object, "name");
    reports = reports || is_report(object);
  }
  std::vector<FoundItem> out;
  for (std::size_t i = 0; i < objects->size() && out.size() < kMaxObjects; ++i) {
    const Json& object = (*objects)[i];
    if (!object.is_object() || text_of(object, "type") == "identity") continue;
    if (reports ? !is_report(object) : text_of(object, "description").empty()) continue;
    if (std::optional<FoundItem> item = stix_item(bytes, object, i, identities)) out.push_back(std::move(*item));
  }
  return out;
}

std::vector<FoundItem> read_claim_reviews(std::string_view bytes) {
  if (too_deep(bytes)) return failed("ClaimReview: nested deeper than 64 levels");
  const Json json = Json::parse(bytes, nullptr, false);
  if (json.is_discarded()) return failed("ClaimReview: is no JSON");
  std::vector<Path> paths;
  Path path;
  find_reviews(json, path, paths);
  if (paths.empty()) return failed("ClaimReview: found no review in the JSON");
  std::vector<FoundItem> out;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::optional<ByteSpan> place = find_json_value(bytes, paths[i]);
    if (!place.has_value()) continue;
    FoundItem item;
    item.bytes = std::string{slice(bytes, *place)};
    item.offset = place->begin;
    item.format = Format::kClaimReview;
    item.whole = true;
    if (paths.size() > 1) {
      const Json one = Json::parse(item.bytes, nullptr, false);
      item.name = canonical_url(text_of(one, "url"));
      if (item.name.empty()) item.name = std::to_string(i + 1);
    }
    out.push_back(std::move(item));
  }
  return out;
}

Result<Review> read_claim_review(std::string_view bytes) {
  if (too_deep(bytes)) return Error{ErrorCode::kTooLarge, "ClaimReview: nested deeper than 64 levels"};
  const Json json = Json::parse(bytes, nullptr, false);
  std::vector<Path> paths;
  Path path;
  if (!json.is_discarded()) find_reviews(json, path, paths);
  if (paths.size() != 1) return Error{ErrorCode::kBadInput, "ClaimReview: wanted one review in the JSON"};
  const Json* review = &json;
  for (const JsonStep& step : paths[0]) review = step.is_index ? &(*review)[step.index] : &(*review)[step.key];
  const auto field = [&](std::initializer_list<const char*> names) {
    Path out = paths[0];
    for (const char* name : names) out.push_back(key(name));
    return out;
  };
  Review out;
  TextOfStrings text{bytes};
  out.claim = text.add(field({"claimReviewed"}));
  if (out.claim.empty()) return Error{ErrorCode::kBadInput, "ClaimReview: has no \"claimReviewed\""};
  out.verdict = text.add(field({"reviewRating", "alternateName"}));
  for (const char* name : {"reviewBody", "description"}) text.add(field({name}));
  const Json item = review->value("itemReviewed", Json::object());
  const Json& reviewed = item.is_array() && !item.empty() ? item[0] : item;
  out.speaker = name_of(reviewed, "author");
  if (reviewed.is_object()) {
    for (const char* name : {"appearance", "firstAppearance"}) {
      if (reviewed.contains(name)) add_address(reviewed[name], out.appearances);
    }
  }
  out.polarity = polarity_of(review->value("reviewRating", Json::object()));
  out.source = text.take();
  out.source.title = text_of(*review, "name");
  if (out.source.title.empty()) out.source.title = text_of(*review, "headline");
  out.source.publisher = name_of(*review, "author");
  if (out.source.publisher.empty()) out.source.publisher = name_of(*review, "publisher");
  out.source.url = canonical_url(text_of(*review, "url"));
  out.source.published = read_machine_date(text_of(*review, "datePublished"));
  return out;
}

void add_review(const Review& review, Extraction& out) {
  out.claims.clear();
  std::vector<DocumentId> cited;
  for (const std::string& url : review.appearances) {
    const DocumentId id = document_id_of("url:" + url_key(url));
    if (id == out.document.id) continue;
    cited.push_back(id);
    if (out.referenced_document(id) == nullptr) {
      Document document;
      document.id = id;
      document.url = url;
      document.kind = DocumentKind::kOther;
      const auto place = std::lower_bound(out.referenced.begin(), out.referenced.end(), id,
                                          [](const Document& d, DocumentId other) { return d.id < other; });
      out.referenced.insert(place, std::move(document));
    }
    const bool known =
        std::any_of(out.citations.begin(), out.citations.end(), [&](const Citation& c) { return c.document == id; });
    if (!known) out.citations.push_back({CitationHow::kLink, id, {review.claim}, "claim-review@1", 0.95});
  }
  const auto add = [&](ClaimForm form, Polarity polarity, AgentId speaker, EndClass end) {
    Claim claim;
    claim.content = {review.claim};
    if (form == ClaimForm::kOwn && !review.verdict.empty()) claim.cue = {review.verdict};
    claim.text = std::string{slice(out.text, review.claim)};
    claim.form = form;
    claim.polarity = polarity;
    if (!speaker.is_null()) claim.speaker = speaker;
    if (form == ClaimForm::kOwn) claim.origin = out.document.id;
    claim.cites = cited;
    claim.end = end;
    claim.rule = "claim-review@1";
    claim.confidence = 0.95;
    claim.id = claim_id_of(out.document.id, std::string{to_string(form)} + "\n" + claim.text, 0);
    out.claims.push_back(std::move(claim));
  };
  const AgentId reviewer = add_agent(out, out.document.publisher, AgentKind::kOutlet);
  add(ClaimForm::kOwn, review.polarity, reviewer, reviewer.is_null() ? EndClass::kUnattributed : EndClass::kPrimary);
  if (!review.speaker.empty()) {
    const AgentKind kind =
        is_person_name(review.speaker) && !is_body_name(review.speaker) ? AgentKind::kPerson : AgentKind::kOrganisation;
    add(ClaimForm::kIndirect, Polarity::kAsserts, add_agent(out, review.speaker, kind),
        kind == AgentKind::kPerson ? EndClass::kFirsthand : EndClass::kPrimary);
  }
}

}  // namespace headwater::detail
