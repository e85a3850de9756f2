#include "headwater/query/verify.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include "headwater/query/trace.h"

namespace headwater {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostFaults = 100;

using Nodes = std::vector<NodeId>;

struct StepRead {
  NodeId from, to, document;
  std::string relation, quote;
  Spans spans;
};

struct ChainRead {
  std::vector<StepRead> steps;
  std::string end;
  NodeId end_node;
  bool held = false;
  NodeId not_found_in;  // null where the passage was found, or not looked for
  Nodes through;

  [[nodiscard]] bool supports() const { return end != "circular"; }
};

class Checker {
 public:
  Checker(const Json& answer, const Store* store) : answer_{answer}, store_{store} {}

  Result<Verification> run() {
    out_.kind = kind();
    if (out_.kind.empty())
      return Error{ErrorCode::kBadInput,
                   "answer: wanted a trace, or an answer about independence, cut, bottlenecks, impact, circular, "
                   "drift, gaps, timeline or paths"};
    if (out_.kind == "impact") {
      impact();
    } else if (out_.kind == "circular") {
      circular();
    } else if (out_.kind == "drift") {
      drift();
    } else if (out_.kind == "timeline") {
      timeline();
    } else if (out_.kind == "paths") {
      paths();
    } else {
      of_chains();
    }
    if (failed_) return *failed_;
    if (!shape_.empty()) return Error{ErrorCode::kBadInput, "answer: " + shape_};
    return std::move(out_);
  }

 private:
  std::string kind() const {
    if (!answer_.is_object()) return "";
    const auto has = [&](const char* key) { return answer_.contains(key); };
    if (has("paths")) return "paths";
    if (has("falls") && has("weakened")) return "impact";
    if (has("loops")) return "circular";
    if (has("steps")) return "drift";
    if (has("gaps") && !has("bottlenecks")) return "gaps";
    if (has("days")) return "timeline";
    if (has("disjoint_chains")) return has("independent_sources") ? "independence" : "cut";
    if (has("bottlenecks")) return has("independent_sources") ? "trace" : "bottlenecks";
    return "";
  }

  void wants(bool holds, const std::string& fault) {
    ++out_.checked;
    if (holds) return;
    if (++out_.fault_count <= kMostFaults) out_.faults.push_back(fault);
  }

  template <class T>
  T kept(Result<T> result) {
    if (result) return std::move(*result);
    if (!failed_) failed_ = result.error();
    return T{};
  }

  // Reading, which never fails: what has another shape is told once, in the end.
  const Json& at(const Json& object, const char* key) {
    static const Json kNothing;
    const auto it = object.is_object() ? object.find(key) : object.end();
    if (object.is_object() && it != object.end()) return *it;
    if (shape_.empty()) shape_ = "\"" + std::string{key} + "\" is missing";
    return kNothing;
  }
  std::string text(const Json& object, const char* key) {
    const Json& value = at(object, key);
    if (value.is_string()) return value.get<std::string>();
    if (shape_.empty()) shape_ = "\"" + std::string{key} + "\" is no text";
    return {};
  }
  NodeId id(const Json& value) {
    if (value.is_null()) return {};
    const std::optional<NodeId> node =
        value.is_string() ? NodeId::parse(value.get_ref<const std::string&>()) : std::nullopt;
    if (!node && shape_.empty())
      shape_ = "an id was wanted: " + value.dump(-1, ' ', true, Json::error_handler_t::replace).substr(0, 60);
    return node.value_or(NodeId{});
  }
  std::size_t count(const Json& object, const char* key) {
    const Json& value = at(object, key);
    if (value.is_number_unsigned()) return value.get<std::size_t>();
    if (shape_.empty()) shape_ = "\"" + std::string{key} + "\" is no count";
    return 0;
  }
  const Json& list(const Json& object, const char* key) {
    static const Json kEmpty = Json::array();
    const Json& value = at(object, key);
    if (value.is_array()) return value;
    if (shape_.empty()) shape_ = "\"" + std::string{key} + "\" is no list";
    return kEmpty;
  }
  Nodes nodes(const Json& value) {
    Nodes out;
    if (!value.is_array()) {
      if (shape_.empty()) shape_ = "a list of ids was wanted";
      return out;
    }
    for (const Json& one : value) out.push_back(id(one));
    return out;
  }
  std::vector<Nodes> node_lists(const Json& object, const char* key) {
    std::vector<Nodes> out;
    for (const Json& one : list(object, key)) out.push_back(nodes(one));
    return out;
  }
  Nodes named(const Json& object, const char* key) {
    Nodes out;
    for (const Json& one : list(object, key)) out.push_back(id(at(one, "node")));
    return out;
  }
  std::optional<ClaimId> claim_of(const Json& object, const char* key) {
    const std::optional<ClaimId> claim = id(at(at(object, key), "id")).claim();
    if (!claim && shape_.empty()) shape_ = "\"" + std::string{key} + "\" is no claim";
    return claim;
  }

