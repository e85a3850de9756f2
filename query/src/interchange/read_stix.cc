// A bundle of STIX 2.1 (OASIS standard, 2021): identities are agents; reports and groupings are documents; notes and
// opinions are claims, of their first author, reported by the documents that refer to them; relationships are edges
// where a graph of sources has such.
#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "interchange/foreign_file.h"
#include "interchange/json_places.h"
#include "interchange/readers.h"
#include "interchange/stix_names.h"

namespace headwater::detail {
namespace {

using Value = nlohmann::json;

constexpr std::size_t kMostReferences = 10'000;  // of one object

std::string text_of(const Value& object, std::string_view name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::vector<std::string> texts_of(const Value& object, std::string_view name) {
  std::vector<std::string> out;
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return out;
  for (const Value& one : *found) {
    if (one.is_string() && out.size() < kMostReferences) out.push_back(one.get<std::string>());
  }
  return out;
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& path)
      : out_{bytes, path, Format::kStix, "stix@1"}, text_{bytes}, file_{outermost(bytes)} {}

  Result<Imported> run(Store& store) {
    const ByteSpan objects = member(text_, file_, "objects");
    if (slice(text_, member(text_, file_, "type")) != "\"bundle\"" || objects.empty() || text_[objects.begin] != '[')
      return Error{ErrorCode::kBadInput, "STIX: wanted a bundle with its objects"};
    Result<void> read =
        each_object(objects, [&](ByteSpan place, const Value& object) { return add_node(place, object); });
    if (!read) return read.error();
    read = each_object(objects, [&](ByteSpan place, const Value& object) { return add_edges(place, object); });
    if (!read) return read.error();
    return std::move(out_).put(store);
  }

 private:
  template <class Visit>
  Result<void> each_object(ByteSpan objects, Visit visit) {
    return each_element(text_, objects, [&](ByteSpan place) -> Result<void> {
      const Value object = Value::parse(slice(text_, place), nullptr, false);
      return object.is_object() ? visit(place, object) : Result<void>{};
    });
  }

  // What we have told of it; an empty object in others' bundles.
  Value ours(const Value& object) const {
    const auto extensions = object.find("extensions");
    if (extensions == object.end() || !extensions->is_object()) return Value::object();
    const auto found = extensions->find(extension_);
    return found != extensions->end() && found->is_object() ? *found : Value::object();
  }

  static bool is_document(std::string_view type) { return type == "report" || type == "grouping"; }
  static bool is_claim(std::string_view type) { return type == "note" || type == "opinion"; }

  Result<void> add_node(ByteSpan place, const Value& object) {
    const std::string id = text_of(object, "id"), type = text_of(object, "type");
    if (type == "identity") return add_agent(id, object);
    if (is_document(type)) return add_document(id, object);
    if (is_claim(type)) return add_claim(id, type, place, object);
    if (type != "relationship") out_.leave_out();
    return {};
  }

  Result<void> add_agent(const std::string& id, const Value& object) {
    const Value told = ours(object);
    Agent agent;
    agent.name = text_of(object, "name");
    const std::string identity_class = text_of(object, "identity_class");
    if (identity_class == "individual") agent.kind = AgentKind::kPerson;
    if (identity_class == "group" || identity_class == "class") agent.kind = AgentKind::kGroup;
    agent.kind = parse_agent_kind(text_of(told, "kind")).value_or(agent.kind);
    agent.anonymous = told.value("anonymous", Value{}) == Value(true);
    return out_.add_agent(id, std::move(agent));
  }

  Result<void> add_document(const std::string& id, const Value& object) {
    const Value told = ours(object);
    Document document;
    const std::optional<NodeId> known = NodeId::parse(text_of(told, "node"));
    document.id = known && known->document() ? *known->document() : document_id_of("stix:" + id);
    document.kind = parse_document_kind(text_of(told, "kind")).value_or(DocumentKind::kReport);
    document.medium = parse_medium(text_of(told, "medium")).value_or(Medium::kReport);
    document.title = told.empty() ? text_of(object, "name") : text_of(told, "title");
    document.publisher = text_of(told, "publisher");
    const std::string date = text_of(told, "published");
    if (const Result<Date> read = Date::parse(date.empty() ? text_of(object, "published") : date); read)
      document.published = *read;
    const auto references = object.find("external_references");
    if (references != object.end() && references->is_array() && !references->empty() && (*references)[0].is_object())
      document.url = text_of((*references)[0], "url");
    return out_.add_document(id, std::move(document));
  }

  Result<void> add_claim(const std::string& id, std::string_view type, ByteSpan place, const Value& object) {
    const char* const field = type == "note" ? "content" : "explanation";
    std::string text = text_of(object, field);
    if (text.empty()) return out_.leave_out(), Result<void>{};
    const ByteSpan words = words_within(text_, member(text_, place, field));
    const Value told = ours(object);
    const ClaimForm form = parse_claim_form(text_of(told, "form")).value_or(ClaimForm::kIndirect);
    const bool denies = text_of(object, "opinion").ends_with("disagree");
    const Polarity polarity =
        parse_polarity(text_of(told, "polarity")).value_or(denies ? Polarity::kDenies : Polarity::kAsserts);
    const Result<void> added = out_.add_claim(id, words.empty() ? place : words, std::move(text),
                                              form == ClaimForm::kOwn ? ClaimForm::kIndirect : form, polarity);
    if (!added || !told.empty()) return added;
    // Our own bundles have the speaker as an identity, with an edge that leads to it.
    for (const std::string& author : texts_of(object, "authors")) {
      Agent agent;
      agent.name = author;
      if (Result<void> done = out_.add_agent("author " + author, std::move(agent)); !done) return done;
      return out_.add_edge(out_.node(id), Relation::kSaidBy, out_.node("author " + author), place,
                           confidence_of(object));
    }
    return {};
  }

  static std::optional<double> confidence_of(const Value& object) {
    const auto found = object.find("confidence");
    return found != object.end() && found->is_number() ? std::optional{found->get<double>() / 100} : std::nullopt;
  }

  Result<void> add_edges(ByteSpan place, const Value& object) {
    const std::string type = text_of(object, "type");
    if (type == "relationship") return add_relationship(place, object);
    const NodeId from = out_.node(text_of(object, "id"));
    // What our own bundles say so, they say by relationships too.
    if (from.is_null() || !ours(object).empty()) return {};
    if (is_document(type) || is_claim(type)) {
      const NodeId maker = out_.node(text_of(object, "created_by_ref"));
      const Relation relation = from.claim() ? Relation::kSaidBy : Relation::kIssuedBy;
      const bool has_author = from.claim() && !texts_of(object, "authors").empty();
      if (maker.agent() && !has_author) {
        if (Result<void> done = out_.add_edge(from, relation, maker, place, confidence_of(object)); !done) return done;
      }
    }
    for (const std::string& ref : texts_of(object, "object_refs")) {
      const NodeId to = out_.node(ref);
      Result<void> done;
      if (is_document(type) && to.claim()) done = out_.add_edge(to, Relation::kReportedBy, from, place, {});
      if (is_document(type) && to.document()) done = out_.add_edge(from, Relation::kCites, to, place, {});
      if (type == "opinion" && to.claim() && text_of(object, "opinion").ends_with("disagree"))
        done = out_.add_edge(from, Relation::kDisputes, to, place, confidence_of(object));
      if (!done) return done;
    }
    return {};
  }

  Result<void> add_relationship(ByteSpan place, const Value& object) {
    const NodeId from = out_.node(text_of(object, "source_ref")), to = out_.node(text_of(object, "target_ref"));
    const Value told = ours(object);
    std::string name = text_of(told, "relation");
    if (name.empty()) name = text_of(object, "relationship_type");
    std::replace(name.begin(), name.end(), '-', '_');
    std::optional<Relation> relation = parse_relation(name);
    if (name == "derived_from" && !from.is_null()) relation = from.claim() ? Relation::kRepeats : Relation::kCites;
    if (name == "duplicate_of") relation = Relation::kSameAs;
    if (!relation) return out_.leave_out(), Result<void>{};
    const auto number = [&](const char* key) -> std::optional<double> {
      const auto found = told.find(key);
      return found != told.end() && found->is_number() ? std::optional{found->get<double>()} : std::nullopt;
    };
    const std::optional<double> confidence = number("confidence");
    return out_.add_edge(from, *relation, to, place, confidence ? confidence : confidence_of(object),
                         number("score").value_or(0),
                         parse_citation_how(text_of(told, "how")).value_or(CitationHow::kNamed));
  }

  ForeignFile out_;
  std::string_view text_;
  ByteSpan file_;
  const std::string extension_ = stix_id("extension-definition", kEvidenceExtensionName);
};

}  // namespace

Result<Imported> read_stix_bundle(Store& store, std::string_view bytes, const std::string& path) {
  if (const Result<void> checked = check_json(bytes, "STIX"); !checked) return checked.error();
  return Reader{bytes, path}.run(store);
}

}  // namespace headwater::detail
