#include "containers/open.h"

#include "feed/feed_documents.h"
#include "json/json_documents.h"
#include "json/structured_reports.h"
#include "mail/message.h"
#include "warc/warc_reader.h"

namespace headwater::detail {

std::unique_ptr<ItemReader> open_stream(std::unique_ptr<BufferedSource>& source, const ExtractOptions& options) {
  switch (options.format.value_or(Format::kText)) {
    case Format::kJsonLines:
      return read_json_lines(std::move(source), options.limits);
    case Format::kWarc:
      return read_warc_items(std::move(source), options.limits);
    case Format::kMailbox:
      return read_mailbox(std::move(source), options.limits);
    default:
      return nullptr;
  }
}

std::unique_ptr<ItemReader> open_whole(std::string& bytes, const ExtractOptions& options) {
  switch (options.format.value_or(Format::kText)) {
    case Format::kFeed:
      return std::make_unique<ListReader>(read_feed_items(bytes, options));
    case Format::kStix:
      return std::make_unique<ListReader>(read_stix(bytes));
    case Format::kClaimReview:
      return std::make_unique<ListReader>(read_claim_reviews(bytes));
    case Format::kMail:
      return std::make_unique<ListReader>(read_mail_items(std::move(bytes), options.limits));
    default:
      return nullptr;
  }
}

}  // namespace headwater::detail
