// A list with a button under it that brings more.

import { button, el, replace, type Child } from "./dom";
import { isAbort } from "./navigate";
import { failed } from "./states";

// `more` appends to the list and gives the words of the button for what is still to come, or null at the end, where
// `end` stands instead. What goes wrong with the first items is thrown; later, it is told under the list.
export async function growingList(
  list: Element,
  more: () => Promise<string | null>,
  end: () => Child = () => null,
): Promise<Child[]> {
  const foot = el("div", {});
  const offer = (words: string | null) =>
    replace(foot, words === null ? end() : button(words, () => void grow(), { class: "more" }));
  const grow = async () => {
    const place = list.children.length;
    try {
      offer(await more());
      list.children[place]?.querySelector("a")?.focus();
    } catch (error) {
      if (!isAbort(error)) replace(foot, failed(error, () => void grow()));
    }
  };
  offer(await more());
  return [list, foot];
}
