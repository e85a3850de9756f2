// Documents told apart by a number, the same in the process that writes and the one that looks after it.
#ifndef HEADWATER_TESTS_FAULT_NUMBERED_STORY_H_
#define HEADWATER_TESTS_FAULT_NUMBERED_STORY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "headwater/graph/store.h"
#include "random_records.h"

namespace headwater::test {

inline const World& numbered_world() {
  static const World world{1'000'000, 40};
  return world;
}

inline DocumentId numbered_id(std::uint64_t number) { return document_id_of("numbered " + std::to_string(number)); }

// `raw_bytes` of bytes that no compression makes smaller.
inline DocumentBatch numbered_story(std::uint64_t number, std::size_t raw_bytes = 300) {
  Random random{number};
  DocumentBatch batch;
  batch.extraction = numbered_world().extraction(random, numbered_id(number));
  batch.raw.resize(raw_bytes);
  for (char& c : batch.raw) c = static_cast<char>(random.any());
  batch.extraction.document.sha256 = sha256_hex(batch.raw);
  batch.extraction.document.title = "number " + std::to_string(number);
  return batch;
}

// What is wrong with the document of this number: "absent", "" for nothing, else what differs.
inline std::string flaw(const Store& store, std::uint64_t number, std::size_t raw_bytes = 300) {
  const DocumentBatch batch = numbered_story(number, raw_bytes);
  const Extraction& e = batch.extraction;
  const auto document = store.document(e.document.id);
  if (!document.has_value()) return document.error().message;
  if (!*document) return "absent";
  if (**document != e.document) return "another record";
  const auto raw = store.raw(e.document.id);
  if (!raw.has_value()) return raw.error().message;
  if (*raw != batch.raw) return "other bytes";
  const auto text = store.text(e.document.id);
  if (!text.has_value()) return text.error().message;
  if (!*text || (*text)->text != e.text) return "another text";
  const auto claims = store.claims_of(e.document.id);
  if (!claims.has_value()) return claims.error().message;
  if (claims->size() != e.claims.size()) return "other claims";
  for (const Claim& claim : e.claims) {
    const auto stored = store.claim(claim.id);
    if (!stored.has_value()) return stored.error().message;
    if (*stored != claim) return "another claim";
  }
  for (const Edge& edge : edges_of(e)) {
    const auto out = store.upstream(edge.from, edge.relation);
    if (!out.has_value()) return out.error().message;
    if (std::find(out->begin(), out->end(), edge) == out->end()) return "an edge is missing";
    const auto in = store.downstream(edge.to, edge.relation);
    if (!in.has_value()) return in.error().message;
    if (std::find(in->begin(), in->end(), edge) == in->end()) return "an edge is missing from its end";
  }
  return {};
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_FAULT_NUMBERED_STORY_H_
