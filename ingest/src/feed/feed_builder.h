// Events of XML into what a feed says.
#ifndef HEADWATER_INGEST_FEED_FEED_BUILDER_H_
#define HEADWATER_INGEST_FEED_FEED_BUILDER_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/feed_model.h"
#include "feed/xml_events.h"

namespace headwater::detail {

class FeedBuilder final : public XmlHandler {
 public:
  FeedBuilder(std::string_view text, const FeedOptions& options);

  void start(std::string_view name, const XmlAttributes& attributes, ByteSpan place) override;
  void end(std::string_view name, ByteSpan place) override;
  void text(std::string_view characters, ByteSpan place) override;

  Feed take();
  // A prefix that no namespace stands behind.
  [[nodiscard]] bool undeclared() const { return undeclared_; }

 private:
  using Json = nlohmann::json;
  using Attributes = std::map<std::string, std::string>;
  struct Piece {
    std::string value;
    ByteSpan place;  // empty for what was made up
    bool markup = false;
  };
  // An element whose text is being gathered.
  struct Gathered {
    std::string name;
    bool kept = true;  // the text is stored when it ends
    std::vector<Piece> pieces;
  };
  struct Scope {
    std::string base, language;
    std::map<std::string, std::string> prefixes;  // declared here
    bool handled = true;
  };
  struct Content {
    std::string type, language, base, src;
    bool base64 = false;
    std::size_t depth = 0;  // of elements, where it began
  };
  struct Handler {
    void (FeedBuilder::*start)(Attributes&);
    void (FeedBuilder::*end)();
  };

  static const std::map<std::string_view, Handler>& handlers();
  [[nodiscard]] std::optional<std::string> uri_of(std::string_view prefix) const;
  std::string local_name(std::string_view name, bool attribute);
  void serialise_start(std::string_view name, const Attributes& attributes);
  void serialise_end(std::string_view name);
  [[nodiscard]] bool in_markup() const;

  // Where values go: the entry, its source, the image or the feed.
  Json& context();
  std::map<std::string, FeedText>* texts();
  void push(std::string name, bool kept);
  std::string pop(std::string_view name, bool strip = true);
  void push_content(std::string name, const Attributes& attributes, std::string_view type, bool kept);
  std::string pop_content(std::string_view name);
  void keep(std::string name, const std::string& value, FeedText text, bool content);
  void save(const char* name, const std::string& value);  // unless there is one
  [[nodiscard]] std::string resolved(const std::string& url) const;
  void save_person(const char* list, const char* key, const std::string& value);
  void sync_author(const std::string& key);
  void add_tag(const std::string& term, const std::string& scheme, const std::string& label);
  static Json object_of(const Attributes& attributes);
  static std::string get(const Attributes& attributes, const char* key, const char* absent = "");
  static void href_only(Attributes& attributes);
  void cdf(const Attributes& attributes);
  [[nodiscard]] bool wanted() const { return in_feed_ || in_entry_ || in_source_; }

  // One pair for each name of feed_element(); those of one line are made by the macro-free tables in the source.
  void start_root(Attributes& attributes);
  void start_channel(Attributes& attributes);
  void start_feed(Attributes& attributes);
  void start_urlset(Attributes& attributes);
  void end_feed();
  void start_item(Attributes& attributes);
  void end_item();
  void start_image(Attributes& attributes);
  void end_image();
  void start_textinput(Attributes& attributes);
  void end_textinput();
  void start_author(Attributes& attributes);
  void end_author();
  void start_contributor(Attributes& attributes);
  void end_contributor();
  void start_dc_contributor(Attributes& attributes);
  void end_dc_contributor();
  void start_gather(Attributes& attributes);  // keeps the text under the handler's own name
  void end_gather();
  void end_name();
  void end_number();
  void start_url(Attributes& attributes);
  void end_url();
  void end_email();
  void start_plain(Attributes& attributes);  // subtitle, rights, info
  void end_plain();
  void start_publisher(Attributes& attributes);
  void end_publisher();
  void end_validity();
  void end_license();
  void start_cc_license(Attributes& attributes);
  void start_category(Attributes& attributes);
  void start_media_category(Attributes& attributes);
  void end_category();
  void end_itunes_keywords();
  void start_itunes_category(Attributes& attributes);
  void start_cloud(Attributes& attributes);
  void start_link(Attributes& attributes);
  void end_link();
  void start_guid(Attributes& attributes);
  void end_guid();
  void start_title(Attributes& attributes);
  void end_title();
  void end_media_title();
  void start_description(Attributes& attributes);
  void start_abstract(Attributes& attributes);
  void end_description();
  void start_generator(Attributes& attributes);
  void end_generator();
  void start_agent(Attributes& attributes);
  void start_summary(Attributes& attributes);
  void end_summary();
  void start_enclosure(Attributes& attributes);
  void start_source(Attributes& attributes);
  void end_source();
  void start_content(Attributes& attributes);
  void start_body(Attributes& attributes);
  void start_encoded(Attributes& attributes);
  void end_content();
  void start_itunes_image(Attributes& attributes);
  void end_itunes_image();
  void end_itunes_block();
  void end_itunes_explicit();
  void start_media_list(Attributes& attributes);
  void end_media_list();
  void start_media_one(Attributes& attributes);
  void end_media_one();
  void start_thumbnail(Attributes& attributes);
  void end_thumbnail();
  void end_location();
  void start_geometry(Attributes& attributes);
  void start_place(Attributes& attributes);
  void end_place();
  void nothing(Attributes&) {}
  void nothing_more() {}

  std::string_view text_;
  FeedOptions options_;
  Feed feed_;
  std::vector<Scope> scopes_;
  std::vector<Gathered> gathered_;
  std::vector<Content> contents_;
  Json source_ = Json::object();
  std::string element_;  // prefix_name under way
  std::string handler_;  // its handler's name
  std::size_t depth_ = 0;
  std::size_t entry_depth_ = 0;
  std::size_t title_depth_ = 0;  // of the title that was kept; 0 for none
  bool in_feed_ = false, in_entry_ = false, in_source_ = false, in_image_ = false, in_text_input_ = false;
  bool in_author_ = false, in_contributor_ = false, in_publisher_ = false;
  bool has_content_ = false, guid_is_link_ = true, undeclared_ = false;
  std::string summary_key_;
  std::string geometry_, reference_system_;  // of the place under way
  std::size_t dimensions_ = 2;
  ByteSpan place_;
  std::vector<std::optional<std::string>> markup_namespaces_;  // of the elements of markup that are open
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_FEED_FEED_BUILDER_H_
