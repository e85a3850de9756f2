#include "syntax/syntax.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "syntax/features.h"
#include "syntax/linear_model.h"
#include "syntax/packed_model.h"

namespace headwater::detail {

namespace {

const LinearModel& tagger() {
  static const std::string bytes = load_model("tagger.model");
  static const LinearModel model = LinearModel::view(bytes);
  return model;
}

const LinearModel& parser() {
  static const std::string bytes = load_model("parser.model");
  static const LinearModel model = LinearModel::view(bytes);
  return model;
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }

// Tags of words that can be counted, and of marks.
bool is_closed_class(Tag tag) {
  switch (tag) {
    case Tag::kCC:
    case Tag::kDT:
    case Tag::kEX:
    case Tag::kMD:
    case Tag::kPDT:
    case Tag::kPOS:
    case Tag::kPRP:
    case Tag::kPRPS:
    case Tag::kTO:
    case Tag::kWDT:
    case Tag::kWP:
    case Tag::kWRB:
      return true;
    default:
      return to_string(tag).find_first_not_of("`',.:()$#-") == std::string_view::npos;
  }
}

// A word of small letters behind a capital ("Agathe"), which is none of those that can be counted: it is no mark and
// no article, however much it looks like one by its place.
bool is_open_class(std::string_view word) {
  static const std::unordered_set<std::string_view> kCounted{
      "the",        "a",          "an",      "this",   "that",     "these",   "those",     "some",      "any",
      "no",         "every",      "each",    "all",    "both",     "either",  "neither",   "another",   "half",
      "such",       "many",       "quite",   "what",   "whatever", "which",   "whichever", "who",       "whom",
      "whose",      "whoever",    "when",    "where",  "why",      "how",     "whenever",  "wherever",  "however",
      "and",        "or",         "but",     "nor",    "yet",      "so",      "plus",      "minus",     "less",
      "times",      "versus",     "vs",      "for",    "there",    "can",     "could",     "may",       "might",
      "must",       "shall",      "should",  "will",   "would",    "ought",   "need",      "dare",      "cannot",
      "i",          "you",        "he",      "she",    "it",       "we",      "they",      "me",        "him",
      "her",        "us",         "them",    "myself", "yourself", "himself", "herself",   "itself",    "ourselves",
      "yourselves", "themselves", "oneself", "one",    "mine",     "yours",   "hers",      "ours",      "theirs",
      "my",         "your",       "his",     "its",    "our",      "their",   "to",        "thee",      "thou",
      "thy",        "whether",    "because", "del",    "las",      "los",     "der",       "die",       "das",
      "les",        "une",        "enough",  "much",   "several",  "few",     "ones",      "wherefore", "whereby",
      "wherein",    "let",        "na"};
  if (word.size() < 2 || !is_capital(word[0]) || !std::all_of(word.begin() + 1, word.end(), is_small)) return false;
  std::string low{word};
  low[0] = static_cast<char>(low[0] - 'A' + 'a');
  return !kCounted.contains(low);
}

// Pasts of irregular verbs that are hardly anything else.
bool is_past_alone(std::string_view word) {
  static const std::unordered_set<std::string_view> kPasts{
      "stood",    "went",     "came",   "took",       "gave",      "wrote",    "knew",  "grew", "threw",  "drew",
      "flew",     "began",    "became", "chose",      "drove",     "rode",     "swore", "wore", "forgot", "got",
      "sought",   "brought",  "caught", "taught",     "fought",    "told",     "sold",  "held", "kept",   "slept",
      "wept",     "crept",    "sent",   "shook",      "ran",       "sang",     "swam",  "rang", "shrank", "sprang",
      "withdrew", "overcame", "said",   "understood", "withstood", "undertook"};
  return kPasts.contains(word);
}

// "Ms Orsk": what stands before a name and is none itself.
bool is_title_of_name(const std::vector<std::string_view>& words, std::size_t i) {
  static constexpr std::array<std::string_view, 8> kTitles{"Mr", "Mrs", "Ms", "Dr", "Mr.", "Mrs.", "Ms.", "Dr."};
  return std::find(kTitles.begin(), kTitles.end(), words[i]) != kTitles.end() && i + 1 < words.size() &&
         !words[i + 1].empty() && is_capital(words[i + 1][0]);
}

}  // namespace

Syntax analyse(const std::vector<std::string_view>& words) {
  Syntax out;
  const std::vector<WordHash> hashes = hash_words(words);
  std::vector<std::uint32_t> features;
  LinearModel::Scores scores{};
  out.tags.resize(words.size(), Tag::kNN);
  for (std::size_t i = 0; i < words.size(); ++i) {
    tag_features(hashes, out.tags, i, features);
    tagger().score(features, scores);
    const bool is_open = is_open_class(words[i]);
    std::size_t best = is_open ? static_cast<std::size_t>(Tag::kNNP) : 0;
    for (std::size_t c = 1; c < tagger().classes(); ++c) {
      if (scores[c] > scores[best] && !(is_open && is_closed_class(static_cast<Tag>(c)))) best = c;
    }
    out.tags[i] = is_title_of_name(words, i) ? Tag::kNNP : static_cast<Tag>(best);
    if (!is_verb(out.tags[i]) && is_past_alone(words[i])) out.tags[i] = Tag::kVBD;
    // "the inspectorate said", "the accused told": what stands alone between an article and a verb is a noun.
    if (i >= 2 && out.tags[i - 1] == Tag::kJJ && words[i - 2] == "the" && is_finite(out.tags[i])) {
      out.tags[i - 1] = Tag::kNN;
    }
  }
  ParserState state{words.size()};
  while (!state.is_final()) {
    parse_features(hashes, out.tags, state, features);
    parser().score(features, scores);
    const std::array<bool, 3> allowed{is_allowed(state, Move::kShift), is_allowed(state, Move::kLeft),
                                      is_allowed(state, Move::kRight)};
    std::size_t best = kParserClasses;
    for (std::size_t c = 0; c < kParserClasses; ++c) {
      if (allowed[static_cast<std::size_t>(move_of(c))] && (best == kParserClasses || scores[c] > scores[best]))
        best = c;
    }
    apply(state, move_of(best), dep_of(best));
  }
  out.heads.assign(state.heads.begin(), state.heads.end() - 1);
  for (std::int32_t& head : out.heads) {
    if (head == state.root()) head = -1;
  }
  out.deps.assign(state.deps.begin(), state.deps.end() - 1);
  return out;
}

}  // namespace headwater::detail
