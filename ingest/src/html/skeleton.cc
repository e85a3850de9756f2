#include "html/skeleton.h"

#include <algorithm>
#include <array>

namespace headwater::detail {
namespace {

constexpr std::size_t kTags = static_cast<std::size_t>(Tag::kText) + 1;

std::size_t number(Tag tag) { return static_cast<std::size_t>(tag); }

bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

// The name gumbo gets to see: the element's own where it makes structure, "div" for blocks with rules we do not want
// (a form may not nest), "x" for all that stand in a line, "" for what is left out.
std::string_view skeleton_name(Tag tag) {
  switch (tag) {
    case Tag::kP:
    case Tag::kUl:
    case Tag::kOl:
    case Tag::kLi:
    case Tag::kDl:
    case Tag::kDt:
    case Tag::kDd:
    case Tag::kTable:
    case Tag::kTbody:
    case Tag::kThead:
    case Tag::kTfoot:
    case Tag::kTr:
    case Tag::kTd:
    case Tag::kTh:
    case Tag::kCaption:
    case Tag::kPre:
    case Tag::kBlockquote:
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
    case Tag::kDiv:
    case Tag::kSection:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kHeader:
    case Tag::kFooter:
    case Tag::kNav:
    case Tag::kMain:
    case Tag::kFigure:
    case Tag::kFigcaption:
    case Tag::kAddress:
    case Tag::kBr:
    case Tag::kHr:
    case Tag::kImg:
      return name_of(tag);
    case Tag::kForm:
    case Tag::kFieldset:
    case Tag::kDetails:
    case Tag::kSummary:
    case Tag::kDialog:
    case Tag::kCenter:
    case Tag::kMenu:
    case Tag::kDir:
    case Tag::kHgroup:
    case Tag::kSearch:
    case Tag::kListing:
    case Tag::kXmp:
    case Tag::kPlaintext:
      return "div";
    case Tag::kHtml:
    case Tag::kHead:
    case Tag::kBody:
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTitle:
    case Tag::kMeta:
    case Tag::kLink:
    case Tag::kBase:
    case Tag::kIframe:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kTextarea:
    case Tag::kCol:
    case Tag::kColgroup:
    case Tag::kFrame:
    case Tag::kFrameset:
    case Tag::kInput:
    case Tag::kEmbed:
    case Tag::kParam:
    case Tag::kSource:
    case Tag::kTrack:
    case Tag::kWbr:
    case Tag::kAmpImg:
      return {};
    default:
      return "x";
  }
}

bool is_void(Tag tag) { return tag == Tag::kBr || tag == Tag::kHr || tag == Tag::kImg; }

// Past these no end tag of another element looks.
bool is_scope(Tag tag) {
  return tag == Tag::kTable || tag == Tag::kTd || tag == Tag::kTh || tag == Tag::kCaption || tag == Tag::kTemplate;
}

bool is_table_part(Tag tag) {
  switch (tag) {
    case Tag::kTable:
    case Tag::kTbody:
    case Tag::kThead:
    case Tag::kTfoot:
    case Tag::kTr:
    case Tag::kTd:
    case Tag::kTh:
    case Tag::kCaption:
      return true;
    default:
      return false;
  }
}

// Foreign content ends where one of these starts.
bool breaks_out_of_svg(Tag tag) {
  return tag != Tag::kA && tag != Tag::kStyle && tag != Tag::kScript && tag != Tag::kTitle && tag != Tag::kOther &&
         tag != Tag::kSvg && tag != Tag::kVideo && tag != Tag::kAudio && tag != Tag::kImg;
}

class Builder {
 public:
  Builder(std::string_view page, const std::vector<PageToken>& tokens, int max_depth)
      : page_{page}, tokens_{tokens}, max_depth_{static_cast<std::size_t>(std::clamp(max_depth, 8, 2000))} {}

