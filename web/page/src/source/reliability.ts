// How far a source is trusted: what people judged, when and why, and a form to judge anew.

import { ask, isReadOnly, send } from "../api";
import type { Judgement } from "../api_types";
import { askToken, wantsToken } from "../ask_token";
import { el, replace } from "../dom";
import { announce } from "../navigate";
import { failed } from "../states";
import { dateWords } from "../words";

const grades: [letter: string, meaning: string][] = [
  ["A", "completely reliable"],
  ["B", "usually reliable"],
  ["C", "fairly reliable"],
  ["D", "not usually reliable"],
  ["E", "unreliable"],
  ["F", "cannot be judged"],
];
const meaningOf = (letter: string) => grades.find(([one]) => one === letter)?.[1] ?? "";

const latestFirst = (history: Judgement[]) => [...history].sort((a, b) => b.sequence - a.sequence);

// The latest counts; one that takes back leaves nothing standing.
const standing = (history: Judgement[]) => latestFirst(history)[0]?.value ?? null;

function historyOf(judgements: Judgement[]): HTMLElement | null {
  if (judgements.length === 0) return null;
  return el(
    "ol",
    { class: "history", "aria-label": "Earlier judgements, the latest first" },
    ...latestFirst(judgements).map((one) =>
      el(
        "li",
        {},
        el("strong", {}, one.revoked ? "Taken back" : (one.value ?? "")),
        el("span", { class: "note" }, ` ${one.by}${one.recorded ? `, ${dateWords(one.recorded)}` : ""}`),
        one.reason && el("p", {}, one.reason),
      ),
    ),
  );
}

export function reliabilityBlock(
  node: string,
  judgements: Judgement[],
  again: () => Promise<Judgement[]>,
): HTMLElement {
  const body = el("div", {});
  const block = el(
    "section",
    { class: "block reliability", "aria-labelledby": "reliability-heading" },
    el("h2", { id: "reliability-heading" }, "Reliability"),
    body,
  );
  const { form, status } = formFor(node, async () => show(await again()));
  const show = (all: Judgement[]) => {
    const history = all.filter((one) => one.kind === "reliability");
    const now = standing(history);
    replace(
      body,
      now
        ? el("p", { class: "grade" }, el("strong", {}, now), el("span", {}, meaningOf(now)))
        : el("p", { class: "state" }, "Nobody has judged it yet."),
      historyOf(history),
      form,
      status,
    );
  };
  show(judgements);
  void isReadOnly().then((readOnly) => form.classList.toggle("gone", readOnly));
  return block;
}

function formFor(node: string, judged: () => Promise<void>): { form: HTMLFormElement; status: HTMLElement } {
  const value = el(
    "select",
    { id: "grade", required: true },
    el("option", { value: "" }, "Choose"),
    ...grades.map(([letter, meaning]) => el("option", { value: letter }, `${letter}, ${meaning}`)),
  );
  const by = el("input", { id: "judge", type: "text", required: true, autocomplete: "name" });
  const why = el("textarea", { id: "why", rows: 2, required: true });
  const status = el("div", { role: "status" });
  const submit = el("button", { type: "submit" }, "Set reliability");
  const field = (words: string, input: HTMLElement) =>
    el("div", { class: "field" }, el("label", { for: input.id }, words), input);
  const form = el(
    "form",
    {
      class: "judge gone",
      submit: (event) => {
        event.preventDefault();
        void judge();
      },
    },
    field("Grade", value),
    field("Your name", by),
    field("Why", why),
    el("div", { class: "actions" }, submit),
  );
  const judge = async () => {
    submit.disabled = true;
    replace(status);
    try {
      await send(
        "judgements",
        {},
        JSON.stringify({
          kind: "reliability",
          about: node,
          value: value.value,
          by: by.value.trim(),
          reason: why.value.trim(),
        }),
        "application/json",
      );
      why.value = "";
      value.value = "";
      await judged();
      announce("The judgement was kept.");
    } catch (error) {
      replace(status, wantsToken(error) ? askToken(() => void judge()) : failed(error));
    } finally {
      submit.disabled = false;
    }
  };
  return { form, status };
}

export const judgementsOf = async (path: string) => (await ask<{ judgements: Judgement[] }>(path)).judgements;
