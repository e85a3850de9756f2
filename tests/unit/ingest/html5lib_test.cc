// The cases of html5lib through our layer: its tree is gumbo's over a skeleton of the page, so what is compared is what
// the layer is for, the words of the body in their order and the blocks they stand in. Counts are printed.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "html/entities.h"
#include "html/page_tokens.h"
#include "html/page_tree.h"
#include "text/charset.h"

using namespace headwater::detail;

namespace {

constexpr int kMaxDepth = 512;

struct Case {
  std::string file;
  std::map<std::string, std::string> parts;  // by "data", "document", ...
};

std::vector<Case> cases_in(const std::string& folder) {
  std::vector<Case> out;
  const std::filesystem::path root = std::string{HEADWATER_SHARED_DIR} + "/corpora/suites/html5lib/" + folder;
  if (!std::filesystem::exists(root)) {
    WARN(root.string() << " is not here, so its cases are not run");
    return out;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{root}) {
    if (entry.path().extension() == ".dat") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& path : files) {
    std::ifstream in{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    std::string* part = nullptr;
    bool blank = true;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
      const std::string line = bytes.substr(at, end - at);
      at = end + 1;
      const bool opens = line == "#data" && blank;
      if (opens) out.push_back({path.filename().string(), {}});
      const bool heads =
          opens || (line.size() > 2 && line[0] == '#' && line[1] >= 'a' && line[1] <= 'z' && line != "#data");
      blank = line.empty();
      if (out.empty()) continue;
      if (heads) {
        part = &out.back().parts[line.substr(1)];
      } else if (part != nullptr) {
        *part += line + "\n";
      }
    }
  }
  return out;
}

// Stretches of characters without white space, each with the blocks around it, outermost first.
using Words = std::vector<std::pair<std::string, std::string>>;

void add(Words& words, const std::string& path, std::string_view characters) {
  std::string solid;
  for (const char c : characters) {
    if (static_cast<unsigned char>(c) > ' ') solid += c;
  }
  // NUL characters are dropped or replaced according to where they stand; no text of a story has them.
  for (std::size_t at = solid.find("\xEF\xBF\xBD"); at != std::string::npos; at = solid.find("\xEF\xBF\xBD"))
    solid.erase(at, 3);
  if (solid.empty()) return;
  if (!words.empty() && words.back().first == path) {
    words.back().second += solid;
  } else {
    words.emplace_back(path, solid);
  }
}

bool is_raw(Tag tag) {
  return tag == Tag::kScript || tag == Tag::kStyle || tag == Tag::kTitle || tag == Tag::kTemplate ||
         tag == Tag::kTextarea || tag == Tag::kXmp || tag == Tag::kIframe || tag == Tag::kNoembed ||
         tag == Tag::kNoframes || tag == Tag::kPlaintext;
}

bool is_path(Tag tag) { return is_block(tag) && tag != Tag::kBody; }

// Of the tree that a case wants.
Words wanted(const std::string& document) {
  Words words;
  std::vector<std::string> open;  // names by depth
  std::string text;
  bool quoted = false;
  const auto finish = [&] {
    quoted = false;
    std::string path;
    bool body = false, raw = false;
    for (const std::string& name : open) {
      const Tag tag = tag_of(name);
      body = body || name == "body";
      raw = raw || is_raw(tag);
      if (is_path(tag)) path += " " + name;
    }
    if (body && !raw) add(words, path, text);
    text.clear();
  };
  for (std::size_t at = 0; at < document.size();) {
    const std::size_t end = std::min(document.find('\n', at), document.size());
    std::string line = document.substr(at, end - at);
    at = end + 1;
    if (quoted) {
      text += "\n" + line;
      if (line.ends_with('"')) {
        text.pop_back();
        finish();
      }
      continue;
    }
    if (!line.starts_with("| ")) continue;
    line.erase(0, 2);
    const std::size_t depth = std::min(line.find_first_not_of(' '), line.size()) / 2;
    line.erase(0, 2 * depth);
    if (line.empty()) continue;
    if (depth < open.size()) open.resize(depth);
    if (line[0] == '<' && !line.starts_with("<!")) {
      open.push_back(line.substr(1, line.find('>') - 1));
    } else if (line[0] == '"') {
      text = line.substr(1);
      quoted = true;
      if (line.size() > 1 && line.ends_with('"')) {
        text.pop_back();
        finish();
      }
    } else if (line == "content") {
      open.emplace_back("template");
    }
  }
  return words;
}

// Of the tree that we build.
Words built(const std::string& page) {
  Words words;
  const PageTokens tokens = tokenize_page(page, 100'000);
  const PageTree tree = build_tree(page, tokens.tokens, kMaxDepth);
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].tag != Tag::kText) continue;
    std::string path;
    bool raw = false;
    for (std::uint32_t up = tree.nodes[i].parent; up != kNoIndex; up = tree.nodes[up].parent) {
      const Tag tag = tree.nodes[up].tag;
      raw = raw || is_raw(tag);
      if (is_path(tag)) path = " " + std::string{name_of(tag)} + path;
    }
    if (!raw) add(words, path, resolve_references(tree.tag_text(i), false));
  }
  return words;
}

