// What the tests of reading share: drawings of tokens and quotations, and one passage read through all stages.
#ifndef HEADWATER_TESTS_UNIT_INGEST_READING_SUPPORT_H_
#define HEADWATER_TESTS_UNIT_INGEST_READING_SUPPORT_H_

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/ingest/ingest.h"
#include "headwater/ingest/reading.h"
#include "reading/analysis.h"

namespace headwater::test {

// Tokens apart by a space, sentences by " / ", paragraphs by " // ".
inline std::string tokens_text(std::string_view text, const std::vector<Token>& tokens) {
  std::string out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0) {
      out += tokens[i].paragraph != tokens[i - 1].paragraph ? " // "
             : tokens[i].sentence != tokens[i - 1].sentence ? " / "
                                                            : " ";
    }
    out += slice(text, tokens[i].span);
  }
  return out;
}
inline std::string tokens_text(std::string_view text) { return tokens_text(text, tokenize(text, {})); }

// The words inside each quotation, apart by " / "; one that was never closed ends in "...".
inline std::string quotes_text(std::string_view text) {
  std::string out;
  for (const Quote& q : find_quotes(text, tokenize(text, {}))) {
    if (!out.empty()) out += " / ";
    out += slice(text, q.inner);
    if (!q.closed) out += "...";
  }
  return out;
}

// `text` must outlive it.
inline detail::Analysis analysed(std::string_view text) {
  const std::vector<Token> tokens = tokenize(text, {});
  return detail::analyse_text(text, tokens, find_quotes(text, tokens));
}

// All of them but those that stand only as a hop of another.
inline std::vector<Attribution> attributions_in(std::string_view text) {
  const std::vector<Token> tokens = tokenize(text, {});
  const std::vector<Quote> quotes = find_quotes(text, tokens);
  const std::vector<TokenSyntax> syntax = find_syntax(text, tokens);
  const std::vector<Attribution> found = find_attributions({text, tokens, quotes, syntax}, SpanMethod::kRules).value();
  std::vector<bool> hop(found.size());
  for (const Attribution& a : found) {
    for (const std::uint32_t h : a.hops) hop[h] = true;
  }
  std::vector<Attribution> out;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!hop[i]) out.push_back(found[i]);
  }
  return out;
}

// "source | cue | content" of each attribution, apart by a newline.
inline std::string attributions_text(std::string_view text) {
  std::string out;
  for (const Attribution& a : attributions_in(text)) {
    if (!out.empty()) out += "\n";
    out += words_of(text, a.source) + " | " + words_of(text, a.cue) + " | " + words_of(text, a.content);
  }
  return out;
}

// A passage of an invented paper, out on Tuesday, 6 May 2031.
inline ExtractOptions courier() {
  ExtractOptions options;
  options.publisher = "Calder Courier";
  options.published = *Date::parse("2031-05-06");
  return options;
}

inline Extraction read(std::string_view text, const ExtractOptions& options = courier()) {
  Result<Extraction> out = extract(text, options);
  return out.has_value() ? std::move(*out) : Extraction{};
}

// The first claim whose text has these words; null for none.
inline const Claim* claim_with(const Extraction& e, std::string_view words) {
  for (const Claim& c : e.claims) {
    if (c.text.find(words) != std::string::npos) return &c;
  }
  return nullptr;
}

// "Name (kind)" or "Name (kind, anonymous)"; "-" for nobody.
inline std::string speaker_of(const Extraction& e, const Claim* claim) {
  if (claim == nullptr) return "no such claim";
  if (!claim->speaker) return "-";
  const Agent* agent = e.agent(*claim->speaker);
  if (agent == nullptr) return "no such agent";
  return agent->name + " (" + std::string{to_string(agent->kind)} + (agent->anonymous ? ", anonymous)" : ")");
}

// "fax 2031-05-05"; "-" where there is no origin, "here" where it is the document itself.
struct SpeakerRow {
  const char* text;
  const char* words;  // in the claim asked about
  const char* speaker;
};

inline void check_speakers(const std::vector<SpeakerRow>& rows) {
  for (const SpeakerRow& row : rows) {
    INFO(row.text);
    const Extraction e = read(row.text);
    CHECK(speaker_of(e, claim_with(e, row.words)) == row.speaker);
  }
}

inline std::string origin_of(const Extraction& e, const Claim* claim) {
  if (claim == nullptr) return "no such claim";
  if (!claim->origin) return "-";
  if (*claim->origin == e.document.id) return "here";
  const Document* d = e.referenced_document(*claim->origin);
  if (d == nullptr) return "no such document";
  return std::string{to_string(d->medium)} + (d->published ? " " + d->published->text() : "");
}

inline std::string via_of(const Extraction& e, const Claim* claim) {
  if (claim == nullptr) return "no such claim";
  std::string out;
  for (const AgentId id : claim->via) {
    if (!out.empty()) out += " > ";
    const Agent* agent = e.agent(id);
    out += agent == nullptr ? "no such agent" : agent->name;
  }
  return out;
}

inline std::string end_of(const Claim* claim) {
  return claim == nullptr ? "no such claim" : std::string{to_string(claim->end)};
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_UNIT_INGEST_READING_SUPPORT_H_
