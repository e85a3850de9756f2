// What could not be traced, and what would have to be found.

import type { Gap } from "../api_types";
import { el, link, type Child } from "../dom";
import { placeRoute, sourceRoute } from "../route";
import { empty } from "../states";
import { quoted, titleOf } from "../words";

const explained: Record<string, [name: string, help: string]> = {
  not_held: ["Named, not held", "Get hold of it and add it, and the chain goes on."],
  passage_missing: ["The passage is missing", "The document is here, but the words were not found in it."],
  unnamed_report: ["Nobody is named", "“It is reported” tells nobody whom to ask."],
  unnamed_source: ["People without names", "Only the outlet knows who they are."],
  nothing_cited: ["Nothing is cited", "The document says so itself. Ask its author."],
  behind_wall: ["Behind a wall", "Only a part of the document is open. Whoever has all of it can add it."],
  loop: ["It comes back to itself", "The documents lean on each other."],
};

export function gapsBody(gaps: Gap[], chains: number): Child[] {
  if (chains === 0) return [empty("No chain is left to follow.")];
  if (gaps.length === 0) return [empty("Everything could be traced to its end.")];
  return [
    el(
      "ul",
      { class: "gaps" },
      ...gaps.map((gap) => {
        const [name, help] = explained[gap.kind] ?? [gap.kind, ""];
        const { evidence, missing, claim } = gap;
        return el(
          "li",
          {},
          el(
            "p",
            {},
            el("strong", {}, name),
            missing.name && ": ",
            missing.name && (missing.node ? link(sourceRoute(missing.node), missing.name) : missing.name),
          ),
          evidence.quote &&
            el(
              "p",
              { class: "gap-quote" },
              quoted(evidence.quote),
              " in ",
              link(
                placeRoute(claim.document.id, evidence.document === claim.document.id ? evidence.spans : claim.content),
                titleOf(claim.document),
              ),
            ),
          el("p", { class: "note" }, help),
        );
      }),
    ),
  ];
}
