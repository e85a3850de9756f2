#include "text/furniture.h"

#include <catch2/catch.hpp>

using namespace headwater::detail;

TEST_CASE("lines of the page are furniture", "[ingest][furniture]") {
  for (const char* line : {"Watch LIVE",
                           "Most recent",
                           "All Articles",
                           "Share this",
                           "Advertisement",
                           "ADVERTISEMENT",
                           "Read more",
                           "Subscribe",
                           "Please verify",
                           "Read more: The bridge opens",
                           "Sign up for our newsletter",
                           "\xC2\xA9 2024 The Daily Plate",
                           "Copyright 2024 The Daily Plate",
                           "All rights reserved.",
                           "You may also like",
                           "Share on Facebook",
                           "We use cookies to give you a better page",
                           "Skip to content",
                           "Follow us on Chirper",
                           "Related articles:",
                           "Tags: cheese, drains"}) {
    INFO(line);
    CHECK(is_furniture(line));
  }
}

TEST_CASE("sentences, credits and headlines are no furniture", "[ingest][furniture]") {
  for (const char* line :
       {"The ministry said on Monday that the drain had been sealed in March.",
        "Share prices fell by a third on Monday.", "Read the statement, he said, and then speak.",
        "Copyright law forbids it, the minister told parliament in a speech on Tuesday evening.",
        "(H/T: The Daily Plate, Valley Radio)", "The Lothen Press Agency contributed to this report.",
        "Source: Valley Radio", "Subscribe to a lie often enough and it becomes true, the old man told the inspectors.",
        "Observers fault vote count", "", "..."}) {
    INFO(line);
    CHECK_FALSE(is_furniture(line));
  }
}

TEST_CASE("a line over a list of sources announces them", "[ingest][furniture]") {
  for (const char* line : {"Sources", "Sources:", "REFERENCES", "Sources & links", "Quellen:",
                           "R\xC3\xA9"
                           "f\xC3\xA9rences"})
    CHECK(announces_sources(line));
  for (const char* line : {"", "|", "source|sources", "Sources say the gate was open", "Links", "Resources"})
    CHECK_FALSE(announces_sources(line));
}
