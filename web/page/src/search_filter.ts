// What a search is narrowed to: fields under the words, which stand in the view's address.

import type { EndClass } from "./api_types";
import { el } from "./dom";
import { routeTo } from "./route";
import { endNames, spaced } from "./words";

export const filterNames = ["agent", "outlet", "medium", "end", "since", "until"] as const;
export type FilterName = (typeof filterNames)[number];
export type Filter = Partial<Record<FilterName, string>>;

const media = [
  "article",
  "report",
  "statement",
  "fax",
  "email",
  "letter",
  "news_conference",
  "interview",
  "speech",
  "testimony",
  "filing",
  "social_post",
  "broadcast",
  "image",
  "unknown",
];

export function filterOf(params: URLSearchParams): Filter {
  const found: Filter = {};
  for (const name of filterNames) {
    const value = params.get(name)?.trim();
    if (value) found[name] = value;
  }
  return found;
}

// Closed unless something is narrowed already.
export function filterFields(words: string, filter: Filter): HTMLElement {
  const text = (name: FilterName, type: string) =>
    el("input", { type, id: `filter-${name}`, name, value: filter[name] ?? "", autocomplete: "off" });
  const choice = (name: FilterName, values: [string, string][]) =>
    el(
      "select",
      { id: `filter-${name}`, name },
      el("option", { value: "" }, "Any"),
      ...values.map(([value, label]) => el("option", { value, selected: filter[name] === value }, label)),
    );
  const field = (label: string, input: HTMLElement) =>
    el("div", { class: "field" }, el("label", { for: input.id }, label), input);
  const form = el(
    "form",
    {
      submit: (event) => {
        event.preventDefault();
        const chosen: Record<string, string> = { q: words };
        for (const [name, value] of new FormData(form)) if (typeof value === "string") chosen[name] = value.trim();
        location.hash = routeTo("search", "", chosen);
      },
    },
    el(
      "div",
      { class: "fields" },
      field("Said by", text("agent", "text")),
      field("Published by", text("outlet", "text")),
      field("Since", text("since", "date")),
      field("Until", text("until", "date")),
      field(
        "Medium",
        choice(
          "medium",
          media.map((one) => [one, spaced(one) || "not known"]),
        ),
      ),
      field("Where the chain ends", choice("end", Object.keys(endNames).map((one) => [one, endNames[one as EndClass]]))),
    ),
    el("div", { class: "actions" }, el("button", { type: "submit", class: "button" }, "Narrow")),
  );
  return el(
    "details",
    { class: "known", open: Object.keys(filter).length > 0 },
    el("summary", {}, "Narrow the search"),
    form,
  );
}
