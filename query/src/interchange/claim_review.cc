// schema.org's ClaimReview as JSON-LD. A review is a held ClaimReview, as it was read, or a claim that disputes
// another: whoever says so reviews the claim that it disputes, where that was made.
#include <algorithm>
#include <utility>

#include "interchange/formats.h"
#include "json_parts.h"

namespace headwater::detail {
namespace {

struct Review {
  std::string title, url, date;
  std::string author;    // of the review
  std::string reviewed;  // the words of the claim
  std::string body;
  std::string verdict;
  Polarity polarity = Polarity::kDenies;
  std::string speaker;  // of the claim
  bool speaker_is_person = false;
  std::vector<std::string> appearances;
};

// From 1, false, to 5, true.
int rating(Polarity polarity) {
  switch (polarity) {
    case Polarity::kAsserts:
      return 5;
    case Polarity::kDenies:
      return 1;
    default:
      return 3;
  }
}

std::string_view default_verdict(Polarity polarity) {
  switch (polarity) {
    case Polarity::kAsserts:
      return "True";
    case Polarity::kDenies:
      return "Denied";
    default:
      return "Doubted";
  }
}

Json review_json(const Review& review) {
  Json out{{"@type", "ClaimReview"}};
  const auto add = [](Json& to, const char* name, const std::string& value) {
    if (!value.empty()) to[name] = value;
  };
  add(out, "name", review.title);
  add(out, "url", review.url);
  add(out, "datePublished", review.date);
  if (!review.author.empty()) out["author"] = {{"@type", "Organization"}, {"name", review.author}};
  out["claimReviewed"] = review.reviewed;
  out["reviewRating"] = {
      {"@type", "Rating"},
      {"ratingValue", rating(review.polarity)},
      {"bestRating", 5},
      {"worstRating", 1},
      {"alternateName", review.verdict.empty() ? std::string{default_verdict(review.polarity)} : review.verdict}};
  add(out, "reviewBody", review.body);
  Json item{{"@type", "Claim"}};
  if (!review.speaker.empty())
    item["author"] = {{"@type", review.speaker_is_person ? "Person" : "Organization"}, {"name", review.speaker}};
  for (const std::string& url : review.appearances)
    item["appearance"].push_back({{"@type", "CreativeWork"}, {"url", url}});
  if (item.size() > 1) out["itemReviewed"] = std::move(item);
  return out;
}

class ReviewWriter {
 public:
  ReviewWriter(Visible& from, ExportOut& out) : from_{from}, out_{out} {}

  Result<void> run() {
    if (Result<void> done = out_.write(R"({"@context":"https://schema.org","@graph":[)"); !done) return done;
    const Result<void> read = from_.each_batch([&](const DocumentBatch& batch) {
      return batch.extraction.document.format == Format::kClaimReview ? write_read(batch) : write_disputes(batch);
    });
    if (!read) return read;
    return out_.write("\n]}\n");
  }

 private:
  Result<void> write(const Review& review) {
    return out_.write((std::exchange(first_, false) ? "\n" : ",\n") + dumped(review_json(review)));
  }

  static Review by(const Document& document) {
    Review out;
    out.title = document.title;
    out.url = document.url;
    out.date = document.published ? document.published->text() : "";
    out.author = document.publisher;
    return out;
  }

  static void set_speaker(Review& review, const Agent& agent) {
    review.speaker = agent.name;
    review.speaker_is_person = agent.kind == AgentKind::kPerson;
  }

  // A review that was read has its own voice and, where it names one, the speaker's.
  Result<void> write_read(const DocumentBatch& batch) {
    const Extraction& e = batch.extraction;
    Review review = by(e.document);
    const Claim* own = nullptr;
    for (const Claim& claim : e.claims) {
      if (claim.form == ClaimForm::kOwn) own = own == nullptr ? &claim : own;
      if (claim.form == ClaimForm::kOwn || !claim.speaker) continue;
      if (const Agent* agent = e.agent(*claim.speaker)) set_speaker(review, *agent);
    }
    if (own == nullptr) return {};
    review.reviewed = words_of(e.text, own->content);
    review.verdict = words_of(e.text, own->cue);
    review.polarity = own->polarity;
    const std::uint32_t read_to = std::max(hull(own->content).end, hull(own->cue).end);
    const std::size_t body = e.text.find_first_not_of('\n', read_to);
    if (body != std::string::npos) review.body = e.text.substr(body);
    for (const DocumentId cited : own->cites) {
      const Document* document = e.referenced_document(cited);
      if (document != nullptr && !document->url.empty()) review.appearances.push_back(document->url);
    }
    return write(review);
  }

  Result<void> write_disputes(const DocumentBatch& batch) {
    const Extraction& e = batch.extraction;
    for (const Edge& edge : batch.links) {
      if (edge.relation != Relation::kDisputes || !edge.from.claim() || !edge.to.claim()) continue;
      const auto denial =
          std::find_if(e.claims.begin(), e.claims.end(), [&](const Claim& claim) { return edge.from == claim.id; });
      const Result<std::optional<Claim>> denied = from_.store().claim(*edge.to.claim());
      if (!denied) return denied.error();
      if (denial == e.claims.end() || !*denied) continue;
      Review review = by(e.document);
      if (denial->speaker) {
        if (const Agent* agent = e.agent(*denial->speaker)) review.author = agent->name;
      }
      review.reviewed = (*denied)->text;
      review.body = denial->text;
      review.polarity = denial->polarity == Polarity::kDenies ? Polarity::kDenies : Polarity::kDoubts;
      const DocumentId home = document_of(*edge.to.claim());
      if ((*denied)->speaker) {
        // Under the name it has where the claim was made.
        const Result<bool> seen = from_.may_be_seen(*(*denied)->speaker);
        if (!seen) return seen.error();
        const Result<std::optional<Agent>> agent = from_.store().agent_as_told(
            *(*denied)->speaker, [&](DocumentId writer) -> Result<bool> { return writer == home; });
        if (!agent) return agent.error();
        if (*seen && *agent) set_speaker(review, **agent);
      }
      const Result<std::optional<Document>> made_in = from_.store().document(home);
      if (!made_in) return made_in.error();
      if (*made_in && !(*made_in)->url.empty()) review.appearances.push_back((*made_in)->url);
      if (Result<void> done = write(review); !done) return done;
    }
    return {};
  }

  Visible& from_;
  ExportOut& out_;
  bool first_ = true;
};

}  // namespace

Result<void> write_claim_review(Visible& from, ExportOut& out) { return ReviewWriter{from, out}.run(); }

}  // namespace headwater::detail
