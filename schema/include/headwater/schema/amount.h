// Amounts that a text tells, in figures or in words, by what they are worth.
//
//   for (const headwater::Amount& a : headwater::amounts_in("Nine in ten of the 2,100 boats")) std::cout << a.value;
//
// prints 0.9 and 2100. English. Pure; any thread; linear.
#ifndef HEADWATER_SCHEMA_AMOUNT_H_
#define HEADWATER_SCHEMA_AMOUNT_H_

#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/span.h"

namespace headwater {

struct Amount {
  ByteSpan span;  // the words of the text that tell it
  double value = 0;
  bool is_share = false;  // of something: "two-thirds", "90 per cent", "nine in ten"; then `value` is a fraction of 1

  bool operator==(const Amount&) const = default;
};

// "2,100", "2.1 billion", "two thousand one hundred million", "twenty-three", "half a dozen", "two-thirds", "a quarter
// of", "nine in every ten", "90 per cent", "75 basis points" (0.75, as are "three-quarters of a point"). In text order,
// none within another. Numbers that are a name's or a date's part are amounts all the same; "one" alone, ordinals and
// what has more than 18 digits are none.
std::vector<Amount> amounts_in(std::string_view text);

// The same for equal amounts, however told: "2100", "0.67" for a share, rounded to hundredths; opens with a digit.
std::string amount_key(const Amount& amount);

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_AMOUNT_H_
