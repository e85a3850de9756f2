// What hangs on a source: the claims that would fall or be weaker without it, and its place among the store's weak points.

import { ask } from "../api";
import type { Bottlenecks, Impact } from "../api_types";
import { impactBody } from "../claim/sources_section";
import { el, type Child } from "../dom";
import { fillWhenThere } from "../states";

const kRanked = 1000; // what the server tells at most

function place(id: string, all: Bottlenecks): Child {
  const at = all.bottlenecks.findIndex((one) => one.node === id);
  if (at < 0) return null;
  return el(
    "p",
    { class: "rank" },
    `Number ${(at + 1).toLocaleString("en")} among the `,
    el("a", { href: "#/weak" }, "weak points"),
    " here.",
  );
}

export function weightBlock(id: string, signal: AbortSignal): HTMLElement {
  const body = el("div", {});
  void fillWhenThere(
    body,
    async () => {
      const [impact, all] = await Promise.all([
        ask<Impact>(`analyse/impact/${id}`, {}, signal),
        ask<Bottlenecks>("bottlenecks", { limit: kRanked }, signal),
      ]);
      return [place(id, all), ...impactBody(impact)];
    },
    "Seeing what hangs on it",
  );
  return el(
    "section",
    { class: "block", "aria-labelledby": "weight-heading" },
    el("h2", { id: "weight-heading" }, "What hangs on it"),
    body,
  );
}
