#include "params.h"

#include <charconv>
#include <system_error>
#include <utility>

namespace headwater::detail {

Result<DocumentId> document_id(std::string_view words) {
  const std::optional<NodeId> node = NodeId::parse(words);
  if (node.has_value() && node->document().has_value()) return *node->document();
  return wrong(joined({"\"", words, "\" is no document's id; d and 16 hexadecimal digits are wanted"}));
}

Result<ClaimId> claim_id(std::string_view words) {
  const std::optional<NodeId> node = NodeId::parse(words);
  if (node.has_value() && node->claim().has_value()) return *node->claim();
  return wrong(joined({"\"", words, "\" is no claim's id; c and 24 hexadecimal digits are wanted"}));
}

Result<AgentId> agent_id(std::string_view words) {
  const std::optional<NodeId> node = NodeId::parse(words);
  if (node.has_value() && node->agent().has_value()) return *node->agent();
  return wrong(joined({"\"", words, "\" is no agent's id; a and 16 hexadecimal digits are wanted"}));
}

Result<NodeId> node_id(std::string_view words) {
  const std::optional<NodeId> node = NodeId::parse(words);
  return node.has_value() ? Result<NodeId>{*node} : Result<NodeId>{wrong(joined({"\"", words, "\" is no id"}))};
}

Result<std::size_t> count_in(const Asked& asked, std::string_view name, std::size_t least, std::size_t most,
                             std::size_t otherwise) {
  const std::string* words = asked.target.param(name);
  if (words == nullptr) return otherwise;
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(words->data(), words->data() + words->size(), count);
  if (error == std::errc{} && end == words->data() + words->size() && count >= least && count <= most) return count;
  return wrong(joined({name, " must be a whole number from ", std::to_string(least), " to ", std::to_string(most)}));
}

Result<std::size_t> limit_in(const Asked& asked, std::size_t otherwise) {
  return count_in(asked, "limit", 1, kMaxPage, otherwise);
}

Result<void> read_date(const Asked& asked, std::string_view name, std::optional<Date>& to) {
  const std::string* words = asked.target.param(name);
  if (words == nullptr) return {};
  Result<Date> date = Date::parse(*words);
  if (!date.has_value()) return wrong(joined({name, ": ", date.error().message}));
  to = std::move(*date);
  return {};
}

Result<void> read_letter(const Asked& asked, std::string_view name, char first, char last, char& to) {
  const std::string* words = asked.target.param(name);
  if (words == nullptr) return {};
  if (words->size() != 1 || (*words)[0] < first || (*words)[0] > last)
    return wrong(joined({name, " must be one of ", std::string(1, first), " to ", std::string(1, last)}));
  to = (*words)[0];
  return {};
}

Result<void> read_bool(const Asked& asked, std::string_view name, bool& to) {
  const std::string* words = asked.target.param(name);
  if (words == nullptr) return {};
  if (*words != "true" && *words != "false") return wrong(joined({name, " must be true or false"}));
  to = *words == "true";
  return {};
}

Result<void> read_moment(const Asked& asked, ViewOptions& to) {
  if (const Result<void> read = read_date(asked, "as_of", to.as_of); !read.has_value()) return read;
  return read_date(asked, "recorded_by", to.recorded_by);
}

Result<ViewOptions> moment_in(const Asked& asked) {
  ViewOptions out;
  const Result<void> read = read_moment(asked, out);
  return read.has_value() ? Result<ViewOptions>{std::move(out)} : Result<ViewOptions>{read.error()};
}

}  // namespace headwater::detail
