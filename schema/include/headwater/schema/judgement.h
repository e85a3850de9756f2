// What a person decided about a node: that a document was retracted, that two names are one agent, how far a source can
// be relied on, who may see it.
//
// Judgements stand beside what documents say and change none of it. They are never removed: of those of one kind about
// one node the latest counts (for same_as: of those about the same two), and one with `revoked` set takes the kind
// back. Plain values; any thread.
#ifndef HEADWATER_SCHEMA_JUDGEMENT_H_
#define HEADWATER_SCHEMA_JUDGEMENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/id.h"
#include "headwater/schema/result.h"

namespace headwater {

// Numbers stand in the store.
enum class JudgementKind : std::uint8_t {
  kRetraction = 1,   // a document or a claim was taken back by whoever put it out; `other`: the notice, if there is one
  kCorrection = 2,   // was corrected; `other`: the document that corrects it, if there is one
  kSameAs = 3,       // two agents, or two documents, are one; neither is folded into the other
  kReliability = 4,  // of an agent or a document, "A" reliable to "E" unreliable, "F" not to be judged
  kCredibility = 5,  // of a claim, "1" confirmed to "5" improbable, "6" not to be judged
  kMarking = 6,      // who may see it: "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"
};
// Reliability and credibility are the two axes of NATO AJP-2.1, the "Admiralty scale"; markings are FIRST's Traffic
// Light Protocol 2.0.

std::string_view to_string(JudgementKind value);
std::optional<JudgementKind> parse_judgement_kind(std::string_view text);

struct Judgement {
  JudgementKind kind = JudgementKind::kRetraction;
  NodeId about;
  NodeId other;                // as the kind says; else null
  std::string value;           // likewise
  bool revoked = false;        // takes back what was judged before; then `value` is empty
  std::string by;              // who decided; never empty
  std::string reason;          // in their words
  std::int64_t recorded = 0;   // when, seconds since 1970-01-01T00:00:00Z
  std::uint64_t sequence = 0;  // rises with every judgement of a store; given by the store

  bool operator==(const Judgement&) const = default;
};

inline constexpr std::size_t kMaxJudgementBytes = std::size_t{64} << 10;  // of `by` and `reason` each

// kInvalidArgument where the kind, the nodes and the value do not fit together or nobody is named, with what was
// wanted; kTooLarge over kMaxJudgementBytes.
Result<void> valid(const Judgement& judgement);

// Of what was judged, oldest first, that which counts: one a kind, for same_as one for each other node, none that was
// taken back. In the order of kinds, then of the other node. Where `until` is given, as it stood at that second.
std::vector<Judgement> standing(const std::vector<Judgement>& judged, std::optional<std::int64_t> until = std::nullopt);

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_JUDGEMENT_H_
