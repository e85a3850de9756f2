// JSON that holds documents: lines, STIX, ClaimReview.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "item_laws.h"
#include "json/json_documents.h"
#include "json/structured_reports.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwater;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const Result<SourceText> line = detail::read_json_line(bytes, {});
  if (line.has_value()) test::check_source(*line, bytes);
  for (const detail::FoundItem& item : detail::read_stix(bytes)) test::check_item(item, bytes);
  for (const detail::FoundItem& item : detail::read_claim_reviews(bytes)) {
    test::check_item(item, bytes);
    if (item.error.has_value()) continue;
    const Result<detail::Review> review = detail::read_claim_review(item.bytes);
    if (!review.has_value()) continue;
    test::check_source(review->source, item.bytes);
    Extraction extraction;
    extraction.text = review->source.text;
    detail::add_review(*review, extraction);
    if (extraction.claims.empty()) test::breach("a review has no claim");
  }
  return 0;
}
