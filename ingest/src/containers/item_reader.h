// What reads one container: the interface between Documents and the readers of archives, feeds and the like.
#ifndef HEADWATER_INGEST_CONTAINERS_ITEM_READER_H_
#define HEADWATER_INGEST_CONTAINERS_ITEM_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "containers/buffered_source.h"
#include "headwater/ingest/documents.h"

namespace headwater::detail {

// An item as its container knows it. What is empty is not said.
struct FoundItem {
  std::string name;  // within the container; "" for the container itself
  std::string bytes;
  std::optional<Format> format;      // else sniffed
  std::optional<DocumentKind> kind;  // else as the options or the text say
  std::string url, publisher, charset;
  std::optional<Date> published, retrieved;
  std::optional<SourceText> source;
  std::optional<std::uint64_t> offset;  // of `bytes` in what the reader reads
  bool attached = false;
  bool whole = false;  // not to be opened again, though its format is a container's
  std::optional<Error> error;
  std::vector<std::string> warnings;
};

class ItemReader {
 public:
  ItemReader() = default;
  ItemReader(const ItemReader&) = delete;
  ItemReader& operator=(const ItemReader&) = delete;
  virtual ~ItemReader() = default;

  virtual std::optional<FoundItem> next() = 0;
  // Moves out what there is to say of no single item.
  virtual std::vector<std::string> take_warnings() { return {}; }
};

// Items made beforehand.
class ListReader final : public ItemReader {
 public:
  explicit ListReader(std::vector<FoundItem> items) : items_{std::move(items)} {}
  std::optional<FoundItem> next() override {
    if (at_ == items_.size()) return std::nullopt;
    return std::move(items_[at_++]);
  }

 private:
  std::vector<FoundItem> items_;
  std::size_t at_ = 0;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_CONTAINERS_ITEM_READER_H_
