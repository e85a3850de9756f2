// The answer on top of a claim: one sentence, and the figures that go with it.

import type { Independence, Timeline, Trace } from "../api_types";
import { el } from "../dom";
import { endLabel } from "../end_mark";
import { dayWords } from "../words";

export const answerBand = (sentence: string, trace: Trace): HTMLElement => {
  const ends = [...new Set(trace.chains.map((chain) => chain.end.class))];
  const first = ends.length === 1 ? ends[0] : undefined;
  return el(
    "div",
    { class: `answer ${first ? `end-${first}` : ""}` },
    el("p", { class: "answer-words" }, sentence.trim()),
    ends.length > 0 && el("p", { class: "answer-ends" }, ...ends.map((end) => endLabel(end))),
  );
};

export function figuresOf(independence: Independence, timeline: Timeline, chains: number): HTMLElement {
  const all: [string, string][] = [
    [
      String(independence.independent_sources),
      independence.independent_sources === 1 ? "independent source" : "independent sources",
    ],
    [
      String(independence.outlets_repeating),
      independence.outlets_repeating === 1 ? "outlet carries it" : "outlets carry it",
    ],
    [String(chains), chains === 1 ? "chain" : "chains"],
  ];
  if (timeline.first_appeared) all.push([dayWords(timeline.first_appeared), "first seen"]);
  return el(
    "dl",
    { class: "figures small" },
    ...all.map(([value, name]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
  );
}
