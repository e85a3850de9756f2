// Who wrote it: the line that says so, and the names in it.
//
//   authors_in("By Marta Lind and Piet Oort, Lothen Press Agency")
//       // "Marta Lind", "Piet Oort", "Lothen Press Agency"
//
// Precision first: a piece that may be a role, a place or a heading is no author.
#ifndef HEADWATER_INGEST_TEXT_BYLINE_H_
#define HEADWATER_INGEST_TEXT_BYLINE_H_

#include <string>
#include <string_view>
#include <vector>

namespace headwater::detail {

// True for a line of its own that opens with "By" and a name and holds nothing but names, roles and places.
bool is_byline(std::string_view line);

// The people and bodies in a byline or in an author field, in order, each once; without "By", roles, addresses, dates.
std::vector<std::string> authors_in(std::string_view line);

// The part of a short line that is a byline: all of it, or what follows its date or "Posted" ("9 April 2024 by Marta
// Lind"). "" if there is none.
std::string_view byline_in(std::string_view line);

// True where the last word is "by" in one of several languages.
bool ends_with_by(std::string_view text);

// The pen name in the words of an element that is known to hold the author ("von | c1ph4"), in one entry; none where it
// cannot be told from the rest, or where "by" must stand before it and does not.
std::vector<std::string> pen_names_in(std::string_view text, bool wants_by);

// The people in a field that a machine reads and that is known to hold the author. As authors_in, but a name may also
// be written in small letters or be a pen name.
std::vector<std::string> authors_in_field(std::string_view field);

// Two to five words that each look like a part of a person's name.
bool is_person_name(std::string_view name);

// One word that may be a pen name and is no word for a role or for the page ("admin", "staff").
bool is_pen_name(std::string_view name);

// A news agency, or a name with a word that bodies have ("Press", "Agency", "Ministry"), or an acronym.
bool is_body_name(std::string_view name);

// A news agency known by this name ("AP", "Associated Press"), as bylines and datelines give it.
bool is_news_agency(std::string_view name);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_BYLINE_H_
