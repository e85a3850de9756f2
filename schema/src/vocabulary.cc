#include "headwater/schema/vocabulary.h"

#include <array>
#include <utility>

namespace headwater {
namespace {

template <class T, std::size_t N>
using Table = std::array<std::pair<T, std::string_view>, N>;

constexpr Table<Format, 12> kFormats{{{Format::kText, "text"},
                                      {Format::kHtml, "html"},
                                      {Format::kPdf, "pdf"},
                                      {Format::kMail, "mail"},
                                      {Format::kFeed, "feed"},
                                      {Format::kJsonLines, "json_lines"},
                                      {Format::kStix, "stix"},
                                      {Format::kClaimReview, "claim_review"},
                                      {Format::kMailbox, "mailbox"},
                                      {Format::kWarc, "warc"},
                                      {Format::kGzip, "gzip"},
                                      {Format::kZstd, "zstd"}}};
constexpr Table<RawCoding, 6> kRawCodings{{{RawCoding::kPlain, "plain"},
                                           {RawCoding::kQuotedPrintable, "quoted-printable"},
                                           {RawCoding::kBase64, "base64"},
                                           {RawCoding::kJson, "json"},
                                           {RawCoding::kXml, "xml"},
                                           {RawCoding::kPage, "page"}}};
constexpr Table<DocumentKind, 5> kDocumentKinds{{{DocumentKind::kArticle, "article"},
                                                 {DocumentKind::kReport, "report"},
                                                 {DocumentKind::kStatement, "statement"},
                                                 {DocumentKind::kTranscript, "transcript"},
                                                 {DocumentKind::kOther, "other"}}};
constexpr Table<Medium, 15> kMedia{{{Medium::kUnknown, "unknown"},
                                    {Medium::kArticle, "article"},
                                    {Medium::kReport, "report"},
                                    {Medium::kStatement, "statement"},
                                    {Medium::kFax, "fax"},
                                    {Medium::kEmail, "email"},
                                    {Medium::kLetter, "letter"},
                                    {Medium::kNewsConference, "news_conference"},
                                    {Medium::kInterview, "interview"},
                                    {Medium::kSpeech, "speech"},
                                    {Medium::kTestimony, "testimony"},
                                    {Medium::kFiling, "filing"},
                                    {Medium::kSocialPost, "social_post"},
                                    {Medium::kBroadcast, "broadcast"},
                                    {Medium::kImage, "image"}}};
constexpr Table<AgentKind, 5> kAgentKinds{{{AgentKind::kPerson, "person"},
                                           {AgentKind::kOrganisation, "organisation"},
                                           {AgentKind::kOutlet, "outlet"},
                                           {AgentKind::kGovernment, "government"},
                                           {AgentKind::kGroup, "group"}}};
constexpr Table<ClaimForm, 4> kForms{{{ClaimForm::kDirect, "direct"},
                                      {ClaimForm::kMixed, "mixed"},
                                      {ClaimForm::kIndirect, "indirect"},
                                      {ClaimForm::kOwn, "own"}}};
constexpr Table<Polarity, 4> kPolarities{{{Polarity::kAsserts, "asserts"},
                                          {Polarity::kDenies, "denies"},
                                          {Polarity::kDoubts, "doubts"},
                                          {Polarity::kDeclines, "declines"}}};
constexpr Table<EndClass, 6> kEnds{{{EndClass::kPrimary, "primary"},
                                    {EndClass::kFirsthand, "firsthand"},
                                    {EndClass::kAnonymous, "anonymous"},
                                    {EndClass::kReferenced, "referenced"},
                                    {EndClass::kUnattributed, "unattributed"},
                                    {EndClass::kCircular, "circular"}}};
constexpr Table<CitationHow, 9> kHows{{{CitationHow::kNamed, "named"},
                                       {CitationHow::kLink, "link"},
                                       {CitationHow::kFirstReported, "first_reported"},
                                       {CitationHow::kCredit, "credit"},
                                       {CitationHow::kHatTip, "hat_tip"},
                                       {CitationHow::kImage, "image"},
                                       {CitationHow::kByline, "byline"},
                                       {CitationHow::kContributed, "contributed"},
                                       {CitationHow::kSharedText, "shared_text"}}};
constexpr Table<Relation, 11> kRelations{{{Relation::kMadeIn, "made_in"},
                                          {Relation::kSaidBy, "said_by"},
                                          {Relation::kSaidIn, "said_in"},
                                          {Relation::kReportedBy, "reported_by"},
                                          {Relation::kRepeats, "repeats"},
                                          {Relation::kDisputes, "disputes"},
                                          {Relation::kCites, "cites"},
                                          {Relation::kIssuedBy, "issued_by"},
                                          {Relation::kDeliveredTo, "delivered_to"},
                                          {Relation::kSpeaksFor, "speaks_for"},
                                          {Relation::kSameAs, "same_as"}}};

template <class T, std::size_t N>
constexpr std::string_view spell(const Table<T, N>& table, T value) {
  for (const auto& [v, text] : table) {
    if (v == value) return text;
  }
  return table[0].second;
}

template <class T, std::size_t N>
constexpr std::optional<T> find(const Table<T, N>& table, std::string_view text) {
  for (const auto& [v, name] : table) {
    if (name == text) return v;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Format value) { return spell(kFormats, value); }
std::string_view to_string(RawCoding value) { return spell(kRawCodings, value); }
std::string_view to_string(DocumentKind value) { return spell(kDocumentKinds, value); }
std::string_view to_string(Medium value) { return spell(kMedia, value); }
std::string_view to_string(AgentKind value) { return spell(kAgentKinds, value); }
std::string_view to_string(ClaimForm value) { return spell(kForms, value); }
std::string_view to_string(Polarity value) { return spell(kPolarities, value); }
std::string_view to_string(EndClass value) { return spell(kEnds, value); }
std::string_view to_string(CitationHow value) { return spell(kHows, value); }
std::string_view to_string(Relation value) { return spell(kRelations, value); }

std::optional<Format> parse_format(std::string_view text) { return find(kFormats, text); }
std::optional<RawCoding> parse_raw_coding(std::string_view text) { return find(kRawCodings, text); }
std::optional<DocumentKind> parse_document_kind(std::string_view text) { return find(kDocumentKinds, text); }
std::optional<Medium> parse_medium(std::string_view text) { return find(kMedia, text); }
std::optional<AgentKind> parse_agent_kind(std::string_view text) { return find(kAgentKinds, text); }
std::optional<ClaimForm> parse_claim_form(std::string_view text) { return find(kForms, text); }
std::optional<Polarity> parse_polarity(std::string_view text) { return find(kPolarities, text); }
std::optional<EndClass> parse_end_class(std::string_view text) { return find(kEnds, text); }
std::optional<CitationHow> parse_citation_how(std::string_view text) { return find(kHows, text); }
std::optional<Relation> parse_relation(std::string_view text) { return find(kRelations, text); }

}  // namespace headwater