  std::vector<StepRead> steps(const Json& chain) {
    std::vector<StepRead> out;
    for (const Json& step : list(chain, "steps")) {
      const Json& evidence = at(step, "evidence");
      StepRead one{id(at(step, "from")),   id(at(step, "to")),      id(at(evidence, "document")),
                   text(step, "relation"), text(evidence, "quote"), {}};
      for (const Json& span : list(evidence, "spans")) {
        if (span.is_array() && span.size() == 2 && span[0].is_number_unsigned() && span[1].is_number_unsigned()) {
          one.spans.push_back({span[0].get<std::uint32_t>(), span[1].get<std::uint32_t>()});
        } else if (shape_.empty()) {
          shape_ = "a place is two numbers";
        }
      }
      out.push_back(std::move(one));
    }
    return out;
  }

  std::vector<ChainRead> chains() {
    std::vector<ChainRead> out;
    for (const Json& chain : list(answer_, "chains")) {
      ChainRead read;
      read.steps = steps(chain);
      const Json& end = at(chain, "end");
      read.end = text(end, "class");
      read.end_node = id(at(end, "node"));
      read.held = at(end, "held") == Json(true);
      if (const auto missing = end.find("not_found_in"); missing != end.end()) read.not_found_in = id(*missing);
      read.through = nodes(at(chain, "through"));
      out.push_back(std::move(read));
    }
    return out;
  }

  // Each a way from one to the other, no node and no path twice, the shortest first. With a store: of its edges, and
  // none is shorter than the first.
  void paths() {
    const NodeId from = id(at(at(answer_, "from"), "node"));
    const NodeId to = id(at(at(answer_, "to"), "node"));
    std::set<Nodes> known;
    std::size_t least = 0;
    std::size_t shortest = 0;
    for (const Json& path : list(answer_, "paths")) {
      const std::vector<StepRead> all = steps(path);
      if (!shape_.empty()) return;
      const std::string name = "path " + std::to_string(known.size() + 1);
      Nodes way{from};
      for (const StepRead& step : all) {
        wants(step.from == way.back(), name + ": a step starts where the one before does not end");
        way.push_back(step.to);
        if (store_ != nullptr) look_up(step, {}, name);
      }
      wants(way.back() == to && !all.empty(), name + ": does not lead from one node to the other");
      wants(std::set<NodeId>(way.begin(), way.end()).size() == way.size(), name + ": passes a node twice");
      wants(all.size() >= least, name + ": is shorter than one before it");
      wants(known.insert(way).second, name + ": stands twice");
      least = all.size();
      if (shortest == 0) shortest = all.size();
    }
    if (store_ == nullptr || !shape_.empty() || (known.empty() && at(answer_, "truncated") == Json(true))) return;
    wants(!is_nearer(from, to, shortest), "there is a shorter path than the first");
  }

