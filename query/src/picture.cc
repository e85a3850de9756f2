#include "headwater/query/picture.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "chain_words.h"
#include "headwater/query/report.h"
#include "layout.h"
#include "node_name.h"
#include "view.h"

namespace headwater {
namespace {

constexpr double kLetter = 6.3;  // points, on average, at the size that picture_svg writes
constexpr double kLine = 15;
constexpr double kMargin = 9;
constexpr std::size_t kMostLetters = 42;
constexpr std::size_t kQuoteBytes = 240;

// By characters, not bytes; the rest as three dots.
std::string shortened(std::string_view text, std::size_t most) {
  std::string line = terminal_text(text, 400);
  std::size_t letters = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if ((static_cast<unsigned char>(line[i]) & 0xc0) == 0x80) continue;
    if (++letters > most) return line.substr(0, i) + "...";
  }
  return line;
}

std::size_t letters_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

class Painter {
 public:
  Painter(const Store& store, const Trace& trace, const PictureOptions& options)
      : store_{store}, view_{store, trace.view}, trace_{trace}, options_{options} {}

  Result<Picture> run() {
    if (Result<void> done = add_node(trace_.document.id); !done) return done.error();
    out_.nodes.front().is_asked = true;
    for (const Chain& chain : trace_.chains) {
      if (Result<void> done = add_chain(chain); !done) return done.error();
    }
    out_.truncated = trace_.truncated || out_.nodes_left_out > 0;
    lay_out();
    return std::move(out_);
  }

 private:
  // The box for a node of a chain; nothing where there are enough. A claim is the document it stands in.
  Result<std::optional<std::size_t>> box_of(const NodeId& node) {
    NodeId shown = node.claim() ? NodeId{document_of(*node.claim())} : node;
    for (auto folded = folded_.find(shown); folded != folded_.end(); folded = folded_.find(shown)) {
      shown = folded->second;
    }
    const auto known = places_.find(shown);
    if (known != places_.end()) return std::optional{known->second};
    if (out_.nodes.size() >= options_.max_nodes) {
      if (left_out_.insert(shown).second) ++out_.nodes_left_out;
      return std::optional<std::size_t>{};
    }
    if (Result<void> added = add_node(shown); !added) return added.error();
    return std::optional{out_.nodes.size() - 1};
  }

  Result<void> add_node(const NodeId& node) {
    PictureNode box;
    box.node = node;
    if (const std::optional<DocumentId> id = node.document()) {
      const Result<const Document*> found = view_.document(*id);
      if (!found) return found.error();
      if (*found != nullptr) describe(**found, box);
    } else {
      Result<NodeName> name = detail::name_of(store_, node);
      if (!name) return name.error();
      box.title = std::move(name->name);
    }
    places_.emplace(node, out_.nodes.size());
    out_.nodes.push_back(std::move(box));
    return {};
  }

  static void describe(const Document& document, PictureNode& box) {
    box.title = detail::name_of(document);
    std::vector<std::string> parts;
    if (box.title != document.publisher && !document.publisher.empty()) parts.push_back(document.publisher);
    if (document.medium != Medium::kUnknown) parts.push_back(spaced(to_string(document.medium)));
    if (document.published) parts.push_back(document.published->day().value_or(document.published->text()));
    for (const std::string& part : parts) box.detail += (box.detail.empty() ? "" : ", ") + part;
    box.is_gap = !document.held;
  }

  // Does the document rest on the other as a whole, and say so?
  Result<bool> is_copy(DocumentId copy, DocumentId of) {
    const Result<std::vector<Edge>> cites = view_.upstream(copy, Relation::kCites);
    if (!cites) return cites.error();
    for (const Edge& edge : *cites) {
      if (edge.how != CitationHow::kByline && edge.how != CitationHow::kCredit) continue;
      if (edge.to == NodeId{of}) return true;
      const Result<std::vector<Edge>> same = view_.upstream(edge.to, Relation::kSameAs);
      if (!same) return same.error();
      for (const Edge& name : *same) {
        if (name.to == NodeId{of}) return true;
      }
    }
    return false;
  }

  Result<void> fold(const Chain& chain) {
    for (const TraceStep& step : chain.steps) {
      const std::optional<ClaimId> from = step.from.claim(), to = step.to.claim();
      if (step.relation != Relation::kRepeats || !from || !to) continue;
      const DocumentId copy = document_of(*from), of = document_of(*to);
      if (copy == of || copy == trace_.document.id || folded_.count(copy) > 0 || leads_back(of, copy)) continue;
      const Result<bool> folds = is_copy(copy, of);
      if (!folds) return folds.error();
      if (*folds) {
        folded_.emplace(copy, of);
        ++copies_[of];
      }
    }
    return {};
  }

