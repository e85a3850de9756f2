// How RocksDB's log lies on the disk.
#ifndef HEADWATER_GRAPH_SRC_ROCKSDB_LOG_H_
#define HEADWATER_GRAPH_SRC_ROCKSDB_LOG_H_

#include <rocksdb/env.h>

namespace headwater::detail {

// The default environment, in which a log is filled ahead of what is written to it: flushing bytes over bytes that are
// there takes half the time of flushing bytes that make a file longer, for which a file system has a journal of its own
// to flush. RocksDB's reader of logs takes the fill for the log's end. A log that is closed has none. Lives for good.
// Any thread.
rocksdb::Env* env_with_filled_logs();

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_ROCKSDB_LOG_H_
