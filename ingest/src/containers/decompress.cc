#include "containers/decompress.h"

#include <array>
#include <utility>

#include <zlib.h>
#include <zstd.h>

namespace headwater::detail {
namespace {

constexpr std::size_t kBlock = 64u << 10;
constexpr std::uint64_t kFree = 256u << 20;  // what may come out however little went in
constexpr std::uint64_t kMostRatio = 400;
constexpr int kLargestWindowLog = 27;  // 128 MiB

// What both decompressors have in common: a block of input, and the count of what went in and came out.
class Decompressor : public ByteSource {
 public:
  explicit Decompressor(std::unique_ptr<ByteSource> source, const char* name)
      : source_{std::move(source)}, name_{name}, block_(kBlock, '\0') {}

 protected:
  Result<bool> more() {  // false at the end of the input
    const Result<std::size_t> got = source_->read(block_.data(), block_.size());
    if (!got.has_value()) return got.error();
    begin_ = block_.data();
    left_ = *got;
    in_ += *got;
    return *got > 0;
  }
  Result<std::size_t> came(std::size_t n) {
    out_ += n;
    if (out_ > kFree && out_ / kMostRatio > in_) {
      return Error{ErrorCode::kTooLarge, std::string{name_} + " data: " + std::to_string(in_) +
                                             " bytes blow up to more than " + std::to_string(out_) +
                                             ", wanted less than " + std::to_string(kMostRatio) + " times as much"};
    }
    return n;
  }
  [[nodiscard]] Error damaged(const std::string& what) const {
    return Error{ErrorCode::kBadInput, std::string{name_} + " data: " + what + " after " + std::to_string(out_) +
                                           " bytes had come out, wanted sound data"};
  }

  std::unique_ptr<ByteSource> source_;
  const char* name_;
  std::string block_;
  const char* begin_ = nullptr;
  std::size_t left_ = 0;
  std::uint64_t in_ = 0, out_ = 0;
};

class Gunzip final : public Decompressor {
 public:
  explicit Gunzip(std::unique_ptr<ByteSource> source) : Decompressor{std::move(source), "gzip"} {}
  ~Gunzip() override {
    if (open_) inflateEnd(&stream_);
  }

  Result<std::size_t> read(char* out, std::size_t size) override {
    while (true) {
      if (left_ == 0) {
        const Result<bool> got = more();
        if (!got.has_value()) return got.error();
        if (!*got) {
          const bool cut = open_;
          if (open_) inflateEnd(&stream_);
          open_ = false;
          if (cut) return damaged("ends too early");
          return std::size_t{0};
        }
      }
      if (!open_) {
        if (seeking_ && !find_member()) continue;
        // Some writers fill up with zeros behind the last member.
        while (!seeking_ && members_ > 0 && left_ > 0 && *begin_ == '\0') ++begin_, --left_;
        if (left_ == 0 && !seeking_) continue;
        if (inflateInit2(&stream_, 15 + 16) != Z_OK) return Error{ErrorCode::kTooLarge, "gzip data: out of memory"};
        open_ = true;
        if (seeking_) inflate_mark();
        seeking_ = false;
      }
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(begin_));
      stream_.avail_in = static_cast<uInt>(left_);
      stream_.next_out = reinterpret_cast<Bytef*>(out);
      stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
      const std::size_t room = stream_.avail_out;
      const int status = inflate(&stream_, Z_NO_FLUSH);
      begin_ += left_ - stream_.avail_in;
      left_ = stream_.avail_in;
      const std::size_t n = room - stream_.avail_out;
      if (status == Z_STREAM_END) {
        inflateEnd(&stream_);
        open_ = false;
        ++members_;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        if (n > 0) return came(n);  // the error comes again
        const Error error = damaged(stream_.msg != nullptr ? stream_.msg : "is damaged");
        inflateEnd(&stream_);
        open_ = false;
        seeking_ = true;
        return error;
      }
      if (n > 0) return came(n);
    }
  }

