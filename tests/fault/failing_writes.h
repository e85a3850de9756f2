// A disk that fails: the writes of this process to the files of one directory.
#ifndef HEADWATER_TESTS_FAULT_FAILING_WRITES_H_
#define HEADWATER_TESTS_FAULT_FAILING_WRITES_H_

#include <cstdint>
#include <string>

namespace headwater::test {

// From now on, after `count` calls that write, flush or rename below `directory`, one fails. Torn: half of it is done,
// and the process dies on the spot. Else it and the `more` after it do nothing and say so (EIO).
struct WriteFault {
  std::string directory;
  std::int64_t count = 0;
  bool is_torn = false;
  std::int64_t more = 0;
};

// At most once in a process.
void fail_writes(const WriteFault& fault);

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_FAULT_FAILING_WRITES_H_
