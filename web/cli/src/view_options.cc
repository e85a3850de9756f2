#include "view_options.h"

namespace headwater::cli {
namespace {

void add_letter(CLI::App& app, const std::string& name, char& letter, char first, char last,
                const std::string& description) {
  app.add_option_function<std::string>(
         name,
         [&letter, name, first, last](const std::string& word) {
           if (word.size() != 1 || word[0] < first || word[0] > last)
             throw CLI::ValidationError(name, "\"" + word + "\" is not one of " + first + " to " + last);
           letter = word[0];
         },
         description)
      ->type_name(std::string(1, first) + ".." + last);
}

}  // namespace

void add_date(CLI::App& app, const std::string& name, std::optional<Date>& date, const std::string& description) {
  app.add_option_function<std::string>(
         name,
         [&date, name](const std::string& word) {
           Result<Date> read = Date::parse(word);
           if (!read.has_value()) throw CLI::ValidationError(name, read.error().message);
           date = std::move(*read);
         },
         description)
      ->type_name("DATE");
}

void add_moment(CommandLine& line, ViewOptions& view) {
  CLI::App& app = line.app();
  add_date(app, "--as-of", view.as_of,
           "As it stood at the end of this date: documents that came out later are not there. One that does not say "
           "when it came out counts from when it was recorded.");
  add_date(app, "--recorded-by", view.recorded_by, "As this store knew it at the end of this date.");
}

void add_view(CommandLine& line, ViewOptions& view) {
  add_moment(line, view);
  CLI::App& app = line.app();
  app.add_option_function<std::vector<std::string>>(
         "--without",
         [&view](const std::vector<std::string>& ids) {
           for (const std::string& word : ids) {
             const std::optional<NodeId> node = NodeId::parse(word);
             if (!node) throw CLI::ValidationError("--without", "\"" + word + "\" is not an id");
             view.without.push_back(*node);
           }
         },
         "Leaves out chains through this document, agent or claim. May be given several times.")
      ->type_name("ID")
      ->expected(1)
      ->take_all();
  app.add_flag("--without-retracted", view.without_retracted,
               "Leaves out chains through what was judged to be retracted.");
  add_letter(app, "--reliability", view.reliability, 'A', 'F',
             "Leaves out chains through sources judged less reliable than this. What was never judged stays.");
  add_letter(app, "--credibility", view.credibility, '1', '6',
             "Leaves out chains through claims judged less credible than this. What was never judged stays.");
}

std::string view_line(const ViewOptions& view) {
  std::string out;
  const auto add = [&](const std::string& words) { out += (out.empty() ? "" : ", ") + words; };
  if (view.as_of) add("as it stood on " + view.as_of->text());
  if (view.recorded_by) add("as it was recorded by " + view.recorded_by->text());
  for (const NodeId& node : view.without) add("without " + to_string(node));
  if (view.without_retracted) add("without what was retracted");
  if (view.reliability != 0) add(std::string{"reliability "} + view.reliability + " or better");
  if (view.credibility != 0) add(std::string{"credibility "} + view.credibility + " or better");
  return out.empty() ? out : "(" + out + ")\n";
}

}  // namespace headwater::cli
