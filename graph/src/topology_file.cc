#include "topology_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "place.h"

namespace headwater::detail {
namespace {

struct Header {
  std::array<char, 8> magic{'h', 'w', 't', 'o', 'p', 'o', 'l', 'o'};
  std::uint32_t version = 2;
  std::uint32_t order = 0x01020304;  // the arrays are as the machine has them
  std::array<char, kStampBytes> stamp{};
  std::uint64_t nodes = 0;
  std::uint64_t edges = 0;
  std::uint32_t body_crc = 0;
  std::uint32_t header_crc = 0;  // of all bytes before it
};
static_assert(sizeof(Header) == 104, "no padding: the bytes are checksummed");

// How much the disk is given at once.
constexpr std::size_t kPieceBytes = std::size_t{1} << 26;

std::uint32_t crc_of(std::uint32_t crc, const void* data, std::size_t size) {
  if (size == 0) return crc;  // zlib would begin anew where there is no buffer
  return static_cast<std::uint32_t>(crc32_z(crc, static_cast<const Bytef*>(data), size));
}

std::uint32_t header_crc_of(const Header& header) { return crc_of(0, &header, offsetof(Header, header_crc)); }

Error refused(const std::string& path, std::string_view doing) {
  return {ErrorCode::kIo,
          "topology '" + path + "': " + std::string{doing} + ": " + std::generic_category().message(errno)};
}

Error damaged(const std::string& path, std::string_view what) {
  return {ErrorCode::kCorruption,
          "topology '" + path + "': " + std::string{what} + "; it can be removed, and is made anew"};
}

class File {
 public:
  File(const char* path, int flags) : fd_{::open(path, flags | O_CLOEXEC, 0666)} {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }

  bool write(const void* data, std::size_t size) {
    const char* at = static_cast<const char*>(data);
    while (size > 0) {
      const ssize_t written = ::write(fd_, at, std::min(size, kPieceBytes));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      at += written;
      size -= static_cast<std::size_t>(written);
    }
    return true;
  }

 private:
  int fd_;
};

// The parts of the body in their order.
std::array<std::pair<const void*, std::size_t>, 6> parts_of(const TopologyArrays& arrays) {
  const auto part = [](const auto& some) {
    return std::pair<const void*, std::size_t>{some.data(), some.size_bytes()};
  };
  return {part(arrays.rows[0].offsets), part(arrays.rows[0].arcs), part(arrays.rows[1].offsets),
          part(arrays.rows[1].arcs),    part(arrays.slots),        part(arrays.ids)};
}

bool write_all(File& file, const TopologyArrays& arrays, std::string_view stamp) {
  Header header;
  std::copy_n(stamp.begin(), kStampBytes, header.stamp.begin());
  header.nodes = arrays.nodes();
  header.edges = arrays.edges();
  for (const auto& [data, size] : parts_of(arrays)) header.body_crc = crc_of(header.body_crc, data, size);
  header.header_crc = header_crc_of(header);
  if (!file.write(&header, sizeof header)) return false;
  for (const auto& [data, size] : parts_of(arrays)) {
    if (!file.write(data, size)) return false;
  }
  return ::fsync(file.fd()) == 0;
}

template <class T>
std::span<const T> take(const char*& at, std::size_t count) {
  const std::span<const T> out{reinterpret_cast<const T*>(at), count};
  at += out.size_bytes();
  return out;
}

}  // namespace

std::string topology_path(const std::string& store) { return store + "/topology"; }

Result<std::shared_ptr<const TopologyArrays>> map_topology(const std::string& path, std::string_view stamp) {
  using Arrays = std::shared_ptr<const TopologyArrays>;
  const File file{path.c_str(), O_RDONLY};
  if (!file.is_open()) {
    if (errno == ENOENT) return Arrays{};
    return refused(path, "opening");
  }
  struct stat found {};
  if (::fstat(file.fd(), &found) != 0) return refused(path, "looking at it");
  const auto size = static_cast<std::size_t>(found.st_size);
  Header header;
  if (size < sizeof header) return damaged(path, "shorter than its header");
  void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.fd(), 0);
  if (mapped == MAP_FAILED) return refused(path, "mapping");
  const std::shared_ptr<const void> owner{mapped, [size](const void* at) { ::munmap(const_cast<void*>(at), size); }};

  std::memcpy(&header, mapped, sizeof header);
  const Header ours;
  if (header.magic != ours.magic || header.header_crc != header_crc_of(header))
    return damaged(path, "its header is damaged");
  // Of another machine or a later program: of no use here, and nothing wrong with it.
  if (header.version != ours.version || header.order != ours.order) return Arrays{};
  if (!stamp.empty() && stamp != std::string_view{header.stamp.data(), header.stamp.size()}) return Arrays{};
  const std::uint64_t nodes = header.nodes;
  const std::uint64_t edges = header.edges;
  if (nodes >= Arc::kMaxNodes || edges > UINT32_MAX) return damaged(path, "more nodes or edges than there can be");
  const std::uint64_t slots = slots_for(nodes);
  const std::uint64_t wanted = sizeof header + 8 * (nodes + 1) + 8 * edges + 4 * slots + sizeof(PackedId) * nodes;
  if (size != wanted) return damaged(path, "not as long as its header says");
  const char* at = static_cast<const char*>(mapped) + sizeof header;
  if (crc_of(0, at, size - sizeof header) != header.body_crc) return damaged(path, "its checksum differs");

  auto out = std::make_shared<TopologyArrays>();
  for (Rows& rows : out->rows) {
    rows.offsets = take<std::uint32_t>(at, nodes + 1);
    rows.arcs = take<Arc>(at, edges);
  }
  out->slots = take<std::uint32_t>(at, slots);
  out->ids = take<PackedId>(at, nodes);
  out->owner = owner;
  if (!out->is_sound()) return damaged(path, "its numbers contradict each other");
  return Arrays{std::move(out)};
}

Result<void> write_topology(const std::string& path, const TopologyArrays& arrays, std::string_view stamp) {
  const std::string fresh = path + ".new";
  const auto give_up = [&](std::string_view doing) {
    const Error error = refused(path, doing);
    ::unlink(fresh.c_str());
    return error;
  };
  {
    File file{fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC};
    if (!file.is_open()) return refused(path, "making '" + fresh + "'");
    if (!write_all(file, arrays, stamp)) return give_up("writing");
  }
  if (::rename(fresh.c_str(), path.c_str()) != 0) return give_up("renaming");
  if (!flush_directory(std::filesystem::path{path}.parent_path().string()))
    return refused(path, "flushing its directory");
  return {};
}

}  // namespace headwater::detail
