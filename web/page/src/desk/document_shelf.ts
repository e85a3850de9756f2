// The documents of the store, a page at a time.

import type { DocumentName } from "../api_types";
import { button, el } from "../dom";
import { documentItem } from "../items";
import { isAbort } from "../navigate";
import { empty, failed } from "../states";
import { heldDocuments, recentDocuments } from "./held_documents";

const kPage = 20;
const kRecent = 10;

export function documentShelf(signal: AbortSignal): { host: HTMLElement; refresh: () => void } {
  const list = el("ul", { class: "items shelf" });
  const foot = el("div", {});
  let shown = new Set<string>();
  let waiting: DocumentName[] = [];
  let next: string | null = null;

  const put = (documents: DocumentName[], note = "") => {
    for (const one of documents) {
      if (shown.has(one.id)) continue;
      shown.add(one.id);
      list.append(documentItem(one, note));
    }
  };

  const more = async (first: boolean) => {
    try {
      if (waiting.length < kPage && (first || next !== null)) {
        const page = await heldDocuments(next, kPage, signal);
        waiting.push(...page.documents.filter((one) => !shown.has(one.id)));
        next = page.next;
      }
      const place = list.children.length;
      put(waiting.splice(0, kPage));
      foot.replaceChildren(
        ...(waiting.length > 0 || next !== null
          ? [button("Show more documents", () => void more(false), { class: "more" })]
          : []),
      );
      if (!first) list.children[place]?.querySelector("a")?.focus();
      if (list.children.length === 0) foot.replaceChildren(empty("No documents yet."));
    } catch (error) {
      if (!isAbort(error)) foot.replaceChildren(failed(error, () => void more(first)));
    }
  };

  const refresh = async () => {
    shown = new Set();
    waiting = [];
    next = null;
    const recent = await recentDocuments(kRecent, signal).catch(() => ({ documents: [], note: "" }));
    list.replaceChildren();
    put(recent.documents, recent.note);
    await more(true);
  };

  return {
    host: el(
      "section",
      { class: "block", "aria-labelledby": "shelf-heading" },
      el("h2", { id: "shelf-heading" }, "Documents"),
      list,
      foot,
    ),
    refresh: () => void refresh(),
  };
}
