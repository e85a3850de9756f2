// The test feeds of the Universal Feed Parser, asked of our reader. They lie outside the tree.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "feed/feed_charset.h"
#include "feed/feed_markup.h"
#include "feed/feed_model.h"
#include "scratch.h"
#include "text/date_phrase.h"
#include "text/url.h"

using namespace headwater;
using namespace headwater::detail;
using Json = nlohmann::json;

namespace {

const std::string kSuite = std::string{HEADWATER_SHARED_DIR} + "/corpora/suites/feeds";

// Old names of values stand for new ones.
std::vector<std::string> names_of(const std::string& key) {
  static const std::map<std::string, std::vector<std::string>> old{
      {"description", {"summary", "subtitle", "description"}},
      {"description_detail", {"summary_detail", "subtitle_detail"}},
      {"tagline", {"subtitle"}},
      {"tagline_detail", {"subtitle_detail"}},
      {"info", {"info", "subtitle"}},
      {"info_detail", {"info_detail", "subtitle_detail"}},
      {"copyright", {"rights"}},
      {"copyright_detail", {"rights_detail"}},
      {"guid", {"id"}},
      {"url", {"href", "url"}},
      {"date", {"updated", "published"}},
      {"modified", {"updated"}},
      {"updated", {"updated", "published"}},
      {"issued", {"published"}},
      {"license", {"license"}},
  };
  const auto it = old.find(key);
  return it == old.end() ? std::vector<std::string>{key} : it->second;
}

// [year, month, day, hour, minute, second, weekday, day of the year, 0] of UTC, from the seconds since 1970.
Json time_tuple(const std::optional<std::int64_t>& seconds) {
  if (!seconds.has_value()) return nullptr;
  const auto at = static_cast<std::time_t>(*seconds);
  std::tm t{};
  gmtime_r(&at, &t);
  return Json::array({t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, (t.tm_wday + 6) % 7,
                      t.tm_yday + 1, 0});
}

struct Asked {
  const Feed& feed;
  Json top;

  // The value at a path; of texts the markup with links made absolute.
  Json find(const Json& path) const {
    Json at = top;
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (path[i].is_number()) {
        const auto n = path[i].get<std::size_t>();
        if (!at.is_array() || n >= at.size()) return "(nothing)";
        at = Json(at[n]);
        continue;
      }
      const auto key = path[i].get<std::string>();
      if (key == "enclosures" && at.is_object()) {
        Json list = Json::array();
        for (const Json& link : at.value("links", Json::array())) {
          if (link.value("rel", "") != "enclosure") continue;
          Json one = link;
          one.erase("rel");
          list.push_back(std::move(one));
        }
        at = std::move(list);
        continue;
      }
      if (key.ends_with("_parsed") && at.is_object()) {
        for (const std::string& name : names_of(key.substr(0, key.size() - 7))) {
          if (at.contains(name) && at[name].is_string()) return time_tuple(feed_time(at[name].get<std::string>()));
        }
        return "(nothing)";
      }
      if (key == "category" && at.is_object() && at.contains("tags")) return at["tags"][0]["term"];
      bool found = false;
      for (const std::string& name : names_of(key)) {
        if (!at.is_object() || !at.contains(name)) continue;
        Json next = at[name];
        const std::string detail = name + "_detail";
        if (next.is_string() && at.contains(detail) && at[detail].is_object() && at[detail].contains("base")) {
          next = shown(next, at[detail]);
        } else if (name == "value" && next.is_string() && at.contains("base")) {
          next = shown(next, at);
        } else if (name == "summary" && at.contains("content") && !at.contains(detail)) {
          next = shown(next, at["content"][0]);
        }
        at = std::move(next);
        found = true;
        break;
      }
      if (!found) return "(nothing)";
    }
    return at;
  }

  static Json shown(const Json& value, const Json& detail) {
    const std::string type = detail.value("type", "");
    if (type != "text/html" && type != "application/xhtml+xml") return value;
    return absolute_markup(value.get<std::string>(), detail.value("base", ""));
  }
};

bool same(const Json& got, const Json& want) {
  if (got == want) return true;
  if (got.is_string() && want.is_string())
    return normal_markup(got.get<std::string>()) == normal_markup(want.get<std::string>());
  if (got.is_boolean() && want.is_number()) return want == (got.get<bool>() ? 1 : 0);
  if (got.is_string() && got == "" && want.is_null()) return true;
  if (got.is_null() && want == "") return true;
  if (want.is_boolean() && want == true && !got.is_null() && got != "(nothing)") return true;
  return false;
}

}  // namespace

TEST_CASE("at least 98 of 100 test feeds of the Universal Feed Parser say what they are known to say",
          "[ingest][feed][suite]") {
  std::ifstream rows{kSuite + "/expect.jsonl"};
  if (!rows) {
    WARN("the suite of feeds is not at " << kSuite << "; nothing was asked");
    return;
  }
  std::size_t asked = 0, right = 0;
  std::map<std::string, std::size_t> wrong;
  for (std::string line; std::getline(rows, line);) {
    const Json row = Json::parse(line);
    const auto file = row["file"].get<std::string>();
    // On how HTML is made harmless; what a page holds is kept here and read as a page.
    if (file.find("sanitize") != std::string::npos) continue;
    ++asked;
    const std::string bytes = headwater::test::read_file(kSuite + "/" + file);
    std::string type, location, language;
    for (const auto& [name, value] : row["headers"].items()) {
      if (name == "content-type") type = value.get<std::string>();
      if (name == "content-location") location = value.get<std::string>();
      if (name == "content-language") language = value.get<std::string>();
    }
    const FeedCharset charset = feed_charset(bytes, type);
    FeedOptions options;
    options.base_url = "http://127.0.0.1:8097/tests/" + file;
    if (const std::string base = resolve_url(location, options.base_url); !base.empty()) options.base_url = base;
    options.language = language;
    const Feed feed = read_feed(charset.decoded.text, options);
    Json top{{"feed", feed.fields}, {"version", feed.version}, {"encoding", charset.name}};
    top["bozo"] = !feed.well_formed || !charset.as_declared;
    top["entries"] = Json::array();
    for (const FeedEntry& entry : feed.entries) top["entries"].push_back(entry.fields);
    if (!language.empty() && !top["feed"].contains("language")) top["feed"]["language"] = language;
    const Asked ask{feed, top};
    bool all = true;
    std::string told;
    for (const Json& one : row["expect"]) {
      const Json got = ask.find(one["path"]);
      if (same(got, one["value"])) continue;
      if (one["path"] == Json::array({"encoding"}) && got.is_string() && one["value"].is_string() &&
          charset_name(got.get<std::string>()) == charset_name(one["value"].get<std::string>()))
        continue;
      // An address as the URL Standard writes it: hosts in small letters.
      if (got.is_string() && one["value"].is_string() && !got.get<std::string>().empty() &&
          resolve_url(one["value"].get<std::string>(), "") == got.get<std::string>())
        continue;
      all = false;
      told += "\n    " + one["path"].dump() + " is " + got.dump() + ", should be " + one["value"].dump();
    }
    if (all) {
      ++right;
    } else {
      ++wrong[file + told];
    }
  }
  std::string list;
  for (const auto& [what, count] : wrong) list += "\n  " + what;
  INFO(right << " of " << asked << " feeds" << list);
  CHECK(static_cast<double>(right) >= 0.98 * static_cast<double>(asked));
}
