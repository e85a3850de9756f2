// Questions to the server. Every failure is a Problem whose message can be shown as it stands.

import { writeToken } from "./write_token";

export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

type Params = Record<string, string | number | boolean | null | undefined>;

export function address(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  const words = query.toString();
  return `/api/v1/${path}${words ? `?${words}` : ""}`;
}

async function answer(url: string, options: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "The server does not answer. Is it still running?");
  }
  if (response.ok) return response;
  throw new Problem(response.status, await detailOf(response));
}

async function detailOf(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { detail?: string };
    if (problem.detail) return sentence(problem.detail);
  } catch {
    // no problem document; the status has to do
  }
  return `The server answered with status ${response.status}.`;
}

const sentence = (words: string) =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;

export async function ask<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  const response = await answer(address(path, params), signal ? { signal } : {});
  return (await response.json()) as T;
}

export async function askText(path: string, params: Params = {}, signal?: AbortSignal): Promise<string> {
  const response = await answer(address(path, params), signal ? { signal } : {});
  return response.text();
}

export async function send<T>(path: string, params: Params, body: BodyInit, type: string | null): Promise<T> {
  const token = writeToken();
  const headers = { ...(type && { "Content-Type": type }), ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await answer(address(path, params), { method: "POST", body, headers });
  return (await response.json()) as T;
}

// Null where the store does not know the id.
export async function askIfThere<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T | null> {
  try {
    return await ask<T>(path, params, signal);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

let health: Promise<{ read_only: boolean }> | undefined;

export async function isReadOnly(): Promise<boolean> {
  health ??= ask("health");
  return (await health).read_only;
}
