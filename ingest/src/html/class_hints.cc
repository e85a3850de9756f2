#include "html/class_hints.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace headwater::detail {
namespace {

constexpr std::size_t kLongest = 600;

struct WordList {
  std::uint32_t hint;
  std::string_view words;  // apart by a space, one before the first and after the last
};

constexpr WordList kLists[] = {
    {kHintFurniture,
     " nav navbar navigation subnav topnav mainnav navi menu menus submenu topmenu mainmenu breadcrumb breadcrumbs "
     "breadcrump sidebar sidebars sidebarright sidebarleft "
     "share shares sharing sharebar sharebox sharedaddy sharethis sharebuttons sharetools addthis addtoany social "
     "socials socialmedia socialbar sociable socialshare "
     "related relatedposts relatedarticles relatedcontent relatedstories relatedlinks relatedtopics yarpp crp "
     "recommended recommendation recommendations recommend recirc readmore "
     "morefrom morestories morenews moreon morelinks alsoread readnext upnext nextup youmaylike youmight jp mostread "
     "mostpopular mostviewed mostrecent popular trending trendingnow "
     "newsletter newsletters subscribe subscription subscriptions signup signin login logout register registration "
     "paywall regwall "
     "promo promos promotion promobox promoline advert adverts advertisement advertisements advertising adbox adslot "
     "adunit adcontainer adwrapper ads adsense adsbygoogle sponsor sponsored sponsors banner banners "
     "outbrain taboola criteo zergnet dianomi revcontent plista cookie cookies cookiebar consent gdpr onetrust cmp "
     "privacy "
     "pagination pager paging pagenav postnav postnavigation wppagenavi prevnext nextprev "
     "tags taglist tagcloud posttags tagged widget widgets widgetarea modal popup overlay lightbox toolbar toolbox "
     "tools utility utilities "
     "search searchform searchbox donate donation donations crowdfunding poll quiz survey rating ratings vote teaser "
     "teasers teaserlist carousel ticker "
     "copyright disclaimer legal imprint noprint donotprint skiplink skiplinks skip toplink backtotop totop scrolltop "
     "languages languageswitcher langswitch "
     "hotlinks bookmark bookmarks rss feeds masthead topbar toptoolbar weather stockticker instagram pinterest "
     "whatsapp facebook twitter linkedin flattr "
     "authorbox authorbio aboutauthor aboutauthor bio authorinfo authordescription authorprofile contributors "
     "printlink printonly emaillink infinite appdownload download downloads "
     "livechat chat feedback callout cta emailsignup mailchimp hellobar infobar sidecontent rightcolumn rightcol "
     "rightrail rightside leftcol leftcolumn leftrail "
     "widgetcontent listing speechkit player videoplayer jwplayer audioplayer vjs gallerynav toc tableofcontents "
     "printonly similar similarposts linkbox linklist weiterelinks mehrzumthema "
     "interstitial prebid dfp gpt contact contacts presscontact mediacontact werbung anzeige anzeigen newsbox nlform "
     "attribution "},
    {kHintComments,
     " comments comment commentlist commentslist commentform commentsarea commentarea commentwrapper respond disqus "
     "disqusthread fbcomments livefyre "
     "discussion kommentare kommentar nocomments commentscontainer commentcount reply replies pingbacks trackbacks "
     "trackback leserkommentare forum "},
    {kHintHidden,
     " visuallyhidden sronly screenreadertext screenreader visuallyhide displaynone dnone noshow ishidden uhidden "
     "hidetext offscreen a11yhidden elementinvisible "},
    {kHintByline,
     " byline bylines dateline metadata postmeta entrymeta articlemeta postinfo entryinfo articleinfo articleinfos "
     "postdetails pubdate published publishdate publishedon timestamp "
     "posted postedon dates kicker postdate entrydate articledate creditline submitted postauthor entryauthor "
     "entryutility postcategories category categories breadcrump "
     "authorname datepublished posttime articleauthor articlebyline bylinewrapper readingtime readtime overline "
     "eyebrow storymeta entryfooter postfooter articlefooter vcard infoline pubinfo by "},
    {kHintAuthor,
     " author authors byline writer authorname bylinename postauthor authorlink articleauthor bylineauthor autor "
     "auteur creator username itemposter "},
    {kHintDate,
     " date dates dateline datetime published pubdate publishdate publisheddate publishedon posttime postdate "
     "entrydate articledate timestamp posted postedon dtpublished "
     "datum releasedate updated datepublished publishingdate uploaddate uploadeddate creationdate newsdate newstime "
     "fecha "
     "erscheinungsdatum pubinfo authored "},
    {kHintLogo, " logo brand sitename sitetitle sitelogo masthead brandname blogtitle headerlogo navbarbrand "},
    {kHintFooter, " footer foot sitefooter pagefooter colophon footerwrapper globalfooter bottombar footerbar "},
    {kHintBody,
     " articlebody articlecontent articletext entrycontent postcontent postbody posttext postentry storybody "
     "storycontent storytext articlecontents contentbody bodycontent bodytext "
     "textbody mainbody articlemain newstext newsbody newscontent fulltext bodycopy articlecopy entrybody blogcontent "
     "blogpost bodymain contenttext wppost eltdpost "
     "singlecontent contentsingle fieldbody articlewrap artikeltext artikelinhalt articlewrapper storywrapper "
     "articledetail newsdetail textcontent contentarticle pagecontent theecontent "
     "postarticle postsingle singlearticle richtext tdpostcontent thecontent entrytext mwparseroutput paragraphs "},
    {kHintStory,
     " article story entry post single articles blogpost news hentry artikel beitrag blog contentarea text singlepost "
     "bericht copy "},
    {kHintMain,
     " maincontent contentmain main content primary maincolumn contentcolumn contentwrapper contentarea pagecontent "
     "maintext inhalt hauptinhalt contenido contenu body "},
    {kHintStandfirst,
     " standfirst lead lede intro summary excerpt subtitle subheadline deck dek teasertext abstract vorspann chapo "
     "subhead strapline description entrysummary leadtext introtext "},
    {kHintCaption,
     " caption captions wpcaption wpcaptiontext imagecaption imgcaption photocaption figcaption bildunterschrift "
     "legend "
     "credit credits photocredit imagecredit imgcredit copyrightimage bildnachweis mediacaption piefoto epigrafe "
     "bildtext leyenda didascalia cutline captiontext imagesource fotocredit imagetext "},
    {kHintTitle, " title headline entrytitle posttitle articletitle pagetitle storytitle headlinetitle "},
};

// "has-sidebar" says what an element has, not what it is.
constexpr std::uint32_t kState = 1u << 31;  // beside the hints, in the table alone
constexpr std::string_view kStates =
    " has have no not with without enable enabled disable disabled allow allows show hide can if use uses is non ";

using HintTable = std::unordered_map<std::string_view, std::uint32_t>;

void add_words(std::string_view words, std::uint32_t hint, HintTable& table) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) table[words.substr(0, end)] |= hint;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

