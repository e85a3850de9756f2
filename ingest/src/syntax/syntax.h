// Parts of speech and dependencies of one sentence.
//
// Tags and labels come from averaged perceptrons: a greedy tagger (Collins, EMNLP 2002) and an arc-hybrid transition
// parser trained with a dynamic oracle (Goldberg and Nivre, TACL 2013). Linear in the words. Any number of threads.
#ifndef HEADWATER_INGEST_SYNTAX_SYNTAX_H_
#define HEADWATER_INGEST_SYNTAX_SYNTAX_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "headwater/ingest/syntax.h"

namespace headwater::detail {

using headwater::Dep;
using headwater::parse_dep;
using headwater::parse_tag;
using headwater::Tag;
using headwater::to_string;

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
