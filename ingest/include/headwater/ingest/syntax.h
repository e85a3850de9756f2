// Parts of speech and labels of dependencies, as the syntax stage gives them; see reading.h.
//
// Tags are those of the Penn Treebank, labels those of Universal Dependencies 2, of which reading keeps what it needs;
// the rest is kOther.
#ifndef HEADWATER_INGEST_SYNTAX_H_
#define HEADWATER_INGEST_SYNTAX_H_

#include <cstdint>
#include <string_view>

namespace headwater {

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

// One token's part of speech and its place in the tree of its sentence.
struct TokenSyntax {
  Tag tag = Tag::kNone;
  Dep dep = Dep::kRoot;
  std::int32_t head = -1;  // number of the token it hangs on, over the whole document; -1 for the root of its sentence

  bool operator==(const TokenSyntax&) const = default;
};

}  // namespace headwater

#endif  // HEADWATER_INGEST_SYNTAX_H_
