// Reading a verb's arguments, and its manual page.
#ifndef HEADWATER_WEB_CLI_COMMAND_LINE_H_
#define HEADWATER_WEB_CLI_COMMAND_LINE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "headwater/graph/store.h"
#include "headwater/ingest/reading.h"
#include "headwater/schema/date.h"
#include "headwater/schema/vocabulary.h"
#include "terminal.h"

namespace headwater::cli {

using Arguments = std::vector<std::string>;

// What `headwater VERB --help` says besides the options.
struct Manual {
  std::string_view verb;
  std::string_view summary;      // completes "headwater VERB - "
  std::string_view synopsis;     // one line or more, without "headwater VERB"
  std::string_view description;  // paragraphs, wrapped by hand
  std::string_view examples;     // one command a line
};

class CommandLine {
 public:
  explicit CommandLine(const Manual& manual);
  CommandLine(const CommandLine&) = delete;  // the options point into it
  CommandLine& operator=(const CommandLine&) = delete;

  CLI::App& app() { return app_; }
  // `db` has the default before the arguments are read.
  void add_db(std::string& db);
  void add_json(bool& json);
  void add_repair(std::string& to);
  void add_kind(std::optional<DocumentKind>& kind);
  void add_spans(SpanMethod& spans);
  void add_allow_private(bool& allow_private);
  void add_published(std::optional<Date>& published);
  // What is no option, in the order given; a word that begins with a dash only after "--" or with a space in it. At
  // least one unless `may_be_empty`.
  void add_words(std::vector<std::string>& words, const std::string& name, const std::string& description,
                 bool may_be_empty = false);

  // Nothing if the verb is to run, else the status to end with: help was printed, or the usage is wrong.
  std::optional<int> parse(Arguments arguments, Out& out);

 private:
  [[nodiscard]] std::string help() const;

  Manual manual_;
  CLI::App app_;
  std::vector<std::string>* words_ = nullptr;
  std::string words_name_;
  std::string words_description_;
  bool words_may_be_empty_ = true;
};

// Words on one line, separated by spaces.
std::string joined(const std::vector<std::string>& words);

// Says what is wrong with the usage of `verb`; kWrongUsage.
int wrong_usage(std::string_view verb, std::string_view what);

// The store to read from. Never made; any error was told and is kStoreTrouble.
std::optional<Store> open_to_read(const std::string& db);
// The store to write to; made if it is not there.
std::optional<Store> open_to_write(const std::string& db);

inline constexpr std::string_view kDefaultDb = "./headwater.db";

// "  0  done" and so on: a section of every manual page.
std::string_view exit_status_table();

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_COMMAND_LINE_H_
