#include "command_line.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace headwater::cli {
namespace {

// Every line of `text` after two spaces.
std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) out.append("  ").append(text.substr(0, end));
    out.push_back('\n');
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// Words on lines of at most 80 columns after six spaces.
std::string wrapped(const std::string& text) {
  std::string out;
  std::string line = "     ";
  std::istringstream words{text};
  for (std::string word; words >> word;) {
    if (line.size() + 1 + word.size() > 80) {
      out += line + "\n";
      line = "     ";
    }
    line += " " + word;
  }
  return out + line + "\n";
}

std::string option_name(const CLI::Option& option) {
  std::string name = option.get_name(false, true);
  std::replace(name.begin(), name.end(), ',', ' ');
  if (!option.get_type_name().empty()) name += " " + option.get_type_name();
  return name;
}

// "-5 degrees in May": CLI11 would take it for options.
bool is_sentence(const std::string& argument) {
  return argument.size() > 1 && argument[0] == '-' && argument.find(' ') < argument.find('=');
}

std::optional<Store> opened(const std::string& db, const StoreOptions& options) {
  Result<Store> store = Store::open(db, options);
  if (store.has_value()) return std::move(*store);
  talk(store.error().message);
  return std::nullopt;
}

}  // namespace

CommandLine::CommandLine(const Manual& manual) : manual_{manual} {
  app_.name("headwater " + std::string{manual.verb});
  app_.formatter_fn([this](const CLI::App*, std::string, CLI::AppFormatMode) { return help(); });
  app_.set_help_flag("-h,--help", "Prints this page and ends.");
}

void CommandLine::add_db(std::string& db) {
  db = kDefaultDb;
  app_.add_option("--db", db, "The directory of the store. Default: " + db + ".")->type_name("DIR");
}

void CommandLine::add_repair(std::string& to) {
  app_.add_option("--repair", to, "A directory to write a repaired store into; empty or not there.")->type_name("TO");
}

void CommandLine::add_json(bool& json) {
  app_.add_flag("--json", json, "Prints JSON, as the server would send it, instead of text for people.");
}

void CommandLine::add_spans(SpanMethod& spans) {
  app_.add_option_function<std::string>(
          "--spans",
          [&spans](const std::string& word) {
            const std::optional<SpanMethod> method = parse_span_method(word);
            if (!method.has_value())
              throw CLI::ValidationError("--spans",
                                         "\"" + word + "\" is no way to find attributions; wanted rules or learned");
            spans = *method;
          },
          "How attributions are found: learned (finds more, and is surer of the speaker) or rules (several times "
          "faster). Default: "
          "learned.")
      ->type_name("METHOD");
}

void CommandLine::add_allow_private(bool& allow_private) {
  app_.add_flag("--allow-private", allow_private,
                "Fetches from addresses that are not public too, such as 127.0.0.1 or 10.0.0.1.");
}

void CommandLine::add_kind(std::optional<DocumentKind>& kind) {
  app_.add_option_function<std::string>(
          "--kind",
          [&kind](const std::string& word) {
            kind = parse_document_kind(word);
            if (!kind.has_value()) {
              throw CLI::ValidationError("--kind", "\"" + word +
                                                       "\" is no kind of document; wanted article, report, statement, "
                                                       "transcript or other");
            }
          },
          "What the document is: article, report, statement, transcript or other. Default: told from the text.")
      ->type_name("KIND");
}

void CommandLine::add_published(std::optional<Date>& published) {
  app_.add_option_function<std::string>(
          "--published",
          [&published](const std::string& word) {
            Result<Date> date = Date::parse(word);
            if (!date.has_value()) throw CLI::ValidationError("--published", date.error().message);
            if (!date->day().has_value()) throw CLI::ValidationError("--published", "\"" + word + "\" is no day");
            published = std::move(*date);
          },
          "When it was published: 2013-02-19, or an RFC 3339 instant. Default: what the document says.")
      ->type_name("DATE");
}

void CommandLine::add_words(std::vector<std::string>& words, const std::string& name, const std::string& description,
                            bool may_be_empty) {
  // Taken from what CLI11 leaves over: a list of positionals of its own takes "[a,b]" apart.
  words_ = &words;
  words_name_ = name;
  words_description_ = description;
  words_may_be_empty_ = may_be_empty;
  app_.allow_extras();
}

std::optional<int> CommandLine::parse(Arguments arguments, Out& out) {
  const auto separator = std::find(arguments.begin(), arguments.end(), "--");
  Arguments behind{separator == arguments.end() ? separator : separator + 1, arguments.end()};
  arguments.erase(separator, arguments.end());
  if (words_ == nullptr && !behind.empty()) return wrong_usage(manual_.verb, "no words are wanted");
  const auto sentences = words_ == nullptr
                             ? arguments.end()
                             : std::stable_partition(arguments.begin(), arguments.end(),
                                                     [](const std::string& a) { return !is_sentence(a); });
  behind.insert(behind.begin(), sentences, arguments.end());
  arguments.erase(sentences, arguments.end());
  std::reverse(arguments.begin(), arguments.end());
  try {
    app_.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    out.text(help());
    return out.end(kDone);
  } catch (const CLI::Error& error) {
    return wrong_usage(manual_.verb, error.what());
  }
  if (words_ == nullptr) return std::nullopt;
  for (std::string& word : app_.remaining()) {
    if (word.size() > 1 && word[0] == '-') return wrong_usage(manual_.verb, "\"" + word + "\" is no option");
    words_->push_back(std::move(word));
  }
  words_->insert(words_->end(), behind.begin(), behind.end());
  if (words_->empty() && !words_may_be_empty_) return wrong_usage(manual_.verb, words_name_ + " is wanted");
  return std::nullopt;
}

std::string CommandLine::help() const {
  const std::string name = "headwater " + std::string{manual_.verb};
  std::ostringstream out;
  out << "NAME\n  " << name << " - " << manual_.summary << "\n\nSYNOPSIS\n  " << name << ' ' << manual_.synopsis
      << "\n\nDESCRIPTION\n"
      << indented(manual_.description) << '\n';
  if (words_ != nullptr) out << "ARGUMENTS\n  " << words_name_ << "\n" << wrapped(words_description_) << "\n";
  out << "OPTIONS\n";
  for (const CLI::Option* option : app_.get_options()) {
    if (option->get_group().empty()) continue;
    out << "  " << option_name(*option) << "\n" << wrapped(option->get_description());
  }
  out << '\n';
  out << "EXIT STATUS\n" << exit_status_table() << "\nEXAMPLES\n" << indented(manual_.examples);
  return out.str();
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

int wrong_usage(std::string_view verb, std::string_view what) {
  const std::string name = verb.empty() ? "headwater" : "headwater " + std::string{verb};
  talk((verb.empty() ? "" : std::string{verb} + ": ") + std::string{what});
  talk("see '" + name + " --help'");
  return kWrongUsage;
}

std::optional<Store> open_to_read(const std::string& db) {
  return opened(db, {.read_only = true, .create_if_missing = false});
}

std::optional<Store> open_to_write(const std::string& db) { return opened(db, {}); }

std::string_view exit_status_table() {
  return "  0  done\n"
         "  1  nothing was found\n"
         "  2  wrong usage\n"
         "  3  bad input: a file that is missing, empty, too large, or not in a format that is read\n"
         "  4  trouble with the store or the disk: missing, in use, damaged, of another version, full\n";
}

}  // namespace headwater::cli
