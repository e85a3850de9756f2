// Search: claims, documents and agents by their words.
//
//   headwater::Result<headwater::Found> found = headwater::search(store, "safe dam", {.limit = 20});
//   found = headwater::search(store, "\"safe dam\" gate", {.limit = 20, .filter = {.outlet = "Quay Gazette"}});
//
// No word is required; a piece of a claim's own text always finds that claim, before all others, so long as the bounds
// below allow. Words in double quotes must stand next to each other, in that order, in the claim's text, the document's
// title or publisher, or the agent's name. Quotes, dashes, case and thousands separators are folded.
//
// Ranked by BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004, over
// BM25 of Robertson et al., TREC-3, 1994) over a claim's text, its speaker's names and its document's title, with words
// in the query's order weighing more. Of equal ones the first by id: the same store gives the same answer.
//
// A name written wrong is read as the nearest word of an agent's name, or else of a title, and `corrected` says so:
// only a word that is nowhere in the store, of four letters and more without a digit, outside quotes. Nearest by
// optimal string alignment (Damerau, "A technique for computer detection and correction of spelling errors", 1964): one
// slip, or of eight letters and more two, where the first letter is right.
//
// Bounded, whatever the words: at most max_postings entries of the store's lists are read, and of what they lead to the
// most promising are looked at. A list that is longer is read in part, as a fair sample, or asked only about what the
// others lead to. `truncated` says that something was left out, `next` where to go on. Reads only; any thread.
#ifndef HEADWATER_QUERY_SEARCH_H_
#define HEADWATER_QUERY_SEARCH_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/view.h"
#include "headwater/schema/record.h"

namespace headwater {

// All that is given must hold. What a filter cannot be told of is left out: with any of them there are no agents, with
// `end` no documents.
struct SearchFilter {
  // Who said it: an agent's id, or a name (schema/fold.h, name_key). A name that is nobody's whole name is that of all
  // who have its words, up to 16; one written wrong is corrected. Of documents those in which the agent says something.
  std::string agent = {};
  // Of the document the claim stands in, or of the one in which the speaker put it out.
  std::optional<Medium> medium = {};
  // Where the claim's chain ends as its document alone tells it.
  std::optional<EndClass> end = {};
  // When the document was published, both days included; a vague date counts as its last day, none never passes.
  std::optional<Date> since = {};
  std::optional<Date> until = {};
  // Publisher of the document, the whole name (name_key).
  std::string outlet = {};

  bool operator==(const SearchFilter&) const = default;
};

struct SearchOptions {
  std::size_t limit = 20;  // of each kind; at most 10,000
  std::string after = {};  // Found::next of the page before; "" for the first
  SearchFilter filter = {};
  // as_of and recorded_by: what had come out by then, and documents and agents that were spoken of; the others leave
  // out chains, and there are none here. What is truncated, corrected and how words weigh is of the store as it stands.
  ViewOptions view = {};
  std::size_t max_postings = 8'000;  // of claims' words; at least 1,000
};

struct FoundClaim {
  Claim claim;
  Document document;
  double score = 0;
  ByteSpan snippet = {};  // the part of the claim's text to show: all of it, or 240 bytes with most of the hits
  Spans hits = {};        // words of the query, as places in the claim's text
};

struct Correction {
  std::string word;     // folded, as it was given
  std::string read_as;  // the word that was looked for

  bool operator==(const Correction&) const = default;
};

struct Found {
  std::vector<FoundClaim> claims;
  std::vector<Document> documents;
  std::vector<Agent> agents;
  bool truncated = false;  // there is more, or may be
  std::vector<Correction> corrected = {};
  // For SearchOptions::after, with the same words, filter and limit; "" where nothing is left. A page may be short,
  // even empty, where a filter lets little pass.
  std::string next = {};
};

// Nothing found is an empty answer. kInvalidArgument for words without a letter or digit, over 10,000 bytes of them, an
// `after` that is none, a filter that names nothing by an id.
Result<Found> search(const Store& store, std::string_view words, const SearchOptions& options);

}  // namespace headwater

#endif  // HEADWATER_QUERY_SEARCH_H_
