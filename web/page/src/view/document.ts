// A document: its text with who says what, what it rests on and who rests on it.

import { ask } from "../api";
import type { Citation, ShownDocument, Span, WholeClaim, WholeDocument } from "../api_types";
import { noteRead } from "../desk/read_here";
import { textOf } from "../document/excerpt";
import { readingOf, wholeClaims } from "../document/reading";
import { el, link, replace } from "../dom";
import { endClasses, endLegend } from "../end_mark";
import { documentItem, listSection } from "../items";
import { isAbort } from "../navigate";
import { sourceRoute } from "../route";
import { empty, failed } from "../states";
import { capital, count, dateWords, hostOf, listed, spaced, titleOf } from "../words";
import type { OpenView } from "./view";

function head(document: WholeDocument, claims: number): HTMLElement {
  return el(
    "header",
    { class: "head" },
    el(
      "p",
      { class: "kicker" },
      listed([capital(spaced(document.medium) || document.kind || "document"), document.publisher]),
    ),
    el("h1", { class: "title" }, titleOf(document)),
    el(
      "p",
      { class: "meta" },
      listed([
        document.authors.join(", "),
        dateWords(document.published),
        document.held ? count(claims, "claim") : "not held",
        document.behind_wall ? "only a part of it is open" : "",
        document.url ? hostOf(document.url) : "",
      ]),
    ),
    el("p", { class: "ways-on" }, link(sourceRoute(document.id), "Who relies on it, and on whom it relies")),
  );
}

// Each cited document once, with all the ways in which it is cited.
function citedOnce(citations: Citation[]): [Citation["document"], string][] {
  const ways = new Map<string, { document: Citation["document"]; how: Set<string> }>();
  for (const { document, how } of citations) {
    const known = ways.get(document.id) ?? { document, how: new Set<string>() };
    known.how.add(spaced(how));
    ways.set(document.id, known);
  }
  return [...ways.values()].map(({ document, how }) => [document, [...how].join(", ")]);
}

function side(shown: ShownDocument, claims: WholeClaim[]): HTMLElement {
  const ends = endClasses.filter((end) => claims.some((claim) => claim.end === end));
  return el(
    "aside",
    { class: "side", "aria-label": "About this document" },
    ends.length > 0 &&
      el(
        "section",
        { class: "block" },
        el("h2", {}, "How the claims end"),
        endLegend(ends, (end) => claims.filter((claim) => claim.end === end).length),
        el(
          "ul",
          { class: "legend forms" },
          ...(
            [
              ["direct", "quoted"],
              ["indirect", "in other words"],
              ["own", "the document’s own voice"],
            ] as const
          ).map(([form, words]) => el("li", {}, el("span", { class: `claim form-${form} end-unattributed` }, words))),
        ),
      ),
    listSection(
      "It cites",
      citedOnce(shown.citations).map(([one, how]) => documentItem(one, how)),
    ),
    listSection(
      "Cited by",
      shown.cited_by.map((one) => documentItem(one)),
    ),
    listSection(
      "The same text elsewhere",
      shown.same_as.map((one) => documentItem(one.document)),
    ),
  );
}

// "12-40,61-70": places that the address asks to be shown.
function spansIn(words: string | null): Span[] {
  return (words ?? "").split(",").flatMap((one) => {
    const place = /^(\d+)-(\d+)$/.exec(one);
    return place ? [[Number(place[1]), Number(place[2])] as Span] : [];
  });
}

export const openDocument: OpenView = async (route, signal) => {
  const shown = await ask<ShownDocument>(`documents/${route.id}`, {}, signal);
  const { document } = shown;
  const title = titleOf(document);
  if (!document.held) {
    return {
      title,
      nodes: [
        head(document, 0),
        el(
          "div",
          { class: "document" },
          el(
            "div",
            {},
            empty(
              "Others speak of this document; its text is not here. Add it at the ",
              link("#/", "desk"),
              ", and every chain that ends at it goes on into it.",
            ),
          ),
          side(shown, []),
        ),
      ],
    };
  }
  noteRead(document.id);
  const text = await textOf(document.id);
  const strong = spansIn(route.params.get("at"));
  const body = el("div", {}, readingOf(text, shown, [], strong));
  const beside = el("div", {}, side(shown, []));
  const reveal = () => body.querySelector("mark")?.scrollIntoView({ block: "center" });

  const fill = async () => {
    try {
      const claims = await wholeClaims(shown, signal);
      replace(body, readingOf(text, shown, claims, strong));
      replace(beside, side(shown, claims));
      reveal();
    } catch (error) {
      if (!isAbort(error)) body.prepend(failed(error, () => void fill()));
    }
  };
  void fill();
  return {
    title,
    nodes: [
      head(document, shown.claims.length),
      shown.claims.length === 0
        ? empty("No claim was found in this document.")
        : el("p", { class: "hint" }, "Pick marked words to trace them."),
      el("div", { class: "document" }, body, beside),
    ],
  };
};