  // Whether fewer than `steps` edges lead from one to the other; for 0, any number. As far as it is looked at.
  bool is_nearer(const NodeId& from, const NodeId& to, std::size_t steps) {
    constexpr std::size_t kMostNodes = 20'000;
    std::set<NodeId> met{from};
    Nodes layer{from};
    for (std::size_t length = 1; !layer.empty() && (steps == 0 || length < steps) && met.size() < kMostNodes;
         ++length) {
      Nodes next;
      for (const NodeId& node : layer) {
        for (const Edge& edge : kept(store_->upstream(node))) {
          if (edge.relation == Relation::kDisputes || !met.insert(edge.to).second) continue;
          if (edge.to == to) return true;
          next.push_back(edge.to);
        }
      }
      layer = std::move(next);
    }
    return false;
  }

  // Trace, independence, cut, bottlenecks, gaps.
  void of_chains() {
    const std::optional<ClaimId> claim = claim_of(answer_, "claim");
    const std::vector<ChainRead> all = chains();
    if (!claim || !shape_.empty()) return;
    for (std::size_t i = 0; i < all.size(); ++i) follow(*claim, all[i], "chain " + std::to_string(i + 1));
    std::vector<Nodes> supports;
    for (const ChainRead& chain : all) {
      if (chain.supports()) supports.push_back(chain.through);
    }
    if (out_.kind == "independence" || out_.kind == "cut") {
      menger(supports, node_lists(answer_, "disjoint_chains"), named(answer_, "cut"));
      if (out_.kind == "independence") counts(answer_);
    }
    if (out_.kind == "gaps") gaps(all);
    if (out_.kind == "trace" || out_.kind == "bottlenecks") on_every_chain(*claim, all);
    if (store_ != nullptr) traced_again(*claim, all);
  }

  void follow(ClaimId asked, const ChainRead& chain, const std::string& name) {
    std::set<NodeId> told{document_of(asked)};
    NodeId at = asked;
    std::set<NodeId> claims{asked};
    for (const StepRead& step : chain.steps) {
      wants(step.from == at || claims.count(step.from) > 0,
            name + ": a step starts at " + to_string(step.from) + ", where the chain has not come");
      for (const NodeId& node : {step.from, step.to}) {
        told.insert(node);
        if (const std::optional<ClaimId> claim = node.claim()) {
          claims.insert(node);
          told.insert(document_of(*claim));
        }
      }
      at = step.to;
      if (store_ != nullptr) look_up(step, claims, name);
    }
    for (const NodeId& node : chain.through) {
      if (told.count(node) > 0 || stands_for_one(node, told)) continue;
      wants(false, name + ": hangs on " + to_string(node) + ", which none of its steps passes");
    }
    if (store_ != nullptr && chain.held && chain.end_node.document()) {
      const std::optional<Document> document = kept(store_->document(*chain.end_node.document()));
      wants(document && (document->held || stands_for_held(chain.end_node)),
            name + ": its end is said to be held, and is not");
    }
  }

  // By an edge, or by what people judged.
  bool is_same(const NodeId& a, const NodeId& b) {
    if (store_ == nullptr) return false;
    for (const Edge& edge : kept(store_->upstream(a, Relation::kSameAs))) {
      if (edge.to == b) return true;
    }
    for (const Judgement& one : standing(kept(store_->judgements(a)))) {
      if (one.kind == JudgementKind::kSameAs && (one.about == b || one.other == b)) return true;
    }
    return false;
  }
  // Without a store it has to be believed.
  bool stands_for_one(const NodeId& node, const std::set<NodeId>& told) {
    if (store_ == nullptr) return true;
    return std::any_of(told.begin(), told.end(),
                       [&](const NodeId& other) { return is_same(other, node) || is_same(node, other); });
  }
  bool stands_for_held(const NodeId& name) {
    for (const Edge& edge : kept(store_->upstream(name, Relation::kSameAs))) {
      const std::optional<Document> document =
          edge.to.document() ? kept(store_->document(*edge.to.document())) : std::nullopt;
      if (document && document->held) return true;
    }
    return false;
  }

