// How far a source is trusted: what people judged, when and why, and a form to judge anew.

import { ask, isReadOnly, Problem, send } from "../api";
import type { Judgement } from "../api_types";
import { el, replace } from "../dom";
import { announce } from "../navigate";
import { failed } from "../states";
import { dateWords } from "../words";

const grades: [letter: string, meaning: string][] = [
  ["A", "completely reliable"], ["B", "usually reliable"], ["C", "fairly reliable"], ["D", "not usually reliable"],
  ["E", "unreliable"], ["F", "cannot be judged"],
];
const meaningOf = (letter: string) => grades.find(([one]) => one === letter)?.[1] ?? "";

// The latest that was not taken back.
function standing(history: Judgement[]): Judgement | undefined {
  return [...history].sort((a, b) => b.sequence - a.sequence).find((one) => !one.revoked);
}

function historyOf(judgements: Judgement[]): HTMLElement | null {
  if (judgements.length === 0) return null;
  const rows = [...judgements].sort((a, b) => b.sequence - a.sequence);
  return el("ol", { class: "history", "aria-label": "Earlier judgements, the latest first" }, ...rows.map((one) =>
    el("li", { class: one.revoked ? "revoked" : "" },
      el("strong", {}, one.value ?? "–"), one.revoked && " taken back",
      el("span", { class: "note" }, ` ${one.by}${one.recorded ? `, ${dateWords(one.recorded)}` : ""}`),
      one.reason && el("p", {}, one.reason))));
}

export function reliabilityBlock(node: string, judgements: Judgement[], again: () => Promise<Judgement[]>): HTMLElement {
  const body = el("div", {});
  const block = el("section", { class: "block reliability", "aria-labelledby": "reliability-heading" },
    el("h2", { id: "reliability-heading" }, "Reliability"), body);
  const form = formFor(node, async () => show(await again()));
  const show = (all: Judgement[]) => {
    const history = all.filter((one) => one.kind === "reliability");
    const now = standing(history);
    replace(body,
      now?.value ? el("p", { class: "grade" }, el("strong", {}, now.value), el("span", {}, meaningOf(now.value)))
        : el("p", { class: "state" }, "Nobody has judged it yet."),
      historyOf(history), form);
  };
  show(judgements);
  void isReadOnly().then((readOnly) => form.classList.toggle("gone", readOnly));
  return block;
}

function formFor(node: string, judged: () => Promise<void>): HTMLFormElement {
  const value = el("select", { id: "grade", required: true },
    el("option", { value: "" }, "Choose"), ...grades.map(([letter, meaning]) => el("option", { value: letter }, `${letter}, ${meaning}`)));
  const by = el("input", { id: "judge", type: "text", required: true, autocomplete: "name" });
  const why = el("textarea", { id: "why", rows: 2, required: true });
  const status = el("div", { role: "status" });
  const submit = el("button", { type: "submit" }, "Set reliability");
  const field = (words: string, input: HTMLElement) => el("div", { class: "field" }, el("label", { for: input.id }, words), input);
  const form = el("form", { class: "judge gone", submit: (event) => {
    event.preventDefault();
    void judge();
  } }, field("Grade", value), field("Your name", by), field("Why", why), el("div", { class: "actions" }, submit), status);
  const judge = async () => {
    submit.disabled = true;
    replace(status);
    try {
      await send("judgements", {}, JSON.stringify({ kind: "reliability", node, value: value.value, by: by.value.trim(), why: why.value.trim() }), "application/json");
      why.value = "";
      value.value = "";
      await judged();
      announce("The judgement was kept.");
    } catch (error) {
      const unknown = error instanceof Problem && (error.status === 404 || error.status === 405);
      replace(status, unknown ? el("p", { class: "state" }, "This server takes no judgements; the command line does: headwater judge.") : failed(error));
    } finally {
      submit.disabled = false;
    }
  };
  return form;
}

export const judgementsOf = async (path: string) => (await ask<{ judgements: Judgement[] }>(path)).judgements;
