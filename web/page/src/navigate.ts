// Going to another address from within a view, and telling everybody who listens to the words of the page.

// The address changes in place: Back leads to the view before, not to every turn of a slider.
export function replaceAddress(address: string): void {
  if (location.hash === address) return;
  history.replaceState(history.state, "", address);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

export function announce(words: string): void {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
}

export const isAbort = (error: unknown) => error instanceof DOMException && error.name === "AbortError";
