#include "text/furniture.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kLongest = 400;  // bytes of a line that may be furniture

// The whole line, in folded form without marks at its ends. Apart by "|".
constexpr std::string_view kWholeLines =
    "|advertisement|advertisements|advertising|ad|ads|sponsored|sponsored content|paid content|promoted|promoted "
    "stories"
    "|share|share this|share this article|share this story|share this post|share article|share on facebook|share on "
    "twitter"
    "|share on linkedin|share on whatsapp|share via email|share:|tweet|tweet this|pin "
    "it|facebook|twitter|linkedin|whatsapp"
    "|pinterest|reddit|email|e-mail|email this|e-mail to a friend|email to a friend|print|print this|print this story"
    "|print this page|print article|copy link|link copied|save|bookmark|save for later|listen|listen to this article"
    "|watch|watch live|live|live now|watch now|play|play video|pause|mute|replay|loading|loading...|please wait"
    "|most recent|most read|most popular|most viewed|most shared|most commented|popular|popular now|popular stories"
    "|trending|trending now|trending stories|latest|latest news|latest stories|top stories|top news|headlines"
    "|other headlines|more headlines|breaking news|breaking|editor's picks|editors' picks|editor's choice"
    "|all articles|all stories|all news|all posts|see all|view all|show all|see more|show more|view more|load more|more"
    "|more news|more stories|more articles|more from this section|more on this|more on this story|more like this"
    "|related|related articles|related stories|related posts|related news|related content|related topics|related links"
    "|related reading|recommended|recommended for you|recommended reading|recommended stories|you may like"
    "|you might like|you may also like|you might also like|you might also be interested in|suggested for you"
    "|around the web|from around the web|from the web|from our partners|what to read next|read next|up next|next up"
    "|next|previous|prev|next article|previous article|next story|previous story|next post|previous post|back|back to "
    "top"
    "|top|home|menu|search|close|open menu|close menu|toggle navigation|navigation|main menu|sections|skip"
    "|skip to content|skip to main content|skip navigation|skip advertisement|jump to content|go to content"
    "|about|about us|contact|contact us|help|faq|terms|terms of use|terms of service|terms and conditions|privacy"
    "|privacy policy|cookie policy|cookies|cookie settings|manage cookies|manage choices|accept|accept all|reject all"
    "|accept cookies|accept all cookies|i agree|agree|got it|imprint|sitemap|site map|accessibility|careers|advertise"
    "|advertise with us|newsletters|newsletter|subscribe|subscribe now|subscribe today|sign up|sign up now|sign in"
    "|log in|login|log out|logout|register|register now|join|join now|my account|account|donate|donate now|support us"
    "|become a member|gift article|give this article|comments|comment|leave a comment|leave a reply|post a comment"
    "|add a comment|add comment|view comments|show comments|hide comments|no comments|no comments yet|join the "
    "conversation|join the discussion"
    "|reply|report|report this|like|likes|follow|follow us|follow us on|follow|following|please verify|verify"
    "|i am not a robot|read more|read more:|read also|read also:|also read|also read:|continue reading|read on|read "
    "full story|read the full story"
    "|read full article|full story|learn more|find out more|click here|click to play|tap to unmute|tags|topics|tagged"
    "|filed under|categories|category|archive|archives|rss|podcast|podcasts|video|videos|photos|gallery|photo gallery"
    "|slideshow|image|images|world|politics|business|sport|sports|opinion|entertainment|technology|tech|science|health"
    "|lifestyle|culture|travel|weather|e-paper|epaper|download the app|download our app|get the app|open in app"
    "|view as slideshow|view gallery|enlarge image|expand|collapse|toggle caption|hide caption|caption"
    "|story continues below|story continues below advertisement|article continues below|article continues below "
    "advertisement"
    "|continue reading the main story|this article has been updated|end of content|end of article|this is a modal "
    "window"
    "|anzeige|werbung|teilen|mehr|weiterlesen|mehr zum thema|lesen sie auch|auch interessant|drucken|kommentare|zur "
    "startseite|nach oben"
    "|partager|publicite|publicité|lire aussi|lire la suite|compartir|publicidad|leer "
    "más|condividi|udostępnij|reklama|";

// What stands over the list of what a story rests on. As above.
constexpr std::string_view kSourceLines =
    "|source|sources|reference|references|bibliography|works cited|further reading|sources and links|sources & "
    "links|notes and sources|notes and references|footnotes|endnotes|quelle|quellen|quellenangaben|literatur|fuente"
    "|fuentes|referencias|bibliografía|références|bibliographie|fonti|bronnen|źródło|źródła|";

