// Servers for http_rates.py to ask: a store of the generated graph behind ours, and a bare cpp-httplib that says hello.
//
//   headwater_http_bench DATA WORK
//
// DATA is a folder written by the generator of ../shared/bench; the store is made in WORK unless it is there. Prints
// one line of JSON with both ports and some claims, and serves until standard input ends. Both servers have as many
// threads and take as many requests a connection.
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>

#include "given_graph.h"
#include "headwater/graph/load.h"
#include "headwater/graph/store.h"
#include "headwater/http/server.h"

namespace headwater::bench {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

constexpr std::size_t kClaims = 2000;

bool failed(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return false;
}

bool load(const std::string& path, const Given& given) {
  const Documents documents{given};
  std::atomic<std::size_t> next = 0;
  const Result<StoreStats> loaded = load_store(path,
                                               [&]() -> Result<std::optional<DocumentBatch>> {
                                                 const std::size_t d = next++;
                                                 if (d >= documents.size()) return std::optional<DocumentBatch>{};
                                                 return std::optional{documents.make(d, false)};
                                               },
                                               {});
  return loaded.has_value() ? true : failed(loaded.error());
}

// Spread over all of them.
std::string some_claims(const Given& given) {
  std::string out;
  const std::size_t step = std::max<std::size_t>(given.ids.size() / kClaims, 1);
  for (std::size_t i = 0; i < given.ids.size(); i += step) {
    std::size_t at = i;
    while (at < given.ids.size() && !given.ids[at].claim()) ++at;
    if (at == given.ids.size()) break;
    out.append(out.empty() ? "\"" : ",\"").append(to_string(given.ids[at])).append("\"");
  }
  return out;
}

bool serve(const std::string& data, const std::string& work) {
  const Given given = read(data);
  const std::string path = work + "/http";
  std::filesystem::create_directories(work);
  if (!std::filesystem::exists(path + "/CURRENT") && !load(path, given)) return false;
  Result<Store> store = Store::open(path, {.read_only = true});
  if (!store.has_value()) return failed(store.error());
  const ServerOptions options;
  Result<HttpServer> server = HttpServer::start(*store, options);
  if (!server.has_value()) return failed(server.error());

  httplib::Server hello;
  hello.new_task_queue = [&] { return new httplib::ThreadPool{static_cast<std::size_t>(options.threads)}; };
  hello.set_keep_alive_max_count(static_cast<std::size_t>(options.max_requests_a_connection));
  hello.set_tcp_nodelay(true);
  hello.Get("/hello", [](const httplib::Request&, httplib::Response& response) {
    response.set_content(R"({"status":"ok"})", "application/json");
  });
  // As long as an answer that it is compared with.
  const std::string words(kMostBytes, 'x');
  hello.Get("/words", [&](const httplib::Request& request, httplib::Response& response) {
    const std::size_t size = std::strtoul(request.get_param_value("bytes").c_str(), nullptr, 10);
    response.set_content(words.data(), std::min(size, words.size()), "application/json");
  });
  const int port = hello.bind_to_any_port("127.0.0.1");
  std::thread answering{[&] { hello.listen_after_bind(); }};
  std::printf("{\"hello\":%d,\"headwater\":%d,\"claims\":[%s]}\n", port, server->port(), some_claims(given).c_str());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  hello.stop();
  answering.join();
  return true;
}

}  // namespace
}  // namespace headwater::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: headwater_http_bench DATA WORK\n");
    return 2;
  }
  return headwater::bench::serve(argv[1], argv[2]) ? 0 : 1;
}
