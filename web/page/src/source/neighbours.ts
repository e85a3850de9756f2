// On whom a node relies, or who relies on it: the ones most relied on first, a page at a time.

import { ask } from "../api";
import type { Neighbours } from "../api_types";
import { button, el } from "../dom";
import { nodeItem } from "../items";
import { nameUnnamed } from "../name_unnamed";
import { isAbort } from "../navigate";
import { empty, failed, loading } from "../states";
import { count, listed, quoted, relationName } from "../words";

const kPage = 20;

const rows = (answer: Neighbours) =>
  answer.neighbours.flatMap((one) => {
    const note = listed([
      relationName(one.relation),
      one.relied_on_by > 0 && `relied on by ${one.relied_on_by.toLocaleString("en")}`,
    ]);
    const item = nodeItem(one, note, one.evidence.quote && el("span", { class: "quote" }, quoted(one.evidence.quote)));
    return item ? [item] : [];
  });

export function neighbourList(
  id: string,
  direction: Neighbours["direction"],
  heading: string,
  none: string,
  signal: AbortSignal,
): HTMLElement {
  const name = `${direction}-heading`;
  const tally = el("span", { class: "tally" });
  const list = el("ul", { class: "items" });
  const foot = el("div", {}, loading());
  const path = `neighbours/${id}`;

  const put = (answer: Neighbours) => {
    const place = list.children.length;
    list.append(...rows(answer));
    void nameUnnamed(list, signal);
    const { next } = answer;
    const all = list.children.length + answer.remaining;
    tally.replaceChildren(all > 0 ? all.toLocaleString("en") : "");
    foot.replaceChildren(
      ...(list.children.length === 0
        ? [empty(none)]
        : next
          ? [button(`${count(answer.remaining, "more", "more")}`, () => void more(next), { class: "more" })]
          : []),
    );
    return place;
  };
  // Null for the first page.
  const more = async (after: string | null) => {
    try {
      const place = put(await ask<Neighbours>(path, { direction, limit: kPage, after }, signal));
      if (after) list.children[place]?.querySelector("a")?.focus();
    } catch (error) {
      if (!isAbort(error)) foot.replaceChildren(failed(error, () => void more(after)));
    }
  };
  void more(null);
  return el(
    "section",
    { class: "block", "aria-labelledby": name },
    el("h2", { id: name }, heading, " ", tally),
    list,
    foot,
  );
}
