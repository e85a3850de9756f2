// The stations of a claim's chains: documents and agents that a chain passes, each once, with its name.

import type { Picture, Trace } from "../api_types";
import { documentOfNode } from "../route";
import { dayWords } from "../words";

export interface Station {
  node: string;
  name: string;
  onEvery: boolean; // every chain passes it
}

export function namesOf(trace: Trace, picture: Picture | null): Map<string, string> {
  const names = new Map<string, string>();
  const put = (node: string | null, name: string) => {
    if (node && name) names.set(node, name);
  };
  for (const chain of trace.chains) {
    for (const step of chain.steps) {
      put(documentOfNode(step.from), step.from_name);
      put(documentOfNode(step.to), step.to_name);
    }
    put(chain.end.node, chain.end.name);
  }
  for (const one of trace.bottlenecks) put(one.node, one.name);
  for (const loop of trace.circular) for (const one of loop.documents) put(one.id, one.title);
  for (const node of picture?.nodes ?? []) {
    // A document that is only spoken of often has no name but its issuer's.
    if (node.gap && node.node.startsWith("d"))
      put(node.node, [node.title, node.detail.replace(/\d{4}-\d\d-\d\d/, dayWords)].filter(Boolean).join(", "));
    else if (!names.has(node.node)) put(node.node, node.title || node.detail);
  }
  return names;
}

export function stationsOf(trace: Trace, picture: Picture | null): Station[] {
  const names = namesOf(trace, picture);
  const every = new Set(trace.bottlenecks.map((one) => one.node));
  const nodes = [...new Set(trace.chains.flatMap((chain) => chain.through))];
  return nodes
    .filter((node) => node !== trace.claim.document.id)
    .map((node) => ({ node, name: names.get(node) ?? node, onEvery: every.has(node) }));
}
