#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include "headwater/http/server.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kManual{"serve", "serves a store over HTTP, with a page",
                         "[--db DIR] [--host H] [--port P] [--write [--token-file FILE]]\n"
                         "[--max-requests N] [--allow-private]",
                         "Serves the store under /api/v1/, and a page to search it, read in it and trace claims.\n"
                         "Prints the address on standard output once it listens, and runs until it gets SIGINT\n"
                         "or SIGTERM. It answers questions only, about the store as it was when it started, and\n"
                         "does not keep others from writing.\n"
                         "\n"
                         "With --write it takes documents and judgements too, from those who bring a token as\n"
                         "the header 'Authorization: Bearer TOKEN'. The token is the first line of FILE, or the\n"
                         "variable HEADWATER_TOKEN; without either one is made up, and the address of a page\n"
                         "that knows it is printed on standard error. The store is made if it is not there, and\n"
                         "no other process can write to it. Documents may also be given by their address,\n"
                         "which the server then fetches.\n"
                         "\n"
                         "The server knows no users. Keep it on a loopback address, the default, or behind\n"
                         "something that does.",
                         "headwater serve --db affair.db --port 8080\n"
                         "headwater serve --write --token-file token.txt"};

constexpr std::size_t kLeastToken = 16;

std::string made_up_token() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device source;
  std::string token;
  for (int i = 0; i < 32; ++i) token += kDigits[source() % kDigits.size()];
  return token;
}

// Of the file, else of the environment, else a new one; nothing, and told why, if it will not do.
std::optional<std::string> write_token(const std::string& file) {
  std::string token;
  std::string from = file;
  if (!file.empty()) {
    std::ifstream in{file};
    if (!std::getline(in, token)) {
      talk(file + ": wanted a file whose first line is the token");
      return std::nullopt;
    }
    if (!token.empty() && token.back() == '\r') token.pop_back();
  } else if (const char* word = std::getenv("HEADWATER_TOKEN"); word != nullptr) {
    token = word;
    from = "HEADWATER_TOKEN";
  } else {
    return made_up_token();
  }
  const bool is_plain = std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (token.size() >= kLeastToken && is_plain) return token;
  talk(from + ": a token has " + std::to_string(kLeastToken) + " characters or more, all of ASCII, and no spaces");
  return std::nullopt;
}

}  // namespace

int run_serve(Arguments arguments) {
  std::string db;
  std::string token_file;
  ServerOptions options;
  CommandLine line{kManual};
  line.add_db(db);
  line.app().add_option("--host", options.host, "The address to listen on. Default: 127.0.0.1.")->type_name("H");
  line.app()
      .add_option("--port", options.port, "The port to listen on; 0 picks a free one. Default: 0.")
      ->type_name("P")
      ->check(CLI::Range(0, 65535).description(""));
  line.app().add_flag("--write,!--read-only", options.allow_writing,
                      "Take documents and judgements. Default: --read-only, answer questions only.");
  line.app().add_option("--token-file", token_file, "Who writes has to bring the first line of it.")->type_name("FILE");
  line.app()
      .add_option("--max-requests", options.max_requests_a_second,
                  "How many requests a second one client on another machine may send; 0 for any number. Default: 50.")
      ->type_name("N")
      ->check(CLI::Range(0, 1'000'000).description(""));
  line.add_allow_private(options.fetch_private);
  bool json = false;  // taken like everywhere; there is nothing it changes
  line.app().add_flag("--json", json)->group("");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  // Blocked before the store or the server makes a thread, so that every thread leaves them to sigwait below.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  if (options.allow_writing) {
    const std::optional<std::string> token = write_token(token_file);
    if (!token.has_value()) return kWrongUsage;
    options.write_token = *token;
  }
  std::optional<Store> store = options.allow_writing ? open_to_write(db) : open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;

  Result<HttpServer> server = HttpServer::start(*store, options);
  if (!server.has_value()) {
    talk(server.error().message);
    return exit_status(server.error().code);
  }
  out.line(server->address() + "/");
  // What follows # is kept by a browser, and sent to nobody.
  if (options.allow_writing) talk("a page that may write: " + server->address() + "/#token=" + options.write_token);
  int signal = 0;
  sigwait(&ends, &signal);
  talk("stopping");
  server->stop();
  server->wait();
  return out.end(kDone);
}

}  // namespace headwater::cli
