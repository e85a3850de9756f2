// Stores built from drawings, and traces told as drawings, so that a failure reads itself.
//
//   const Drawn g{"wire: article of Agency;"
//                 "paper.c1 -repeats-> wire.c1;"
//                 "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary"};
//   CHECK(g.chains("paper.c1") == Lines{"paper.c1 -repeats-> wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry"
//                                       " => primary Ministry, fax, not held"});
//
// A drawing is statements apart by ';'. Names have no spaces.
//   wire: article of Agency    a held document, its kind and its publisher. One that is not declared is an article
//                              whose publisher has its name with a capital.
//   wire: article of Agency on 2024-04-08    likewise, and when it was published.
//   wire.c1                    a claim; a document's text is a sentence for each of its claims.
//   fax of Ministry            a document that is only spoken of, by medium and issuer.
//   Ministry, ?officials       an agent; one without a name, known to the document that quotes it alone.
//   A -relation-> B -> ...     what the last claim named says of itself: reported_by its hops, said_in its origin,
//                              made_in its own document as origin, said_by or issued_by its speaker, cites.
//   a.c1 -repeats-> b.c1       also has document a cite document b; `-resembles->` is the same edge without that, and
//                              `-copies->` has document a bear the byline of document b.
//   fax of Ministry -same_as-> note    found by the first document drawn.
//   ... = firsthand            how the chain ends as the claim's own document tells it. Else unattributed.
// A score or a confidence other than the usual one stands in the arrow: -repeats 0.6->.
#ifndef HEADWATER_TESTS_SUPPORT_DRAWING_H_
#define HEADWATER_TESTS_SUPPORT_DRAWING_H_

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/trace.h"
#include "headwater/schema/fold.h"
#include "headwater/schema/record.h"
#include "scratch.h"

namespace headwater::test {

using Lines = std::vector<std::string>;

class Drawn {
 public:
  // `reversed`: documents are written in the opposite order. The store should not differ.
  explicit Drawn(std::string_view drawing, bool reversed = false) {
    for (const std::string& statement : split(drawing, ";")) read(statement);
    write(reversed);
  }

  [[nodiscard]] const Store& store() const { return *store_; }
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] ClaimId claim(const std::string& name) const { return claims_.at(name); }
  [[nodiscard]] DocumentId document(const std::string& name) const { return documents_.at(name).document.id; }

