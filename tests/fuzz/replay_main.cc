// Runs a fuzz target over the files and folders given: the plain build's stand-in for libFuzzer. Fails if there are
// none.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int count, char** arguments) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < count; ++i) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(arguments[i], ignored)) {
      files.emplace_back(arguments[i]);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(arguments[i], ignored)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) {
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    // A copy of exactly this size, so that a sanitizer sees the first byte too far.
    const std::unique_ptr<std::uint8_t[]> copy{new std::uint8_t[bytes.size()]};
    if (!bytes.empty()) std::memcpy(copy.get(), bytes.data(), bytes.size());
    std::cerr << file.filename().string() << '\n';  // the last one named is the one that broke
    LLVMFuzzerTestOneInput(copy.get(), bytes.size());
  }
  std::cerr << files.size() << " inputs hold\n";
  return files.empty() ? 1 : 0;
}
