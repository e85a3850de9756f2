// What words and names stand for: the tables of nouns and outlets, and the endings of names.
#ifndef HEADWATER_INGEST_READING_LEXICON_H_
#define HEADWATER_INGEST_READING_LEXICON_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/vocabulary.h"

namespace headwater::detail {

enum class NounClass : std::uint8_t { kPerson, kGroup, kOrganisation, kGovernment, kOutlet, kDocument, kEvent };

struct Noun {
  NounClass what = NounClass::kPerson;
  Medium medium = Medium::kUnknown;  // of documents and events
};
// A head noun in lower case, singular or plural. Nothing for one that is not in ingest/data/nouns.tsv.
std::optional<Noun> find_noun(std::string_view low);

struct Outlet {
  std::string name;
  bool is_agency = false;
  std::string domain;
};
// A known outlet by any of its names (ingest/data/outlets.tsv); null for others. Lives for ever.
const Outlet* find_outlet(std::string_view name);
const Outlet* find_outlet_by_domain(std::string_view host);

// What a name says of its bearer: "Ministry of Agriculture" government, "Evening Courier" outlet, "Orrin Mining"
// organisation. Nothing where its words do not tell.
std::optional<AgentKind> kind_of_name(std::string_view name);

// "Central Election Commission" of "... of Solvane", "Marrow Institute" of "... for Food Microbiology": what a body is
// called where it is known. "" where too little would be left to tell it from others.
std::string name_without_place(std::string_view name);
// "Marwick Water" of "Marwick Water plc"; "" where no legal form stands behind two words.
std::string name_without_form(std::string_view name);
// "Evening Post" of "Brindle Evening Post"; "" where what is left is no outlet's name.
std::string outlet_without_place(std::string_view name);
// "Interior Ministry" for "Ministry of the Interior"; "" where it is no ministry's, department's or office's name.
std::string name_turned_round(std::string_view name);

// "Orrin Mining", "Harrow Group": a firm, which may be called by its first word alone.
bool is_firm_name(std::string_view name);

// A document that somebody puts out under their name: a statement, a report, a letter, a filing.
bool is_put_out(Medium medium);

// "who", "which", "that", where a clause about somebody or something begins.
bool is_relative(std::string_view low);

// "is", "are", "was", "were"
bool is_be(std::string_view low);

// "the", "a", "this", "its", "our" and the like.
bool is_determiner(const std::string& low);
// Of the third person: "its", "his", "her", "their".
bool is_possessive(const std::string& low);

// "Mr", "Dr", "Col.", in lower case without the stop.
bool is_title(std::string_view low);
// Words a list of given names would have; told from frequent ones in English news.
bool is_weekday(std::string_view low, int* monday_is_zero = nullptr);
bool is_month(std::string_view low);

// "savers", "miners": by its ending, what people do, and more than one of them.
bool is_plural_of_people(std::string_view low);
// "the company", "county inspectors": a description, in which no letter is a capital or beyond ASCII.
bool is_description(std::string_view name);
// Nouns and adjectives of people without a name: "sources", "a person familiar with".
bool is_anonymous_noun(std::string_view low);

AgentKind agent_kind_of(NounClass what);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_LEXICON_H_
