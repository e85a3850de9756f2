// A source: a person, an outlet, a body or a document; what it says, on whom it relies, who relies on it.

import { ask } from "../api";
import type { Judgement, ShownAgent, ShownDocument } from "../api_types";
import { el, link, type Child } from "../dom";
import { agentItem, claimItem, documentItem, listSection } from "../items";
import { documentRoute } from "../route";
import { neighbourList } from "../source/neighbours";
import { judgementsOf, reliabilityBlock } from "../source/reliability";
import { weightBlock } from "../source/weight";
import { empty } from "../states";
import { agentNote, capital, dateWords, listed, spaced, titleOf } from "../words";
import type { OpenView, View } from "./view";

interface Source {
  id: string;
  path: string;
  name: string;
  kicker: string;
  meta: Child[];
  claims: HTMLElement | null;
  others: HTMLElement | null;
  judgements: Judgement[];
}

async function agentSource(id: string, signal: AbortSignal): Promise<Source> {
  const path = `agents/${id}`;
  const { agent, names, same_as, claims, judgements } = await ask<ShownAgent>(path, {}, signal);
  const others = names.filter((name) => name !== agent.name);
  return {
    id,
    path,
    judgements,
    name: agent.name,
    kicker: capital(agentNote(agent)),
    meta: others.length > 0 ? ["Also called ", others.join(", ")] : [],
    claims: listSection(
      "What it says",
      claims.map((one) => claimItem(one)),
      12,
    ),
    others: listSection(
      "Judged to be the same",
      same_as.map((one) => agentItem(one.agent)),
    ),
  };
}

async function documentSource(id: string, signal: AbortSignal): Promise<Source> {
  const path = `documents/${id}`;
  const { document, same_as, claims, judgements } = await ask<ShownDocument>(path, {}, signal);
  return {
    id,
    path,
    judgements,
    name: titleOf(document),
    kicker: capital(listed([spaced(document.medium) || "document", document.publisher])),
    meta: [
      listed([document.authors.join(", "), dateWords(document.published), !document.held && "not held"]),
      document.held && " · ",
      document.held && link(documentRoute(id), "Read it"),
    ],
    claims: listSection(
      "What it says",
      claims.map((one) => claimItem(one)),
      12,
    ),
    others: listSection(
      "The same text elsewhere",
      same_as.map((one) => documentItem(one.document)),
    ),
  };
}

export const openSource: OpenView = async (route, signal): Promise<View> => {
  const source = await (route.id.startsWith("a") ? agentSource : documentSource)(route.id, signal);
  const upstream = neighbourList(source.id, "upstream", "It relies on", "It names no source of its own.", signal);
  const downstream = neighbourList(source.id, "downstream", "Relied on by", "Nobody here relies on it.", signal);
  return {
    title: source.name,
    nodes: [
      el(
        "header",
        { class: "head" },
        el("p", { class: "kicker" }, source.kicker),
        el("h1", { class: "title" }, source.name),
        el("p", { class: "meta" }, ...source.meta),
      ),
      el(
        "div",
        { class: "source" },
        el("div", {}, source.claims ?? empty("No claim here is its own."), source.others),
        el("div", {}, downstream, upstream),
        el(
          "div",
          {},
          weightBlock(source.id, signal),
          reliabilityBlock(source.id, source.judgements, () => judgementsOf(source.path)),
        ),
      ),
    ],
  };
};
