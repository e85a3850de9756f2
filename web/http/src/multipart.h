// The parts of a form that a browser or a script uploads: multipart/form-data (RFC 7578), read strictly.
//
// A pure function of bytes; linear. cpp-httplib's own parser runs a recursive regular expression over lines of any
// length and takes any number of parts, so bodies of this type are kept from it.
#ifndef HEADWATER_HTTP_SRC_MULTIPART_H_
#define HEADWATER_HTTP_SRC_MULTIPART_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/result.h"

namespace headwater::detail {

struct MultipartLimits {
  std::size_t max_parts = 32;
  std::size_t max_head_bytes = 4096;  // of the headers of one part
  std::size_t max_name_bytes = 255;   // of a file's name
};

struct Part {
  std::string name;          // of the field
  std::string filename;      // its last piece, without folders; "" where the part is no file
  std::string content_type;  // as it stands there, "" for none
  std::string_view bytes;    // of the body that was given

  bool operator==(const Part&) const = default;
};

// multipart/form-data; boundary="x" -> x. kInvalidArgument where there is none, or it is none of RFC 2046.
Result<std::string> boundary_in(std::string_view content_type);

// In order. kInvalidArgument for what is no such body, kTooLarge past a limit; the part is named by its number.
Result<std::vector<Part>> parts_of(std::string_view body, std::string_view boundary,
                                   const MultipartLimits& limits = {});

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_MULTIPART_H_
