// What is read into the store while the desk is open, by whomever: a line for the latest, and a call for each that is new.

import type { IngestLine } from "../api_types";
import { el, replace } from "../dom";
import { titleOf } from "../words";

const kCalm = 400; // milliseconds: many documents at once are one change

export function liveLine(signal: AbortSignal, changed: () => void): HTMLElement {
  const line = el("p", { class: "note live-line", "aria-live": "polite" });
  const events = new EventSource("/api/v1/events");
  signal.addEventListener("abort", () => events.close());
  let waiting: number | undefined;
  const tell = () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if (!signal.aborted) changed();
    }, kCalm);
  };
  events.addEventListener("reading", (event) => {
    const { path } = JSON.parse(event.data as string) as { path: string };
    replace(line, path === "-" ? "Reading a text" : `Reading ${path}`);
  });
  events.addEventListener("document", (event) => {
    const read = JSON.parse(event.data as string) as { document: IngestLine["document"] | null; status: string };
    replace(line, read.document ? `Read: ${titleOf(read.document)}` : "");
    if (read.document && read.status !== "unchanged") tell();
  });
  // The latest was missed: whatever it was, it may be new.
  events.addEventListener("reset", tell);
  return line;
}
