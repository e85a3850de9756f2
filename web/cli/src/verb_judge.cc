#include <utility>

#include "headwater/query/json.h"
#include "headwater/query/report.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kJudgeManual{
    "judge", "writes down what a person decided about a node",
    "[--db DIR] [--json] --by WHO [--reason TEXT] [--revoke] KIND ID [VALUE|ID]",
    "Judgements stand beside what documents say and change none of it. They are never removed: the\n"
    "latest of a kind counts, and --revoke takes it back. 'show' prints those of a node.\n"
    "\n"
    "  retraction   of a document or a claim; a second ID names the notice\n"
    "  correction   likewise\n"
    "  same_as      two agents, or two documents, are one; with --revoke they are two, whatever\n"
    "               documents say\n"
    "  reliability  of an agent or a document: A (reliable) to E (unreliable), F (cannot be judged)\n"
    "  credibility  of a claim: 1 (confirmed) to 5 (improbable), 6 (cannot be judged)\n"
    "  marking      who may see it: TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED",
    "headwater judge retraction d0123456789abcdef --by \"Ada Lind\" --reason \"the paper withdrew it\"\n"
    "headwater judge reliability a0123456789abcdef B --by desk\n"
    "headwater judge same_as a0123456789abcdef a76543210fedcba98 --by desk"};

}  // namespace

int run_judge(Arguments arguments) {
  std::string db;
  bool json = false;
  Judgement judgement;
  std::vector<std::string> words;
  CommandLine line{kJudgeManual};
  line.add_db(db);
  line.add_json(json);
  line.app().add_option("--by", judgement.by, "Who decided. Wanted.")->type_name("WHO");
  line.app().add_option("--reason", judgement.reason, "Why, in their words.")->type_name("TEXT");
  line.app().add_flag("--revoke", judgement.revoked, "Takes back what was judged before.");
  line.add_words(words, "KIND ID [VALUE|ID]", "What is judged, of which node, and how.");
  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  if (words.size() < 2 || words.size() > 3)
    return wrong_usage("judge", "a kind, an id and at most one value are wanted");
  const std::optional<JudgementKind> kind = parse_judgement_kind(words[0]);
  if (!kind) {
    return wrong_usage("judge",
                       "no kind \"" + words[0] +
                           "\"; there are retraction, correction, same_as, reliability, credibility and marking");
  }
  judgement.kind = *kind;
  const std::optional<NodeId> about = NodeId::parse(words[1]);
  if (!about) return wrong_usage("judge", "\"" + words[1] + "\" is not an id; other verbs print them");
  judgement.about = *about;
  if (words.size() == 3) {
    if (const std::optional<NodeId> other = NodeId::parse(words[2])) {
      judgement.other = *other;
    } else {
      judgement.value = words[2];
    }
  }
  if (const Result<void> checked = valid(judgement); !checked.has_value())
    return wrong_usage("judge", checked.error().message);
  Result<Store> store = Store::open(db, {.create_if_missing = false});
  if (!store.has_value()) {
    talk(store.error().message);
    return kStoreTrouble;
  }
  const Result<Judgement> written = store->judge(judgement);
  if (!written.has_value()) {
    talk(written.error().message);
    return exit_status(written.error().code);
  }
  out.text(json ? to_json(*written) + "\n" : "judgement " + std::to_string(written->sequence) + " is written\n");
  return out.end(kDone);
}

}  // namespace headwater::cli
