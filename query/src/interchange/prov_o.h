// PROV-O (W3C recommendation, 2013): what a store holds as triples, whatever writes them down.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_PROV_O_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_PROV_O_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interchange/visible.h"

namespace headwater::detail {

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kProvOPrefixes{
    {{"prov", "http://www.w3.org/ns/prov#"},
     {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
     {"xsd", "http://www.w3.org/2001/XMLSchema#"},
     {"hw", "urn:headwater:"}}};

struct RdfObject {
  enum class Type : std::uint8_t { kName, kText, kDouble, kBoolean };
  std::string value;  // of kName with a prefix
  Type type = Type::kText;
};

// What is said of one subject; names have prefixes.
struct RdfSubject {
  std::string name;
  std::vector<std::string> classes;
  std::vector<std::pair<std::string, RdfObject>> properties;
};

// Documents, claims and agents, then a qualified relation for each edge, with its evidence, and the plain one beside
// it.
Result<void> each_subject(Visible& from, const Visible::Visit<RdfSubject>& visit);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_PROV_O_H_
