// Weak points of the whole store: reports that rest on each other, and sources that much hangs on.

import { ask } from "../api";
import type { Bottlenecks, DocumentName, Loop, Loops } from "../api_types";
import { el, link, type Child } from "../dom";
import { endMark } from "../end_mark";
import { documentRoute, sourceRoute } from "../route";
import { empty, fillWhenThere } from "../states";
import { count, dayWords, percent, placeOf, titleOf } from "../words";
import type { OpenView } from "./view";

const kAsked = 50;

const loopStation = (document: DocumentName) =>
  el("li", {}, link(documentRoute(document.id), titleOf(document)), el("span", { class: "note" }, ` ${placeOf(document)}`));

function loopCard({ documents, closed, closing_edge }: Loop): HTMLElement {
  return el("li", { class: "loop-card" },
    el("p", {}, el("span", { class: closed ? "tag bad" : "tag" }, closed ? "closed" : "has a way out"), " ",
      closed ? "Nothing outside holds these up." : "They lean on each other, and on something else besides."),
    el("ol", { class: "ring" }, ...documents.map(loopStation), documents[0] && el("li", { class: "back" },
      endMark("circular"), " back to the first")),
    closing_edge && el("p", { class: "note" }, "Closed when ", link(documentRoute(closing_edge.from.id), titleOf(closing_edge.from)),
      " took it from ", link(documentRoute(closing_edge.to.id), titleOf(closing_edge.to)),
      closing_edge.date && ` on ${dayWords(closing_edge.date)}`, "."));
}

async function loopsBody(signal: AbortSignal): Promise<Child[]> {
  const answer = await ask<Loops>("loops", { limit: kAsked }, signal);
  if (answer.loops.length === 0) return [empty("No documents rest on each other.")];
  return [el("ul", { class: "loop-cards" }, ...answer.loops.map(loopCard)),
    answer.truncated && empty("There are more than are shown.")];
}

async function bottlenecksBody(signal: AbortSignal): Promise<Child[]> {
  const answer = await ask<Bottlenecks>("bottlenecks", { limit: kAsked }, signal);
  if (answer.bottlenecks.length === 0) return [empty("No claim hangs on a single source.")];
  return [
    el("p", { class: "lead-in" }, `How many of the ${count(answer.claims, "claim")} here would have no source left without it.`),
    el("ol", { class: "weights" }, ...answer.bottlenecks.map((one) => el("li", {},
      el("span", { class: "weight-name" }, link(sourceRoute(one.node), one.name || "Unnamed"), el("span", { class: "note" }, ` ${one.kind}`)),
      el("meter", { min: 0, max: 1, value: one.share, "aria-label": `${percent(one.share)} of all claims` }),
      el("span", { class: "weight-count" }, count(one.claims, "claim"), el("span", { class: "note" }, ` ${percent(one.share)}`))))),
    answer.truncated && empty("There are more than are shown."),
  ];
}

export const openWeakPoints: OpenView = async (_route, signal) => {
  const loops = el("div", {});
  const bottlenecks = el("div", {});
  void fillWhenThere(bottlenecks, () => bottlenecksBody(signal), "Weighing the sources");
  void fillWhenThere(loops, () => loopsBody(signal), "Looking for loops");
  return {
    title: "Weak points",
    nodes: [
      el("header", { class: "head" }, el("h1", {}, "Weak points"),
        el("p", { class: "lead" }, "Where this store would give way: sources that much hangs on, and reports that hold each other up.")),
      el("div", { class: "weak" },
        el("section", { class: "block", "aria-labelledby": "points-heading" }, el("h2", { id: "points-heading" }, "Much hangs on these"), bottlenecks),
        el("section", { class: "block", "aria-labelledby": "loops-heading" }, el("h2", { id: "loops-heading" }, "Reports in a circle"), loops)),
    ],
  };
};
