// Which keys RocksDB keeps filters of by how they begin.
#ifndef HEADWATER_GRAPH_SRC_ROCKSDB_PREFIX_H_
#define HEADWATER_GRAPH_SRC_ROCKSDB_PREFIX_H_

#include <rocksdb/slice_transform.h>

#include <memory>

#include "kv.h"

namespace headwater::detail {

// Those of a word (codec::word_prefix): a table that has none of a word's keys is known to have none without a look at
// its blocks, and most tables have none of most words. Lives for good. Any thread.
std::shared_ptr<const rocksdb::SliceTransform> word_prefixes();

// Whether a range lies within the keys of one word, so that such filters tell of all of it.
bool is_of_one_word(const KvRange& range);

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_ROCKSDB_PREFIX_H_
