#include <utility>

#include "headwater/query/json.h"
#include "headwater/query/report.h"
#include "listing.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kStatsManual{"stats", "counts what a store holds", "[--db DIR] [--json]",
                              "Prints how many documents, claims, agents and edges are in the store, how large it is\n"
                              "on disk, and the version of its format.",
                              "headwater stats\n"
                              "headwater stats --db affair.db --json"};

constexpr Manual kCheckManual{
    "check", "reads a whole store and verifies it", "[--db DIR] [--json]",
    "Reads everything in the store and verifies it: checksums, records that decode, edges in\n"
    "both directions, evidence that lies inside its text. Changes nothing. The exit status\n"
    "is 4 if anything is wrong.",
    "headwater check --db affair.db"};

}  // namespace

int run_stats(Arguments arguments) {
  std::string db;
  bool json = false;
  CommandLine line{kStatsManual};
  line.add_db(db);
  line.add_json(json);
  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;
  const Result<StoreStats> stats = store->stats();
  if (!stats.has_value()) {
    talk(stats.error().message);
    return exit_status(stats.error().code);
  }
  out.text(json ? to_json(*stats) + "\n" : listing(*stats));
  return out.end(kDone);
}

int run_check(Arguments arguments) {
  std::string db;
  bool json = false;
  CommandLine line{kCheckManual};
  line.add_db(db);
  line.add_json(json);
  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;
  const Result<StoreCheck> check = store->check();
  if (!check.has_value()) {
    talk(check.error().message);
    return exit_status(check.error().code);
  }
  if (json) {
    out.line(to_json(*check));
  } else {
    std::string text = listing(check->stats);
    for (const std::string& problem : check->problems) text += "problem: " + terminal_text(problem) + "\n";
    text += check->problem_count == 0 ? "no problem was found\n"
                                      : std::to_string(check->problem_count) + " problems were found\n";
    out.text(text);
  }
  return out.end(check->problem_count == 0 ? kDone : kStoreTrouble);
}

}  // namespace headwater::cli
