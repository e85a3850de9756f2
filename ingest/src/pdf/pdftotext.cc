#include "pdf/pdftotext.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace headwater::detail {
namespace {

constexpr std::size_t kMostTold = 16u << 10;  // of what the program says on standard error

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_{fd} {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  [[nodiscard]] int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

Error io(const std::string& what) {
  return {ErrorCode::kIo, "PDF: " + what + " failed: " + std::strerror(errno) + "; wanted to start pdftotext"};
}

std::string program() {
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
  while (!rest.empty()) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    const std::string file = std::string{rest.substr(0, colon)} + "/pdftotext";
    if (file[0] == '/' && ::access(file.c_str(), X_OK) == 0) return file;
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  return {};
}

// The bytes in memory, as a file that can be read from the start.
Result<Descriptor> memory_file(std::string_view bytes) {
  Descriptor file{::memfd_create("pdf", MFD_CLOEXEC)};
  if (file.get() < 0) return io("a file in memory");
  while (!bytes.empty()) {
    const ssize_t n = ::write(file.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return io("writing to memory");
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  if (::lseek(file.get(), 0, SEEK_SET) != 0) return io("a file in memory");
  return file;
}

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;
#endif

// No sockets: socket() and socketpair() are refused. Elsewhere than on the machines above nothing is forbidden.
void forbid_network() {
  if (kArchitecture == 0) return;
  sock_filter code[] = {
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, arch)},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, 4, kArchitecture},
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
      {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, SYS_socket},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_socketpair},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | EACCES},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
  };
  const sock_fprog filter{sizeof code / sizeof code[0], code};
  ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

void limit(int resource, std::size_t most) {
  const rlimit value{most, most};
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &value);
}

// Ends the child, never its host.
[[noreturn]] void end_child(int status) {
  while (true) ::syscall(SYS_exit_group, status);
}

// In the child. Only what is safe between fork and exec in a program with threads.
[[noreturn]] void become(const char* file, char* const* arguments, int in, int out, int err, const PdfLimits& limits) {
  if (::dup2(in, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(err, 2) < 0) end_child(126);
  ::syscall(SYS_close_range, 3U, ~0U, 0U);
  for (const int number : {SIGPIPE, SIGXFSZ, SIGINT, SIGTERM}) ::signal(number, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit(RLIMIT_AS, limits.memory);
  limit(RLIMIT_CPU, limits.cpu_seconds);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
  forbid_network();
  char* const environment[] = {const_cast<char*>("LC_ALL=C.UTF-8"), nullptr};
  ::execve(file, arguments, environment);
  end_child(127);
}

// Ends and reaps the process, whatever happens.
class Child {
 public:
  explicit Child(pid_t pid) : pid_{pid} {}
  ~Child() {
    if (pid_ > 0) wait(true);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  int wait(bool kill) {
    if (kill) {
      // Through a descriptor, which can mean no other process.
      const Descriptor handle{static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0))};
      if (handle.get() >= 0) ::syscall(SYS_pidfd_send_signal, handle.get(), SIGKILL, nullptr, 0);
    }
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

 private:
  pid_t pid_;
};

enum class Stopped { kNo, kDeadline, kOutput };

// Reads both pipes to their ends.
Stopped collect(Descriptor& out, Descriptor& err, std::string& printed, std::string& told, const PdfLimits& limits) {
  const auto end = std::chrono::steady_clock::now() + limits.deadline;
  std::array<char, 64 * 1024> block;
  while (out.get() >= 0 || err.get() >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return Stopped::kDeadline;
    std::array<pollfd, 2> ready{{{out.get(), POLLIN, 0}, {err.get(), POLLIN, 0}}};
    if (::poll(ready.data(), ready.size(), static_cast<int>(left.count())) < 0 && errno != EINTR)
      return Stopped::kDeadline;
    for (std::size_t i = 0; i < ready.size(); ++i) {
      if (ready[i].fd < 0 || ready[i].revents == 0) continue;
      Descriptor& from = i == 0 ? out : err;
      const ssize_t n = ::read(from.get(), block.data(), block.size());
      if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (n <= 0) {
        from.close();
      } else if (i == 0) {
        if (printed.size() + static_cast<std::size_t>(n) > limits.output) return Stopped::kOutput;
        printed.append(block.data(), static_cast<std::size_t>(n));
      } else if (told.size() < kMostTold) {
        told.append(block.data(), static_cast<std::size_t>(n));
      }
    }
  }
  return Stopped::kNo;
}

Error failure(int status, const std::string& told, const PdfLimits& limits) {
  const auto says = [&](std::string_view words) { return told.find(words) != std::string::npos; };
  if (says("Incorrect password") || says("encrypted") || says("Unsupported security")) {
    return {ErrorCode::kUnsupported, "PDF: is encrypted and a password would be needed, wanted an open file"};
  }
  const bool killed = WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
  if (killed || says("Out of memory") || says("bad_alloc") || (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)) {
    return {ErrorCode::kTooLarge, "PDF: reading it takes more than " + std::to_string(limits.cpu_seconds) +
                                      " seconds or " + std::to_string(limits.memory >> 20) + " MB"};
  }
  const std::string line = told.substr(0, std::min(told.find('\n'), told.size()));
  return {ErrorCode::kBadInput,
          "PDF: cannot be read" + (line.empty() ? "" : " (" + line.substr(0, 200) + ")") + ", wanted a sound file"};
}

}  // namespace

Result<std::string> run_pdftotext(std::string_view pdf, const PdfLimits& limits) {
  const std::string file = program();
  if (file.empty()) {
    return Error{ErrorCode::kUnsupported, "PDF: the program pdftotext is not installed (Debian: poppler-utils)"};
  }
  Result<Descriptor> input = memory_file(pdf);
  if (!input.has_value()) return input.error();
  std::array<int, 2> out{}, err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0) return io("a pipe");
  Descriptor out_read{out[0]}, out_write{out[1]};
  if (::pipe2(err.data(), O_CLOEXEC) != 0) return io("a pipe");
  Descriptor err_read{err[0]}, err_write{err[1]};
  const std::string last = std::to_string(limits.pages + 1);
  std::array<std::string, 8> words{"pdftotext", "-enc", "UTF-8", "-bbox-layout", "-l", last, "-", "-"};
  std::array<char*, 9> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();

  const pid_t pid = ::fork();
  if (pid < 0) return io("a new process");
  if (pid == 0) become(file.c_str(), arguments.data(), input->get(), out_write.get(), err_write.get(), limits);
  Child child{pid};
  out_write.close();
  err_write.close();
  std::string printed, told;
  const Stopped stopped = collect(out_read, err_read, printed, told, limits);
  const int status = child.wait(stopped != Stopped::kNo);
  if (stopped == Stopped::kDeadline) {
    return Error{ErrorCode::kTooLarge,
                 "PDF: reading it takes more than " + std::to_string(limits.deadline.count()) + " seconds"};
  }
  if (stopped == Stopped::kOutput) {
    return Error{ErrorCode::kTooLarge,
                 "PDF: its words and places take more than " + std::to_string(limits.output >> 20) + " MB"};
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return printed;
  if (WIFEXITED(status) && WEXITSTATUS(status) >= 126) {
    return Error{ErrorCode::kUnsupported, "PDF: the program " + file + " cannot be run"};
  }
  return failure(status, told, limits);
}

}  // namespace headwater::detail
