// Tokens a second of every stage of reading, on one core, over the news of PolNeAR's development part; and before that,
// what the first document costs, which pays for models and tables.
//
//   headwater_bench [--benchmark_filter=syntax] [other options of Google Benchmark]
//
// One iteration is the whole corpus, each document by itself. items_per_second are tokens of ours a second.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "headwater/ingest/ingest.h"
#include "headwater/ingest/reading.h"
#include "reading/analysis.h"
#include "reading/attributions.h"
#include "reading/citations.h"
#include "reading/claims.h"
#include "reading/entities.h"
#include "reading/parties.h"

namespace {

using namespace headwater;

// One document and what each stage made of it, so that the next can be timed alone.
struct Prepared {
  std::string bytes;
  SourceText source;
  std::vector<Token> tokens;
  std::vector<Quote> quotes;
  std::vector<TokenSyntax> syntax;
  detail::Analysis analysis;
  std::vector<detail::FoundAttribution> found;
  detail::Entities entities;
  Document document;

  [[nodiscard]] Reading reading() const { return {source.text, tokens, quotes, syntax}; }
};

std::vector<Prepared>& corpus() {
  static std::vector<Prepared> all;
  return all;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> texts_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator{folder, missing}) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out;
  for (const std::filesystem::path& path : paths) out.push_back(bytes_of(path));
  return out;
}

void prepare(std::vector<std::string> texts) {
  corpus().resize(texts.size());  // views point into the elements: they stay where they are
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Prepared& p = corpus()[i];
    p.bytes = std::move(texts[i]);
    if (Result<SourceText> source = read_plain_text(p.bytes, "")) p.source = std::move(*source);
    p.tokens = tokenize(p.source.text, p.source.blocks);
    p.quotes = find_quotes(p.source.text, p.tokens);
    p.syntax = find_syntax(p.source.text, p.tokens);
    p.analysis = detail::analyse_text(p.source.text, p.tokens, p.quotes, p.syntax);
    p.found = detail::find_in(p.analysis);
    p.entities = detail::find_entities(p.analysis, "");
  }
}

// `work` on every document, each time round.
template <class Work>
void over_corpus(benchmark::State& state, Work&& work) {
  std::size_t tokens = 0, bytes = 0;
  for (const Prepared& p : corpus()) {
    tokens += p.tokens.size();
    bytes += p.bytes.size();
  }
  for (auto _ : state) {
    for (const Prepared& p : corpus()) benchmark::DoNotOptimize(work(p));
  }
  const auto rounds = static_cast<std::size_t>(state.iterations());
  state.SetItemsProcessed(static_cast<std::int64_t>(tokens * rounds));
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes * rounds));
}

std::size_t claims_of(const Prepared& p) {
  detail::Parties parties{p.analysis, p.entities, {}};
  const Spans none;
  const detail::ClaimContext context{p.analysis, p.entities, p.document, p.source.blocks, none};
  const std::vector<detail::DraftClaim> drafts = detail::draft_claims(context, parties, p.found);
  const std::vector<detail::FoundCitation> citations = detail::find_citations(p.analysis, parties, p.source.links, "");
  return drafts.size() + detail::draft_own_claims(context, parties, drafts, citations).size();
}

void stages() {
  const auto add = [](const char* name, auto work) {
    benchmark::RegisterBenchmark(name, [work](benchmark::State& state) {
      over_corpus(state, work);
    })->Unit(benchmark::kMillisecond);
  };
  add("text", [](const Prepared& p) { return read_plain_text(p.bytes, "").has_value(); });
  add("tokens", [](const Prepared& p) { return tokenize(p.source.text, p.source.blocks).size(); });
  add("quotes", [](const Prepared& p) { return find_quotes(p.source.text, p.tokens).size(); });
  add("syntax", [](const Prepared& p) { return find_syntax(p.source.text, p.tokens).size(); });
  add("attributions/rules",
      [](const Prepared& p) { return find_attributions(p.reading(), SpanMethod::kRules)->size(); });
  add("attributions/learned",
      [](const Prepared& p) { return find_attributions(p.reading(), SpanMethod::kLearned)->size(); });
  add("entities", [](const Prepared& p) { return detail::find_entities(p.analysis, "").all.size(); });
  add("claims", claims_of);
  for (const SpanMethod method : {SpanMethod::kRules, SpanMethod::kLearned}) {
    const std::string name = "extract/" + std::string{to_string(method)};
    add(name.c_str(), [method](const Prepared& p) {
      ExtractOptions options;
      options.format = Format::kText;
      options.spans = method;
      return extract(p.bytes, options)->claims.size();
    });
  }
}

// A line of /proc/self/status in megabytes; 0 where there is none.
double memory(std::string_view name) {
  std::ifstream in{"/proc/self/status"};
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(name)) return std::strtod(line.c_str() + name.size() + 1, nullptr) / 1024;
  }
  return 0;
}

template <class Work>
double milliseconds(Work&& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

void first_document(SpanMethod method) {
  ExtractOptions options;
  options.spans = method;
  const double before = memory("VmRSS");
  const double time = milliseconds([&] {
    benchmark::DoNotOptimize(
        extract("The dam is safe, the Ministry of Waterways said in a statement on Monday.\n", options));
  });
  std::cout << "first document, " << to_string(method) << ": " << time << " ms, resident memory from " << before
            << " to " << memory("VmRSS") << " MB\n";
}

}  // namespace

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 2;
  std::cout.precision(3);
  first_document(SpanMethod::kRules);
  first_document(SpanMethod::kLearned);
  const std::filesystem::path folder = std::filesystem::path{HEADWATER_SHARED_DIR} / "corpora/polnear/dev/text";
  std::vector<std::string> texts = texts_in(folder);
  if (texts.empty()) {
    std::cout << folder.string() << " is not here, so no stage is timed\n";
    return EXIT_FAILURE;
  }
  ExtractOptions options;
  options.spans = SpanMethod::kLearned;
  for (const std::string& text : texts) benchmark::DoNotOptimize(extract(text, options));
  std::cout << "after " << texts.size() << " documents, one at a time: resident memory at most " << memory("VmHWM")
            << " MB\n";
  prepare(std::move(texts));
  stages();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return EXIT_SUCCESS;
}
