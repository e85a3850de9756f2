// How many sources are left that share nothing, each chain to be lit in the picture, one by one.

import type { Independence } from "../api_types";
import { button, el, type Child } from "../dom";
import { empty } from "../states";
import { count } from "../words";

export function independenceBody(
  answer: Independence,
  names: Map<string, string>,
  light: (nodes: string[] | null) => void,
): Child[] {
  const { disjoint_chains: chains, independent_sources: n } = answer;
  if (chains.length === 0) return [empty("No chain reaches a source, so there is nothing to count.")];
  let lit = -1;
  const buttons = chains.map((_, i) =>
    button(`Chain ${i + 1}`, () => turn(lit === i ? -1 : i), { "aria-pressed": "false", class: "toggle" }),
  );
  const turn = (to: number) => {
    lit = to;
    buttons.forEach((one, i) => one.setAttribute("aria-pressed", String(i === lit)));
    light(lit < 0 ? null : (chains[lit] ?? null));
  };
  const next = chains.length > 1 && button("Light the next", () => turn((lit + 1) % chains.length), { class: "quiet" });
  return [
    el(
      "p",
      { class: "lead-in" },
      n === 1
        ? `However many repeat it, it stands on one source. ${count(answer.outlets_repeating, "outlet carries", "outlets carry")} it.`
        : `${count(n, "source")} that share nothing on the way; ${count(answer.outlets_repeating, "outlet carries", "outlets carry")} it.`,
    ),
    el(
      "ol",
      { class: "disjoint" },
      ...chains.map((nodes, i) =>
        el(
          "li",
          {},
          buttons[i],
          el(
            "span",
            { class: "disjoint-way" },
            ...nodes.flatMap((node, at): Child[] => [
              at > 0 && el("span", { class: "arrow-sign" }, " → "),
              names.get(node) ?? node,
            ]),
          ),
        ),
      ),
    ),
    next ? el("div", { class: "actions" }, next) : null,
    answer.cut.length > 0 &&
      el(
        "p",
        { class: "note" },
        `It falls if ${answer.cut.length === 1 ? "this one goes" : "all of these go"}: `,
        el("strong", {}, answer.cut.map((one) => one.name).join("; ")),
        ".",
      ),
  ];
}
