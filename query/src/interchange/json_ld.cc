// JSON-LD 1.1 (W3C recommendation, 2020) of PROV-O.
#include <utility>

#include "interchange/formats.h"
#include "interchange/prov_o.h"
#include "json_parts.h"

namespace headwater::detail {
namespace {

Json object_json(const RdfObject& object) {
  switch (object.type) {
    case RdfObject::Type::kName:
      return {{"@id", object.value}};
    case RdfObject::Type::kDouble:
      return {{"@value", object.value}, {"@type", "xsd:double"}};
    case RdfObject::Type::kBoolean:
      return {{"@value", object.value}, {"@type", "xsd:boolean"}};
    default:
      return object.value;
  }
}

}  // namespace

Result<void> write_json_ld(Visible& from, ExportOut& out) {
  Json context;
  for (const auto& [prefix, meaning] : kProvOPrefixes) context[std::string{prefix}] = meaning;
  if (Result<void> done = out.write("{\"@context\":" + dumped(context) + ",\n\"@graph\":["); !done) return done;
  bool first = true;
  const Result<void> subjects = each_subject(from, [&](const RdfSubject& subject) {
    Json value{{"@id", subject.name}};
    if (!subject.classes.empty()) value["@type"] = subject.classes;
    for (const auto& [property, object] : subject.properties) value[property] = object_json(object);
    const std::string before = std::exchange(first, false) ? "\n" : ",\n";
    return out.write(before + dumped(value));
  });
  if (!subjects) return subjects;
  return out.write("\n]}\n");
}

}  // namespace headwater::detail
