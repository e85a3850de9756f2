#include "metrics.h"

#include <map>
#include <mutex>
#include <tuple>
#include <utility>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace headwater::detail {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

// Seconds. From an answer out of memory to the longest deadline.
const prometheus::Histogram::BucketBoundaries kBuckets{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                       0.05,   0.1,     0.25,   0.5,   1,      2.5,   5,    30};

std::string_view method_label(std::string_view method) {
  for (const std::string_view known : {"GET", "HEAD", "POST"}) {
    if (method == known) return known;
  }
  return "other";
}

}  // namespace

struct Metrics::Impl {
  explicit Impl(std::vector<std::string_view> paths) : routes{std::move(paths)} {}

  [[nodiscard]] std::string route(std::size_t n) const {
    return n < routes.size() ? std::string{routes[n]} : std::string{"none"};
  }

  // A number that was counted elsewhere, as a family of its own.
  void add(std::vector<prometheus::MetricFamily>& families, const std::string& name, const std::string& help,
           prometheus::MetricType type, double value) const {
    prometheus::ClientMetric metric;
    (type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    families.push_back({name, help, type, {std::move(metric)}});
  }

  std::vector<std::string_view> routes;
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests = BuildCounter()
                                                          .Name("headwater_http_requests_total")
                                                          .Help("Answers, by route, method and status code.")
                                                          .Register(registry);
  prometheus::Family<prometheus::Histogram>& durations =
      BuildHistogram()
          .Name("headwater_http_request_duration_seconds")
          .Help("From the end of a request's head to the last byte of its answer, by route.")
          .Register(registry);
  prometheus::Family<prometheus::Counter>& documents =
      BuildCounter()
          .Name("headwater_ingested_documents_total")
          .Help("Documents sent to this server, by what became of them.")
          .Register(registry);
  // A series is looked up by its labels only once.
  std::mutex mutex;
  std::map<std::tuple<std::size_t, std::string_view, int>, prometheus::Counter*> counters;
  std::map<std::size_t, prometheus::Histogram*> histograms;
};

Metrics::Metrics(std::vector<std::string_view> routes) : impl_{std::make_unique<Impl>(std::move(routes))} {
  for (const char* status : {"added", "unchanged", "merged", "failed"}) impl_->documents.Add({{"status", status}});
}

Metrics::~Metrics() = default;

void Metrics::answered(std::size_t route, std::string_view method, int status, std::chrono::nanoseconds took) {
  const std::string_view label = method_label(method);
  prometheus::Counter* counter = nullptr;
  prometheus::Histogram* histogram = nullptr;
  {
    const std::lock_guard lock{impl_->mutex};
    prometheus::Counter*& known = impl_->counters[{route, label, status}];
    if (known == nullptr) {
      known = &impl_->requests.Add(
          {{"route", impl_->route(route)}, {"method", std::string{label}}, {"code", std::to_string(status)}});
    }
    prometheus::Histogram*& observed = impl_->histograms[route];
    if (observed == nullptr) observed = &impl_->durations.Add({{"route", impl_->route(route)}}, kBuckets);
    counter = known;
    histogram = observed;
  }
  counter->Increment();
  histogram->Observe(std::chrono::duration<double>(took).count());
}

void Metrics::ingested(std::string_view status) { impl_->documents.Add({{"status", std::string{status}}}).Increment(); }

Result<std::string> Metrics::text(const Store& store) const {
  const Result<StoreStats> stats = store.stats();
  if (!stats.has_value()) return stats.error();
  std::vector<prometheus::MetricFamily> families = impl_->registry.Collect();
  const auto gauge = [&](const char* name, const char* help, auto value) {
    impl_->add(families, name, help, prometheus::MetricType::Gauge, static_cast<double>(value));
  };
  gauge("headwater_http_connections", "Connections being served by a thread.", connections.load());
  gauge("headwater_http_queue_length", "Connections that wait for a thread.", waiting.load());
  gauge("headwater_http_listeners", "Connections that listen to events.", listeners.load());
  impl_->add(families, "headwater_http_connections_refused_total",
             "Connections answered with 503, since too many waited already.", prometheus::MetricType::Counter,
             static_cast<double>(turned_away.load()));
  gauge("headwater_store_documents_held", "Documents whose bytes are in the store.", stats->documents_held);
  gauge("headwater_store_documents_referenced", "Documents that others only speak of.", stats->documents_referenced);
  gauge("headwater_store_claims", "Claims in the store.", stats->claims);
  gauge("headwater_store_agents", "Agents in the store.", stats->agents);
  gauge("headwater_store_edges", "Edges in the store.", stats->edges);
  gauge("headwater_store_judgements", "Judgements in the store.", stats->judgements);
  gauge("headwater_store_bytes", "Bytes of the store on disk.", stats->bytes_on_disk);
  gauge("headwater_store_version", "Counts up with every write.", store.version());
  return prometheus::TextSerializer{}.Serialize(families);
}

}  // namespace headwater::detail
