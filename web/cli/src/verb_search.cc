#include "headwater/query/search.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "evidence.h"
#include "headwater/query/json.h"
#include "headwater/query/show.h"
#include "listing.h"
#include "verbs.h"
#include "view_options.h"

namespace headwater::cli {
namespace {

constexpr Manual kSearchManual{
    "search", "finds claims, documents and agents by their words",
    "[--db DIR] [--json] [--limit N] [--after NEXT] [--as-of DATE] [FILTER...] WORDS",
    "Prints the claims, documents and agents that fit the words best, the best first. No\n"
    "word has to be there; rare words weigh more, words in order more still. A piece of a\n"
    "claim's own text always finds that claim. Words in double quotes, which the shell must\n"
    "leave standing, must follow each other as they do there. A name that is written wrong\n"
    "is read as one that is nearly the same, and this is said. Case and dashes do not\n"
    "matter. A word that begins with a dash stands after --. With a filter no agents are\n"
    "printed, with --end no documents.",
    "headwater search safe dam\n"
    "headwater search --since 2031-05 --outlet \"Quay Gazette\" '\"safe dam\"'\n"
    "headwater search --json --limit 5 Harbour Ministry"};

constexpr Manual kShowManual{"show", "shows one claim, document or agent", "[--db DIR] [--json] [--as-of DATE] ID",
                             "Prints one node with all that the store ties to it: of a document its claims, what it\n"
                             "cites and what cites it; of a claim its speaker, where it was put out, and the claims\n"
                             "it repeats or disputes, and its words in their place with where they stand in the\n"
                             "raw bytes; of an agent every name it goes by and what it says. The id is\n"
                             "one that any other verb has printed: d, c or a and hexadecimal digits.",
                             "headwater show d0123456789abcdef\n"
                             "headwater show --json c0123456789abcdef01234567"};

// A word of a closed set.
template <class Value>
void add_word(CLI::App& app, const std::string& name, std::optional<Value>& value,
              std::optional<Value> (*parse)(std::string_view), const std::string& description, const char* type) {
  app.add_option_function<std::string>(
         name,
         [&value, parse, name](const std::string& word) {
           value = parse(word);
           if (!value.has_value()) throw CLI::ValidationError(name, "\"" + word + "\" is not one of its words");
         },
         description)
      ->type_name(type);
}

void add_filter(CLI::App& app, SearchFilter& filter) {
  app.add_option("--agent", filter.agent, "Said by this agent: an id, or a name.")->type_name("AGENT");
  add_word(app, "--medium", filter.medium, parse_medium,
           "In this medium, or put out in it: article, report, statement, fax, email, letter, news_conference, "
           "interview, speech, testimony, filing, social_post, broadcast, image or unknown.",
           "MEDIUM");
  add_word(app, "--end", filter.end, parse_end_class,
           "Whose chain, as the document alone tells it, ends so: primary, firsthand, anonymous, referenced, "
           "unattributed or circular.",
           "END");
  add_date(app, "--since", filter.since, "Published on this date or later.");
  add_date(app, "--until", filter.until, "Published on this date or earlier.");
  app.add_option("--outlet", filter.outlet, "Published by this outlet, by its whole name.")->type_name("NAME");
}

}  // namespace

int run_search(Arguments arguments) {
  std::string db;
  bool json = false;
  SearchOptions options;
  std::vector<std::string> words;
  CommandLine line{kSearchManual};
  line.add_db(db);
  line.add_json(json);
  line.app()
      .add_option("--limit", options.limit, "How many of each kind at most. Default: 20.")
      ->type_name("N")
      ->check(CLI::Range(1, 10000).description(""));
  line.app().add_option("--after", options.after, "The page after the one that ended with this.")->type_name("NEXT");
  add_filter(line.app(), options.filter);
  add_moment(line, options.view);
  line.add_words(words, "WORDS", "What to look for.");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;
  const Result<Found> found = search(*store, joined(words), options);
  if (!found.has_value()) {
    talk(found.error().message);
    return exit_status(found.error().code);
  }
  const bool nothing = found->claims.empty() && found->documents.empty() && found->agents.empty();
  if (json) {
    out.line(to_json(*found));
  } else {
    out.text(listing(out, *found));
  }
  if (nothing) talk("nothing was found for \"" + joined(words) + "\"");
  return out.end(nothing ? kNothingFound : kDone);
}

int run_show(Arguments arguments) {
  std::string db;
  bool json = false;
  ViewOptions view;
  std::vector<std::string> words;
  CommandLine line{kShowManual};
  line.add_db(db);
  line.add_json(json);
  add_moment(line, view);
  line.add_words(words, "ID", "The node's id.");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const std::string id = joined(words);
  const std::optional<NodeId> node = NodeId::parse(id);
  if (!node.has_value()) {
    return wrong_usage("show", "\"" + id + "\" is no id; wanted d, c or a and hexadecimal digits");
  }
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;
  const Result<Shown> shown = show(*store, *node, view);
  if (!shown.has_value()) {
    talk(shown.error().message);
    return exit_status(shown.error().code);
  }
  if (json) {
    out.line(to_json(*shown));
  } else {
    out.text(listing(out, *shown));
    if (const auto* claim = std::get_if<ClaimShown>(&*shown)) {
      out.text(evidence_listing(out, *store, claim->claim, claim->document));
    }
  }
  return out.end(kDone);
}

}  // namespace headwater::cli