 private:
  static constexpr std::string_view kMark = "\x1F\x8B\x08";

  // Takes input up to and with the mark of a member, which may lie across two blocks.
  bool find_member() {
    while (left_ > 0) {
      const char c = *begin_++;
      --left_;
      marked_ = c == kMark[marked_] ? marked_ + 1 : c == kMark[0] ? 1 : 0;
      if (marked_ < kMark.size()) continue;
      marked_ = 0;
      return true;
    }
    return false;
  }

  void inflate_mark() {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(kMark.data()));
    stream_.avail_in = static_cast<uInt>(kMark.size());
    char none = 0;
    stream_.next_out = reinterpret_cast<Bytef*>(&none);
    stream_.avail_out = 1;
    inflate(&stream_, Z_NO_FLUSH);
  }

  z_stream stream_{};
  bool seeking_ = false;  // for the next member after a damaged one
  std::size_t marked_ = 0;
  bool open_ = false;
  std::uint64_t members_ = 0;
};

class Unzstd final : public Decompressor {
 public:
  explicit Unzstd(std::unique_ptr<ByteSource> source)
      : Decompressor{std::move(source), "zstd"}, stream_{ZSTD_createDCtx(), &ZSTD_freeDCtx} {
    if (stream_) ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kLargestWindowLog);
  }

  Result<std::size_t> read(char* out, std::size_t size) override {
    if (!stream_) return Error{ErrorCode::kTooLarge, "zstd data: out of memory"};
    while (true) {
      if (left_ == 0 && !full_) {
        const Result<bool> got = more();
        if (!got.has_value()) return got.error();
        if (!*got) {
          if (inside_) return damaged("ends too early");
          return std::size_t{0};
        }
      }
      ZSTD_inBuffer in{begin_, left_, 0};
      ZSTD_outBuffer to{out, size, 0};
      const std::size_t status = ZSTD_decompressStream(stream_.get(), &to, &in);
      begin_ += in.pos;
      left_ -= in.pos;
      if (ZSTD_isError(status) != 0U) return damaged(ZSTD_getErrorName(status));
      inside_ = status != 0;
      full_ = to.pos == to.size && inside_;  // there may be more without more input
      if (to.pos > 0) return came(to.pos);
    }
  }

 private:
  std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> stream_;
  bool inside_ = false;
  bool full_ = false;
};

// `window` as zlib's inflateInit2 has it. Nothing if the bytes are not in that way.
std::optional<Result<std::string>> inflate_in(std::string_view bytes, int window, std::size_t max_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, window) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<char, kBlock> block;
  int status = Z_OK;
  while (status == Z_OK && out.size() <= max_bytes) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = kBlock;
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(block.data(), kBlock - stream.avail_out);
  }
  inflateEnd(&stream);
  if (out.size() > max_bytes) {
    return Error{ErrorCode::kTooLarge,
                 "a compressed body blows up past " + std::to_string(max_bytes) + " bytes, wanted less"};
  }
  // A body that was cut off is worth what came out of it.
  if (status == Z_STREAM_END || !out.empty()) return Result<std::string>{std::move(out)};
  return std::nullopt;
}

}  // namespace

std::unique_ptr<ByteSource> gunzip(std::unique_ptr<ByteSource> source) {
  return std::make_unique<Gunzip>(std::move(source));
}

std::unique_ptr<ByteSource> unzstd(std::unique_ptr<ByteSource> source) {
  return std::make_unique<Unzstd>(std::move(source));
}

Result<std::string> inflate_block(std::string_view bytes, std::size_t max_bytes) {
  for (const int window : {15 + 32, -15}) {
    if (std::optional<Result<std::string>> out = inflate_in(bytes, window, max_bytes)) return std::move(*out);
  }
  return Error{ErrorCode::kBadInput, "a compressed body is damaged, wanted gzip or zlib data"};
}

}  // namespace headwater::detail