  [[nodiscard]] Trace trace_of(const std::string& name, const TraceOptions& options = {}) const {
    Result<Trace> out = trace(*store_, claim(name), options);
    if (!out.has_value()) throw std::runtime_error(out.error().message);
    return std::move(*out);
  }
  // Sorted: what the chains are, whatever their order.
  [[nodiscard]] Lines chains(const std::string& name) const {
    Lines out;
    for (const Chain& chain : trace_of(name).chains) out.push_back(to_text(chain));
    std::sort(out.begin(), out.end());
    return out;
  }
  [[nodiscard]] std::string to_text(const Chain& chain) const {
    std::string out;
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
      const TraceStep& step = chain.steps[i];
      const std::string from = name_of(step.from);
      // A step that does not begin where the one before ended is shown as it is.
      if (i == 0 || chain.steps[i - 1].to != step.from) out += (i == 0 ? "" : " | ") + from;
      out += " -" + std::string{to_string(step.relation)} + "-> " + name_of(step.to);
    }
    out += (out.empty() ? "=> " : " => ") + std::string{to_string(chain.end.end)} + " " + name_of(chain.end.node);
    if (chain.end.medium != Medium::kUnknown) out += ", " + std::string{to_string(chain.end.medium)};
    if (chain.end.end == EndClass::kPrimary || chain.end.end == EndClass::kReferenced) {
      out += chain.end.held ? ", held" : ", not held";
    }
    return out;
  }
  [[nodiscard]] Lines bottlenecks(const std::string& name) const {
    Lines out;
    for (const NodeName& node : trace_of(name).bottlenecks) out.push_back(name_of(node.node));
    return out;
  }
  // As the drawing names it; its id where it does not.
  [[nodiscard]] std::string name_of(const NodeId& node) const {
    const auto it = names_.find(node);
    return it == names_.end() ? to_string(node) : it->second;
  }

 private:
  static std::vector<std::string> split(std::string_view text, std::string_view by) {
    std::vector<std::string> out;
    while (true) {
      const std::size_t at = text.find(by);
      if (std::string piece = trimmed(text.substr(0, at)); !piece.empty()) out.push_back(std::move(piece));
      if (at == std::string_view::npos) return out;
      text.remove_prefix(at + by.size());
    }
  }

  static std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \n");
    if (begin == std::string_view::npos) return {};
    return std::string{text.substr(begin, text.find_last_not_of(" \n") + 1 - begin)};
  }

  static std::runtime_error unreadable(const std::string& what) { return std::runtime_error("drawing: " + what); }

  void read(const std::string& statement) {
    const std::size_t equals = statement.rfind(" = ");
    const std::string line = trimmed(std::string_view{statement}.substr(0, equals));
    if (const std::size_t colon = line.find(": "); colon != std::string::npos) return declare(line, colon);
    std::size_t at = line.find(" -");
    std::string last = line.substr(0, at);
    if (last.find('.') != std::string::npos) claim_named(last);
    std::string subject = last;
    while (at != std::string::npos) {
      const std::size_t arrow = line.find("-> ", at);
      if (arrow == std::string::npos) throw unreadable(line);
      std::string relation = line.substr(at + 2, arrow - at - 2);
      double weight = 0.9;
      if (const std::size_t space = relation.find(' '); space != std::string::npos) {
        weight = std::stod(relation.substr(space + 1));
        relation.resize(space);
      }
      at = line.find(" -", arrow);
      const std::string to = line.substr(arrow + 3, at == std::string::npos ? at : at - arrow - 3);
      relate(subject, relation, to, weight);
      if (to.find('.') != std::string::npos) subject = to;
    }
    if (equals != std::string::npos) {
      const std::string word = statement.substr(equals + 3);
      const std::optional<EndClass> end = parse_end_class(word);
      if (!end) throw unreadable("no end is called " + word);
      claim_named(subject).end = *end;
    }
  }

  void declare(const std::string& line, std::size_t colon) {
    Extraction& out = document_named(line.substr(0, colon));
    const std::string what = line.substr(colon + 2);
    const std::size_t of = what.find(" of ");
    const std::optional<DocumentKind> kind = parse_document_kind(what.substr(0, of));
    if (!kind || of == std::string::npos) throw unreadable(line);
    out.document.kind = *kind;
    out.document.medium = parse_medium(what.substr(0, of)).value_or(Medium::kUnknown);
    const std::size_t on = what.find(" on ");
    out.document.publisher = what.substr(of + 4, on == std::string::npos ? on : on - of - 4);
    if (on != std::string::npos) out.document.published = Date::parse(what.substr(on + 4)).value();
  }

  Extraction& document_named(const std::string& name) {
    const auto it = documents_.find(name);
    if (it != documents_.end()) return it->second;
    order_.push_back(name);
    Extraction out;
    out.document.id = document_id_of(name);
    out.document.medium = Medium::kArticle;
    out.document.title = name;
    out.document.publisher = name;
    if (out.document.publisher[0] >= 'a' && out.document.publisher[0] <= 'z') out.document.publisher[0] -= 32;
    out.document.path = name;
    names_[out.document.id] = name;
    return documents_.emplace(name, std::move(out)).first->second;
  }

  Claim& claim_named(const std::string& name) {
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) throw unreadable(name + " is no claim");
    Extraction& in = document_named(name.substr(0, dot));
    const ClaimId id = claim_id_of(in.document.id, name);
    for (Claim& claim : in.claims) {
      if (claim.id == id) return claim;
    }
    Claim claim;
    claim.id = id;
    claim.text = "what " + name + " says";
    const auto begin = static_cast<std::uint32_t>(in.text.size());
    claim.content = {{begin, begin + static_cast<std::uint32_t>(claim.text.size())}};
    claim.rule = "drawn@1";
    claim.confidence = 0.9;
    in.text += claim.text + ".\n";
    claims_[name] = id;
    names_[id] = name;
    in.claims.push_back(std::move(claim));
    return in.claims.back();
  }

  AgentId agent_named(Extraction& in, const std::string& name) {
    Agent agent;
    agent.anonymous = name[0] == '?';
    agent.name = agent.anonymous ? name.substr(1) : name;
    agent.id = agent_id_of(agent.anonymous ? in.document.title + "\n" + name : name_key(name));
    agent.names = {agent.name};
    names_[agent.id] = name;
    if (in.agent(agent.id) == nullptr) {
      in.agents.push_back(agent);
      std::sort(in.agents.begin(), in.agents.end(), [](const Agent& a, const Agent& b) { return a.id < b.id; });
    }
    return agent.id;
  }

  // A document by its name, or "fax of Ministry": one that `in` speaks of.
  DocumentId document_spoken_of(Extraction& in, const std::string& name) {
    const std::size_t of = name.find(" of ");
    if (of == std::string::npos) return document_named(name).document.id;
    const std::optional<Medium> medium = parse_medium(name.substr(0, of));
    if (!medium) throw unreadable("no medium is called " + name.substr(0, of));
    Document spoken;
    spoken.id = document_id_of(name);
    spoken.kind = DocumentKind::kOther;
    spoken.medium = *medium;
    spoken.publisher = name.substr(of + 4);
    names_[spoken.id] = name;
    if (in.referenced_document(spoken.id) == nullptr) {
      in.referenced.push_back(spoken);
      std::sort(in.referenced.begin(), in.referenced.end(),
                [](const Document& a, const Document& b) { return a.id < b.id; });
    }
    return spoken.id;
  }

  void relate(const std::string& from, const std::string& relation, const std::string& to, double weight) {
    if (relation == "same_as") {
      Extraction& in = document_named(order_.empty() ? to : order_.front());
      const DocumentId first = document_spoken_of(in, from);
      link(in.document.title, first, Relation::kSameAs, document_spoken_of(document_named(in.document.title), to),
           weight, {});
      return;
    }
    const std::string own = from.substr(0, from.find('.'));
    if (relation == "repeats" || relation == "copies" || relation == "resembles" || relation == "disputes") {
      const Spans where = claim_named(from).content;
      const ClaimId first = claim_named(from).id;
      const ClaimId second = claim_named(to).id;
      link(own, first, relation == "disputes" ? Relation::kDisputes : Relation::kRepeats, second, weight, where);
      Extraction& in = document_named(own);
      if ((relation == "repeats" || relation == "copies") && document_of(second) != in.document.id) {
        const CitationHow how = relation == "copies" ? CitationHow::kByline : CitationHow::kNamed;
        in.citations.push_back({how, document_of(second), where, "drawn@1", 0.9});
      }
      return;
    }
    // The record of the claim may move while other records are made: it is found again each time.
    if (relation == "cites" && from.find('.') == std::string::npos) {
      const DocumentId cited = document_spoken_of(document_named(own), to);
      document_named(own).citations.push_back({CitationHow::kNamed, cited, {}, "drawn@1", 0.9});
    } else if (relation == "reported_by") {
      const AgentId hop = agent_named(document_named(own), to);
      claim_named(from).via.push_back(hop);
    } else if (relation == "said_by" || relation == "issued_by") {
      const AgentId speaker = agent_named(document_named(own), to);
      claim_named(from).speaker = speaker;
    } else if (relation == "said_in" || relation == "made_in") {
      const DocumentId origin = document_spoken_of(document_named(own), to);
      claim_named(from).origin = origin;
    } else if (relation == "cites") {
      const DocumentId cited = document_spoken_of(document_named(own), to);
      claim_named(from).cites.push_back(cited);
    } else {
      throw unreadable("no relation is called " + relation);
    }
  }

  void link(const std::string& writer, NodeId from, Relation relation, NodeId to, double weight, Spans where) {
    Edge edge;
    edge.from = from;
    edge.relation = relation;
    edge.to = to;
    edge.score = weight;
    edge.evidence = {document_named(writer).document.id, std::move(where), "drawn@1", weight};
    links_[writer].push_back(std::move(edge));
  }

  // Those first to whom later ones lead, as far as there is such an order; a link must find both its ends.
  void write(bool reversed) {
    Lines names = order_;
    if (!reversed) std::reverse(names.begin(), names.end());
    StoreOptions options;
    options.sync = false;
    Result<Store> opened = Store::open(scratch_ / "drawn.db", options);
    if (!opened.has_value()) throw std::runtime_error(opened.error().message);
    store_.emplace(std::move(*opened));
    std::set<DocumentId> there;
    Lines again;
    for (const std::string& name : names) {
      there.insert(document(name));
      const std::vector<Edge>& links = links_[name];
      const bool whole = std::all_of(links.begin(), links.end(), [&](const Edge& e) {
        const std::optional<ClaimId> to = e.to.claim();
        return there.count(to ? document_of(*to) : e.to.document().value_or(DocumentId{})) > 0;
      });
      if (!whole) again.push_back(name);
      put(name);
    }
    for (const std::string& name : again) put(name);
  }

  void put(const std::string& name) {
    Extraction out = documents_.at(name);
    if (out.text.empty()) out.text = "nothing";
    out.document.held = true;
    out.document.sha256 = sha256_hex(name + "\n" + out.text);
    out.document.text_bytes = out.text.size();
    const std::string raw = out.text;
    const Result<void> done = store_->put({std::move(out), raw, links_[name]});
    if (!done.has_value()) throw std::runtime_error(done.error().message);
  }

  Scratch scratch_;
  std::optional<Store> store_;  // closed before its directory goes
  Lines order_;                 // documents as they were first named
  std::map<std::string, Extraction> documents_;
  std::map<std::string, std::vector<Edge>> links_;  // by the document that writes them
  std::map<std::string, ClaimId> claims_;
  std::map<NodeId, std::string> names_;
};

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_SUPPORT_DRAWING_H_
