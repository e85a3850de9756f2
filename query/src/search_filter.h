// What a search is narrowed to, found out from the store once for a query.
#ifndef HEADWATER_QUERY_SRC_SEARCH_FILTER_H_
#define HEADWATER_QUERY_SRC_SEARCH_FILTER_H_

#include <optional>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/search.h"

namespace headwater::detail {

class Filter {
 public:
  // Says in `corrected` how a name was read. kInvalidArgument for an agent's id that is none.
  static Result<Filter> of(const Store& store, const SearchFilter& asked, std::vector<Correction>& corrected);

  [[nodiscard]] bool is_set() const { return is_set_; }
  [[nodiscard]] bool needs_documents() const { return asked_.medium || asked_.since || asked_.until || is_outlet_; }
  [[nodiscard]] const SearchFilter& asked() const { return asked_; }
  // Nothing else can pass; rising. Null where there are too many to say.
  [[nodiscard]] const std::vector<DocumentId>* within() const { return within_ ? &*within_ : nullptr; }

  // By the claim's record alone.
  [[nodiscard]] bool passes(const Claim& claim) const;
  // By all but the medium; and by that.
  [[nodiscard]] bool passes(const Document& document) const;
  [[nodiscard]] bool passes_by_medium(const Document& document) const;
  // Whether there is no agent to ask for, or one of them says something there.
  [[nodiscard]] Result<bool> is_said_in(const Store& store, DocumentId document) const;

 private:
  Result<void> find_agents(const Store& store, std::vector<Correction>& corrected);
  Result<void> find_documents(const Store& store);

  SearchFilter asked_;
  bool is_set_ = false;
  bool is_outlet_ = false;
  std::string outlet_;           // its name_key
  std::vector<AgentId> agents_;  // rising
  std::optional<std::vector<DocumentId>> within_;
  std::optional<std::int64_t> since_;  // seconds since 1970-01-01T00:00:00Z
  std::optional<std::int64_t> until_;
};

// Agents that have all words of a name: those whose whole name it is, or else at most `limit` others; rising. Words
// that no name has are read as near ones.
Result<std::vector<AgentId>> agents_named(const Store& store, std::string_view name, std::size_t limit,
                                          std::vector<Correction>& corrected);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_SEARCH_FILTER_H_
