// The walk upstream. A depth-first search over claims; each claim either rests on claims of documents held here, or
// ends where its own document says it ends.
#include "headwater/query/trace.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "disjoint.h"
#include "headwater/schema/fold.h"
#include "node_name.h"
#include "view.h"

namespace headwater {
namespace {

class Tracer {
 public:
  Tracer(const Store& store, const TraceOptions& options) : view_{store, options.view}, options_{options} {}

  Result<Trace> run(ClaimId id) {
    const Result<const Claim*> claim = view_.claim(id);
    if (!claim) return claim.error();
    if (*claim == nullptr) return none_such(id);
    out_.claim = **claim;
    if (const Result<const Document*> own = view_.document(document_of(id)); !own) {
      return own.error();
    } else if (*own != nullptr) {
      out_.document = **own;
    }
    if (const Result<void> done = walk(id); !done) return done.error();
    if (const Result<void> done = leave_out(); !done) return done.error();
    order();
    summarise();
    if (const Result<void> done = quote(); !done) return done.error();
    if (failed_) return *failed_;
    out_.view = options_.view;
    return std::move(out_);
  }

 private:
  // What a claim rests on: claims of held documents, by leg. Every leg stands for itself.
  struct Frame {
    ClaimId claim;
    std::vector<Edge> legs;  // repeats edges, already only those to follow
    std::size_t next = 0;
    std::size_t steps_before = 0;  // in the chain, when this claim was come to
  };

  Error none_such(ClaimId id) {
    const std::optional<Claim> there = kept(view_.store().claim(id));
    if (failed_) return *failed_;
    const std::string named = "trace: there is no claim " + to_string(NodeId{id});
    return Error{ErrorCode::kNotFound, there ? named + " as of then: its document came later" : named};
  }

  // The value, or one that says nothing: the first error is kept, and is the answer in the end.
  template <class T>
  T kept(Result<T> result) {
    if (result) return std::move(*result);
    if (!failed_) failed_ = result.error();
    return T{};
  }

  // An explicit stack: how deep chains go is for the store's contents to say, not for the machine's.
  Result<void> walk(ClaimId start) {
    std::vector<Frame> stack;
    std::set<ClaimId> on_path;
    const auto enter = [&](ClaimId id, std::size_t steps_before) -> Result<void> {
      Result<std::vector<Edge>> legs = legs_of(id);
      if (!legs) return legs.error();
      const Result<bool> ends = legs->empty() ? Result<bool>{true} : speaks_beside(id, *legs);
      if (!ends) return ends.error();
      stack.push_back({id, std::move(*legs), 0, steps_before});
      on_path.insert(id);
      return *ends ? end_at(id, stack.back().legs) : rest_of(id, stack.back().legs);
    };
    if (const Result<void> done = enter(start, 0); !done) return done.error();
    while (!stack.empty() && !failed_) {
      Frame& frame = stack.back();
      if (frame.next >= frame.legs.size() || out_.truncated) {
        on_path.erase(frame.claim);
        steps_.resize(frame.steps_before);
        stack.pop_back();
        continue;
      }
      const Edge edge = frame.legs[frame.next++];
      if (++steps_taken_ > options_.max_steps || out_.chains.size() >= options_.max_chains) {
        out_.truncated = true;
        continue;
      }
      const ClaimId to = *edge.to.claim();
      const std::size_t steps_before = steps_.size();
      if (const Result<void> done = step_along(frame.claim, edge); !done) return done.error();
      if (on_path.count(to) > 0) {
        if (const Result<void> done = close_loop(stack, to); !done) return done.error();
        steps_.resize(steps_before);
        continue;
      }
      if (const Result<void> done = enter(to, steps_before); !done) return done.error();
    }
    return {};
  }

  static TraceStep step_of(const Edge& edge) {
    TraceStep step;
    step.from = edge.from;
    step.relation = edge.relation;
    step.to = edge.to;
    step.evidence = edge.evidence;
    return step;
  }

