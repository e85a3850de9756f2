// How long joining a new document's claims to a large store takes, beside the time of putting it.
//
//   headwater_join_bench WORK [CLAIMS]
//
// Makes a store of CLAIMS claims (a million) in WORK, in documents of six: words drawn as often as ranks in English are
// (Zipf), names and numbers among them; one document in ten is an earlier one in somewhat other words. The same kinds
// of documents are then joined to it.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "headwater/graph/load.h"
#include "headwater/graph/store.h"
#include "headwater/ingest/ingest.h"
#include "peers.h"

namespace headwater::bench {
namespace {

constexpr std::size_t kClaimsEach = 6;
constexpr std::size_t kVocabulary = 500'000;
constexpr std::size_t kOutlets = 400;
constexpr std::size_t kAsked = 1000;

class Press {
 public:
  Press() {
    double sum = 0;
    for (std::size_t n = 0; n < kVocabulary; ++n) {
      sum += 1.0 / std::pow(static_cast<double>(n) + 2.7, 1.0);
      shares_.push_back(sum);
    }
    for (double& share : shares_) share /= sum;
  }

  // Document `n`: always the same.
  [[nodiscard]] Extraction document(std::size_t n) const {
    std::mt19937_64 random{n};
    const bool is_copy = n > 1000 && random() % 10 == 0;
    std::mt19937_64 words{is_copy ? n - 1 - random() % 1000 : n};
    if (is_copy) words.discard(1);
    Extraction out;
    out.document.id = document_id_of("press " + std::to_string(n));
    out.document.held = true;
    out.document.publisher = "Outlet " + std::to_string(random() % kOutlets) + " Courier";
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
    return out;
  }

 private:
  std::string word(std::mt19937_64& random) const {
    const double share = static_cast<double>(random() >> 11) * 0x1.0p-53;
    const auto rank =
        static_cast<std::size_t>(std::lower_bound(shares_.begin(), shares_.end(), share) - shares_.begin());
    if (rank % 97 == 96) return std::to_string(rank * 7);
    // Frequent words are short.
    std::string out;
    for (std::size_t rest = rank + 20; rest > 0; rest /= 21) {
      out.push_back("bcdfghjklmnprstvwxyzq"[rest % 21]);
      out.push_back("aeiou"[rest % 5]);
    }
    return out;
  }
  std::string sentence(std::mt19937_64& random, std::size_t size) const {
    std::string out;
    for (std::size_t n = 0; n < size; ++n) out += (n == 0 ? "" : " ") + word(random);
    return out;
  }

  std::vector<double> shares_;
};

bool run_join(const std::string& work, std::size_t claims) {
  const Press press;
  const std::string path = work + "/join-" + std::to_string(claims);
  const std::size_t documents = claims / kClaimsEach;
  if (!std::filesystem::exists(path)) {
    std::mutex mutex;
    std::size_t next = 0;
    const double begin = now();
    const Result<StoreStats> loaded =
        load_store(path,
                   [&]() -> Result<std::optional<DocumentBatch>> {
                     std::size_t n = 0;
                     {
                       const std::lock_guard<std::mutex> lock{mutex};
                       if (next == documents) return std::optional<DocumentBatch>{};
                       n = next++;
                     }
                     return std::optional<DocumentBatch>{DocumentBatch{press.document(n), "", {}}};
                   },
                   {});
    if (!loaded.has_value()) {
      std::fprintf(stderr, "%s\n", loaded.error().message.c_str());
      return false;
    }
    std::printf("%zu documents loaded in %.1f s\n", documents, now() - begin);
  }
  Result<Store> store = Store::open(path, {.sync = false});
  if (!store.has_value()) {
    std::fprintf(stderr, "%s\n", store.error().message.c_str());
    return false;
  }
  const std::uint64_t held = store->stats()->claims;
  std::vector<double> joining, putting;
  std::size_t ties = 0;
  for (std::size_t n = 0; n < kAsked + 100; ++n) {
    Extraction extraction = press.document(documents + n);
    const double begin = now();
    Result<std::vector<Edge>> links = link(*store, extraction);
    const double joined = now();
    if (!links.has_value()) {
      std::fprintf(stderr, "%s\n", links.error().message.c_str());
      return false;
    }
    ties += links->size();
    const Result<void> put = store->put({std::move(extraction), "", std::move(*links)});
    if (!put.has_value()) return false;
    if (n < 100) continue;
    joining.push_back((joined - begin) * 1e3);
    putting.push_back((now() - joined) * 1e3);
  }
  std::printf(
      "%llu claims held; joining a document of %zu claims: p50 %.2f ms, p99 %.2f ms (putting it: %.2f, %.2f); "
      "%zu ties\n",
      static_cast<unsigned long long>(held), kClaimsEach, percentile(joining, 0.5), percentile(joining, 0.99),
      percentile(putting, 0.5), percentile(putting, 0.99), ties);
  return true;
}

}  // namespace
}  // namespace headwater::bench

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fprintf(stderr, "usage: headwater_join_bench WORK [CLAIMS]\n");
    return 2;
  }
  const std::size_t claims = argc == 3 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000;
  return headwater::bench::run_join(argv[1], std::max<std::size_t>(claims, 80)) ? 0 : 1;
}
