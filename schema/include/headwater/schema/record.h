// What one document yields, as plain values.
//
// An Extraction is the whole of it: the document itself, its text with the way back to the raw bytes, and the claims,
// citations, agents and documents spoken of. It is a pure function of bytes and options, made by `ingest`, kept by
// `graph`. Claims and citations name agents and documents by id; the records stand once each, in `agents` and
// `referenced`. Values own all they hold: copy and move them freely, share const ones between threads.
#ifndef HEADWATER_SCHEMA_RECORD_H_
#define HEADWATER_SCHEMA_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headwater/schema/date.h"
#include "headwater/schema/id.h"
#include "headwater/schema/span.h"
#include "headwater/schema/vocabulary.h"

namespace headwater {

// A person, organisation, outlet, government body or group.
struct Agent {
  AgentId id;
  std::string name;  // the fullest form the text gives
  AgentKind kind = AgentKind::kOrganisation;
  bool anonymous = false;          // "American intelligence officials"
  std::vector<std::string> names;  // every form it is called by, `name` among them; sorted, no doubles

  bool operator==(const Agent&) const = default;
};

// A thing that carries words. Held when its bytes are in the store, else only spoken of.
struct Document {
  DocumentId id;
  bool held = false;
  DocumentKind kind = DocumentKind::kArticle;
  Format format = Format::kText;
  Medium medium = Medium::kUnknown;
  std::string title;
  std::string publisher;             // outlet, or the issuer of a report or statement; "" where not known
  std::vector<std::string> authors;  // one person or body each, no "By"
  std::optional<Date> published;     // never the time of retrieval
  std::optional<Date> updated;       // of the last change, as the document states it
  std::optional<Date> retrieved;     // when the bytes were fetched, as whoever fetched them says
  std::string url;                   // canonical, absolute; "" for none
  std::string copy_of;               // an address at another site that the page calls the canonical one; "" for none
  std::int64_t recorded = 0;         // when the store first held it, seconds since 1970-01-01T00:00:00Z; 0: not known
  std::string family;                // who owns the publisher, else its registrable domain; one family is one source
  std::string path;                  // as it was given; "" if only spoken of
  std::string language;              // BCP 47; "" where not known
  std::string encoding;              // of the raw bytes, WHATWG name
  std::string sha256;                // of the raw bytes, 64 hex digits
  std::uint64_t text_bytes = 0;
  bool behind_wall = false;  // as its page says, not all of it is open to everybody: the text here may be a part

  bool operator==(const Document&) const = default;
};

// A claim: what one document says in one place.
struct Claim {
  ClaimId id;
  Spans content;                // the words claimed
  Spans source;                 // the words that name the speaker; may be empty
  Spans cue;                    // "said", "according to"; may be empty
  std::vector<Spans> mentions;  // where the same words stand again (a caption printed twice)
  std::string text;             // the words of `content`, pieces joined by a space, white space folded, without a
                                // leading "that"
  ClaimForm form = ClaimForm::kOwn;
  Polarity polarity = Polarity::kAsserts;
  double certainty = 1.0;  // below 1 where the words hedge
  std::optional<AgentId> speaker;
  std::optional<DocumentId> origin;        // in which the speaker put it out
  std::vector<AgentId> via;                // hops, the nearest to the reader first
  std::vector<DocumentId> cites;           // documents the text names or links for this claim
  EndClass end = EndClass::kUnattributed;  // where the chain ends as this document alone tells it
  std::string rule;                        // rule or model that read it, with its version: "cue-after@1"
  double confidence = 0;                   // 0 to 1

  bool operator==(const Claim&) const = default;
};

// One citation of one document by another.
struct Citation {
  CitationHow how = CitationHow::kNamed;
  DocumentId document;
  Spans evidence;
  std::string rule;
  double confidence = 0;

  bool operator==(const Citation&) const = default;
};

// A tie between two agents that the text states: speaks_for or same_as.
struct AgentTie {
  AgentId from;
  Relation relation = Relation::kSpeaksFor;
  AgentId to;
  Spans evidence;
  std::string rule;
  double confidence = 0;

  bool operator==(const AgentTie&) const = default;
};

// A document that was handed to someone: "faxed to the Associated Press".
struct Delivery {
  DocumentId document;
  AgentId to;
  Spans evidence;
  std::string rule;
  double confidence = 0;

  bool operator==(const Delivery&) const = default;
};

struct Link {
  std::string url;  // absolute, as the page gives it
  ByteSpan text;    // the anchor's words in the document's text

  bool operator==(const Link&) const = default;
};

// A place on a page of a document that has pages: page from 1, hundredths of a point from its top left corner.
struct PageBox {
  std::uint32_t page = 0;
  std::uint32_t left = 0, top = 0, right = 0, bottom = 0;

  bool operator==(const PageBox&) const = default;
};

// text [text.begin, text.end) came from the raw bytes [raw.begin, raw.end); one run of characters, no tag inside. Where
// the words stand on a page, `coding` is kPage, `box` tells where, and `raw` is empty.
struct MapPiece {
  ByteSpan text;
  ByteSpan raw;
  RawCoding coding = RawCoding::kPlain;
  PageBox box;

  MapPiece() = default;
  MapPiece(ByteSpan text_span, ByteSpan raw_span) : text{text_span}, raw{raw_span} {}

  bool operator==(const MapPiece&) const = default;
};

struct Extraction {
  Document document;
  std::string text;                  // UTF-8
  std::vector<MapPiece> map;         // in text order; every byte of `text` that is no white space lies in one
  std::vector<Link> links;           // of the main content; an empty place: the link's words are not in the text
  Spans boilerplate;                 // furniture inside `text`
  std::vector<Citation> citations;   // in text order
  std::vector<Claim> claims;         // in text order
  std::vector<Agent> agents;         // every agent named by an id above, sorted by id
  std::vector<Document> referenced;  // every document named by an id above but `document`, sorted by id
  std::vector<AgentTie> ties;
  std::vector<Delivery> deliveries;
  std::vector<std::string> warnings;  // what was repaired or skipped, one sentence each

  bool operator==(const Extraction&) const = default;

  // Binary search. Null if absent; the pointer lives until the vector changes.
  [[nodiscard]] const Agent* agent(AgentId id) const;
  [[nodiscard]] const Document* referenced_document(DocumentId id) const;
};

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_RECORD_H_
