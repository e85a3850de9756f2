// The margin beside a block: who speaks in it, in which form, by way of whom.

import type { WholeClaim } from "../api_types";
import { el, link } from "../dom";
import { endMark } from "../end_mark";
import { claimRoute, sourceRoute } from "../route";
import { endNames, formWords, listed, polarityNames, spaced } from "../words";

// Own words that cite nobody have no speaker to be named.
const hasSpeaker = (claim: WholeClaim) => claim.speaker !== null && claim.end !== "unattributed";

function manner(claim: WholeClaim): string {
  const medium = claim.origin && spaced(claim.origin.medium);
  return listed([
    claim.polarity !== "asserts" && polarityNames[claim.polarity],
    formWords[claim.form],
    medium && `in ${/^[aeiou]/.test(medium) ? "an" : "a"} ${medium}`,
    claim.via.length > 0 && `by way of ${claim.via.map((hop) => hop.name).join(", ")}`,
  ]);
}

export function marginOf(claims: WholeClaim[]): HTMLElement {
  const bySpeaker = new Map<string, WholeClaim[]>();
  for (const claim of claims.filter(hasSpeaker)) {
    const id = claim.speaker?.id ?? "";
    bySpeaker.set(id, [...(bySpeaker.get(id) ?? []), claim]);
  }
  return el(
    "div",
    { class: "margin" },
    ...[...bySpeaker.values()].map((said) => {
      const [first] = said as [WholeClaim, ...WholeClaim[]];
      return el(
        "div",
        { class: "speaker", "data-claims": said.map((claim) => claim.id).join(" ") },
        link(sourceRoute(first.speaker?.id ?? ""), first.speaker?.name ?? "", { class: "speaker-name" }),
        ...unlike(said).map((claim) =>
          el(
            "a",
            {
              class: "speaker-way",
              href: claimRoute(claim.id),
              "aria-label": `${manner(claim)}, ${endNames[claim.end]}: trace “${claim.text}”`,
            },
            endMark(claim.end),
            el("span", {}, manner(claim)),
          ),
        ),
      );
    }),
  );
}

// Of claims that would read alike in the margin, the first.
function unlike(claims: WholeClaim[]): WholeClaim[] {
  const seen = new Set<string>();
  return claims.filter((claim) => {
    const key = `${manner(claim)} ${claim.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
