#include "headwater/query/interchange.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "headwater/query/report.h"
#include "json_parts.h"
#include "markup.h"
#include "native_json.h"
#include "node_name.h"

namespace headwater {
namespace {

using detail::dumped;
using detail::Json;

constexpr std::size_t kPage = 256;  // documents read at a time

constexpr std::array<std::string_view, 5> kMarkings{"TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT",
                                                    "TLP:RED"};

std::size_t width_of(std::string_view marking) {
  return static_cast<std::size_t>(std::find(kMarkings.begin(), kMarkings.end(), marking) - kMarkings.begin());
}

// One node and one edge after the other, in the order in which a store gives them.
class Exporter {
 public:
  Exporter(const Store& store, const ExportOptions& options, const ExportSink& sink)
      : store_{store}, most_{width_of(options.marking)}, sink_{sink} {}

  Result<Exported> run(ExportFormat format) {
    if (most_ == kMarkings.size()) {
      return Error{ErrorCode::kInvalidArgument,
                   "export: wanted TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED as the marking"};
    }
    Result<void> done;
    switch (format) {
      case ExportFormat::kNdjson:
        done = ndjson();
        break;
      case ExportFormat::kGraphml:
        done = graphml();
        break;
      case ExportFormat::kProvJson:
        done = prov_json();
        break;
      case ExportFormat::kCsvNodes:
        done = csv_nodes();
        break;
      case ExportFormat::kCsvEdges:
        done = csv_edges();
        break;
      case ExportFormat::kDot:
        done = dot();
        break;
    }
    if (!done) return done.error();
    return out_;
  }

 private:
  Result<void> write(const std::string& text) {
    if (!sink_(text)) return Error{ErrorCode::kIo, "export: what is written to takes no more"};
    return {};
  }

  Result<bool> may_be_seen(const NodeId& node) {
    const Result<std::vector<Judgement>> judged = store_.judgements(node);
    if (!judged) return judged.error();
    for (const Judgement& one : standing(*judged)) {
      if (one.kind == JudgementKind::kMarking && width_of(one.value) > most_) return false;
    }
    return true;
  }

  Result<bool> ends_may_be_seen(const Edge& edge) {
    for (const NodeId& end : {edge.from, edge.to}) {
      const std::optional<ClaimId> claim = end.claim();
      const Result<bool> may = may_be_seen(claim ? NodeId{document_of(*claim)} : end);
      if (!may || !*may) return may;
    }
    return true;
  }

  // Every document that may be seen.
  template <class Visit>
  Result<void> each_document(Visit visit) {
    out_ = {};
    DocumentId after;
    while (true) {
      const Result<std::vector<Document>> page = store_.documents(after, kPage);
      if (!page) return page.error();
      if (page->empty()) return {};
      for (const Document& document : *page) {
        const Result<bool> seen = may_be_seen(document.id);
        if (!seen) return seen.error();
        if (!*seen) {
          ++out_.left_out;
          continue;
        }
        if (document.held) ++out_.documents;
        if (Result<void> done = visit(document); !done) return done;
      }
      after = page->back().id;
    }
  }

  struct Node {
    NodeId id;
    std::string kind, name, detail, date, url;
    bool held = false;
  };
  // Documents, claims, and agents where a document first speaks of them.
  template <class Visit>
  Result<void> each_node(Visit visit) {
    std::set<AgentId> told;
    return each_document([&](const Document& d) -> Result<void> {
      Node node{d.id,  "document", detail::name_of(d), d.publisher, d.published ? d.published->text() : "",
                d.url, d.held};
      if (Result<void> done = visit(node); !done || !d.held) return done;
      const Result<std::optional<DocumentBatch>> batch = store_.batch(d.id);
      if (!batch) return batch.error();
      if (!*batch) return {};
      for (const Claim& claim : (*batch)->extraction.claims) {
        if (Result<void> done =
                visit(Node{claim.id, "claim", claim.text, std::string{to_string(claim.form)}, "", "", true});
            !done)
          return done;
      }
      for (const Agent& agent : (*batch)->extraction.agents) {
        if (!told.insert(agent.id).second) continue;
        const Result<bool> seen = may_be_seen(agent.id);
        if (!seen) return seen.error();
        const Result<std::optional<Agent>> whole = store_.agent(agent.id);
        if (!whole) return whole.error();
        if (!*seen || !*whole) continue;
        const std::string kind{to_string((*whole)->kind)};
        if (Result<void> done = visit(Node{agent.id, "agent", (*whole)->name, kind, "", "", !agent.anonymous}); !done)
          return done;
      }
      return {};
    });
  }

