#include <string>
#include <utility>
#include <vector>

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
    "check", "reads a whole store and verifies it", "[--db DIR] [--json] [--repair TO]",
    "Reads everything in the store and verifies it: checksums, records that decode, edges in\n"
    "both directions, evidence that lies inside its text. Changes nothing. The exit status\n"
    "is 4 if anything is wrong.\n"
    "\n"
    "With --repair it writes a store into TO in which all that follows from what the documents\n"
    "say is made anew: edges found from both ends, words to search for, what is known of agents,\n"
    "counts. TO gets its name once it is verified. A text, claim or list of edges that is itself\n"
    "damaged cannot be derived, and is named: then a backup is wanted. The store stays as it is.",
    "headwater check --db affair.db\n"
    "headwater check --db affair.db --repair affair-whole.db"};

constexpr Manual kBackupManual{
    "backup", "copies a store whole, while it is written to", "[--db DIR] [--json] TO",
    "Writes the store as it stands now into the directory TO, which must be empty or not there.\n"
    "Others may read and write the store meanwhile. The copy is read again and verified before\n"
    "it gets its name; until then it is in TO.partial, and if anything fails nothing stays. It\n"
    "is a store like any other: --db TO reads it.",
    "headwater backup --db affair.db /backup/affair-2013-02-19"};

constexpr Manual kRestoreManual{
    "restore", "makes a store of a backup", "[--db DIR] [--json] FROM",
    "Copies the backup FROM to the directory of the store, which must be empty or not there,\n"
    "and verifies it. FROM stays as it is.",
    "headwater restore --db affair.db /backup/affair-2013-02-19"};

// One store copied to another place: the one word of `words` and --db, either way round.
int run_copy(const Manual& manual, const std::string& name, bool from_db, Arguments arguments) {
  std::string db;
  bool json = false;
  std::vector<std::string> words;
  CommandLine line{manual};
  line.add_db(db);
  line.add_json(json);
  line.add_words(words, name, from_db ? "The directory of the copy." : "The directory of the backup.");
  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  if (words.size() != 1) return wrong_usage(manual.verb, "one " + name + " is wanted");
  const std::optional<Store> store = open_to_read(from_db ? db : words.front());
  if (!store.has_value()) return kStoreTrouble;
  const Result<StoreStats> copied = store->copy_to(from_db ? words.front() : db);
  if (!copied.has_value()) {
    talk(copied.error().message);
    return exit_status(copied.error().code);
  }
  out.text(json ? to_json(*copied) + "\n" : listing(*copied) + "verified: no problem was found\n");
  return out.end(kDone);
}

}  // namespace

int run_backup(Arguments arguments) { return run_copy(kBackupManual, "TO", true, std::move(arguments)); }
int run_restore(Arguments arguments) { return run_copy(kRestoreManual, "FROM", false, std::move(arguments)); }

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
  std::string repaired;
  line.add_repair(repaired);
  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;
  if (!repaired.empty()) {
    const Result<StoreStats> stats = store->repair_to(repaired);
    if (!stats.has_value()) {
      talk(stats.error().message);
      return exit_status(stats.error().code);
    }
    talk("repaired into " + repaired);
  }
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
