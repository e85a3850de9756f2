#include "headwater/schema/judgement.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace headwater {
namespace {

constexpr std::array<std::pair<JudgementKind, std::string_view>, 6> kKinds{
    {{JudgementKind::kRetraction, "retraction"},
     {JudgementKind::kCorrection, "correction"},
     {JudgementKind::kSameAs, "same_as"},
     {JudgementKind::kReliability, "reliability"},
     {JudgementKind::kCredibility, "credibility"},
     {JudgementKind::kMarking, "marking"}}};

constexpr std::array<std::string_view, 5> kMarkings{"TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT",
                                                    "TLP:RED"};

bool is_one_of(std::string_view value, char first, char last) {
  return value.size() == 1 && value[0] >= first && value[0] <= last;
}

// What is wrong with it; "" for nothing.
std::string_view fault_of(const Judgement& j) {
  if (j.about.is_null()) return "wanted a node it is about";
  const NodeKind about = j.about.kind();
  const bool has_value = !j.value.empty() && !j.revoked;
  const bool has_other = !j.other.is_null();
  switch (j.kind) {
    case JudgementKind::kRetraction:
    case JudgementKind::kCorrection:
      if (about == NodeKind::kAgent) return "wanted a document or a claim, not an agent";
      if (has_other && !j.other.document()) return "wanted a document as the notice";
      return j.value.empty() ? "" : "wanted no value";
    case JudgementKind::kSameAs:
      if (about == NodeKind::kClaim) return "wanted agents or documents, not a claim";
      if (!has_other || j.other.kind() != about) return "wanted two nodes of one kind";
      if (j.other == j.about) return "wanted two nodes";
      return j.value.empty() ? "" : "wanted no value";
    case JudgementKind::kReliability:
      if (about == NodeKind::kClaim) return "wanted an agent or a document; of claims there is credibility";
      if (has_other) return "wanted no second node";
      if (has_value ? !is_one_of(j.value, 'A', 'F') : !j.revoked) return "wanted a value from A to F";
      break;
    case JudgementKind::kCredibility:
      if (about != NodeKind::kClaim) return "wanted a claim; of agents and documents there is reliability";
      if (has_other) return "wanted no second node";
      if (has_value ? !is_one_of(j.value, '1', '6') : !j.revoked) return "wanted a value from 1 to 6";
      break;
    case JudgementKind::kMarking:
      if (has_other) return "wanted no second node";
      if (has_value ? std::find(kMarkings.begin(), kMarkings.end(), j.value) == kMarkings.end() : !j.revoked)
        return "wanted TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED";
      break;
    default:
      return "wanted a kind that there is";
  }
  return j.revoked && !j.value.empty() ? "wanted no value where it is taken back" : "";
}

}  // namespace

std::string_view to_string(JudgementKind value) {
  for (const auto& [kind, text] : kKinds) {
    if (kind == value) return text;
  }
  return "";
}

std::optional<JudgementKind> parse_judgement_kind(std::string_view text) {
  for (const auto& [kind, spelling] : kKinds) {
    if (spelling == text) return kind;
  }
  return std::nullopt;
}

Result<void> valid(const Judgement& judgement) {
  const std::string what{to_string(judgement.kind)};
  if (const std::string_view fault = fault_of(judgement); !fault.empty())
    return Error{ErrorCode::kInvalidArgument, "judgement " + what + ": " + std::string{fault}};
  if (judgement.by.empty()) return Error{ErrorCode::kInvalidArgument, "judgement " + what + ": wanted who decided"};
  if (judgement.recorded < 0)
    return Error{ErrorCode::kInvalidArgument, "judgement " + what + ": wanted a time after 1970"};
  if (judgement.by.size() > kMaxJudgementBytes || judgement.reason.size() > kMaxJudgementBytes)
    return Error{ErrorCode::kTooLarge, "judgement " + what + ": wanted at most " + std::to_string(kMaxJudgementBytes) +
                                           " bytes of name and of reason"};
  return {};
}

std::vector<Judgement> standing(const std::vector<Judgement>& judged, std::optional<std::int64_t> until) {
  std::map<std::tuple<JudgementKind, NodeId, NodeId>, const Judgement*> latest;
  for (const Judgement& one : judged) {
    if (until && one.recorded > *until) continue;
    // The same two nodes, whichever was named first.
    const bool is_pair = one.kind == JudgementKind::kSameAs;
    latest[{one.kind, is_pair ? std::min(one.about, one.other) : one.about,
            is_pair ? std::max(one.about, one.other) : NodeId{}}] = &one;
  }
  std::vector<Judgement> out;
  for (const auto& [what, one] : latest) {
    if (!one->revoked) out.push_back(*one);
  }
  return out;
}

}  // namespace headwater
