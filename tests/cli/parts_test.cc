// The program's own parts, tested in process.
#include <atomic>
#include <filesystem>
#include <thread>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "exit_status.h"
#include "files.h"
#include "in_order.h"
#include "manifest.h"
#include "scratch.h"

using namespace headwater;
using namespace headwater::cli;
using headwater::test::Scratch;

TEST_CASE("every error code has one exit status", "[cli][parts]") {
  CHECK(exit_status(ErrorCode::kInvalidArgument) == 2);
  CHECK(exit_status(ErrorCode::kNotFound) == 1);
  CHECK(exit_status(ErrorCode::kBadInput) == 3);
  CHECK(exit_status(ErrorCode::kTooLarge) == 3);
  CHECK(exit_status(ErrorCode::kUnsupported) == 3);
  CHECK(exit_status(ErrorCode::kBusy) == 4);
  CHECK(exit_status(ErrorCode::kCorruption) == 4);
  CHECK(exit_status(ErrorCode::kIo) == 4);
}

TEST_CASE("work on many threads is taken in the order it came", "[cli][parts]") {
  for (const std::size_t jobs : {1u, 2u, 9u}) {
    int next = 0;
    std::vector<int> taken;
    std::atomic<int> under_way{0};
    std::atomic<int> most{0};
    in_order(
        jobs, [&]() -> std::optional<int> { return next < 500 ? std::optional<int>{next++} : std::nullopt; },
        [&](int n) {
          const int now = ++under_way;
          for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
          }
          if (n % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds{300});
          return n * 2;
        },
        [&](int n) {
          --under_way;
          taken.push_back(n);
          return true;
        });
    REQUIRE(taken.size() == 500);
    for (int i = 0; i < 500; ++i) CHECK(taken[static_cast<std::size_t>(i)] == 2 * i);
    CHECK(most <= static_cast<int>(2 * jobs + 1));
  }
}

TEST_CASE("whoever takes results can end the work", "[cli][parts]") {
  std::atomic<int> begun{0};
  int taken = 0;
  in_order(
      4, [&]() -> std::optional<int> { return begun++; }, [](int n) { return n; }, [&](int) { return ++taken < 10; });
  CHECK(taken == 10);
  CHECK(begun < 30);
}

TEST_CASE("no work is no result", "[cli][parts]") {
  in_order(
      3, []() -> std::optional<int> { return std::nullopt; }, [](int n) { return n; },
      [](int) {
        FAIL("nothing was there to take");
        return true;
      });
}

