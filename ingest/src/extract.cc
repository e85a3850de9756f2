#include "headwater/ingest/ingest.h"
#include "reading/document_kind.h"
#include "text/url.h"

namespace headwater {
namespace {

Error named(Error error, const std::string& path) {
  if (!path.empty() && !error.message.starts_with(path + ":")) error.message = path + ": " + error.message;
  return error;
}

}  // namespace

Result<Extraction> extract(std::string_view bytes, const ExtractOptions& options) {
  Format format = Format::kText;
  if (options.format) {
    format = *options.format;
  } else {
    Result<Format> sniffed = sniff_format(bytes, options.path);
    if (!sniffed) return named(sniffed.error(), options.path);
    format = *sniffed;
  }
  Result<SourceText> source = format == Format::kHtml ? read_html(bytes, options.url, options.charset, options.limits)
                                                      : read_plain_text(bytes, options.charset, options.limits);
  if (!source) return named(source.error(), options.path);
  Document document;
  document.format = format;
  document.path = options.path;
  document.url = detail::canonical_url(options.url);
  // The page knows its canonical address better than whoever fetched it; one on another host is a copy's credit.
  const auto bare = [](std::string host) { return host.starts_with("www.") ? host.substr(4) : host; };
  if (document.url.empty() ||
      (!source->url.empty() && bare(detail::host_of(source->url)) == bare(detail::host_of(document.url)))) {
    if (!source->url.empty()) document.url = source->url;
  }
  document.publisher = options.publisher;
  document.published = options.published;
  document.sha256 = sha256_hex(bytes);
  document.kind = options.kind ? *options.kind : detail::kind_of_document(*source);
  return read_attributions(std::move(*source), std::move(document), options.spans);
}

}  // namespace headwater
