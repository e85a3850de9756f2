// Words that very many nodes have, remembered so that nobody reads their lists again to find out.
#ifndef HEADWATER_GRAPH_SRC_COMMON_WORDS_H_
#define HEADWATER_GRAPH_SRC_COMMON_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "headwater/schema/id.h"

namespace headwater::detail {

// Any thread.
class CommonWords {
 public:
  // Whether it is known that more than `most` nodes of this kind have it.
  [[nodiscard]] bool has_more(NodeKind kind, std::string_view word, std::size_t most);
  // That more than `most` have it, as it was read when forgotten() was `then`.
  void remember(NodeKind kind, std::string_view word, std::size_t most, std::uint64_t then);

  // A word may have lost nodes. To be called when it is written.
  void forget();
  // How often that was done.
  [[nodiscard]] std::uint64_t forgotten();

  // All go when there are more. A word takes some hundred bytes.
  static constexpr std::size_t kMostWords = std::size_t{1} << 15;

 private:
  static std::string key_of(NodeKind kind, std::string_view word);

  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> more_than_;
  std::uint64_t forgotten_ = 0;
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_COMMON_WORDS_H_
