// Weak points of the whole store: reports that rest on each other, and sources that much hangs on.

import { ask, askIfThere } from "../api";
import type { Bottlenecks, DocumentName, Loop, Loops, ShownDocument } from "../api_types";
import { askBottlenecks } from "../bottlenecks";
import { el, link, type Child } from "../dom";
import { endMark } from "../end_mark";
import { growingList } from "../growing_list";
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
  const list = el("ul", { class: "loop-cards" });
  let answer: Loops = { loops: [], next: null, truncated: false };
  const more = async () => {
    answer = await ask<Loops>("loops", { limit: kAsked, after: answer.next }, signal);
    list.append(...answer.loops.map(loopCard));
    return answer.next && "Show more loops";
  };
  const shown = await growingList(list, more, () => answer.truncated && empty("Not every tangle was looked into."));
  return list.children.length > 0 ? shown : [empty("No documents rest on each other.")];
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
  let answer = await askBottlenecks(signal);
  if (answer.bottlenecks.length === 0) return [empty("No claim hangs on a single source.")];
  const most = answer.bottlenecks[0]?.share ?? 1;
  const waiting = [...answer.bottlenecks];
  const list = el("ol", { class: "weights" });
  const more = async () => {
    if (waiting.length === 0) {
      answer = await askBottlenecks(signal, answer.next);
      waiting.push(...answer.bottlenecks);
    }
    list.append(...(await inTurn(waiting.slice(0, kAtOnce), (one) => weightRow(one, most, signal))));
    waiting.splice(0, kAtOnce);
    if (answer.next !== null) return "Show more sources";
    return waiting.length > 0 ? `${waiting.length} more` : null;
  };
  return [
    el(
      "p",
      { class: "lead-in" },
      `How many of the ${count(answer.claims, "claim")} here would have no source left without it.`,
    ),
    ...(await growingList(list, more, () => answer.truncated && empty("Not every source was weighed."))),
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
