// Claims, documents and agents as they stand in lists, everywhere alike.

import type { AgentName, AnyNode, ClaimName, DocumentName, FoundClaim } from "./api_types";
import { ByteText } from "./bytes";
import { el, link, type Child } from "./dom";
import { claimRoute, documentRoute, sourceRoute } from "./route";
import { agentNote, listed, placeOf, quoted, spaced, titleOf } from "./words";

const itemOfClaim = (claim: ClaimName, words: Child[], more: Child[]) =>
  el(
    "li",
    { class: "item" },
    el("a", { href: claimRoute(claim.id), class: "item-claim" }, ...words),
    el(
      "span",
      { class: "note" },
      link(documentRoute(claim.document.id), titleOf(claim.document), { class: "plain" }),
      placeOf(claim.document) && placeOf(claim.document) !== titleOf(claim.document)
        ? ` · ${placeOf(claim.document)}`
        : "",
    ),
    ...more,
  );

export const claimItem = (claim: ClaimName, ...more: Child[]) => itemOfClaim(claim, [quoted(claim.text)], more);

// With the words that were looked for marked; of a long claim the part that has most of them.
export function foundItem(claim: FoundClaim): HTMLElement {
  const text = new ByteText(claim.text);
  const [begin, end] = claim.snippet;
  const words: Child[] = [begin > 0 ? "“…" : "“"];
  let at = begin;
  for (const [from, to] of claim.hits) {
    if (from < at || to > end) continue;
    words.push(text.slice(at, from), el("mark", {}, text.slice(from, to)));
    at = to;
  }
  words.push(text.slice(at, end), end < text.length ? "…”" : "”");
  return itemOfClaim(claim, words, []);
}

export const documentItem = (document: DocumentName & { issuer?: string }, note = "", ...more: Child[]) =>
  el(
    "li",
    { class: document.held ? "item" : "item not-held" },
    link(documentRoute(document.id), titleOf(document), {
      class: "item-title",
      "data-unnamed": !document.title && !document.issuer && !document.held && document.id,
    }),
    el(
      "span",
      { class: "note" },
      listed([
        note,
        spaced(document.medium),
        titleOf(document) === placeOf(document) ? "" : placeOf(document),
        !document.held && "not held",
      ]),
    ),
    ...more,
  );

export const agentItem = (agent: AgentName, note = "", ...more: Child[]) =>
  el(
    "li",
    { class: "item" },
    link(sourceRoute(agent.id), agent.name, { class: "item-title" }),
    el("span", { class: "note" }, listed([note, agentNote(agent)])),
    ...more,
  );

export function nodeItem(node: AnyNode, note: string, ...more: Child[]): HTMLElement | null {
  if (node.document) return documentItem(node.document, note, ...more);
  if (node.agent) return agentItem(node.agent, note, ...more);
  return node.claim ? claimItem(node.claim, note ? el("span", { class: "note" }, note) : null, ...more) : null;
}

// A heading with a list under it, cut short at first; nothing where the list is empty.
export function listSection(heading: string, items: (HTMLElement | null)[], short = 8): HTMLElement | null {
  const there = items.filter((item): item is HTMLElement => item !== null);
  if (there.length === 0) return null;
  const list = el("ul", { class: "items" }, ...there.slice(0, short));
  const section = el(
    "section",
    { class: "block" },
    el("h2", {}, heading, " ", el("span", { class: "tally" }, String(there.length))),
    list,
  );
  if (there.length > short) {
    const more = el("button", { type: "button", class: "more" }, `${there.length - short} more`);
    more.addEventListener("click", () => {
      list.append(...there.slice(short));
      more.remove();
      there[short]?.querySelector("a")?.focus();
    });
    section.append(more);
  }
  return section;
}
