#include "rocksdb_prefix.h"

#include <string_view>

#include "headwater/schema/codec.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kBeforeWord = 2;  // the tag and the kind of node

// The tag, the kind of node, the word and the zero byte behind it; empty of other keys.
std::string_view word_start(std::string_view key) {
  if (key.size() <= kBeforeWord || key[0] != static_cast<char>(codec::Tag::kWord)) return {};
  const std::size_t zero = key.find('\0', kBeforeWord);
  return zero == std::string_view::npos ? std::string_view{} : key.substr(0, zero + 1);
}

class WordPrefixes final : public rocksdb::SliceTransform {
 public:
  const char* Name() const override { return "headwater.WordPrefixes"; }
  rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    const std::string_view start = word_start({key.data(), key.size()});
    return {start.data(), start.size()};
  }
  bool InDomain(const rocksdb::Slice& key) const override { return !word_start({key.data(), key.size()}).empty(); }
};

}  // namespace

std::shared_ptr<const rocksdb::SliceTransform> word_prefixes() {
  static const auto kPrefixes = std::make_shared<const WordPrefixes>();
  return kPrefixes;
}

bool is_of_one_word(const KvRange& range) {
  const std::string_view start = word_start(range.begin);
  return !start.empty() && range.end == codec::after_prefix(start);
}

}  // namespace headwater::detail
