// Runs the real program and looks at what it says and how it ends.
#ifndef HEADWATER_TESTS_CLI_RUN_H_
#define HEADWATER_TESTS_CLI_RUN_H_

#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include <nlohmann/json.hpp>

namespace headwater::test {

using Json = nlohmann::ordered_json;

struct Ended {
  int status = -1;  // exit status; 128 and the signal's number if one ended it
  std::string out;
  std::string err;
  long peak_kb = 0;  // the most memory it held
};

// A program under way. Its standard input stays open until close_input().
class Started {
 public:
  // `folder` is where it runs; "" for here.
  Started(const std::vector<std::string>& arguments, const std::string& folder = "");
  ~Started();  // ends what still runs
  Started(const Started&) = delete;
  Started& operator=(const Started&) = delete;

  void write(std::string_view bytes) const;
  void close_input();
  void close_output();
  // The next line of standard output without its end; gives up after twenty seconds with what there is.
  std::string line();
  void signal(int number) const;
  // Waits for the end, at most so long.
  Ended end(int seconds = 60);

 private:
  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::string ahead_;  // read beyond the last line
};

// Runs it to its end. `input` is its standard input.
Ended run(const std::vector<std::string>& arguments, const std::string& folder = "", std::string_view input = {});

// Every line of `text` as JSON; what is not gives a discarded value.
std::vector<Json> json_lines(const std::string& text);
std::vector<std::string> lines(const std::string& text);
std::vector<std::string> keys(const Json& json);

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_CLI_RUN_H_
