// The law of the map on real pages, which stand outside the repository.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <zlib.h>

#include <catch2/catch.hpp>

#include "headwater/ingest/source_text.h"
#include "scratch.h"
#include "source_text_laws.h"

using namespace headwater;

namespace {

std::string read_compressed(const std::string& path) {
  std::string out;
  gzFile file = gzopen(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  std::string buffer(1 << 16, '\0');
  for (int n = 0; (n = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0;) {
    out.append(buffer, 0, static_cast<std::size_t>(n));
  }
  gzclose(file);
  return out;
}

std::vector<std::string> files_in(const std::string& folder, std::string_view ending) {
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, ignored)) {
    if (entry.path().string().ends_with(ending)) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void check_pages(const std::vector<std::string>& files, std::size_t step) {
  std::size_t with_text = 0, read = 0;
  for (std::size_t i = 0; i < files.size(); i += step) {
    INFO(files[i]);
    const std::string page = read_compressed(files[i]);  // reads plain files as they are
    const Result<SourceText> source = read_html(page, "https://page.example/", "");
    REQUIRE(source.has_value());
    CHECK(test::breach_of(*source, page, true) == "");
    ++read;
    if (!source->text.empty()) ++with_text;
  }
  CHECK(with_text * 100 >= read * 97);
}

}  // namespace

TEST_CASE("every piece of a real page leads back to its bytes", "[ingest][html][map]") {
  const std::vector<std::string> files = files_in(HEADWATER_SHARED_DIR "/corpora/pages/trafilatura", ".html.gz");
  if (files.empty()) {
    WARN("no pages under " HEADWATER_SHARED_DIR "/corpora/pages/trafilatura: not tested");
    return;
  }
  check_pages(files, std::max<std::size_t>(files.size() / 100, 1));
}

TEST_CASE("every piece of every real page leads back to its bytes", "[ingest][html][map][.slow]") {
  const std::vector<std::string> files = files_in(HEADWATER_SHARED_DIR "/corpora/pages", ".html.gz");
  if (files.empty()) {
    WARN("no pages under " HEADWATER_SHARED_DIR "/corpora/pages: not tested");
    return;
  }
  check_pages(files, 1);
}

TEST_CASE("every piece of the example dossiers' pages leads back to its bytes", "[ingest][html][map]") {
  const std::vector<std::string> files = files_in(HEADWATER_SHARED_DIR "/examples/dossiers", ".html");
  if (files.empty()) {
    WARN("no pages under " HEADWATER_SHARED_DIR "/examples/dossiers: not tested");
    return;
  }
  check_pages(files, 1);
}