  void look_up(const StepRead& step, const std::set<NodeId>& claims, const std::string& name) {
    const std::optional<Relation> relation = parse_relation(step.relation);
    wants(relation.has_value(), name + ": there is no relation \"" + step.relation + "\"");
    if (!relation) return;
    // What leads on from a hop, or from a document to who put it out, is told by the claim's own edges.
    bool found = false;
    const auto look = [&](const NodeId& from, Relation by) {
      for (const Edge& edge : kept(store_->upstream(from, by))) {
        found = found ||
                (edge.to == step.to && (step.document.is_null() || (NodeId{edge.evidence.document} == step.document &&
                                                                    edge.evidence.spans == step.spans)));
      }
    };
    look(step.from, *relation);
    for (auto claim = claims.begin(); claim != claims.end() && !found; ++claim) {
      look(*claim, *relation);
      if (*relation == Relation::kIssuedBy) look(*claim, Relation::kSaidBy);
      if (*relation == Relation::kCites) look(document_of(*claim->claim()), *relation);
    }
    // A cited document may stand under the name it was cited by.
    if (!found && *relation == Relation::kCites) {
      for (const Edge& edge : kept(store_->upstream(step.from, *relation))) found = found || is_same(edge.to, step.to);
    }
    wants(found || is_stated_by_document(step, *relation), name + ": no edge " + to_string(step.from) + " " +
                                                               step.relation + " " + to_string(step.to) +
                                                               " with this evidence");
    if (const std::optional<DocumentId> document = step.document.document()) {
      Evidence evidence;
      evidence.document = *document;
      evidence.spans = step.spans;
      wants(kept(store_->quote(evidence)) == step.quote,
            name + ": " + to_string(step.document) + " has other words at the place of a quote");
    }
  }

  // That a document was issued by somebody stands in its record too.
  bool is_stated_by_document(const StepRead& step, Relation relation) {
    if (!step.document.is_null()) return false;
    if (relation == Relation::kReportedBy || relation == Relation::kCites) return true;  // told without a place
    if (relation != Relation::kIssuedBy || !step.from.document()) return false;
    return kept(store_->document(*step.from.document())).has_value();
  }

  void counts(const Json& answer) {
    wants(count(answer, "independent_sources") == list(answer, "disjoint_chains").size(),
          "the number of independent sources is not that of the disjoint chains");
  }

  void menger(const std::vector<Nodes>& supports, const std::vector<Nodes>& disjoint, const Nodes& cut) {
    if (!shape_.empty()) return;
    std::set<NodeId> used;
    std::set<std::pair<NodeId, NodeId>>
        arcs;  // of all chains; from nothing to a first node, from a last one to nothing
    for (const Nodes& support : supports) {
      NodeId before;
      for (const NodeId& node : support) {
        arcs.insert({before, node});
        before = node;
      }
      arcs.insert({before, NodeId{}});
    }
    for (const Nodes& way : disjoint) {
      NodeId before;
      for (const NodeId& node : way) {
        wants(used.insert(node).second, "two disjoint chains share " + to_string(node));
        wants(arcs.count({before, node}) > 0,
              "a disjoint chain goes from " + to_string(before) + " to " + to_string(node) + ", as no chain does");
        before = node;
      }
      wants(!way.empty() && arcs.count({before, NodeId{}}) > 0, "a disjoint chain ends where no chain does");
    }
    wants(cut.size() == disjoint.size(), "the cut has another number of nodes than there are disjoint chains");
    const std::set<NodeId> cutting(cut.begin(), cut.end());
    for (const Nodes& support : supports) {
      const bool is_cut =
          std::any_of(support.begin(), support.end(), [&](const NodeId& node) { return cutting.count(node) > 0; });
      wants(is_cut, "a chain has no node of the cut");
    }
  }

