// The whole store in another tool's format, written while it is read.
#ifndef HEADWATER_HTTP_SRC_EXPORTS_H_
#define HEADWATER_HTTP_SRC_EXPORTS_H_

#include <atomic>
#include <memory>

#include "handlers.h"

namespace headwater::detail {

// How many are written at once: each holds a thread for as long as its client takes it. Any thread.
class ExportTurns {
 public:
  static constexpr int kMost = 2;

  // Given back when the last copy of it goes; null while as many are out as may be.
  [[nodiscard]] std::shared_ptr<const void> take() const;

 private:
  std::shared_ptr<std::atomic<int>> out_ = std::make_shared<std::atomic<int>>(0);
};

Reply export_whole_store(const Context& context, const Asked& asked);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_EXPORTS_H_
