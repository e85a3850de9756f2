#include "stages.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <utility>

#include <nlohmann/json.hpp>

#include "headwater/query/report.h"
#include "reading.h"

namespace headwater::cli {
namespace {

constexpr std::array<std::string_view, 4> kNames{"tokens", "quotes", "syntax", "attributions"};
constexpr std::size_t kWidest = 24;  // column of words; a longer one pushes the rest of its line

// The line of a document that no column stands in.
std::string safe(std::string_view text) { return terminal_text(text, text.size()); }

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string left(std::string text, std::size_t width) {
  const std::size_t wide = columns(text);
  if (wide < width) text.append(width - wide, ' ');
  return text;
}

std::string right(const std::string& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string range(ByteSpan span) { return std::to_string(span.begin) + "-" + std::to_string(span.end); }

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string{what} + (count == 1 ? "" : "s");
}

std::string word(const Staged& s, std::size_t i) { return safe(slice(s.source.text, s.tokens[i].span)); }

// How wide the widest word of a sentence is.
std::size_t width_of_words(const Staged& s, std::size_t begin, std::size_t end) {
  std::size_t width = 0;
  for (std::size_t i = begin; i < end; ++i) width = std::max(width, columns(word(s, i)));
  return std::min(width, kWidest);
}

// Calls show(begin, end) for each sentence after a line that names it.
template <class Show>
void by_sentences(const Staged& s, std::string& out, Show&& show) {
  for (std::size_t begin = 0; begin < s.tokens.size();) {
    std::size_t end = begin;
    while (end < s.tokens.size() && s.tokens[end].sentence == s.tokens[begin].sentence) ++end;
    out += "\nsentence " + std::to_string(s.tokens[begin].sentence) + ", paragraph " +
           std::to_string(s.tokens[begin].paragraph) + "\n";
    show(begin, end);
    begin = end;
  }
}

void list_tokens(const Staged& s, std::string& out) {
  by_sentences(s, out, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      out += right(std::to_string(i), 7) + "  " + left(range(s.tokens[i].span), 13) + "  " + word(s, i) + "\n";
    }
  });
}

void list_quotes(const Staged& s, std::string& out) {
  for (std::size_t i = 0; i < s.quotes.size(); ++i) {
    const Quote& q = s.quotes[i];
    out += "\n" + right(std::to_string(i), 7) + "  " + left(range(q.span), 13) +
           (q.closed ? "  " : "  never closed: ") + safe(slice(s.source.text, q.span)) + "\n";
  }
}

void list_syntax(const Staged& s, std::string& out) {
  by_sentences(s, out, [&](std::size_t begin, std::size_t end) {
    const std::size_t width = width_of_words(s, begin, end);
    for (std::size_t i = begin; i < end; ++i) {
      const TokenSyntax& x = s.syntax[i];
      const auto head = static_cast<std::size_t>(x.head);
      out += right(std::to_string(i), 7) + "  " + left(word(s, i), width) + "  " +
             left(std::string{to_string(x.tag)}, 5) + "  " + left(std::string{to_string(x.dep)}, 12) + "  " +
             (x.head < 0 ? right("-", 7) : right(std::to_string(head), 7) + "  " + word(s, head)) + "\n";
    }
  });
}

// The sentences an attribution stands in, its source in braces, its cue between arrows, its content in brackets.
std::string marked(const Staged& s, const Attribution& a) {
  struct Mark {
    std::uint32_t at = 0;
    bool opens = false;
    const char* sign = "";
  };
  std::vector<Mark> marks;
  const auto add = [&](const Spans& spans, const char* open, const char* close) {
    for (const ByteSpan span : spans) {
      marks.push_back({span.begin, true, open});
      marks.push_back({span.end, false, close});
    }
  };
  add(a.source, "{", "}");
  add(a.cue, "<", ">");
  add(a.content, "[", "]");
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& x, const Mark& y) { return x.at != y.at ? x.at < y.at : !x.opens && y.opens; });
  if (marks.empty()) return "";
  const auto at_or_after = [&](std::uint32_t byte) {
    return std::lower_bound(s.tokens.begin(), s.tokens.end(), byte,
                            [](const Token& t, std::uint32_t wanted) { return t.span.end <= wanted; });
  };
  auto first = at_or_after(marks.front().at);
  auto last = at_or_after(marks.back().at - 1);
  if (first == s.tokens.end() || last == s.tokens.end()) return "";
  while (first != s.tokens.begin() && std::prev(first)->sentence == first->sentence) --first;
  while (std::next(last) != s.tokens.end() && std::next(last)->sentence == last->sentence) ++last;
  std::string out;
  std::uint32_t at = first->span.begin;
  for (const Mark& mark : marks) {
    out += safe(slice(s.source.text, {at, mark.at}));
    // A space at the rim is eaten by what makes text safe.
    if (mark.at > at && s.source.text[mark.at - 1] == ' ' && (out.empty() || out.back() != ' ')) out += ' ';
    out += mark.sign;
    at = mark.at;
    if (at < s.source.text.size() && (s.source.text[at] == ' ' || s.source.text[at] == '\n')) out += ' ', ++at;
  }
  if (at < last->span.end) out += safe(slice(s.source.text, {at, last->span.end}));
  return out;
}