  // A bottleneck is a node of every chain that leads to a source; so every node of the first that is in all is one.
  void on_every_chain(ClaimId asked, const std::vector<ChainRead>& all) {
    const Nodes told = named(answer_, "bottlenecks");
    if (!shape_.empty()) return;
    std::map<NodeId, std::size_t> passed;
    std::size_t supporting = 0;
    for (const ChainRead& chain : all) {
      if (!chain.supports()) continue;
      ++supporting;
      std::set<NodeId> nodes(chain.through.begin(), chain.through.end());
      if (!chain.end_node.is_null()) nodes.insert(chain.end_node);
      for (const NodeId& node : nodes) ++passed[node];
    }
    for (const NodeId& node : told) {
      wants(passed[node] == supporting, to_string(node) + " is said to be on every chain, and is not");
    }
    const std::set<NodeId> listed(told.begin(), told.end());
    for (const ChainRead& chain : all) {
      for (const NodeId& node : chain.through) {
        if (!chain.supports() || node == NodeId{document_of(asked)} || passed[node] != supporting) continue;
        // People without a name count as the document that quotes them, which is no bottleneck by that alone.
        if (chain.end == "anonymous" && node == chain.through.back()) continue;
        wants(listed.count(node) > 0, to_string(node) + " is on every chain, and is not told");
      }
    }
    if (out_.kind == "trace" && count(answer_, "independent_sources") > 1)
      wants(told.empty(), "there are bottlenecks, and yet independent sources");
  }

  // The part of the store it was made from.
  TraceOptions options_of_answer() {
    TraceOptions out;
    const auto view = answer_.find("view");
    if (view == answer_.end() || view->is_null()) return out;
    for (const auto& [key, date] :
         {std::pair{"as_of", &out.view.as_of}, std::pair{"recorded_by", &out.view.recorded_by}}) {
      if (at(*view, key).is_null()) continue;
      const Result<Date> read = Date::parse(text(*view, key));
      if (read) {
        *date = *read;
      } else if (shape_.empty()) {
        shape_ = read.error().message;
      }
    }
    out.view.without = nodes(at(*view, "without"));
    out.view.without_retracted = at(*view, "without_retracted") == Json(true);
    for (const auto& [key, bound] :
         {std::pair{"reliability", &out.view.reliability}, std::pair{"credibility", &out.view.credibility}}) {
      if (at(*view, key).is_null()) continue;
      const std::string letter = text(*view, key);
      if (!letter.empty()) *bound = letter[0];
    }
    return out;
  }

  // Tracing again finds no chain but these.
  void traced_again(ClaimId claim, const std::vector<ChainRead>& all) {
    const TraceOptions options = options_of_answer();
    if (!shape_.empty()) return;
    const Result<Trace> again = trace(*store_, claim, options);
    if (!again) return wants(false, again.error().message);
    if (again->truncated) return;
    std::multiset<std::vector<NodeId>> told, found;
    for (const ChainRead& chain : all) told.insert(chain.through);
    for (const Chain& chain : again->chains) found.insert(chain.through);
    wants(told == found, "the store has other chains now than the answer (" + std::to_string(found.size()) + ", told " +
                             std::to_string(told.size()) + ")");
  }

  void impact() {
    const Nodes gone_list = nodes(at(answer_, "gone"));
    const std::set<NodeId> gone(gone_list.begin(), gone_list.end());
    if (!shape_.empty()) return;
    wants(gone.count(id(at(at(answer_, "withdrawn"), "node"))) > 0, "what is withdrawn is not among what is gone");
    const auto is_gone = [&](const Nodes& support) {
      return std::any_of(support.begin(), support.end(), [&](const NodeId& node) { return gone.count(node) > 0; });
    };
    for (const Json& one : list(answer_, "falls")) {
      const std::optional<ClaimId> claim = claim_of(one, "claim");
      const std::vector<Nodes> supports = node_lists(one, "supports");
      if (!claim || !shape_.empty()) return;
      wants(!supports.empty(), to_string(*claim) + " falls, and had no support");
      for (const Nodes& support : supports)
        wants(is_gone(support), to_string(*claim) + " falls, and has a chain that stands");
      if (store_ != nullptr) supported_again(*claim, supports);
    }
    for (const Json& one : list(answer_, "weakened")) {
      const std::optional<ClaimId> claim = claim_of(one, "claim");
      const std::vector<Nodes> supports = node_lists(one, "supports");
      const std::size_t from = count(one, "from"), to = count(one, "to");
      if (!claim || !shape_.empty()) return;
      wants(to > 0 && to < from, to_string(*claim) + " is weakened, and does not have fewer sources");
      const auto standing_count =
          std::count_if(supports.begin(), supports.end(), [&](const Nodes& support) { return !is_gone(support); });
      wants(standing_count > 0, to_string(*claim) + " is weakened, and nothing of it stands");
      wants(static_cast<std::size_t>(standing_count) < supports.size(),
            to_string(*claim) + " is weakened, and lost no chain");
      wants(from <= supports.size() && to <= static_cast<std::size_t>(standing_count),
            to_string(*claim) + " has more independent sources than chains");
      if (store_ != nullptr) supported_again(*claim, supports);
    }
  }

