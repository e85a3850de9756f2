// The closed sets of words, each with its spelling in JSON, on the command line and in the store.
//
// to_string gives the spelling; parse_X gives the value back, or nothing. Numbers stand in the store: never renumber,
// never reuse. A new value needs a decision record.
#ifndef HEADWATER_SCHEMA_VOCABULARY_H_
#define HEADWATER_SCHEMA_VOCABULARY_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace headwater {

// What the bytes are. Of those from kMailbox on a document is never made itself: they hold items that are documents.
enum class Format : std::uint8_t {
  kText = 0,
  kHtml = 1,
  kPdf = 2,
  kMail = 3,         // one message, RFC 5322
  kFeed = 4,         // RSS, Atom, a news sitemap; of a document: one item of it
  kJsonLines = 5,    // one object a line; of a document: one line of it
  kStix = 6,         // a STIX 2.1 bundle; of a document: one report of it
  kClaimReview = 7,  // ClaimReview as JSON-LD
  kMailbox = 8,
  kWarc = 9,  // and its forerunner, ARC
  kGzip = 10,
  kZstd = 11,
};

// How words stand in the raw bytes besides their charset.
enum class RawCoding : std::uint8_t {
  kPlain = 0,
  kQuotedPrintable = 1,
  kBase64 = 2,
  kJson = 3,  // inside a JSON string
  kXml = 4,   // markup inside XML: character references are resolved once more
  kPage = 5,  // no bytes: a place on a page
};

// What a held document is to its reader.
enum class DocumentKind : std::uint8_t { kArticle = 0, kReport = 1, kStatement = 2, kTranscript = 3, kOther = 4 };

// The channel in which words were put out.
enum class Medium : std::uint8_t {
  kUnknown = 0,
  kArticle = 1,
  kReport = 2,
  kStatement = 3,
  kFax = 4,
  kEmail = 5,
  kLetter = 6,
  kNewsConference = 7,
  kInterview = 8,
  kSpeech = 9,
  kTestimony = 10,
  kFiling = 11,
  kSocialPost = 12,
  kBroadcast = 13,
  kImage = 14,
};

enum class AgentKind : std::uint8_t { kPerson = 0, kOrganisation = 1, kOutlet = 2, kGovernment = 3, kGroup = 4 };

// How a claim's words relate to the speaker's. kOwn: the document's own voice.
enum class ClaimForm : std::uint8_t { kDirect = 0, kMixed = 1, kIndirect = 2, kOwn = 3 };

enum class Polarity : std::uint8_t { kAsserts = 0, kDenies = 1, kDoubts = 2, kDeclines = 3 };

// Where a chain ends; the design's section 3.
enum class EndClass : std::uint8_t {
  kPrimary = 0,
  kFirsthand = 1,
  kAnonymous = 2,
  kReferenced = 3,
  kUnattributed = 4,
  kCircular = 5,
};

enum class CitationHow : std::uint8_t {
  kNamed = 0,
  kLink = 1,
  kFirstReported = 2,
  kCredit = 3,
  kHatTip = 4,
  kImage = 5,
  kByline = 6,
  kContributed = 7,
  kSharedText = 8,  // most of its text stands in the other, and it does not say so
};

// Edges. All point upstream, towards what the first rests on.
enum class Relation : std::uint8_t {
  kMadeIn = 1,       // claim -> document it stands in
  kSaidBy = 2,       // claim -> agent
  kSaidIn = 3,       // claim -> document in which the speaker put it out
  kReportedBy = 4,   // claim -> agent or document through which it came; `hop` 0 is the nearest to the reader
  kRepeats = 5,      // claim -> earlier claim that it restates
  kDisputes = 6,     // claim -> claim it denies or doubts
  kCites = 7,        // document -> document; also claim -> document, where a citation stands for this claim
  kIssuedBy = 8,     // document -> agent: publisher, author, issuer
  kDeliveredTo = 9,  // document -> agent
  kSpeaksFor = 10,   // agent -> agent
  kSameAs = 11,      // agent -> agent, document -> document
};

std::string_view to_string(Format value);
std::string_view to_string(RawCoding value);
std::string_view to_string(DocumentKind value);
std::string_view to_string(Medium value);
std::string_view to_string(AgentKind value);
std::string_view to_string(ClaimForm value);
std::string_view to_string(Polarity value);
std::string_view to_string(EndClass value);
std::string_view to_string(CitationHow value);
std::string_view to_string(Relation value);

std::optional<Format> parse_format(std::string_view text);
std::optional<RawCoding> parse_raw_coding(std::string_view text);
std::optional<DocumentKind> parse_document_kind(std::string_view text);
std::optional<Medium> parse_medium(std::string_view text);
std::optional<AgentKind> parse_agent_kind(std::string_view text);
std::optional<ClaimForm> parse_claim_form(std::string_view text);
std::optional<Polarity> parse_polarity(std::string_view text);
std::optional<EndClass> parse_end_class(std::string_view text);
std::optional<CitationHow> parse_citation_how(std::string_view text);
std::optional<Relation> parse_relation(std::string_view text);

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_VOCABULARY_H_
