// What stands where an answer is awaited, missing or refused.

import { Problem } from "./api";
import { button, el, replace, type Child } from "./dom";
import { isAbort } from "./navigate";

export const loading = (words = "Loading") =>
  el("p", { class: "state loading", role: "status" }, el("span", { class: "dots", "aria-hidden": "true" }), words);

export const empty = (...words: Child[]) => el("p", { class: "state" }, ...words);

export function failed(error: unknown, again?: () => void): HTMLElement {
  const message = error instanceof Error ? error.message : "Something went wrong.";
  const heading = error instanceof Problem && error.status === 404 ? "Not found. " : "";
  return el(
    "div",
    { class: "state failed", role: "alert" },
    el("p", {}, heading && el("strong", {}, heading), message),
    again && button("Try again", again, { class: "quiet" }),
  );
}

// Fills `host` with what `make` brings; until then, and if it does not, with the state of waiting for it.
export async function fillWhenThere(host: Element, make: () => Promise<Child[]>, waiting = "Loading"): Promise<void> {
  replace(host, loading(waiting));
  try {
    replace(host, ...(await make()));
  } catch (error) {
    if (isAbort(error)) return;
    replace(
      host,
      failed(error, () => void fillWhenThere(host, make, waiting)),
    );
  }
}
