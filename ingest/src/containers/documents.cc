#include "headwater/ingest/documents.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "containers/buffered_source.h"
#include "containers/decompress.h"
#include "containers/item_reader.h"
#include "containers/open.h"

namespace headwater {

using namespace detail;  // NOLINT: the readers, this file only

namespace {

constexpr std::size_t kSniffed = 16u << 10;
constexpr std::size_t kMaxNesting = 8;       // containers within containers
constexpr std::size_t kMaxCompressions = 4;  // of the same bytes

Error named(Error error, const std::string& path) {
  if (!path.empty() && !error.message.starts_with(path)) error.message = path + ": " + error.message;
  return error;
}

bool has_ending(std::string_view path, std::string_view ending) {
  return path.size() > ending.size() && path.ends_with(ending);
}

// "story.html" of "story.html.gz".
std::string inner_path(const std::string& path) {
  for (const std::string_view ending : {".gz", ".zst"}) {
    if (has_ending(path, ending)) return path.substr(0, path.size() - ending.size());
  }
  return path;
}

bool is_container(Format format) { return format >= Format::kMail; }

}  // namespace

Result<std::size_t> MemorySource::read(char* out, std::size_t size) {
  const std::size_t n = std::min(size, bytes_.size() - at_);
  if (n > 0) std::memcpy(out, bytes_.data() + at_, n);
  at_ += n;
  return n;
}

struct Documents::Impl {
  struct Open {
    std::unique_ptr<ItemReader> reader;
    ExtractOptions options;  // `path` is the container's
    std::optional<std::uint64_t> offset;
    bool attached = false;
  };

  std::unique_ptr<ByteSource> source;  // until the first item is asked for
  ExtractOptions options;
  std::vector<Open> open;
  std::vector<std::string> warnings;

  // Opens what `bytes_of` gives; a plain document is given back as an item.
  std::optional<Item> enter(std::unique_ptr<ByteSource> bytes_of, ExtractOptions with,
                            std::optional<std::uint64_t> offset) {
    std::string inner = with.path;
    for (std::size_t compressions = 0;; ++compressions) {
      auto buffered = std::make_unique<BufferedSource>(std::move(bytes_of));
      const std::string_view head = buffered->peek(kSniffed);
      if (head.empty() && buffered->error().has_value()) return failed(*buffered->error(), with);
      const bool gzip = head.starts_with("\x1F\x8B");
      if (gzip || head.starts_with("\x28\xB5\x2F\xFD")) {
        if (compressions == kMaxCompressions) {
          return failed(
              {ErrorCode::kTooLarge, "is compressed more than " + std::to_string(kMaxCompressions) + " times"}, with);
        }
        bytes_of = gzip ? gunzip(std::move(buffered)) : unzstd(std::move(buffered));
        inner = inner_path(inner);
        offset.reset();
        continue;
      }
      if (with.format == Format::kGzip || with.format == Format::kZstd) with.format.reset();
      if (!with.format.has_value()) {
        const Result<Format> format = sniff_format(head, inner);
        if (!format.has_value()) return failed(format.error(), with);
        with.format = *format;
      }
      if (std::unique_ptr<ItemReader> reader = open_stream(buffered, with)) {
        push(std::move(reader), std::move(with), offset);
        return std::nullopt;
      }
      return slurp(*buffered, std::move(with), offset);
    }
  }

  // All bytes of what is no stream: one document, or a container that is read whole.
  std::optional<Item> slurp(BufferedSource& from, ExtractOptions with, std::optional<std::uint64_t> offset) {
    std::string bytes;
    const std::size_t max = with.limits.max_bytes;
    from.read_exactly(bytes, static_cast<std::uint64_t>(max) + 1);
    if (from.error().has_value()) return failed(*from.error(), with);
    if (bytes.size() > max) {
      return failed({ErrorCode::kTooLarge, "is larger than the limit of " + std::to_string(max) + " bytes"}, with);
    }
    return opened(std::move(bytes), std::move(with), offset);
  }

