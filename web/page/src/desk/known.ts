// What is known of a document besides its bytes: fields that anybody may leave empty.

import { el } from "../dom";

export interface Known {
  publisher: string;
  published: string;
  url: string;
  kind: string;
}

const kinds: [string, string][] = [
  ["", "Told from the text"],
  ["article", "Article"],
  ["report", "Report"],
  ["statement", "Statement"],
  ["transcript", "Transcript"],
  ["other", "Other"],
];

export function knownFields(): { host: HTMLElement; read: () => Known; setAddress: (url: string) => void } {
  const publisher = el("input", { type: "text", id: "known-publisher", autocomplete: "off" });
  const published = el("input", { type: "date", id: "known-published" });
  const url = el("input", { type: "url", id: "known-url", placeholder: "https://", autocomplete: "off" });
  const kind = el("select", { id: "known-kind" }, ...kinds.map(([value, words]) => el("option", { value }, words)));
  const field = (words: string, input: HTMLElement) =>
    el("div", { class: "field" }, el("label", { for: input.id }, words), input);
  const host = el(
    "details",
    { class: "known" },
    el("summary", {}, "What you know of it (optional)"),
    el(
      "div",
      { class: "fields" },
      field("Publisher", publisher),
      field("Published", published),
      field("Address", url),
      field("Kind", kind),
    ),
  );
  return {
    host,
    read: () => ({
      publisher: publisher.value.trim(),
      published: published.value,
      url: url.value.trim(),
      kind: kind.value,
    }),
    setAddress: (words) => {
      url.value = words;
      host.open = true;
    },
  };
}
