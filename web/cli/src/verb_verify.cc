#include "headwater/query/verify.h"

#include <utility>

#include "files.h"
#include "headwater/query/report.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kVerifyManual{
    "verify", "checks the JSON of an answer", "[--db DIR] [--alone] ANSWER.json",
    "Reads what 'trace' or 'analyse' printed with --json and checks it, by counting and looking up, not by asking\n"
    "again: that chains hang together, that disjoint chains share nothing and every chain is cut, that what is said "
    "to\n"
    "be on every chain is. With a store also that every step is an edge there, that every quote is what its document\n"
    "says in that place, and that no chain was left out. \"-\" reads standard input. The exit status is 3 if the "
    "answer\n"
    "does not hold.",
    "headwater analyse independence --json c0123456789abcdef01234567 > answer.json\n"
    "headwater verify answer.json"};

}  // namespace

int run_verify(Arguments arguments) {
  std::string db;
  bool alone = false;
  std::vector<std::string> words;
  CommandLine line{kVerifyManual};
  line.add_db(db);
  line.app().add_flag("--alone", alone, "Checks the answer by what it carries itself, without a store.");
  line.add_words(words, "ANSWER.json", "The file with the answer, or \"-\".");
  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  if (words.size() != 1) return wrong_usage("verify", "one file is wanted");
  const Result<std::string> answer = read_file(words.front(), kMaxAnswerBytes);
  if (!answer.has_value()) {
    talk(answer.error().message);
    return exit_status(answer.error().code);
  }
  std::optional<Store> store;
  if (!alone) {
    store = open_to_read(db);
    if (!store.has_value()) return kStoreTrouble;
  }
  const Result<Verification> verified = verify(*answer, store.has_value() ? &*store : nullptr);
  if (!verified.has_value()) {
    talk(words.front() + ": " + verified.error().message);
    return exit_status(verified.error().code);
  }
  for (const std::string& fault : verified->faults) out.text(terminal_text(fault) + "\n");
  if (verified->fault_count > verified->faults.size())
    out.text("and " + std::to_string(verified->fault_count - verified->faults.size()) + " more\n");
  out.text(verified->kind + ": " + std::to_string(verified->checked) + " things checked, " +
           std::to_string(verified->fault_count) + " wrong\n");
  return out.end(verified->fault_count == 0 ? kDone : kBadInputs);
}

}  // namespace headwater::cli
