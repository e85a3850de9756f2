// Parameters of a request, read as what they stand for. kInvalidArgument says which one is wrong and what was wanted.
#ifndef HEADWATER_HTTP_SRC_PARAMS_H_
#define HEADWATER_HTTP_SRC_PARAMS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "handlers.h"
#include "headwater/query/view.h"
#include "headwater/schema/date.h"
#include "headwater/schema/id.h"

namespace headwater::detail {

inline constexpr std::size_t kMaxPage = 1000;

Result<DocumentId> document_id(std::string_view words);
Result<ClaimId> claim_id(std::string_view words);
Result<AgentId> agent_id(std::string_view words);
Result<NodeId> node_id(std::string_view words);

// A parameter that counts, from `least` to `most`.
Result<std::size_t> count_in(const Asked& asked, std::string_view name, std::size_t least, std::size_t most,
                             std::size_t otherwise);
Result<std::size_t> limit_in(const Asked& asked, std::size_t otherwise);

// These leave `to` as it is where there is no such parameter.
Result<void> read_date(const Asked& asked, std::string_view name, std::optional<Date>& to);
Result<void> read_letter(const Asked& asked, std::string_view name, char first, char last, char& to);
Result<void> read_bool(const Asked& asked, std::string_view name, bool& to);
template <class Value>
Result<void> read_word(const Asked& asked, std::string_view name, std::optional<Value> (*parse)(std::string_view),
                       std::optional<Value>& to) {
  const std::string* word = asked.target.param(name);
  if (word == nullptr) return {};
  to = parse(*word);
  return to ? Result<void>{} : Result<void>{wrong(joined({name, ": \"", *word, "\" is not one of its words"}))};
}

// `as_of` and `recorded_by`.
Result<void> read_moment(const Asked& asked, ViewOptions& to);
Result<ViewOptions> moment_in(const Asked& asked);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_PARAMS_H_