  std::optional<Item> opened(std::string bytes, ExtractOptions with, std::optional<std::uint64_t> offset) {
    if (std::unique_ptr<ItemReader> reader = open_whole(bytes, with)) {
      push(std::move(reader), std::move(with), offset);
      return std::nullopt;
    }
    Item item;
    item.options = std::move(with);
    item.bytes = std::move(bytes);
    item.offset = offset;
    return item;
  }

  void push(std::unique_ptr<ItemReader> reader, ExtractOptions with, std::optional<std::uint64_t> offset) {
    open.push_back({std::move(reader), std::move(with), offset, false});
  }

  static Item failed(Error error, const ExtractOptions& with) {
    Item item;
    item.options = with;
    item.error = named(std::move(error), with.path);
    return item;
  }

  // What a container found, as an item or opened in turn.
  std::optional<Item> made(FoundItem found) {
    const Open& within = open.back();
    Item item;
    item.options = within.options;
    item.options.format = found.format;
    item.options.charset = std::move(found.charset);
    if (!found.name.empty()) {
      item.options.path += "!" + found.name;
      item.options.url = std::move(found.url);
      if (!found.publisher.empty()) item.options.publisher = std::move(found.publisher);
    }
    if (found.published.has_value()) item.options.published = std::move(found.published);
    if (found.retrieved.has_value()) item.options.retrieved = std::move(found.retrieved);
    if (found.kind.has_value() && !item.options.kind.has_value()) item.options.kind = found.kind;
    item.attached = found.attached || within.attached;
    item.warnings = std::move(found.warnings);
    if (within.offset.has_value() && found.offset.has_value()) item.offset = *within.offset + *found.offset;
    if (found.error.has_value()) {
      item.error = named(std::move(*found.error), item.options.path);
      return item;
    }
    item.bytes = std::move(found.bytes);
    item.source = std::move(found.source);
    if (item.source.has_value() || found.whole) return item;
    if (!item.options.format.has_value()) {
      const Result<Format> format = sniff_format(std::string_view{item.bytes}.substr(0, kSniffed), found.name);
      if (!format.has_value()) {
        item.error = named(format.error(), item.options.path);
        return item;
      }
      item.options.format = *format;
    }
    if (!is_container(*item.options.format)) return item;
    if (open.size() >= kMaxNesting) {
      item.error = named({ErrorCode::kTooLarge, "lies more than " + std::to_string(kMaxNesting) + " containers deep"},
                         item.options.path);
      return item;
    }
    const bool attached = item.attached;
    const std::size_t depth = open.size();
    std::optional<Item> inner =
        enter(std::make_unique<MemorySource>(std::move(item.bytes)), std::move(item.options), item.offset);
    if (open.size() > depth) open.back().attached = attached;
    if (inner.has_value()) {
      inner->attached = attached;
      inner->warnings = std::move(item.warnings);
    }
    return inner;
  }
};

Documents::Documents(std::unique_ptr<ByteSource> source, ExtractOptions options) : impl_{std::make_unique<Impl>()} {
  impl_->source = std::move(source);
  impl_->options = std::move(options);
}
Documents::~Documents() = default;
Documents::Documents(Documents&&) noexcept = default;
Documents& Documents::operator=(Documents&&) noexcept = default;

std::optional<Item> Documents::next() {
  if (impl_->source != nullptr) {
    if (std::optional<Item> item = impl_->enter(std::move(impl_->source), impl_->options, 0)) return item;
  }
  while (!impl_->open.empty()) {
    ItemReader& reader = *impl_->open.back().reader;
    std::optional<FoundItem> found = reader.next();
    if (!found.has_value()) {
      for (std::string& warning : reader.take_warnings()) {
        impl_->warnings.push_back(impl_->open.back().options.path + ": " + warning);
      }
      impl_->open.pop_back();
      continue;
    }
    if (std::optional<Item> item = impl_->made(std::move(*found))) return item;
  }
  return std::nullopt;
}

const std::vector<std::string>& Documents::warnings() const { return impl_->warnings; }

}  // namespace headwater
