// Questions about what a claim hangs on, each answered from its trace.
//
//   headwater::Result<headwater::Independence> i = headwater::independence(store, claim, {});
//   std::cout << i->independent_sources << " sources, " << i->outlets_repeating << " outlets\n";
//
// All read only, any number of threads, deterministic for a given store. kNotFound for a node that is not there,
// kInvalidArgument for one of the wrong kind. What a bound cut off is said in `truncated`.
#ifndef HEADWATER_QUERY_ANALYSE_H_
#define HEADWATER_QUERY_ANALYSE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/trace.h"

namespace headwater {

struct AnalyseOptions {
  TraceOptions trace;
  std::size_t max_claims = 5000;  // looked at for one answer
  std::size_t max_days = 366;     // of a timeline
  std::size_t max_traces = 5000;  // for a timeline: of each claim on each day
};

// How many sources share nothing upstream. `disjoint_chains` are as many chains without a node in common; `cut` is as
// many nodes of which every chain has one, which shows that there are no more (Menger).
struct Independence {
  Claim claim;
  Document document;
  std::size_t independent_sources = 0;
  std::vector<std::vector<NodeId>> disjoint_chains;
  std::vector<NodeName> cut;
  std::size_t outlets_repeating =
      0;                      // publishers of held documents that carry the claim, each once; not the source's own
  std::vector<Chain> chains;  // all there are: what `cut` has a node of
  ViewOptions view{};         // that it was made with; likewise below
  bool truncated = false;
};
Result<Independence> independence(const Store& store, ClaimId claim, const AnalyseOptions& options);

// What falls if a document or an agent is withdrawn: claims without any support left. What is weakened: claims with
// fewer independent sources than before, but one at least. Claims that stand in the withdrawn document are not listed.
struct Impact {
  struct Fallen {
    Claim claim;
    Document document;
    std::vector<std::vector<NodeId>> supports;  // Chain::through of each chain it had; all have a node of `gone`
  };
  struct Weakened {
    Claim claim;
    Document document;
    std::size_t from = 0;
    std::size_t to = 0;
    std::vector<std::vector<NodeId>> supports;  // likewise; some have a node of `gone`
  };
  NodeName withdrawn;
  std::vector<NodeId> gone;  // it, the held document that a name stands for, what an agent issued; in order
  std::vector<Fallen> falls;
  std::vector<Weakened> weakened;
  std::size_t claims_looked_at = 0;  // that might have been either
  ViewOptions view{};
  bool truncated = false;
};
Result<Impact> impact(const Store& store, const NodeId& withdrawn, const AnalyseOptions& options);

// Loops of documents that rest on each other, of which a document or a claim is part or on which it rests.
struct Loop {
  std::vector<Document> documents;                   // in the order of citing
  bool closed = false;                               // no way out of it to any source
  std::optional<Document> closing_from, closing_to;  // the citation that closed it: that of the latest document
  std::optional<Date> date;
};
struct Circular {
  std::vector<Loop> loops;
  ViewOptions view{};
  bool truncated = false;
};
Result<Circular> circular(const Store& store, const NodeId& node, const AnalyseOptions& options);

// What could not be traced: places where a chain of a claim stops without a source that can be read. A gap is never
// counted as a source by being one; whether what stands before it counts is the trace's to say.
enum class GapKind : std::uint8_t {
  kNotHeld,         // a document or a source is named, and is not here
  kPassageMissing,  // the document that should have the words is here, and they were not found in it
  kUnnamedReport,   // "it is reported that": nobody is named
  kUnnamedSource,   // people without a name
  kNothingCited,    // a document says it in its own voice, and cites nothing
  kLoop,            // it comes back to itself
  kBehindWall,      // the words were not found in the document that should have them, of which only a part is open
};
std::string_view to_string(GapKind kind);  // "not_held", "passage_missing", ...

struct Gap {
  GapKind kind = GapKind::kNotHeld;
  NodeName missing;   // what would have to be found, or what leads no further
  Claim claim;        // the last claim before it
  Document document;  // in which that claim stands
  Evidence evidence;  // the words that lead there, and
  std::string quote;  // what they are
};
struct Gaps {
  Claim claim;
  Document document;
  std::vector<Gap> gaps;      // in the order of the chains, each once
  std::vector<Chain> chains;  // all there are
  ViewOptions view{};
  bool truncated = false;
};
Result<Gaps> gaps(const Store& store, ClaimId claim, const AnalyseOptions& options);

// How what the claim rests on grew: for each day on which a document came out that carries the claim, wherever
// `repeats` joins it, or that one of its chains passes, what an editor could have known by the end of it.
struct Timeline {
  struct Day {
    Date date;                                         // never vaguer than a day
    std::vector<Document> came_out;                    // that day, of those that matter
    std::size_t outlets = 0;                           // that carry it by then, as Independence counts them
    std::size_t independent_sources = 0;               // of all places together where it stands
    std::vector<std::vector<NodeId>> disjoint_chains;  // as many, and
    std::vector<NodeId> cut;          // as many nodes, of which every chain of that day has one (Menger)
    std::vector<NodeName> cut_named;  // the same with their names
  };
  Claim claim;
  Document document;
  std::vector<ClaimId> claims;         // that are joined to it and do not deny it, it first
  std::vector<Day> days;               // in order
  std::optional<Date> first_appeared;  // the earliest day on which a document here carries it
  std::optional<Document> first_carried_by;
  std::optional<Date> independent_since;  // the first day with two independent sources or more
  std::size_t undated = 0;  // documents that carry it and do not say when they came out; in none of the days
  ViewOptions view{};
  bool truncated = false;
};
Result<Timeline> timeline(const Store& store, ClaimId claim, const AnalyseOptions& options);

}  // namespace headwater

#endif  // HEADWATER_QUERY_ANALYSE_H_
