// RDF 1.1 Turtle (W3C recommendation, 2014) of PROV-O.
#include "interchange/formats.h"
#include "interchange/prov_o.h"
#include "json_parts.h"

namespace headwater::detail {
namespace {

// JSON's escapes are among Turtle's.
std::string object_text(const RdfObject& object) {
  switch (object.type) {
    case RdfObject::Type::kName:
      return object.value;
    case RdfObject::Type::kDouble:
      return dumped(Json(object.value)) + "^^xsd:double";
    case RdfObject::Type::kBoolean:
      return dumped(Json(object.value)) + "^^xsd:boolean";
    default:
      return dumped(Json(object.value));
  }
}

}  // namespace

Result<void> write_turtle(Visible& from, ExportOut& out) {
  for (const auto& [prefix, meaning] : kProvOPrefixes) {
    const Result<void> done = out.write("@prefix " + std::string{prefix} + ": <" + std::string{meaning} + "> .\n");
    if (!done) return done;
  }
  return each_subject(from, [&](const RdfSubject& subject) {
    std::string text = "\n" + subject.name;
    std::string_view before = " ";
    const auto add = [&](std::string_view property, const std::string& object) {
      text.append(before).append(property).append(" ").append(object);
      before = " ;\n  ";
    };
    for (const std::string& one : subject.classes) add("a", one);
    for (const auto& [property, object] : subject.properties) add(property, object_text(object));
    return out.write(text + " .\n");
  });
}

}  // namespace headwater::detail
