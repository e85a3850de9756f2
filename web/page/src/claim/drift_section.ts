// How the words changed on the way down, step by step and word by word.

import type { Drift, DriftStep } from "../api_types";
import { el, link, type Child } from "../dom";
import { claimRoute } from "../route";
import { empty } from "../states";
import { count, titleOf } from "../words";
import { wordDiff } from "./word_diff";

const kindNames: Record<string, string> = {
  hedge: "How sure",
  number: "Number",
  name: "Name",
  negation: "Yes or no",
  source: "Source",
};

function wording(step: DriftStep): HTMLElement {
  const words = wordDiff(step.from.text, step.to.text).flatMap(({ text, kind }): Child[] => {
    if (kind === "kept") return [text, " "];
    return [el(kind === "gone" ? "del" : "ins", {}, text), " "];
  });
  return el("p", { class: "wording" }, ...words);
}

const chip = ({ kind, before, after }: DriftStep["changes"][number]) =>
  el(
    "li",
    { class: "change" },
    el("span", { class: "change-kind" }, kindNames[kind] ?? kind),
    " ",
    before ? el("del", {}, before) : el("span", { class: "note" }, "nothing"),
    el("span", { "aria-hidden": "true" }, " → "),
    el("span", { class: "unseen" }, "became "),
    after ? el("ins", {}, after) : el("span", { class: "note" }, "gone"),
  );

export function driftBody(drift: Drift): Child[] {
  if (drift.steps.length === 0) return [empty("The claim was not handed on in words that could be compared.")];
  const [source] = drift.steps;
  const changes = drift.steps.reduce((sum, step) => sum + step.changes.length, 0);
  return [
    el(
      "p",
      { class: "lead-in" },
      changes === 0
        ? "Nothing of weight was changed on the way."
        : `${count(changes, "change")} of weight on the way from the source to the claim.`,
    ),
    el(
      "ol",
      { class: "drift" },
      source &&
        el(
          "li",
          {},
          el("p", { class: "note" }, link(claimRoute(source.from.id), titleOf(source.from.document))),
          el("p", { class: "wording" }, source.from.text),
        ),
      ...drift.steps.map((step) =>
        el(
          "li",
          {},
          el("p", { class: "note" }, link(claimRoute(step.to.id), titleOf(step.to.document))),
          wording(step),
          step.changes.length > 0 &&
            el("ul", { class: "changes", "aria-label": "What changed" }, ...step.changes.map(chip)),
        ),
      ),
    ),
  ];
}
