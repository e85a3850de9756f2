#include "press.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "headwater/graph/load.h"
#include "headwater/graph/store.h"
#include "headwater/schema/fold.h"
#include "peers.h"

namespace headwater::bench {
namespace {

constexpr std::size_t kVocabulary = 500'000;
constexpr std::size_t kFirstNames = 500;

std::vector<double> zipf(std::size_t size) {
  std::vector<double> out;
  double sum = 0;
  for (std::size_t n = 0; n < size; ++n) {
    sum += 1.0 / std::pow(static_cast<double>(n) + 2.7, 1.0);
    out.push_back(sum);
  }
  for (double& share : out) share /= sum;
  return out;
}

std::size_t drawn(const std::vector<double>& shares, std::mt19937_64& random) {
  const double share = static_cast<double>(random() >> 11) * 0x1.0p-53;
  return static_cast<std::size_t>(std::lower_bound(shares.begin(), shares.end(), share) - shares.begin());
}

std::string capital(std::string word) {
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

// Frequent words are short.
std::string syllables(std::size_t number) {
  std::string out;
  for (std::size_t rest = number + 20; rest > 0; rest /= 21) {
    out.push_back("bcdfghjklmnprstvwxyzq"[rest % 21]);
    out.push_back("aeiou"[rest % 5]);
  }
  return out;
}

}  // namespace

Press::Press(bool speakers) : shares_{zipf(kVocabulary)} {
  if (speakers) speaker_shares_ = zipf(kSpeakers);
}

Extraction Press::document(std::size_t n) const {
  std::mt19937_64 random{n};
  const bool is_copy = n > 1000 && random() % 10 == 0;
  std::mt19937_64 words{is_copy ? n - 1 - random() % 1000 : n};
  if (is_copy) words.discard(1);
  Extraction out;
  out.document.id = document_id_of("press " + std::to_string(n));
  out.document.held = true;
  out.document.publisher = outlet(random() % kOutlets);
  out.document.title = sentence(words, 7);
  out.document.published = Date::from_days_since_epoch(15000 + static_cast<std::int64_t>(n / 50));
  for (std::size_t c = 0; c < kClaimsEach; ++c) {
    std::string text = sentence(words, 8 + words() % 12);
    if (is_copy && random() % 3 == 0) text += " " + word(random);
    Claim claim;
    claim.id = claim_id_of(out.document.id, text, static_cast<std::uint32_t>(c));
    const auto begin = static_cast<std::uint32_t>(out.text.size());
    out.text += text;
    claim.content = {{begin, static_cast<std::uint32_t>(out.text.size())}};
    out.text += ".\n";
    claim.text = std::move(text);
    claim.rule = "generated@1";
    claim.confidence = 0.9;
    out.claims.push_back(std::move(claim));
  }
  out.document.text_bytes = out.text.size();
  if (!speaker_shares_.empty()) add_speakers(out, random);
  return out;
}

std::string Press::speaker(std::size_t rank) const {
  // Last names are words that no vocabulary has.
  return capital(syllables(9'300 + rank % kFirstNames * 7)) + " " + capital(syllables(4'100'000 + rank * 1'009));
}

std::string Press::outlet(std::size_t n) const { return "Outlet " + std::to_string(n) + " Courier"; }

std::string Press::word_of(std::size_t rank) { return rank % 97 == 96 ? std::to_string(rank * 7) : syllables(rank); }

std::string Press::word(std::mt19937_64& random) const { return word_of(drawn(shares_, random)); }

std::string Press::sentence(std::mt19937_64& random, std::size_t size) const {
  std::string out;
  for (std::size_t n = 0; n < size; ++n) out += (n == 0 ? "" : " ") + word(random);
  return out;
}

void Press::add_speakers(Extraction& extraction, std::mt19937_64 random) const {
  constexpr std::array kMedia{Medium::kArticle, Medium::kArticle,   Medium::kArticle, Medium::kArticle,
                              Medium::kReport,  Medium::kBroadcast, Medium::kFax};
  constexpr std::array kEnds{EndClass::kFirsthand, EndClass::kFirsthand, EndClass::kPrimary, EndClass::kAnonymous};
  extraction.document.medium = kMedia[random() % kMedia.size()];
  std::map<AgentId, Agent> agents;
  for (Claim& claim : extraction.claims) {
    if (random() % 5 >= 3) continue;
    Agent agent;
    agent.name = speaker(drawn(speaker_shares_, random));
    agent.id = agent_id_of(name_key(agent.name));
    agent.kind = AgentKind::kPerson;
    agent.names = {agent.name};
    claim.speaker = agent.id;
    claim.end = kEnds[random() % kEnds.size()];
    agents.emplace(agent.id, std::move(agent));
  }
  for (auto& [id, agent] : agents) extraction.agents.push_back(std::move(agent));
}

bool load_unless_there(const std::string& path, const Press& press, std::size_t documents) {
  if (std::filesystem::exists(path)) return true;
  std::atomic<std::size_t> next = 0;
  const double begin = now();
  const Result<StoreStats> loaded =
      load_store(path,
                 [&]() -> Result<std::optional<DocumentBatch>> {
                   const std::size_t n = next++;
                   if (n >= documents) return std::optional<DocumentBatch>{};
                   return std::optional<DocumentBatch>{DocumentBatch{press.document(n), "", {}}};
                 },
                 {});
  if (!loaded.has_value()) {
    std::fprintf(stderr, "%s\n", loaded.error().message.c_str());
    return false;
  }
  std::printf("%zu documents loaded in %.1f s\n", documents, now() - begin);
  return true;
}

}  // namespace headwater::bench