  // Edges whose ends may both be seen.
  template <class Visit>
  Result<void> each_edge(Visit visit) {
    return each_document([&](const Document& d) -> Result<void> {
      if (!d.held) return {};
      const Result<std::optional<DocumentBatch>> batch = store_.batch(d.id);
      if (!batch) return batch.error();
      if (!*batch) return {};
      for (const Edge& edge : (*batch)->links) {
        const Result<bool> seen = ends_may_be_seen(edge);
        if (!seen) return seen.error();
        if (!*seen) continue;
        if (Result<void> done = visit(edge); !done) return done;
      }
      return {};
    });
  }

  Result<void> ndjson() {
    const Result<void> documents = each_document([&](const Document& d) -> Result<void> {
      if (!d.held) return {};
      Result<std::optional<DocumentBatch>> batch = store_.batch(d.id);
      if (!batch) return batch.error();
      if (!*batch) return {};
      // What leads to documents that are left out is left out with them.
      std::vector<Edge> links;
      for (Edge& edge : (*batch)->links) {
        const Result<bool> seen = ends_may_be_seen(edge);
        if (!seen) return seen.error();
        if (*seen) links.push_back(std::move(edge));
      }
      DocumentBatch told = std::move(**batch);
      told.links = std::move(links);
      const Result<std::string> line = detail::native_line(told);
      return line ? write(*line + "\n") : Result<void>{line.error()};
    });
    if (!documents) return documents;
    const Result<std::vector<Judgement>> judged = store_.judgements_after(0);
    if (!judged) return judged.error();
    for (const Judgement& one : *judged) {
      const Result<bool> seen = may_be_seen(one.about.claim() ? NodeId{document_of(*one.about.claim())} : one.about);
      if (!seen) return seen.error();
      if (!*seen) continue;
      const Result<std::string> line = detail::native_line(one);
      if (!line) return line.error();
      if (Result<void> done = write(*line + "\n"); !done) return done;
    }
    return {};
  }

  static std::string data(std::string_view key, const std::string& value) {
    return value.empty() ? "" : "<data key=\"" + std::string{key} + "\">" + detail::markup_text(value) + "</data>";
  }

  Result<void> graphml() {
    std::string head =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    for (const std::string_view key : {"kind", "name", "detail", "date", "url"})
      head += "<key id=\"" + std::string{key} + "\" for=\"node\" attr.name=\"" + std::string{key} +
              "\" attr.type=\"string\"/>\n";
    head += "<key id=\"held\" for=\"node\" attr.name=\"held\" attr.type=\"boolean\"/>\n";
    for (const std::string_view key : {"relation", "document", "quote", "rule"})
      head += "<key id=\"" + std::string{key} + "\" for=\"edge\" attr.name=\"" + std::string{key} +
              "\" attr.type=\"string\"/>\n";
    head +=
        "<key id=\"confidence\" for=\"edge\" attr.name=\"confidence\" attr.type=\"double\"/>\n"
        "<graph edgedefault=\"directed\">\n";
    if (Result<void> done = write(head); !done) return done;
    Result<void> nodes = each_node([&](const Node& node) {
      return write("<node id=\"" + to_string(node.id) + "\">" + data("kind", node.kind) + data("name", node.name) +
                   data("detail", node.detail) + data("date", node.date) + data("url", node.url) +
                   data("held", node.held ? "true" : "false") + "</node>\n");
    });
    if (!nodes) return nodes;
    Result<void> edges = each_edge([&](const Edge& edge) -> Result<void> {
      const Result<std::string> quote = store_.quote(edge.evidence);
      if (!quote) return quote.error();
      return write("<edge source=\"" + to_string(edge.from) + "\" target=\"" + to_string(edge.to) + "\">" +
                   data("relation", std::string{to_string(edge.relation)}) +
                   data("document", to_string(NodeId{edge.evidence.document})) + data("quote", *quote) +
                   data("rule", edge.evidence.rule) + data("confidence", std::to_string(edge.evidence.confidence)) +
                   "</edge>\n");
    });
    if (!edges) return edges;
    return write("</graph>\n</graphml>\n");
  }

  static std::string field(const std::string& text) {
    std::string out = "\"";
    for (const char c : terminal_text(text, 1 << 20)) out.append(c == '"' ? 2 : 1, c);
    return out + "\"";
  }
  static std::string row(const std::vector<std::string>& fields) {
    std::string out;
    for (const std::string& one : fields) out += (out.empty() ? "" : ",") + field(one);
    return out + "\r\n";
  }

