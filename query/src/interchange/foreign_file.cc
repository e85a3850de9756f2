#include "interchange/foreign_file.h"

#include <algorithm>
#include <cmath>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

// How sure it is that the file states what it states.
constexpr double kStated = 0.95;

// A relation between nodes of these kinds; nothing where there is none.
std::optional<Relation> fitted(const NodeId& from, Relation relation, const NodeId& to) {
  const NodeKind f = from.kind(), t = to.kind();
  const auto are = [&](NodeKind a, NodeKind b) { return f == a && t == b; };
  switch (relation) {
    case Relation::kMadeIn:
      // Its words stand in the file; the document it names is whence the file has it.
      if (are(NodeKind::kClaim, NodeKind::kDocument)) return Relation::kReportedBy;
      break;
    case Relation::kSaidBy:
      if (are(NodeKind::kClaim, NodeKind::kAgent)) return relation;
      break;
    case Relation::kSaidIn:
      if (are(NodeKind::kClaim, NodeKind::kDocument)) return relation;
      break;
    case Relation::kReportedBy:
      if (f == NodeKind::kClaim && t != NodeKind::kClaim) return relation;
      break;
    case Relation::kRepeats:
    case Relation::kDisputes:
      if (are(NodeKind::kClaim, NodeKind::kClaim)) return relation;
      break;
    case Relation::kCites:
      if (f != NodeKind::kAgent && t == NodeKind::kDocument) return relation;
      break;
    case Relation::kIssuedBy:
    case Relation::kDeliveredTo:
      if (are(NodeKind::kDocument, NodeKind::kAgent)) return relation;
      break;
    case Relation::kSpeaksFor:
      if (are(NodeKind::kAgent, NodeKind::kAgent)) return relation;
      break;
    case Relation::kSameAs:
      if (f == t && f != NodeKind::kClaim) return relation;
      break;
  }
  return std::nullopt;
}

// Names and words of the store's hold no zero byte.
void clean(std::string& text) { std::replace(text.begin(), text.end(), '\0', ' '); }

template <class Record>
void sort_by_id(std::vector<Record>& records) {
  std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) { return a.id < b.id; });
}

}  // namespace

ForeignFile::ForeignFile(std::string_view bytes, const std::string& path, Format format, std::string rule)
    : bytes_{bytes}, rule_{std::move(rule)} {
  Document& d = batch_.extraction.document;
  d.sha256 = sha256_hex(bytes);
  d.id = document_id_of("import:" + d.sha256);
  d.held = true;
  d.kind = DocumentKind::kOther;
  d.format = format;
  d.title = path.substr(path.rfind('/') + 1);
  d.path = path;
  d.encoding = "UTF-8";
  d.text_bytes = bytes.size();
}

Result<void> ForeignFile::add_node(const std::string& name, const NodeId& node) {
  if (nodes_.size() >= kMaxForeignNodes)
    return Error{ErrorCode::kTooLarge, "wanted at most " + std::to_string(kMaxForeignNodes) + " nodes in one file"};
  nodes_.emplace(name, node);
  return {};
}

NodeId ForeignFile::node(const std::string& name) const {
  const auto found = nodes_.find(name);
  return found == nodes_.end() ? NodeId{} : found->second;
}

Result<void> ForeignFile::add_agent(const std::string& name, Agent agent) {
  if (nodes_.contains(name)) return {};
  clean(agent.name);
  const std::string folded = name_key(agent.name);
  if (folded.empty()) return leave_out(), Result<void>{};
  agent.id = agent_id_of(folded);
  if (agents_.emplace(agent.id, batch_.extraction.agents.size()).second) {
    agent.names = {agent.name};
    batch_.extraction.agents.push_back(agent);
    ++done_.agents;
  }
  return add_node(name, agent.id);
}

Result<void> ForeignFile::add_document(const std::string& name, Document document) {
  if (nodes_.contains(name)) return {};
  if (document.id == batch_.extraction.document.id) return leave_out(), Result<void>{};
  document.held = false;
  for (std::string* text : {&document.title, &document.publisher, &document.url}) clean(*text);
  if (documents_.emplace(document.id, batch_.extraction.referenced.size()).second) {
    batch_.extraction.referenced.push_back(document);
    ++done_.documents;
  }
  return add_node(name, document.id);
}

