// The key-value interface on RocksDB. Nothing above this header knows RocksDB exists.
#ifndef HEADWATER_GRAPH_SRC_ROCKSDB_KV_H_
#define HEADWATER_GRAPH_SRC_ROCKSDB_KV_H_

#include <memory>
#include <string>

#include "headwater/schema/result.h"
#include "kv.h"

namespace headwater::detail {

enum class KvMode {
  kReadOnly,   // what stands now; writers may go on beside it
  kReadWrite,  // alone; kBusy if another has it
  kCreate,     // likewise, made if it is not there
};

Result<std::unique_ptr<Kv>> open_rocksdb(const std::string& path, KvMode mode);

// Whether `path` holds a RocksDB database of any kind.
bool is_rocksdb(const std::string& path);
// Whether it holds tables, listed or not.
bool has_tables(const std::string& path);
// Whether `name` is a file RocksDB leaves behind when it is stopped before a new database is complete.
bool is_rocksdb_remnant(const std::string& name);

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_ROCKSDB_KV_H_
