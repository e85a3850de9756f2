// Held documents for the desk: the latest first, then as the store lists them. Of a store too large to tell which came
// last, those that this browser opened.

import { ask, askIfThere } from "../api";
import type { DocumentList, DocumentName, Recent, ShownDocument } from "../api_types";
import { inTurn } from "../in_turn";
import { forgetRead, readHere } from "./read_here";

const kListed = 100;
const kMostLists = 5; // a store that speaks of much and holds little is not searched for ever

export async function recentDocuments(
  most: number,
  signal: AbortSignal,
): Promise<{ documents: DocumentName[]; note: string }> {
  const latest = await ask<Recent>("recent", { limit: most }, signal);
  if (!latest.truncated) return { documents: latest.documents, note: "" };
  return { documents: await openedHere(most, signal), note: "opened here" };
}

async function openedHere(most: number, signal: AbortSignal): Promise<DocumentName[]> {
  const shown = await inTurn(readHere().slice(0, most), async (id) => {
    const one = await askIfThere<ShownDocument>(`documents/${id}`, {}, signal);
    if (!one) forgetRead(id);
    return one;
  });
  return shown.flatMap((one) => (one?.document.held ? [one.document] : []));
}

// From `after` on, until there are `least`, with where to go on.
export async function heldDocuments(
  after: string | null,
  least: number,
  signal: AbortSignal,
): Promise<{ documents: DocumentName[]; next: string | null }> {
  const documents: DocumentName[] = [];
  let next = after;
  for (let list = 0; list < kMostLists; ++list) {
    const page: DocumentList = await ask<DocumentList>("documents", { limit: kListed, after: next }, signal);
    documents.push(...page.documents.filter((one) => one.held));
    next = page.next;
    if (next === null || documents.length >= least) break;
  }
  return { documents, next };
}