  // The steps from a claim to one it rests on. Hops whose documents are not gone through stand between a claim and its
  // origin all the same.
  Result<void> step_along(ClaimId id, const Edge& edge) {
    TraceStep last = step_of(edge);
    const Result<const Claim*> found = view_.claim(id);
    if (!found) return found.error();
    const Claim* c = *found;
    if (c != nullptr && c->origin && !c->via.empty() && held(*c->origin) == document_of(*edge.to.claim())) {
      const Result<std::vector<Edge>> hops = view_.upstream(NodeId{id}, Relation::kReportedBy);
      if (!hops) return hops.error();
      for (const AgentId via : c->via) {
        TraceStep hop;
        hop.from = last.from;
        hop.relation = Relation::kReportedBy;
        hop.to = via;
        const auto shown = std::find_if(hops->begin(), hops->end(), [&](const Edge& e) { return e.to == NodeId{via}; });
        if (shown != hops->end()) hop.evidence = shown->evidence;
        steps_.push_back(std::move(hop));
        last.from = via;
      }
    }
    steps_.push_back(std::move(last));
    return {};
  }

  // The claims to go on to. What a claim came through stands between it and its origin, so while a document it came
  // through is held and has the passage, the origin is reached by way of it alone.
  Result<std::vector<Edge>> legs_of(ClaimId id) {
    Result<std::vector<Edge>> repeats = view_.upstream(NodeId{id}, Relation::kRepeats);
    if (!repeats) return repeats.error();
    const Result<const Claim*> claim = view_.claim(id);
    if (!claim) return claim.error();
    if (*claim == nullptr || repeats->empty()) return std::vector<Edge>{};
    const std::optional<DocumentId> origin = (*claim)->origin ? held(*(*claim)->origin) : std::nullopt;
    std::vector<Edge> through, direct;
    for (Edge& edge : *repeats) {
      if (!edge.to.claim() || !rests_on(**claim, document_of(*edge.to.claim()))) continue;
      (came_through(**claim, document_of(*edge.to.claim()), origin) ? through : direct).push_back(std::move(edge));
    }
    // Beside what it came through, only sources of their own stand; the origin is reached by way of it.
    if (!through.empty()) {
      for (Edge& edge : direct) {
        const DocumentId in = document_of(*edge.to.claim());
        const bool is_origin = origin ? in == *origin : is_put_out_by_speaker(**claim, in);
        if (!is_origin) through.push_back(std::move(edge));
      }
    }
    // One leg a document: the best match.
    std::map<DocumentId, Edge> best;
    for (Edge& edge : through.empty() ? direct : through) {
      const DocumentId in = document_of(*edge.to.claim());
      const auto it = best.find(in);
      if (it == best.end()) {
        best.emplace(in, std::move(edge));
      } else if (edge.score > it->second.score) {
        it->second = std::move(edge);
      }
    }
    std::vector<Edge> out;
    for (auto& [document, edge] : best) out.push_back(std::move(edge));
    // Several hops named in order: only the nearest one that is held.
    if (out.size() > 1 && (*claim)->via.size() > 1) keep_nearest(**claim, out);
    return out;
  }

  // Likeness is no support: does the claim, or its document as a whole, cite this one, by itself or by a name that was
  // found to stand for it?
  bool rests_on(const Claim& claim, DocumentId id) {
    const DocumentId own = document_of(claim.id);
    auto cited = cited_.find(own);
    if (cited == cited_.end()) {
      cited = cited_.emplace(own, std::unordered_set<DocumentId>{}).first;
      for (const Edge& edge : kept(view_.upstream(NodeId{own}, Relation::kCites))) {
        if (const std::optional<DocumentId> to = edge.to.document()) cited->second.insert(*to);
      }
    }
    const auto is_cited = [&](DocumentId name) {
      return name == claim.origin || cited->second.count(name) > 0 ||
             std::find(claim.cites.begin(), claim.cites.end(), name) != claim.cites.end();
    };
    if (is_cited(id)) return true;
    const std::vector<Edge> names = kept(view_.downstream(NodeId{id}, Relation::kSameAs));
    return std::any_of(names.begin(), names.end(),
                       [&](const Edge& e) { return e.from.document() && is_cited(*e.from.document()); });
  }

