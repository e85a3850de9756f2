#include "reading/link_names.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "headwater/schema/fold.h"
#include "reading/acronyms.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

bool is_body(const Party& p) {
  return p.entity && !p.anonymous && (p.kind == AgentKind::kOrganisation || p.kind == AgentKind::kGovernment);
}

constexpr std::size_t kTelling = 4;  // bytes of a word

// An address of the body's own: a word of its name stands in the host, or its first letters do. A story at somebody
// else's address may be about several.
bool is_at_home(const std::string& url, const Party& body) {
  const std::string host = fold(host_of(url)), name = fold(body.name);
  for (const ByteSpan word : word_spans(name)) {
    if (word.end - word.begin >= kTelling && host.find(slice(name, word)) != std::string::npos) return true;
  }
  const std::string letters = fold(initials(body.name));
  return letters.size() >= 3 && ("." + host).find("." + letters + ".") != std::string::npos;
}

// "The regulator" is no firm.
bool fits(const Party& label, const Party& body) { return label.kind == AgentKind::kGroup || label.kind == body.kind; }

// A label that goes by what it is: "the firm", "the inspectors".
bool is_nameless(const Party& p) { return !p.entity && p.kind != AgentKind::kPerson; }

// Whether the label has the name itself, and not what was taken for another word for it.
bool has_name(const Analysis& a, ByteSpan label, const Party& body) {
  const std::string words = " " + fold(slice(a.text, label)) + " ";
  const std::string name = fold(body.name);
  for (const ByteSpan word : word_spans(name)) {
    if (word.end - word.begin >= kTelling && words.find(" " + std::string{slice(name, word)}) != std::string::npos)
      return true;
  }
  return false;
}

struct Label {
  ByteSpan place;
  Party body;
};

}  // namespace

void name_by_links(const Analysis& a, std::vector<FoundCitation>& citations, std::vector<DraftClaim>& drafts,
                   std::size_t attributed) {
  // Of each address the one body that its labels name; none where they name several.
  std::map<std::string, std::optional<Party>> named;
  for (const FoundCitation& c : citations) {
    if (c.url.empty() || !is_body(c.outlet) || c.evidence.empty() || !has_name(a, c.evidence.front(), c.outlet))
      continue;
    const auto [it, is_new] = named.emplace(url_key(c.url), c.outlet);
    if (!is_new && it->second && it->second->entity != c.outlet.entity) it->second.reset();
  }
  if (named.empty()) return;
  std::vector<Label> labels;
  for (FoundCitation& c : citations) {
    if (c.url.empty() || !is_nameless(c.outlet) || c.evidence.empty() || c.evidence.front().empty()) continue;
    const auto it = named.find(url_key(c.url));
    if (it == named.end() || !it->second || !is_at_home(c.url, *it->second)) continue;
    if (!c.outlet.is_nobody() && !fits(c.outlet, *it->second)) continue;
    const std::optional<Medium> document = c.outlet.document;
    c.outlet = *it->second;
    c.outlet.document = document;
    labels.push_back({c.evidence.front(), *it->second});
  }
  std::sort(labels.begin(), labels.end(), [](const Label& x, const Label& y) { return x.place < y.place; });
  const auto name = [&](Party& party, Range words) {
    if (words.empty() || party.is_nobody() || !is_nameless(party)) return;
    const ByteSpan place = a.bytes(words);
    const auto it = std::find_if(labels.begin(), labels.end(), [&](const Label& l) { return l.place.overlaps(place); });
    if (it == labels.end() || !fits(party, it->body)) return;
    const std::optional<Medium> document = party.document;
    const std::int32_t at = party.at;
    party = it->body;
    party.document = document;
    party.at = at;
    party.confidence = 0.8;
  };
  for (std::size_t i = 0; i < std::min(attributed, drafts.size()); ++i) {
    name(drafts[i].speaker, drafts[i].from.source);
    for (Beside& beside : drafts[i].also) name(beside.party, beside.words);
  }
}

}  // namespace headwater::detail
