// The report and the picture as files to send on.

import { address } from "../api";
import { el } from "../dom";
import { viewOf, type ClaimState } from "./state";

const formats: [format: string, words: string, file: string][] = [
  ["html", "Report for reading", "report.html"],
  ["md", "Report in Markdown", "report.md"],
  ["svg", "Picture", "chains.svg"],
  ["dot", "Picture for Graphviz", "chains.dot"],
  ["json", "All of it as JSON", "report.json"],
];

export const exportLinks = (state: ClaimState) =>
  el(
    "ul",
    { class: "exports" },
    ...formats.map(([format, words, file]) =>
      el(
        "li",
        {},
        el(
          "a",
          {
            class: "button quiet",
            href: address(`report/${state.claim}`, {
              format,
              ...viewOf(state),
              fold_copies: state.showCopies ? false : null,
            }),
            download: file,
          },
          words,
          el("span", { class: "note" }, ` ${format}`),
        ),
      ),
    ),
  );
