#include "reading/document_words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace headwater::detail {

bool gets_hold(const std::string& w) {
  return w == "obtained" || w == "seen" || w == "reviewed" || w == "viewed" || w == "cited" || w == "quoted" ||
         w == "leaked" || w == "shared" || w == "examined" || w == "read";
}

bool puts_out(const std::string& w) {
  static constexpr std::array<std::string_view, 12> kVerbs{"published",  "released", "issued", "publishes",
                                                           "releases",   "issues",   "posted", "wrote",
                                                           "circulated", "filed",    "sent",   "put"};
  return std::find(kVerbs.begin(), kVerbs.end(), w) != kVerbs.end();
}

bool is_private_paper(const std::string& noun) {
  static constexpr std::array<std::string_view, 24> kPapers{
      "memo",   "memos",   "memorandum", "letter", "letters", "document", "documents", "email",
      "emails", "e-mail",  "e-mails",    "file",   "files",   "cable",    "cables",    "dossier",
      "draft",  "minutes", "transcript", "log",    "logs",    "list",     "recording", "papers"};
  return std::find(kPapers.begin(), kPapers.end(), noun) != kPapers.end();
}

bool makes(const std::string& w) {
  static constexpr std::array<std::string_view, 16> kVerbs{
      "carried",   "done",     "written",  "prepared", "compiled", "produced", "authored",  "signed",
      "conducted", "provided", "supplied", "drafted",  "drawn",    "made",     "published", "commissioned"};
  return std::find(kVerbs.begin(), kVerbs.end(), w) != kVerbs.end();
}

bool is_hearsay(const Analysis& a, Range phrase, std::int32_t head) {
  static constexpr std::array<std::string_view, 14> kVague{"unconfirmed", "media", "press",   "news",   "local",
                                                           "recent",      "some",  "several", "other",  "various",
                                                           "conflicting", "early", "foreign", "earlier"};
  if (a.word(head) != "reports" || head + 1 != phrase.end) return false;
  for (std::int32_t i = phrase.begin; i < head; ++i) {
    if (std::find(kVague.begin(), kVague.end(), a.word(i)) == kVague.end()) return false;
  }
  return true;
}

}  // namespace headwater::detail
