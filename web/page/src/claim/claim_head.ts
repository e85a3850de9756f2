// The head of a claim's page: its words, who said them, where and in which form.

import type { WholeClaim } from "../api_types";
import { el, link, type Child } from "../dom";
import { documentRoute, sourceRoute } from "../route";
import { capital, dateWords, formNames, quoted, saidBy, spaced, titleOf } from "../words";

export function claimHead(claim: WholeClaim): HTMLElement {
  const said: Child[] = [];
  if (claim.speaker) {
    const medium = claim.origin && spaced(claim.origin.medium);
    said.push(
      saidBy[claim.polarity] ?? "Said by",
      " ",
      link(sourceRoute(claim.speaker.id), claim.speaker.name),
      medium && claim.origin && " in ",
      medium &&
        claim.origin &&
        link(documentRoute(claim.origin.id), `${/^[aeiou]/.test(medium) ? "an" : "a"} ${medium}`),
      claim.origin?.date && ` of ${dateWords(claim.origin.date)}`,
    );
    for (const hop of claim.via) said.push(", by way of ", link(sourceRoute(hop.id), hop.name));
    said.push(" · ", formNames[claim.form]);
  } else {
    said.push(capital(formNames[claim.form]));
  }
  return el(
    "header",
    { class: "head" },
    el("p", { class: "kicker" }, "A claim in ", link(documentRoute(claim.document.id), titleOf(claim.document))),
    el("h1", { class: "claim-words" }, quoted(claim.text)),
    el("p", { class: "meta" }, ...said),
  );
}
