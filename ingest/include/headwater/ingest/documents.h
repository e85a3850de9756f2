// One input, and all the documents in it.
//
//   headwater::Documents documents{std::make_unique<headwater::MemorySource>(bytes), options};
//   while (std::optional<headwater::Item> item = documents.next()) {
//     headwater::Result<headwater::Extraction> e = headwater::extract(*item);
//   }
//
// A page, a text or a PDF is one item. A feed gives its items, an archive its records, JSON lines their lines, a
// mailbox its messages, a mail itself and then its attachments; what is found inside is opened in the same way.
// Compressed input is opened on the way. Items come in the order they stand in. Archives, mailboxes and JSON lines are
// read as a stream: memory is bounded by the largest item, however long the input is. One broken item never ends the
// rest.
#ifndef HEADWATER_INGEST_DOCUMENTS_H_
#define HEADWATER_INGEST_DOCUMENTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/ingest/ingest.h"
#include "headwater/ingest/source_text.h"
#include "headwater/schema/result.h"

namespace headwater {

// Bytes from somewhere, once, in order.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  // Writes at most `size` bytes to `out`; how many were written, 0 only at the end.
  virtual Result<std::size_t> read(char* out, std::size_t size) = 0;
};

// Bytes in memory, which it owns.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string bytes) : bytes_{std::move(bytes)} {}
  Result<std::size_t> read(char* out, std::size_t size) override;

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

// One document on its way to be read.
struct Item {
  ExtractOptions options;               // `path` is that of the input, or CONTAINER!NAME; `format` is set
  std::string bytes;                    // as they stand in the container, after its decompression
  std::optional<SourceText> source;     // where the container tells what the text is (an item of a feed)
  std::optional<std::uint64_t> offset;  // of `bytes` in the input, where they stand there as they are
  bool attached = false;                // an attachment of the item before
  std::optional<Error> error;           // why there is nothing to read; names the item
  std::vector<std::string> warnings;    // what was passed over on the way to it
};

// Never throws but for memory that runs out.
class Documents {
 public:
  // `options` hold for every item that does not say otherwise; `options.path` names the input. A `format` says what the
  // input is, else it is sniffed.
  Documents(std::unique_ptr<ByteSource> source, ExtractOptions options);
  ~Documents();
  Documents(Documents&&) noexcept;
  Documents& operator=(Documents&&) noexcept;

  // The next document, or an error in its place; nothing at the end.
  std::optional<Item> next();
  // Warnings that belong to no item, such as a cut off end. Complete once next() gave nothing.
  [[nodiscard]] const std::vector<std::string>& warnings() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Reads one item. Errors as extract(bytes, options); those of the item itself.
Result<Extraction> extract(Item item);
// The first half of it: the main text alone.
Result<SourceText> read_source(Item item);

}  // namespace headwater

#endif  // HEADWATER_INGEST_DOCUMENTS_H_
