// STIX 2.1 (OASIS standard, 2021): identifiers and times of what we write, and of what others have published.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_STIX_NAMES_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_STIX_NAMES_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "headwater/schema/date.h"

namespace headwater::detail {

// "report--" and a UUID made of a name (RFC 4122, version 5): the same for the same name, in every export.
std::string stix_id(std::string_view type, std::string_view name);

// With milliseconds, in UTC. Of a date its first second.
std::string stix_time(std::int64_t seconds);
std::string stix_time(const Date& date);

// FIRST's TLP 2.0 as OASIS has published it for STIX.
struct StixMarking {
  std::string_view marking, id, level;
};
inline constexpr std::string_view kTlpExtension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
inline constexpr std::string_view kTlpCreated = "2022-10-01T00:00:00.000Z";
inline constexpr std::array<StixMarking, 5> kTlpMarkings{
    {{"TLP:CLEAR", "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "clear"},
     {"TLP:GREEN", "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "green"},
     {"TLP:AMBER", "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber"},
     {"TLP:AMBER+STRICT", "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict"},
     {"TLP:RED", "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "red"}}};

// Ours, in which objects keep what STIX has no place for.
inline constexpr std::string_view kEvidenceExtensionName = "evidence";

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_STIX_NAMES_H_
