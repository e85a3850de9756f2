#include "items.h"

#include <exception>
#include <utility>

#include "reading.h"

namespace headwater::cli {
namespace {

// Counts what passes through.
class CountedSource final : public ByteSource {
 public:
  CountedSource(std::unique_ptr<ByteSource> source, std::atomic<std::uint64_t>& count)
      : source_{std::move(source)}, count_{count} {}
  Result<std::size_t> read(char* out, std::size_t size) override {
    Result<std::size_t> got = source_->read(out, size);
    if (got.has_value()) count_ += *got;
    return got;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  std::atomic<std::uint64_t>& count_;
};

Item failed(const std::string& path, Error error) {
  Item item;
  item.options.path = path;
  item.error = std::move(error);
  return item;
}

}  // namespace

std::optional<Item> Items::next() {
  while (true) {
    if (documents_.has_value()) {
      try {
        if (std::optional<Item> item = next_of_input()) return item;
      } catch (const std::exception& problem) {
        documents_.reset();
        return failed(path_, {ErrorCode::kTooLarge, path_ + ": cannot be read within memory: " + problem.what()});
      }
      continue;
    }
    std::optional<Input> input = next_input_();
    if (!input.has_value()) return std::nullopt;
    path_ = input->options.path;
    if (input->error.has_value()) return failed(path_, std::move(*input->error));
    Result<std::unique_ptr<ByteSource>> source = opener_ != nullptr ? opener_->open(*input) : open_input(*input);
    if (!source.has_value()) return failed(path_, source.error());
    of_input_ = 0;
    documents_.emplace(std::make_unique<CountedSource>(std::move(*source), bytes_read_), std::move(input->options));
  }
}

std::optional<Item> Items::next_of_input() {
  if (std::optional<Item> item = documents_->next()) {
    ++of_input_;
    return item;
  }
  warnings_.insert(warnings_.end(), documents_->warnings().begin(), documents_->warnings().end());
  documents_.reset();
  if (of_input_ > 0) return std::nullopt;
  return failed(path_, {ErrorCode::kBadInput, path_ + ": holds no document"});
}

std::vector<std::string> Items::take_warnings() { return std::exchange(warnings_, {}); }

}  // namespace headwater::cli