Result<void> ForeignFile::add_claim(const std::string& name, ByteSpan words, std::string text, ClaimForm form,
                                    Polarity polarity) {
  if (nodes_.contains(name)) return {};
  Claim claim;
  claim.id = claim_id_of(batch_.extraction.document.id, name);
  // Claims have four bytes of their own.
  if (!claims_.emplace(claim.id, batch_.extraction.claims.size()).second) return leave_out(), Result<void>{};
  clean(text);
  claim.content = {words};
  claim.text = std::move(text);
  claim.form = form;
  claim.polarity = polarity;
  claim.rule = rule_;
  claim.confidence = kStated;
  batch_.extraction.claims.push_back(std::move(claim));
  ++done_.claims;
  if (Result<void> done = add_node(name, batch_.extraction.claims.back().id); !done) return done;
  batch_.links.push_back({batch_.extraction.claims.back().id,
                          Relation::kMadeIn,
                          batch_.extraction.document.id,
                          0,
                          CitationHow::kNamed,
                          0,
                          {batch_.extraction.document.id, {words}, rule_, kStated}});
  return {};
}

Result<void> ForeignFile::add_edge(const NodeId& from, Relation relation, const NodeId& to, ByteSpan place,
                                   std::optional<double> confidence, double score, CitationHow how) {
  if (batch_.links.size() >= kMaxForeignEdges)
    return Error{ErrorCode::kTooLarge, "wanted at most " + std::to_string(kMaxForeignEdges) + " edges in one file"};
  const std::optional<Relation> fits =
      from.is_null() || to.is_null() || from == to ? std::nullopt : fitted(from, relation, to);
  if (!fits) return leave_out(), Result<void>{};
  const auto share = [](double value) { return std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0.0; };
  Edge edge;
  edge.from = from;
  edge.relation = *fits;
  edge.to = to;
  if (*fits == Relation::kCites) edge.how = how;
  if (*fits == Relation::kRepeats || *fits == Relation::kSameAs) edge.score = share(score);
  edge.evidence = {batch_.extraction.document.id, {place}, rule_, confidence ? share(*confidence) : kStated};
  batch_.links.push_back(std::move(edge));
  ++done_.edges;
  return {};
}

// What claims say of themselves follows from their edges.
void ForeignFile::settle_claims() {
  Extraction& e = batch_.extraction;
  std::unordered_map<NodeId, std::uint16_t> hops;
  std::unordered_map<NodeId, bool> came_through;
  for (Edge& edge : batch_.links) {
    const auto at = claims_.find(edge.from);
    if (at == claims_.end()) continue;
    Claim& claim = e.claims[at->second];
    if (edge.relation == Relation::kSaidBy && !claim.speaker) claim.speaker = edge.to.agent();
    if (edge.relation == Relation::kSaidIn && !claim.origin) claim.origin = edge.to.document();
    if (edge.relation == Relation::kCites) claim.cites.push_back(*edge.to.document());
    if (edge.relation != Relation::kReportedBy) continue;
    std::uint16_t& hop = hops[edge.from];
    edge.hop = hop;
    if (hop < 0xffff) ++hop;
    if (edge.to.agent()) claim.via.push_back(*edge.to.agent());
    came_through[edge.from] = true;
  }
  for (Claim& claim : e.claims) {
    const auto speaker = claim.speaker ? agents_.find(*claim.speaker) : agents_.end();
    const Agent* agent = speaker == agents_.end() ? nullptr : &e.agents[speaker->second];
    claim.end = agent != nullptr && agent->anonymous ? EndClass::kAnonymous
                : claim.origin                       ? EndClass::kPrimary
                : came_through.contains(claim.id)    ? EndClass::kReferenced
                : agent == nullptr                   ? EndClass::kUnattributed
                : agent->kind == AgentKind::kPerson  ? EndClass::kFirsthand
                                                     : EndClass::kPrimary;
    if (agent == nullptr && !claim.origin && !came_through.contains(claim.id)) claim.form = ClaimForm::kOwn;
  }
}

Result<Imported> ForeignFile::put(Store& store) && {
  Extraction& e = batch_.extraction;
  settle_claims();
  e.text = bytes_;
  const ByteSpan all{0, static_cast<std::uint32_t>(bytes_.size())};
  e.map = {{all, all}};
  std::sort(e.claims.begin(), e.claims.end(), [](const Claim& a, const Claim& b) {
    return a.content != b.content ? a.content < b.content : a.id < b.id;
  });
  sort_by_id(e.agents);
  sort_by_id(e.referenced);
  batch_.raw = bytes_;
  batch_.links_are_all = true;
  const Result<void> put = store.put(batch_);
  if (!put) return put.error();
  return done_;
}

}  // namespace headwater::detail
