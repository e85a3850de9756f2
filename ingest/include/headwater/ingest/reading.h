// Reading: from a document's text to who said what, in which medium, by way of whom.
//
// The stages, each a pure function that can be run and replaced alone:
//
//   tokenize -> find_quotes, find_syntax -> find_attributions -> (agents, media, intermediaries, dates, ends) ->
//   Extraction
//
//   std::vector<headwater::Token> tokens = headwater::tokenize(text, {});
//   std::vector<headwater::Quote> quotes = headwater::find_quotes(text, tokens);
//   std::vector<headwater::TokenSyntax> syntax = headwater::find_syntax(text, tokens);
//   auto found = headwater::find_attributions({text, tokens, quotes, syntax});
//
// `read_attributions` runs them all. An AttributionReader of your own stands in for find_attributions there, and in
// extract() and ingest(): ExtractOptions::reader. Stages keep nothing between calls; any number of threads may run
// them.
#ifndef HEADWATER_INGEST_READING_H_
#define HEADWATER_INGEST_READING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/ingest/source_text.h"
#include "headwater/ingest/syntax.h"
#include "headwater/schema/record.h"
#include "headwater/schema/result.h"

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

// Tag, head and label of each token, by sentences. Linear; heads lie in the token's own sentence and make one tree of
// it.
std::vector<TokenSyntax> find_syntax(std::string_view text, const std::vector<Token>& tokens);

// What is known of a text when attributions are looked for. `syntax` has one element a token. Views alone: what they
// show must outlive it.
struct Reading {
  std::string_view text;
  const std::vector<Token>& tokens;
  const std::vector<Quote>& quotes;
  const std::vector<TokenSyntax>& syntax;
};

// Spans alone: who, with which word, what. No name is resolved here.
struct Attribution {
  Spans source;   // empty where nobody is named
  Spans cue;      // empty where there is none, as in a transcript
  Spans content;  // never empty
  ClaimForm form = ClaimForm::kIndirect;
  Polarity polarity = Polarity::kAsserts;
  // Numbers, in the same list, of those it was reported by, the nearest to the reader first: "the Times reported
  // officials saying". One that stands here is a hop of this one and no claim by itself.
  std::vector<std::uint32_t> hops;
  std::string rule;       // what found it, with its version: "cue-before@1"
  double confidence = 0;  // how often a reading like this is right, above 0 and at most 1
};

// Which way sources, cues and contents are found. The rules are narrower and surer of the speaker; the learned reader
// finds more, wider kinds of attribution among it (belief, intention, support); figures of both in ingest/MODEL.md.
enum class SpanMethod : std::uint8_t { kRules = 0, kLearned = 1 };
std::string_view to_string(SpanMethod method);  // "rules", "learned"
std::optional<SpanMethod> parse_span_method(std::string_view text);

// Attributions in text order of their contents. kInvalidArgument if the parts of `reading` do not fit together: tokens
// out of order or outside the text, a sentence of more than 512 of them, quotations out of order, heads in a circle or
// outside the sentence. Linear in the text.
Result<std::vector<Attribution>> find_attributions(const Reading& reading, SpanMethod method = SpanMethod::kLearned);

// Another way to find attributions: a model of your own, a service, gold annotations.
//
// What it returns is checked before it is used, and refused whole, as kBadInput that names the first fault. Of each
// attribution: `content` is not empty; `source` and `cue` have at most one piece; pieces are in order, not empty,
// inside the text and on borders of characters, touch a token each (the claim has whole tokens) and, over the three,
// share none; `form` is not kOwn; `hops` name others of the list that have a source, at most eight, and never in a
// circle; `rule` is 1 to 64 printable characters of ASCII; `confidence` is above 0 and at most 1. There are at most as
// many as tokens.
class AttributionReader {
 public:
  virtual ~AttributionReader() = default;
  // Called once a document, on the thread that reads it, so by several at once where several read. An error ends the
  // document's reading and is its error. What it throws passes through; nothing was written then.
  [[nodiscard]] virtual Result<std::vector<Attribution>> read(const Reading& reading) const = 0;
};

// All stages. `document` carries what is known beforehand (kind, published, publisher, url, ...) and goes into the
// result with its id; a field of `source` fills one that is empty. Never fails: text it cannot read gives no claims.
Extraction read_attributions(SourceText source, Document document, SpanMethod spans = SpanMethod::kLearned);
// With a reader of your own, which may fail.
Result<Extraction> read_attributions(SourceText source, Document document, const AttributionReader& reader);

}  // namespace headwater

#endif  // HEADWATER_INGEST_READING_H_
