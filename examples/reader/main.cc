// A reader of attributions of your own. This one knows a single verb; a model of yours would stand in its place.
#include <headwater/headwater.h>

#include <cstdint>
#include <iostream>
#include <vector>

class VowReader final : public headwater::AttributionReader {
 public:
  headwater::Result<std::vector<headwater::Attribution>> read(const headwater::Reading& r) const override {
    std::vector<headwater::Attribution> found;
    for (std::size_t verb = 0; verb < r.tokens.size(); ++verb) {
      if (headwater::slice(r.text, r.tokens[verb].span) != "vowed") continue;
      headwater::Attribution a;
      std::size_t last = verb;  // of the sentence: the full stop
      for (std::size_t i = 0; i < r.tokens.size(); ++i) {
        if (r.tokens[i].sentence != r.tokens[verb].sentence) continue;
        const bool subject =
            r.syntax[i].head == static_cast<std::int32_t>(verb) && r.syntax[i].dep == headwater::Dep::kNsubj;
        if (subject) a.source = {r.tokens[i].span};
        last = i;
      }
      if (last < verb + 2) continue;
      a.cue = {r.tokens[verb].span};
      a.content = {{r.tokens[verb + 1].span.begin, r.tokens[last - 1].span.end}};
      a.rule = "vow@1";
      a.confidence = 0.8;
      found.push_back(a);
    }
    return found;
  }
};

int main() {
  const VowReader reader;
  auto read = headwater::extract("Greyfen vowed to publish the report within a week.\n",
                                 {.path = "note.txt", .reader = &reader});
  if (!read) return std::cerr << read.error().message << '\n', 1;
  for (const headwater::Claim& claim : read->claims) {
    const headwater::Agent* speaker = claim.speaker ? read->agent(*claim.speaker) : nullptr;
    std::cout << (speaker ? speaker->name : "nobody") << ": " << claim.text << " (" << claim.rule << ")\n";
  }
}
