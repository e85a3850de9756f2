#include "reading.h"

#include <exception>
#include <limits>
#include <utility>

#include "opener.h"
#include "terminal.h"

namespace headwater::cli {
namespace {

// Offsets in the item become offsets in the input, where they still fit.
void shift(std::vector<MapPiece>& map, std::uint64_t offset) {
  if (offset == 0 || map.empty()) return;
  if (map.back().raw.end + offset > std::numeric_limits<std::uint32_t>::max()) return;
  for (MapPiece& piece : map) {
    if (piece.coding == RawCoding::kPage) continue;
    piece.raw.begin += static_cast<std::uint32_t>(offset);
    piece.raw.end += static_cast<std::uint32_t>(offset);
  }
}

template <class Read>
ReadInput guarded(const std::string& path, Read read) {
  ReadInput out;
  try {
    read(out);
  } catch (const std::exception& problem) {
    out.extraction.reset();
    out.held.reset();
    out.error = Error{ErrorCode::kTooLarge, path + ": cannot be read within memory: " + problem.what()};
  }
  out.path = path;
  return out;
}

}  // namespace

Result<std::unique_ptr<ByteSource>> open_input(Input& input) {
  FetchOptions options;
  if (input.allow_private) options.allowed = any_address;
  return Opener{options}.open(input);
}

Result<Item> only_item(Input input) {
  const std::string path = input.options.path;
  if (input.error.has_value()) return *input.error;
  Result<std::unique_ptr<ByteSource>> source = open_input(input);
  if (!source.has_value()) return source.error();
  Documents documents{std::move(*source), input.options};
  std::optional<Item> only = documents.next();
  if (!only.has_value()) return Error{ErrorCode::kBadInput, path + ": holds no document"};
  while (std::optional<Item> more = documents.next()) {
    if (more->attached) continue;
    return Error{ErrorCode::kUnsupported, path +
                                              ": holds several documents, and a line of a manifest stands for one; "
                                              "give it as a path"};
  }
  return std::move(*only);
}

ReadInput read_input(Input input) {
  const std::string path = input.options.path;
  return guarded(path, [&](ReadInput& out) {
    Result<Item> only = only_item(std::move(input));
    if (only.has_value()) {
      out = read_item(std::move(*only), false);
    } else {
      out.error = only.error();
    }
  });
}

ReadInput read_item(Item item, bool keep_raw, const Store* store) {
  const std::string path = item.options.path;
  return guarded(path, [&](ReadInput& out) {
    if (item.error.has_value()) {
      out.error = std::move(*item.error);
      return;
    }
    if (store != nullptr) {
      Result<std::optional<Ingested>> held = already_held(*store, item.bytes, item.options);
      if (!held.has_value()) {
        out.error = held.error();
        return;
      }
      out.held = std::move(*held);
      if (out.held.has_value()) return;
    }
    const std::uint64_t offset = item.offset.value_or(0);
    std::string raw = keep_raw ? item.bytes : std::string{};
    Result<Extraction> extraction = extract(std::move(item));
    if (!extraction.has_value()) {
      out.error = extraction.error();
      return;
    }
    if (!keep_raw) shift(extraction->map, offset);
    out.extraction = std::move(*extraction);
    out.raw = std::move(raw);
  });
}

void tell_warnings(const std::string& path, const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) talk(path + ": warning: " + warning);
}

}  // namespace headwater::cli
