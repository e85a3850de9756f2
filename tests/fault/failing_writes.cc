// Stands before the C library's functions of the same names, for every library of the process.
#include "failing_writes.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string_view>

namespace headwater::test {
namespace {

WriteFault fault;
std::atomic<bool> is_armed{false};
std::atomic<std::int64_t> calls{0};

enum class Fate : std::uint8_t { kWell, kTorn, kFailed };

Fate fate_below(std::string_view path) {
  if (!is_armed || !path.starts_with(fault.directory)) return Fate::kWell;
  const std::int64_t n = calls++;
  if (n < fault.count || n > fault.count + fault.more) return Fate::kWell;
  return fault.is_torn ? Fate::kTorn : Fate::kFailed;
}

Fate fate_of(int fd) {
  if (!is_armed) return Fate::kWell;
  std::array<char, 4096> path{};
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t size = readlink(link.c_str(), path.data(), path.size());
  return size <= 0 ? Fate::kWell : fate_below({path.data(), static_cast<std::size_t>(size)});
}

[[noreturn]] void die() {
  (void)::kill(getpid(), SIGKILL);
  for (;;) pause();
}

// `act` does as much of it as it is told.
template <class Act>
auto with_fate(Fate fate, std::size_t size, Act act) -> decltype(act(size)) {
  if (fate == Fate::kTorn) {
    (void)act(size / 2);
    die();
  }
  if (fate == Fate::kFailed) {
    errno = EIO;
    return -1;
  }
  return act(size);
}

}  // namespace

void fail_writes(const WriteFault& wanted) {
  fault = wanted;
  is_armed = true;
}

}  // namespace headwater::test

extern "C" {

ssize_t write(int fd, const void* data, size_t size) {
  return headwater::test::with_fate(headwater::test::fate_of(fd), size,
                                    [&](size_t n) { return static_cast<ssize_t>(syscall(SYS_write, fd, data, n)); });
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t at) {
  return headwater::test::with_fate(headwater::test::fate_of(fd), size, [&](size_t n) {
    return static_cast<ssize_t>(syscall(SYS_pwrite64, fd, data, n, at));
  });
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at) { return pwrite(fd, data, size, at); }

int fsync(int fd) {
  return headwater::test::with_fate(headwater::test::fate_of(fd), 1,
                                    [&](size_t n) { return n == 0 ? 0 : static_cast<int>(syscall(SYS_fsync, fd)); });
}

int fdatasync(int fd) {
  return headwater::test::with_fate(headwater::test::fate_of(fd), 1, [&](size_t n) {
    return n == 0 ? 0 : static_cast<int>(syscall(SYS_fdatasync, fd));
  });
}

int rename(const char* from, const char* to) noexcept {
  return headwater::test::with_fate(headwater::test::fate_below(from), 1, [&](size_t n) {
    return n == 0 ? 0 : static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
  });
}

}  // extern "C"
