// The network's arithmetic against the plain way of writing it, and its gradients against differences.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "../../../ingest/train/learner.h"
#include "neural/chain.h"
#include "neural/kernels.h"
#include "neural/network.h"
#include "neural/recurrent.h"
#include "neural/whole_matrix.h"

using namespace headwater::detail;

namespace {

std::vector<float> drawn(std::size_t n, Random& random, float size = 1) {
  std::vector<float> out(n);
  for (float& x : out) x = random.between(-size, size);
  return out;
}

// Every labelling of n tokens.
template <class F>
void each_path(std::size_t n, F&& f) {
  std::vector<std::uint8_t> path(n, 0);
  for (;;) {
    f(path);
    std::size_t i = 0;
    while (i < n && ++path[i] == kLabels) path[i++] = 0;
    if (i == n) return;
  }
}

double score_of(const Chain& c, const std::vector<std::uint8_t>& path) {
  double out = 0;
  for (std::size_t i = 0; i < path.size(); ++i)
    out += static_cast<double>(c.score(i, path[i])) +
           static_cast<double>(c.step(i, i == 0 ? kLabels : path[i - 1], path[i]));
  return out;
}

}  // namespace

TEST_CASE("a product of matrices is the sum of products, to the bit, whatever the rows and the machine", "[neural]") {
  Random random{3};
  const std::size_t n = 48;
  for (const std::size_t k : {7U, 300U}) {
    const std::vector<float> b = drawn(k * n, random);
    for (const std::size_t m : {1U, 2U, 3U, 4U, 5U, 8U, 11U, 12U, 30U}) {
      const std::vector<float> a = drawn(m * k, random), c = drawn(m * n, random);
      std::vector<float> plain = c;
      for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
          for (std::size_t x = 0; x < k; ++x) plain[i * n + j] += b[x * n + j] * a[i * k + x];
        }
      }
      for (const Kernels* with : all_kernels()) {
        INFO(with->name << ", " << m << " x " << k);
        std::vector<float> product = c;
        with->multiply_add(a.data(), k, b.data(), product.data(), m, k, n);
        CHECK(product == plain);
        std::vector<float> anew = c, from_zero(m * n, 0.0f);
        with->multiply(a.data(), k, b.data(), anew.data(), m, k, n);
        with->multiply_add(a.data(), k, b.data(), from_zero.data(), m, k, n);
        CHECK(anew == from_zero);
      }
    }
  }
}

TEST_CASE("products of whole numbers are exact on every machine, the largest too", "[neural]") {
  Random random{8};
  const std::size_t pairs = 150, columns = 3 * kLanes;
  std::vector<std::int16_t> weights(2 * pairs * columns);
  for (std::int16_t& w : weights) w = static_cast<std::int16_t>(random.between(-1000, 1000));
  const std::vector<float> scales = drawn(columns, random), bias = drawn(columns, random);
  for (const std::size_t m : {1U, 3U, 4U, 9U}) {
    std::vector<std::int16_t> a(m * 2 * pairs);
    for (std::int16_t& x : a) x = static_cast<std::int16_t>(random.between(-4095, 4095));
    // A row and a column of the largest numbers, whose products reach 30 bits together.
    for (std::size_t x = 0; x < 2 * pairs; ++x) {
      a[x] = 4095;
      weights[(x / 2 * columns) * 2 + x % 2] = 1000;
    }
    const std::vector<float> a_scale = drawn(m, random);
    std::vector<float> plain(m * columns);
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        std::int64_t sum = 0;
        for (std::size_t x = 0; x < 2 * pairs; ++x)
          sum += std::int64_t{a[i * 2 * pairs + x]} * weights[(x / 2 * columns + j) * 2 + x % 2];
        plain[i * columns + j] = static_cast<float>(sum) * (scales[j] * a_scale[i]) + bias[j];
      }
    }
    for (const Kernels* with : all_kernels()) {
      INFO(with->name << ", " << m << " rows");
      std::vector<float> c(m * columns, 7.0f);
      with->multiply_pairs(a.data(), a_scale.data(), m, {pairs, columns, weights.data(), scales.data(), bias.data()},
                           c.data());
      CHECK(c == plain);
    }
  }
}

