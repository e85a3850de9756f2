// The mark of where a chain ends: a shape for each class, so that colour is never the only sign.

import type { EndClass } from "./api_types";
import { el, svg } from "./dom";
import { endMeanings, endNames } from "./words";

// In a box of 12 by 12. Filled shapes are sources who can be asked, hollow ones are not.
const shapes: Record<EndClass, { path: string; filled: boolean }> = {
  primary: { path: "M6 .8 11.2 6 6 11.2.8 6Z", filled: true },
  firsthand: { path: "M6 1.4a4.6 4.6 0 1 1 0 9.2a4.6 4.6 0 1 1 0-9.2Z", filled: true },
  referenced: { path: "M6 1.4 10.6 6 6 10.6 1.4 6Z", filled: false },
  anonymous: { path: "M3.4 4.2A2.7 2.7 0 1 1 6.9 6.6Q6 7 6 8.1M6 10.2V10.9", filled: false },
  unattributed: { path: "M6 1.8a4.2 4.2 0 1 1 0 8.4a4.2 4.2 0 1 1 0-8.4ZM3.9 6H8.1", filled: false },
  circular: { path: "M10.2 6A4.2 4.2 0 1 1 8.4 2.5M8.6.4V2.8H6.1", filled: false },
};

export const endLetters: Record<EndClass, string> = {
  primary: "◆",
  firsthand: "●",
  referenced: "◇",
  anonymous: "?",
  unattributed: "○",
  circular: "↻",
};

export const endClasses = Object.keys(shapes) as EndClass[];

export function endMark(end: EndClass): SVGSVGElement {
  const { path, filled } = shapes[end];
  return svg(
    "svg",
    { class: `end-mark end-${end}`, viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" },
    svg("path", { d: path, class: filled ? "filled" : "hollow" }),
  );
}

export const endLabel = (end: EndClass, more = "") =>
  el(
    "span",
    { class: `end-label end-${end}`, title: endMeanings[end] },
    endMark(end),
    el("span", {}, endNames[end] + more),
  );

export const endLegend = (ends: EndClass[], tally?: (end: EndClass) => number) =>
  el(
    "ul",
    { class: "legend" },
    ...ends.map((end) => el("li", {}, endLabel(end), tally && el("span", { class: "note" }, ` ${tally(end)}`))),
  );
