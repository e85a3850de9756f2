// Our own format: a line a document with all the store has of it, then one a judgement.
#include "interchange/formats.h"
#include "native_json.h"

namespace headwater::detail {

Result<void> write_ndjson(Visible& from, ExportOut& out) {
  const auto write = [&](const Result<std::string>& line) {
    return line ? out.write(*line + "\n") : Result<void>{line.error()};
  };
  const Result<void> documents = from.each_batch([&](const DocumentBatch& batch) { return write(native_line(batch)); });
  if (!documents) return documents;
  return from.each_judgement([&](const Judgement& one) { return write(native_line(one)); });
}

}  // namespace headwater::detail