TEST_CASE("numbers become whole ones of their row's scale, alike on every machine", "[neural]") {
  Random random{9};
  std::vector<float> x = drawn(3 * kLanes, random, 5);
  x[7] = -8;
  for (const Kernels* with : all_kernels()) {
    INFO(with->name);
    std::vector<std::int16_t> whole(x.size());
    const float scale = with->to_whole(x.data(), x.size(), 4095, whole.data());
    CHECK(scale == 8.0f / 4095);
    CHECK(whole[7] == -4095);
    for (std::size_t i = 0; i < x.size(); ++i)
      CHECK(std::fabs(static_cast<float>(whole[i]) * scale - x[i]) <= scale * 0.501f);
    const std::vector<float> zeros(kLanes, 0.0f);
    CHECK(with->to_whole(zeros.data(), kLanes, 4095, whole.data()) == 0.0f);
    CHECK(whole[3] == 0);
  }
}

TEST_CASE("a matrix of whole numbers multiplies as that of floats does, to a thousandth", "[neural]") {
  Random random{10};
  const std::size_t rows = 12 * kLanes, columns = 36 * kLanes, m = 6, apart = rows - kLanes;
  std::vector<float> weights = drawn(rows * columns, random, 0.2f);
  for (std::size_t i = 0; i < rows; ++i) weights[i * columns + 5] = 0;   // an empty column
  for (std::size_t i = 0; i < rows; ++i) weights[i * columns + 6] = 40;  // one whose sum would run over
  // Rows that overlap, as those of the window of three do.
  const std::vector<float> a = drawn((m - 1) * apart + rows, random, 3), bias = drawn(columns, random);
  std::vector<float> want(m * columns), got(m * columns, 9.0f);
  for (std::size_t t = 0; t < m; ++t) std::copy(bias.begin(), bias.end(), &want[t * columns]);
  kernels().multiply_add(a.data(), apart, weights.data(), want.data(), m, rows, columns);
  WholeRows room;
  WholeMatrix{weights.data(), rows, columns}.multiply(a.data(), apart, m, bias.data(), got.data(), room);
  for (std::size_t t = 0; t < m; ++t) {
    for (std::size_t j = 0; j < columns; ++j) {
      INFO(t << ", " << j);
      const float size = j == 6 ? 40 * 3 : 0.2f * 3;  // of one product
      CHECK(std::fabs(got[t * columns + j] - want[t * columns + j]) <
            size * 1e-3f * std::sqrt(static_cast<float>(rows)));
    }
  }
}

TEST_CASE("rows of a table are summed and scaled alike on every machine", "[neural]") {
  Random random{6};
  const std::size_t n = 9 * kLanes;
  std::vector<std::vector<std::int8_t>> table(40, std::vector<std::int8_t>(n));
  std::vector<const std::int8_t*> rows;
  std::vector<std::int16_t> plain(n, 0);
  for (std::vector<std::int8_t>& row : table) {
    for (std::size_t j = 0; j < n; ++j) {
      row[j] = static_cast<std::int8_t>(random.between(-127, 127));
      plain[j] = static_cast<std::int16_t>(plain[j] + row[j]);
    }
    rows.push_back(row.data());
  }
  for (const Kernels* with : all_kernels()) {
    INFO(with->name);
    std::vector<std::int16_t> sums(n, 99);
    with->sum_rows(rows.data(), rows.size(), n, sums.data());
    CHECK(sums == plain);
    std::vector<float> to(n, 0.5f), want(n, 0.5f);
    with->add_scaled(sums.data(), 0.01f, to.data(), n);
    for (std::size_t j = 0; j < n; ++j) want[j] += static_cast<float>(plain[j]) * 0.01f;
    CHECK(to == want);
    with->sum_rows(rows.data(), 0, n, sums.data());
    CHECK(sums == std::vector<std::int16_t>(n, 0));
  }
}

