// Web archives, WARC 0.17 to 1.1 and ARC 1, a record at a time.
#ifndef HEADWATER_INGEST_WARC_WARC_READER_H_
#define HEADWATER_INGEST_WARC_WARC_READER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "containers/item_reader.h"

namespace headwater::detail {

struct WarcRecord {
  std::string type;          // "response", "revisit", "warcinfo", ...; "arc_header"
  std::string uri;           // without angle brackets, spaces as %20
  std::string content_type;  // of the block
  std::string date;          // of its making, as it stands
  std::string payload_digest, refers_to_uri;
  std::string block;
  std::uint64_t offset = 0;        // of the record in the archive, once that is decompressed
  std::uint64_t block_offset = 0;  // of its block, likewise
  std::uint64_t stated_bytes = 0;  // as its head has them
  bool too_large = false;          // the block was passed over
};

// Finds its way again after wrong lengths and damaged gzip members, and says so in take_warnings(). A record's block of
// more than `max_bytes` is passed over without being kept.
class WarcReader {
 public:
  WarcReader(std::unique_ptr<BufferedSource> source, std::uint64_t max_bytes);
  std::optional<WarcRecord> next();
  std::vector<std::string> take_warnings();

 private:
  std::optional<WarcRecord> read_warc();
  std::optional<WarcRecord> read_arc(const std::string& line);
  void read_block(WarcRecord& record);
  void end_record(WarcRecord& record);
  void warn(std::string what);
  bool recover();

  std::unique_ptr<BufferedSource> source_;
  std::uint64_t max_bytes_;
  bool arc_ = false;
  std::vector<std::string> warnings_;
};

// Whether "sha1:..." (base32, base64 or hexadecimal) is the digest of `bytes`; nothing for other algorithms.
std::optional<bool> digest_holds(const std::string& digest, std::string_view bytes);

// The pages, texts, feeds and PDFs that an archive holds as answers with status 200 or as resources, each named by its
// address. A revisit gives the body of the record it points to, where that came before in this archive. Pictures, code
// and the like are passed over.
std::unique_ptr<ItemReader> read_warc_items(std::unique_ptr<BufferedSource> source, const ReadLimits& limits);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_WARC_WARC_READER_H_
