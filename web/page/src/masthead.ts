// The head of every view: the name, the search, the ways.

import { el, link, replace } from "./dom";
import { routeTo } from "./route";

const ways: [view: string, words: string][] = [
  ["", "Desk"],
  ["weak", "Weak points"],
];

export function fillMasthead(host: HTMLElement): void {
  const words = el("input", {
    type: "search",
    name: "q",
    id: "search-words",
    autocomplete: "off",
    maxlength: 2000,
    placeholder: "Search claims, documents, sources",
    "aria-keyshortcuts": "/",
  });
  const form = el(
    "form",
    {
      class: "search",
      role: "search",
      submit: (event) => {
        event.preventDefault();
        if (words.value.trim()) location.hash = routeTo("search", "", { q: words.value.trim() });
      },
    },
    el("label", { class: "unseen", for: "search-words" }, "Search claims, documents and sources"),
    words,
    el("kbd", { "aria-hidden": "true" }, "/"),
  );
  replace(
    host,
    el(
      "a",
      { class: "brand", href: "#/" },
      el("img", { src: "/icon.svg", alt: "", width: 26, height: 26 }),
      el("span", {}, "Headwater"),
    ),
    form,
    el(
      "nav",
      { class: "ways", "aria-label": "Views" },
      ...ways.map(([view, name]) => link(routeTo(view), name, { "data-view": view })),
    ),
  );
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    event.preventDefault();
    words.focus();
    words.select();
  });
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");

export function markCurrent(view: string): void {
  for (const way of document.querySelectorAll<HTMLElement>(".ways a")) {
    if (way.dataset.view === view) way.setAttribute("aria-current", "page");
    else way.removeAttribute("aria-current");
  }
  const words = document.getElementById("search-words") as HTMLInputElement;
  const asked = view === "search" ? new URLSearchParams(location.hash.split("?")[1]).get("q") : null;
  if (asked !== null) words.value = asked;
}
