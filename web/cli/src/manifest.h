// A manifest: JSON lines, each naming one document to read and what is known of it.
#ifndef HEADWATER_WEB_CLI_MANIFEST_H_
#define HEADWATER_WEB_CLI_MANIFEST_H_

#include <cstddef>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "headwater/ingest/ingest.h"

namespace headwater::cli {

// One document to read.
struct Input {
  ExtractOptions options;      // `path` as it was given
  std::string file;            // where its bytes are: a path, "-", or an address on the web
  std::optional<Error> error;  // why there is nothing to read
  bool allow_private = false;  // fetch from addresses that are not public too
};

// One line of a manifest: {"path","url"?,"published"?,"format"?,"kind"?}. A key that is absent or null has the value of
// `defaults`; keys of other names are passed over. Relative paths start from `folder`. What is wrong with the line is
// the input's error, with `place` named ("pages.jsonl, line 3").
Input read_manifest_line(std::string_view line, const ExtractOptions& defaults, const std::string& folder,
                         const std::string& place, bool allow_private = false);

// "text, html, ... or zstd": every format by its word.
std::string format_words();

// Reads a manifest a line at a time, "-" from standard input.
class Manifest {
 public:
  static Result<Manifest> open(const std::string& path, ExtractOptions defaults, bool allow_private = false);
  // Nothing at the end. Every line gives one input; a line of more than a megabyte gives an error and is passed over.
  std::optional<Input> next();

 private:
  struct Close {
    void operator()(std::FILE* file) const;
  };
  Manifest(std::string path, std::FILE* file, ExtractOptions defaults, bool allow_private);

  std::string path_;
  std::string folder_;
  std::unique_ptr<std::FILE, Close> file_;
  ExtractOptions defaults_;
  bool allow_private_ = false;
  std::size_t line_ = 0;
};

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_MANIFEST_H_
