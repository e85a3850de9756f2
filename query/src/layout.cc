#include "layout.h"

#include <gvc.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>

#include "headwater/query/picture.h"
#include "layout_columns.h"

namespace headwater::detail {
namespace {

constexpr double kPointsAnInch = 72;
// What is drawn within a second, measured on random graphs: 300 boxes and 900 edges in 0.6 s, 200 and 1,000 in 6.
constexpr std::size_t kEdgesABox = 3;
constexpr std::size_t kFewEdges = 100;

std::string inches(double points) { return std::to_string(points / kPointsAnInch); }

// The library keeps state of its own between calls: one thread at a time.
std::mutex& turn() {
  static std::mutex mutex;
  return mutex;
}

GVC_t* context() {
  static const std::unique_ptr<GVC_t, int (*)(GVC_t*)> kept{gvContext(), gvFreeContext};
  return kept.get();
}

// The library takes texts it does not change as if it would.
char* text(const char* constant) { return const_cast<char*>(constant); }  // NOLINT

void set(void* of, const char* name, const std::string& value) {
  agsafeset(of, text(name), text(value.c_str()), text(""));
}

class Drawing {
 public:
  Drawing() : graph_{agopen(text("p"), Agdirected, nullptr)} {
    set(graph_, "rankdir", "LR");
    set(graph_, "nodesep", "0.3");
    set(graph_, "ranksep", "0.7");
  }
  ~Drawing() {
    if (is_laid_out_) gvFreeLayout(context(), graph_);
    agclose(graph_);
  }
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;

  void add(const LayoutBox& box) {
    Agnode_t* node = agnode(graph_, nullptr, 1);
    set(node, "shape", "box");
    set(node, "label", "");
    set(node, "fixedsize", "true");
    set(node, "width", inches(box.width));
    set(node, "height", inches(box.height));
    nodes_.push_back(node);
  }
  void add(const LayoutEdge& edge) { edges_.push_back(agedge(graph_, nodes_[edge.from], nodes_[edge.to], nullptr, 1)); }

  Layout result() {
    is_laid_out_ = gvLayout(context(), graph_, "dot") == 0;
    Layout out;
    if (!is_laid_out_) return out;
    out.width = GD_bb(graph_).UR.x;
    out.height = GD_bb(graph_).UR.y;
    const auto point = [&](const pointf& p) { return Point{p.x, out.height - p.y}; };
    for (Agnode_t* node : nodes_) out.centres.push_back(point(ND_coord(node)));
    for (Agedge_t* edge : edges_) {
      std::vector<Point> path;
      if (const splines* drawn = ED_spl(edge); drawn != nullptr && drawn->size > 0) {
        const bezier& curve = drawn->list[0];
        for (std::size_t i = 0; i < static_cast<std::size_t>(curve.size); ++i) path.push_back(point(curve.list[i]));
        // Where there is an arrow's head, the curve ends before it.
        if (curve.eflag != 0) path.back() = point(curve.ep);
      }
      out.paths.push_back(std::move(path));
    }
    return out;
  }

 private:
  Agraph_t* graph_;
  std::vector<Agnode_t*> nodes_;
  std::vector<Agedge_t*> edges_;
  bool is_laid_out_ = false;
};

}  // namespace

Layout lay_out(const std::vector<LayoutBox>& boxes, const std::vector<LayoutEdge>& edges) {
  if (boxes.size() > kUsualBoxes || edges.size() > std::max(kFewEdges, kEdgesABox * boxes.size()))
    return lay_out_in_columns(boxes, edges);
  const std::lock_guard<std::mutex> lock{turn()};
  Drawing drawing;
  for (const LayoutBox& box : boxes) drawing.add(box);
  for (const LayoutEdge& edge : edges) drawing.add(edge);
  Layout out = drawing.result();
  return out.centres.size() == boxes.size() ? out : lay_out_in_columns(boxes, edges);
}

}  // namespace headwater::detail
