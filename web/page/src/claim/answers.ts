// What is asked about a claim whenever another part of the store is looked at.

import { ask, askText } from "../api";
import type { Independence, Picture, Trace } from "../api_types";
import { viewOf, type ClaimState } from "./state";

export interface Answers {
  sentence: string;
  trace: Trace;
  picture: Picture; // of all chains, those that a withdrawn source takes along too
  standing: Picture; // of those that are left
  independence: Independence;
}

// `whole` is the picture of all chains, where it is known already.
export async function answersTo(state: ClaimState, whole: Picture | null, signal: AbortSignal): Promise<Answers> {
  const view = viewOf(state);
  const [sentence, trace, standing, picture, independence] = await Promise.all([
    askText(`report/${state.claim}`, { format: "sentence", ...view }, signal),
    ask<Trace>(`claims/${state.claim}/trace`, view, signal),
    pictureOf(state, null, signal),
    state.without ? (whole ?? pictureOf({ ...state, without: "" }, null, signal)) : null,
    ask<Independence>(`analyse/independence/${state.claim}`, view, signal),
  ]);
  return { sentence, trace, picture: picture ?? standing, standing, independence };
}

// Of at most so many boxes; null for as many as the server draws at first.
export const pictureOf = (state: ClaimState, most: number | null, signal: AbortSignal) =>
  ask<Picture>(
    `claims/${state.claim}/picture`,
    { ...viewOf(state), fold_copies: state.showCopies ? false : null, max_nodes: most },
    signal,
  );
