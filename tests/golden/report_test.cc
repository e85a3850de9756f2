// Reports on three claims of the demo's dossier, word by word. HEADWATER_UPDATE_GOLDEN=1 rewrites the expected files,
// and the difference is then read by a person.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "headwater/ingest/ingest.h"
#include "headwater/query/report.h"
#include "headwater/query/search.h"
#include "scratch.h"

using namespace headwater;

namespace {

namespace fs = std::filesystem;

Store dossier() {
  Store store = Store::in_memory();
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator{HEADWATER_SOURCE_DIR "/examples/dossier"})
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    ExtractOptions options;
    options.path = file.filename().string();
    const Result<Ingested> in = ingest(store, test::read_file(file.string()), options);
    REQUIRE(in.has_value());
  }
  return store;
}

void check(const std::string& name, const std::string& text) {
  const std::string path = HEADWATER_SOURCE_DIR "/tests/golden/reports/" + name;
  if (std::getenv("HEADWATER_UPDATE_GOLDEN") != nullptr) std::ofstream{path, std::ios::binary} << text;
  INFO(path);
  CHECK(text == test::read_file(path));
}

// Where boxes stand is Graphviz's business and may change with it.
std::string without_picture(std::string html) {
  const std::size_t begin = html.find("<svg"), end = html.find("</svg>");
  if (begin != std::string::npos && end != std::string::npos) html.erase(begin, end - begin);
  return html;
}

}  // namespace

TEST_CASE("reports on the demo's dossier say what they said", "[golden][report]") {
  const Store store = dossier();
  struct Row {
    const char* name;
    const char* words;
  };
  for (const Row& row :
       std::vector<Row>{{"fax", "no public body of Vellmark had ever touched the controls of a foreign dam"},
                        {"report", "The gates of the Kestrel Dam were opened through a copied maintenance account"},
                        {"loop", "eleven engineers home from its embassy"}}) {
    const Result<Found> found = search(store, row.words, {.limit = 10});
    REQUIRE(found.has_value());
    // Of those who carry it, the one that came last.
    const FoundClaim* last = nullptr;
    for (const FoundClaim& one : found->claims) {
      const bool carries = one.claim.text.find(row.words) != std::string::npos && one.document.published;
      if (carries && (last == nullptr || last->document.published->text() < one.document.published->text()))
        last = &one;
    }
    REQUIRE(last != nullptr);
    const Result<Report> made = report(store, last->claim.id, {});
    REQUIRE(made.has_value());
    check(std::string{row.name} + ".md", report_markdown(*made));
    check(std::string{row.name} + ".html", without_picture(report_html(*made)));
    check(std::string{row.name} + ".dot", picture_dot(made->picture));
  }
}
