// Where the bytes of an input come from: a file, standard input, an address on the web.
#ifndef HEADWATER_WEB_CLI_OPENER_H_
#define HEADWATER_WEB_CLI_OPENER_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "headwater/fetch/fetch.h"
#include "headwater/graph/store.h"
#include "headwater/ingest/documents.h"
#include "manifest.h"

namespace headwater::cli {

class Opener {
 public:
  // With a store, a page that it holds is asked for by the version that was fetched; if that still stands, the held
  // bytes are given. `versions` is the file that remembers the versions, "" for none; what cannot be read of it is
  // passed over. Both must outlive this.
  explicit Opener(FetchOptions options = {}, const Store* store = nullptr, std::string versions = {});

  // May change the input's options by what the answer says of itself: the address after redirects, the charset. Errors
  // of open_file and fetch. Any number of threads may call it.
  Result<std::unique_ptr<ByteSource>> open(Input& input);

 private:
  Result<std::unique_ptr<ByteSource>> open_address(Input& input);

  FetchOptions options_;
  const Store* store_;
  std::string file_;
  std::mutex guard_;
  std::map<std::string, Validators> versions_;  // by address; guarded
};

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_OPENER_H_