std::string piece_lines(const Staged& s, std::string_view name, const Spans& spans) {
  std::string out;
  for (const ByteSpan span : spans) {
    out += "  " + left(out.empty() ? std::string{name} : "", 7) + "  " + left(range(span), 13) + "  " +
           safe(slice(s.source.text, span)) + "\n";
  }
  return out.empty() ? "  " + left(std::string{name}, 7) + "  -\n" : out;
}

void list_attributions(const Staged& s, std::string& out) {
  for (std::size_t i = 0; i < s.attributions.size(); ++i) {
    const Attribution& a = s.attributions[i];
    std::array<char, 16> confidence{};
    std::snprintf(confidence.data(), confidence.size(), "%.2f", a.confidence);
    out += "\nattribution " + std::to_string(i) + ": " + std::string{to_string(a.form)} + ", " +
           std::string{to_string(a.polarity)} + ", " + safe(a.rule) + ", confidence " + confidence.data() + "\n";
    out += "  " + marked(s, a) + "\n";
    out += piece_lines(s, "source", a.source) + piece_lines(s, "cue", a.cue) + piece_lines(s, "content", a.content);
    for (const std::uint32_t h : a.hops) out += "  hop      attribution " + std::to_string(h) + "\n";
  }
}

std::string summary(const Staged& s, Stage stage) {
  switch (stage) {
    case Stage::kTokens:
    case Stage::kSyntax:
      return counted(s.tokens.size(), "token") + ", " +
             counted(s.tokens.empty() ? 0 : s.tokens.back().sentence + 1u, "sentence") + ", " +
             counted(s.tokens.empty() ? 0 : s.tokens.back().paragraph + 1u, "paragraph");
    case Stage::kQuotes:
      return counted(s.quotes.size(), "quotation");
    case Stage::kAttributions:
      return counted(s.attributions.size(), "attribution") + "; {source} <cue> [content]";
  }
  return "";
}

// Written by hand, a token at a time: as values of a JSON library a long text would take a hundred times its size.
std::string json_string(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}
std::string json_of(ByteSpan s) { return "[" + std::to_string(s.begin) + "," + std::to_string(s.end) + "]"; }
std::string json_of(const Spans& spans) {
  std::string out = "[";
  for (const ByteSpan s : spans) out += (out.size() > 1 ? "," : "") + json_of(s);
  return out + "]";
}

void token_fields(const Staged& s, std::size_t i, std::string& out) {
  out += "\"span\":" + json_of(s.tokens[i].span) + ",\"word\":" + json_string(slice(s.source.text, s.tokens[i].span)) +
         ",\"sentence\":" + std::to_string(s.tokens[i].sentence);
}

void json_tokens(const Staged& s, std::string& out) {
  for (std::size_t i = 0; i < s.tokens.size(); ++i) {
    out += i == 0 ? "{" : ",{";
    token_fields(s, i, out);
    out += ",\"paragraph\":" + std::to_string(s.tokens[i].paragraph) + "}";
  }
}

void json_quotes(const Staged& s, std::string& out) {
  for (std::size_t i = 0; i < s.quotes.size(); ++i) {
    const Quote& q = s.quotes[i];
    out += (i == 0 ? "{\"span\":" : ",{\"span\":") + json_of(q.span) + ",\"inner\":" + json_of(q.inner) +
           ",\"closed\":" + (q.closed ? "true}" : "false}");
  }
}

void json_syntax(const Staged& s, std::string& out) {
  for (std::size_t i = 0; i < s.tokens.size(); ++i) {
    const TokenSyntax& x = s.syntax[i];
    out += i == 0 ? "{" : ",{";
    token_fields(s, i, out);
    out += ",\"tag\":" + json_string(to_string(x.tag)) + ",\"head\":" + (x.head < 0 ? "null" : std::to_string(x.head)) +
           ",\"label\":" + json_string(to_string(x.dep)) + "}";
  }
}

