// PROV-JSON (W3C member submission, 2013), as others write it and as we do.
#include <nlohmann/json.hpp>

#include "interchange/foreign_file.h"
#include "interchange/json_places.h"
#include "interchange/readers.h"

namespace headwater::detail {
namespace {

using Value = nlohmann::json;

constexpr std::string_view kOurs = "urn:headwater:";

// Names with prefixes written out, by the prefixes of the file.
class Names {
 public:
  Names(std::string_view text, ByteSpan file) {
    (void)each_member(text, member(text, file, "prefix"), [&](ByteSpan name, ByteSpan value) -> Result<void> {
      const Value meaning = Value::parse(slice(text, value), nullptr, false);
      if (meaning.is_string() && prefixes_.size() < kMostPrefixes)
        prefixes_.emplace(slice(text, name), meaning.get<std::string>());
      return {};
    }).has_value();
  }

  [[nodiscard]] std::string whole(const std::string& name) const {
    const std::size_t colon = name.find(':');
    const auto found = prefixes_.find(colon == std::string::npos ? "default" : name.substr(0, colon));
    if (found == prefixes_.end()) return name;
    return found->second + (colon == std::string::npos ? name : name.substr(colon + 1));
  }

 private:
  static constexpr std::size_t kMostPrefixes = 1'000;
  std::unordered_map<std::string, std::string> prefixes_;
};

// The text of a value: a literal, one with its type, or the first of several.
std::string text_of(const Value& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_object() && value.contains("$")) return text_of(value["$"]);
  if (value.is_array() && !value.empty() && !value[0].is_array()) return text_of(value[0]);
  return {};
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& path)
      : out_{bytes, path, Format::kText, "prov-json@1"}, text_{bytes}, file_{outermost(bytes)}, names_{bytes, file_} {}

  Result<Imported> run(Store& store) {
    Result<void> read = each_member(text_, file_, [&](ByteSpan name, ByteSpan section) -> Result<void> {
      const std::string_view kind = slice(text_, name);
      if (kind != "agent" && kind != "entity") return {};
      return each_record(section, [&](const std::string& named, ByteSpan place, ByteSpan value, const Value& record) {
        return kind == "agent" ? add_agent(named, record) : add_entity(named, place, value, record);
      });
    });
    if (!read) return read.error();
    read = each_member(text_, file_, [&](ByteSpan name, ByteSpan section) -> Result<void> {
      const std::string_view kind = slice(text_, name);
      if (kind == "prefix" || kind == "agent" || kind == "entity") return {};
      return each_record(section, [&](const std::string&, ByteSpan place, ByteSpan, const Value& record) {
        return add_relation(kind, place, record);
      });
    });
    if (!read) return read.error();
    return std::move(out_).put(store);
  }

 private:
  // Each record of a section; where one name has several, each of them.
  template <class Visit>
  Result<void> each_record(ByteSpan section, Visit visit) {
    return each_member(text_, section, [&](ByteSpan key, ByteSpan value) -> Result<void> {
      // A name with escapes in it, written out.
      const ByteSpan quoted{key.begin - 1, key.end + 1};
      const Value name = Value::parse(slice(text_, quoted), nullptr, false);
      const Value record = Value::parse(slice(text_, value), nullptr, false);
      const ByteSpan place{quoted.begin, value.end};
      const std::string whole = names_.whole(name.is_string() ? name.get<std::string>() : std::string{});
      if (record.is_object()) return visit(whole, place, value, record);
      if (!record.is_array()) return out_.leave_out(), Result<void>{};
      return each_element(text_, value, [&](ByteSpan one) -> Result<void> {
        const Value part = Value::parse(slice(text_, one), nullptr, false);
        return part.is_object() ? visit(whole, one, one, part) : (out_.leave_out(), Result<void>{});
      });
    });
  }

  // A thing of ours that was told with our prefix.
  std::string ours(const Value& record, std::string_view name) const {
    for (const auto& [key, value] : record.items()) {
      if (names_.whole(key) == std::string{kOurs} + std::string{name}) return text_of(value);
    }
    return {};
  }
  std::optional<double> number(const Value& record, std::string_view name) const {
    const Value value = Value::parse(ours(record, name), nullptr, false);
    return value.is_number() ? std::optional{value.get<double>()} : std::nullopt;
  }
  std::string label(const Value& record, const std::string& name) const {
    const std::string given = record.contains("prov:label") ? text_of(record["prov:label"]) : std::string{};
    if (!given.empty()) return given;
    const std::size_t end = name.find_last_of("#/:");
    return end == std::string::npos || end + 1 == name.size() ? name : name.substr(end + 1);
  }

