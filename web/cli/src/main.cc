#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "verbs.h"

namespace headwater::cli {
namespace {

struct Verb {
  std::string_view name;
  std::string_view summary;
  int (*run)(Arguments);
};

constexpr std::array kVerbs{
    Verb{"extract", "reads documents and prints what they claim, without a store", run_extract},
    Verb{"ingest", "reads documents into a store", run_ingest},
    Verb{"search", "finds claims, documents and agents by their words", run_search},
    Verb{"show", "shows one claim, document or agent", run_show},
    Verb{"query", "finds patterns of nodes and edges", run_query},
    Verb{"trace", "follows a claim upstream to where it comes from", run_trace},
    Verb{"analyse", "tells what a claim hangs on, and what hangs on a source", run_analyse},
    Verb{"verify", "checks the JSON of an answer", run_verify},
    Verb{"report", "writes the chains of a claim as a report to send on", run_report},
    Verb{"judge", "writes down what a person decided about a node", run_judge},
    Verb{"import", "reads what 'export' wrote", run_import},
    Verb{"export", "writes a store in other tools' formats", run_export},
    Verb{"stats", "counts what a store holds", run_stats},
    Verb{"check", "reads a whole store and verifies it", run_check},
    Verb{"backup", "copies a store whole, while it is written to", run_backup},
    Verb{"restore", "makes a store of a backup", run_restore},
    Verb{"serve", "serves a store over HTTP, with a page", run_serve},
};

std::string help() {
  std::string out =
      "NAME\n"
      "  headwater - traces what is said upstream to the source it springs from\n"
      "\n"
      "SYNOPSIS\n"
      "  headwater VERB [--db DIR] [--json] ...\n"
      "  headwater VERB --help\n"
      "  headwater --help | --version\n"
      "\n"
      "DESCRIPTION\n"
      "  Headwater reads articles, reports and statements into a graph of who said what,\n"
      "  where, and on whose word. Results go to standard output, talk and progress to\n"
      "  standard error. Options may stand anywhere after the verb.\n"
      "\n"
      "VERBS\n";
  for (const Verb& verb : kVerbs) {
    std::string name = "  " + std::string{verb.name};
    name.resize(12, ' ');
    out += name + std::string{verb.summary} + "\n";
  }
  out += "\nEXIT STATUS\n";
  out += exit_status_table();
  out +=
      "\nEXAMPLES\n"
      "  headwater ingest articles/\n"
      "  headwater search \"safe dam\"\n"
      "  headwater trace \"the dam is safe\"\n";
  return out;
}

int run(Arguments arguments) {
  Out out;
  const std::string first = arguments.empty() ? "" : arguments.front();
  if (first == "--version") {
    out.line(HEADWATER_VERSION);
    return out.end(kDone);
  }
  if (first == "--help" || first == "-h" || first == "help") {
    out.text(help());
    return out.end(kDone);
  }
  for (const Verb& verb : kVerbs) {
    if (verb.name != first) continue;
    arguments.erase(arguments.begin());
    return verb.run(std::move(arguments));
  }
  if (first.empty()) return wrong_usage("", "a verb is wanted, such as ingest, search or trace");
  return wrong_usage("", "\"" + first + "\" is no verb");
}

}  // namespace
}  // namespace headwater::cli

int main(int argc, char** argv) {
  // A reader that goes away and a limit on the size of files are errors of write(), not the end of a batch.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return headwater::cli::run({argv + (argc > 0 ? 1 : 0), argv + argc});
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "headwater: %s\n", problem.what());
    return headwater::cli::kStoreTrouble;
  }
}