  Skeleton run() {
    out_.html = "<!DOCTYPE html><html><head></head><body>";
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
      const PageToken& token = tokens_[i];
      if (svg_depth_ > 0 && inside_svg(token)) continue;
      switch (token.kind) {
        case TokenKind::kText:
          add_text(i);
          break;
        case TokenKind::kStart:
          start(i);
          break;
        case TokenKind::kEnd:
          end(i);
          break;
      }
    }
    while (!open_.empty()) pop();
    return std::move(out_);
  }

 private:
  struct Open {
    Tag tag;
    std::uint32_t token;
    std::string_view name;
  };

  // True if the token belongs to the picture and is left out with it.
  bool inside_svg(const PageToken& token) {
    if (token.kind == TokenKind::kText) return true;
    if (token.tag == Tag::kSvg) {
      if (token.kind == TokenKind::kStart) {
        if (!token.self_closing) ++svg_depth_;
      } else {
        --svg_depth_;
      }
      return true;
    }
    if (!breaks_out_of_svg(token.tag)) return true;
    svg_depth_ = 0;
    return false;
  }

  void mark(std::uint32_t token) { out_.marks.push_back({static_cast<std::uint32_t>(out_.html.size()), token}); }

  void add_text(std::uint32_t i) {
    const std::string_view run = page_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
    mark(i);
    out_.html += run.find_first_not_of(" \t\r\n\f") == std::string_view::npos ? ' ' : 'x';
  }

  void pop() {
    const Open& top = open_.back();
    (out_.html += "</") += top.name;
    out_.html += '>';
    --count_[number(top.tag)];
    open_.pop_back();
  }

  void pop_to(std::size_t size) {
    while (open_.size() > size) pop();
  }

  // Index of the nearest open element that `wanted` takes, not past one that `stop` takes; npos if none.
  template <class Wanted, class Stop>
  [[nodiscard]] std::size_t nearest(Wanted wanted, Stop stop) const {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (wanted(open_[i].tag)) return i;
      if (stop(open_[i].tag)) break;
    }
    return std::string::npos;
  }

  [[nodiscard]] std::size_t nearest(Tag tag, bool (*stop)(Tag)) const {
    if (count_[number(tag)] == 0) return std::string::npos;
    return nearest([tag](Tag t) { return t == tag; }, stop);
  }

  void close(Tag tag, bool (*stop)(Tag)) {
    const std::size_t found = nearest(tag, stop);
    if (found != std::string::npos) pop_to(found);
  }

  // Elements that a start tag closes.
  void close_for(Tag tag, std::string_view name) {
    const auto block = [](Tag t) {
      return skeleton_name(t) != "x" && t != Tag::kAddress && t != Tag::kDiv && t != Tag::kP;
    };
    const auto table = [](Tag t) { return t == Tag::kTable; };
    switch (tag) {
      case Tag::kLi:
        close(Tag::kLi, block);
        break;
      case Tag::kDd:
      case Tag::kDt:
        close(Tag::kDd, block);
        close(Tag::kDt, block);
        break;
      case Tag::kOption:
        close(Tag::kOption, is_scope);
        break;
      case Tag::kTd:
      case Tag::kTh:
        close(Tag::kTd, table);
        close(Tag::kTh, table);
        break;
      case Tag::kTr:
        close(Tag::kTr, table);
        break;
      case Tag::kTbody:
      case Tag::kThead:
      case Tag::kTfoot:
        close(Tag::kTbody, table);
        close(Tag::kThead, table);
        close(Tag::kTfoot, table);
        break;
      default:
        break;
    }
    if (name != "x" && !is_table_part(tag) && tag != Tag::kBr && tag != Tag::kImg) close(Tag::kP, is_scope);
    if (tag == Tag::kTable) close(Tag::kP, is_scope);
    if (is_heading(tag) && !open_.empty() && is_heading(open_.back().tag)) pop();
    if (tag == Tag::kA) {
      // A link in a link, with no block between: the first was never closed.
      const std::size_t found =
          nearest([](Tag t) { return t == Tag::kA; }, [](Tag t) { return skeleton_name(t) != "x"; });
      if (found != std::string::npos) pop_to(found);
    }
  }

