// Chains in words, for every form that a person reads.
#ifndef HEADWATER_QUERY_SRC_CHAIN_WORDS_H_
#define HEADWATER_QUERY_SRC_CHAIN_WORDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/query/trace.h"

namespace headwater::detail {

// Makes text from outside safe for the form it goes into.
using Escape = std::string (*)(std::string_view);

inline constexpr std::size_t kQuoteBytes = 400;  // of words that show a step

// Between quotation marks, unless it brings its own.
std::string in_quotes(const std::string& text);
// "the Ministry of Works", "the Harbour Office", but "Acme" and "Marta Kovic".
std::string named(std::string_view name, Escape escape);
// What a chain ends at, as it stands after "rests on".
std::string end_phrase(const ChainEnd& end, Escape escape);
// The last line of a chain: "ends at a fax of the Ministry of Works: primary, not held".
std::string end_line(const ChainEnd& end, Escape escape);
// "came through Associated Press": what the step's edge says of its first node. A document without a title goes by its
// issuer's name, as the end of its chain does.
std::string step_words(const Chain& chain, const TraceStep& step, Escape escape);
// What a person need not be told: that the claim stands where it was found, or that a document which goes by its
// issuer's name was issued by it.
bool goes_without_saying(const Trace& trace, const TraceStep& step);
// The names of nodes, each once: a document may go by its issuer's name.
std::vector<std::string> names_once(const std::vector<NodeName>& nodes);
// Who put it out, its title, its date: what there is of them.
std::string document_line(const Document& document, Escape escape);
// What a trace comes to.
std::string sentence(const Trace& trace, Escape escape);
// "80 %"
std::string percent(double confidence);
// With its first letter large, if that is one of ASCII.
std::string capitalised(std::string text);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_CHAIN_WORDS_H_
