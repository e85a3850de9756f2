#include "headwater/schema/judgement.h"

#include <catch2/catch.hpp>

using namespace headwater;

namespace {

const DocumentId kPaper = document_id_of("paper");
const AgentId kAda = agent_id_of("ada"), kLind = agent_id_of("lind"), kThird = agent_id_of("third");
const ClaimId kClaim = claim_id_of(kPaper, "claim");

Judgement of(JudgementKind kind, NodeId about, NodeId other = {}, std::string value = "") {
  return {kind, about, other, std::move(value), false, "desk", "", 1};
}

bool is_valid(const Judgement& judgement) { return valid(judgement).has_value(); }

}  // namespace

TEST_CASE("kinds of judgements have a spelling that leads back", "[schema][judgement]") {
  for (int n = 1; n <= 6; ++n) {
    const auto kind = static_cast<JudgementKind>(n);
    CHECK(parse_judgement_kind(to_string(kind)) == kind);
  }
  CHECK_FALSE(parse_judgement_kind(""));
  CHECK_FALSE(parse_judgement_kind("opinion"));
}

TEST_CASE("a judgement names nodes and a value that go with its kind", "[schema][judgement]") {
  CHECK(is_valid(of(JudgementKind::kRetraction, kPaper)));
  CHECK(is_valid(of(JudgementKind::kRetraction, kClaim, kPaper)));
  CHECK_FALSE(is_valid(of(JudgementKind::kRetraction, kAda)));
  CHECK_FALSE(is_valid(of(JudgementKind::kCorrection, kPaper, kAda)));
  CHECK_FALSE(is_valid(of(JudgementKind::kRetraction, kPaper, {}, "yes")));
  CHECK(is_valid(of(JudgementKind::kSameAs, kAda, kLind)));
  CHECK_FALSE(is_valid(of(JudgementKind::kSameAs, kAda)));
  CHECK_FALSE(is_valid(of(JudgementKind::kSameAs, kAda, kAda)));
  CHECK_FALSE(is_valid(of(JudgementKind::kSameAs, kAda, kPaper)));
  CHECK_FALSE(is_valid(of(JudgementKind::kSameAs, kClaim, claim_id_of(kPaper, "other"))));
  CHECK(is_valid(of(JudgementKind::kReliability, kAda, {}, "B")));
  CHECK_FALSE(is_valid(of(JudgementKind::kReliability, kAda, {}, "G")));
  CHECK_FALSE(is_valid(of(JudgementKind::kReliability, kAda)));
  CHECK_FALSE(is_valid(of(JudgementKind::kReliability, kClaim, {}, "A")));
  CHECK(is_valid(of(JudgementKind::kCredibility, kClaim, {}, "6")));
  CHECK_FALSE(is_valid(of(JudgementKind::kCredibility, kClaim, {}, "0")));
  CHECK_FALSE(is_valid(of(JudgementKind::kCredibility, kPaper, {}, "1")));
  CHECK(is_valid(of(JudgementKind::kMarking, kPaper, {}, "TLP:AMBER+STRICT")));
  CHECK_FALSE(is_valid(of(JudgementKind::kMarking, kPaper, {}, "TLP:WHITE")));
  CHECK_FALSE(is_valid(of(JudgementKind::kRetraction, {})));
  Judgement taken_back = of(JudgementKind::kReliability, kAda);
  taken_back.revoked = true;
  CHECK(is_valid(taken_back));
  taken_back.value = "A";
  CHECK_FALSE(is_valid(taken_back));
}

TEST_CASE("somebody decided, in no more words than are kept", "[schema][judgement]") {
  Judgement judgement = of(JudgementKind::kRetraction, kPaper);
  judgement.by.clear();
  CHECK(valid(judgement).error().message.find("who decided") != std::string::npos);
  judgement.by = std::string(kMaxJudgementBytes, 'x');
  CHECK(is_valid(judgement));
  judgement.reason = std::string(kMaxJudgementBytes + 1, 'x');
  CHECK(valid(judgement).error().code == ErrorCode::kTooLarge);
}

TEST_CASE("of judgements the latest of a kind counts, until it is taken back", "[schema][judgement]") {
  std::vector<Judgement> judged;
  const auto add = [&](Judgement one, std::int64_t when, bool revoked = false) {
    one.recorded = when;
    one.revoked = revoked;
    one.sequence = judged.size() + 1;
    judged.push_back(std::move(one));
  };
  add(of(JudgementKind::kReliability, kAda, {}, "B"), 10);
  add(of(JudgementKind::kReliability, kAda, {}, "D"), 20);
  add(of(JudgementKind::kSameAs, kAda, kLind), 30);
  add(of(JudgementKind::kSameAs, kThird, kAda), 40);
  REQUIRE(standing(judged).size() == 3);
  CHECK(standing(judged, 15).front().value == "B");
  CHECK(standing(judged, 25).front().value == "D");
  CHECK(standing(judged, 9).empty());
  // The same two, named the other way round.
  add(of(JudgementKind::kSameAs, kLind, kAda), 50, true);
  REQUIRE(standing(judged).size() == 2);
  CHECK(standing(judged)[0].kind == JudgementKind::kSameAs);
  CHECK(standing(judged)[0].about == NodeId{kThird});
  CHECK(standing(judged, 45).size() == 3);
  add(of(JudgementKind::kReliability, kAda), 60, true);
  CHECK(standing(judged).size() == 1);
}