HintTable make_table() {
  HintTable table;
  for (const WordList& list : kLists) add_words(list.words, list.hint, table);
  add_words(kStates, kState, table);
  return table;
}

std::uint32_t lookup(std::string_view word) {
  static const HintTable table = make_table();
  const auto found = table.find(word);
  return found == table.end() ? 0 : found->second;
}

class Splitter {
 public:
  std::uint32_t hints = 0;

  void value(std::string_view text) {
    text = text.substr(0, kLongest);
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t end = std::min(text.find_first_of(" \t\r\n\f", at), text.size());
      if (end > at) name(text.substr(at, end - at));
      at = end + 1;
    }
  }

 private:
  void name(std::string_view text) {
    // Words are stretches of `whole_`, so that two in a row are one as well.
    std::size_t before = 0, word = 0;
    bool state = false, lower_before = false;
    whole_.clear();
    const auto flush = [&] {
      if (word == whole_.size()) return;
      const std::string_view whole = whole_;
      const std::uint32_t found = lookup(whole.substr(word));
      if (!state) {
        hints |= found & ~kState;
        if (before < word) hints |= lookup(whole.substr(before)) & ~kState;
      }
      state = state || (found & kState) != 0;
      before = word;
      word = whole_.size();
    };
    for (const char c : text) {
      const bool upper = c >= 'A' && c <= 'Z';
      const bool letter = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letter || (upper && lower_before)) flush();
      if (letter) whole_ += upper ? static_cast<char>(c + 32) : c;
      lower_before = letter && !upper;
    }
    flush();
    if (!state && whole_.size() < 40) hints |= lookup(whole_) & ~kState;
  }

  std::string whole_;  // of a name, its letters and digits alone
};

}  // namespace

std::uint32_t hints_of(std::string_view class_value, std::string_view id_value) {
  Splitter splitter;
  splitter.value(class_value);
  splitter.value(id_value);
  return splitter.hints;
}

}  // namespace headwater::detail
