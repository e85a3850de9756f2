#include "headwater/schema/record.h"

#include <algorithm>

namespace headwater {
namespace {

template <class Record, class IdType>
const Record* find(const std::vector<Record>& records, IdType id) {
  const auto it = std::lower_bound(records.begin(), records.end(), id,
                                   [](const Record& record, const IdType& wanted) { return record.id < wanted; });
  return it != records.end() && it->id == id ? &*it : nullptr;
}

}  // namespace

const Agent* Extraction::agent(AgentId id) const { return find(agents, id); }
const Document* Extraction::referenced_document(DocumentId id) const { return find(referenced, id); }

std::string words_of(std::string_view text, const Spans& spans) {
  std::string out;
  for (const ByteSpan span : spans) {
    if (!out.empty()) out.push_back(' ');
    out.append(slice(text, span));
  }
  return out;
}

}  // namespace headwater
