// The panel beside the picture: the claim in its place, and in turn whatever step or station was picked. On a narrow
// screen a pick opens it as a sheet from below.

import { ask } from "../api";
import type { PictureEdge, PictureNode, ShownDocument, Span, Step, WholeClaim } from "../api_types";
import { excerpt } from "../document/excerpt";
import { button, el, link, replace, type Child } from "../dom";
import { endLabel } from "../end_mark";
import { documentOfNode, nodeRoute, placeRoute, sourceRoute } from "../route";
import { empty, fillWhenThere } from "../states";
import { endMeanings, percent, quoted, relationName, titleOf } from "../words";

// The document and the places in it, with the words in sight.
async function inPlace(document: string, spans: Span[], soft: Span[]): Promise<Child[]> {
  const shown = await ask<ShownDocument>(`documents/${document}`);
  if (!shown.document.held) return [empty("The document that shows it is not held.")];
  return [
    el(
      "p",
      { class: "place" },
      "In ",
      link(placeRoute(document, spans), titleOf(shown.document)),
      shown.document.publisher && ` (${shown.document.publisher})`,
      ":",
    ),
    await excerpt(document, spans, soft, shown.document.format === "html"),
  ];
}

function placed(document: string | null, spans: Span[], soft: Span[] = []): HTMLElement {
  const host = el("div", { class: "in-place" });
  if (document && spans.length > 0) void fillWhenThere(host, () => inPlace(document, spans, soft), "Finding the place");
  else
    replace(
      host,
      empty("No place in a text shows this by itself; it follows from what the documents say of themselves."),
    );
  return host;
}

export class Inspector {
  readonly host: HTMLElement;
  private readonly heading = el("h2", { tabindex: -1 });
  private readonly body = el("div", {});
  private readonly shut = button("Close", () => this.close(), { class: "quiet shut" });
  private claim: WholeClaim | undefined;
  private openedBy: HTMLElement | null = null;

  constructor(
    private readonly closed: () => void,
    private readonly without: (node: string) => void,
  ) {
    this.host = el(
      "aside",
      { class: "inspector", "aria-label": "Evidence" },
      el("div", { class: "inspector-head" }, this.heading, this.shut),
      this.body,
    );
  }

  // Where it rests when nothing is picked.
  home(claim: WholeClaim): void {
    this.claim = claim;
    this.fill("In its place", placed(claim.document.id, claim.content, [...claim.source, ...claim.cue]));
    this.host.classList.remove("is-open");
  }

  step(step: Step): void {
    this.open(
      "Why this step",
      el(
        "p",
        { class: "from-to" },
        el("span", {}, step.from_name),
        el("span", { class: "step-way" }, relationName(step.relation)),
        link(nodeRoute(step.to), step.to_name),
      ),
      el(
        "p",
        { class: "note" },
        `${percent(step.confidence)} sure.`,
        step.relation === "repeats" && " The words are alike, and the one document draws on the other.",
      ),
      placed(step.evidence.document, step.evidence.spans),
      this.thinkAway(documentOfNode(step.to)),
    );
  }

  edge(edge: PictureEdge, names: { from: string; to: string }): void {
    this.open(
      "Why this step",
      el(
        "p",
        { class: "from-to" },
        el("span", {}, names.from),
        el("span", { class: "step-way" }, relationName(edge.relation)),
        link(nodeRoute(edge.to), names.to),
      ),
      el("p", { class: "note" }, `${percent(edge.confidence)} sure.`),
      edge.quote ? el("blockquote", { class: "excerpt" }, el("p", {}, el("mark", {}, quoted(edge.quote)))) : null,
      this.thinkAway(edge.to),
    );
  }

  node(node: PictureNode, steps: Step[], pick: (step: Step) => void): void {
    this.open(
      node.title || node.detail || "Unnamed",
      node.title && node.detail && el("p", { class: "meta" }, node.detail),
      node.end &&
        el(
          "p",
          {},
          endLabel(node.end, node.gap && node.end !== "anonymous" ? ", not held" : ""),
          el("span", { class: "note" }, ` ${endMeanings[node.end]}`),
        ),
      node.copies > 0 &&
        el(
          "p",
          { class: "note" },
          node.copies === 1 ? "One copy of it is folded into it." : `${node.copies} copies of it are folded into it.`,
        ),
      steps.length > 0 &&
        el(
          "div",
          {},
          el("h3", {}, "How the chain comes here"),
          el(
            "ul",
            { class: "plain-list" },
            ...steps.map((step) =>
              el(
                "li",
                {},
                button(`${step.from_name} ${relationName(step.relation)} it`, () => pick(step), { class: "as-link" }),
              ),
            ),
          ),
        ),
      el(
        "p",
        { class: "ways-on" },
        node.node.startsWith("d") && link(nodeRoute(node.node), "Read the document"),
        link(sourceRoute(node.node), "Look up the source"),
      ),
      node.asked ? null : this.thinkAway(node.node),
    );
  }

  close(): void {
    if (!this.host.classList.contains("is-open") || !this.claim) return;
    this.home(this.claim);
    this.closed();
    this.openedBy?.focus();
    this.openedBy = null;
  }

  private thinkAway(node: string): HTMLElement | null {
    if (node === this.claim?.document.id || node.startsWith("c")) return null;
    return el(
      "div",
      { class: "actions" },
      button("What if we leave this source out?", () => this.without(node), { class: "quiet" }),
    );
  }

  private open(heading: string, ...children: Child[]): void {
    if (!this.host.classList.contains("is-open")) this.openedBy = document.activeElement as HTMLElement | null;
    this.fill(heading, ...children);
    this.host.classList.add("is-open");
    this.host.scrollTop = 0;
  }

  private fill(heading: string, ...children: Child[]): void {
    replace(this.heading, heading);
    replace(this.body, ...children);
  }
}
