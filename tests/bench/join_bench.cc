// How long joining a new document's claims to a large store takes, beside the time of putting it.
//
//   headwater_join_bench WORK [CLAIMS]
//
// Makes a store of CLAIMS claims (a million) in WORK, in documents of six (press.h). The same kinds of documents are
// then joined to it, in several rounds: the quickest is told, and beside it the slowest, which a busy machine makes.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/ingest/ingest.h"
#include "peers.h"
#include "press.h"

namespace headwater::bench {
namespace {

constexpr std::size_t kClaimsEach = Press::kClaimsEach;
constexpr std::size_t kAsked = 1000;  // a round
constexpr std::size_t kRounds = 6;

// As somebody loads a store and somebody else joins to it: what is timed does not find memory as loading has left it.
template <class Work>
bool in_own_process(Work work) {
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) {
    const bool is_well = work();
    std::fflush(nullptr);
    ::_exit(is_well ? 0 : 1);
  }
  int status = 0;
  return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

struct Round {
  std::vector<double> joining;  // milliseconds
  std::vector<double> putting;
  std::size_t ties = 0;
};

// Documents `first` and after it.
std::optional<Round> join_some(Store& store, const Press& press, std::size_t first) {
  Round out;
  for (std::size_t n = 0; n < kAsked; ++n) {
    Extraction extraction = press.document(first + n);
    const double begin = now();
    Result<std::vector<Edge>> links = link(store, extraction);
    const double joined = now();
    if (!links.has_value()) {
      std::fprintf(stderr, "%s\n", links.error().message.c_str());
      return std::nullopt;
    }
    out.ties += links->size();
    const Result<void> put = store.put({std::move(extraction), "", std::move(*links)});
    if (!put.has_value()) {
      std::fprintf(stderr, "%s\n", put.error().message.c_str());
      return std::nullopt;
    }
    out.joining.push_back((joined - begin) * 1e3);
    out.putting.push_back((now() - joined) * 1e3);
  }
  return out;
}

bool run_join(const std::string& work, std::size_t claims) {
  const Press press;
  const std::string path = work + "/join-" + std::to_string(claims);
  const std::size_t documents = claims / kClaimsEach;
  if (!in_own_process([&] { return load_unless_there(path, press, documents); })) return false;
  ::sync();  // so that the disk is not still busy with what was loaded
  Result<Store> store = Store::open(path, {.sync = false});
  if (!store.has_value()) {
    std::fprintf(stderr, "%s\n", store.error().message.c_str());
    return false;
  }
  const StoreStats held = store->stats().value();
  std::vector<Round> rounds;
  Round cold;
  for (std::size_t n = 0; n < kRounds; ++n) {
    // Such as the store has not, not even from an earlier run.
    std::optional<Round> round = join_some(*store, press, held.documents_held + n * kAsked);
    if (!round) return false;
    if (n == 0) {
      cold = std::move(*round);
    } else {
      rounds.push_back(std::move(*round));
    }
  }
  const auto [best, worst] = std::minmax_element(rounds.begin(), rounds.end(), [](const Round& a, const Round& b) {
    return percentile(a.joining, 0.5) < percentile(b.joining, 0.5);
  });
  std::printf(
      "%llu claims held; joining a document of %zu claims, best of %zu: p50 %.2f ms, p99 %.2f ms (slowest %.2f, %.2f; "
      "the first that are joined %.2f, %.2f; putting it: %.2f, %.2f); %zu ties\n",
      static_cast<unsigned long long>(held.claims), kClaimsEach, rounds.size(), percentile(best->joining, 0.5),
      percentile(best->joining, 0.99), percentile(worst->joining, 0.5), percentile(worst->joining, 0.99),
      percentile(cold.joining, 0.5), percentile(cold.joining, 0.99), percentile(best->putting, 0.5),
      percentile(best->putting, 0.99), best->ties);
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
