// The names of tags and labels.
#include <array>
#include <cstddef>

#include "headwater/ingest/syntax.h"

namespace headwater {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Tag::kCount)> kTags{
    "_",   "CC",  "CD",   "DT",  "EX",  "FW",    "IN",    "JJ",  "JJR",  "JJS", "MD",  "NN",
    "NNS", "NNP", "NNPS", "PDT", "POS", "PRP",   "PRP$",  "RB",  "RBR",  "RBS", "RP",  "SYM",
    "TO",  "UH",  "VB",   "VBD", "VBG", "VBN",   "VBP",   "VBZ", "WDT",  "WP",  "WP$", "WRB",
    ".",   ",",   ":",    "``",  "''",  "-LRB-", "-RRB-", "$",   "HYPH", "ADD"};

constexpr std::array<std::string_view, static_cast<std::size_t>(Dep::kCount)> kDepNames{
    "root",      "nsubj",        "nsubj:pass", "csubj",     "obj",   "iobj",   "ccomp",     "xcomp", "obl",
    "obl:agent", "nmod",         "nmod:poss",  "appos",     "amod",  "nummod", "det",       "case",  "mark",
    "aux",       "aux:pass",     "cop",        "advmod",    "advcl", "acl",    "acl:relcl", "conj",  "cc",
    "compound",  "compound:prt", "flat",       "parataxis", "punct", "other"};

}  // namespace

Tag parse_tag(std::string_view name) {
  for (std::size_t i = 0; i < kTags.size(); ++i) {
    if (kTags[i] == name) return static_cast<Tag>(i);
  }
  return Tag::kNone;
}

std::string_view to_string(Tag tag) { return tag < Tag::kCount ? kTags[static_cast<std::size_t>(tag)] : "_"; }

Dep parse_dep(std::string_view name) {
  for (std::size_t i = 0; i < kDepNames.size(); ++i) {
    if (kDepNames[i] == name) return static_cast<Dep>(i);
  }
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? Dep::kOther : parse_dep(name.substr(0, colon));
}

std::string_view to_string(Dep dep) { return dep < Dep::kCount ? kDepNames[static_cast<std::size_t>(dep)] : "other"; }

}  // namespace headwater
