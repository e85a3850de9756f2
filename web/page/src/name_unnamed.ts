// A document that is only spoken of often has no title of its own; its issuer then names it, which only the document
// itself tells. Lists show what they have at once, and the better name when it is there.

import { askIfThere } from "./api";
import type { ShownDocument } from "./api_types";
import { inTurn } from "./in_turn";
import { titleOf } from "./words";

const kMost = 60;

export async function nameUnnamed(root: Element, signal: AbortSignal): Promise<void> {
  const links = [...root.querySelectorAll<HTMLElement>("[data-unnamed]")].slice(0, kMost);
  await inTurn(links, async (link) => {
    const id = link.dataset.unnamed ?? "";
    delete link.dataset.unnamed;
    const shown = await askIfThere<ShownDocument>(`documents/${id}`, {}, signal).catch(() => null);
    if (shown) link.textContent = titleOf(shown.document);
  });
}
