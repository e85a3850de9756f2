// The sources on the way, each of which can be thought away; and what falls with the one that is.

import type { Impact } from "../api_types";
import { button, el, link, type Child } from "../dom";
import { claimItem, listSection } from "../items";
import { sourceRoute } from "../route";
import { empty } from "../states";
import { capital, count, listed } from "../words";
import type { Station } from "./stations";

export function sourcesBody(stations: Station[], without: (node: string) => void): Child[] {
  if (stations.length === 0) return [empty("No source stands behind this claim.")];
  return [
    el(
      "ul",
      { class: "stations" },
      ...stations.map((station) =>
        el(
          "li",
          {},
          el(
            "span",
            {},
            link(sourceRoute(station.node), station.name),
            station.onEvery && el("span", { class: "note" }, "every chain passes here"),
          ),
          button("Leave out", () => without(station.node), {
            class: "quiet",
            "aria-label": `Leave out ${station.name}`,
          }),
        ),
      ),
    ),
  ];
}

export function impactBody(impact: Impact): Child[] {
  const none = impact.falls.length === 0 && impact.weakened.length === 0;
  if (none) return [el("p", {}, "Nothing else in the store leans on it.")];
  return [
    el(
      "details",
      { open: true },
      el(
        "summary",
        {},
        capital(
          listed([
            impact.falls.length > 0 && `${count(impact.falls.length, "claim")} in the store would lose all support`,
            impact.weakened.length > 0 && `${count(impact.weakened.length, "claim")} would be weaker`,
          ]),
        ),
      ),
      el(
        "div",
        { class: "fallen" },
        listSection(
          "Falls",
          impact.falls.map((one) => claimItem(one.claim)),
          5,
        ),
        listSection(
          "Weakened",
          impact.weakened.map((one) =>
            claimItem(one.claim, el("span", { class: "note" }, `${one.from} independent sources, then ${one.to}`)),
          ),
          5,
        ),
        impact.truncated && empty("There is more than is shown."),
      ),
    ),
  ];
}
