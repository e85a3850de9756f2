// The desk: where documents come in, and where the first chain is one click away.

import { ask, isReadOnly } from "../api";
import type { Stats } from "../api_types";
import { documentShelf } from "../desk/document_shelf";
import { firstClaims } from "../desk/first_claims";
import { intake } from "../desk/intake";
import { liveLine } from "../desk/live";
import { storeExports } from "../desk/store_exports";
import { el } from "../dom";
import type { OpenView } from "./view";

function figures(stats: Stats): HTMLElement {
  const all: [number, string][] = [
    [stats.documents_held, "documents held"],
    [stats.documents_referenced, "only spoken of"],
    [stats.claims, "claims"],
    [stats.agents, "people, outlets, bodies"],
  ];
  return el(
    "dl",
    { class: "figures" },
    ...all.map(([value, name]) => el("div", {}, el("dt", {}, name), el("dd", {}, value.toLocaleString("en")))),
  );
}

export const openDesk: OpenView = async (_route, signal) => {
  const [stats, readOnly] = await Promise.all([ask<Stats>("stats", {}, signal), isReadOnly()]);
  const numbers = el("div", {}, figures(stats));
  const shelf = documentShelf(signal);
  const first = firstClaims(signal);
  const taken = async () => {
    numbers.replaceChildren(figures(await ask<Stats>("stats")));
    shelf.refresh();
    first.refresh();
  };
  shelf.refresh();
  first.refresh();
  const isEmpty = stats.documents_held === 0;
  return {
    title: "",
    nodes: [
      el(
        "header",
        { class: "head desk-head" },
        el("h1", {}, "What does it rest on?"),
        el(
          "p",
          { class: "lead" },
          "Forty outlets repeat a sentence. Headwater finds who said it first, and on whose word.",
        ),
        numbers,
        !readOnly && liveLine(signal, () => void taken()), // a server that only reads has nothing to tell
      ),
      el(
        "div",
        { class: isEmpty ? "desk is-empty" : "desk" },
        el("div", { class: "desk-main" }, first.host, shelf.host),
        el("div", { class: "desk-side" }, intake(readOnly, taken), !isEmpty && storeExports()),
      ),
    ],
  };
};