void json_attributions(const Staged& s, std::string& out) {
  for (std::size_t i = 0; i < s.attributions.size(); ++i) {
    const Attribution& a = s.attributions[i];
    out += (i == 0 ? "{\"source\":" : ",{\"source\":") + json_of(a.source) + ",\"cue\":" + json_of(a.cue) +
           ",\"content\":" + json_of(a.content) + ",\"form\":" + json_string(to_string(a.form)) +
           ",\"polarity\":" + json_string(to_string(a.polarity)) + ",\"hops\":" + nlohmann::json(a.hops).dump() +
           ",\"rule\":" + json_string(a.rule) + ",\"confidence\":" + nlohmann::json(a.confidence).dump() + "}";
  }
}

template <class Show>
StageShown guarded(const std::string& path, Show show) {
  StageShown out;
  out.path = path;
  try {
    out.error = show(out);
  } catch (const std::exception& problem) {
    out.error = Error{ErrorCode::kTooLarge, path + ": cannot be read within memory: " + problem.what()};
  }
  return out;
}

}  // namespace

std::string_view to_string(Stage stage) { return kNames[static_cast<std::size_t>(stage)]; }

std::optional<Stage> parse_stage(std::string_view text) {
  const auto it = std::find(kNames.begin(), kNames.end(), text);
  if (it == kNames.end()) return std::nullopt;
  return static_cast<Stage>(it - kNames.begin());
}

Result<Staged> run_stages(SourceText source, Stage last, SpanMethod spans) {
  Staged out;
  out.source = std::move(source);
  const std::string_view text = out.source.text;
  out.tokens = tokenize(text, out.source.blocks);
  if (last == Stage::kTokens) return out;
  if (last != Stage::kSyntax) out.quotes = find_quotes(text, out.tokens);
  if (last == Stage::kQuotes) return out;
  out.syntax = find_syntax(text, out.tokens);
  if (last == Stage::kSyntax) return out;
  Result<std::vector<Attribution>> found = find_attributions({text, out.tokens, out.quotes, out.syntax}, spans);
  if (!found.has_value()) return found.error();
  out.attributions = std::move(*found);
  return out;
}

std::string stage_listing(std::string_view path, const Staged& staged, Stage stage) {
  std::string out = safe(path) + ": " + summary(staged, stage) + "\n";
  switch (stage) {
    case Stage::kTokens:
      list_tokens(staged, out);
      break;
    case Stage::kQuotes:
      list_quotes(staged, out);
      break;
    case Stage::kSyntax:
      list_syntax(staged, out);
      break;
    case Stage::kAttributions:
      list_attributions(staged, out);
      break;
  }
  return out;
}

std::string stage_json(std::string_view path, const Staged& staged, Stage stage, bool with_text) {
  std::string out = "{\"document\":{\"path\":" + json_string(path) +
                    ",\"text_bytes\":" + std::to_string(staged.source.text.size()) +
                    ",\"language\":" + json_string(staged.source.language);
  if (with_text) out += ",\"text\":" + json_string(staged.source.text);
  out += "},\"stage\":\"" + std::string{to_string(stage)} + "\",\"" + std::string{to_string(stage)} + "\":[";
  switch (stage) {
    case Stage::kTokens:
      json_tokens(staged, out);
      break;
    case Stage::kQuotes:
      json_quotes(staged, out);
      break;
    case Stage::kSyntax:
      json_syntax(staged, out);
      break;
    case Stage::kAttributions:
      json_attributions(staged, out);
      break;
  }
  return out + "]}";
}

StageShown show_stage(Item item, const StageOptions& options) {
  return guarded(item.options.path, [&](StageShown& out) -> std::optional<Error> {
    const SpanMethod spans = item.options.spans;
    Result<SourceText> source = read_source(std::move(item));
    if (!source.has_value()) return source.error();
    Result<Staged> staged = run_stages(std::move(*source), options.stage, spans);
    if (!staged.has_value()) return Error{staged.error().code, out.path + ": " + staged.error().message};
    out.warnings = std::move(staged->source.warnings);
    out.shown = options.json ? stage_json(out.path, *staged, options.stage, options.with_text)
                             : stage_listing(out.path, *staged, options.stage);
    return std::nullopt;
  });
}

StageShown show_stage(Input input, const StageOptions& options) {
  return guarded(input.options.path, [&](StageShown& out) -> std::optional<Error> {
    Result<Item> only = only_item(std::move(input));
    if (!only.has_value()) return only.error();
    out = show_stage(std::move(*only), options);
    return out.error;
  });
}

}  // namespace headwater::cli