  // A document that the claim cites and that its speaker put out is where it springs from, though nothing says that it
  // was said there.
  bool is_put_out_by_speaker(const Claim& claim, DocumentId id) {
    const Document* d = kept(view_.document(id));
    const std::optional<Agent> speaker = claim.speaker ? kept(view_.agent(*claim.speaker)) : std::nullopt;
    if (d == nullptr || d->publisher.empty() || !speaker) return false;
    return std::any_of(speaker->names.begin(), speaker->names.end(),
                       [&](const std::string& name) { return name_key(name) == name_key(d->publisher); });
  }

  // Is this a document the words came by, rather than one they were put out in? An outlet's own story, or a hop's.
  bool came_through(const Claim& claim, DocumentId id, const std::optional<DocumentId>& origin) {
    if (origin && id == *origin) return false;
    const Document* d = kept(view_.document(id));
    return d != nullptr && (d->kind == DocumentKind::kArticle || is_hop(claim, id));
  }

  void keep_nearest(const Claim& claim, std::vector<Edge>& legs) {
    for (const AgentId via : claim.via) {
      const std::optional<Agent> agent = kept(view_.agent(via));
      if (!agent) continue;
      for (std::size_t i = 0; i < legs.size(); ++i) {
        const Document* d = kept(view_.document(document_of(*legs[i].to.claim())));
        if (d == nullptr || name_key(d->publisher) != name_key(agent->name)) continue;
        const Edge nearest = legs[i];
        std::vector<Edge> kept{nearest};
        // Documents of none of the hops are legs of their own.
        for (std::size_t k = 0; k < legs.size(); ++k) {
          if (k == i || is_hop(claim, document_of(*legs[k].to.claim()))) continue;
          kept.push_back(legs[k]);
        }
        legs = std::move(kept);
        return;
      }
    }
  }

  bool is_hop(const Claim& claim, DocumentId id) {
    const Document* d = kept(view_.document(id));
    if (d == nullptr) return false;
    return std::any_of(claim.via.begin(), claim.via.end(), [&](AgentId via) {
      const std::optional<Agent> agent = kept(view_.agent(via));
      return agent && name_key(agent->name) == name_key(d->publisher);
    });
  }

  // Legs that do not lead to a claim here: a cited document that is not held beside ones that are.
  Result<void> rest_of(ClaimId id, const std::vector<Edge>& legs) {
    const Result<const Claim*> found = view_.claim(id);
    if (!found) return found.error();
    if (*found == nullptr) return {};
    const Claim& c = **found;
    const std::vector<DocumentId> cited = c.speaker ? sources_beside(c) : c.cites;
    for (const DocumentId name : cited) {
      const std::optional<DocumentId> here = held(name);
      const DocumentId target = here.value_or(name);
      if (!is_followed(legs, target)) {
        if (const Result<void> done = end_at_document(id, name, target, here.has_value()); !done) return done.error();
      }
    }
    return {};
  }

  // Whether a person with a name stands beside all the claim rests on, and none of it between: "according to the
  // union's head and to the Morning Brief".
  Result<bool> speaks_beside(ClaimId id, const std::vector<Edge>& legs) {
    const Result<const Claim*> found = view_.claim(id);
    if (!found) return found.error();
    const Claim* c = *found;
    if (c == nullptr || !c->speaker || !c->via.empty() || c->origin || c->end != EndClass::kFirsthand) return false;
    const std::optional<Agent> speaker = kept(view_.agent(*c->speaker));
    if (!speaker || speaker->kind != AgentKind::kPerson) return false;
    const std::vector<DocumentId> beside = sources_beside(*c, 1);
    return std::all_of(legs.begin(), legs.end(), [&](const Edge& leg) {
      const DocumentId in = document_of(*leg.to.claim());
      return std::any_of(beside.begin(), beside.end(),
                         [&](DocumentId one) { return one == in || held(one) == std::optional{in}; });
    });
  }

  static bool is_followed(const std::vector<Edge>& legs, DocumentId target) {
    return std::any_of(legs.begin(), legs.end(), [&](const Edge& e) { return document_of(*e.to.claim()) == target; });
  }

