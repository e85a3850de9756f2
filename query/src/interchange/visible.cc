#include "interchange/visible.h"

#include <algorithm>
#include <array>
#include <utility>

#include "interchange/out.h"
#include "node_name.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kPage = 256;             // records read at a time
constexpr std::size_t kJudgementPage = 8'192;  // reading any of them reads them all

constexpr std::array<std::string_view, 5> kMarkings{"TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT",
                                                    "TLP:RED"};

std::size_t width_of(std::string_view marking) {
  return static_cast<std::size_t>(std::find(kMarkings.begin(), kMarkings.end(), marking) - kMarkings.begin());
}

Result<void> all_judgements(const Store& store, const std::function<Result<bool>(const Judgement&)>& visit) {
  std::uint64_t after = 0;
  while (true) {
    const Result<std::vector<Judgement>> page = store.judgements_after(after, kJudgementPage);
    if (!page) return page.error();
    for (const Judgement& one : *page) {
      const Result<bool> more = visit(one);
      if (!more) return more.error();
      if (!*more) return {};
    }
    if (page->size() < kJudgementPage) return {};
    after = page->back().sequence;
  }
}

std::string places_text(const Spans& spans) {
  std::string out;
  for (const ByteSpan span : spans)
    out += (out.empty() ? "" : " ") + std::to_string(span.begin) + "-" + std::to_string(span.end);
  return out;
}

void add(std::vector<Told>& out, std::string_view name, std::string value, Told::Type type = Told::Type::kText) {
  if (!value.empty()) out.push_back({name, std::move(value), type});
}

}  // namespace

std::vector<Told> things_of(const ToldNode& node) {
  std::vector<Told> out;
  add(out, "kind", node.kind);
  add(out, "detail", node.detail);
  add(out, "date", node.date);
  add(out, "url", node.url);
  add(out, "held", node.held ? "true" : "false", Told::Type::kFlag);
  return out;
}

std::vector<Told> things_of(const ToldEdge& told) {
  const Edge& edge = told.edge;
  std::vector<Told> out;
  add(out, "relation", std::string{to_string(edge.relation)});
  if (edge.relation == Relation::kReportedBy) add(out, "hop", std::to_string(edge.hop));
  if (edge.relation == Relation::kCites) add(out, "how", std::string{to_string(edge.how)});
  if (edge.score != 0) add(out, "score", number_text(edge.score), Told::Type::kReal);
  if (!edge.evidence.document.is_null())
    add(out, "document", to_string(NodeId{edge.evidence.document}), Told::Type::kNode);
  add(out, "spans", places_text(edge.evidence.spans));
  add(out, "quote", told.quote);
  add(out, "rule", edge.evidence.rule);
  add(out, "confidence", number_text(edge.evidence.confidence), Told::Type::kReal);
  return out;
}

Result<void> check_marking(std::string_view marking) {
  if (width_of(marking) < kMarkings.size()) return {};
  return Error{ErrorCode::kInvalidArgument,
               "export: wanted TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED as the marking"};
}

Result<Visible> Visible::of(const Store& store, std::string_view marking) {
  if (const Result<void> checked = check_marking(marking); !checked) return checked.error();
  const std::size_t most = width_of(marking);
  Visible out{store, most};
  const Result<void> read = all_judgements(store, [&](const Judgement& one) -> Result<bool> {
    out.hides_ = one.kind == JudgementKind::kMarking && !one.revoked && width_of(one.value) > most;
    return !out.hides_;
  });
  if (!read) return read.error();
  return out;
}

std::vector<std::string_view> Visible::markings() const {
  return {kMarkings.begin(), kMarkings.begin() + static_cast<std::ptrdiff_t>(most_) + 1};
}

Result<std::string> Visible::marking_of(const NodeId& node) const {
  const Result<std::vector<Judgement>> judged = store_.judgements(node);
  if (!judged) return judged.error();
  for (const Judgement& one : standing(*judged)) {
    if (one.kind == JudgementKind::kMarking) return one.value;
  }
  return std::string{};
}

Result<bool> Visible::may_be_seen(const NodeId& node) const {
  if (!hides_ || node.is_null()) return true;
  const Result<std::string> marking = marking_of(node);
  if (!marking) return marking.error();
  if (!marking->empty() && width_of(*marking) > most_) return false;
  const std::optional<ClaimId> claim = node.claim();
  return claim ? may_be_seen(document_of(*claim)) : Result<bool>{true};
}

Result<bool> Visible::ends_may_be_seen(const Edge& edge) const {
  for (const NodeId& node : {edge.from, edge.to}) {
    const Result<bool> may = may_be_seen(node);
    if (!may || !*may) return may;
  }
  return edge.evidence.document.is_null() ? Result<bool>{true} : may_be_seen(edge.evidence.document);
}

Result<std::optional<Document>> Visible::as_told(const Document& document) const {
  if (!hides_ || document.held) return std::optional{document};
  return store_.document_as_told(document.id, [&](DocumentId writer) { return may_be_seen(writer); });
}

Result<std::optional<Document>> Visible::told(DocumentId id) const {
  const Result<bool> seen = may_be_seen(id);
  if (!seen) return seen.error();
  if (!*seen) return std::optional<Document>{};
  const Result<std::optional<Document>> document = store_.document(id);
  return document && *document ? as_told(**document) : document;
}

Result<void> Visible::each_document(const Visit<Document>& visit) {
  counts_ = {};
  DocumentId after;
  while (true) {
    const Result<std::vector<Document>> page = store_.documents(after, kPage);
    if (!page) return page.error();
    if (page->empty()) return {};
    for (const Document& document : *page) {
      const Result<bool> seen = may_be_seen(document.id);
      if (!seen) return seen.error();
      if (!*seen) {
        ++counts_.left_out;
        continue;
      }
      const Result<std::optional<Document>> told = as_told(document);
      if (!told) return told.error();
      if (!*told) continue;
      if (document.held) ++counts_.documents;
      if (Result<void> done = visit(**told); !done) return done;
    }
    after = page->back().id;
  }
}

