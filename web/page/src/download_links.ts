// Files to take away, as a list of links.

import { el } from "./dom";

export type Download = [format: string, words: string, file: string];

export const downloadLinks = (downloads: Download[], addressOf: (format: string) => string) =>
  el(
    "ul",
    { class: "exports" },
    ...downloads.map(([format, words, file]) =>
      el(
        "li",
        {},
        el(
          "a",
          { class: "button quiet", href: addressOf(format), download: file },
          words,
          el("span", { class: "note" }, ` ${format}`),
        ),
      ),
    ),
  );
