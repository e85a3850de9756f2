// The other process of the fault tests: one that is killed, one that holds a store, one whose disk is full, one whose
// disk fails.
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "failing_writes.h"
#include "headwater/graph/store.h"
#include "numbered_story.h"

namespace {

using headwater::ErrorCode;
using headwater::Result;
using headwater::Store;

constexpr std::size_t kBigRaw = 300'000;

void say(const std::string& line) {
  const std::string out = line + "\n";
  if (write(STDOUT_FILENO, out.data(), out.size()) < 0) std::_Exit(9);
}

int fail(const std::string& what) {
  say("failed: " + what);
  return 1;
}

// Puts documents from `first` on until it is killed; says each number once put() has returned.
int put_until_killed(const std::string& path, std::uint64_t first) {
  Result<Store> store = Store::open(path, {});
  if (!store.has_value()) return fail(store.error().message);
  for (std::uint64_t number = first;; ++number) {
    const Result<void> done = store->put(headwater::test::numbered_story(number));
    if (!done.has_value()) return fail(done.error().message);
    say(std::to_string(number));
  }
}

// Opens, puts one document and closes, over and over until it is killed; says each number likewise.
int reopen_until_killed(const std::string& path, std::uint64_t first) {
  for (std::uint64_t number = first;; ++number) {
    Result<Store> store = Store::open(path, {.sync = false});
    if (!store.has_value()) return fail(store.error().message);
    const Result<void> done = store->put(headwater::test::numbered_story(number));
    if (!done.has_value()) return fail(done.error().message);
    say(std::to_string(number));
  }
}

// The same from many threads, each with numbers of its own, so that they reach the disk together.
int put_together(const std::string& path, std::uint64_t first) {
  Result<Store> store = Store::open(path, {});
  if (!store.has_value()) return fail(store.error().message);
  std::atomic<std::uint64_t> next{first};
  std::vector<std::thread> writers;
  for (int w = 0; w < 4; ++w) {
    writers.emplace_back([&] {
      while (true) {
        const std::uint64_t number = next++;
        if (!store->put(headwater::test::numbered_story(number)).has_value()) return;
        say(std::to_string(number));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  return fail("all writers have ended");
}

// Puts documents 0 to 39 on a disk that fails once; says the numbers that were put. After an error it opens the store
// again, as one has to.
int put_on_failing_disk(const std::string& path, std::int64_t after, std::int64_t more, bool is_torn) {
  headwater::test::fail_writes({path, after, is_torn, more});
  std::uint64_t number = 0;
  for (int tries = 0; tries < 10 && number < 40; ++tries) {
    Result<Store> store = Store::open(path, {});
    while (store.has_value() && number < 40) {
      const Result<void> done = store->put(headwater::test::numbered_story(number));
      if (done.has_value()) {
        say(std::to_string(number++));
      } else if (done.error().code == ErrorCode::kIo) {
        break;
      } else {
        return fail(done.error().message);
      }
    }
    if (!store.has_value() && store.error().code != ErrorCode::kIo) return fail(store.error().message);
  }
  say(number == 40 ? "all" : "not all");
  return 0;
}

// Holds the store until its input ends.
int hold(const std::string& path) {
  const Result<Store> store = Store::open(path, {});
  if (!store.has_value()) return fail(store.error().message);
  say("open");
  char c = 0;
  while (read(STDIN_FILENO, &c, 1) > 0) {
  }
  return 0;
}

// A disk of `kib` KiB: a file system of its own where this process may have one, else a bound on every file.
class SmallDisk {
 public:
  SmallDisk(std::string path, unsigned kib) : path_{std::move(path)} {
    const std::string size = "size=" + std::to_string(kib) + "k";
    own_ = unshare(CLONE_NEWNS) == 0 && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           mount("tmpfs", path_.c_str(), "tmpfs", 0, size.c_str()) == 0;
    if (!own_) bound(kib * 1024ul);
  }
  [[nodiscard]] bool own() const { return own_; }
  bool make_room() {
    if (own_) return mount("none", path_.c_str(), nullptr, MS_REMOUNT, "size=1g") == 0;
    bound(RLIM_INFINITY);
    return true;
  }

 private:
  static void bound(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes == RLIM_INFINITY ? limit.rlim_max : bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }

  std::string path_;
  bool own_ = false;
};

// Fills the disk, then makes room; every acknowledged document must be there, before and after reopening.
int fill(const std::string& path) {
  SmallDisk disk{path, 6000};
  std::uint64_t number = 0;
  {
    Result<Store> store = Store::open(path + "/db", {});
    if (!store.has_value()) return fail(store.error().message);
    Result<void> done;
    for (; number < 1000; ++number) {
      done = store->put(headwater::test::numbered_story(number, kBigRaw));
      if (!done.has_value()) break;
    }
    if (done.has_value()) return fail("the disk never filled");
    if (done.error().code != ErrorCode::kIo) return fail("not an I/O error: " + done.error().message);
    if (number == 0) return fail("nothing fitted");
    if (store->version() != number) return fail("a failed put counts");
    for (std::uint64_t n = 0; n < number; ++n) {
      const std::string flaw = headwater::test::flaw(*store, n, kBigRaw);
      if (!flaw.empty()) return fail("while full, document " + std::to_string(n) + ": " + flaw);
    }
    if (store->put(headwater::test::numbered_story(number, kBigRaw)).has_value()) return fail("a full disk took more");
  }
  // Opening a store on a full disk may fail, but only as I/O.
  if (const Result<Store> full = Store::open(path + "/db", {});
      !full.has_value() && full.error().code != ErrorCode::kIo) {
    return fail("opening while full: " + full.error().message);
  }
  if (!disk.make_room()) return fail("no room could be made");
  {
    Result<Store> store = Store::open(path + "/db", {});
    if (!store.has_value()) return fail("with room again: " + store.error().message);
    for (std::uint64_t n = 0; n < number; ++n) {
      const std::string flaw = headwater::test::flaw(*store, n, kBigRaw);
      if (!flaw.empty()) return fail("document " + std::to_string(n) + ": " + flaw);
    }
    const Result<void> done = store->put(headwater::test::numbered_story(number, kBigRaw));
    if (!done.has_value()) return fail("with room again: " + done.error().message);
    if (const auto check = store->check(); check->problem_count != 0) return fail(check->problems.front());
  }
  say("whole, " + std::to_string(number) + " documents, " + (disk.own() ? "own file system" : "bounded files"));
  return 0;
}

// The same store goes on writing once there is room, without being reopened.
int recover(const std::string& path) {
  SmallDisk disk{path, 6000};
  if (!disk.own()) {
    say("no full disk to be had");
    return 0;
  }
  Result<Store> store = Store::open(path + "/db", {});
  if (!store.has_value()) return fail(store.error().message);
  std::uint64_t number = 0;
  while (number < 1000 && store->put(headwater::test::numbered_story(number, kBigRaw)).has_value()) ++number;
  if (!disk.make_room()) return fail("no room could be made");
  // The engine looks for room every few seconds.
  Result<void> done;
  for (int tries = 0; tries < 300; ++tries) {
    done = store->put(headwater::test::numbered_story(number, kBigRaw));
    if (done.has_value()) break;
    if (done.error().code != ErrorCode::kIo) return fail(done.error().message);
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  for (std::uint64_t n = number; n < number + 5; ++n) {
    done = store->put(headwater::test::numbered_story(n, kBigRaw));
    if (!done.has_value()) return fail(done.error().message);
  }
  for (std::uint64_t n = 0; n < number + 5; ++n) {
    const std::string flaw = headwater::test::flaw(*store, n, kBigRaw);
    if (!flaw.empty()) return fail("document " + std::to_string(n) + ": " + flaw);
  }
  say("whole");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string_view verb = argv[1];
  if (verb == "put") return put_until_killed(argv[2], std::strtoull(argv[3], nullptr, 10));
  if (verb == "reopen") return reopen_until_killed(argv[2], std::strtoull(argv[3], nullptr, 10));
  if (verb == "together") return put_together(argv[2], std::strtoull(argv[3], nullptr, 10));
  if (verb == "failing" && argc == 6) {
    return put_on_failing_disk(argv[2], std::atoll(argv[3]), std::atoll(argv[4]), std::string_view{argv[5]} == "torn");
  }
  if (verb == "hold") return hold(argv[2]);
  if (verb == "fill") return fill(argv[2]);
  if (verb == "recover") return recover(argv[2]);
  return 2;
}