TEST_CASE("the squashing functions are near the true ones everywhere, infinities and all", "[neural]") {
  std::vector<float> x;
  for (int i = -4000; i < 4000; ++i) x.push_back(static_cast<float>(i) * 0.0137f);
  for (const float big : {-1e30f, 1e30f, -300.0f, 300.0f, -88.0f, 88.0f, 0.0f, -0.0f}) x.push_back(big);
  x.push_back(std::numeric_limits<float>::infinity());
  x.push_back(-std::numeric_limits<float>::infinity());
  while (x.size() % kLanes != 0) x.push_back(0);
  // One row of the recurrence whose gates are zero: u1 and u2 come out squashed, and so does the state, which is u0
  // where nothing is kept of the state before.
  const std::size_t half = x.size(), width = 2 * half;
  const std::vector<float> gates(4 * half, 0.0f), skip(width, 0.0f);
  const auto swept = [&](const Kernels& with, const std::vector<float>& u0, float forget) {
    std::vector<float> u(3 * width), c(width), tanh_c(width), h(width);
    std::copy(u0.begin(), u0.end(), u.begin());
    std::fill_n(u.begin() + static_cast<std::ptrdiff_t>(half), half, forget);
    std::copy(x.begin(), x.end(), u.begin() + static_cast<std::ptrdiff_t>(2 * half));
    with.sweep({1, false, width, gates.data(), skip.data(), u.data(), c.data(), tanh_c.data(), h.data()});
    return std::pair{std::vector<float>(u.begin() + static_cast<std::ptrdiff_t>(2 * half),
                                        u.begin() + static_cast<std::ptrdiff_t>(3 * half)),
                     std::vector<float>(tanh_c.begin(), tanh_c.begin() + static_cast<std::ptrdiff_t>(half))};
  };
  for (const Kernels* with : all_kernels()) {
    INFO(with->name);
    const auto [sigmoid, tangent] = swept(*with, x, -1e30f);
    double worst_sigmoid = 0, worst_tangent = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto v = static_cast<double>(x[i]);
      worst_sigmoid = std::max(worst_sigmoid, std::fabs(static_cast<double>(sigmoid[i]) - 1 / (1 + std::exp(-v))));
      worst_tangent = std::max(worst_tangent, std::fabs(static_cast<double>(tangent[i]) - std::tanh(v)));
    }
    CHECK(worst_sigmoid < 3e-7);
    CHECK(worst_tangent < 3e-7);
    CHECK(swept(*with, x, -1e30f) == swept(*all_kernels().back(), x, -1e30f));
  }
}

TEST_CASE("a recurrent layer does what its equations say, and sequences know nothing of one another", "[neural]") {
  Random random{4};
  const std::size_t width = 2 * kLanes, half = kLanes;
  const std::vector<float> product = drawn(RecurrentWeights::product_size(width), random, 0.3f);
  const std::vector<float> gates = drawn(RecurrentWeights::gates_size(width), random);
  const RecurrentWeights w{width, product.data(), gates.data()};
  const Borders borders{0, 5, 6, 9};
  const std::vector<float> x = drawn(9 * width, random);
  std::vector<float> h(9 * width);
  RecurrentState state;
  recur(w, x.data(), borders, state, h.data());
  double worst = 0;
  for (std::size_t s = 0; s + 1 < borders.size(); ++s) {
    for (std::size_t way = 0; way < 2; ++way) {
      std::vector<double> c(half, 0);
      for (std::size_t n = 0; n < borders[s + 1] - borders[s]; ++n) {
        const std::size_t t = way == 0 ? borders[s] + n : borders[s + 1] - 1 - n;
        for (std::size_t j = 0; j < half; ++j) {
          std::array<double, 3> u{};
          for (std::size_t g = 0; g < 3; ++g) {
            for (std::size_t i = 0; i < width; ++i)
              u[g] += static_cast<double>(x[t * width + i]) *
                      static_cast<double>(product[i * 3 * width + way * 3 * half + g * half + j]);
          }
          const auto gate = [&](std::size_t kind) { return static_cast<double>(gates[(way * 4 + kind) * half + j]); };
          const double f = 1 / (1 + std::exp(-(u[1] + gate(0) * c[j] + gate(2))));
          const double r = 1 / (1 + std::exp(-(u[2] + gate(1) * c[j] + gate(3))));
          c[j] = f * c[j] + (1 - f) * u[0];
          const double out = r * std::tanh(c[j]) + (1 - r) * static_cast<double>(x[t * width + way * half + j]);
          worst = std::max(worst, std::fabs(out - static_cast<double>(h[t * width + way * half + j])));
        }
      }
    }
  }
  CHECK(worst < 1e-5);
  std::vector<float> alone(width);
  recur(w, x.data() + 5 * width, {0, 1}, state, alone.data());
  CHECK(std::equal(alone.begin(), alone.end(), h.begin() + 5 * static_cast<std::ptrdiff_t>(width)));
}

