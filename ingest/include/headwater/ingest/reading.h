// Reading: from a document's text to who said what, in which medium, by way of whom.
//
// The stages, each a pure function that can be run and replaced alone:
//
//   tokenize -> find_quotes -> find_attributions -> (agents, media, intermediaries, dates, ends) -> Extraction
//
// `read_attributions` runs them all.
#ifndef HEADWATER_INGEST_READING_H_
#define HEADWATER_INGEST_READING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/ingest/source_text.h"
#include "headwater/schema/record.h"

namespace headwater {

struct Token {
  ByteSpan span;
  std::uint32_t sentence = 0;   // counts from 0 over the document
  std::uint32_t paragraph = 0;  // likewise; a block, or a run between blank lines
};

// Words and marks with byte offsets. Clitics stand alone ("did|n't", "Greyfen|'s"); quotation marks, brackets and
// dashes are tokens; abbreviations, initials, numbers, URLs and addresses are one. Sentences end at . ! ? and at a
// paragraph's end, not after "Mr." or "U.S.". Every byte that is no white space lies in exactly one token. Linear.
std::vector<Token> tokenize(std::string_view text, const std::vector<Block>& blocks);

// Words between quotation marks of any style, over paragraph breaks where a mark is opened again. The span includes the
// marks; `closed` is false where the closing one is missing.
struct Quote {
  ByteSpan span;
  ByteSpan inner;
  bool closed = true;
};
std::vector<Quote> find_quotes(std::string_view text, const std::vector<Token>& tokens);

// Spans alone: who, with which word, what. No name is resolved here.
struct Attribution {
  Spans source;
  Spans cue;
  Spans content;
  ClaimForm form = ClaimForm::kIndirect;
  std::string rule;
  double confidence = 0;
};
std::vector<Attribution> find_attributions(std::string_view text, const std::vector<Token>& tokens,
                                           const std::vector<Quote>& quotes);

// Which way sources, cues and contents are found. The rules are narrower and surer of the speaker; the learned reader
// finds more, wider kinds of attribution among it (belief, intention, support); figures of both in ingest/MODEL.md.
enum class SpanMethod : std::uint8_t { kRules = 0, kLearned = 1 };
std::string_view to_string(SpanMethod method);  // "rules", "learned"
std::optional<SpanMethod> parse_span_method(std::string_view text);

// All stages. `document` carries what is known beforehand (kind, published, publisher, url, ...) and goes into the
// result with its id; a field of `source` fills one that is empty. Never fails: text it cannot read gives no claims.
Extraction read_attributions(SourceText source, Document document, SpanMethod spans = SpanMethod::kRules);

}  // namespace headwater

#endif  // HEADWATER_INGEST_READING_H_
