#include "records.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "exports.h"
#include "headwater/query/search.h"
#include "headwater/query/show.h"
#include "params.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kUsualPage = 100;

// Where a list goes on, and how: a page of it, or all of it by lines.
template <class Id>
struct ListAsked {
  std::optional<Id> after;
  std::size_t limit = 0;
  bool as_lines = false;
  ViewOptions view;
};

template <class Id>
Result<ListAsked<Id>> list_asked(const Asked& asked, Result<Id> (*parse)(std::string_view)) {
  ListAsked<Id> out;
  if (const std::string* from = asked.target.param("after"); from != nullptr) {
    const Result<Id> id = parse(*from);
    if (!id.has_value()) return id.error();
    out.after = *id;
  }
  const std::string format = asked.param("format", "json");
  if (format != "json" && format != "ndjson")
    return wrong(joined({"format must be json or ndjson, not \"", format, "\""}));
  out.as_lines = format == "ndjson";
  const Result<std::size_t> limit =
      out.as_lines ? count_in(asked, "limit", 1, SIZE_MAX, SIZE_MAX) : limit_in(asked, kUsualPage);
  if (!limit.has_value()) return limit.error();
  out.limit = *limit;
  if (const Result<void> read = read_moment(asked, out.view); !read.has_value()) return read.error();
  return out;
}

std::size_t size_of(const DocumentList& list) { return list.records.size(); }
std::size_t size_of(const AgentList& list) { return list.records.size(); }
std::size_t size_of(const ClaimsOfDocument& list) { return list.claims.size(); }

// `read` gives a page from behind an id on. The first page is read before anything is sent, so that what is wrong with
// the request is told as such.
template <class List, class Id>
Reply list_reply(const Context& context, const ListAsked<Id>& asked,
                 std::function<Result<List>(const std::optional<Id>&, std::size_t)> read) {
  Result<List> first = read(asked.after, std::min(asked.limit, kMaxPage));
  if (!first.has_value()) return failure(first.error());
  if (!asked.as_lines) return json(to_json(*first));
  const std::shared_ptr<const void> turn = context.exports.take();
  if (turn == nullptr)
    return reply_of(
        {503, ErrorCode::kBusy, "other lists and exports are being written; try again when they are done", {}});
  Reply reply{200, "application/x-ndjson", {}, {}, {}};
  reply.stream = [turn, read = std::move(read), limit = asked.limit,
                  first = std::make_shared<const List>(std::move(*first))](const ReplySink& sink) {
    std::size_t left = limit;
    std::shared_ptr<const List> page = first;
    while (true) {
      if (!sink(json_lines(*page))) return false;
      left -= size_of(*page);
      if (!page->next || left == 0) return true;
      Result<List> more = read(page->next, std::min(left, kMaxPage));
      if (!more.has_value()) return false;
      page = std::make_shared<const List>(std::move(*more));
    }
  };
  return reply;
}

}  // namespace

Reply list_documents(const Context& context, const Asked& asked) {
  const Result<ListAsked<DocumentId>> how = list_asked(asked, document_id);
  if (!how.has_value()) return failure(how.error());
  return list_reply<DocumentList, DocumentId>(
      context, *how, [&store = context.store, view = how->view](const auto& after, std::size_t limit) {
        return headwater::list_documents(store, after.value_or(DocumentId{}), limit, view);
      });
}

Reply list_recent(const Context& context, const Asked& asked) {
  constexpr std::size_t kUsual = 20;
  return json_reply(
      then(limit_in(asked, kUsual), [&](std::size_t limit) { return recent_documents(context.store, limit); }));
}

Reply list_agents(const Context& context, const Asked& asked) {
  const Result<ListAsked<AgentId>> how = list_asked(asked, agent_id);
  if (!how.has_value()) return failure(how.error());
  return list_reply<AgentList, AgentId>(
      context, *how, [&store = context.store, view = how->view](const auto& after, std::size_t limit) {
        return headwater::list_agents(store, after.value_or(AgentId{}), limit, view);
      });
}

Reply read_claims(const Context& context, const Asked& asked) {
  const Result<DocumentId> document = document_id(asked.id);
  if (!document.has_value()) return failure(document.error());
  const Result<ListAsked<ClaimId>> how = list_asked(asked, claim_id);
  if (!how.has_value()) return failure(how.error());
  return list_reply<ClaimsOfDocument, ClaimId>(
      context, *how, [&store = context.store, view = how->view, id = *document](const auto& after, std::size_t limit) {
        return claims_of_document(store, id, after, limit, view);
      });
}

Reply list_claims(const Context& context, const Asked& asked) {
  const Result<DocumentId> document = document_id(asked.param("document"));
  if (!document.has_value()) return failure(document.error());
  std::optional<ClaimId> after;
  if (const std::string* from = asked.target.param("after"); from != nullptr) {
    const Result<ClaimId> id = claim_id(*from);
    if (!id.has_value()) return failure(id.error());
    after = *id;
  }
  const Result<ViewOptions> view = moment_in(asked);
  if (!view.has_value()) return failure(view.error());
  const auto page = then(limit_in(asked, kMaxPage), [&](std::size_t limit) {
    return claims_of_document(context.store, *document, after, limit, *view);
  });
  return reply_with(page, [](const ClaimsOfDocument& claims) {
    Found list;
    for (const ClaimShown& one : claims.claims) {
      const ByteSpan whole{0, static_cast<std::uint32_t>(one.claim.text.size())};
      list.claims.push_back({one.claim, one.document, 0, whole, {}});
    }
    list.truncated = claims.next.has_value();
    if (claims.next.has_value()) list.next = to_string(*claims.next);
    return json(to_json(list));
  });
}

namespace {

template <class Id>
Reply show_one(const Context& context, const Asked& asked, Result<Id> (*parse)(std::string_view)) {
  return json_reply(then(parse(asked.id), [&](Id id) {
    return then(moment_in(asked), [&](const ViewOptions& view) { return show(context.store, id, view); });
  }));
}

}  // namespace

Reply show_document(const Context& context, const Asked& asked) { return show_one(context, asked, document_id); }
Reply show_claim(const Context& context, const Asked& asked) { return show_one(context, asked, claim_id); }
Reply show_agent(const Context& context, const Asked& asked) { return show_one(context, asked, agent_id); }

Reply document_text(const Context& context, const Asked& asked) {
  const auto read = then(document_id(asked.id), [&](DocumentId id) {
    return present(context.store.text(id), joined({"the text of the document ", asked.id}));
  });
  return reply_with(read, [](const StoredText& stored) { return text(stored.text); });
}

}  // namespace headwater::detail
