// Answers that were given lately, for those who ask the same of the same store.
#ifndef HEADWATER_HTTP_SRC_ANSWER_CACHE_H_
#define HEADWATER_HTTP_SRC_ANSWER_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "reply.h"

namespace headwater::detail {

// Keeps those that were asked for last, of one version of the store, up to so many bytes. Any number of threads.
class AnswerCache {
 public:
  explicit AnswerCache(std::size_t max_bytes) : max_bytes_{max_bytes} {}

  // Null if it is not kept. `target` as it stands in the request line.
  std::shared_ptr<const Reply> find(std::string_view target, std::uint64_t version);
  // One that takes more than an eighth of all there is room for is not kept.
  void keep(std::string_view target, std::uint64_t version, const Reply& reply);

  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Kept {
    std::string target;
    std::shared_ptr<const Reply> reply;
    std::size_t bytes;
  };

  void turn_to(std::uint64_t version);

  const std::size_t max_bytes_;
  mutable std::mutex mutex_;
  std::uint64_t version_ = 0;
  std::size_t bytes_ = 0;
  std::list<Kept> kept_;                                                    // the latest first
  std::unordered_map<std::string_view, std::list<Kept>::iterator> places_;  // by Kept::target
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_ANSWER_CACHE_H_
