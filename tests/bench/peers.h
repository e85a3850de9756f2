// Who answers a question about the graph, and how fast. Times are of one question, in microseconds: the lowest p50, and
// the lowest p99, of the rounds. Peers take turns with each question, so that a busy machine is busy for all.
#ifndef HEADWATER_TESTS_BENCH_PEERS_H_
#define HEADWATER_TESTS_BENCH_PEERS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "given_graph.h"

namespace headwater::bench {

// Seconds, by the clock of the wall and by that of this process.
double now();
double cpu();

// Of a share from 0 to 1; 0 of none.
double percentile(std::vector<double> times, double share);

struct Answer {
  std::uint64_t count = 0;
  std::uint64_t sum = 0;
  bool operator==(const Answer&) const = default;
};

Answer sum_of(const std::vector<std::uint32_t>& found);

// One who answers: `ask` is timed, `tell` is not.
struct Peer {
  std::string name;
  std::function<void(std::uint32_t)> ask;
  std::function<Answer()> tell;
  std::size_t questions = 1000;
  // Before the clock starts: what the one who asks has in hand, such as the id of what is asked about.
  std::function<void(std::uint32_t)> take_in_hand = nullptr;
};

// The names of the columns.
void print_head();
// Asks all, and prints a row for each, with its ratio to the first. Whether all answers were right.
bool run(const char* what, const std::vector<Row>& questions, const std::function<Answer(const Row&)>& wanted,
         std::vector<Peer>& peers);

// Compressed sparse rows and nothing else: the limit.
struct BareArrays {
  std::array<std::vector<std::uint32_t>, 2> offsets;
  std::array<std::vector<std::uint32_t>, 2> arcs;
  std::vector<std::uint32_t> stamps;
  std::uint32_t stamp = 0;
  std::vector<std::uint32_t> queue;

  BareArrays(std::size_t nodes, const std::vector<detail::NumberedEdge>& edges);
  void walk(std::size_t side, std::uint32_t from);
};

}  // namespace headwater::bench

#endif  // HEADWATER_TESTS_BENCH_PEERS_H_
