#include "writing.h"

#include <optional>
#include <string>
#include <utility>

#include "event_log.h"
#include "json_fields.h"
#include "media_type.h"

namespace headwater::detail {
namespace {

Result<Judgement> judgement_in(std::string_view body) {
  Fields fields{body};
  Judgement out;
  const std::string kind = fields.text("kind", true);
  out.about = fields.node("about", true);
  out.other = fields.node("other", false);
  out.value = fields.text("value", false);
  out.revoked = fields.flag("revoked");
  out.by = fields.text("by", true);
  out.reason = fields.text("reason", false);
  if (!fields.fault().empty()) return wrong(joined({"judgement: ", fields.fault()}));
  const std::optional<JudgementKind> known = parse_judgement_kind(kind);
  if (!known) {
    return wrong(
        joined({"judgement: kind must be retraction, correction, same_as, reliability, credibility or marking, not \"",
                kind, "\""}));
  }
  out.kind = *known;
  return out;
}

}  // namespace

bool is_json_type(std::string_view content_type) { return media_type_in(content_type).type == "application/json"; }

Reply post_judgement(const Context& context, const Asked& asked) {
  const auto written = then(judgement_in(asked.body), [&](Judgement judgement) -> Result<Judgement> {
    const Result<void> checked = valid(judgement);
    return checked.has_value() ? context.store.judge(std::move(judgement)) : Result<Judgement>{checked.error()};
  });
  Reply reply = json_reply(written);
  if (!written.has_value()) return reply;
  reply.status = 201;
  context.events.add("judgement", reply.body);
  return reply;
}

}  // namespace headwater::detail