  void supported_again(ClaimId claim, const std::vector<Nodes>& supports) {
    const TraceOptions options = options_of_answer();
    if (!shape_.empty()) return;
    const Result<Trace> again = trace(*store_, claim, options);
    if (!again) return wants(false, again.error().message);
    std::multiset<Nodes> told(supports.begin(), supports.end()), found;
    for (const Chain& chain : again->chains) {
      if (chain.end.end != EndClass::kCircular) found.insert(chain.through);
    }
    wants(told == found, to_string(claim) + " has other chains in the store than the answer says");
  }

  void circular() {
    for (const Json& loop : list(answer_, "loops")) {
      Nodes documents;
      for (const Json& document : list(loop, "documents")) documents.push_back(id(at(document, "id")));
      if (!shape_.empty()) return;
      wants(documents.size() > 1, "a loop of fewer than two documents");
      wants(std::set<NodeId>(documents.begin(), documents.end()).size() == documents.size(),
            "a loop has a document twice");
      for (std::size_t i = 0; i < documents.size() && store_ != nullptr; ++i) {
        const NodeId& next = documents[(i + 1) % documents.size()];
        bool cites = false;
        for (const Edge& edge : kept(store_->upstream(documents[i], Relation::kCites))) {
          cites = cites || edge.to == next || is_same(edge.to, next);
        }
        wants(cites, to_string(documents[i]) + " does not cite " + to_string(next));
      }
    }
  }

  void drift() {
    for (const Json& step : list(answer_, "steps")) {
      const std::optional<ClaimId> from = claim_of(step, "from"), to = claim_of(step, "to");
      if (!from || !to) return;
      const std::string before = text(at(step, "from"), "text"), after = text(at(step, "to"), "text");
      for (const Json& change : list(step, "changes")) {
        const std::string kind = text(change, "kind"), was = text(change, "before"), is = text(change, "after");
        wants(was != is, "a change that changes nothing");
        if (kind == "source") continue;  // who is said to have said it stands outside the claim's words
        wants(before.find(was) != std::string::npos, "\"" + was + "\" does not stand in the claim upstream");
        wants(after.find(is) != std::string::npos, "\"" + is + "\" does not stand in the claim downstream");
      }
      if (store_ == nullptr || !shape_.empty()) continue;
      bool repeats = false;
      for (const Edge& edge : kept(store_->upstream(NodeId{*to}, Relation::kRepeats)))
        repeats = repeats || edge.to == NodeId{*from};
      wants(repeats, to_string(*to) + " does not repeat " + to_string(*from));
      for (const auto& [claim, words] : {std::pair{*from, before}, std::pair{*to, after}}) {
        const std::optional<Claim> record = kept(store_->claim(claim));
        wants(record && record->text == words, to_string(claim) + " has other words in the store");
      }
    }
  }

  // What may be said of a chain that ends so; nothing where it ends at a source that is here or was heard.
  static std::set<std::string> kinds_for(const ChainRead& chain) {
    if (!chain.not_found_in.is_null()) return {"passage_missing", "behind_wall"};
    if (chain.end == "anonymous") return {"unnamed_source"};
    if (chain.end == "unattributed") return {"nothing_cited", "unnamed_report"};
    if (chain.end == "circular") return {"loop"};
    if ((chain.end == "primary" || chain.end == "referenced") && !chain.held) return {"not_held"};
    return {};
  }

