#include "peers.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <numeric>

namespace headwater::bench {
namespace {

constexpr int kRounds = 3;
constexpr std::size_t kWarm = 50;
constexpr std::size_t kQuestions = 1000;

double seconds_of(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}
}  // namespace

double now() { return seconds_of(CLOCK_MONOTONIC); }
double cpu() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

Answer sum_of(const std::vector<std::uint32_t>& found) {
  return {found.size(), std::accumulate(found.begin(), found.end(), std::uint64_t{0})};
}

double percentile(std::vector<double> times, double share) {
  if (times.empty()) return 0;
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(static_cast<double>(times.size()) * share))];
}

void print_head() {
  std::printf("%-11s %-34s %10s %10s %8s %8s %6s\n", "", "", "p50 us", "p99 us", "p50 of *", "p99 of *", "wrong");
}

bool run(const char* what, const std::vector<Row>& questions, const std::function<Answer(const Row&)>& wanted,
         std::vector<Peer>& peers) {
  struct Best {
    double p50 = 1e9;
    double p99 = 1e9;
    std::size_t wrong = 0;
  };
  std::vector<Best> best(peers.size());
  for (std::size_t n = questions.size() - std::min(kWarm, questions.size()); n < questions.size(); ++n) {
    const auto from = static_cast<std::uint32_t>(questions[n][0]);
    for (Peer& peer : peers) {
      if (peer.take_in_hand) peer.take_in_hand(from);
      peer.ask(from);
    }
  }
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::vector<double>> times(peers.size());
    const std::size_t count = std::min(kQuestions, questions.size());
    for (std::size_t n = 0; n < count; ++n) {
      for (std::size_t p = 0; p < peers.size(); ++p) {
        if (n >= peers[p].questions) continue;
        // Each another one, lest it find in the cache what the one before it has just read.
        const Row& question = questions[(n + p * (count / peers.size())) % count];
        const auto from = static_cast<std::uint32_t>(question[0]);
        if (peers[p].take_in_hand) peers[p].take_in_hand(from);
        const double begin = now();
        peers[p].ask(from);
        times[p].push_back((now() - begin) * 1e6);
        if (!(peers[p].tell() == wanted(question))) ++best[p].wrong;
      }
    }
    for (std::size_t p = 0; p < peers.size(); ++p) {
      best[p].p50 = std::min(best[p].p50, percentile(times[p], 0.5));
      best[p].p99 = std::min(best[p].p99, percentile(times[p], 0.99));
    }
  }
  bool right = true;
  for (std::size_t p = 0; p < peers.size(); ++p) {
    std::printf("%-11s %-34s %10.2f %10.1f %8.2f %8.2f %6zu\n", what, peers[p].name.c_str(), best[p].p50, best[p].p99,
                best[p].p50 / best[0].p50, best[p].p99 / best[0].p99, best[p].wrong);
    right = right && best[p].wrong == 0;
  }
  return right;
}

BareArrays::BareArrays(std::size_t nodes, const std::vector<detail::NumberedEdge>& edges) : stamps(nodes, 0) {
  for (std::size_t side = 0; side < 2; ++side) {
    offsets[side].assign(nodes + 1, 0);
    arcs[side].resize(edges.size());
    const auto at = [side](const detail::NumberedEdge& e) { return side == 0 ? e.from : e.arc.to(); };
    for (const detail::NumberedEdge& e : edges) ++offsets[side][at(e) + 1];
    std::partial_sum(offsets[side].begin(), offsets[side].end(), offsets[side].begin());
    std::vector<std::uint32_t> next = offsets[side];
    for (const detail::NumberedEdge& e : edges) arcs[side][next[at(e)]++] = side == 0 ? e.arc.to() : e.from;
  }
}

void BareArrays::walk(std::size_t side, std::uint32_t from) {
  const std::vector<std::uint32_t>& o = offsets[side];
  const std::vector<std::uint32_t>& a = arcs[side];
  queue.assign(1, from);
  stamps[from] = ++stamp;
  for (std::size_t next = 0; next < queue.size(); ++next) {
    for (std::uint32_t at = o[queue[next]]; at < o[queue[next] + 1]; ++at) {
      if (stamps[a[at]] == stamp) continue;
      stamps[a[at]] = stamp;
      queue.push_back(a[at]);
    }
  }
}
}  // namespace headwater::bench
