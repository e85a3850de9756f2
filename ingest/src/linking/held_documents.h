// Which held documents a document may mean that it names: by address, by who put it out, by words of a name that is
// not whole.
#ifndef HEADWATER_INGEST_LINKING_HELD_DOCUMENTS_H_
#define HEADWATER_INGEST_LINKING_HELD_DOCUMENTS_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/record.h"

namespace headwater::detail {

// Documents of one publisher that are looked at for one reference.
inline constexpr std::size_t kMaxCandidates = 200;
// A reference without a date means a document of about the same time: days before the one that speaks of it.
inline constexpr std::int64_t kMaxAgeDays = 120;
// Documents that have a word in title or publisher: more say nothing about who is meant by it.
inline constexpr std::size_t kTooManyWithWord = 60;

// A medium of words on paper, that a held statement or report may be.
bool is_paper(Medium medium);
// What is said aloud: its record is a transcript.
bool is_spoken(Medium medium);
// May `held` be what `from` speaks of as `reference`?
bool fits(const Document& reference, const Document& held, const Document& from);

// Whether `held` came out in the time before `from` in which it may be meant by it; unknown days may be any.
bool is_of_the_time(const Document& held, const Document& from);

// The words of a name by which it can be found.
std::set<std::string> telling_words(std::string_view name);
// Whether these words of a name may be short for another. One alone is a name only with a capital.
bool can_be_short(std::string_view name, const std::set<std::string>& words);
// May `name`, of `words`, be short for `whole`? It is no other whole name, and one word has to open it.
bool stands_for(std::string_view name, const std::set<std::string>& words, std::string_view whole);

// "the Infirmary" of the Sandrey Royal Infirmary: one word with a capital that closes the name.
bool closes_name(std::string_view name, const std::set<std::string>& words, std::string_view whole);

// For one new document, by one thread; reads, never writes.
class HeldDocuments {
 public:
  HeldDocuments(const Store& store, const Extraction& extraction) : store_{store}, extraction_{extraction} {}

  struct Candidates {
    std::vector<DocumentId> documents;
    bool is_paper = false;  // was looked for by name, and is words on paper
    bool is_weak = false;   // by the last word of the name alone: only what is said can show that it is meant
  };
  Result<Candidates> of(Document reference) const;

  // Keys of names the issuer of a reference goes by, here and in documents before.
  [[nodiscard]] std::set<std::string> names_of(const std::string& publisher) const;

 private:
  // By the words of a name that is not whole: "the food safety authority" where the Lothen Food Safety Authority is the
  // only publisher whose name has them all.
  Result<void> look_by_words(const Document& reference, Candidates& out) const;
  Result<void> leave_out_later(Candidates& found) const;
  Result<void> look_by_name(const Document& reference, Candidates& out) const;
  // By whose site the address is: "https://www.aei.averland.example/..." where a body is known as AEI.
  Result<void> look_by_host(const Document& reference, Candidates& out) const;
  // Held transcripts in which somebody of that name speaks.
  Result<void> look_by_speaker(const Document& reference, const std::string& name, Candidates& out) const;
  Result<void> add_if_fits(const Document& reference, DocumentId id, Candidates& out) const;
  // Those that have all these words in title and publisher; none where each word has too many.
  [[nodiscard]] Result<std::set<DocumentId>> documents_with(const std::set<std::string>& words) const;

  // Whether somebody of that name has a record or has put out a document.
  [[nodiscard]] Result<bool> is_known(const std::string& name) const;

  const Store& store_;
  const Extraction& extraction_;
  mutable std::set<std::string> strange_labels_;  // of hosts: nobody is known by them
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_LINKING_HELD_DOCUMENTS_H_