// How the line begins. Apart by "|".
constexpr std::string_view kStarts =
    "share this |share on |tweet this|read more:|read more about|read more on|read also:|also read:|read "
    "next:|read:|more:"
    "|related:|related article|related stor|recommended:|watch:|watch live|see also:|see more:|see:|listen:|video:"
    "|click here to|click here for|sign up for|sign up to|subscribe to|subscribe for|subscribe now|get our |get the "
    "latest"
    "|get breaking|get the best|follow us|follow @|like us on|find us on|join us on|join our|download the |download our"
    "|support our|support independent|donate |want more|enter your email|your email|by signing up|by clicking|by "
    "subscribing"
    "|already a subscriber|already have an account|already a member|this site uses cookies|this website uses cookies"
    "|we use cookies|we and our|our website uses cookies|by continuing to|by using this site|this content is"
    "|please enable javascript|javascript is|javascript must|you need to enable|your browser|please verify|please log "
    "in|please sign in"
    "|you must be logged in|log in to|sign in to|to continue reading|register to|create an account|create a free"
    "|advertisement|sponsored|skip to |back to top|tags:|tagged:|tagged with|tagged as|filed under|posted "
    "in|categories:|category:"
    "|topics:|leave a |be the first to comment|comments are closed|comments (|comment (|print this|e-mail this|email "
    "this"
    "|load more|show more|view all|see all|posted by|powered by|about the author"
    "|don't miss|editor's pick|our standards:|story continues|article continues|continue reading|copyright|(c) |© "
    "|\xC2\xA9"
    "|lesen sie auch|mehr zum thema|lire aussi|leia também|lea también|leggi anche|lees ook|czytaj także|czytaj "
    "też|zobacz także|zobacz też|läs även";

using LineSet = std::unordered_set<std::string_view>;

LineSet make_lines() {
  LineSet lines;
  std::string_view rest = kWholeLines;
  while (!rest.empty()) {
    const std::size_t bar = std::min(rest.find('|'), rest.size());
    if (bar > 0) lines.insert(rest.substr(0, bar));
    rest.remove_prefix(std::min(bar + 1, rest.size()));
  }
  return lines;
}

bool is_whole_line(std::string_view text) {
  static const LineSet lines = make_lines();
  return lines.count(text) > 0;
}

using StartsByByte = std::array<std::vector<std::string_view>, 256>;

StartsByByte make_starts() {
  StartsByByte out;
  std::string_view rest = kStarts;
  while (!rest.empty()) {
    const std::size_t bar = std::min(rest.find('|'), rest.size());
    if (bar > 0) out[static_cast<unsigned char>(rest[0])].push_back(rest.substr(0, bar));
    rest.remove_prefix(std::min(bar + 1, rest.size()));
  }
  return out;
}

bool starts_like_furniture(std::string_view text) {
  static const StartsByByte starts = make_starts();
  const std::vector<std::string_view>& some = starts[static_cast<unsigned char>(text[0])];
  return std::any_of(some.begin(), some.end(), [&](std::string_view start) { return text.starts_with(start); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kMarks = " \t\r\n.:;,!|*#>-_[](){}";
  const std::size_t first = text.find_first_not_of(kMarks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kMarks) - first + 1);
}

// Ends as a sentence does and is long enough to be one.
bool is_sentence(std::string_view text) {
  if (text.size() < 50) return false;
  const char last = text.back();
  return last == '.' || last == '!' || last == '?' || last == '"' || last == ')';
}

// `text` is `folded` without marks at its ends.
bool is_folded_notice(std::string_view folded, std::string_view text) {
  if (text.find("all rights reserved") != std::string_view::npos || text.find("tous droits") == 0 ||
      text.find("alle rechte vorbehalten") != std::string_view::npos)
    return true;
  if (text.find("without permission is forbidden") != std::string_view::npos) return true;
  if (folded.rfind("copyright ", 0) == 0 && !text.empty()) {
    // "Copyright law" is a thing to speak of.
    const std::string_view after = text.substr(std::min<std::size_t>(10, text.size()));
    return !after.empty() && ((after[0] >= '0' && after[0] <= '9') || after[0] == '\xC2' || after[0] == '(' ||
                              after.rfind("by ", 0) == 0);
  }
  const bool sign = folded.rfind("\xC2\xA9", 0) == 0 || folded.rfind("(c) ", 0) == 0;
  return sign && text.size() < 160;
}

}  // namespace

bool is_rights_notice(std::string_view line) {
  if (line.size() > kLongest) return false;
  const std::string folded = fold(line);
  return is_folded_notice(folded, trimmed(folded));
}

bool announces_sources(std::string_view line) {
  if (line.size() > kLongest) return false;
  const std::string folded = fold(line);
  const std::string_view text = trimmed(folded);
  return !text.empty() && text.find('|') == std::string_view::npos &&
         kSourceLines.find("|" + std::string{text} + "|") != std::string_view::npos;
}

bool is_furniture(std::string_view line) {
  if (line.size() > kLongest) return false;
  const std::string folded = fold(line);
  const std::string_view text = trimmed(folded);
  if (text.empty()) return false;
  if (is_whole_line(text)) return true;
  if (is_folded_notice(folded, text)) return true;
  constexpr std::array<std::string_view, 9> kNotices{"cookies",        "our newsletter", "sign up for",
                                                     "privacy policy", "terms of use",   "subscribe to our",
                                                     "javascript",     "in your inbox",  "advertisement"};
  if (is_sentence(text) || is_sentence(folded)) {
    // A full sentence is furniture only where it talks to the reader of the page.
    if (!starts_like_furniture(text)) return false;
    const bool to_reader = text.find("you") != std::string_view::npos || text.find("we ") == 0 ||
                           text.find("our ") != std::string_view::npos;
    return to_reader && std::any_of(kNotices.begin(), kNotices.end(),
                                    [&](std::string_view n) { return text.find(n) != std::string_view::npos; });
  }
  return text.size() < 200 && starts_like_furniture(text);
}

}  // namespace headwater::detail