  // The held document of the speaker's that the claim cites, if there is one.
  std::optional<DocumentId> story_of_speaker(const Claim& claim) {
    const std::optional<Agent> speaker = kept(view_.agent(*claim.speaker));
    if (!speaker || speaker->kind != AgentKind::kOutlet) return std::nullopt;
    for (const DocumentId cited : claim.cites) {
      const std::optional<DocumentId> here = held(cited);
      const Document* d = here ? kept(view_.document(*here)) : nullptr;
      if (d != nullptr && *here != document_of(claim.id) && name_key(d->publisher) == name_key(speaker->name))
        return here;
    }
    return std::nullopt;
  }

  // "according to both the authority's report and tests by the institute": of the documents that the words for the
  // source name or link, those put out by others than the speaker.
  std::vector<DocumentId> sources_beside(const Claim& claim, std::size_t least = 2) {
    std::vector<DocumentId> out;
    if (claim.source.empty() || claim.cites.size() < least) return out;
    const ByteSpan source = hull(claim.source);
    const std::optional<Agent> speaker = kept(view_.agent(*claim.speaker));
    if (!speaker) return out;
    const auto is_speaker = [&](const std::string& issuer) {
      return std::any_of(speaker->names.begin(), speaker->names.end(),
                         [&](const std::string& name) { return name_key(name) == name_key(issuer); });
    };
    for (const Edge& edge : kept(view_.upstream(NodeId{claim.id}, Relation::kCites))) {
      const std::optional<DocumentId> to = edge.to.document();
      if (!to || edge.evidence.spans.empty() || !source.overlaps(hull(edge.evidence.spans))) continue;
      const Document* named = kept(view_.document(*to));
      const Document* target = kept(view_.document(held(*to).value_or(*to)));
      if (named == nullptr || target == nullptr || target->publisher.empty()) continue;
      if (is_speaker(named->publisher) || is_speaker(target->publisher) || to == claim.origin) continue;
      if (claim.origin && held(*claim.origin) && held(*claim.origin) == held(*to)) continue;
      out.push_back(*to);
    }
    return out;
  }

  // The held document that stands for `id`: itself, or what it was found to be.
  std::optional<DocumentId> held(DocumentId id) {
    const auto it = held_.find(id);
    if (it != held_.end()) return it->second;
    std::optional<DocumentId> out;
    const Document* own = kept(view_.document(id));
    if (own != nullptr && own->held) {
      out = id;
    } else {
      double best = 0;
      for (const Edge& edge : kept(view_.upstream(NodeId{id}, Relation::kSameAs))) {
        const std::optional<DocumentId> to = edge.to.document();
        if (!to || edge.score <= best) continue;
        const Document* d = kept(view_.document(*to));
        if (d != nullptr && d->held) {
          out = *to;
          best = edge.score;
        }
      }
    }
    held_.emplace(id, out);
    return out;
  }

  // How a document reached those who cite it says more than that it is a statement: "a statement faxed to the AP".
  Medium medium_of(const Document& document) {
    if (!document.held || (document.medium != Medium::kStatement && document.medium != Medium::kUnknown))
      return document.medium;
    for (const Edge& edge : kept(view_.downstream(NodeId{document.id}, Relation::kSameAs))) {
      const Document* name = edge.from.document() ? kept(view_.document(*edge.from.document())) : nullptr;
      if (name == nullptr) continue;
      if (name->medium == Medium::kFax || name->medium == Medium::kEmail || name->medium == Medium::kLetter)
        return name->medium;
    }
    return document.medium;
  }

  std::string agent_name(AgentId id) {
    const std::optional<Agent> agent = kept(view_.agent(id));
    return agent ? agent->name : std::string{};
  }