TEST_CASE("a file is read up to its bound and not one byte more", "[cli][parts]") {
  const Scratch scratch;
  const std::string path = scratch.write("ten", "0123456789");
  CHECK(*read_file(path, 10) == "0123456789");
  const Result<std::string> nine = read_file(path, 9);
  REQUIRE_FALSE(nine.has_value());
  CHECK(nine.error().code == ErrorCode::kTooLarge);
  CHECK(nine.error().message.find(path) != std::string::npos);
  // What has no size beforehand is bounded as it is read.
  const Result<std::string> endless = read_file("/dev/zero", 1000);
  REQUIRE_FALSE(endless.has_value());
  CHECK(endless.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("what is no file to read is an error that names it", "[cli][parts]") {
  const Scratch scratch;
  CHECK(read_file(scratch / "none", 10).error().code == ErrorCode::kNotFound);
  CHECK(read_file(scratch.path(), 10).error().code == ErrorCode::kBadInput);
  CHECK(read_file(std::string{"a\0b", 3}, 10).error().code == ErrorCode::kBadInput);
  const Result<std::string> empty = read_file(scratch.write("empty", ""), 10);
  REQUIRE(empty.has_value());
  CHECK(empty->empty());
}

TEST_CASE("a walk lists each file once, in order, and says what it could not enter", "[cli][parts]") {
  const Scratch scratch;
  scratch.write("d/b", "1");
  scratch.write("d/a/2", "1");
  scratch.write("d/a/1", "1");
  scratch.write("d/.x/1", "1");
  std::filesystem::create_directory_symlink("../a", scratch / "d/a/self");
  std::filesystem::create_symlink("nowhere", scratch / "d/c");
  std::vector<std::string> paths;
  std::vector<bool> failed;
  for (const FoundFile& file : files_under(scratch / "d")) {
    paths.push_back(file.path.substr(scratch.path().size()));
    failed.push_back(file.error.has_value());
  }
  CHECK(paths == std::vector<std::string>{"/d/a/1", "/d/a/2", "/d/b", "/d/c"});
  CHECK(failed == std::vector<bool>{false, false, false, true});

  std::filesystem::create_directories(scratch / "e/f");
  const std::vector<FoundFile> empty = files_under(scratch / "e");
  REQUIRE(empty.size() == 1);
  CHECK(empty[0].path == scratch / "e");
  CHECK(empty[0].error->code == ErrorCode::kBadInput);
  CHECK(empty[0].error->message.find("without documents") != std::string::npos);
}

TEST_CASE("a very deep directory is walked without deep recursion", "[cli][parts]") {
  const Scratch scratch;
  std::string path = scratch.path();
  for (int i = 0; i < 300; ++i) path += "/d";
  std::filesystem::create_directories(path);
  std::ofstream{path + "/file"} << "x";
  CHECK(files_under(scratch.path()).size() == 1);
}

TEST_CASE("a manifest's line says what is known of its document, the rest is by default", "[cli][parts]") {
  ExtractOptions defaults;
  defaults.url = "https://default.example/";
  defaults.kind = DocumentKind::kReport;
  const Input plain = read_manifest_line(R"({"path":"a.txt"})", defaults, "folder", "m, line 1");
  CHECK_FALSE(plain.error.has_value());
  CHECK(plain.options.path == "a.txt");
  CHECK(plain.file == "folder/a.txt");
  CHECK(plain.options.url == "https://default.example/");
  CHECK(plain.options.kind == DocumentKind::kReport);

  const Input full = read_manifest_line(
      R"({"path":"/a.txt","url":"https://x.example/","published":"2031-05-06","format":"html","kind":"other"})",
      defaults, "folder", "m, line 2");
  CHECK_FALSE(full.error.has_value());
  CHECK(full.file == "/a.txt");
  CHECK(full.options.url == "https://x.example/");
  CHECK(full.options.published->text() == "2031-05-06");
  CHECK(full.options.format == Format::kHtml);
  CHECK(full.options.kind == DocumentKind::kOther);

  for (const char* line : {"", "{", "[]", "7", "{}", R"({"path":""})", R"({"path":null})", R"({"path":"a","url":7})",
                           R"({"path":"a","published":"soon"})", R"({"path":"a","published":"2031"})",
                           R"({"path":"a","format":"docx"})", R"({"path":"a","kind":"poem"})", "\xff\xfe"}) {
    const Input wrong = read_manifest_line(line, defaults, "", "m, line 3");
    INFO(line);
    REQUIRE(wrong.error.has_value());
    CHECK(wrong.error->code == ErrorCode::kBadInput);
    CHECK(wrong.error->message.find("m, line 3") == 0);
  }
}

TEST_CASE("a manifest's line of more than a megabyte is an error, and the next one is read", "[cli][parts]") {
  const Scratch scratch;
  const std::string path =
      scratch.write("m.jsonl", "{\"path\":\"" + std::string(3u << 20, 'x') + "\"}\n{\"path\":\"a\"}");
  Result<Manifest> manifest = Manifest::open(path, {});
  REQUIRE(manifest.has_value());
  const std::optional<Input> first = manifest->next();
  REQUIRE(first.has_value());
  CHECK(first->error->code == ErrorCode::kTooLarge);
  const std::optional<Input> second = manifest->next();
  REQUIRE(second.has_value());
  CHECK(second->options.path == "a");
  CHECK_FALSE(manifest->next().has_value());
}