Result<void> Visible::each_agent(const Visit<Agent>& visit) {
  AgentId after;
  while (true) {
    const Result<std::vector<Agent>> page = store_.agents(after, kPage);
    if (!page) return page.error();
    if (page->empty()) return {};
    for (const Agent& agent : *page) {
      if (!hides_) {
        if (Result<void> done = visit(agent); !done) return done;
        continue;
      }
      const Result<bool> seen = may_be_seen(agent.id);
      if (!seen) return seen.error();
      if (!*seen) continue;
      const Result<std::optional<Agent>> told =
          store_.agent_as_told(agent.id, [&](DocumentId writer) { return may_be_seen(writer); });
      if (!told) return told.error();
      if (!*told) continue;
      if (Result<void> done = visit(**told); !done) return done;
    }
    after = page->back().id;
  }
}

Result<std::optional<DocumentBatch>> Visible::batch(DocumentId id, std::vector<std::size_t>* places) const {
  Result<std::optional<DocumentBatch>> read = store_.batch(id);
  if (!read || !*read) return read;
  DocumentBatch& batch = **read;
  if (places != nullptr) {
    for (std::size_t i = 0; i < batch.links.size(); ++i) places->push_back(i);
  }
  if (!hides_) return read;
  Result<void> failed;
  const auto hidden = [&](const NodeId& node) {
    const Result<bool> seen = may_be_seen(node);
    if (!seen) failed = seen.error();
    return !seen || !*seen;
  };
  std::vector<Edge> links;
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < batch.links.size(); ++i) {
    const Result<bool> seen = ends_may_be_seen(batch.links[i]);
    if (!seen) return seen.error();
    if (!*seen) continue;
    links.push_back(std::move(batch.links[i]));
    kept.push_back(i);
  }
  batch.links = std::move(links);
  if (places != nullptr) *places = std::move(kept);
  Extraction& told = batch.extraction;
  std::erase_if(told.agents, [&](const Agent& agent) { return hidden(agent.id); });
  std::erase_if(told.referenced, [&](const Document& document) { return hidden(document.id); });
  std::erase_if(told.claims, [&](const Claim& claim) { return hidden(claim.id); });
  for (Claim& claim : told.claims) {
    if (claim.speaker && hidden(*claim.speaker)) claim.speaker.reset();
    if (claim.origin && hidden(*claim.origin)) claim.origin.reset();
    std::erase_if(claim.via, [&](AgentId agent) { return hidden(agent); });
    std::erase_if(claim.cites, [&](DocumentId document) { return hidden(document); });
  }
  if (!failed) return failed.error();
  return read;
}

Result<void> Visible::each_batch(const Visit<DocumentBatch>& visit) {
  return each_document([&](const Document& document) -> Result<void> {
    if (!document.held) return {};
    const Result<std::optional<DocumentBatch>> read = batch(document.id);
    if (!read) return read.error();
    return *read ? visit(**read) : Result<void>{};
  });
}

Result<void> Visible::each_node(const Visit<ToldNode>& visit) {
  const Result<void> documents = each_document([&](const Document& d) -> Result<void> {
    const std::string date = d.published ? d.published->text() : "";
    if (Result<void> done = visit({d.id, "document", name_of(d), d.publisher, date, d.url, d.held}); !done) return done;
    if (!d.held) return {};
    const Result<std::vector<Claim>> claims = store_.claims_of(d.id);
    if (!claims) return claims.error();
    for (const Claim& claim : *claims) {
      const Result<bool> seen = may_be_seen(claim.id);
      if (!seen) return seen.error();
      if (!*seen) continue;
      const ToldNode node{claim.id, "claim", claim.text, std::string{to_string(claim.form)}, "", "", true};
      if (Result<void> done = visit(node); !done) return done;
    }
    return {};
  });
  if (!documents) return documents;
  return each_agent([&](const Agent& agent) {
    return visit({agent.id, "agent", agent.name, std::string{to_string(agent.kind)}, "", "", !agent.anonymous});
  });
}

Result<void> Visible::each_edge(const Visit<ToldEdge>& visit) {
  return each_document([&](const Document& document) -> Result<void> {
    if (!document.held) return {};
    std::vector<std::size_t> places;
    const Result<std::optional<DocumentBatch>> read = batch(document.id, &places);
    if (!read) return read.error();
    if (!*read) return {};
    std::string name = to_string(NodeId{document.id}) + "-";
    name[0] = 'e';
    for (std::size_t i = 0; i < (*read)->links.size(); ++i) {
      const Edge& edge = (*read)->links[i];
      // Nearly always they stand in the text that is at hand.
      const Result<std::string> quote =
          edge.evidence.document == document.id
              ? Result<std::string>{words_of((*read)->extraction.text, edge.evidence.spans)}
              : store_.quote(edge.evidence);
      if (!quote) return quote.error();
      if (Result<void> done = visit({edge, document.id, name + std::to_string(places[i]), *quote}); !done) return done;
    }
    return {};
  });
}

Result<void> Visible::each_judgement(const Visit<Judgement>& visit) {
  Result<void> outcome;
  const Result<void> read = all_judgements(store_, [&](const Judgement& one) -> Result<bool> {
    for (const NodeId& node : {one.about, one.other}) {
      const Result<bool> seen = may_be_seen(node);
      if (!seen) return seen.error();
      if (!*seen) return true;
    }
    outcome = visit(one);
    return outcome.has_value();
  });
  return read ? outcome : read;
}

}  // namespace headwater::detail
