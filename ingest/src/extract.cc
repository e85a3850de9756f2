#include <utility>

#include "headwater/ingest/documents.h"
#include "headwater/ingest/ingest.h"
#include "json/json_documents.h"
#include "json/structured_reports.h"
#include "mail/message.h"
#include "pdf/references.h"
#include "reading/document_kind.h"
#include "text/url.h"

namespace headwater {
namespace {

Error named(Error error, const std::string& path) {
  if (!path.empty() && !error.message.starts_with(path + ":")) error.message = path + ": " + error.message;
  return error;
}

// A text, and what its reader knows that reading cannot.
struct ReadText {
  SourceText source;
  std::vector<detail::NoteMark> marks;
  std::vector<detail::NumberedNote> notes;
  std::optional<detail::Review> review;
};

Result<ReadText> read_pdf_with_notes(std::string_view bytes, const ReadLimits& limits) {
  Result<detail::PdfText> pdf = detail::read_pdf_text(bytes, limits);
  if (!pdf) return pdf.error();
  return ReadText{std::move(pdf->source), std::move(pdf->marks), std::move(pdf->notes), {}};
}

Result<ReadText> without_notes(Result<SourceText> source) {
  if (!source) return source.error();
  return ReadText{std::move(*source), {}, {}, {}};
}

Result<ReadText> read_review(std::string_view bytes) {
  Result<detail::Review> review = detail::read_claim_review(bytes);
  if (!review) return review.error();
  ReadText out{std::move(review->source), {}, {}, {}};
  out.review = std::move(*review);
  return out;
}

// What reads one document alone, and nothing for formats that hold others.
std::optional<Result<ReadText>> read_one(std::string_view bytes, Format format, const ExtractOptions& options) {
  switch (format) {
    case Format::kText:
      return without_notes(read_plain_text(bytes, options.charset, options.limits));
    case Format::kHtml:
      return without_notes(read_html(bytes, options.url, options.charset, options.limits));
    case Format::kJsonLines:
      return without_notes(detail::read_json_line(bytes, options.limits));
    case Format::kMail:
      return without_notes(read_mail(bytes, options.limits));
    case Format::kClaimReview:
      return read_review(bytes);
    case Format::kPdf:
      return read_pdf_with_notes(bytes, options.limits);
    default:
      return std::nullopt;
  }
}

Result<Extraction> read(ReadText text, std::string_view bytes, Format format, const ExtractOptions& options) {
  SourceText& source = text.source;
  Document document;
  document.format = format;
  document.path = options.path;
  document.url = detail::canonical_url(options.url);
  // The page knows its canonical address better than whoever fetched it; one on another host is a copy's credit.
  const auto bare = [](std::string host) { return host.starts_with("www.") ? host.substr(4) : host; };
  if (document.url.empty() ||
      (!source.url.empty() && bare(detail::host_of(source.url)) == bare(detail::host_of(document.url)))) {
    if (!source.url.empty()) document.url = source.url;
  } else if (!source.url.empty() && detail::registrable_domain(detail::host_of(source.url)) !=
                                        detail::registrable_domain(detail::host_of(document.url))) {
    document.copy_of = source.url;
  }
  document.publisher = options.publisher;
  document.published = options.published;
  document.retrieved = options.retrieved;
  document.sha256 = sha256_hex(bytes);
  if (options.kind) {
    document.kind = *options.kind;
  } else if (format == Format::kMail && !detail::is_newsletter(bytes)) {
    document.kind = DocumentKind::kStatement;
  } else {
    document.kind = detail::kind_of_document(source);
  }
  if (format == Format::kMail && document.kind == DocumentKind::kStatement) document.medium = Medium::kEmail;
  Result<Extraction> out =
      options.reader == nullptr
          ? Result<Extraction>{read_attributions(std::move(source), std::move(document), options.spans)}
          : read_attributions(std::move(source), std::move(document), *options.reader);
  if (!out) return named(out.error(), options.path);
  detail::cite_references(text.marks, text.notes, *out);
  if (text.review) detail::add_review(*text.review, *out);
  return out;
}

// What `item` says, moved out of it.
Result<ReadText> read_item(Item& item) {
  if (item.error) return *item.error;
  if (item.source) return ReadText{std::move(*item.source), {}, {}, {}};
  const Format format = item.options.format.value_or(Format::kText);
  if (std::optional<Result<ReadText>> source = read_one(item.bytes, format, item.options)) {
    if (!*source) return named(source->error(), item.options.path);
    return std::move(*source);
  }
  return named({ErrorCode::kUnsupported, "a " + std::string{to_string(format)} + " is not read here"},
               item.options.path);
}

// The one document that a container holds besides attachments.
Result<Item> only_item(std::string_view bytes, const ExtractOptions& options) {
  Documents documents{std::make_unique<MemorySource>(std::string{bytes}), options};
  std::optional<Item> only = documents.next();
  if (!only.has_value()) {
    return Error{ErrorCode::kBadInput, named({ErrorCode::kBadInput, "holds no document"}, options.path).message};
  }
  while (std::optional<Item> more = documents.next()) {
    if (more->attached) continue;
    return named({ErrorCode::kUnsupported, "holds several documents, wanted one; read it with Documents"},
                 options.path);
  }
  return std::move(*only);
}

Result<Format> format_of(std::string_view bytes, const ExtractOptions& options) {
  if (options.format) return *options.format;
  const Result<Format> sniffed = sniff_format(bytes, options.path);
  if (!sniffed) return named(sniffed.error(), options.path);
  return *sniffed;
}

}  // namespace

Result<Extraction> extract(std::string_view bytes, const ExtractOptions& options) {
  const Result<Format> format = format_of(bytes, options);
  if (!format) return format.error();
  std::optional<Result<ReadText>> source = read_one(bytes, *format, options);
  if (!source) {
    Result<Item> only = only_item(bytes, options);
    if (!only) return only.error();
    return extract(std::move(*only));
  }
  if (!*source) return named(source->error(), options.path);
  return read(std::move(**source), bytes, *format, options);
}

Result<SourceText> read_source(std::string_view bytes, const ExtractOptions& options) {
  const Result<Format> format = format_of(bytes, options);
  if (!format) return format.error();
  std::optional<Result<ReadText>> source = read_one(bytes, *format, options);
  if (!source) {
    Result<Item> only = only_item(bytes, options);
    if (!only) return only.error();
    return read_source(std::move(*only));
  }
  if (!*source) return named(source->error(), options.path);
  return std::move((*source)->source);
}

Result<SourceText> read_source(Item item) {
  Result<ReadText> out = read_item(item);
  if (!out) return out.error();
  out->source.warnings.insert(out->source.warnings.begin(), item.warnings.begin(), item.warnings.end());
  return std::move(out->source);
}

Result<Extraction> extract(Item item) {
  Result<ReadText> text = read_item(item);
  if (!text) return text.error();
  text->source.warnings.insert(text->source.warnings.begin(), item.warnings.begin(), item.warnings.end());
  return read(std::move(*text), item.bytes, item.options.format.value_or(Format::kText), item.options);
}

}  // namespace headwater
