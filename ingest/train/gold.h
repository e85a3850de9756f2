// Annotated documents as the trainers see them: a corpus in brat standoff, its gold in tokens.
#ifndef HEADWATER_INGEST_TRAIN_GOLD_H_
#define HEADWATER_INGEST_TRAIN_GOLD_H_

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "headwater/schema/id.h"
#include "reading/analysis.h"
#include "reading/attributions.h"
#include "reading/span_features.h"
#include "reading/span_reader.h"

namespace headwater::detail {

struct Gold {
  std::vector<Range> cue, source, content;  // runs of tokens
};

struct Example {
  std::size_t document = 0;  // counted in the order of names
  bool first = true;         // of the document's annotators
  std::string text;
  Analysis a;
  std::vector<FoundAttribution> rules;
  std::unique_ptr<SpanContext> context;
  std::vector<Gold> gold;
};

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

using Pieces = std::vector<std::pair<std::size_t, std::size_t>>;

// Token runs that byte ranges touch.
inline std::vector<Range> runs(const Analysis& a, const Pieces& pieces) {
  std::vector<bool> in(static_cast<std::size_t>(a.size()), false);
  for (const auto& [begin, end] : pieces) {
    for (std::int32_t i = 0; i < a.size(); ++i) {
      const ByteSpan s = a.tokens[static_cast<std::size_t>(i)].span;
      if (s.begin < end && s.end > begin) in[static_cast<std::size_t>(i)] = true;
    }
  }
  std::vector<Range> out;
  for (std::int32_t i = 0; i < a.size(); ++i) {
    if (!in[static_cast<std::size_t>(i)]) continue;
    if (!out.empty() && out.back().end == i) {
      ++out.back().end;
    } else {
      out.push_back({i, i + 1});
    }
  }
  return out;
}

inline std::vector<Gold> read_gold(const std::string& ann, const Example& e) {
  std::vector<std::size_t> byte;  // of each code point
  for (std::size_t i = 0; i < e.text.size(); ++i) {
    if ((static_cast<unsigned char>(e.text[i]) & 0xc0) != 0x80) byte.push_back(i);
  }
  byte.push_back(e.text.size());
  std::map<std::string, Pieces> spans;
  std::vector<Gold> out;
  std::vector<std::string> events;
  std::stringstream lines{ann};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string id = line.substr(0, tab);
    std::string rest = line.substr(tab + 1);
    rest = rest.substr(0, rest.find('\t'));
    if (id[0] == 'T') {
      std::string places = rest.substr(rest.find(' ') + 1);
      std::replace(places.begin(), places.end(), ';', ' ');
      std::stringstream numbers{places};
      std::size_t b = 0, x = 0;
      while (numbers >> b >> x) {
        if (b < byte.size() && x < byte.size()) spans[id].emplace_back(byte[b], byte[x]);
      }
    } else if (id[0] == 'E' && rest.starts_with("Attribution")) {
      events.push_back(rest);
    }
  }
  for (const std::string& event : events) {
    std::stringstream items{event};
    std::string item;
    items >> item;
    Pieces cue, source, content;
    while (items >> item) {
      const std::size_t colon = item.find(':');
      if (colon == std::string::npos) continue;
      std::string role = item.substr(0, colon);
      while (!role.empty() && role.back() >= '0' && role.back() <= '9') role.pop_back();
      const auto it = spans.find(item.substr(colon + 1));
      if (it == spans.end()) continue;
      Pieces& into = role == "Cue" ? cue : role == "Source" ? source : role == "Content" ? content : cue;
      if (role == "Cue" || role == "Source" || role == "Content")
        into.insert(into.end(), it->second.begin(), it->second.end());
    }
    Gold g{runs(e.a, cue), runs(e.a, source), runs(e.a, content)};
    if (!g.cue.empty()) out.push_back(std::move(g));
  }
  return out;
}

inline std::vector<std::uint8_t> cue_labels(const Example& e) {
  std::vector<std::uint8_t> out(static_cast<std::size_t>(e.a.size()), 0);
  for (const Gold& g : e.gold) {
    for (const Range& r : g.cue) {
      for (std::int32_t i = r.begin; i < r.end; ++i) out[static_cast<std::size_t>(i)] = i == r.begin ? 1 : 2;
    }
  }
  return out;
}

// The run of a cue that its head stands in.
inline Range main_run(const Example& e, const Gold& g) {
  Range best = g.cue.front();
  std::int32_t most = -1;
  for (const Range& r : g.cue) {
    const std::int32_t h = head_of_cue(e.a, r);
    const std::int32_t worth = (is_verb(e.a.tag_of(h)) ? 10 : 0) + (r.end - r.begin);
    if (worth > most) {
      most = worth;
      best = r;
    }
  }
  return best;
}

inline std::vector<std::uint8_t> argument_labels(const Gold& g, Range window) {
  std::vector<std::uint8_t> out(static_cast<std::size_t>(window.end - window.begin), kOutside);
  const auto mark = [&](const std::vector<Range>& ranges, std::uint8_t what) {
    for (const Range& r : ranges) {
      for (std::int32_t i = std::max(r.begin, window.begin); i < std::min(r.end, window.end); ++i)
        out[static_cast<std::size_t>(i - window.begin)] = what;
    }
  };
  mark(g.content, kContent);
  mark(g.source, kSource);
  return out;
}

// A document by each of its annotators, in the order of their names; `sha256` is of all that was read.
inline std::vector<Example> read_examples(const std::filesystem::path& corpus, std::string& sha256) {
  std::map<std::string, std::set<std::filesystem::path>> annotations;
  for (const auto& entry : std::filesystem::directory_iterator{corpus / "attributions"}) {
    const std::string stem = entry.path().stem().string();
    annotations[stem.substr(0, stem.rfind('_'))].insert(entry.path());
  }
  std::vector<std::pair<std::string, std::filesystem::path>> all;
  std::vector<Example> out;
  for (const auto& [document, paths] : annotations) {
    for (const std::filesystem::path& path : paths) {
      Example e;
      e.document = all.empty() ? 0 : out.back().document + (all.back().first != document);
      e.first = path == *paths.begin();
      out.push_back(std::move(e));
      all.emplace_back(document, path);
    }
  }
  std::string bytes;
  std::size_t at = 0;
  for (const auto& [document, path] : all) {
    Example& e = out[at++];
    e.text = read_file(corpus / "text" / (document + ".txt"));
    const std::string ann = read_file(path);
    bytes += e.text;
    bytes += ann;
    const std::vector<Token> tokens = tokenize(e.text, {});
    e.a = analyse_text(e.text, tokens, find_quotes(e.text, tokens));
    e.rules = find_in(e.a);
    e.context = std::make_unique<SpanContext>(e.a, e.rules);
    e.gold = read_gold(ann, e);
  }
  sha256 = sha256_hex(bytes);
  return out;
}

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TRAIN_GOLD_H_
