// Which documents were read into the store or opened from this browser, the latest first.

const kKey = "headwater.read";
const kMost = 30;

export function readHere(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(kKey) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string") : [];
  } catch {
    return [];
  }
}

function keep(ids: string[]): void {
  try {
    localStorage.setItem(kKey, JSON.stringify(ids.slice(0, kMost)));
  } catch {
    // a browser that keeps nothing forgets this too
  }
}

export const noteRead = (id: string) => keep([id, ...readHere().filter((one) => one !== id)]);
// Of a store that was here before, at the same address.
export const forgetRead = (id: string) => keep(readHere().filter((one) => one !== id));
