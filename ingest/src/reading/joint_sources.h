// Two sources named side by side for one claim: "both the divers and the architect", "according to the ministry and,
// separately, to a survey by the institute"; or three: "according to the bank's statement, the report of the carrier
// and an analysis by the laboratory".
#ifndef HEADWATER_INGEST_READING_JOINT_SOURCES_H_
#define HEADWATER_INGEST_READING_JOINT_SOURCES_H_

#include <optional>
#include <string_view>
#include <vector>

#include "reading/analysis.h"
#include "reading/attributions.h"

namespace headwater::detail {

struct JointSources {
  Range first;
  std::vector<Range> others;  // one or more
};

// "each", "separately", "independently": of two who say something each for themselves.
bool sets_apart(std::string_view low);

// A document, a body, people of one or a name: what may stand in a list of sources.
bool is_source_phrase(const Analysis& a, Range phrase);

// Also people: "the investigators in Belmund", "the mayor".
bool may_speak(const Analysis& a, Range phrase);

inline constexpr std::int32_t kLongestSpeaker = 16;  // words

// A phrase from `at` up to a mark or a verb, that may be a speaker; else empty.
Range speaker_at(const Analysis& a, std::int32_t at, std::int32_t end);

// "A and B", "both A and B", "A, B and by C" up to `end`: each for itself. Nothing where one is no speaker.
std::vector<Range> speakers_in(const Analysis& a, std::int32_t at, std::int32_t end);

// Nothing where there is one source. A bare "A and B said" is left to whoever reads it: they may have said it together.
std::optional<JointSources> joint_sources(const Analysis& a, const FoundAttribution& f);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_JOINT_SOURCES_H_