  // The ends the claim's own document gives it, with the steps from the edges that show them; but for those that `legs`
  // lead on from.
  Result<void> end_at(ClaimId id, const std::vector<Edge>& legs) {
    const Result<const Claim*> found = view_.claim(id);
    if (!found) return found.error();
    if (*found == nullptr) return {};
    const Claim& c = **found;
    Result<std::vector<Edge>> edges = view_.upstream(NodeId{id});
    if (!edges) return edges.error();
    const auto edge_of = [&](Relation relation, const NodeId& to) -> const Edge* {
      for (const Edge& e : *edges) {
        if (e.relation == relation && e.to == to) return &e;
      }
      return nullptr;
    };
    // Nobody is given for it and it cites: each cited document is an end of its own.
    if (!c.speaker && !c.cites.empty() && c.end == EndClass::kUnattributed) {
      for (const DocumentId cited : c.cites) {
        const std::optional<DocumentId> here = held(cited);
        if (const Result<void> done = end_at_document(id, cited, here.value_or(cited), here.has_value()); !done)
          return done.error();
      }
      return {};
    }
    Chain chain;
    chain.steps = steps_;
    chain.end.end = c.end;
    NodeId at = id;
    const auto go = [&](const NodeId& to, Relation relation, const Edge* shown) {
      TraceStep step;
      if (shown != nullptr) step.evidence = shown->evidence;
      step.from = at;
      step.relation = relation;
      step.to = to;
      chain.steps.push_back(std::move(step));
      at = to;
    };
    for (const AgentId via : c.via) go(via, Relation::kReportedBy, edge_of(Relation::kReportedBy, via));
    if (c.origin) {
      const Result<const Document*> origin = view_.document(*c.origin);
      if (!origin) return origin.error();
      chain.end.medium = *origin == nullptr ? Medium::kUnknown : medium_of(**origin);
      const std::optional<DocumentId> here = held(*c.origin);
      const bool own = *c.origin == document_of(id);
      go(*c.origin, own ? Relation::kMadeIn : Relation::kSaidIn,
         edge_of(own ? Relation::kMadeIn : Relation::kSaidIn, *c.origin));
      // Held, but without the passage: the words are not confirmed there, so it counts as not held.
      const bool confirmed = own || (here && *here == document_of(id));
      chain.end.held = confirmed;
      if (here && !confirmed) chain.end.not_found_in = here;
      if (c.end == EndClass::kPrimary && confirmed) {
        chain.end.node = *c.origin;
        chain.end.name = *origin == nullptr ? "" : detail::name_of(**origin);
        return finish(std::move(chain));
      }
    }
    for (const DocumentId beside : c.speaker ? sources_beside(c) : std::vector<DocumentId>{}) {
      const std::optional<DocumentId> here = held(beside);
      if (is_followed(legs, here.value_or(beside))) continue;
      if (const Result<void> done = end_at_document(id, beside, here.value_or(beside), here.has_value()); !done)
        return done.error();
    }
    // "the agency says", whose story is held and was not found to say it: it is this story all the same.
    if (const std::optional<DocumentId> own = c.speaker && !c.origin ? story_of_speaker(c) : std::nullopt) {
      go(*own, Relation::kCites, nullptr);
      chain.end.not_found_in = own;
    }
    if (c.speaker) {
      go(*c.speaker, c.origin ? Relation::kIssuedBy : Relation::kSaidBy, edge_of(Relation::kSaidBy, *c.speaker));
      chain.end.node = *c.speaker;
      chain.end.name = agent_name(*c.speaker);
    } else if (c.origin) {
      // Nobody is named: the document itself is all there is.
      chain.end.node = *c.origin;
      chain.end.name = name_of(*c.origin);
    } else {
      const DocumentId in = document_of(id);
      const Result<const Document*> d = view_.document(in);
      if (!d) return d.error();
      if (at == NodeId{id}) go(in, Relation::kMadeIn, edge_of(Relation::kMadeIn, in));
      chain.end.node = in;
      chain.end.name = *d == nullptr ? "" : detail::name_of(**d);
      if (*d != nullptr) {
        chain.end.medium = (*d)->medium;
        chain.end.held = (*d)->held;
      }
    }
    return finish(std::move(chain));
  }

