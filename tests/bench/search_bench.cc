// How long a search takes in a large store, and how often it finds what it is made from.
//
//   headwater_search_bench WORK [CLAIMS]
//
// Makes a store of CLAIMS claims (a million) in WORK, in documents of six (press.h), whose speakers have names. Each
// kind of question is asked a few hundred times in other words, the kinds taking turns, first of a store that was just
// opened. A row has the milliseconds of a question and, of those that have one right answer, how many gave it.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/search.h"
#include "headwater/schema/fold.h"
#include "peers.h"
#include "press.h"

namespace headwater::bench {
namespace {

constexpr std::size_t kAsked = 300;

struct Question {
  std::string words;
  SearchOptions options = {};
  std::function<bool(const Found&)> is_right = {};
};

struct Kind {
  const char* name;
  std::function<Question(std::mt19937_64&)> make;
  std::vector<double> times = {};
  std::vector<double> cpu_times = {};
  std::size_t answered = 0;  // with a claim at least
  std::size_t right = 0;
  bool is_judged = false;
};

class Questions {
 public:
  Questions(const Press& press, std::size_t documents) : press_{press}, documents_{documents} {}

  [[nodiscard]] std::vector<Kind> kinds() const {
    const auto words = [](std::size_t from, std::size_t to, std::size_t count) {
      return [=](std::mt19937_64& random) {
        std::string out;
        for (std::size_t n = 0; n < count; ++n)
          out += (n == 0 ? "" : " ") + Press::word_of(from + random() % (to - from));
        return Question{out};
      };
    };
    const auto filtered = [=](SearchFilter filter, std::size_t from, std::size_t to) {
      return [=](std::mt19937_64& random) {
        return Question{Press::word_of(from + random() % (to - from)), {.filter = filter}};
      };
    };
    const Date day = Date::from_days_since_epoch(16'000);
    const Date later = Date::from_days_since_epoch(16'030);
    return {
        {"a rare word", words(20'000, 200'000, 1)},
        {"a middling word", words(500, 5'000, 1)},
        {"a common word", words(0, 60, 1)},
        {"two middling words", words(500, 5'000, 2)},
        {"four common words", words(0, 60, 4)},
        {"a rare and two common words",
         [](std::mt19937_64& random) {
           return Question{Press::word_of(random() % 60) + " " + Press::word_of(9'000 + random() % 90'000) + " " +
                           Press::word_of(random() % 60)};
         }},
        {"five words of a claim, cut", [this](std::mt19937_64& random) { return piece(random, 5, true, false); }},
        {"a whole claim", [this](std::mt19937_64& random) { return piece(random, 40, false, false); }},
        {"three words of a claim, quoted", [this](std::mt19937_64& random) { return piece(random, 3, false, true); }},
        {"two common words, quoted",
         [](std::mt19937_64& random) {
           return Question{"\"" + Press::word_of(random() % 60) + " " + Press::word_of(random() % 60) + "\""};
         }},
        {"a common word, of an outlet",
         [this](std::mt19937_64& random) {
           return Question{Press::word_of(random() % 60),
                           {.filter = {.outlet = press_.outlet(random() % Press::kOutlets)}}};
         }},
        {"a common word, of a frequent speaker",
         [this](std::mt19937_64& random) {
           return Question{Press::word_of(random() % 60), {.filter = {.agent = press_.speaker(random() % 20)}}};
         }},
        {"a middling word, of any speaker",
         [this](std::mt19937_64& random) {
           return Question{Press::word_of(500 + random() % 4'500),
                           {.filter = {.agent = press_.speaker(random() % Press::kSpeakers)}}};
         }},
        {"a common word, of a month", filtered({.since = day, .until = later}, 0, 60)},
        {"a middling word, of a month", filtered({.since = day, .until = later}, 500, 5'000)},
        {"a common word, of a fax, unnamed", filtered({.medium = Medium::kFax, .end = EndClass::kAnonymous}, 0, 60)},
        {"a speaker's name", [this](std::mt19937_64& random) { return name(random, 0, false); }},
        {"a last name with one slip", [this](std::mt19937_64& random) { return name(random, 1, true); }},
        {"a last name with two slips", [this](std::mt19937_64& random) { return name(random, 2, true); }},
        {"a word that is nowhere",
         [](std::mt19937_64& random) { return Question{"zzyx" + std::to_string(random() % 1'000'000) + "q"}; }},
        {"the second page of a common word",
         [](std::mt19937_64& random) {
           return Question{Press::word_of(random() % 60), {.after = "0.20-0.20-x"}};
         }},
    };
  }

 private:
  // Words of a claim: half words at both ends if `cut`.
  [[nodiscard]] Question piece(std::mt19937_64& random, std::size_t size, bool cut, bool quoted) const {
    const Extraction document = press_.document(random() % documents_);
    const Claim& claim = document.claims[random() % document.claims.size()];
    const std::vector<ByteSpan> places = word_spans(claim.text);
    size = std::min(size, places.size());
    const std::size_t first = random() % (places.size() - size + 1);
    std::uint32_t begin = places[first].begin;
    std::uint32_t end = places[first + size - 1].end;
    if (cut && size > 2) {
      begin += (places[first].end - begin) / 2;
      end -= (end - places[first + size - 1].begin) / 2;
    }
    std::string words = claim.text.substr(begin, end - begin);
    // The same words may be somebody else's too.
    const auto has_it = [words](const Found& found) {
      return !found.claims.empty() && found.claims.front().claim.text.find(words) != std::string::npos;
    };
    return {quoted ? "\"" + words + "\"" : words, {}, has_it};
  }

  [[nodiscard]] Question name(std::mt19937_64& random, std::size_t slips, bool last_only) const {
    const std::string whole = press_.speaker(random() % 2'000);
    std::string words = last_only ? whole.substr(whole.find(' ') + 1) : whole;
    for (std::size_t n = 0; n < slips; ++n) {
      const std::size_t at = 1 + random() % (words.size() - 2);
      switch (random() % 3) {
        case 0:
          words.erase(at, 1);
          break;
        case 1:
          std::swap(words[at], words[at + 1]);
          break;
        default:
          words[at] = 'y';
      }
    }
    const auto has_it = [whole](const Found& found) {
      return std::any_of(found.agents.begin(), found.agents.end(),
                         [&](const Agent& agent) { return agent.name == whole; });
    };
    return {words, {}, has_it};
  }

  const Press& press_;
  std::size_t documents_;
};

bool run_search(const std::string& work, std::size_t claims) {
  const Press press{true};
  const std::string path = work + "/search-" + std::to_string(claims);
  const std::size_t documents = claims / Press::kClaimsEach;
  if (!load_unless_there(path, press, documents)) return false;
  const Result<Store> store = Store::open(path, {.read_only = true});
  if (!store.has_value()) {
    std::fprintf(stderr, "%s\n", store.error().message.c_str());
    return false;
  }
  std::vector<Kind> kinds = Questions{press, documents}.kinds();
  std::mt19937_64 random{7};
  std::vector<double> all, all_cpu;
  for (std::size_t n = 0; n < kAsked; ++n) {
    for (Kind& kind : kinds) {
      const Question question = kind.make(random);
      const double begin = now();
      const double cpu_begin = cpu();
      const Result<Found> found = search(*store, question.words, question.options);
      kind.times.push_back((now() - begin) * 1e3);
      kind.cpu_times.push_back((cpu() - cpu_begin) * 1e3);
      if (!found.has_value()) {
        std::fprintf(stderr, "%s: %s\n", question.words.c_str(), found.error().message.c_str());
        return false;
      }
      all.push_back(kind.times.back());
      all_cpu.push_back(kind.cpu_times.back());
      kind.answered += found->claims.empty() ? 0 : 1;
      kind.is_judged = kind.is_judged || question.is_right != nullptr;
      if (question.is_right && question.is_right(*found)) ++kind.right;
    }
  }
  std::printf("%zu claims; milliseconds of a question, %zu of each kind\n", documents * Press::kClaimsEach, kAsked);
  std::printf("%-36s %8s %8s %8s %9s %8s  %s\n", "", "p50", "p99", "most", "p50 (cpu)", "p99", "with claims, right");
  const auto row = [](const char* name, const std::vector<double>& times, const std::vector<double>& cpu_times) {
    std::printf("%-36s %8.2f %8.2f %8.2f %9.2f %8.2f", name, percentile(times, 0.5), percentile(times, 0.99),
                percentile(times, 1), percentile(cpu_times, 0.5), percentile(cpu_times, 0.99));
  };
  for (const Kind& kind : kinds) {
    row(kind.name, kind.times, kind.cpu_times);
    std::printf("  %3.0f %%", 100.0 * static_cast<double>(kind.answered) / kAsked);
    if (kind.is_judged) std::printf(", %.0f %%", 100.0 * static_cast<double>(kind.right) / kAsked);
    std::printf("\n");
  }
  row("all", all, all_cpu);
  std::printf("\n");
  return true;
}

}  // namespace
}  // namespace headwater::bench

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fprintf(stderr, "usage: headwater_search_bench WORK [CLAIMS]\n");
    return 2;
  }
  const std::size_t claims = argc == 3 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000;
  return headwater::bench::run_search(argv[1], std::max<std::size_t>(claims, 60)) ? 0 : 1;
}
