// Addresses of views: what stands after the # is a path and parameters, and every view can be linked to.

import type { Span } from "./api_types";

export interface Route {
  view: string; // the first piece of the path; "" is the desk
  id: string;
  params: URLSearchParams;
}

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", id = ""] = path.split("/", 2);
  return { view, id: decodeURIComponent(id), params: new URLSearchParams(query) };
}

export function routeTo(view: string, id = "", params: Record<string, string | null | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  const words = query.toString();
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ""}${words ? `?${words}` : ""}`;
}

export const claimRoute = (id: string, params: Record<string, string | null | undefined> = {}) =>
  routeTo("claims", id, params);
export const documentRoute = (id: string, params: Record<string, string | null | undefined> = {}) =>
  routeTo("documents", id, params);
// With these places of its text marked and in sight.
export const placeRoute = (id: string, spans: Span[]) =>
  documentRoute(id, { at: spans.map(([begin, end]) => `${begin}-${end}`).join(",") });
export const sourceRoute = (id: string) => routeTo("sources", id);

// A document is read, an agent is looked up, a claim is traced.
export function nodeRoute(id: string): string {
  if (id.startsWith("c")) return claimRoute(id);
  return id.startsWith("d") ? documentRoute(id) : sourceRoute(id);
}

// The document in which a claim stands: its id begins with the document's digits.
export const documentOfNode = (id: string) => (id.startsWith("c") ? `d${id.slice(1, 17)}` : id);
