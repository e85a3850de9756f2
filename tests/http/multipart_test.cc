#include "multipart.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace headwater::test {
namespace {

using namespace headwater::detail;  // NOLINT: the private functions under test

std::string form(const std::string& head, const std::string& bytes = "words") {
  return "--b\r\n" + head + "\r\n\r\n" + bytes + "\r\n--b--\r\n";
}

const std::string kFile = R"(Content-Disposition: form-data; name="f"; filename="a.txt")";

}  // namespace

TEST_CASE("the parts of a form are those that were put into it", "[http][multipart]") {
  const std::string tricky = "\r\n--bother\r\n\r\n--\r\n";
  const std::string body = "--b\r\n" + kFile + "\r\nContent-Type: text/html; charset=x\r\n\r\n" + tricky +
                           "\r\n--b\r\ncontent-disposition: FORM-DATA; name=plain\r\n\r\n\r\n--b--";
  // A boundary that is the beginning of a longer word in a part is no boundary, but ours ends the part all the same:
  // RFC 2046 wants a boundary that stands nowhere in what it bounds.
  CHECK_FALSE(parts_of(body, "b").has_value());
  const std::string clean = "--b\r\n" + kFile + "\r\nContent-Type: text/html; charset=x\r\n\r\n\r\n\r\nwords\r\n" +
                            "\r\n--b\r\ncontent-disposition: FORM-DATA; name=plain\r\n\r\n\r\n--b--";
  const Result<std::vector<Part>> parts = parts_of(clean, "b");
  REQUIRE(parts.has_value());
  REQUIRE(parts->size() == 2);
  CHECK((*parts)[0] == Part{"f", "a.txt", "text/html; charset=x", "\r\n\r\nwords\r\n"});
  CHECK((*parts)[1] == Part{"plain", "", "", ""});
}

TEST_CASE("a file's name is its last piece, whatever the client's folders", "[http][multipart]") {
  const auto name = [](const std::string& filename) {
    const Result<std::vector<Part>> parts =
        parts_of(form("Content-Disposition: form-data; name=\"f\"; filename=" + filename), "b");
    return parts.has_value() ? parts->front().filename : "refused";
  };
  CHECK(name("\"a.txt\"") == "a.txt");
  CHECK(name("a.txt") == "a.txt");
  CHECK(name("\"/etc/passwd\"") == "passwd");
  CHECK(name("\"..\\\\..\\\\a.txt\"") == "a.txt");
  CHECK(name("\"a; b=c.txt\"") == "a; b=c.txt");
  CHECK(name("\"K\xC3\xA4se.txt\"") == "K\xC3\xA4se.txt");
  for (const char* bad : {"\"\"", "\"folder/\"", "\"a\xFF.txt\"", "\"a\tb\"", "\"a\x7F\""}) {
    INFO(bad);
    CHECK(name(bad) == "refused");
  }
  CHECK(name("\"" + std::string(255, 'x') + "\"") == std::string(255, 'x'));
  CHECK(name("\"" + std::string(256, 'x') + "\"") == "refused");
}

TEST_CASE("what is no form is told by the part where it ends", "[http][multipart]") {
  for (const std::string& body :
       {std::string{}, std::string{"--"}, std::string{"--b"}, std::string{"--bx"}, std::string{"x\r\n--b--"},
        "--b\r\n" + kFile + "\r\n\r\nwords", "--b\r\n" + kFile + "\r\n\r\nwords\r\n--b",
        "--b\r\n" + kFile + "\r\nwords\r\n--b--", form("Content-Type: text/plain"),
        form("Content-Disposition: attachment; name=\"f\""), form("Content-Disposition: form-data"),
        form("Content-Disposition: form-data; name=\"f"), form(kFile + "\r\n" + kFile), form("words"),
        form(kFile + "\r\nContent-Transfer-Encoding: base64"), form(kFile) + "more",
        form(kFile + "\r\nX: " + std::string(5000, 'x'))}) {
    INFO(body.substr(0, 120));
    const Result<std::vector<Part>> parts = parts_of(body, "b");
    REQUIRE_FALSE(parts.has_value());
    CHECK(parts.error().code == ErrorCode::kInvalidArgument);
  }
  std::string many;
  for (int i = 0; i < 33; ++i) many += "--b\r\n" + kFile + "\r\n\r\nwords\r\n";
  CHECK(parts_of(many + "--b--", "b").error().code == ErrorCode::kTooLarge);
  CHECK(parts_of(many.substr(0, many.size() / 33 * 32) + "--b--", "b")->size() == 32);
}

TEST_CASE("a boundary is one of the standard's", "[http][multipart]") {
  CHECK(*boundary_in("multipart/form-data; boundary=abc") == "abc");
  CHECK(*boundary_in("multipart/form-data; charset=utf-8; Boundary=\"a b\"") == "a b");
  for (const std::string& bad :
       {std::string{"multipart/form-data"}, std::string{"multipart/form-data; boundary="},
        std::string{"multipart/form-data; boundary=\"a "}, std::string{"multipart/form-data; boundary=\"a \""},
        std::string{"multipart/form-data; boundary=a\x01"}, "multipart/form-data; boundary=" + std::string(71, 'a')}) {
    INFO(bad);
    CHECK_FALSE(boundary_in(bad).has_value());
  }
}

}  // namespace headwater::test
