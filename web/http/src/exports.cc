#include "exports.h"

#include <utility>

#include "headwater/query/interchange.h"

namespace headwater::detail {
namespace {

std::string format_names() {
  std::string out;
  for (const ExportFormat format : kExportFormats) {
    if (!out.empty()) out += format == kExportFormats.back() ? " or " : ", ";
    out += to_string(format);
  }
  return out;
}

}  // namespace

std::shared_ptr<const void> ExportTurns::take() const {
  if (out_->fetch_add(1) >= kMost) {
    out_->fetch_sub(1);
    return nullptr;
  }
  return {static_cast<const void*>(out_.get()), [out = out_](const void*) { out->fetch_sub(1); }};
}

Reply export_whole_store(const Context& context, const Asked& asked) {
  const std::string name = asked.param("format", "ndjson");
  const std::optional<ExportFormat> format = parse_export_format(name);
  if (!format) return failure(wrong(joined({"format must be ", format_names(), ", not \"", name, "\""})));
  ExportOptions options;
  options.marking = asked.param("marking", options.marking);
  if (const Result<void> checked = valid(options); !checked.has_value()) return failure(checked.error());
  const std::shared_ptr<const void> turn = context.exports.take();
  if (turn == nullptr)
    return reply_of({503, ErrorCode::kBusy, "other exports are being written; try again when they are done", {}});
  std::string type{media_type(*format)};
  if (type.starts_with("text/")) type += "; charset=utf-8";
  Reply reply{200, std::move(type), {}, {}, {}};
  reply.headers.emplace_back("Content-Disposition",
                             joined({"attachment; filename=\"headwater.", file_extension(*format), "\""}));
  reply.stream = [turn, &store = context.store, format = *format, options](const ReplySink& sink) {
    return export_store(store, format, options, sink).has_value();
  };
  return reply;
}

}  // namespace headwater::detail
