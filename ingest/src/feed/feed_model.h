// What a feed says, as it says it: RSS of all versions, Atom, CDF, and the modules that feeds carry.
//
//   Feed feed = read_feed(text, options);
//   feed.entries[0].fields["title"]      // "Doubts grow"
//   feed.entries[0].texts["content"]     // with the way back to each of its characters
//
// Old and new names of one thing come under one name, that of Atom: title, subtitle, summary, content, link, links, id,
// published, updated, author, authors, contributors, tags, rights, generator, source, and prefix_name for what modules
// add. Values are strings and objects as in the Universal Feed Parser's documentation of feeds, so that its test feeds
// can be asked of ours; markup in them is as the feed has it, relative links and all.
#ifndef HEADWATER_INGEST_FEED_FEED_MODEL_H_
#define HEADWATER_INGEST_FEED_FEED_MODEL_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "headwater/schema/span.h"
#include "text/trail.h"

namespace headwater::detail {

// A construct of text: what it is, and whence.
struct FeedText {
  std::string value;
  std::string type;      // text/plain, text/html or application/xhtml+xml, resolved
  std::string base;      // what its relative links start from
  std::string language;  // as stated; "" for none
  std::string src;       // where the content is, if not here
  Trail trail;           // into the feed's text
};

struct FeedEntry {
  ByteSpan place;  // from the element's first byte to its last
  nlohmann::json fields = nlohmann::json::object();
  std::vector<FeedText> contents;
  std::map<std::string, FeedText> texts;  // title, summary and others by name
};

struct Feed {
  std::string version;  // "rss20", "atom10", ...; "" for none that is known
  bool well_formed = true;
  std::string error;  // why it is not
  nlohmann::json fields = nlohmann::json::object();
  std::map<std::string, FeedText> texts;
  std::vector<FeedEntry> entries;
  bool truncated = false;  // more entries than are kept
};

struct FeedOptions {
  std::string base_url;
  std::string language;
  std::size_t max_entries = 100'000;
};

// `text` is UTF-8. Never fails: what is not well-formed is read as far as it goes, and said so. Linear but for the
// depth of elements.
Feed read_feed(std::string_view text, const FeedOptions& options = {});

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_FEED_FEED_MODEL_H_