  Result<void> csv_nodes() {
    if (Result<void> done = write("id,kind,name,detail,date,url,held\r\n"); !done) return done;
    return each_node([&](const Node& n) {
      return write(row({to_string(n.id), n.kind, n.name, n.detail, n.date, n.url, n.held ? "true" : "false"}));
    });
  }

  Result<void> csv_edges() {
    if (Result<void> done = write("from,relation,to,document,begin,end,quote,rule,confidence,score\r\n"); !done)
      return done;
    return each_edge([&](const Edge& e) -> Result<void> {
      const Result<std::string> quote = store_.quote(e.evidence);
      if (!quote) return quote.error();
      const ByteSpan at = e.evidence.spans.empty() ? ByteSpan{} : hull(e.evidence.spans);
      return write(row({to_string(e.from), std::string{to_string(e.relation)}, to_string(e.to),
                        to_string(NodeId{e.evidence.document}), std::to_string(at.begin), std::to_string(at.end),
                        *quote, e.evidence.rule, std::to_string(e.evidence.confidence), std::to_string(e.score)}));
    });
  }

  Result<void> dot() {
    using detail::dot_text;
    constexpr std::size_t kLabelBytes = 120;
    if (Result<void> done = write("digraph headwater {\n  rankdir=LR;\n"); !done) return done;
    Result<void> nodes = each_node([&](const Node& n) {
      return write("  " + to_string(n.id) + " [label=" + dot_text(n.name, kLabelBytes) + ", shape=" +
                   (n.kind == "claim"   ? "note"
                    : n.kind == "agent" ? "ellipse"
                                        : "box") +
                   (n.held ? "" : ", style=dashed") + "];\n");
    });
    if (!nodes) return nodes;
    Result<void> edges = each_edge([&](const Edge& e) {
      return write("  " + to_string(e.from) + " -> " + to_string(e.to) + " [label=" + dot_text(to_string(e.relation)) +
                   "];\n");
    });
    if (!edges) return edges;
    return write("}\n");
  }

  // PROV's name for a relation, and of its two ends the keys; `turned` where PROV's points the other way.
  struct ProvRelation {
    std::string_view name, from, to;
    bool turned = false;
  };
  static ProvRelation prov_relation(const Edge& edge) {
    const bool between_entities = !edge.to.agent() && !edge.from.agent();
    switch (edge.relation) {
      case Relation::kSaidBy:
      case Relation::kIssuedBy:
        return {"wasAttributedTo", "prov:entity", "prov:agent"};
      case Relation::kSpeaksFor:
        return {"actedOnBehalfOf", "prov:delegate", "prov:responsible"};
      case Relation::kMadeIn:
      case Relation::kSaidIn:
      case Relation::kReportedBy:
      case Relation::kRepeats:
      case Relation::kCites:
        if (between_entities) return {"wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity"};
        break;
      case Relation::kSameAs:
        if (between_entities) return {"alternateOf", "prov:alternate1", "prov:alternate2"};
        break;
      default:
        break;
    }
    return {"wasInfluencedBy", "prov:influencee", "prov:influencer"};
  }

