// The frame: the masthead, and the view that belongs to the address.

import "./style/tokens.css";
import "./style/base.css";
import "./style/frame.css";
import "./style/lists.css";
import "./style/desk.css";
import "./style/reading.css";
import "./style/claim.css";
import "./style/picture.css";
import "./style/sections.css";

import { el, link, replace } from "./dom";
import { fillMasthead, markCurrent } from "./masthead";
import { isAbort } from "./navigate";
import { parseRoute } from "./route";
import { placeToShow, rememberScrolling, scrollToPlace } from "./scroll_memory";
import { failed, loading } from "./states";
import { openClaim } from "./view/claim";
import { openDesk } from "./view/desk";
import { openDocument } from "./view/document";
import { openSearch } from "./view/search";
import { openSource } from "./view/source";
import type { OpenView, View } from "./view/view";
import { openWeakPoints } from "./view/weak_points";
import { takeTokenFromAddress } from "./write_token";

const views: Record<string, OpenView> = {
  "": openDesk,
  search: openSearch,
  documents: openDocument,
  claims: openClaim,
  sources: openSource,
  weak: openWeakPoints,
};

// Waiting shows only where it lasts long enough to be seen.
const kPatience = 200; // milliseconds

const main = document.getElementById("main") as HTMLElement;
let current: { key: string; view: View } | undefined;
let opening = new AbortController();

async function show(first: boolean): Promise<void> {
  const route = parseRoute(location.hash);
  const key = `${route.view}/${route.id}`;
  const place = placeToShow();
  if (current?.key === key && current.view.update?.(route.params)) return;

  opening.abort();
  opening = new AbortController();
  const { signal } = opening;
  const waiting = window.setTimeout(() => replace(main, loading()), kPatience);
  markCurrent(route.view);
  try {
    const open = views[route.view];
    const view = open ? await open(route, signal) : nowhere();
    if (signal.aborted) {
      view.close?.();
      return;
    }
    current?.view.close?.();
    current = { key, view };
    replace(main, ...view.nodes);
    document.title = view.title ? `${view.title} – Headwater` : "Headwater";
  } catch (error) {
    if (signal.aborted || isAbort(error)) return;
    current?.view.close?.();
    current = undefined;
    replace(
      main,
      failed(error, () => void show(false)),
    );
    document.title = "Headwater";
  } finally {
    window.clearTimeout(waiting);
  }
  if (first) return;
  scrollToPlace(main, place);
  main.focus({ preventScroll: true });
}

const nowhere = (): View => ({
  title: "Nothing here",
  nodes: [el("p", { class: "state" }, "There is nothing at this address. ", link("#/", "Back to the desk"), ".")],
});

takeTokenFromAddress();
rememberScrolling();
fillMasthead(document.getElementById("masthead") as HTMLElement);
// The address is a view's, so a plain jump within the page must not change it.
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener("hashchange", () => void show(false));
void show(true);
