// Everything that has the words asked for.

import { ask } from "../api";
import type { Found } from "../api_types";
import { el } from "../dom";
import { agentItem, claimItem, documentItem, listSection } from "../items";
import { nameUnnamed } from "../name_unnamed";
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
  const found = await ask<Found>("search", { q: words, limit: kMost }, signal);
  const lists = [
    listSection(
      "Claims",
      found.claims.map((one) => claimItem(one)),
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
      ...(lists.length > 0
        ? [el("div", { class: "found" }, ...lists)]
        : [empty("Nothing in this store has these words. Try fewer of them, or a name.")]),
      ...(found.truncated ? [empty("There is more than is shown; another word would narrow it.")] : []),
    ],
  };
};