  // A section of named things at a time, since PROV-JSON is one object of sections.
  Result<void> prov_json() {
    if (Result<void> done = write("{\"prefix\":{\"hw\":\"urn:headwater:\"}"); !done) return done;
    for (const bool agents : {false, true}) {
      bool first = true;
      if (Result<void> done = write(agents ? ",\"agent\":{" : ",\"entity\":{"); !done) return done;
      Result<void> nodes = each_node([&](const Node& n) -> Result<void> {
        if ((n.kind == "agent") != agents) return {};
        const Json value{{"prov:label", n.name}, {"hw:kind", n.kind}, {"hw:detail", n.detail},
                         {"hw:date", n.date},    {"hw:url", n.url},   {"hw:held", n.held}};
        const std::string comma = std::exchange(first, false) ? "" : ",";
        return write(comma + "\"hw:" + to_string(n.id) + "\":" + dumped(value));
      });
      if (!nodes) return nodes;
      if (Result<void> done = write("}"); !done) return done;
    }
    for (const std::string_view section :
         {"wasAttributedTo", "actedOnBehalfOf", "wasDerivedFrom", "alternateOf", "wasInfluencedBy"}) {
      bool first = true;
      std::size_t number = 0;
      if (Result<void> done = write(",\"" + std::string{section} + "\":{"); !done) return done;
      Result<void> edges = each_edge([&](const Edge& e) -> Result<void> {
        const ProvRelation relation = prov_relation(e);
        if (relation.name != section) return {};
        const Result<std::string> quote = store_.quote(e.evidence);
        if (!quote) return quote.error();
        Json value;
        value[std::string{relation.from}] = "hw:" + to_string(e.from);
        value[std::string{relation.to}] = "hw:" + to_string(e.to);
        // Influences and derivations may have a type of ours; delegations and the like take attributes too.
        value["prov:type"] = "hw:" + std::string{to_string(e.relation)};
        if (section != "alternateOf") {
          value["hw:quote"] = *quote;
          value["hw:document"] = "hw:" + to_string(NodeId{e.evidence.document});
          value["hw:confidence"] = e.evidence.confidence;
        } else {
          value.erase("prov:type");
        }
        const std::string comma = std::exchange(first, false) ? "" : ",";
        return write(comma + "\"_:" + std::string{section} + std::to_string(++number) + "\":" + dumped(value));
      });
      if (!edges) return edges;
      if (Result<void> done = write("}"); !done) return done;
    }
    return write("}\n");
  }

  const Store& store_;
  const std::size_t most_;
  const ExportSink& sink_;
  Exported out_;
};

// Words that show an edge may stand in another document. Where that is here, the places have to lie in it; where it is
// not, neither is the edge's other end, and the edge waits for it.
Result<void> settle_foreign_evidence(const Store& store, DocumentBatch& batch) {
  std::unordered_map<DocumentId, std::optional<StoredText>> texts;
  std::vector<Edge> kept;
  for (Edge& edge : batch.links) {
    const DocumentId in = edge.evidence.document;
    if (in.is_null() || in == batch.extraction.document.id || edge.evidence.spans.empty()) {
      kept.push_back(std::move(edge));
      continue;
    }
    auto text = texts.find(in);
    if (text == texts.end()) {
      Result<std::optional<StoredText>> found = store.text(in);
      if (!found) return found.error();
      text = texts.emplace(in, std::move(*found)).first;
    }
    if (!text->second) continue;
    if (!are_places_in(text->second->text, edge.evidence.spans))
      return Error{ErrorCode::kBadInput, "import: an edge with places outside the text of " + to_string(NodeId{in})};
    kept.push_back(std::move(edge));
  }
  batch.links = std::move(kept);
  return {};
}

constexpr std::array<std::pair<ExportFormat, std::string_view>, 6> kFormats{{{ExportFormat::kNdjson, "ndjson"},
                                                                             {ExportFormat::kGraphml, "graphml"},
                                                                             {ExportFormat::kProvJson, "prov-json"},
                                                                             {ExportFormat::kCsvNodes, "csv-nodes"},
                                                                             {ExportFormat::kCsvEdges, "csv-edges"},
                                                                             {ExportFormat::kDot, "dot"}}};

}  // namespace

std::string_view to_string(ExportFormat format) {
  for (const auto& [value, text] : kFormats) {
    if (value == format) return text;
  }
  return "";
}

std::optional<ExportFormat> parse_export_format(std::string_view text) {
  for (const auto& [value, spelling] : kFormats) {
    if (spelling == text) return value;
  }
  return std::nullopt;
}

Result<Exported> export_store(const Store& store, ExportFormat format, const ExportOptions& options,
                              const ExportSink& sink) {
  return Exporter{store, options, sink}.run(format);
}

Result<bool> import_line(Store& store, std::string_view line) {
  if (line.size() > kMaxImportLine) return Error{ErrorCode::kTooLarge, "import: wanted lines of at most 1 GiB"};
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) return Error{ErrorCode::kBadInput, "import: wanted a line with one JSON object"};
  if (json.contains("judgement")) {
    Result<Judgement> judgement = detail::judgement_of(json);
    if (!judgement) return judgement.error();
    const Result<Judgement> written = store.judge(std::move(*judgement));
    return written ? Result<bool>{false} : Result<bool>{written.error()};
  }
  Result<DocumentBatch> batch = detail::batch_of(json);
  if (!batch) return batch.error();
  if (const Result<void> checked = settle_foreign_evidence(store, *batch); !checked) return checked.error();
  const Result<void> put = store.put(*batch);
  return put ? Result<bool>{true} : Result<bool>{put.error()};
}

}  // namespace headwater
