// What PROV calls our edges.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_PROV_RELATION_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_PROV_RELATION_H_

#include <array>
#include <string_view>

#include "headwater/schema/edge.h"

namespace headwater::detail {

struct ProvRelation {
  std::string_view name;  // of PROV-DM
  std::string_view from;  // PROV-JSON's keys of its two ends
  std::string_view to;
  std::string_view type;   // of PROV-DM's, what kind of derivation; "" for none
  std::string_view plain;  // PROV-O: the property that joins the two
  std::string_view qualified;
  std::string_view influence;  // PROV-O: the class of what stands between them
  std::string_view end;        // PROV-O: from there to the second
};

inline constexpr std::array<std::string_view, 5> kProvRelationNames{"wasAttributedTo", "actedOnBehalfOf",
                                                                    "wasDerivedFrom", "alternateOf", "wasInfluencedBy"};

namespace prov {

inline constexpr ProvRelation kAttribution{
    "wasAttributedTo",           "prov:entity",      "prov:agent", "", "prov:wasAttributedTo",
    "prov:qualifiedAttribution", "prov:Attribution", "prov:agent"};
inline constexpr ProvRelation kDelegation{
    "actedOnBehalfOf",          "prov:delegate",   "prov:responsible", "", "prov:actedOnBehalfOf",
    "prov:qualifiedDelegation", "prov:Delegation", "prov:agent"};
inline constexpr ProvRelation kDerivation{
    "wasDerivedFrom",      "prov:generatedEntity",     "prov:usedEntity", "",
    "prov:wasDerivedFrom", "prov:qualifiedDerivation", "prov:Derivation", "prov:entity"};
inline constexpr ProvRelation kQuotation{"wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity",
                                         "prov:Quotation", "prov:wasQuotedFrom",   "prov:qualifiedQuotation",
                                         "prov:Quotation", "prov:entity"};
inline constexpr ProvRelation kPrimarySource{
    "wasDerivedFrom",        "prov:generatedEntity",        "prov:usedEntity",    "prov:PrimarySource",
    "prov:hadPrimarySource", "prov:qualifiedPrimarySource", "prov:PrimarySource", "prov:entity"};
inline constexpr ProvRelation kRevision{"wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity",
                                        "prov:Revision",  "prov:wasRevisionOf",   "prov:qualifiedRevision",
                                        "prov:Revision",  "prov:entity"};
inline constexpr ProvRelation kInfluence{
    "wasInfluencedBy",      "prov:influencee",         "prov:influencer", "",
    "prov:wasInfluencedBy", "prov:qualifiedInfluence", "prov:Influence",  "prov:influencer"};
// Has no qualified form of its own: what stands between is an influence.
inline constexpr ProvRelation kAlternate{
    "alternateOf",      "prov:alternate1",         "prov:alternate2", "",
    "prov:alternateOf", "prov:qualifiedInfluence", "prov:Influence",  "prov:influencer"};

}  // namespace prov

// As design section 1 has it; an influence where PROV has no such relation, or none between such ends.
inline const ProvRelation& prov_relation(const Edge& edge) {
  const bool between_entities = !edge.to.agent() && !edge.from.agent();
  switch (edge.relation) {
    case Relation::kSaidBy:
    case Relation::kIssuedBy:
      if (!edge.from.agent() && edge.to.agent()) return prov::kAttribution;
      break;
    case Relation::kSpeaksFor:
      if (edge.from.agent() && edge.to.agent()) return prov::kDelegation;
      break;
    case Relation::kMadeIn:
      if (between_entities) return prov::kQuotation;
      break;
    case Relation::kSaidIn:
      if (between_entities) return prov::kPrimarySource;
      break;
    case Relation::kRepeats:
      if (between_entities) return prov::kRevision;
      break;
    case Relation::kReportedBy:
    case Relation::kCites:
      if (between_entities) return prov::kDerivation;
      break;
    case Relation::kSameAs:
      if (between_entities) return prov::kAlternate;
      break;
    default:
      break;
  }
  return prov::kInfluence;
}

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_PROV_RELATION_H_
