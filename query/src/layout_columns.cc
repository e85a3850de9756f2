#include "layout_columns.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace headwater::detail {
namespace {

constexpr double kBetweenColumns = 50;  // points, as all lengths
constexpr double kBetweenRows = 22;

using Column = std::vector<std::size_t>;  // boxes

// What no edge leads to stands with the first box.
std::vector<Column> columns_of(std::size_t boxes, const std::vector<LayoutEdge>& edges) {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::vector<std::vector<std::size_t>> after(boxes);
  std::vector<bool> is_reached(boxes, false);
  for (const LayoutEdge& edge : edges) {
    after[edge.from].push_back(edge.to);
    is_reached[edge.to] = true;
  }
  std::vector<std::size_t> column(boxes, kNone);
  std::vector<std::size_t> queue;
  const auto begin_at = [&](std::size_t box) {
    if (column[box] != kNone) return;
    column[box] = 0;
    queue.push_back(box);
  };
  if (boxes > 0) begin_at(0);
  for (std::size_t box = 0; box < boxes; ++box) {
    if (!is_reached[box]) begin_at(box);
  }
  std::size_t next = 0;
  const auto spread = [&] {
    for (; next < queue.size(); ++next) {
      for (const std::size_t to : after[queue[next]]) {
        if (column[to] != kNone) continue;
        column[to] = column[queue[next]] + 1;
        queue.push_back(to);
      }
    }
  };
  spread();
  for (std::size_t box = 0; box < boxes; ++box) {  // loops that nothing leads to
    begin_at(box);
    spread();
  }
  std::vector<Column> out;
  for (const std::size_t box : queue) {
    if (column[box] >= out.size()) out.resize(column[box] + 1);
    out[column[box]].push_back(box);
  }
  return out;
}

}  // namespace

Layout lay_out_in_columns(const std::vector<LayoutBox>& boxes, const std::vector<LayoutEdge>& edges) {
  Layout out;
  out.centres.resize(boxes.size());
  std::vector<std::vector<std::size_t>> before(boxes.size());
  for (const LayoutEdge& edge : edges) before[edge.to].push_back(edge.from);
  std::vector<bool> stands(boxes.size(), false);
  std::vector<double> wish(boxes.size(), 0);
  const std::vector<Column> columns = columns_of(boxes.size(), edges);
  std::vector<double> heights;
  for (Column column : columns) {
    for (const std::size_t box : column) {
      double sum = 0;
      std::size_t count = 0;
      for (const std::size_t from : before[box]) {
        if (!stands[from]) continue;
        sum += out.centres[from].y;
        ++count;
      }
      wish[box] = count == 0 ? 0 : sum / static_cast<double>(count);
    }
    std::stable_sort(column.begin(), column.end(), [&](std::size_t a, std::size_t b) { return wish[a] < wish[b]; });
    double widest = 0;
    double y = 0;
    for (const std::size_t box : column) {
      widest = std::max(widest, boxes[box].width);
      out.centres[box].y = y + boxes[box].height / 2;
      y += boxes[box].height + kBetweenRows;
    }
    const double height = std::max(0.0, y - kBetweenRows);
    const double x = out.width + (out.width > 0 ? kBetweenColumns : 0) + widest / 2;
    for (const std::size_t box : column) {
      out.centres[box].x = x;
      out.centres[box].y -= height / 2;  // about the middle, which is 0 until all are there
      stands[box] = true;
    }
    out.width = x + widest / 2;
    out.height = std::max(out.height, height);
  }
  for (Point& centre : out.centres) centre.y += out.height / 2;
  // From side to side, a third of the way straight on at both ends.
  for (const LayoutEdge& edge : edges) {
    const Point &from = out.centres[edge.from], &to = out.centres[edge.to];
    const double way = from.x <= to.x ? 1 : -1;
    const Point leaves{from.x + way * boxes[edge.from].width / 2, from.y};
    const Point arrives{to.x - way * boxes[edge.to].width / 2, to.y};
    const double third = (arrives.x - leaves.x) / 3;
    out.paths.push_back({leaves, {leaves.x + third, leaves.y}, {arrives.x - third, arrives.y}, arrives});
  }
  return out;
}

}  // namespace headwater::detail
