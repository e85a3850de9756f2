#include "interchange/prov_o.h"

#include "interchange/prov_relation.h"

namespace headwater::detail {
namespace {

std::string ours(std::string_view name) { return "hw:" + std::string{name}; }

RdfObject named(std::string name) { return {std::move(name), RdfObject::Type::kName}; }

void add(RdfSubject& to, const std::vector<Told>& things) {
  for (const Told& one : things) {
    RdfObject object{one.value, RdfObject::Type::kText};
    if (one.type == Told::Type::kReal) object.type = RdfObject::Type::kDouble;
    if (one.type == Told::Type::kFlag) object.type = RdfObject::Type::kBoolean;
    if (one.type == Told::Type::kNode) object = named(ours(one.value));
    to.properties.emplace_back(ours(one.name), std::move(object));
  }
}

std::vector<std::string> classes_of(const ToldNode& node) {
  if (node.kind == "document") return {"prov:Entity", "hw:Document"};
  if (node.kind == "claim") return {"prov:Entity", "hw:Claim"};
  std::vector<std::string> out{"prov:Agent"};
  if (node.detail == "person") out.emplace_back("prov:Person");
  if (node.detail == "organisation" || node.detail == "outlet" || node.detail == "government")
    out.emplace_back("prov:Organization");
  return out;
}

}  // namespace

Result<void> each_subject(Visible& from, const Visible::Visit<RdfSubject>& visit) {
  const Result<void> nodes = from.each_node([&](const ToldNode& node) {
    RdfSubject subject{ours(to_string(node.id)), classes_of(node), {{"rdfs:label", {node.name}}}};
    add(subject, things_of(node));
    return visit(subject);
  });
  if (!nodes) return nodes;
  return from.each_edge([&](const ToldEdge& told) -> Result<void> {
    const ProvRelation& relation = prov_relation(told.edge);
    const std::string end = ours(to_string(told.edge.to));
    const std::string between = ours(told.id);
    const RdfSubject first{
        ours(to_string(told.edge.from)),
        {},
        {{std::string{relation.plain}, named(end)}, {std::string{relation.qualified}, named(between)}}};
    if (Result<void> done = visit(first); !done) return done;
    RdfSubject second{between, {std::string{relation.influence}}, {{std::string{relation.end}, named(end)}}};
    add(second, things_of(told));
    return visit(second);
  });
}

}  // namespace headwater::detail
