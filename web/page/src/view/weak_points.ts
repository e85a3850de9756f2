// Weak points of the whole store: reports that rest on each other, and sources that much hangs on.

import { ask, askIfThere } from "../api";
import type { Bottlenecks, DocumentName, Loop, Loops, ShownDocument } from "../api_types";
import { askBottlenecks } from "../bottlenecks";
import { el, link, replace, type Child } from "../dom";
import { endMark } from "../end_mark";
import { inTurn } from "../in_turn";
import { documentRoute, sourceRoute } from "../route";
import { empty, fillWhenThere } from "../states";
import { count, dayWords, listed, percent, placeOf, spaced, titleOf } from "../words";
import type { OpenView } from "./view";

const kAsked = 100;
const kAtOnce = 15;

const loopStation = (document: DocumentName) =>
  el(
    "li",
    {},
    link(documentRoute(document.id), titleOf(document)),
    el("span", { class: "note" }, ` ${placeOf(document)}`),
  );

function loopCard({ documents, closed, closing_edge }: Loop): HTMLElement {
  return el(
    "li",
    { class: "loop-card" },
    el(
      "p",
      {},
      el("span", { class: closed ? "tag bad" : "tag" }, closed ? "closed" : "has a way out"),
      " ",
      closed ? "Nothing outside holds these up." : "They lean on each other, and on something else besides.",
    ),
    el(
      "ol",
      { class: "ring" },
      ...documents.map(loopStation),
      documents[0] && el("li", { class: "back" }, endMark("circular"), " back to the first"),
    ),
    closing_edge &&
      el(
        "p",
        { class: "note" },
        "Closed when ",
        link(documentRoute(closing_edge.from.id), titleOf(closing_edge.from)),
        " took it from ",
        link(documentRoute(closing_edge.to.id), titleOf(closing_edge.to)),
        closing_edge.date && ` on ${dayWords(closing_edge.date)}`,
        ".",
      ),
  );
}

async function loopsBody(signal: AbortSignal): Promise<Child[]> {
  const answer = await ask<Loops>("loops", { limit: kAsked }, signal);
  if (answer.loops.length === 0) return [empty("No documents rest on each other.")];
  return [
    el("ul", { class: "loop-cards" }, ...answer.loops.map(loopCard)),
    answer.truncated && empty("There are more than are shown."),
  ];
}

type Weight = Bottlenecks["bottlenecks"][number];

// What a source is called, and what it is. A document without a title has only its issuer's name, and says more itself.
async function describe(one: Weight, signal: AbortSignal): Promise<[name: string, note: string]> {
  if (one.kind !== "document") return [one.name || "Unnamed", ""];
  const shown = await askIfThere<ShownDocument>(`documents/${one.node}`, {}, signal);
  if (!shown) return [one.name || "Untitled", one.kind];
  const { document } = shown;
  const name = titleOf(document);
  return [
    name,
    listed([
      document.title && document.publisher,
      document.title && spaced(document.medium),
      !document.held && "not held",
    ]),
  ];
}

async function weightRow(one: Weight, most: number, signal: AbortSignal): Promise<HTMLElement> {
  const [name, note] = await describe(one, signal);
  return el(
    "li",
    {},
    el("span", { class: "weight-name" }, link(sourceRoute(one.node), name), el("span", { class: "note" }, note)),
    el("meter", { min: 0, max: most, value: one.share, "aria-label": `${percent(one.share)} of all claims` }),
    el(
      "span",
      { class: "weight-count" },
      count(one.claims, "claim"),
      el("span", { class: "note" }, ` ${percent(one.share)}`),
    ),
  );
}

async function bottlenecksBody(signal: AbortSignal): Promise<Child[]> {
  const answer = await askBottlenecks(signal);
  if (answer.bottlenecks.length === 0) return [empty("No claim hangs on a single source.")];
  const list = el("ol", { class: "weights" });
  const more = el("button", { type: "button", class: "more" });
  const put = async () => {
    const place = list.children.length;
    const next = answer.bottlenecks.slice(place, place + kAtOnce);
    list.append(...(await inTurn(next, (one) => weightRow(one, answer.bottlenecks[0]?.share ?? 1, signal))));
    const left = answer.bottlenecks.length - list.children.length;
    replace(more, `${left} more`);
    if (left === 0) more.remove();
    if (place > 0) list.children[place]?.querySelector("a")?.focus();
  };
  more.addEventListener("click", () => void put());
  await put();
  return [
    el(
      "p",
      { class: "lead-in" },
      `How many of the ${count(answer.claims, "claim")} here would have no source left without it.`,
    ),
    list,
    list.children.length < answer.bottlenecks.length && more,
    answer.truncated && empty("There are more than are counted here."),
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
      el(
        "header",
        { class: "head" },
        el("h1", {}, "Weak points"),
        el(
          "p",
          { class: "lead" },
          "Where this store would give way: sources that much hangs on, and reports that hold each other up.",
        ),
      ),
      el(
        "div",
        { class: "weak" },
        el(
          "section",
          { class: "block", "aria-labelledby": "points-heading" },
          el("h2", { id: "points-heading" }, "Much hangs on these"),
          bottlenecks,
        ),
        el(
          "section",
          { class: "block", "aria-labelledby": "loops-heading" },
          el("h2", { id: "loops-heading" }, "Reports in a circle"),
          loops,
        ),
      ),
    ],
  };
};
