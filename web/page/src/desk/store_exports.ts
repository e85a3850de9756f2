// The whole store as files for other tools.

import { address } from "../api";
import { el } from "../dom";
import { downloadLinks, type Download } from "../download_links";

const downloads: Download[] = [
  ["ndjson", "All of it, to be read in again", "headwater.ndjson"],
  ["csv-nodes", "Documents, claims and agents as a table", "nodes.csv"],
  ["csv-edges", "Who rests on whom as a table", "edges.csv"],
  ["graphml", "Graph for yEd, Gephi, networkx", "headwater.graphml"],
  ["gexf", "Graph for Gephi", "headwater.gexf"],
  ["cytoscape", "Graph for Cytoscape", "headwater.cyjs.json"],
  ["dot", "Graph for Graphviz", "headwater.dot"],
  ["prov-json", "Provenance, W3C PROV", "headwater.prov.json"],
  ["prov-n", "Provenance, W3C PROV for reading", "headwater.provn"],
  ["turtle", "Provenance, PROV-O in Turtle", "headwater.ttl"],
  ["json-ld", "Provenance, PROV-O in JSON-LD", "headwater.jsonld"],
  ["stix", "Threat intelligence, STIX 2.1", "headwater.stix.json"],
  ["claim-review", "Disputed claims, ClaimReview", "claim-review.jsonld"],
];

export const storeExports = () =>
  el(
    "details",
    { class: "known store-exports" },
    el("summary", {}, "Take the whole store with you"),
    el("p", { class: "note" }, "What is marked for fewer eyes than TLP:AMBER is left out."),
    downloadLinks(downloads, (format) => address("export", { format })),
  );
