// Trains the trees that tell a story's blocks from a page's furniture, and measures them on pages they did not see.
//
//   train_blocks OUT_FILE SET_DIR... [--folds N] [--errors]
//
// A set is a folder of pages with gold as ../shared/score/pages.py reads it: gold.jsonl with segments that must, and
// must not, be in the text; or folders with source.html.gz and expected.html. Deterministic: the same sets in the same
// order give the same bytes. With --folds each page is judged by trees that saw no page of its host, and segments'
// precision, recall and F1 are printed, and the share of bytes right where the gold is a whole text; --errors prints
// every segment that was lost or let in.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <zlib.h>
#include <nlohmann/json.hpp>

#include "boosted_trees.h"
#include "headwater/schema/id.h"
#include "html/block_features.h"
#include "html/main_content.h"
#include "html/metadata.h"
#include "html/page_tokens.h"
#include "html/page_tree.h"
#include "text/charset.h"
#include "text/url.h"
#include "trees/tree_model.h"

namespace {

using namespace headwater::detail;  // NOLINT: a program of this module
using nlohmann::json;

struct Page {
  std::string name, host;
  std::vector<std::string> with, without;
  std::string body;  // of the gold, "" for none
  bool whole = false;
  PageTree tree;
  std::string decoded;
  PageTokens tokens;
  MainContent content;
  std::vector<BlockFeatures> features;
  std::vector<std::string> texts;  // of the blocks, white space folded
};

std::string read_gzip(const std::string& path) {
  std::string out;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return out;
  std::vector<char> buffer(1 << 16);
  for (int n = gzread(file, buffer.data(), 1 << 16); n > 0; n = gzread(file, buffer.data(), 1 << 16)) {
    out.append(buffer.data(), static_cast<std::size_t>(n));
  }
  gzclose(file);
  return out;
}

// White space as Unicode has it, folded.
std::string squashed(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view c = text.substr(i, headwater::utf8_length(text[i]));
    i += std::max<std::size_t>(1, c.size());
    const bool wide =
        c == "\xC2\xA0" || c == "\xC2\x85" || c == "\xE3\x80\x80" || c == "\xE1\x9A\x80" || c == "\xE2\x81\x9F" ||
        (c.size() == 3 && c[0] == '\xE2' && c[1] == '\x80' &&
         (static_cast<unsigned char>(c[2]) <= 0x8A || c[2] == '\xA8' || c[2] == '\xA9' || c[2] == '\xAF'));
    if (wide || static_cast<unsigned char>(c[0]) <= ' ') {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

void read_page(const std::string& bytes, const std::string& url, Page& page) {
  page.decoded = decode(bytes, "", CharsetSource::kHtml).text;
  page.tokens = tokenize_page(page.decoded, 1'000'000);
  page.tree = build_tree(page.decoded, page.tokens.tokens, 512);
  const std::vector<std::uint32_t> hints = hints_by_node(page.tree);
  page.content = find_story(page.tree, hints);
  const PageMetadata metadata = read_metadata(page.tree, hints, page.content.whole, page.content.root, url);
  bar_blocks(page.tree, metadata.title, page.content);
  page.features = block_features(page.tree, hints, page.content, metadata.title);
  for (const PageBlock& block : page.content.blocks.blocks) {
    page.texts.push_back(squashed(block_text(page.tree, page.content.skip, block, 1u << 20)));
  }
  page.host = host_of(url);
  // The tree is needed no more.
  page.decoded.clear();
  page.tokens = {};
  page.tree = {};
  page.content.whole = {};
}

std::vector<std::string> strings_of(const json& value) {
  std::vector<std::string> out;
  if (!value.is_array()) return out;
  for (const json& one : value) {
    if (one.is_string()) out.push_back(squashed(one.get<std::string>()));
  }
  return out;
}

// Appends what was read to `data`.
void read_set(const std::string& folder, std::vector<Page>& pages, std::string& data) {
  std::ifstream gold{folder + "/gold.jsonl"};
  std::string line;
  while (std::getline(gold, line)) {
    const json row = json::parse(line, nullptr, false);
    if (!row.is_object()) continue;
    Page page;
    page.name = row.value("file", "");
    page.with = strings_of(row.value("with", json::array()));
    page.without = strings_of(row.value("without", json::array()));
    const json url = row.value("url", json{});
    const std::string bytes = read_gzip(folder + "/" + page.name);
    data += line + headwater::sha256_hex(bytes);
    read_page(bytes, url.is_string() ? url.get<std::string>() : "", page);
    pages.push_back(std::move(page));
  }
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) names.insert(entry.path().string());
  for (const std::string& name : names) {
    if (!std::filesystem::exists(name + "/expected.html")) continue;
    Page page;
    page.name = name;
    page.whole = true;
    const std::string expected = read_gzip(name + "/expected.html");
    const PageTokens tokens = tokenize_page(expected, 1'000'000);
    const PageTree tree = build_tree(expected, tokens.tokens, 512);
    const std::vector<bool> none(tree.nodes.size(), false);
    for (const PageBlock& block : find_blocks(tree, none).blocks) {
      page.body += squashed(block_text(tree, none, block, 1u << 20)) + "\n";
    }
    const std::string bytes = read_gzip(name + "/source.html.gz");
    data += headwater::sha256_hex(expected) + headwater::sha256_hex(bytes);
    read_page(bytes, "http://fakehost/test/page.html", page);
    page.host = name;
    pages.push_back(std::move(page));
  }
}

// +1 story, -1 furniture, 0 not told.
std::vector<int> labels_of(const Page& page) {
  std::vector<int> labels(page.texts.size(), 0);
  if (page.whole) {
    std::unordered_set<std::string> lines;
    std::istringstream in{page.body};
    for (std::string line; std::getline(in, line);) lines.insert(line);
    for (std::size_t b = 0; b < labels.size(); ++b) {
      const bool in_body = lines.count(page.texts[b]) > 0 ||
                           (page.texts[b].size() > 40 && page.body.find(page.texts[b]) != std::string::npos);
      labels[b] = in_body ? 1 : -1;
    }
    return labels;
  }
  for (const std::string& segment : page.without) {
    for (std::size_t b = 0; b < labels.size(); ++b) {
      if (page.texts[b].find(segment) != std::string::npos) labels[b] = -1;
    }
  }
  for (const std::string& segment : page.with) {
    std::vector<std::size_t> found;
    for (std::size_t b = 0; b < labels.size(); ++b) {
      if (page.texts[b].find(segment) != std::string::npos) found.push_back(b);
    }
    // Of several places the longest text is the one that is meant; of the others nothing is known.
    std::size_t best = labels.size();
    for (const std::size_t b : found) {
      if (best == labels.size() || page.texts[b].size() > page.texts[best].size()) best = b;
    }
    if (best < labels.size()) labels[best] = labels[best] < 0 ? 0 : 1;
  }
  return labels;
}

void add_samples(const Page& page, std::vector<Sample>& out) {
  const std::vector<int> labels = labels_of(page);
  std::size_t told = 0;
  for (const int label : labels) told += label != 0;
  for (std::size_t b = 0; b < labels.size(); ++b) {
    if (labels[b] == 0) continue;
    // A page with gold for every block counts as much as one with gold for a few.
    const float weight = page.whole ? std::min(1.0F, 12.0F / static_cast<float>(told)) : 1.0F;
    out.push_back({page.features[b].data(), labels[b] > 0, weight});
  }
}

struct Score {
  std::size_t tp = 0, fp = 0, fn = 0;
  double pages = 0, precision = 0, recall = 0;  // of whole pages, by bytes of blocks
};

void judge(Page& page, const TreeModel& model, Score& score, bool tell) {
  std::vector<float> scores;
  for (const BlockFeatures& f : page.features) scores.push_back(model.score(f.data()));
  std::string text;
  choose_by(page.tree, scores, page.content);
  const std::vector<std::uint32_t>& chosen = page.content.chosen;
  for (const std::uint32_t b : chosen) text += page.texts[b] + " ";
  if (page.whole) {
    const std::vector<int> labels = labels_of(page);
    double right = 0, given = 0, wanted = 0;
    for (const std::uint32_t b : chosen) {
      given += static_cast<double>(page.texts[b].size());
      if (labels[b] > 0) right += static_cast<double>(page.texts[b].size());
    }
    for (std::size_t b = 0; b < labels.size(); ++b)
      wanted += labels[b] > 0 ? static_cast<double>(page.texts[b].size()) : 0;
    score.pages += 1;
    score.precision += given > 0 ? right / given : 0;
    score.recall += wanted > 0 ? right / wanted : 1;
    return;
  }
  const auto say = [&](const char* what, const std::string& segment) {
    if (tell) std::printf("%s\t%s\t%s\n", what, page.name.c_str(), segment.c_str());
  };
  for (const std::string& segment : page.with) {
    const bool found = text.find(segment) != std::string::npos;
    ++(found ? score.tp : score.fn);
    if (!found) say("lost", segment);
  }
  for (const std::string& segment : page.without) {
    if (text.find(segment) == std::string::npos) continue;
    ++score.fp;
    say("let in", segment);
  }
}

std::size_t fold_of(const Page& page, std::size_t folds) {
  std::uint32_t hash = 2166136261u;
  for (const char c : page.host) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return (hash >> 8) % folds;
}

TreeModel model_of(const Boosted& boosted) {
  return TreeModel::from(tree_model_bytes(boosted.trees, boosted.base, kBlockFeatures, std::string(32, '\0')),
                         kBlockFeatures);
}

void print(const Score& s) {
  const auto tp = static_cast<double>(s.tp), fp = static_cast<double>(s.fp), fn = static_cast<double>(s.fn);
  std::printf("segments F1 %.4f  P %.4f  R %.4f   lost %zu, let in %zu\n", 2 * tp / (2 * tp + fp + fn), tp / (tp + fp),
              tp / (tp + fn), s.fn, s.fp);
  if (s.pages > 0) {
    std::printf("whole pages, by bytes  P %.4f  R %.4f\n", s.precision / s.pages, s.recall / s.pages);
  }
}

std::string bytes_of_hex(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  std::vector<std::string> places;
  std::size_t folds = 0;
  bool tell = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--folds" && i + 1 < words.size()) {
      folds = static_cast<std::size_t>(std::atoi(words[++i].c_str()));
    } else if (words[i] == "--errors") {
      tell = true;
    } else {
      places.push_back(words[i]);
    }
  }
  if (places.size() < 2) {
    std::cerr << "usage: train_blocks OUT_FILE SET_DIR... [--folds N] [--errors]\n";
    return 2;
  }
  std::vector<Page> pages;
  std::string data;  // what was learned from
  for (std::size_t i = 1; i < places.size(); ++i) read_set(places[i], pages, data);
  std::vector<Sample> samples;
  for (const Page& page : pages) add_samples(page, samples);
  const std::string digest = headwater::sha256_hex(data);
  std::printf("%zu pages, %zu blocks with gold, data %s\n", pages.size(), samples.size(), digest.c_str());
  if (samples.empty()) {
    std::cerr << "train_blocks: no page with gold there\n";
    return 1;
  }
  Score score;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<Sample> others;
    for (const Page& page : pages) {
      if (fold_of(page, folds) != fold) add_samples(page, others);
    }
    const TreeModel model = model_of(Booster{others, kBlockFeatures, {}}.run());
    for (Page& page : pages) {
      if (fold_of(page, folds) == fold) judge(page, model, score, tell);
    }
  }
  if (folds > 0) print(score);
  const Boosted boosted = Booster{samples, kBlockFeatures, {}}.run();
  std::ofstream out{places[0], std::ios::binary};
  out << tree_model_bytes(boosted.trees, boosted.base, kBlockFeatures, bytes_of_hex(digest));
  return out.good() ? 0 : 1;
}
