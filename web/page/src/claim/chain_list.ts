// The chains in words: an ordered list of steps for each, from the claim to where it ends.

import type { Chain, Step, Trace } from "../api_types";
import { el } from "../dom";
import { endMark } from "../end_mark";
import { documentOfNode } from "../route";
import { empty } from "../states";
import { capital, count, endMeanings, endNames, percent, quoted, relationName, spaced, titleOf } from "../words";

const kShownAtFirst = 6;

export class ChainList {
  readonly host = el("div", { class: "chains", keydown: (event) => this.key(event as KeyboardEvent) });
  private buttons: HTMLButtonElement[] = [];
  private names = new Map<string, string>();

  // `pick` is given a step and its place, as "2.1".
  constructor(private readonly pick: (step: Step, place: string) => void) {}

  show(trace: Trace, names: Map<string, string>): void {
    this.names = names;
    this.buttons = [];
    const chains = trace.chains.map((chain, i) => this.chain(chain, i, trace));
    const leftOut = count(trace.chains_left_out, "chain");
    if (chains.length === 0) {
      const why = trace.chains_left_out > 0 ? ` Left out, as was asked: ${leftOut}.` : "";
      this.host.replaceChildren(empty(`No chain leads on from here.${why}`));
      return;
    }
    this.host.replaceChildren(...chains.slice(0, kShownAtFirst));
    const later = chains.slice(kShownAtFirst);
    if (later.length > 0) {
      const more = el("button", { type: "button", class: "more" }, `${count(later.length, "chain")} more`);
      more.addEventListener("click", () => more.replaceWith(...later));
      this.host.append(more);
    }
    if (trace.chains_left_out > 0) this.host.append(empty(`Left out, as was asked: ${leftOut}.`));
  }

  mark(place: string): void {
    for (const one of this.buttons) one.setAttribute("aria-pressed", String(one.dataset.place === place));
  }

  private chain(chain: Chain, at: number, trace: Trace): HTMLElement {
    const { end } = chain;
    const of = trace.chains.length;
    const held = end.class === "primary" || end.class === "referenced" ? (end.held ? ", held here" : ", not held") : "";
    const medium = spaced(end.medium);
    return el(
      "section",
      { class: "chain", "aria-label": `Chain ${at + 1} of ${of}` },
      of > 1 && el("h3", {}, `Chain ${at + 1}`),
      el(
        "ol",
        {},
        el(
          "li",
          { class: "chain-start" },
          el("p", {}, titleOf(trace.claim.document), el("span", { class: "note" }, " says so")),
        ),
        ...chain.steps.map((step, i) => el("li", {}, this.step(step, `${at + 1}.${i + 1}`))),
        el(
          "li",
          { class: "chain-end" },
          el(
            "div",
            { class: `end-line end-${end.class}`, title: endMeanings[end.class] },
            endMark(end.class),
            el(
              "span",
              {},
              el(
                "strong",
                {},
                end.class === "circular" ? "Comes back to itself" : `Ends at ${end.name || "nobody in particular"}`,
              ),
              el(
                "span",
                { class: "note" },
                ` ${capital(endNames[end.class])}${medium && end.class === "primary" ? ` (${medium})` : ""}${held}`,
              ),
              end.not_found_in &&
                el("span", { class: "note" }, " The document is here, but the words were not found in it."),
            ),
          ),
        ),
      ),
    );
  }

  private step(step: Step, place: string): HTMLButtonElement {
    const made = el(
      "button",
      {
        type: "button",
        class: "step",
        "data-place": place,
        "aria-pressed": "false",
        click: () => this.pick(step, place),
      },
      el("span", { class: "step-way" }, relationName(step.relation)),
      el("span", { class: "step-to" }, this.names.get(documentOfNode(step.to)) ?? step.to_name),
      step.evidence.quote && el("span", { class: "step-quote" }, quoted(step.evidence.quote)),
      el("span", { class: "step-sure" }, `${percent(step.confidence)} sure`),
    );
    this.buttons.push(made);
    return made;
  }

  // Up and down walk the steps, across chains.
  private key(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = this.buttons.indexOf(event.target as HTMLButtonElement);
    if (by === undefined || at < 0) return;
    event.preventDefault();
    this.buttons.filter((one) => one.isConnected)[at + by]?.focus();
  }
}
