// Evidence in its place: the block of a document's text in which it stands, with what is around it.

import { askText } from "../api";
import type { Span } from "../api_types";
import { ByteText, overlaps } from "../bytes";
import { el } from "../dom";
import { empty } from "../states";
import { markedBlock } from "./marked_block";

const kKept = 40; // texts
const texts = new Map<string, Promise<ByteText>>();

export function textOf(document: string): Promise<ByteText> {
  const kept = texts.get(document);
  if (kept) return kept;
  const asked = askText(`documents/${document}/text`).then((words) => new ByteText(words));
  asked.catch(() => texts.delete(document));
  texts.set(document, asked);
  const [oldest] = texts.keys();
  if (texts.size > kKept && oldest) texts.delete(oldest);
  return asked;
}

// A document read again may have another text.
export const forgetText = (document: string) => texts.delete(document);

export async function excerpt(document: string, spans: Span[], soft: Span[], isPage: boolean): Promise<HTMLElement> {
  const text = await textOf(document);
  const blocks = text.blocks(isPage);
  const hit = blocks.flatMap((block, i) => (spans.some((span) => overlaps(span, block)) ? [i] : []));
  if (hit.length === 0) return empty("The place is not in this text.");
  const first = Math.max(0, (hit[0] as number) - 1);
  const last = Math.min(blocks.length - 1, (hit[hit.length - 1] as number) + 1);
  return el(
    "blockquote",
    { class: "excerpt" },
    first > 0 && el("p", { class: "elided", "aria-hidden": "true" }, "…"),
    ...blocks
      .slice(first, last + 1)
      .map((block, i) =>
        el(
          "p",
          { class: hit.includes(first + i) ? "" : "around" },
          ...markedBlock(text, block, { claims: [], furniture: [], strong: spans, soft }),
        ),
      ),
    last < blocks.length - 1 && el("p", { class: "elided", "aria-hidden": "true" }, "…"),
  );
}