  // A cited document without the passage, or not held: the chain stops there. Where the claim is said to be its own,
  // and it is a report or a statement, that is a source, though its words are not confirmed.
  Result<void> end_at_document(ClaimId id, DocumentId cited, DocumentId target, bool is_held) {
    const Result<const Document*> d = view_.document(target);
    if (!d) return d.error();
    Chain chain;
    chain.steps = steps_;
    chain.end.end = EndClass::kReferenced;
    chain.end.node = target;
    if (*d != nullptr) {
      chain.end.name = detail::name_of(**d);
      chain.end.medium = (*d)->medium;
    }
    chain.end.held = is_held;
    if (is_held) chain.end.not_found_in = target;
    const Result<const Claim*> claim = view_.claim(id);
    if (!claim) return claim.error();
    const bool has_speaker = *claim != nullptr && (*claim)->speaker;
    if (has_speaker && *d != nullptr &&
        ((*d)->kind == DocumentKind::kReport || (*d)->kind == DocumentKind::kStatement)) {
      chain.end.end = EndClass::kPrimary;
      chain.end.held = false;
    }
    TraceStep step;
    step.from = id;
    step.relation = Relation::kCites;
    step.to = target;
    Result<std::vector<Edge>> edges = view_.upstream(NodeId{id}, Relation::kCites);
    if (!edges) return edges.error();
    for (const Edge& e : *edges) {
      if (e.to == NodeId{cited}) step.evidence = e.evidence;
    }
    chain.steps.push_back(std::move(step));
    return finish(std::move(chain));
  }

  Result<void> close_loop(const std::vector<Frame>& stack, ClaimId to) {
    std::vector<Document> loop;
    bool inside = false;
    for (const Frame& frame : stack) {
      inside = inside || frame.claim == to;
      if (!inside) continue;
      const Result<const Document*> d = view_.document(document_of(frame.claim));
      if (!d) return d.error();
      if (*d == nullptr) continue;
      if (std::none_of(loop.begin(), loop.end(), [&](const Document& x) { return x.id == (*d)->id; }))
        loop.push_back(**d);
    }
    Chain chain;
    chain.steps = steps_;
    chain.end.end = EndClass::kCircular;
    chain.end.node = document_of(to);
    const Result<const Document*> d = view_.document(document_of(to));
    if (!d) return d.error();
    if (*d != nullptr) {
      chain.end.name = detail::name_of(**d);
      chain.end.medium = (*d)->medium;
      chain.end.held = (*d)->held;
    }
    std::vector<Document> sorted = loop;
    std::sort(sorted.begin(), sorted.end(), [](const Document& x, const Document& y) { return x.id < y.id; });
    if (std::find(loops_.begin(), loops_.end(), sorted) == loops_.end()) {
      loops_.push_back(std::move(sorted));
      out_.circular.push_back(std::move(loop));
    }
    return finish(std::move(chain));
  }

  Result<void> finish(Chain chain) {
    steps_told_ += chain.steps.size();
    if (out_.chains.size() >= options_.max_chains || steps_told_ > options_.max_told) {
      out_.truncated = true;
      return {};
    }
    out_.chains.push_back(std::move(chain));
    return {};
  }

  // Chains through what is withdrawn, retracted or not relied on.
  Result<void> leave_out() {
    if (options_.view.is_all()) return {};
    std::vector<Chain> kept;
    for (Chain& chain : out_.chains) {
      bool out = false;
      std::vector<NodeId> passed{document_of(out_.claim.id), chain.end.node};
      for (const TraceStep& step : chain.steps) {
        for (const NodeId& node : {step.from, step.to}) {
          passed.push_back(node);
          if (node.claim()) passed.push_back(document_of(*node.claim()));
          if (node.document()) passed.push_back(held(*node.document()).value_or(*node.document()));
        }
      }
      for (const NodeId& node : passed) {
        if (node.is_null() || out) continue;
        const Result<bool> left_out = view_.is_left_out(node);
        if (!left_out) return left_out.error();
        out = *left_out;
      }
      if (!out) kept.push_back(std::move(chain));
    }
    out_.chains_left_out = out_.chains.size() - kept.size();
    out_.chains = std::move(kept);
    return {};
  }

  // The surest first; among equals the shorter one, then by node, so that the order is always the same.
  void order() {
    const auto confidence = [](const Chain& chain) {
      double out = 1;
      for (const TraceStep& s : chain.steps) out *= s.evidence.rule.empty() ? 1.0 : s.evidence.confidence;
      return out;
    };
    std::stable_sort(out_.chains.begin(), out_.chains.end(), [&](const Chain& x, const Chain& y) {
      const bool cx = x.end.end == EndClass::kCircular, cy = y.end.end == EndClass::kCircular;
      if (cx != cy) return cy;
      const double px = confidence(x), py = confidence(y);
      if (px != py) return px > py;
      if (x.steps.size() != y.steps.size()) return x.steps.size() < y.steps.size();
      return x.end.node < y.end.node;
    });
  }

