// What is shown where the server wants its token: where to find it, and a field for it.

import { Problem } from "./api";
import { el, freshId } from "./dom";
import { keepToken } from "./write_token";

export const wantsToken = (error: unknown) => error instanceof Problem && error.status === 401;

export function askToken(again: () => void): HTMLElement {
  const field = el("input", { type: "password", id: freshId("token"), required: true, autocomplete: "off" });
  return el(
    "form",
    {
      class: "state ask-token",
      submit: (event) => {
        event.preventDefault();
        keepToken(field.value.trim());
        again();
      },
    },
    el(
      "p",
      {},
      "This server takes documents and judgements from those who have its token. Open the page by the address " +
        "that it printed when it started, or give the token here.",
    ),
    el("div", { class: "field" }, el("label", { for: field.id }, "Token"), field),
    el("div", { class: "actions" }, el("button", { type: "submit" }, "Go on")),
  );
}