TEST_CASE("the recurrence is the same to the bit on every machine", "[neural]") {
  Random random{7};
  const std::size_t width = 6 * kLanes, rows = 21;
  const std::vector<float> gates = drawn(2 * width, random), x = drawn(rows * width, random);
  const std::vector<float> u = drawn(rows * 3 * width, random, 3);
  for (const bool backwards : {false, true}) {
    std::vector<std::vector<float>> first;
    for (const Kernels* with : all_kernels()) {
      std::vector<float> u_here = u, c(rows * width), tanh_c(rows * width), h(rows * width);
      const std::size_t at = backwards ? rows - 1 : 0;
      with->sweep({rows, backwards, width, gates.data(), &x[at * width], &u_here[at * 3 * width], &c[at * width],
                   &tanh_c[at * width], &h[at * width]});
      const std::vector<std::vector<float>> all{u_here, c, tanh_c, h};
      if (first.empty()) first = all;
      INFO(with->name);
      CHECK(all == first);
    }
  }
}

TEST_CASE("a chain's best labels and beliefs are those of counting every path", "[neural]") {
  Random random{5};
  const std::size_t n = 6;
  const std::vector<float> own = drawn(n * kLanes, random, 2), steps = drawn(4 * kStepScores, random, 2);
  const std::vector<std::uint8_t> kinds{0, 3, 1, 1, 2, 0};
  const Chain c{own.data(), steps.data(), kinds.data(), n};
  double sum = 0, best = -1e300;
  std::vector<std::uint8_t> best_path;
  std::vector<std::array<double, kLabels>> mass(n);
  std::array<double, kLabels * kLabels> step_mass{};
  each_path(n, [&](const std::vector<std::uint8_t>& path) {
    const double score = score_of(c, path), p = std::exp(score);
    sum += p;
    for (std::size_t i = 0; i < n; ++i) mass[i][path[i]] += p;
    step_mass[path[2] * kLabels + path[3]] += p;
    if (score > best) {
      best = score;
      best_path = path;
    }
  });
  CHECK(best_labels(c) == best_path);
  const Marginals m{c};
  CHECK(m.log_partition() == Approx(std::log(sum)).epsilon(1e-6));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t l = 0; l < kLabels; ++l) CHECK(m.label(i, l) == Approx(mass[i][l] / sum).epsilon(1e-5));
  }
  for (std::size_t p = 0; p < kLabels; ++p) {
    for (std::size_t l = 0; l < kLabels; ++l)
      CHECK(m.step(3, p, l) == Approx(step_mass[p * kLabels + l] / sum).epsilon(1e-5));
  }
  CHECK(m.path(best_path.data()) == Approx(best - std::log(sum)).epsilon(1e-6));
}

