// Parts of speech and dependencies of one sentence.
//
// Tags are those of the Penn Treebank, labels those of Universal Dependencies 2 (the ones reading needs; the rest is
// kOther). Both come from averaged perceptrons: a greedy tagger (Collins, EMNLP 2002) and an arc-hybrid transition
// parser trained with a dynamic oracle (Goldberg and Nivre, TACL 2013). Linear in the words. Any number of threads.
#ifndef HEADWATER_INGEST_SYNTAX_SYNTAX_H_
#define HEADWATER_INGEST_SYNTAX_SYNTAX_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace headwater::detail {

enum class Tag : std::uint8_t {
  kNone,
  kCC,
  kCD,
  kDT,
  kEX,
  kFW,
  kIN,
  kJJ,
  kJJR,
  kJJS,
  kMD,
  kNN,
  kNNS,
  kNNP,
  kNNPS,
  kPDT,
  kPOS,
  kPRP,
  kPRPS,
  kRB,
  kRBR,
  kRBS,
  kRP,
  kSYM,
  kTO,
  kUH,
  kVB,
  kVBD,
  kVBG,
  kVBN,
  kVBP,
  kVBZ,
  kWDT,
  kWP,
  kWPS,
  kWRB,
  kStop,
  kComma,
  kColon,
  kOpenQuote,
  kCloseQuote,
  kOpenBracket,
  kCloseBracket,
  kDollar,
  kHyphen,
  kAdd,
  kCount,
};
Tag parse_tag(std::string_view name);  // Penn spelling; kNone for others
std::string_view to_string(Tag tag);

enum class Dep : std::uint8_t {
  kRoot,
  kNsubj,
  kNsubjPass,
  kCsubj,
  kObj,
  kIobj,
  kCcomp,
  kXcomp,
  kObl,
  kOblAgent,
  kNmod,
  kNmodPoss,
  kAppos,
  kAmod,
  kNummod,
  kDet,
  kCase,
  kMark,
  kAux,
  kAuxPass,
  kCop,
  kAdvmod,
  kAdvcl,
  kAcl,
  kAclRelcl,
  kConj,
  kCc,
  kCompound,
  kCompoundPrt,
  kFlat,
  kParataxis,
  kPunct,
  kOther,
  kCount,
};
Dep parse_dep(std::string_view name);  // UD spelling; a subtype we do not keep gives its type
std::string_view to_string(Dep dep);

inline bool is_verb(Tag tag) { return tag >= Tag::kVB && tag <= Tag::kVBZ; }
inline bool is_finite(Tag tag) { return tag == Tag::kVBD || tag == Tag::kVBP || tag == Tag::kVBZ || tag == Tag::kMD; }
inline bool is_noun(Tag tag) { return tag >= Tag::kNN && tag <= Tag::kNNPS; }
inline bool is_proper(Tag tag) { return tag == Tag::kNNP || tag == Tag::kNNPS; }
inline bool is_adjective(Tag tag) { return tag >= Tag::kJJ && tag <= Tag::kJJS; }

// Heads count from 0 over the words of the sentence; -1 is the root.
struct Syntax {
  std::vector<Tag> tags;
  std::vector<std::int32_t> heads;
  std::vector<Dep> deps;
};

Syntax analyse(const std::vector<std::string_view>& words);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_SYNTAX_SYNTAX_H_
