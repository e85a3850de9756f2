// All documents of some bytes, at once.
#ifndef HEADWATER_TESTS_SUPPORT_ITEM_LIST_H_
#define HEADWATER_TESTS_SUPPORT_ITEM_LIST_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "headwater/ingest/documents.h"

namespace headwater::test {

inline std::vector<Item> items_in(std::string bytes, const std::string& path, ReadLimits limits = {}) {
  ExtractOptions options;
  options.path = path;
  options.limits = limits;
  Documents documents{std::make_unique<MemorySource>(std::move(bytes)), options};
  std::vector<Item> out;
  while (std::optional<Item> item = documents.next()) out.push_back(std::move(*item));
  return out;
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_SUPPORT_ITEM_LIST_H_