TEST_CASE("the way back gives the slope of the loss for every kind of weight", "[neural]") {
  Random random{6};
  const NetworkShape shape{16, 32, 2, 32, 1};
  const NetworkLayout layout{shape};
  std::vector<float> dense = drawn(layout.size, random, 0.4f);
  std::vector<float> token_rows = drawn(8 * shape.token, random), pair_rows = drawn(8 * shape.pair, random);
  const std::vector<float> vectors = drawn(8 * WordVectors::kDimensions, random);
  std::vector<float> vector_map = drawn(WordVectors::kDimensions * shape.token, random, 0.1f);
  Piece p;
  const std::size_t n = 7;
  for (std::size_t t = 0; t < n; ++t) {
    for (std::size_t k = 0; k < 3; ++k) p.tokens.rows.push_back(static_cast<std::uint32_t>(random.below(8)));
    p.tokens.begins.push_back(static_cast<std::uint32_t>(p.tokens.rows.size()));
    p.words.push_back(1);
    p.vectors.push_back(t == 3 ? -1 : static_cast<std::int32_t>(random.below(8)));
    p.cue_step.push_back(static_cast<std::uint8_t>(random.below(4)));
    p.cue_gold.push_back(static_cast<std::uint8_t>(random.below(kLabels)));
  }
  p.sentences = {0, 4, n};
  p.cues = {{1, 0, 4}, {5, 2, n}};
  for (std::size_t t = 0; t < 4 + 5; ++t) {
    p.pairs.rows.push_back(static_cast<std::uint32_t>(random.below(8)));
    p.pairs.begins.push_back(static_cast<std::uint32_t>(p.pairs.rows.size()));
    p.argument_step.push_back(static_cast<std::uint8_t>(random.below(4)));
    p.argument_gold.push_back(static_cast<std::uint8_t>(random.below(kLabels)));
  }
  Learner learner{shape, 8, 8};
  std::vector<float> turned(layout.size);
  const auto turn = [&](std::size_t at, std::size_t in, std::size_t out) {
    for (std::size_t i = 0; i < in; ++i) {
      for (std::size_t j = 0; j < out; ++j) turned[at + j * in + i] = dense[at + i * out + j];
    }
  };
  each_product(shape, layout, turn);
  const auto weights = [&] {
    return Learner::Weights{dense.data(),   turned.data(),     token_rows.data(),
                            vectors.data(), vector_map.data(), pair_rows.data()};
  };
  const auto loss_now = [&] {
    Learner other{shape, 8, 8};
    other.forward(p, weights(), {}, nullptr);
    const Loss l = other.backward(p, weights(), 1);
    return l.cue + l.argument;
  };
  learner.forward(p, weights(), {}, nullptr);
  learner.backward(p, weights(), 1);
  const auto check = [&](std::vector<float>& values, std::size_t at, double slope) {
    constexpr float kStep = 2e-3f;
    const float was = values[at];
    values[at] = was + kStep;
    const double up = loss_now();
    values[at] = was - kStep;
    const double down = loss_now();
    values[at] = was;
    CHECK(slope == Approx((up - down) / (2 * static_cast<double>(kStep))).margin(4e-3).epsilon(0.03));
  };
  const std::vector<std::size_t> places{layout.near,
                                        layout.near_bias,
                                        layout.layers[0].product,
                                        layout.cue,
                                        layout.cue_bias,
                                        layout.layers[0].gates,
                                        layout.cue_steps,
                                        layout.pair_token,
                                        layout.layers[1].product,
                                        layout.pair_cue,
                                        layout.pair_bias,
                                        layout.layers[1].gates,
                                        layout.argument,
                                        layout.argument_bias,
                                        layout.pair_layers[0].product,
                                        layout.argument_steps,
                                        layout.pair_layers[0].gates};
  for (const std::size_t place : places) {
    for (const std::size_t more : {0U, 1U, 2U, 37U}) {
      const std::size_t at = std::min(place + more, layout.size - 1);
      INFO("weight " << at << " of " << layout.size);
      check(dense, at, static_cast<double>(learner.gradient[at]));
    }
  }
  for (const std::size_t row : learner.token_gradient.touched())
    check(token_rows, row * shape.token + 3, static_cast<double>(learner.token_gradient.row(row)[3]));
  for (const std::size_t at : {std::size_t{0}, std::size_t{17}, 40 * shape.token + 5, vector_map.size() - 1})
    check(vector_map, at, static_cast<double>(learner.vector_gradient[at]));
  for (const std::size_t row : learner.pair_gradient.touched())
    check(pair_rows, row * shape.pair + 5, static_cast<double>(learner.pair_gradient.row(row)[5]));
}
