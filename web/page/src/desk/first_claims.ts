// A few claims to start with, each with its answer: those with the longest way to their source, from different
// documents.

import { ask, askText } from "../api";
import type { ClaimName, DocumentName, ShownDocument, Trace } from "../api_types";
import { el, link } from "../dom";
import { endMark } from "../end_mark";
import { inTurn } from "../in_turn";
import { isAbort } from "../navigate";
import { claimRoute } from "../route";
import { empty, failed, loading } from "../states";
import { quoted, titleOf } from "../words";
import { heldDocuments, recentDocuments } from "./held_documents";

const kDocuments = 8;
const kTracedOfEach = 5;
const kShown = 6;

interface Candidate {
  claim: ClaimName;
  trace: Trace;
}

const words = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

// Ways that meet many stations say most; own words that cite nothing say least.
function worth({ trace }: Candidate): number {
  const steps = Math.max(0, ...trace.chains.map((chain) => chain.steps.length));
  const plain = trace.chains.every((chain) => chain.end.class === "unattributed");
  return steps + 2 * (trace.chains.length - 1) + 3 * trace.circular.length - (plain ? 10 : 0);
}

// The best of all, but no two with the same words, and a new document or a new kind of end before a known one.
function chosen(candidates: Candidate[]): Candidate[] {
  const left = [...candidates].sort((a, b) => worth(b) - worth(a));
  const picked: Candidate[] = [];
  const documents = new Set<string>();
  const ends = new Set<string>();
  const endOf = (one: Candidate) => one.trace.chains[0]?.end.class ?? "";
  while (left.length > 0 && picked.length < kShown) {
    let at = left.findIndex((one) => !documents.has(one.claim.document.id) && !ends.has(endOf(one)));
    if (at < 0) at = left.findIndex((one) => !documents.has(one.claim.document.id));
    if (at < 0) at = 0;
    const [one] = left.splice(at, 1);
    if (!one || picked.some((other) => words(other.claim.text) === words(one.claim.text))) continue;
    picked.push(one);
    documents.add(one.claim.document.id);
    ends.add(endOf(one));
  }
  return picked;
}

async function candidatesOf(document: DocumentName, signal: AbortSignal): Promise<Candidate[]> {
  const { claims } = await ask<ShownDocument>(`documents/${document.id}`, {}, signal);
  const long = claims.filter((claim) => claim.text.length > 25).slice(0, kTracedOfEach);
  return inTurn(long, async (claim) => ({ claim, trace: await ask<Trace>(`claims/${claim.id}/trace`, {}, signal) }), 2);
}

async function row({ claim, trace }: Candidate, signal: AbortSignal): Promise<HTMLElement> {
  const sentence = await askText(`report/${claim.id}`, { format: "sentence" }, signal);
  const end = trace.chains[0]?.end.class;
  return el(
    "li",
    { class: "first-claim" },
    link(claimRoute(claim.id), quoted(claim.text), { class: "first-words" }),
    el("p", { class: "first-answer" }, end ? endMark(end) : null, el("span", {}, sentence.trim())),
    el("p", { class: "note" }, `in ${titleOf(claim.document)}`),
  );
}

export function firstClaims(signal: AbortSignal): { host: HTMLElement; refresh: () => void } {
  const body = el("div", {});
  const fill = async () => {
    try {
      body.replaceChildren(loading("Tracing a few claims"));
      const { documents: recent } = await recentDocuments(kDocuments, signal);
      const more = recent.length < kDocuments ? (await heldDocuments(null, kDocuments, signal)).documents : [];
      const known = new Set(recent.map((one) => one.id));
      const documents = [...recent, ...more.filter((one) => !known.has(one.id))].slice(0, kDocuments);
      const found = await inTurn(documents, (one) => candidatesOf(one, signal), 3);
      const rows = await inTurn(chosen(found.flat()), (one) => row(one, signal));
      body.replaceChildren(
        rows.length > 0
          ? el("ol", { class: "first-claims" }, ...rows)
          : empty(
              "Nothing has been read yet. Add an article, a report or a statement, and its claims will be traced here.",
            ),
      );
    } catch (error) {
      if (!isAbort(error)) body.replaceChildren(failed(error, () => void fill()));
    }
  };
  return {
    host: el(
      "section",
      { class: "block", "aria-labelledby": "first-heading" },
      el("h2", { id: "first-heading" }, "Start with one of these claims"),
      body,
    ),
    refresh: () => void fill(),
  };
}
