// One block of a document's text, its claims as links in their places.

import type { EndClass, Span } from "../api_types";
import type { ByteText } from "../bytes";
import { overlaps } from "../bytes";
import { el } from "../dom";
import { endMark } from "../end_mark";
import { claimRoute } from "../route";

export interface MarkedClaim {
  id: string;
  content: Span[];
  classes: string; // how it is marked
  name: string; // what the mark means, for those who do not see it
  end: EndClass | null; // whose mark stands after the words
}

export interface Marks {
  claims: MarkedClaim[];
  furniture: Span[];
  strong: Span[]; // what the reader came for
  soft: Span[]; // what tells who said it
}

interface Piece {
  begin: number;
  end: number;
  claim: MarkedClaim | null;
  isFurniture: boolean;
  isStrong: boolean;
  isSoft: boolean;
}

// A mark stays with the words before it and the full stop behind it.
const kNoBreak = "\u2060";

interface OpenLink {
  claim: MarkedClaim;
  link: HTMLElement;
}

const size = (claim: MarkedClaim) => claim.content.reduce((sum, [begin, end]) => sum + end - begin, 0);
const within = (at: number, spans: Span[]) => spans.some(([begin, end]) => begin <= at && at < end);

// Where anything begins or ends, the block is cut. Of claims that lie over each other the shortest has the words.
function pieces(block: Span, marks: Marks): Piece[] {
  const claims = marks.claims
    .filter((claim) => claim.content.some((span) => overlaps(span, block)))
    .sort((a, b) => size(a) - size(b));
  const spans = [...claims.flatMap((claim) => claim.content), ...marks.furniture, ...marks.strong, ...marks.soft];
  const cuts = new Set([block[0], block[1]]);
  for (const edge of spans.flat()) if (edge > block[0] && edge < block[1]) cuts.add(edge);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((begin, i) => ({
    begin,
    end: places[i + 1] as number,
    claim: claims.find((claim) => within(begin, claim.content)) ?? null,
    isFurniture: within(begin, marks.furniture),
    isStrong: within(begin, marks.strong),
    isSoft: within(begin, marks.soft),
  }));
}

export function markedBlock(text: ByteText, block: Span, marks: Marks): Node[] {
  const out: Node[] = [];
  let open = null as OpenLink | null;
  const linked = new Set<string>();
  for (const piece of pieces(block, marks)) {
    const words = text.slice(piece.begin, piece.end);
    let node: Node = document.createTextNode(words);
    if (piece.isFurniture) node = el("span", { class: "furniture" }, node);
    if (piece.isStrong) node = el("mark", {}, node);
    else if (piece.isSoft) node = el("span", { class: "teller" }, node);
    if (!piece.claim) {
      open = null;
      out.push(node);
    } else if (open?.claim === piece.claim) {
      open.link.append(node);
    } else {
      const again = linked.has(piece.claim.id);
      const link: HTMLElement = el(
        "a",
        {
          class: `claim ${piece.claim.classes}`,
          href: claimRoute(piece.claim.id),
          "data-claim": piece.claim.id,
          title: piece.claim.name,
          tabindex: again ? -1 : null,
        },
        node,
      );
      linked.add(piece.claim.id);
      open = { claim: piece.claim, link };
      out.push(link);
    }
  }
  for (const claim of marks.claims) {
    const [, end] = claim.content[claim.content.length - 1] ?? [0, 0];
    if (!claim.end || end <= block[0] || end > block[1]) continue;
    const parts = out.filter(
      (node): node is HTMLElement => node instanceof HTMLElement && node.dataset.claim === claim.id,
    );
    parts[parts.length - 1]?.append(kNoBreak, endMark(claim.end), kNoBreak);
  }
  return out;
}
