// The documents in an archive.
#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>

#include "text/date_phrase.h"
#include "warc/http_response.h"
#include "warc/warc_reader.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kKept = 32u << 20;  // of bodies for revisits, bytes

// What a body of this type is; nothing for types that are no documents.
struct Kind {
  bool read = false;
  std::optional<Format> format;  // else sniffed
};

Kind kind_of(std::string_view type) {
  if (type == "text/html" || type == "application/xhtml+xml") return {true, Format::kHtml};
  if (type == "text/plain" || type == "text/markdown") return {true, std::nullopt};
  if (type == "application/pdf") return {true, Format::kPdf};
  if (type == "application/rss+xml" || type == "application/atom+xml" || type == "application/rdf+xml" ||
      type == "application/feed+json") {
    return {true, Format::kFeed};
  }
  if (type == "message/rfc822") return {true, Format::kMail};
  if (type.empty() || type == "unk" || type == "no-type") return {true, std::nullopt};
  return {};
}

// When a record was made: "2013-02-19T08:30:00Z", with or without parts of seconds, or the fourteen digits of ARC.
std::optional<Date> instant_of(std::string date) {
  if (date.size() == 14 && std::all_of(date.begin(), date.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    const auto part = [&](std::size_t at, std::size_t n) { return date.substr(at, n); };
    date = part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(8, 2) + ":" + part(10, 2) + ":" + part(12, 2) +
           "Z";
  }
  return read_machine_date(date);
}

class Items final : public ItemReader {
 public:
  Items(std::unique_ptr<BufferedSource> source, const ReadLimits& limits)
      : records_{std::move(source), limits.max_bytes}, limits_{limits} {}

  std::optional<FoundItem> next() override {
    while (std::optional<WarcRecord> record = records_.next()) {
      if (std::optional<FoundItem> item = made(std::move(*record))) {
        any_ = true;
        return item;
      }
    }
    std::vector<std::string> warnings = records_.take_warnings();
    if (!any_ && !told_ && !warnings.empty()) {
      // Nothing came out of it: that is no warning any more.
      told_ = true;
      FoundItem item;
      item.error = Error{ErrorCode::kBadInput, "archive: " + warnings.front()};
      return item;
    }
    warnings_.insert(warnings_.end(), std::make_move_iterator(warnings.begin()),
                     std::make_move_iterator(warnings.end()));
    return std::nullopt;
  }

  std::vector<std::string> take_warnings() override { return std::exchange(warnings_, {}); }

 private:
  std::optional<FoundItem> made(WarcRecord record) {
    const bool revisit = record.type == "revisit";
    if (record.type != "response" && record.type != "resource" && !revisit) return std::nullopt;
    const bool web = record.uri.starts_with("http://") || record.uri.starts_with("https://");
    if (!web && record.type != "resource") return std::nullopt;
    FoundItem item;
    item.name = record.uri;
    item.url = web ? record.uri : "";
    item.retrieved = instant_of(record.date);
    if (record.too_large) {
      item.error =
          Error{ErrorCode::kTooLarge, "the record has " + std::to_string(record.stated_bytes) + " bytes, at most " +
                                          std::to_string(limits_.max_bytes) + " are read"};
      return item;
    }
    std::optional<HttpHead> head = read_http_head(record.block);
    if (revisit) return revisited(std::move(item), record, head);
    std::string type = record.content_type;
    std::string_view payload = record.block;
    if (head.has_value()) {
      if (head->status != 200 && head->status != 203 && head->status != 0) return std::nullopt;
      if (head->status == 0 && !head->field("location").empty()) return std::nullopt;
      type = head->field("content-type");
      payload.remove_prefix(std::min(head->size, payload.size()));
    } else if (record.type == "response" && record.content_type.find("http") != std::string::npos) {
      return std::nullopt;  // an answer without a head
    }
    const auto [media, charset] = media_type(type);
    const Kind kind = kind_of(media);
    if (!kind.read || payload.empty()) return std::nullopt;
    item.format = kind.format;
    item.charset = charset;
    check_digest(record, payload);
    Result<std::string> body =
        head.has_value() ? http_body(*head, payload, limits_.max_bytes) : Result<std::string>{std::string{payload}};
    if (!body.has_value()) {
      item.error = body.error();
      return item;
    }
    if (*body == payload) item.offset = record.block_offset + (record.block.size() - payload.size());
    item.bytes = std::move(*body);
    keep(record.payload_digest, item);
    return item;
  }

  std::optional<FoundItem> revisited(FoundItem item, const WarcRecord& record, const std::optional<HttpHead>& head) {
    if (head.has_value() && head->status != 200 && head->status != 0) return std::nullopt;
    for (const FoundItem& before : kept_) {
      if (before.name != record.payload_digest) continue;
      // The same page unchanged says nothing new.
      if (before.url == item.url) return std::nullopt;
      item.bytes = before.bytes;
      item.format = before.format;
      item.charset = before.charset;
      return item;
    }
    if (record.refers_to_uri == record.uri && !record.uri.empty()) return std::nullopt;
    warnings_.push_back("the body of the revisit of " + record.uri + " is not in this archive");
    return std::nullopt;
  }

  void check_digest(const WarcRecord& record, std::string_view payload) {
    if (record.payload_digest.empty()) return;
    const std::optional<bool> holds = digest_holds(record.payload_digest, payload);
    if (!holds.has_value() || *holds || digest_holds(record.payload_digest, dechunked(payload)) == true) return;
    warnings_.push_back("the digest of " + record.uri + " does not hold");
  }

  void keep(const std::string& digest, const FoundItem& item) {
    if (digest.empty() || item.bytes.size() > kKept / 4) return;
    FoundItem copy;
    copy.name = digest;
    copy.url = item.url;
    copy.bytes = item.bytes;
    copy.format = item.format;
    copy.charset = item.charset;
    held_ += copy.bytes.size();
    kept_.push_back(std::move(copy));
    while (held_ > kKept) {
      held_ -= kept_.front().bytes.size();
      kept_.pop_front();
    }
  }

  WarcReader records_;
  ReadLimits limits_;
  std::deque<FoundItem> kept_;
  std::size_t held_ = 0;
  std::vector<std::string> warnings_;
  bool any_ = false;
  bool told_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> read_warc_items(std::unique_ptr<BufferedSource> source, const ReadLimits& limits) {
  return std::make_unique<Items>(std::move(source), limits);
}

}  // namespace headwater::detail
