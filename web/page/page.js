// The page: what is shown for which address, and what is asked of the server for it. All words from documents enter the
// page as text, never as HTML.

import { drawChains, fitChains, endClasses, endWords, relationWords } from "./chain.js";
import { fillText } from "./text.js";

const main = document.getElementById("main");
const kPage = 100;
const kMostFacts = 60;

// Makes an element. `attributes` with `text` sets its words; functions become listeners.
function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    if (key === "text") made.textContent = value;
    else if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

async function ask(path, options) {
  const answer = await fetch(`/api/v1/${path}`, options);
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Error(problem.detail ?? `The server answered ${answer.status}.`);
}
const askJson = async (path, options) => (await ask(path, options)).json();
const askText = async (path) => (await ask(path)).text();

const titleOf = (node) => node.title || [node.publisher || node.issuer, spaced(node.medium)].filter(Boolean).join(", ") ||
  node.url || placeOf(node) || node.id;
const spaced = (word) => (word && word !== "unknown" ? word.replaceAll("_", " ") : "");
// Where it came from, in short; "-" is the path of bytes that came without one.
const placeOf = (node) => (node.url ? hostOf(node.url) : node.path === "-" ? "" : node.path);
const hostOf = (url) => url.replace(/^[a-z]+:\/\/(www\.)?/i, "").replace(/[/?#].*$/, "");

// In quotation marks, once: a claim that is a quotation brings its own.
const quoted = (words) => `“${words.replace(/^["“”„«»‘]+|["“”„«»’]+$/g, "")}”`;

// The documents at the side.

let after = null;

async function listDocuments(fresh) {
  const list = document.getElementById("documents");
  const more = document.getElementById("more");
  if (fresh) after = null;
  const page = await askJson(`documents?limit=${kPage}${after ? `&after=${after}` : ""}`);
  if (fresh) list.replaceChildren();
  after = page.next;
  more.hidden = !after;
  const held = page.documents.filter((one) => one.held);
  const spokenOf = page.documents.filter((one) => !one.held);
  for (const one of [...held, ...spokenOf]) {
    list.append(make("li", { class: one.held ? "" : "not-held" },
      make("a", { href: `#/documents/${one.id}`, "data-id": one.id },
        make("span", { class: "title", text: titleOf(one) }),
        make("span", { class: "note", text: one.held ? placeOf(one) : "spoken of, not held" }))));
  }
  nameUntitled(spokenOf.filter((one) => !one.title && !one.url));
  const stats = await askJson("stats");
  document.getElementById("count").textContent = `${stats.documents_held} held, ${stats.claims} claims`;
  markCurrent();
}

// A document that is only spoken of often has no title; its issuer then names it, which only the document itself tells.
async function nameUntitled(documents) {
  for (const one of documents) {
    const title = document.querySelector(`#documents a[data-id="${one.id}"] .title`);
    if (!title) return;
    title.textContent = titleOf((await askJson(`documents/${one.id}`)).document);
  }
}

function markCurrent() {
  const current = main.dataset.document;
  for (const link of document.querySelectorAll("#documents a")) {
    if (link.dataset.id === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// Views. Each returns what stands in the main part.

function welcome(stats) {
  if (stats.documents_held === 0) return addView();
  return [
    make("h1", { text: "What does it rest on?" }),
    make("p", { class: "lead", text: "Pick a document, or search for words that somebody said. Every claim is traced " +
      "upstream to where it springs from, each step with the words that show it." }),
    make("dl", { class: "figures" },
      ...[["documents held", stats.documents_held], ["spoken of", stats.documents_referenced], ["claims", stats.claims],
          ["people and bodies", stats.agents]].map(([name, value]) =>
        make("div", {}, make("dd", { text: String(value) }), make("dt", { text: name })))),
  ];
}

function addView() {
  const view = document.getElementById("add-view").content.cloneNode(true);
  const form = view.getElementById("add");
  const status = view.getElementById("add-status");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    status.textContent = "Reading.";
    try {
      const file = form.file.files[0];
      const body = file ?? form.text.value;
      const start = file ? await file.slice(0, 512).text() : body.slice(0, 512);
      const html = /^\s*(<!doctype html|<html|<[a-z][\s\S]*>)/i.test(start) || /\.html?$/i.test(file?.name ?? "");
      const known = new URLSearchParams();
      for (const name of ["publisher", "published", "url", "kind"]) {
        if (form.elements[name].value) known.set(name, form.elements[name].value);
      }
      const headers = { "Content-Type": `${html ? "text/html" : "text/plain"}${file ? "" : "; charset=utf-8"}` };
      const line = await askJson(`documents?${known}`, { method: "POST", headers, body });
      await listDocuments(true);
      location.hash = `#/documents/${line.document.id}`;
    } catch (error) {
      status.textContent = error.message;
      button.disabled = false;
    }
  });
  return [view];
}

function claimLink(claim) {
  return make("li", {}, make("a", { href: `#/claims/${claim.id}`, text: claim.text }));
}

// A document's text with its claims marked in place; the one with id `current` stands out.
function textView(text, shown, current, evidence) {
  const area = make("div", { class: "text", lang: shown.document.language || undefined, tabindex: "0" });
  const layers = [{
    spans: shown.document.boilerplate ?? [],
    make: () => make("span", { class: "furniture" }),
  }];
  // The longest first, so that a claim inside another stays within reach.
  const size = (claim) => claim.content.reduce((sum, [begin, end]) => sum + end - begin, 0);
  for (const claim of [...shown.claims].sort((a, b) => size(b) - size(a))) {
    if (claim.id === current) continue;
    layers.push({
      spans: claim.content,
      make: () => make("a", { class: "claim", href: `#/claims/${claim.id}` }),
    });
  }
  const chosen = shown.claims.find((claim) => claim.id === current);
  if (chosen) layers.push({ spans: chosen.content, make: () => make("mark", { class: "current" }) });
  if (evidence) layers.push({ spans: evidence, make: () => make("mark", { class: "evidence" }) });
  // In the text of a page one line break parts two blocks; in plain text the lines are the author's.
  fillText(area, text, layers, shown.document.format === "html");
  return area;
}

const heldText = (document) => (document.held ? askText(`documents/${document.id}/text`) : Promise.resolve(null));

// "2025-05-14T09:12:00+02:00" without its T and its seconds; a day as it is.
const dateWords = (date) => date?.replace("T", " ").replace(/(\d\d:\d\d):\d\d(\.\d+)?/, "$1 ");

function documentMeta(document) {
  const parts = [document.publisher, document.authors?.join(", "), dateWords(document.published),
                 document.kind ?? spaced(document.medium), document.held ? null : "not held"];
  return make("p", { class: "meta", text: parts.filter(Boolean).join(" · ") });
}

async function documentView(id) {
  const shown = await askJson(`documents/${id}`);
  main.dataset.document = id;
  const text = await heldText(shown.document);
  const lists = [["Claims", shown.claims.map(claimLink)],
                 ["Rests on", citedOnce(shown.citations).map(([one, how]) => documentLink(one, how.join(", ")))],
                 ["Cited by", shown.cited_by.map((one) => documentLink(one))]];
  return [
    make("h1", { text: titleOf(shown.document) }),
    documentMeta(shown.document),
    make("div", { class: "reading" },
      text === null ? make("p", { class: "hint", text: "Only spoken of: its bytes are not here. Add it, and the chains that end at it go on." })
                    : textView(text, shown),
      make("aside", {}, ...lists.filter(([, items]) => items.length > 0).flatMap(([name, items]) =>
        [make("h2", { text: name }), make("ul", { class: "claims" }, ...items)]))),
  ];
}

// Each cited document once, with all the ways it is cited in.
function citedOnce(citations) {
  const cited = new Map();
  for (const { document, how } of citations) {
    if (!cited.has(document.id)) cited.set(document.id, [document, []]);
    const ways = cited.get(document.id)[1];
    if (!ways.includes(spaced(how))) ways.push(spaced(how));
  }
  return [...cited.values()];
}

function documentLink(document, note) {
  return make("li", {}, make("a", { href: `#/documents/${document.id}`, text: titleOf(document) }),
    note ? make("span", { class: "note", text: note }) : null);
}

async function agentView(id) {
  const shown = await askJson(`agents/${id}`);
  const { agent } = shown;
  const others = shown.names.filter((name) => name !== agent.name);
  return [
    make("h1", { text: agent.name }),
    make("p", { class: "meta", text: [agent.kind, agent.anonymous ? "unnamed" : null,
      others.length > 0 ? `also ${others.join(", ")}` : null].filter(Boolean).join(" · ") }),
    make("h2", { text: "Says" }),
    make("ul", { class: "claims" }, ...shown.claims.map(claimLink)),
  ];
}

async function searchView(words) {
  document.getElementById("words").value = words;
  const found = await askJson(`search?q=${encodeURIComponent(words)}`);
  const lists = [
    ["Claims", found.claims.map((one) => make("li", {}, make("a", { href: `#/claims/${one.id}`, text: one.text }),
      make("span", { class: "note", text: titleOf(one.document) })))],
    ["Documents", found.documents.map((one) => documentLink(one, one.held ? "" : "not held"))],
    ["Agents", found.agents.map((one) => make("li", {}, make("a", { href: `#/agents/${one.id}`, text: one.name }),
      make("span", { class: "note", text: one.kind })))],
  ].filter(([, items]) => items.length > 0);
  return [
    make("h1", { text: quoted(words) }),
    lists.length === 0 ? make("p", { class: "hint", text: "Nothing has these words." }) : null,
    ...lists.flatMap(([name, items]) => [make("h2", { text: name }), make("ul", { class: "claims found" }, ...items)]),
    found.truncated ? make("p", { class: "hint", text: "There is more; add a word to narrow it." }) : null,
  ];
}

// What is known of the documents and claims on the way, beyond the trace itself.
async function factsOf(trace) {
  const ids = new Set(trace.chains.flatMap((chain) => chain.steps.flatMap((step) => [step.from, step.to])));
  const facts = new Map();
  await Promise.all([...ids].slice(0, kMostFacts).map(async (id) => {
    try {
      if (id.startsWith("d")) {
        const { document } = await askJson(`documents/${id}`);
        const note = [spaced(document.medium) || document.kind || "document", document.held ? "held" : "not held"];
        facts.set(id, { name: titleOf(document), note: note.join(", "), held: document.held });
      } else if (id.startsWith("c")) {
        const { claim } = await askJson(`claims/${id}`);
        facts.set(id, { name: titleOf(claim.document), note: quoted(claim.text), held: claim.document.held });
      } else {
        const { agent } = await askJson(`agents/${id}`);
        facts.set(id, { name: agent.name, note: agent.anonymous ? "unnamed" : agent.kind });
      }
    } catch {
      // A node that cannot be shown keeps the name the trace gives it.
    }
  }));
  return facts;
}

function chainWords(chain) {
  const steps = chain.steps.map((step) => `${relationWords(step.relation)} ${step.to_name}`);
  return `${steps.join(", ") || "this document"}; ends: ${endWords(chain.end.class)}`;
}

function legend(trace) {
  const used = new Set(trace.chains.map((chain) => chain.end.class));
  return make("ul", { class: "legend", "aria-label": "Colours" },
    ...endClasses.filter((end) => used.has(end)).map((end) =>
      make("li", { class: `end-${end}` }, make("span", { class: "swatch" }), endWords(end))),
    make("li", {}, make("span", { class: "swatch dashed" }), "not held"));
}

async function claimView(id) {
  const [{ claim }, trace, sentence] = await Promise.all([
    askJson(`claims/${id}`), askJson(`claims/${id}/trace`), askText(`report/${id}?format=sentence`),
  ]);
  main.dataset.document = claim.document.id;
  const [facts, shown, text] = await Promise.all([
    factsOf(trace), askJson(`documents/${claim.document.id}`), heldText(claim.document),
  ]);
  const evidence = make("div", { class: "evidence-box", role: "status" },
    make("p", { class: "hint", text: "Pick an arrow to read the words that show it." }));
  const place = make("div", { class: "place" });
  const showText = (spans) => {
    if (text === null) return;
    place.replaceChildren(textView(text, shown, id, spans));
    // Within its own frame; the page stays where it is.
    const area = place.firstChild;
    const mark = area.querySelector(spans ? ".evidence" : ".current");
    if (!mark) return;
    const down = mark.getBoundingClientRect().top - area.getBoundingClientRect().top;
    area.scrollTop = Math.max(0, down - area.clientHeight / 3);
  };
  const choose = (step, told) => {
    const here = step.evidence.document === claim.document.id;
    const quote = step.evidence.quote
      ? make("blockquote", { text: step.evidence.quote })
      : make("p", { class: "hint", text: "The document as a whole says it." });
    const where = here || !step.evidence.document ? null
      : make("a", { href: `#/documents/${step.evidence.document}`, text: "Read it in its document" });
    evidence.replaceChildren(
      make("p", { class: "step", text: told }), quote,
      make("p", { class: "meta" }, `confidence ${Math.round(step.confidence * 100)} %`, where ? " · " : "", where));
    showText(here && step.evidence.spans.length > 0 ? step.evidence.spans : null);
  };
  const open = (node) => {
    const kind = { d: "documents", c: "claims", a: "agents" }[node[0]];
    location.hash = `#/${kind}/${node}`;
  };
  const reading = [claim.speaker ? `said by ${claim.speaker.name}` : "in the document's own voice",
                      claim.form === "own" ? null : claim.form, claim.polarity === "asserts" ? null : claim.polarity];
  const view = [
    make("p", { class: "crumb" }, make("a", { href: `#/documents/${claim.document.id}`, text: titleOf(claim.document) })),
    make("h1", { class: "claim-words", text: quoted(claim.text) }),
    make("p", { class: "meta", text: reading.filter(Boolean).join(" · ") }),
    make("p", { class: "answer", text: sentence.trim() }),
    make("section", { class: "figure", "aria-label": "The chains" },
      make("div", { class: "scroll", tabindex: "0" }, drawChains(trace, facts, { choose, open })), legend(trace)),
    trace.truncated ? make("p", { class: "hint", text: "There are more chains than are shown." }) : null,
    evidence,
    make("details", { class: "as-text" }, make("summary", { text: "The chains in words" }),
      make("ol", {}, ...trace.chains.map((chain) => make("li", { text: chainWords(chain) })))),
    make("h2", { text: "In its place" }),
    text === null ? make("p", { class: "hint", text: "The text is not held." }) : place,
    make("p", { class: "meta" }, make("a", { href: `/api/v1/report/${id}?format=md`, text: "Report in Markdown" }), " · ",
      make("a", { href: `/api/v1/claims/${id}/trace`, text: "Trace in JSON" })),
  ];
  const ready = () => {
    fitChains(main.querySelector(".chains"));
    showText(null);
  };
  return { view, ready };
}

// From address to view.

let turn = 0;

async function route() {
  const mine = ++turn;
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [what, id] = path.split("/");
  delete main.dataset.document;
  let shown;
  try {
    if (what === "add") shown = addView();
    else if (what === "documents" && id) shown = await documentView(id);
    else if (what === "claims" && id) shown = await claimView(id);
    else if (what === "agents" && id) shown = await agentView(id);
    else if (what === "search") shown = await searchView(new URLSearchParams(query).get("q") ?? "");
    else shown = welcome(await askJson("stats"));
  } catch (error) {
    shown = [make("h1", { text: "That did not work" }), make("p", { class: "hint", text: error.message })];
  }
  // A slower answer to an earlier click must not replace a later one.
  if (mine !== turn) return;
  main.replaceChildren(...(shown.view ?? shown).filter((part) => part !== null));
  markCurrent();
  window.scrollTo(0, 0);
  shown.ready?.();
}

document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = event.target.q.value.trim();
  if (words) location.hash = `#/search?q=${encodeURIComponent(words)}`;
});
document.getElementById("more").addEventListener("click", () => listDocuments(false));
window.addEventListener("resize", () => {
  const drawing = main.querySelector(".chains");
  if (drawing) fitChains(drawing);
});
window.addEventListener("hashchange", () => {
  if (location.hash === "#main") return;
  route();
});
listDocuments(true).catch(() => {});
route();