std::string joined(const Words& words) {
  std::string out;
  for (const auto& [path, characters] : words) out += characters;
  return out;
}

std::string shown(const Words& words) {
  std::string out;
  for (const auto& [path, characters] : words) out += "[" + path + "] " + characters + "; ";
  return out;
}

}  // namespace

TEST_CASE("words and blocks of html5lib's tree cases stand where browsers put them", "[ingest][html][html5lib]") {
  struct Count {
    std::size_t cases = 0, words = 0, blocks = 0;
  };
  Count all;
  std::map<std::string, Count> files;
  std::string missed;
  for (const Case& one : cases_in("tree-construction")) {
    if (one.parts.count("document-fragment") != 0 || one.parts.count("script-on") != 0) continue;
    std::string page = one.parts.at("data");
    if (!page.empty()) page.pop_back();
    const std::string text = decode_as(page, "utf-8").text;
    const Words want = wanted(one.parts.at("document")), have = built(text);
    Count& file = files[one.file];
    for (Count* count : {&file, &all}) {
      ++count->cases;
      if (joined(want) == joined(have)) ++count->words;
      if (want == have) ++count->blocks;
    }
    if (want != have) missed += one.file + ": " + page + "\n   want " + shown(want) + "\n   have " + shown(have) + "\n";
  }
  if (all.cases == 0) return;
  std::string table;
  for (const auto& [name, count] : files) {
    if (count.blocks == count.cases) continue;
    table += "  " + name + ": " + std::to_string(count.words) + " and " + std::to_string(count.blocks) + " of " +
             std::to_string(count.cases) + "\n";
  }
  WARN("html5lib trees: words in order " << all.words << ", and in the right blocks " << all.blocks << ", of "
                                         << all.cases << "; files with misses:\n"
                                         << table);
  INFO(missed);
  CHECK(all.cases == 1592);
  CHECK(all.words >= 1518);
  CHECK(all.blocks >= 1505);
}

TEST_CASE("html5lib's declarations of a charset are found", "[ingest][charset][html5lib]") {
  std::size_t cases = 0, right = 0;
  std::string missed;
  for (const Case& one : cases_in("encoding")) {
    std::string bytes = one.parts.at("data"), want = one.parts.at("encoding");
    if (!bytes.empty()) bytes.pop_back();
    want = want.substr(0, want.find('\n'));
    std::transform(want.begin(), want.end(), want.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    std::string have = decode(bytes, "", CharsetSource::kHtml).encoding;
    std::transform(have.begin(), have.end(), have.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    ++cases;
    if (have == want) ++right;
    if (have != want) missed += one.file + ": " + bytes + "\n   want " + want + ", have " + have + "\n";
  }
  if (cases == 0) return;
  WARN("html5lib charsets: " << right << " of " << cases);
  INFO(missed);
  CHECK(cases == 82);
  CHECK(right >= 48);
}
