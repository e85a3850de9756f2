// XML as a row of events, each with its place in the text.
//
// Two ways: strictly, with expat, and loosely, for what is not well-formed: tags that do not match, stray ampersands,
// an end that is missing. Neither loads anything from outside. Entities that the text itself declares are resolved one
// deep and not further, so that they cannot multiply; those of HTML are known.
#ifndef HEADWATER_INGEST_FEED_XML_EVENTS_H_
#define HEADWATER_INGEST_FEED_XML_EVENTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/schema/span.h"

namespace headwater::detail {

using XmlAttributes = std::vector<std::pair<std::string, std::string>>;

// Names are as they stand, prefix and all. Places are bytes of the text given. Nesting is at most 256 deep.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const XmlAttributes& attributes, ByteSpan place) = 0;
  virtual void end(std::string_view name, ByteSpan place) = 0;
  // Resolved characters from `place`; one reference or one run that stands as it is.
  virtual void text(std::string_view characters, ByteSpan place) = 0;
};

// `text` is UTF-8, whatever it declares. What was wrong with it, if anything; the events until then were sent.
std::optional<std::string> read_xml_strictly(std::string_view text, XmlHandler& handler);

// Never fails. Ends of elements that were never begun are left out; what is open at the end is ended.
void read_xml_loosely(std::string_view text, XmlHandler& handler);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_FEED_XML_EVENTS_H_
