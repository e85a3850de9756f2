#include "headwater/query/json.h"

#include <utility>
#include <variant>

#include "json_parts.h"

namespace headwater {

using namespace detail;  // NOLINT: the parts these are put together from

namespace {

Json judgements_json(const std::vector<Judgement>& judgements) {
  Json out = Json::array();
  for (const Judgement& one : judgements) out.push_back(judgement_json(one));
  return out;
}

Json links_json(const std::vector<Link>& links) {
  Json out = Json::array();
  for (const Link& link : links) out.push_back({{"url", link.url}, {"text", span_json(link.text)}});
  return out;
}

Json map_json(const std::vector<MapPiece>& map) {
  Json out = Json::array();
  for (const MapPiece& piece : map) {
    out.push_back(Json::array({piece.text.begin, piece.text.end, piece.raw.begin, piece.raw.end}));
  }
  return out;
}

// The fields of 4.2 that a claim has besides its id, text and content, with the agents and the document they name.
void add_reading(Json& out, const Claim& claim, Json speaker, Json origin, Json via) {
  out["source"] = spans_json(claim.source);
  out["cue"] = spans_json(claim.cue);
  if (!out.contains("text")) out["text"] = claim.text;
  out["form"] = to_string(claim.form);
  out["polarity"] = to_string(claim.polarity);
  out["certainty"] = claim.certainty;
  out["speaker"] = std::move(speaker);
  out["origin"] = std::move(origin);
  out["via"] = std::move(via);
  out["end"] = to_string(claim.end);
  out["confidence"] = claim.confidence;
}

const Document* named_document(const Extraction& extraction, DocumentId id) {
  return id == extraction.document.id ? &extraction.document : extraction.referenced_document(id);
}

Json extracted_document(const Extraction& extraction, bool with_text) {
  const Document& document = extraction.document;
  Json out = {{"id", to_string(document.id)},
              {"kind", to_string(document.kind)},
              {"format", to_string(document.format)},
              {"title", document.title},
              {"publisher", document.publisher},
              {"authors", document.authors},
              {"published", date_or_null(document.published)},
              {"updated", date_or_null(document.updated)},
              {"retrieved", date_or_null(document.retrieved)},
              {"url", text_or_null(document.url)},
              {"copy_of", text_or_null(document.copy_of)},
              {"family", document.family},
              {"language", document.language},
              {"sha256", document.sha256},
              {"text_bytes", document.text_bytes},
              {"behind_wall", document.behind_wall},
              {"boilerplate", spans_json(extraction.boilerplate)},
              {"path", document.path},
              {"encoding", document.encoding},
              {"links", links_json(extraction.links)}};
  if (with_text) {
    out["text"] = extraction.text;
    out["map"] = map_json(extraction.map);
  }
  return out;
}

Json extracted_citation(const Extraction& extraction, const Citation& citation) {
  const Document* document = named_document(extraction, citation.document);
  Json named = nullptr;
  if (document != nullptr) {
    named = {{"id", to_string(document->id)},
             {"title", document->title},
             {"issuer", document->publisher},
             {"url", text_or_null(document->url)},
             {"medium", to_string(document->medium)}};
  }
  return {
      {"how", to_string(citation.how)}, {"document", std::move(named)}, {"evidence", spans_json(citation.evidence)}};
}

Json extracted_claim(const Extraction& extraction, const Claim& claim) {
  Json speaker = nullptr;
  Json origin = nullptr;
  Json via = Json::array();
  if (claim.speaker.has_value()) {
    if (const Agent* agent = extraction.agent(*claim.speaker)) speaker = agent_name(*agent);
  }
  if (claim.origin.has_value()) {
    if (const Document* document = named_document(extraction, *claim.origin)) {
      origin = {{"id", to_string(document->id)},
                {"title", document->title},
                {"issuer", document->publisher},
                {"medium", to_string(document->medium)},
                {"date", date_or_null(document->published)},
                {"held", document->held || document == &extraction.document}};
    }
  }
  for (const AgentId hop : claim.via) {
    if (const Agent* agent = extraction.agent(hop)) via.push_back(agent_name(*agent));
  }
  Json out = {{"id", to_string(claim.id)}, {"content", spans_json(claim.content)}};
  add_reading(out, claim, std::move(speaker), std::move(origin), std::move(via));
  return out;
}

Json shown(const DocumentShown& answer) {
  const Document& document = answer.document;
  Json whole = document_name(document);
  // What only bytes can tell is null for a document that others only speak of.
  const auto held = [&](Json value) { return document.held ? std::move(value) : Json(nullptr); };
  whole["kind"] = held(to_string(document.kind));
  whole["format"] = held(to_string(document.format));
  whole["publisher"] = document.publisher;
  whole["authors"] = document.authors;
  whole["published"] = date_or_null(document.published);
  whole["updated"] = date_or_null(document.updated);
  whole["retrieved"] = date_or_null(document.retrieved);
  whole["recorded"] = recorded_or_null(document.recorded);
  whole["copy_of"] = text_or_null(document.copy_of);
  whole["family"] = document.family;
  whole["language"] = document.language;
  whole["sha256"] = held(document.sha256);
  whole["text_bytes"] = held(document.text_bytes);
  whole["behind_wall"] = held(document.behind_wall);
  whole["boilerplate"] = spans_json(answer.boilerplate);
  whole["encoding"] = held(document.encoding);
  whole["links"] = links_json(answer.links);

  Json citations = Json::array();
  for (const CitationShown& citation : answer.citations) {
    Json named = document_name(citation.document);
    named["issuer"] = citation.document.publisher;
    citations.push_back({{"how", to_string(citation.how)},
                         {"document", std::move(named)},
                         {"evidence", spans_json(citation.evidence.spans)}});
  }
  Json cited_by = Json::array();
  for (const Document& other : answer.cited_by) cited_by.push_back(document_name(other));
  Json claims = Json::array();
  for (const Claim& claim : answer.claims) claims.push_back(claim_name(claim, document));
  Json same_as = Json::array();
  for (const Document& other : answer.same_as) same_as.push_back({{"document", document_name(other)}});
  return {{"document", std::move(whole)},    {"citations", std::move(citations)},
          {"cited_by", std::move(cited_by)}, {"claims", std::move(claims)},
          {"same_as", std::move(same_as)},   {"judgements", judgements_json(answer.judgements)}};
}

Json ties_json(const std::vector<ClaimTie>& ties, bool with_score) {
  Json out = Json::array();
  for (const ClaimTie& tie : ties) {
    Json one = {{"claim", claim_name(tie.claim, tie.document)}};
    if (with_score) one["score"] = tie.score;
    out.push_back(std::move(one));
  }
  return out;
}

// With what was read of it: form, speaker, origin, end.
Json whole_claim(const ClaimShown& answer) {
  Json origin = nullptr;
  if (answer.origin.has_value()) {
    origin = document_name(*answer.origin);
    origin["issuer"] = answer.origin->publisher;
    origin["date"] = date_or_null(answer.origin->published);
  }
  Json via = Json::array();
  for (const Agent& agent : answer.via) via.push_back(agent_name(agent));
  Json whole = claim_name(answer.claim, answer.document);
  add_reading(whole, answer.claim, answer.speaker.has_value() ? agent_name(*answer.speaker) : Json(nullptr),
              std::move(origin), std::move(via));
  return whole;
}

Json json_of(const Found& found) {
  Json claims = Json::array();
  for (const FoundClaim& one : found.claims) {
    Json claim = claim_name(one.claim, one.document);
    claim["snippet"] = span_json(one.snippet);
    claim["hits"] = spans_json(one.hits);
    claims.push_back(std::move(claim));
  }
  Json documents = Json::array();
  for (const Document& document : found.documents) documents.push_back(document_name(document));
  Json agents = Json::array();
  for (const Agent& agent : found.agents) agents.push_back(agent_name(agent));
  Json corrected = Json::array();
  for (const Correction& one : found.corrected) corrected.push_back({{"word", one.word}, {"read_as", one.read_as}});
  return {{"claims", std::move(claims)},  {"documents", std::move(documents)}, {"agents", std::move(agents)},
          {"truncated", found.truncated}, {"corrected", std::move(corrected)}, {"next", text_or_null(found.next)}};
}

Json shown(const ClaimShown& answer) {
  return {{"claim", whole_claim(answer)},
          {"repeats", ties_json(answer.repeats, true)},
          {"repeated_by", ties_json(answer.repeated_by, true)},
          {"disputes", ties_json(answer.disputes, false)},
          {"disputed_by", ties_json(answer.disputed_by, false)},
          {"judgements", judgements_json(answer.judgements)}};
}

Json shown(const AgentShown& answer) {
  Json same_as = Json::array();
  for (const Agent& other : answer.same_as) same_as.push_back({{"agent", agent_name(other)}});
  Json claims = Json::array();
  for (const ClaimTie& tie : answer.claims) claims.push_back(claim_name(tie.claim, tie.document));
  return {{"agent", agent_name(answer.agent)},
          {"names", answer.agent.names},
          {"same_as", std::move(same_as)},
          {"claims", std::move(claims)},
          {"judgements", judgements_json(answer.judgements)}};
}

Json stats_json(const StoreStats& stats) {
  return {{"documents_held", stats.documents_held},
          {"documents_referenced", stats.documents_referenced},
          {"claims", stats.claims},
          {"agents", stats.agents},
          {"edges", stats.edges},
          {"judgements", stats.judgements},
          {"bytes_on_disk", stats.bytes_on_disk},
          {"format_version", stats.format_version}};
}

Json error_json(const Error& error, std::string_view path) {
  return {{"code", to_string(error.code)}, {"message", error.message}, {"path", path}};
}

}  // namespace

std::string to_json(const Extraction& extraction, bool with_text) {
  // An element at a time: all claims of a long document as values of the JSON library would take many times its text.
  std::string out = "{\"document\":" + dumped(extracted_document(extraction, with_text));
  const auto add = [&](const char* name, const auto& list, const auto& element) {
    out.append(name);
    for (const auto& one : list) out.append(&one == list.data() ? "" : ",").append(dumped(element(extraction, one)));
  };
  add(",\"citations\":[", extraction.citations, extracted_citation);
  add("],\"claims\":[", extraction.claims, extracted_claim);
  return out.append("]}");
}

std::string to_json(const Found& found) { return dumped(json_of(found)); }

std::string to_json(const ClaimsOfDocument& answer) {
  Json claims = Json::array();
  for (const ClaimShown& one : answer.claims) claims.push_back(whole_claim(one));
  return dumped({{"claims", std::move(claims)}, {"next", answer.next ? Json(to_string(*answer.next)) : Json(nullptr)}});
}

std::string to_json(const Shown& answer) {
  return dumped(std::visit([](const auto& one) { return shown(one); }, answer));
}

std::string to_json(const StoreStats& stats) { return dumped(stats_json(stats)); }

std::string to_json(const StoreCheck& check) {
  return dumped(
      {{"stats", stats_json(check.stats)}, {"problem_count", check.problem_count}, {"problems", check.problems}});
}

std::string failed_item_json(const Error& error, std::string_view path) {
  return dumped({{"document", nullptr}, {"error", error_json(error, path)}});
}

std::string ingest_line_json(const Document& document, std::string_view status, std::size_t claims) {
  return dumped({{"document", document_name(document)}, {"status", status}, {"claims", claims}, {"error", nullptr}});
}

std::string ingest_failed_json(const Error& error, std::string_view path) {
  return dumped({{"document", nullptr}, {"status", "failed"}, {"claims", 0}, {"error", error_json(error, path)}});
}

std::string to_json(const DocumentList& list) {
  Json out = Json::array();
  for (const Document& document : list.records) out.push_back(document_name(document));
  return dumped({{"documents", std::move(out)}, {"next", list.next ? Json(to_string(*list.next)) : Json(nullptr)}});
}

std::string to_json(const RecentDocuments& recent) {
  Json out = Json::array();
  for (const Document& document : recent.documents) out.push_back(document_name(document));
  return dumped({{"documents", std::move(out)}, {"truncated", recent.truncated}});
}

std::string to_json(const AgentList& list) {
  Json out = Json::array();
  for (const Agent& agent : list.records) out.push_back(agent_name(agent));
  return dumped({{"agents", std::move(out)}, {"next", list.next ? Json(to_string(*list.next)) : Json(nullptr)}});
}

std::string json_lines(const DocumentList& list) {
  std::string out;
  for (const Document& document : list.records) out += dumped(document_name(document)) + "\n";
  return out;
}

std::string json_lines(const AgentList& list) {
  std::string out;
  for (const Agent& agent : list.records) out += dumped(agent_name(agent)) + "\n";
  return out;
}

std::string json_lines(const ClaimsOfDocument& list) {
  std::string out;
  for (const ClaimShown& one : list.claims) out += dumped(whole_claim(one)) + "\n";
  return out;
}

}  // namespace headwater
