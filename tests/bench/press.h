// Made-up documents in any number: words drawn as often as ranks in English are (Zipf), names and numbers among them;
// one document in ten is an earlier one in somewhat other words. The same number always gives the same document.
#ifndef HEADWATER_TESTS_BENCH_PRESS_H_
#define HEADWATER_TESTS_BENCH_PRESS_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "headwater/schema/record.h"

namespace headwater::bench {

class Press {
 public:
  static constexpr std::size_t kClaimsEach = 6;
  static constexpr std::size_t kOutlets = 400;
  static constexpr std::size_t kSpeakers = 20'000;

  // With `speakers`, three claims in five are said by somebody, who talks as often as ranks in English are used, and
  // documents have media and ends.
  explicit Press(bool speakers = false);

  // Document `n`.
  [[nodiscard]] Extraction document(std::size_t n) const;
  // The name of the speaker of that rank: a first name that forty have, and a last one.
  [[nodiscard]] std::string speaker(std::size_t rank) const;
  [[nodiscard]] std::string outlet(std::size_t n) const;
  // The word that is used the `rank`th most often; now and then a number.
  [[nodiscard]] static std::string word_of(std::size_t rank);

 private:
  std::string word(std::mt19937_64& random) const;
  std::string sentence(std::mt19937_64& random, std::size_t size) const;
  void add_speakers(Extraction& extraction, std::mt19937_64 random) const;

  std::vector<double> shares_;
  std::vector<double> speaker_shares_;  // empty for none
};

// A store of that many documents at `path`, loaded at once unless something is there. False after an error, which is
// told on stderr.
bool load_unless_there(const std::string& path, const Press& press, std::size_t documents);

}  // namespace headwater::bench

#endif  // HEADWATER_TESTS_BENCH_PRESS_H_
