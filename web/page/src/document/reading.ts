// A document's text with its claims marked by form and by end, and the margin of speakers beside it.

import { ask } from "../api";
import type { ClaimsOfDocument, ShownDocument, Span, WholeClaim } from "../api_types";
import { overlaps, type ByteText } from "../bytes";
import { el } from "../dom";
import { endNames, formNames } from "../words";
import { marginOf } from "./margin";
import { markedBlock, type MarkedClaim } from "./marked_block";

const kClaimsAPage = 500;
const kMostClaims = 5000; // beyond them claims are marked as claims, without their form and end

export async function wholeClaims(shown: ShownDocument, signal: AbortSignal): Promise<WholeClaim[]> {
  const claims: WholeClaim[] = [];
  let after: string | null = null;
  do {
    const page: ClaimsOfDocument = await ask<ClaimsOfDocument>(
      `documents/${shown.document.id}/claims`,
      { limit: kClaimsAPage, after },
      signal,
    );
    claims.push(...page.claims);
    after = page.next;
  } while (after !== null && claims.length < kMostClaims);
  return claims;
}

export function readingOf(text: ByteText, shown: ShownDocument, claims: WholeClaim[], strong: Span[]): HTMLElement {
  const known = new Map(claims.map((claim) => [claim.id, claim]));
  const marked: MarkedClaim[] = shown.claims.map(({ id, content }) => {
    const claim = known.get(id);
    if (!claim) return { id, content, classes: "", name: "a claim", end: null };
    const speaker = claim.speaker && claim.form !== "own" ? `${claim.speaker.name}, ` : "";
    return {
      id,
      content,
      classes: `form-${claim.form} end-${claim.end}`,
      name: `${speaker}${formNames[claim.form]}; ${endNames[claim.end]}`,
      end: claim.form === "own" && claim.end === "unattributed" ? null : claim.end,
    };
  });
  const rows = text.blocks(shown.document.format === "html").map((block) => {
    // A claim's speaker is named once, beside the block in which it begins.
    const begun = claims.filter(
      (claim) => claim.content[0] && overlaps(claim.content[0], block) && claim.content[0][0] >= block[0],
    );
    return el(
      "div",
      { class: "row" },
      el(
        "p",
        { class: "words" },
        ...markedBlock(text, block, { claims: marked, furniture: shown.document.boilerplate, strong, soft: [] }),
      ),
      marginOf(begun),
    );
  });
  const reading = el("div", { class: "reading", lang: shown.document.language || null }, ...rows);
  lightSpeakers(reading);
  return reading;
}

// Pointing at a speaker lights what was said; pointing at words lights who said them.
function lightSpeakers(reading: HTMLElement): void {
  const light = (event: Event, on: boolean) => {
    const target = event.target instanceof Element ? event.target : null;
    const ids = target?.closest<HTMLElement>(".speaker")?.dataset.claims?.split(" ") ?? [
      target?.closest<HTMLElement>(".claim")?.dataset.claim ?? "",
    ];
    for (const id of ids.filter(Boolean)) {
      for (const part of reading.querySelectorAll(`[data-claim="${id}"], [data-claims~="${id}"]`)) {
        part.classList.toggle("is-lit", on);
      }
    }
  };
  for (const [name, on] of [
    ["pointerover", true],
    ["pointerout", false],
    ["focusin", true],
    ["focusout", false],
  ] as const) {
    reading.addEventListener(name, (event) => light(event, on));
  }
}
