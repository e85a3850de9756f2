// A bundle of STIX 2.1 (OASIS standard, 2021): agents are identities; documents are reports, or groupings where no date
// of theirs is known, which a report must have; claims are notes; edges are relationships. What STIX has no place for
// stands in a property extension that the bundle defines.
#include <algorithm>
#include <cmath>
#include <utility>

#include "interchange/formats.h"
#include "interchange/stix_names.h"
#include "json_parts.h"
#include "node_name.h"

namespace headwater::detail {
namespace {

constexpr std::string_view kCreated = "2026-11-29T00:00:00.000Z";  // of the two objects that are of every bundle

std::string document_type(const Document& document) { return document.published ? "report" : "grouping"; }

std::string_view identity_class(AgentKind kind) {
  switch (kind) {
    case AgentKind::kPerson:
      return "individual";
    case AgentKind::kGroup:
      return "group";
    default:
      return "organization";
  }
}

// STIX knows two of our relations by names of its own.
std::string relationship_type(Relation relation) {
  if (relation == Relation::kRepeats) return "derived-from";
  if (relation == Relation::kSameAs) return "duplicate-of";
  std::string out{to_string(relation)};
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

class StixWriter {
 public:
  StixWriter(Visible& from, ExportOut& out) : from_{from}, out_{out} {}

  Result<void> run() {
    // What has no time of its own was made when the last document was recorded.
    Result<void> read = from_.each_document([&](const Document& document) -> Result<void> {
      latest_ = std::max(latest_, document.recorded);
      return {};
    });
    if (!read) return read;
    const std::string bundle = stix_id("bundle", "bundle:" + std::to_string(from_.store().version()));
    if (Result<void> done = out_.write(R"({"type":"bundle","id":")" + bundle + R"(","objects":[)"); !done) return done;
    if (Result<void> done = write_common(); !done) return done;
    read = from_.each_agent([&](const Agent& agent) { return write_agent(agent); });
    if (!read) return read;
    // Each with its claims and the edges it states.
    read = from_.each_document([&](const Document& document) -> Result<void> {
      if (!document.held) return write_document(document, {});
      const Result<std::vector<Claim>> claims = claims_of(document.id);
      if (!claims) return claims.error();
      if (Result<void> done = write_document(document, *claims); !done) return done;
      for (const Claim& claim : *claims) {
        if (Result<void> done = write_claim(document, claim); !done) return done;
      }
      return {};
    });
    if (!read) return read;
    read = from_.each_edge([&](const ToldEdge& told) { return write_edge(told); });
    if (!read) return read;
    return out_.write("\n]}\n");
  }

 private:
  Result<void> write(const Json& object) {
    return out_.write((std::exchange(first_, false) ? "\n" : ",\n") + dumped(object));
  }

  Json object(const std::string& type, const std::string& name, std::int64_t seconds) const {
    const std::string time = stix_time(seconds != 0 ? seconds : latest_);
    return {{"type", type},    {"spec_version", "2.1"}, {"id", stix_id(type, name)}, {"created_by_ref", producer_},
            {"created", time}, {"modified", time}};
  }

  void extend(Json& object, Json properties) const {
    Json extension{{"extension_type", "property-extension"}};
    extension.update(properties);
    object["extensions"][extension_] = std::move(extension);
  }

  // How far it may go, for its own sake and for that of what it stands in.
  Result<void> mark(Json& object, std::initializer_list<NodeId> nodes) const {
    Json refs = Json::array();
    for (NodeId node : nodes) {
      while (!node.is_null()) {
        const Result<std::string> marking = from_.marking_of(node);
        if (!marking) return marking.error();
        for (const StixMarking& one : kTlpMarkings) {
          if (one.marking == *marking && std::find(refs.begin(), refs.end(), one.id) == refs.end())
            refs.push_back(one.id);
        }
        const std::optional<ClaimId> claim = node.claim();
        node = claim ? NodeId{document_of(*claim)} : NodeId{};
      }
    }
    if (!refs.empty()) object["object_marking_refs"] = std::move(refs);
    return {};
  }

  static int confidence_of(double confidence) { return static_cast<int>(std::lround(confidence * 100)); }

  Result<void> write_common() {
    Json producer{{"type", "identity"},   {"spec_version", "2.1"}, {"id", producer_},           {"created", kCreated},
                  {"modified", kCreated}, {"name", "Headwater"},   {"identity_class", "system"}};
    if (Result<void> done = write(producer); !done) return done;
    const Json extension{
        {"type", "extension-definition"},
        {"spec_version", "2.1"},
        {"id", extension_},
        {"created_by_ref", producer_},
        {"created", kCreated},
        {"modified", kCreated},
        {"name", "Headwater evidence"},
        {"description", "Which node or edge of a graph of sources an object stands for, and what it was found by."},
        {"schema",
         "node: the id of a document (d), a claim (c) or an agent (a). relation: of an edge, with the document whose "
         "text shows it, the half-open spans of bytes of UTF-8 there, the rule that found it, and its confidence from "
         "0 to 1. The rest is named as in Headwater's own JSON."},
        {"version", "1.0.0"},
        {"extension_types", Json::array({"property-extension"})}};
    if (Result<void> done = write(extension); !done) return done;
    for (const std::string_view marking : from_.markings()) {
      const auto* known = std::find_if(kTlpMarkings.begin(), kTlpMarkings.end(),
                                       [&](const StixMarking& one) { return one.marking == marking; });
      Json level{{"extension_type", "property-extension"}, {"tlp_2_0", known->level}};
      Json definition{{"type", "marking-definition"},
                      {"spec_version", "2.1"},
                      {"id", known->id},
                      {"created", kTlpCreated},
                      {"name", marking}};
      definition["extensions"][std::string{kTlpExtension}] = std::move(level);
      if (Result<void> done = write(definition); !done) return done;
    }
    return {};
  }

  Result<void> write_agent(const Agent& agent) {
    Json out = object("identity", to_string(NodeId{agent.id}), 0);
    out["name"] = agent.name.empty() ? to_string(NodeId{agent.id}) : agent.name;
    out["identity_class"] = identity_class(agent.kind);
    Json properties{
        {"node", to_string(NodeId{agent.id})}, {"kind", to_string(agent.kind)}, {"anonymous", agent.anonymous}};
    if (!agent.names.empty()) properties["names"] = agent.names;
    extend(out, std::move(properties));
    if (Result<void> done = mark(out, {agent.id}); !done) return done;
    return write(out);
  }

  Result<std::vector<Claim>> claims_of(DocumentId id) const {
    Result<std::vector<Claim>> claims = from_.store().claims_of(id);
    if (!claims) return claims;
    std::vector<Claim> out;
    for (Claim& claim : *claims) {
      const Result<bool> seen = from_.may_be_seen(claim.id);
      if (!seen) return seen.error();
      if (*seen) out.push_back(std::move(claim));
    }
    return out;
  }

  Result<void> write_document(const Document& document, const std::vector<Claim>& claims) {
    const std::string id = to_string(NodeId{document.id});
    Json out = object(document_type(document), id, document.recorded);
    out["name"] = headwater::detail::name_of(document);
    if (document.published) {
      out["published"] = stix_time(*document.published);
    } else {
      out["context"] = "unspecified";
    }
    if (!document.url.empty()) {
      out["external_references"] = Json::array(
          {{{"source_name", document.publisher.empty() ? "url" : document.publisher}, {"url", document.url}}});
    }
    // It has to lead to something: where it states nothing, to who wrote the bundle.
    Json refs = Json::array();
    for (const Claim& claim : claims) refs.push_back(stix_id("note", to_string(NodeId{claim.id})));
    if (refs.empty()) refs.push_back(producer_);
    out["object_refs"] = std::move(refs);
    Json properties{{"node", id},
                    {"kind", to_string(document.kind)},
                    {"medium", to_string(document.medium)},
                    {"held", document.held}};
    // There are no empty values (section 3.1).
    const std::string published = document.published ? document.published->text() : "";
    for (const auto& [name, value] : {std::pair{"title", document.title}, std::pair{"publisher", document.publisher},
                                      std::pair{"published", published}, std::pair{"url", document.url}}) {
      if (!value.empty()) properties[name] = value;
    }
    extend(out, std::move(properties));
    if (Result<void> done = mark(out, {document.id}); !done) return done;
    return write(out);
  }

  Result<void> write_claim(const Document& document, const Claim& claim) {
    const std::string id = to_string(NodeId{claim.id});
    Json out = object("note", id, document.recorded);
    out["content"] = claim.text.empty() ? id : claim.text;
    Json refs = Json::array({stix_id(document_type(document), to_string(NodeId{document.id}))});
    if (claim.speaker) {
      const Result<bool> seen = from_.may_be_seen(*claim.speaker);
      if (!seen) return seen.error();
      const Result<std::optional<Agent>> speaker = from_.store().agent_as_told(
          *claim.speaker, [&](DocumentId writer) -> Result<bool> { return writer == document.id; });
      if (!speaker) return speaker.error();
      if (*seen && *speaker && !(*speaker)->name.empty()) {
        out["authors"] = Json::array({(*speaker)->name});
        refs.push_back(stix_id("identity", to_string(NodeId{*claim.speaker})));
      }
    }
    out["object_refs"] = std::move(refs);
    out["confidence"] = confidence_of(claim.confidence);
    extend(out, {{"node", id},
                 {"form", to_string(claim.form)},
                 {"polarity", to_string(claim.polarity)},
                 {"certainty", claim.certainty},
                 {"end", to_string(claim.end)},
                 {"rule", claim.rule}});
    if (Result<void> done = mark(out, {claim.id}); !done) return done;
    return write(out);
  }

  // The name an object for the node has; nothing where none is written.
  Result<std::optional<std::string>> id_of(const NodeId& node) const {
    const std::string name = to_string(node);
    if (node.claim()) return std::optional{stix_id("note", name)};
    if (node.agent()) return std::optional{stix_id("identity", name)};
    const Result<std::optional<Document>> document = from_.told(*node.document());
    if (!document) return document.error();
    return *document ? std::optional{stix_id(document_type(**document), name)} : std::nullopt;
  }

  Result<void> write_edge(const ToldEdge& told) {
    const Edge& edge = told.edge;
    const Result<std::optional<std::string>> source = id_of(edge.from), target = id_of(edge.to);
    if (!source) return source.error();
    if (!target) return target.error();
    if (!*source || !*target) return {};
    const Result<std::optional<Document>> writer = from_.store().document(told.writer);
    if (!writer) return writer.error();
    Json out = object("relationship", told.id, *writer ? (*writer)->recorded : 0);
    out["relationship_type"] = relationship_type(edge.relation);
    if (!told.quote.empty()) out["description"] = told.quote;
    out["source_ref"] = **source;
    out["target_ref"] = **target;
    out["confidence"] = confidence_of(edge.evidence.confidence);
    Json properties{{"edge", told.id}, {"relation", to_string(edge.relation)}};
    if (edge.relation == Relation::kReportedBy) properties["hop"] = edge.hop;
    if (edge.relation == Relation::kCites) properties["how"] = to_string(edge.how);
    if (edge.score != 0) properties["score"] = edge.score;
    if (!edge.evidence.document.is_null()) properties["document"] = to_string(NodeId{edge.evidence.document});
    if (!edge.evidence.spans.empty()) properties["spans"] = spans_json(edge.evidence.spans);
    properties["rule"] = edge.evidence.rule;
    properties["confidence"] = edge.evidence.confidence;
    extend(out, std::move(properties));
    if (Result<void> done = mark(out, {told.writer, edge.from, edge.to}); !done) return done;
    return write(out);
  }

  Visible& from_;
  ExportOut& out_;
  const std::string producer_ = stix_id("identity", "producer");
  const std::string extension_ = stix_id("extension-definition", kEvidenceExtensionName);
  std::int64_t latest_ = 0;
  bool first_ = true;
};

}  // namespace

Result<void> write_stix(Visible& from, ExportOut& out) { return StixWriter{from, out}.run(); }

}  // namespace headwater::detail
