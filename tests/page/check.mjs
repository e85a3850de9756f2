// Checks that say what was seen.
import assert from "node:assert/strict";

export const equal = (seen, wanted, what) => assert.deepEqual(seen, wanted, what);
export const holds = (value, what) => assert.ok(value, what);
export const has = (text, part) => assert.ok(text.includes(part), `"${part}" is not in: ${text.slice(0, 600)}`);

export async function json(address) {
  const response = await fetch(address);
  assert.equal(response.status, 200, address);
  return response.json();
}

// The claim of a document with these words.
export async function claimOf(base, title, words) {
  const { claims } = await json(`${base}/api/v1/search?q=${encodeURIComponent(words)}&limit=50`);
  const found = claims.find((claim) => claim.document.title === title && claim.text.includes(words));
  assert.ok(found, `no claim "${words}" in ${title}`);
  return found;
}

export async function documentOf(base, title, isIt = () => true) {
  const { documents } = await json(`${base}/api/v1/documents?limit=1000`);
  const found = documents.find((document) => document.held && document.title === title && isIt(document));
  assert.ok(found, `no document ${title}`);
  return found;
}