  Result<void> add_agent(const std::string& name, const Value& record) {
    Agent agent;
    agent.name = label(record, name);
    const std::string type = record.contains("prov:type") ? text_of(record["prov:type"]) : std::string{};
    if (type == "prov:Person") agent.kind = AgentKind::kPerson;
    agent.kind = parse_agent_kind(ours(record, "detail")).value_or(agent.kind);
    // Of an agent "held" says that it has a name.
    agent.anonymous = !ours(record, "kind").empty() && ours(record, "held") == "false";
    return out_.add_agent(name, std::move(agent));
  }

  Result<void> add_entity(const std::string& name, ByteSpan place, ByteSpan value, const Value& record) {
    if (ours(record, "kind") == "claim") {
      const ByteSpan words = words_within(text_, member(text_, value, "prov:label"));
      const ClaimForm form = parse_claim_form(ours(record, "detail")).value_or(ClaimForm::kIndirect);
      return out_.add_claim(name, words.empty() ? place : words, label(record, name),
                            form == ClaimForm::kOwn ? ClaimForm::kIndirect : form, Polarity::kAsserts);
    }
    Document document;
    const std::optional<NodeId> known =
        name.starts_with(kOurs) ? NodeId::parse(std::string_view{name}.substr(kOurs.size())) : std::nullopt;
    document.id = known && known->document() ? *known->document() : document_id_of("prov:" + name);
    document.kind = DocumentKind::kOther;
    document.title = label(record, name);
    document.publisher = ours(record, "detail");
    document.url = ours(record, "url");
    if (const Result<Date> date = Date::parse(ours(record, "date")); date) document.published = *date;
    return out_.add_document(name, std::move(document));
  }

  NodeId end(const Value& record, const char* key) const {
    return record.contains(key) ? out_.node(names_.whole(text_of(record[key]))) : NodeId{};
  }

  static bool has_type(const Value& record, std::string_view type) {
    const auto found = record.find("prov:type");
    if (found == record.end()) return false;
    if (!found->is_array()) return text_of(*found) == type;
    for (const Value& one : *found) {
      if (text_of(one) == type) return true;
    }
    return false;
  }

  Result<void> add_relation(std::string_view section, ByteSpan place, const Value& record) {
    NodeId from, to;
    std::optional<Relation> relation = parse_relation(ours(record, "relation"));
    if (section == "wasAttributedTo") {
      from = end(record, "prov:entity");
      to = end(record, "prov:agent");
      if (!relation) relation = from.claim() ? Relation::kSaidBy : Relation::kIssuedBy;
    } else if (section == "actedOnBehalfOf") {
      from = end(record, "prov:delegate");
      to = end(record, "prov:responsible");
      if (!relation) relation = Relation::kSpeaksFor;
    } else if (section == "wasDerivedFrom") {
      from = end(record, "prov:generatedEntity");
      to = end(record, "prov:usedEntity");
      if (!relation) {
        relation = !from.claim()                            ? Relation::kCites
                   : to.claim()                             ? Relation::kRepeats
                   : has_type(record, "prov:PrimarySource") ? Relation::kSaidIn
                                                            : Relation::kReportedBy;
      }
    } else if (section == "alternateOf") {
      from = end(record, "prov:alternate1");
      to = end(record, "prov:alternate2");
      relation = Relation::kSameAs;
    } else if (section == "wasInfluencedBy") {
      from = end(record, "prov:influencee");
      to = end(record, "prov:influencer");
      if (!relation && from.document() && to.document()) relation = Relation::kCites;
    }
    if (!relation) return out_.leave_out(), Result<void>{};
    return out_.add_edge(from, *relation, to, place, number(record, "confidence"), number(record, "score").value_or(0),
                         parse_citation_how(ours(record, "how")).value_or(CitationHow::kNamed));
  }

  ForeignFile out_;
  std::string_view text_;
  ByteSpan file_;
  Names names_;
};

}  // namespace

Result<Imported> read_prov_json(Store& store, std::string_view bytes, const std::string& path) {
  if (const Result<void> checked = check_json(bytes, "PROV-JSON"); !checked) return checked.error();
  return Reader{bytes, path}.run(store);
}

}  // namespace headwater::detail
