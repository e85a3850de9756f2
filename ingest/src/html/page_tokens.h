// A page cut into tags and runs of characters, in one linear pass.
//
// Every run of characters is what stands between two tags, comments or declarations, so that a piece of text inside one
// run leads back to bytes without markup. What is in <script>, <style>, <title> and the like is the body of its tag.
#ifndef HEADWATER_INGEST_HTML_PAGE_TOKENS_H_
#define HEADWATER_INGEST_HTML_PAGE_TOKENS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::detail {

// Elements that some rule asks for; all others are kOther.
enum class Tag : std::uint8_t {
  kOther,
  kA,
  kAbbr,
  kAddress,
  kAmpImg,
  kArticle,
  kAside,
  kAudio,
  kB,
  kBase,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCanvas,
  kCaption,
  kCenter,
  kCite,
  kCode,
  kCol,
  kColgroup,
  kDd,
  kDetails,
  kDialog,
  kDir,
  kDiv,
  kDl,
  kDt,
  kEm,
  kEmbed,
  kFieldset,
  kFigcaption,
  kFigure,
  kFont,
  kFooter,
  kForm,
  kFrame,
  kFrameset,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHgroup,
  kHr,
  kHtml,
  kI,
  kIframe,
  kImg,
  kInput,
  kLabel,
  kLegend,
  kLi,
  kLink,
  kListing,
  kMain,
  kMark,
  kMath,
  kMenu,
  kMeta,
  kNav,
  kNoembed,
  kNoframes,
  kNoscript,
  kObject,
  kOl,
  kOptgroup,
  kOption,
  kP,
  kParam,
  kPicture,
  kPlaintext,
  kPre,
  kQ,
  kS,
  kScript,
  kSearch,
  kSection,
  kSelect,
  kSmall,
  kSource,
  kSpan,
  kStrike,
  kStrong,
  kStyle,
  kSub,
  kSummary,
  kSup,
  kSvg,
  kTable,
  kTbody,
  kTd,
  kTemplate,
  kTextarea,
  kTfoot,
  kTh,
  kThead,
  kTime,
  kTitle,
  kTr,
  kTrack,
  kU,
  kUl,
  kVideo,
  kWbr,
  kXmp,
  kText,  // the last: no element but a run of characters
};

Tag tag_of(std::string_view name);  // any letter case
std::string_view name_of(Tag tag);  // "" for kOther and kText

struct Attribute {
  std::string_view name;   // as it stands
  std::string_view value;  // as it stands, references not resolved
};

enum class TokenKind : std::uint8_t { kText, kStart, kEnd };

struct PageToken {
  TokenKind kind = TokenKind::kText;
  Tag tag = Tag::kText;
  bool self_closing = false;
  std::uint32_t begin = 0, end = 0;            // bytes of the whole tag or run
  std::uint32_t body_begin = 0, body_end = 0;  // of <script>, <style>, <title>, ...: what stands in it
};

struct PageTokens {
  std::vector<PageToken> tokens;
  std::uint32_t dropped = 0;  // tags left out past the bound on their number
};

// Linear. At most `max_tags` tags are kept; further ones are left out and the characters between them stay.
PageTokens tokenize_page(std::string_view page, std::size_t max_tags);

// Attributes of the start tag that is `tag` ("<a href=x>"), the first 64. Views into `tag`.
std::vector<Attribute> attributes_of(std::string_view tag);

// The value of the attribute `name` (lower case) with its references resolved; "" if it is not there.
std::string attribute_of(std::string_view tag, std::string_view name);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_PAGE_TOKENS_H_
