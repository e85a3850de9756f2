// How the page says what the contract has words for.

import type { AgentName, ClaimForm, DocumentName, EndClass } from "./api_types";

export const endNames: Record<EndClass, string> = {
  primary: "primary source",
  firsthand: "heard firsthand",
  referenced: "named, not followed further",
  anonymous: "unnamed people",
  unattributed: "nobody’s word",
  circular: "goes in a circle",
};

export const endMeanings: Record<EndClass, string> = {
  primary: "The speaker’s own document: a report, a statement, a filing, a news conference.",
  firsthand: "An outlet heard it itself from a named speaker.",
  referenced: "A named source, but how it knew is not said, and its document is not here.",
  anonymous: "People without names, such as “officials”.",
  unattributed: "The document says it in its own voice and cites nothing.",
  circular: "The chain comes back to where it began.",
};

// Where room is short.
export const formWords: Record<ClaimForm, string> = {
  direct: "quoted",
  mixed: "partly quoted",
  indirect: "in other words",
  own: "own voice",
};

export const formNames: Record<ClaimForm, string> = {
  direct: "quoted word for word",
  mixed: "partly quoted",
  indirect: "reported in other words",
  own: "in the document’s own voice",
};

const relationNames: Record<string, string> = {
  made_in: "stands in",
  said_by: "said by",
  said_in: "put out in",
  reported_by: "reported by",
  repeats: "repeats",
  disputes: "disputes",
  cites: "cites",
  issued_by: "issued by",
  delivered_to: "delivered to",
  speaks_for: "speaks for",
  same_as: "same as",
};

export const relationName = (relation: string) => relationNames[relation] ?? spaced(relation);

export const polarityNames: Record<string, string> = {
  asserts: "asserts",
  denies: "denies",
  doubts: "doubts",
  declines: "declines to say",
};

// Before a speaker's name.
export const saidBy: Record<string, string> = {
  asserts: "Said by",
  denies: "Denied by",
  doubts: "Doubted by",
  declines: "Not answered by",
};

export const spaced = (word: string | null | undefined) =>
  word && word !== "unknown" ? word.replaceAll("_", " ") : "";
export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
export const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
export const listed = (parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(" · ");

// In quotation marks, once: a claim that is a quotation brings its own.
export const quoted = (words: string) => `“${words.replace(/^["“”„«»‘\s]+|["“”„«»’,\s]+$/g, "")}”`;

export const hostOf = (url: string) => url.replace(/^[a-z]+:\/\/(www\.)?/i, "").replace(/[/?#].*$/, "");

// Where a document came from, in short. "-" is the path of bytes that came without one.
export function placeOf(document: DocumentName): string {
  if (document.url) return hostOf(document.url);
  if (!document.path || document.path === "-") return "";
  return document.path.split("/").pop() ?? "";
}

export function titleOf(document: DocumentName & { issuer?: string; publisher?: string }): string {
  if (document.title) return document.title;
  const issuer = document.publisher || document.issuer;
  const medium = spaced(document.medium);
  if (issuer) return medium ? `${capital(medium)} of ${issuer}` : issuer;
  return placeOf(document) || (medium ? `Untitled ${medium}` : "Untitled document");
}

export const agentNote = (agent: AgentName) => listed([agent.kind, agent.anonymous && "unnamed"]);

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

// "2025-05-14T09:12:00+02:00" as 14 May 2025, 09:12; a year, a month or a week as far as it is known.
export function dateWords(date: string | null | undefined): string {
  if (!date) return "";
  const week = /^(\d{4})-W(\d\d)$/.exec(date);
  if (week) return `week ${Number(week[2])} of ${week[1]}`;
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d))?/.exec(date);
  if (!parts) return date;
  const [, year, month, day, time] = parts;
  const words = [day ? String(Number(day)) : "", month ? (months[Number(month) - 1] ?? "") : "", year].filter(Boolean);
  return words.join(" ") + (time ? `, ${time}` : "");
}

export const dayWords = (date: string | null | undefined) => dateWords(date?.slice(0, 10));
export const percent = (share: number) => `${Math.round(share * 100)} %`;
