// The word that a server wants from whoever writes. It comes with the address that the server prints, behind the #, and
// stays in this tab.

const kKey = "headwater.token";
let kept = "";

export function writeToken(): string {
  try {
    return sessionStorage.getItem(kKey) ?? kept;
  } catch {
    return kept;
  }
}

export function keepToken(token: string): void {
  kept = token;
  try {
    sessionStorage.setItem(kKey, token);
  } catch {
    // a browser that keeps nothing has it until the page is left
  }
}

// Takes the token out of the address, so that it is neither shown nor shared.
export function takeTokenFromAddress(): void {
  const given = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (!given) return;
  keepToken(decodeURIComponent(given));
  history.replaceState(null, "", "#/");
}
