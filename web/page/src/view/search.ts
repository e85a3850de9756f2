// Everything that has the words asked for.

import { ask } from "../api";
import type { Found } from "../api_types";
import { el, link } from "../dom";
import { agentItem, documentItem, foundItem, listSection } from "../items";
import { nameUnnamed } from "../name_unnamed";
import { routeTo } from "../route";
import { filterFields, filterOf } from "../search_filter";
import { empty } from "../states";
import { quoted } from "../words";
import type { OpenView } from "./view";

const kMost = 50;

export const openSearch: OpenView = async (route, signal) => {
  const words = route.params.get("q")?.trim() ?? "";
  if (!words)
    return {
      title: "Search",
      nodes: [el("h1", {}, "Search"), empty("Type a few words above: part of a sentence, a name, a title.")],
    };
  const filter = filterOf(route.params);
  const after = route.params.get("after") ?? "";
  const found = await ask<Found>("search", { q: words, limit: kMost, after, ...filter }, signal);
  const lists = [
    listSection(
      "Claims",
      found.claims.map((one) => foundItem(one)),
      20,
    ),
    listSection(
      "Documents",
      found.documents.map((one) => documentItem(one)),
    ),
    listSection(
      "People, outlets and bodies",
      found.agents.map((one) => agentItem(one)),
    ),
  ].filter((list) => list !== null);
  for (const list of lists) void nameUnnamed(list, signal);
  return {
    title: words,
    nodes: [
      el("header", { class: "head" }, el("p", { class: "kicker" }, "Search"), el("h1", {}, quoted(words))),
      filterFields(words, filter),
      ...found.corrected.map((one) =>
        el("p", { class: "note" }, `${quoted(one.word)} is not in this store; this is for ${quoted(one.read_as)}.`),
      ),
      ...(lists.length > 0
        ? [el("div", { class: "found" }, ...lists)]
        : [
            empty(
              Object.keys(filter).length > 0
                ? "Nothing that fits has these words. Try fewer of them, or a wider search."
                : "Nothing in this store has these words. Try fewer of them, or a name.",
            ),
          ]),
      ...(found.next
        ? [el("p", {}, link(routeTo("search", "", { q: words, ...filter, after: found.next }), "The next page"))]
        : found.truncated
          ? [empty("There may be more than is shown; another word would narrow it.")]
          : []),
    ],
  };
};
