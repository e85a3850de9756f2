#include "run.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace headwater::test {
namespace {

void close_end(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

// False at the end of the stream.
bool read_some(int fd, std::string& into) {
  std::array<char, 65536> block{};
  const ssize_t got = ::read(fd, block.data(), block.size());
  if (got > 0) into.append(block.data(), static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && errno == EINTR);
}

bool wait_readable(int fd, int milliseconds) {
  pollfd one{fd, POLLIN, 0};
  return ::poll(&one, 1, milliseconds) > 0;
}

}  // namespace

Started::Started(const std::vector<std::string>& arguments, const std::string& folder) {
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0 ||
      ::pipe2(err.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error("no pipe");
  }
  std::vector<std::string> words{HEADWATER_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(in[0], STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(err[1], STDERR_FILENO);
    if (!folder.empty() && ::chdir(folder.c_str()) != 0) ::_exit(126);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  if (pid_ < 0) throw std::runtime_error("no process");
  close_end(in[0]);
  close_end(out[1]);
  close_end(err[1]);
  in_ = in[1];
  out_ = out[0];
  err_ = err[0];
}

Started::~Started() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  close_end(in_);
  close_end(out_);
  close_end(err_);
}

void Started::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(in_, bytes.data(), bytes.size());
    if (written < 0) return;  // it reads no more
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Started::close_input() { close_end(in_); }
void Started::close_output() { close_end(out_); }

std::string Started::line() {
  while (ahead_.find('\n') == std::string::npos) {
    if (!wait_readable(out_, 20'000) || !read_some(out_, ahead_)) return std::exchange(ahead_, {});
  }
  const std::size_t end = ahead_.find('\n');
  std::string first = ahead_.substr(0, end);
  ahead_.erase(0, end + 1);
  return first;
}

void Started::signal(int number) const { ::kill(pid_, number); }

Ended Started::end(int seconds) {
  close_input();
  Ended ended;
  ended.out = std::move(ahead_);
  std::thread errors{[&] {
    while (read_some(err_, ended.err)) {
    }
  }};
  // Ended from outside if it hangs, which a test then sees by the status.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{seconds};
  while (out_ >= 0) {
    if (std::chrono::steady_clock::now() > deadline) ::kill(pid_, SIGKILL);
    if (wait_readable(out_, 200) && !read_some(out_, ended.out)) break;
  }
  int state = 0;
  struct rusage usage {};
  while (::wait4(pid_, &state, WNOHANG, &usage) == 0) {
    if (std::chrono::steady_clock::now() > deadline) ::kill(pid_, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  pid_ = -1;
  errors.join();
  ended.peak_kb = usage.ru_maxrss;
  ended.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  return ended;
}

Ended run(const std::vector<std::string>& arguments, const std::string& folder, std::string_view input) {
  Started program{arguments, folder};
  program.write(input);
  return program.end();
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::vector<Json> json_lines(const std::string& text) {
  std::vector<Json> out;
  for (const std::string& line : lines(text)) out.push_back(Json::parse(line, nullptr, false));
  return out;
}

std::vector<std::string> keys(const Json& json) {
  std::vector<std::string> out;
  for (const auto& [key, value] : json.items()) out.push_back(key);
  return out;
}

}  // namespace headwater::test
