// Back leads to where one was reading. Views fill by and by, so the place is looked for again while they grow.

const kAtMost = 1500; // milliseconds

const places = new Map<string, number>();
let looking: AbortController | undefined;

export function rememberScrolling(): void {
  history.scrollRestoration = "manual";
  window.addEventListener(
    "scroll",
    () => {
      if (!looking) places.set(location.hash, window.scrollY);
    },
    { passive: true },
  );
}

// Where the entry of the history that is shown now was left, if it was shown before; else the top. To be asked before
// the view is replaced.
export function placeToShow(): number {
  const state = history.state as { seen?: boolean } | null;
  history.replaceState({ seen: true }, "");
  return state?.seen ? (places.get(location.hash) ?? 0) : 0;
}

export function scrollToPlace(main: HTMLElement, place: number): void {
  looking?.abort();
  looking = undefined;
  window.scrollTo(0, place);
  if (place === 0) return;
  const search = new AbortController();
  looking = search;
  const again = new ResizeObserver(() => window.scrollTo(0, place));
  const stop = () => {
    again.disconnect();
    search.abort();
    if (looking === search) looking = undefined;
  };
  again.observe(main);
  window.setTimeout(stop, kAtMost);
  for (const act of ["wheel", "pointerdown", "keydown", "touchstart"]) {
    window.addEventListener(act, stop, { signal: search.signal, passive: true });
  }
}
