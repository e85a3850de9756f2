#include "reading/word_vectors.h"

#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>

#include "reading/span_features.h"
#include "syntax/linear_model.h"
#include "syntax/packed_model.h"

namespace headwater::detail {
namespace {

const LinearModel& table() {
  static const std::string bytes = load_model("span_vectors.model");
  static const LinearModel view = LinearModel::view(bytes);
  return view;
}

}  // namespace

WordVector vector_of(std::string_view word) {
  WordVector out(table().classes());
  table().add({vector_feature(word)}, out.data());
  const double length = std::sqrt(std::inner_product(out.begin(), out.end(), out.begin(), 0.0));
  if (length == 0) return {};
  for (float& x : out) x = static_cast<float>(x / length);
  return out;
}

double cosine(const WordVector& a, const WordVector& b) {
  return a.size() == b.size() ? std::inner_product(a.begin(), a.end(), b.begin(), 0.0) : 0;
}

}  // namespace headwater::detail
