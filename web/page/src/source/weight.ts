// What hangs on a source: the claims that would fall or be weaker without it, and its place among the store's weak points.

import { ask } from "../api";
import type { Impact } from "../api_types";
import { askBottlenecks } from "../bottlenecks";
import { impactBody } from "../claim/sources_section";
import { el, link, replace } from "../dom";
import { isAbort } from "../navigate";
import { routeTo } from "../route";
import { fillWhenThere } from "../states";

// A large store takes its time over this, and it is only beside the point: nothing waits for it.
async function fillPlace(host: HTMLElement, id: string, signal: AbortSignal): Promise<void> {
  try {
    const at = (await askBottlenecks(signal)).bottlenecks.findIndex((one) => one.node === id);
    if (at < 0) return;
    replace(host, `Number ${(at + 1).toLocaleString("en")} among the `, link(routeTo("weak"), "weak points"), " here.");
  } catch (error) {
    if (!isAbort(error)) replace(host); // what falls is told all the same
  }
}

export function weightBlock(id: string, signal: AbortSignal): HTMLElement {
  const rank = el("p", { class: "rank" });
  const body = el("div", {});
  void fillWhenThere(
    body,
    async () => impactBody(await ask<Impact>(`analyse/impact/${id}`, {}, signal)),
    "Seeing what hangs on it",
  ).then(() => fillPlace(rank, id, signal));
  return el(
    "section",
    { class: "block", "aria-labelledby": "weight-heading" },
    el("h2", { id: "weight-heading" }, "What hangs on it"),
    rank,
    body,
  );
}