  // Whether what `node` is folded into comes to be `to`.
  bool leads_back(NodeId node, const NodeId& to) const {
    while (true) {
      if (node == to) return true;
      const auto next = folded_.find(node);
      if (next == folded_.end()) return false;
      node = next->second;
    }
  }

  Result<void> add_chain(const Chain& chain) {
    if (options_.fold_copies) {
      if (Result<void> done = fold(chain); !done) return done;
    }
    std::optional<std::size_t> at = 0;
    for (const TraceStep& step : chain.steps) {
      if (detail::goes_without_saying(trace_, step)) continue;
      const Result<std::optional<std::size_t>> from = box_of(step.from), to = box_of(step.to);
      if (!from) return from.error();
      if (!to) return to.error();
      // A step that starts at a claim starts where the chain has come to, if that is another name for it.
      const std::optional<std::size_t> start = step.from.claim() ? *from : at;
      if (!start || !*to) return {};
      at = *to;
      if (*start == **to) continue;
      add_edge(*start, **to, step);
    }
    mark_end(chain, at);
    return {};
  }

  void mark_end(const Chain& chain, std::optional<std::size_t> at) {
    if (!at) return;
    PictureNode& box = out_.nodes[*at];
    if (!box.end) box.end = chain.end.end;
    const bool can_be_held = chain.end.end == EndClass::kPrimary || chain.end.end == EndClass::kReferenced;
    box.is_gap = (can_be_held && (!chain.end.held || chain.end.not_found_in)) || chain.end.end == EndClass::kAnonymous;
    if (chain.end.end == EndClass::kCircular) {
      for (PictureEdge& edge : out_.edges) {
        if (edge.to == *at && &edge == &out_.edges[last_edge_]) edge.is_loop = true;
      }
    }
  }

  void add_edge(std::size_t from, std::size_t to, const TraceStep& step) {
    const auto [known, added] = edges_.emplace(std::pair{from, to}, out_.edges.size());
    if (added) {
      PictureEdge edge;
      edge.from = from;
      edge.to = to;
      edge.relation = step.relation;
      out_.edges.push_back(std::move(edge));
    }
    last_edge_ = known->second;
    PictureEdge& edge = out_.edges[known->second];
    const double confidence = step.evidence.rule.empty() ? 1.0 : step.evidence.confidence;
    if (confidence > edge.confidence || edge.quote.empty()) edge.quote = terminal_text(step.quote, kQuoteBytes);
    edge.confidence = std::max(edge.confidence, confidence);
  }

  void lay_out() {
    std::vector<detail::LayoutBox> boxes;
    for (PictureNode& node : out_.nodes) {
      if (const auto copies = copies_.find(node.node); copies != copies_.end()) node.copies = copies->second;
      if (node.copies > 0) {
        node.detail +=
            (node.detail.empty() ? "" : ", ") + std::to_string(node.copies) + (node.copies == 1 ? " copy" : " copies");
      }
      node.title = shortened(node.title, kMostLetters);
      node.detail = shortened(node.detail, kMostLetters);
      const std::size_t letters = std::max(letters_of(node.title), letters_of(node.detail));
      node.width = 2 * kMargin + kLetter * static_cast<double>(std::max<std::size_t>(letters, 8));
      node.height = 2 * kMargin + kLine * (node.detail.empty() ? 1 : 2) + (node.end ? kLine : 0);
      boxes.push_back({node.width, node.height});
    }
    std::vector<detail::LayoutEdge> edges;
    for (const PictureEdge& edge : out_.edges) edges.push_back({edge.from, edge.to});
    detail::Layout layout = detail::lay_out(boxes, edges);
    for (std::size_t i = 0; i < out_.nodes.size(); ++i) out_.nodes[i].centre = layout.centres[i];
    for (std::size_t i = 0; i < out_.edges.size(); ++i) out_.edges[i].path = std::move(layout.paths[i]);
    out_.width = layout.width;
    out_.height = layout.height;
  }

  const Store& store_;
  detail::View view_;
  const Trace& trace_;
  const PictureOptions& options_;
  Picture out_;
  std::unordered_map<NodeId, std::size_t> places_;
  std::unordered_set<NodeId> left_out_;
  std::unordered_map<NodeId, NodeId> folded_;
  std::unordered_map<NodeId, std::size_t> copies_;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> edges_;
  std::size_t last_edge_ = 0;
};

}  // namespace

Result<Picture> picture(const Store& store, const Trace& trace, const PictureOptions& options) {
  return Painter{store, trace, options}.run();
}

}  // namespace headwater