  // Every chain that stops short has its gap, and every gap such a chain.
  void gaps(const std::vector<ChainRead>& all) {
    std::vector<std::pair<std::string, NodeId>> told;
    for (const Json& gap : list(answer_, "gaps"))
      told.emplace_back(text(gap, "kind"), id(at(at(gap, "missing"), "node")));
    if (!shape_.empty()) return;
    const auto shows = [](const std::pair<std::string, NodeId>& gap, const ChainRead& chain) {
      const NodeId& missing = chain.not_found_in.is_null() ? chain.end_node : chain.not_found_in;
      return gap.second == missing && kinds_for(chain).count(gap.first) > 0;
    };
    for (const auto& gap : told) {
      wants(std::any_of(all.begin(), all.end(), [&](const ChainRead& chain) { return shows(gap, chain); }),
            "no chain ends in the gap \"" + gap.first + "\" at " + to_string(gap.second));
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (kinds_for(all[i]).empty()) continue;
      wants(std::any_of(told.begin(), told.end(), [&](const auto& gap) { return shows(gap, all[i]); }),
            "chain " + std::to_string(i + 1) + " stops short, and no gap tells it");
    }
  }

  // Days in order, the first with two sources named as such; with a store, the chains of each day again.
  void timeline() {
    const Nodes claims = nodes(at(answer_, "claims"));
    const Json& days = list(answer_, "days");
    TraceOptions options = options_of_answer();
    std::optional<std::string> first_two, before;
    for (const Json& day : days) {
      const std::string date = text(day, "date");
      const std::vector<Nodes> disjoint = node_lists(day, "disjoint_chains");
      const Nodes cut = nodes(at(day, "cut"));
      const Result<Date> parsed = Date::parse(date);
      if (!parsed && shape_.empty()) shape_ = parsed.error().message;
      if (!shape_.empty()) return;
      wants(!before || *before < date, date + " does not come after " + before.value_or(""));
      before = date;
      counts(day);
      wants(cut.size() == disjoint.size(),
            date + ": the cut has another number of nodes than there are disjoint chains");
      if (disjoint.size() >= 2 && !first_two) first_two = date;
      if (store_ == nullptr) continue;
      for (const Json& document : list(day, "came_out")) came_out_on(id(at(document, "id")), *parsed);
      options.view.as_of = *parsed;
      menger(supports_of(claims, options), disjoint, cut);
    }
    const Json& since = at(answer_, "independent_since");
    wants(first_two ? since == Json(*first_two) : since.is_null(),
          "it is not " + first_two.value_or("null") + " since when there are two independent sources");
  }

  void came_out_on(const NodeId& node, const Date& day) {
    const std::optional<Document> document =
        node.document() ? kept(store_->document(*node.document())) : std::optional<Document>{};
    wants(document && document->published && document->published->days_since_epoch() == day.days_since_epoch(),
          to_string(node) + " did not come out on " + day.text());
  }

  // Of all these claims together; of those that were not there, none.
  std::vector<Nodes> supports_of(const Nodes& claims, const TraceOptions& options) {
    std::vector<Nodes> out;
    for (const NodeId& node : claims) {
      const std::optional<ClaimId> claim = node.claim();
      if (!claim) continue;
      const Result<Trace> traced = trace(*store_, *claim, options);
      if (!traced) {
        if (traced.error().code != ErrorCode::kNotFound && !failed_) failed_ = traced.error();
        continue;
      }
      for (const Chain& chain : traced->chains) {
        if (chain.end.end != EndClass::kCircular) out.push_back(chain.through);
      }
    }
    return out;
  }

  const Json& answer_;
  const Store* store_;
  Verification out_;
  std::optional<Error> failed_;
  std::string shape_;  // the first thing that is not as an answer is
};

}  // namespace

Result<Verification> verify(std::string_view answer, const Store* store) {
  if (answer.size() > kMaxAnswerBytes) return Error{ErrorCode::kTooLarge, "answer: wanted at most 256 MiB"};
  const Json json = Json::parse(answer, nullptr, false);
  if (json.is_discarded()) return Error{ErrorCode::kBadInput, "answer: wanted JSON, found something else"};
  return Checker{json, store}.run();
}

}  // namespace headwater
