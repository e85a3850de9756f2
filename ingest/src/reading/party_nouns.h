// What nouns tell of whom they stand for, beyond the table of nouns.
#ifndef HEADWATER_INGEST_READING_PARTY_NOUNS_H_
#define HEADWATER_INGEST_READING_PARTY_NOUNS_H_

#include <string>

#include "reading/analysis.h"

namespace headwater::detail {

bool is_spokesperson(const std::string& w);

// An organisation, or one of the state: "police", "company".
bool is_body_noun(const std::string& w);

// Bodies that are not just any firm: "the union" is none that has another kind of name.
bool is_body_of_its_own(const std::string& w);

// "the inspectors": people of the body that is there for it. Others may stand up to a body of their name: "teachers".
bool is_overseers(const std::string& w);

// "the contractor", "the insurer": somebody by trade, who may be a firm.
bool may_be_firm(const std::string& w);

// "the company", "the operator": a firm, whatever it is called.
bool is_business(const std::string& w);
// "Aldenhove University", "Vessin Roads Administration": no firm.
bool names_no_business(const std::string& name);

// "the former mechanic", "the nurse": one of many, where the text has no name for them; the mayor is one.
bool is_of_many(const Analysis& a, Range before, const std::string& noun);

// An outlet that supplies others with news, by the table or by its name.
bool is_wire(const std::string& name);

// Bodies of the state that the table of nouns does not have: "the air force", "the markets watchdog".
bool is_force(const std::string& w);

// Nouns for one person that the table does not have: "the former champion", "the goalkeeper", "the 71-year-old".
bool names_person(const std::string& w);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_PARTY_NOUNS_H_