  // A chain as the nodes that could be shared: documents and agents, the asked claim's own left out. Two unnamed
  // speakers of one document are one.
  std::vector<NodeId> nodes_of(const Chain& chain) {
    std::vector<NodeId> out;
    std::unordered_set<NodeId> seen;
    const DocumentId own = out_.document.id;
    const AgentId publisher =
        out_.document.publisher.empty() ? AgentId{} : agent_id_of(name_key(out_.document.publisher));
    const auto add = [&](const NodeId& node) {
      if (node == NodeId{own} || (!publisher.is_null() && node == NodeId{publisher})) return;
      if (seen.insert(node).second) out.push_back(node);
    };
    for (const TraceStep& step : chain.steps) {
      for (const NodeId& node : {step.from, step.to}) {
        if (const std::optional<ClaimId> c = node.claim()) {
          add(kept(view_.representative(document_of(*c))));
        } else if (const std::optional<DocumentId> d = node.document()) {
          add(kept(view_.representative(held(*d).value_or(*d))));
        } else {
          add(kept(view_.representative(node)));
        }
      }
    }
    return out;
  }

  void summarise() {
    std::vector<std::vector<NodeId>> paths;
    std::vector<NodeId> first;                       // of the best supported chain
    std::unordered_map<NodeId, std::size_t> passed;  // by how many chains
    for (Chain& chain : out_.chains) {
      std::vector<NodeId> nodes = nodes_of(chain);
      chain.through = nodes;
      if (chain.end.end == EndClass::kAnonymous && !chain.steps.empty()) {
        // Who is unnamed cannot be told from another unnamed one of the same document.
        std::optional<ClaimId> last;
        for (const TraceStep& s : chain.steps) {
          if (s.from.claim()) last = s.from.claim();
        }
        if (last && !chain.through.empty()) {
          chain.through.pop_back();
          if (chain.through.empty() || chain.through.back() != NodeId{document_of(*last)})
            chain.through.push_back(document_of(*last));
        }
      }
      // The asked claim is its own document's word: one source, itself.
      if (chain.through.empty()) chain.through.push_back(out_.document.id);
      if (chain.end.end == EndClass::kCircular) continue;
      for (const NodeId& node : nodes) ++passed[node];
      if (paths.empty()) first = std::move(nodes);
      paths.push_back(chain.through);
    }
    out_.independent_sources = detail::disjoint(paths).paths.size();
    for (const NodeId& node : first) {
      if (passed[node] == paths.size()) out_.bottlenecks.push_back({node, name_of(node)});
    }
  }

  std::string name_of(const NodeId& node) {
    if (const std::optional<AgentId> agent = node.agent()) return agent_name(*agent);
    const std::optional<ClaimId> c = node.claim();
    const Document* d = kept(view_.document(c ? document_of(*c) : node.document().value_or(DocumentId{})));
    if (d == nullptr) return {};
    const std::string title = detail::name_of(*d);
    if (c) return d->publisher.empty() || d->publisher == title ? title : d->publisher + ": " + title;
    return title;
  }

  // The words of each step's evidence, at the end: only for chains that are told.
  Result<void> quote() {
    for (Chain& chain : out_.chains) {
      for (TraceStep& step : chain.steps) {
        step.from_name = name_of(step.from);
        step.to_name = name_of(step.to);
        if (step.evidence.document.is_null()) continue;
        Result<std::string> words = view_.store().quote(step.evidence);
        if (!words) return words.error();
        step.quote = std::move(*words);
      }
    }
    return {};
  }

  detail::View view_;
  const TraceOptions& options_;
  Trace out_;
  std::vector<TraceStep> steps_;
  std::size_t steps_taken_ = 0;
  std::size_t steps_told_ = 0;
  std::optional<Error> failed_;
  std::vector<std::vector<Document>> loops_;
  std::unordered_map<DocumentId, std::optional<DocumentId>> held_;
  std::unordered_map<DocumentId, std::unordered_set<DocumentId>> cited_;
};

}  // namespace

Result<Trace> trace(const Store& store, ClaimId claim, const TraceOptions& options) {
  return Tracer{store, options}.run(claim);
}

}  // namespace headwater
