// A text put together from strings of one JSON value, each a line with its own way back.
#ifndef HEADWATER_INGEST_JSON_TEXT_OF_STRINGS_H_
#define HEADWATER_INGEST_JSON_TEXT_OF_STRINGS_H_

#include <string>
#include <string_view>
#include <vector>

#include "headwater/ingest/source_text.h"
#include "json/json_text.h"

namespace headwater::detail {

class TextOfStrings {
 public:
  explicit TextOfStrings(std::string_view json) : json_{json} {}

  // Adds the string at the end of `path`; its place in the text, {0,0} if there is none. `glue` stands between it and
  // what is there: a newline begins a block.
  ByteSpan add(const std::vector<JsonStep>& path, std::string_view glue = "\n");
  SourceText take();

 private:
  std::string_view json_;
  SourceText out_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_JSON_TEXT_OF_STRINGS_H_
