// Agents and documents as some of the documents tell of them.
#include <utility>

#include "merge.h"
#include "store_impl.h"

namespace headwater {
namespace {

// What the statements about `node` join to, of those writers that count.
template <class Record, class Decode>
Result<std::optional<Record>> joined(const std::string& path, const detail::KvView& kv, const NodeId& node,
                                     const DocumentTest& counts, Decode decode) {
  std::optional<Record> out;
  const Result<void> scanned = kv.scan(detail::prefix_range(codec::statements_prefix(node)), Store::kNoLimit,
                                       [&](std::string_view key, std::string_view value) -> Result<bool> {
                                         const Result<codec::StatementKey> said = codec::decode_statement_key(key);
                                         if (!said.has_value()) return said.error();
                                         const Result<bool> wanted = counts(said->writer);
                                         if (!wanted.has_value()) return wanted.error();
                                         if (!*wanted) return true;
                                         Result<Record> one = decode(value);
                                         if (!one.has_value()) return one.error();
                                         out = out ? detail::join(*out, *one) : std::move(one).value();
                                         return true;
                                       });
  if (!scanned.has_value()) return detail::in_store(path, scanned.error());
  return out;
}

}  // namespace

Result<std::optional<Agent>> Store::agent_as_told(AgentId id, const DocumentTest& counts) const {
  return joined<Agent>(impl_->path, *impl_->kv, id, counts,
                       [&](std::string_view bytes) { return codec::decode_agent(id, bytes); });
}

Result<std::optional<Document>> Store::document_as_told(DocumentId id, const DocumentTest& counts) const {
  return joined<Document>(impl_->path, *impl_->kv, id, counts,
                          [&](std::string_view bytes) { return codec::decode_document(id, bytes); });
}

Result<std::vector<Agent>> Store::agents(AgentId after, std::size_t limit) const {
  std::vector<Agent> out;
  detail::KvRange range = detail::prefix_range(codec::tag_prefix(codec::Tag::kAgent));
  if (!after.is_null()) range.begin = codec::agent_key(after).append(1, '\0');
  const Result<void> scanned =
      impl_->kv->scan(range, limit, [&](std::string_view key, std::string_view value) -> Result<bool> {
        const Result<AgentId> id = codec::decode_agent_key(key);
        if (!id.has_value()) return id.error();
        Result<Agent> agent = codec::decode_agent(*id, value);
        if (!agent.has_value()) return agent.error();
        out.push_back(std::move(agent).value());
        return true;
      });
  if (!scanned.has_value()) return detail::in_store(impl_->path, scanned.error());
  return out;
}

}  // namespace headwater
