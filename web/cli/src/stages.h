// The stages of reading, each run as far as it is asked for and shown alone: extract --stage.
#ifndef HEADWATER_WEB_CLI_STAGES_H_
#define HEADWATER_WEB_CLI_STAGES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/ingest/documents.h"
#include "headwater/ingest/ingest.h"
#include "manifest.h"

namespace headwater::cli {

enum class Stage : std::uint8_t { kTokens, kQuotes, kSyntax, kAttributions };
std::string_view to_string(Stage stage);  // "tokens", "quotes", "syntax", "attributions"
std::optional<Stage> parse_stage(std::string_view text);

// The source text and what the stages up to the one asked for made of it; the rest is empty.
struct Staged {
  SourceText source;
  std::vector<Token> tokens;
  std::vector<Quote> quotes;
  std::vector<TokenSyntax> syntax;
  std::vector<Attribution> attributions;
};
Result<Staged> run_stages(SourceText source, Stage last, SpanMethod spans);

// For people: aligned columns, sentences apart; what comes from the document is made safe for a terminal. Ends with a
// newline.
std::string stage_listing(std::string_view path, const Staged& staged, Stage stage);
// One object on one line, without its end:
//   {"document":{"path","text_bytes","language"},"stage":"tokens","tokens":[{"span":[0,3],"word":"The","sentence":0,
//    "paragraph":0}]}
//   "quotes":[{"span":[0,9],"inner":[1,8],"closed":true}]
//   "syntax":[{"span":[0,3],"word":"The","sentence":0,"tag":"DT","head":1,"label":"det"}], the root's head null
//   "attributions":[{"source":[[0,3]],"cue":[],"content":[[9,12]],"form","polarity","hops":[],"rule","confidence"}]
// Spans are half-open bytes of the text, which `with_text` adds to the document.
std::string stage_json(std::string_view path, const Staged& staged, Stage stage, bool with_text);

// One input run and shown, whatever happens; never throws. The error names the path.
struct StageShown {
  std::string path;
  std::string shown;
  std::vector<std::string> warnings;
  std::optional<Error> error;
};
struct StageOptions {
  Stage stage = Stage::kTokens;
  bool json = false;
  bool with_text = false;
};
StageShown show_stage(Item item, const StageOptions& options);
StageShown show_stage(Input input, const StageOptions& options);

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_STAGES_H_
