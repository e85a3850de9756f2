// Short texts about an invented affair; people and outlets are fiction.
#ifndef HEADWATER_TESTS_CLI_TEXTS_H_
#define HEADWATER_TESTS_CLI_TEXTS_H_

#include <string_view>

namespace headwater::test {

inline constexpr std::string_view kDam =
    "Works ministry calls dam safe\n\n"
    "The dam above Wending is sound, the Ministry of Works said on Tuesday in a statement faxed to the Wending "
    "Agency.\n\n"
    "\"Nobody in the lower valley needs to leave,\" said Ida Marlow, a spokeswoman for the ministry.\n";

inline constexpr std::string_view kMill =
    "Mill fire under inquiry\n\n"
    "The fire at the paper mill began in the boiler house, according to the fire brigade.\n";

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_CLI_TEXTS_H_
