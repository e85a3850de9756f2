#include <csignal>
#include <utility>

#include "headwater/http/server.h"
#include "verbs.h"

namespace headwater::cli {
namespace {

constexpr Manual kManual{"serve", "serves a store over HTTP, with a page",
                         "[--db DIR] [--host H] [--port P] [--read-only]",
                         "Serves the store under /api/v1/ and a page that lists claims and draws their chains.\n"
                         "Prints the address on standard output once it listens, and runs until it gets SIGINT\n"
                         "or SIGTERM. The store is made if it is not there. While it runs, no other process can\n"
                         "write to the store; with --read-only it takes no documents, needs a store that is\n"
                         "there, and does not keep others from writing.\n"
                         "\n"
                         "The server knows no users. Keep it on a loopback address, the default, or behind\n"
                         "something that does.",
                         "headwater serve\n"
                         "headwater serve --db affair.db --port 8080"};

}  // namespace

int run_serve(Arguments arguments) {
  std::string db;
  bool read_only = false;
  ServerOptions options;
  CommandLine line{kManual};
  line.add_db(db);
  line.app().add_option("--host", options.host, "The address to listen on. Default: 127.0.0.1.")->type_name("H");
  line.app()
      .add_option("--port", options.port, "The port to listen on; 0 picks a free one. Default: 0.")
      ->type_name("P")
      ->check(CLI::Range(0, 65535).description(""));
  line.app().add_flag("--read-only", read_only, "Answers questions only.");
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
  std::optional<Store> store = read_only ? open_to_read(db) : open_to_write(db);
  if (!store.has_value()) return kStoreTrouble;
  options.allow_ingest = !read_only;

  Result<HttpServer> server = HttpServer::start(*store, options);
  if (!server.has_value()) {
    talk(server.error().message);
    return exit_status(server.error().code);
  }
  out.line(server->address() + "/");
  int signal = 0;
  sigwait(&ends, &signal);
  talk("stopping");
  server->stop();
  server->wait();
  return out.end(kDone);
}

}  // namespace headwater::cli