  void start(std::uint32_t i) {
    const PageToken& token = tokens_[i];
    if (token.tag == Tag::kSvg) {
      if (!token.self_closing) svg_depth_ = 1;
      return;
    }
    const std::string_view name = skeleton_name(token.tag);
    if (name.empty()) return;
    close_for(token.tag, name);
    if (is_void(token.tag)) {
      mark(i);
      ((out_.html += '<') += name) += '>';
      return;
    }
    if (open_.size() >= max_depth_) {
      ++out_.flattened;
      ++left_out_[number(token.tag)];
      return;
    }
    mark(i);
    ((out_.html += '<') += name) += '>';
    open_.push_back({token.tag, i, name});
    ++count_[number(token.tag)];
  }

  void end(std::uint32_t i) {
    const Tag tag = tokens_[i].tag;
    if (tag == Tag::kBr) {
      start(i);
      return;
    }
    if (skeleton_name(tag).empty() || is_void(tag)) return;
    if (left_out_[number(tag)] > 0) {
      --left_out_[number(tag)];
      return;
    }
    if (count_[number(tag)] == 0) return;
    std::size_t found = std::string::npos;
    if (is_heading(tag)) {
      found = nearest(is_heading, is_scope);
    } else if (tag == Tag::kOther) {
      found = nearest_other(i);
    } else if (is_table_part(tag)) {
      found = nearest([tag](Tag t) { return t == tag; }, [](Tag t) { return t == Tag::kTable; });
    } else if (skeleton_name(tag) == "x") {
      found = nearest([tag](Tag t) { return t == tag; }, [](Tag t) { return skeleton_name(t) != "x"; });
      if (found == std::string::npos && tag == Tag::kA) end_link_early(i);
    } else {
      found = nearest([tag](Tag t) { return t == tag; }, is_scope);
    }
    if (found != std::string::npos) pop_to(found);
  }

  [[nodiscard]] std::string_view written_name(std::uint32_t token) const {
    std::string_view tag = page_.substr(tokens_[token].begin, tokens_[token].end - tokens_[token].begin);
    tag.remove_prefix(tokens_[token].kind == TokenKind::kEnd ? 2 : 1);
    return tag.substr(0, tag.find_first_of(" \t\r\n\f/>"));
  }

  // Elements unknown to us are told apart by name.
  [[nodiscard]] std::size_t nearest_other(std::uint32_t i) const {
    const std::string_view name = written_name(i);
    for (std::size_t at = open_.size(); at-- > 0;) {
      if (open_[at].tag == Tag::kOther && written_name(open_[at].token) == name) return at;
      if (is_scope(open_[at].tag)) break;
    }
    return std::string::npos;
  }

  // </a> inside a block that the link opened: its words end here, the element where the block does.
  void end_link_early(std::uint32_t i) {
    const std::size_t found = nearest(Tag::kA, is_scope);
    if (found == std::string::npos) return;
    if (out_.closed_at.empty()) out_.closed_at.assign(tokens_.size(), 0xFFFFFFFF);
    std::uint32_t& at = out_.closed_at[open_[found].token];
    at = std::min(at, tokens_[i].begin);
  }

  std::string_view page_;
  const std::vector<PageToken>& tokens_;
  std::size_t max_depth_;
  Skeleton out_;
  std::vector<Open> open_;
  std::array<std::uint32_t, kTags> count_{};     // open elements by tag
  std::array<std::uint32_t, kTags> left_out_{};  // start tags left out for depth whose end tags are still to come
  int svg_depth_ = 0;
};

}  // namespace

std::uint32_t Skeleton::token_at(std::uint32_t at) const {
  const auto found = std::lower_bound(marks.begin(), marks.end(), at,
                                      [](const SkeletonMark& m, std::uint32_t offset) { return m.at < offset; });
  return found != marks.end() && found->at == at ? found->token : 0xFFFFFFFF;
}

Skeleton build_skeleton(std::string_view page, const std::vector<PageToken>& tokens, int max_depth) {
  return Builder{page, tokens, max_depth}.run();
}

}  // namespace headwater::detail
