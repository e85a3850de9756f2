// The way words came: in which medium, by way of whom, on which day.
#ifndef HEADWATER_INGEST_READING_CHANNELS_H_
#define HEADWATER_INGEST_READING_CHANNELS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headwater/schema/date.h"
#include "reading/attributions.h"
#include "reading/parties.h"

namespace headwater::detail {

struct Channel {
  Medium medium = Medium::kUnknown;
  std::optional<Date> date;
  std::vector<Party> via;  // outlets it was handed or told to, nearest to the reader first
  Range evidence;          // the words that tell; may be empty
  Range delivered;         // "faxed to the Associated Press": the words that name the receiver
  bool told = false;       // told to an outlet's own ears
  [[nodiscard]] bool is_known() const { return medium != Medium::kUnknown || !via.empty(); }
};

// What the words around a cue say of the channel: the sentence without what is claimed and without `others`, the words
// of those who passed it on.
Channel channel_of(const Analysis& a, const FoundAttribution& f, const Parties& parties,
                   const std::optional<Date>& published, const std::vector<Range>& others = {});

// A sentence, or part of one, that tells of a channel without a claim: "The ministry replied by fax to questions put to
// it by ...". Nothing unless one is there; `speakers` are token numbers of the subjects.
struct ChannelEvent {
  Channel channel;
  std::vector<std::size_t> entities;  // who spoke through it
  std::int32_t at = 0;
};
std::optional<ChannelEvent> channel_event(const Analysis& a, Range sentence, const Entities& entities,
                                          const Parties& parties, const std::optional<Date>& published);

// The day a phrase in `range` names, against the day the document came out: "Tuesday", "yesterday", "8 April", "March
// 2019".
std::optional<Date> date_in(const Analysis& a, Range range, const std::optional<Date>& published);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_CHANNELS_H_
