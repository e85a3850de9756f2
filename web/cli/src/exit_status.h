// What the process says when it ends; the one table from errors to exit statuses.
#ifndef HEADWATER_WEB_CLI_EXIT_STATUS_H_
#define HEADWATER_WEB_CLI_EXIT_STATUS_H_

#include "headwater/schema/result.h"

namespace headwater::cli {

enum ExitStatus : int {
  kDone = 0,
  kNothingFound = 1,
  kWrongUsage = 2,
  kBadInputs = 3,
  kStoreTrouble = 4,
};

// For errors of questions and writes. Where a store cannot be opened the status is kStoreTrouble whatever the code, and
// where a file cannot be read it is kBadInputs.
constexpr ExitStatus exit_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return kWrongUsage;
    case ErrorCode::kNotFound:
      return kNothingFound;
    case ErrorCode::kBadInput:
      return kBadInputs;
    case ErrorCode::kTooLarge:
      return kBadInputs;
    case ErrorCode::kUnsupported:
      return kBadInputs;
    case ErrorCode::kBusy:
      return kStoreTrouble;
    case ErrorCode::kCorruption:
      return kStoreTrouble;
    case ErrorCode::kIo:
      return kStoreTrouble;
  }
  return kStoreTrouble;
}

// Of a batch: the gravest stays.
constexpr ExitStatus worse(ExitStatus a, ExitStatus b) { return a > b ? a : b; }

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_EXIT_STATUS_H_
