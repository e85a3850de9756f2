// The documents of many inputs, one after the other.
#ifndef HEADWATER_WEB_CLI_ITEMS_H_
#define HEADWATER_WEB_CLI_ITEMS_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "headwater/ingest/documents.h"
#include "manifest.h"
#include "opener.h"

namespace headwater::cli {

class Items {
 public:
  // `next_input` gives the inputs in order, nothing at the end.
  // `opener` must outlive this; without one, open_input() is used.
  explicit Items(std::function<std::optional<Input>()> next_input, Opener* opener = nullptr)
      : next_input_{std::move(next_input)}, opener_{opener} {}

  // The next document, or an item with an error. Never throws: out of memory is kTooLarge with the input named.
  std::optional<Item> next();
  // How much of the inputs was read, in bytes. May be asked from any thread.
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
  // Warnings of containers that belong to no item. Moved out; complete after the end.
  std::vector<std::string> take_warnings();

 private:
  std::optional<Item> next_of_input();

  std::function<std::optional<Input>()> next_input_;
  Opener* opener_;
  std::optional<Documents> documents_;
  std::string path_;          // of the input under way
  std::size_t of_input_ = 0;  // items that it has given
  std::atomic<std::uint64_t> bytes_read_ = 0;
  std::vector<std::string> warnings_;
};

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_ITEMS_H_
