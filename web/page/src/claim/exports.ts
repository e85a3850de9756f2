// The report and the picture as files to send on.

import { address } from "../api";
import { downloadLinks, type Download } from "../download_links";
import { viewOf, type ClaimState } from "./state";

const downloads: Download[] = [
  ["html", "Report for reading", "report.html"],
  ["md", "Report in Markdown", "report.md"],
  ["svg", "Picture", "chains.svg"],
  ["dot", "Picture for Graphviz", "chains.dot"],
  ["json", "All of it as JSON", "report.json"],
];

export const exportLinks = (state: ClaimState) =>
  downloadLinks(downloads, (format) =>
    address(`report/${state.claim}`, { format, ...viewOf(state), fold_copies: state.showCopies ? false : null }),
  );
