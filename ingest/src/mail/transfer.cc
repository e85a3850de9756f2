#include "mail/transfer.h"

#include <array>
#include <cstdint>

namespace headwater::detail {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

constexpr std::array<std::int8_t, 256> base64_values() {
  std::array<std::int8_t, 256> out{};
  for (std::int8_t& v : out) v = -1;
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    out[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
  }
  return out;
}

}  // namespace

Transferred from_quoted_printable(std::string_view coded) {
  Transferred out;
  std::size_t at = 0;
  while (at < coded.size()) {
    const std::size_t end = std::min(coded.find('\n', at), coded.size());
    std::size_t last = end;
    while (last > at && (coded[last - 1] == ' ' || coded[last - 1] == '\t' || coded[last - 1] == '\r')) --last;
    const bool soft = last > at && coded[last - 1] == '=' && end < coded.size();
    if (soft) --last;
    while (at < last) {
      std::size_t run = at;
      while (run < last && coded[run] != '=') ++run;
      out.trail.add(out.bytes.size(), at, run - at, run - at);
      out.bytes.append(coded.substr(at, run - at));
      at = run;
      if (at >= last) break;
      const int high = at + 2 < last ? hex(coded[at + 1]) : -1;
      const int low = at + 2 < last ? hex(coded[at + 2]) : -1;
      if (high >= 0 && low >= 0) {
        out.trail.add(out.bytes.size(), at, 1, 3);
        out.bytes += static_cast<char>(high * 16 + low);
        at += 3;
      } else {
        out.trail.add(out.bytes.size(), at, 1, 1);
        out.bytes += '=';
        ++at;
      }
    }
    if (end < coded.size() && !soft) {
      out.trail.add(out.bytes.size(), end, 1, 1);
      out.bytes += '\n';
    }
    at = end + 1;
  }
  return out;
}

Transferred from_base64(std::string_view coded) {
  constexpr std::array<std::int8_t, 256> kValues = base64_values();
  Transferred out;
  out.bytes.reserve(coded.size() / 4 * 3);
  std::size_t run_text = 0, run_raw = 0;  // a run of whole groups without anything between
  std::uint32_t bits = 0;
  int have = 0;
  std::size_t group = 0;  // where the group under way began
  std::size_t expected = 0;
  const auto end_run = [&](std::size_t raw_end) {
    out.trail.add_base64(run_text, run_raw, out.bytes.size() - run_text, raw_end - run_raw);
    run_text = out.bytes.size();
  };
  std::size_t last_end = 0;
  bool broken = true;
  for (std::size_t i = 0; i < coded.size() && coded[i] != '='; ++i) {
    const std::int8_t value = kValues[static_cast<unsigned char>(coded[i])];
    if (value < 0) continue;
    if (have == 0) {
      if (broken || i != expected) {
        end_run(last_end);
        run_raw = i;
        broken = false;
      }
      group = i;
    } else if (i != expected) {
      broken = true;  // the group is torn by a line's end
    }
    expected = i + 1;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if (++have < 4) continue;
    if (broken) {
      // The group is a run of its own.
      const std::size_t begin = out.bytes.size();
      out.trail.add_base64(run_text, run_raw, begin - run_text, group - run_raw);
      for (int shift = 16; shift >= 0; shift -= 8) out.bytes += static_cast<char>(bits >> shift & 0xFF);
      out.trail.add(begin, group, 3, i + 1 - group);
      run_text = out.bytes.size();
      run_raw = i + 1;
    } else {
      for (int shift = 16; shift >= 0; shift -= 8) out.bytes += static_cast<char>(bits >> shift & 0xFF);
    }
    bits = 0;
    have = 0;
    last_end = i + 1;
  }
  if (have >= 2) {
    for (int n = 0, shift = have * 6 - 8; n < have - 1; ++n, shift -= 8) {
      out.bytes += static_cast<char>(bits >> shift & 0xFF);
    }
    last_end = expected;
  }
  end_run(last_end);
  return out;
}

}  // namespace headwater::detail
