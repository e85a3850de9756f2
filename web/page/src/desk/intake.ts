// Taking documents in: files dropped or chosen, text pasted, a link looked up.

import { ask, Problem, send } from "../api";
import type { Found, IngestLine } from "../api_types";
import { askToken, wantsToken } from "../ask_token";
import { el, link, replace, type Child } from "../dom";
import { forgetText } from "../document/excerpt";
import { announce } from "../navigate";
import { documentRoute } from "../route";
import { count, titleOf } from "../words";
import { knownFields, type Known } from "./known";
import { isLink, typeOfFile, typeOfPaste } from "./media_type";
import { noteRead } from "./read_here";

const refused = () =>
  el(
    "p",
    { class: "state" },
    "This server only answers questions: it was started to read only, " +
      "so nothing can be added here. Whoever runs it can start it with --write.",
  );

const statusWords: Record<IngestLine["status"], string> = {
  added: "read",
  unchanged: "was here already",
  merged: "is a page held before; the longer text stays",
};

// One line of the list: a name, and how far it has come.
function progressLine(name: string): { line: HTMLElement; say: (state: string, ...words: Child[]) => void } {
  const words = el("span", { class: "note" }, "waiting");
  const line = el("li", { class: "taken", "data-state": "waiting" }, el("span", { class: "taken-name" }, name), words);
  return {
    line,
    say: (state, ...children) => {
      line.dataset.state = state;
      replace(words, ...children);
    },
  };
}

async function read(
  body: Blob | string,
  type: string | null,
  known: Known,
  say: ReturnType<typeof progressLine>["say"],
): Promise<boolean> {
  say("reading", "reading");
  try {
    const line = await send<IngestLine>("documents", { ...known }, body, type);
    noteRead(line.document.id);
    forgetText(line.document.id);
    say(
      "done",
      link(documentRoute(line.document.id), titleOf(line.document)),
      ` ${statusWords[line.status]}, ${count(line.claims, "claim")}`,
    );
    return true;
  } catch (error) {
    if (wantsToken(error))
      say(
        "failed",
        askToken(() => void read(body, type, known, say)),
      );
    else
      say(
        "failed",
        error instanceof Problem && error.status === 415
          ? `${error.message} Other formats are read by the command line: headwater ingest.`
          : error instanceof Error
            ? error.message.replace(/^-: /, "") // which is what has no name is called
            : "This could not be read.",
      );
    return false;
  }
}

// What is held at a link, as far as the words at its end lead there. What is not found so is fetched, and the server
// knows it by its address.
async function heldAt(address: string): Promise<string | null> {
  const end = bare(address).split("/").pop() ?? "";
  const words = end.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
  if (words.length === 0) return null;
  const found = await ask<Found>("search", { q: words.join(" "), limit: 10 });
  const documents = [...found.documents, ...found.claims.map((claim) => claim.document)];
  const here = documents.find((document) => document.held && document.url && bare(document.url) === bare(address));
  return here?.id ?? null;
}

const bare = (url: string) =>
  url
    .replace(/^https?:\/\/(www\.)?/i, "")
    .replace(/[#?].*$/, "")
    .replace(/\/$/, "")
    .toLowerCase();

export function intake(readOnly: boolean, taken: () => Promise<void>): HTMLElement {
  const heading = el("h2", { id: "intake-heading" }, "Add documents");
  if (readOnly)
    return el("section", { class: "block intake", "aria-labelledby": "intake-heading" }, heading, refused());

  const list = el("ul", { class: "taken-list", "aria-label": "Documents being read" });
  const status = el("p", { class: "note", role: "status" });
  const known = knownFields();
  const text = el("textarea", {
    id: "pasted",
    rows: 5,
    spellcheck: "false",
    placeholder: "A link, or the text or HTML of an article, a report, a statement",
  });
  const chooser = el("input", {
    type: "file",
    id: "chosen-files",
    multiple: true,
    class: "unseen",
    accept: ".txt,.md,.html,.htm,.xhtml,.pdf,.eml,text/plain,text/html,application/pdf,message/rfc822",
  });

  const readFiles = async (files: File[]) => {
    const facts = known.read();
    const lines = files.map((file) => ({ file, ...progressLine(file.name) }));
    list.prepend(...lines.map(({ line }) => line));
    let done = 0;
    for (const { file, say } of lines) {
      if (await read(file, typeOfFile(file), facts, say)) ++done;
    }
    announce(`${done} of ${count(files.length, "document")} read.`);
    await taken();
  };

  chooser.addEventListener("change", () => {
    void readFiles([...(chooser.files ?? [])]);
    chooser.value = "";
  });

  const drop = el(
    "div",
    { class: "drop" },
    el("p", {}, el("strong", {}, "Drop files here"), " or "),
    chooser,
    el("label", { for: "chosen-files", class: "button" }, "Choose files"),
    el("p", { class: "note" }, "Web pages, plain text, PDF, mail"),
  );
  let depth = 0;
  const over = (change: number) => {
    depth = Math.max(0, depth + change);
    drop.classList.toggle("is-over", depth > 0);
  };
  drop.addEventListener("dragenter", (event) => {
    event.preventDefault();
    over(1);
  });
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("dragleave", () => over(-1));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    over(-depth);
    void readFiles([...(event.dataTransfer?.files ?? [])]);
  });

  const submit = el("button", { type: "submit", class: "strong" }, "Read it");
  const form = el(
    "form",
    {
      class: "paste",
      submit: (event) => {
        event.preventDefault();
        void paste();
      },
    },
    el("label", { for: "pasted" }, "Paste a link or text"),
    text,
    known.host,
    el("div", { class: "actions" }, submit),
    status,
  );

  const paste = async () => {
    const words = text.value.trim();
    replace(status, words ? "" : "Paste something first.");
    if (!words) return;
    submit.disabled = true;
    try {
      const link = isLink(words);
      const held = link ? await heldAt(words) : null;
      if (held) {
        location.hash = documentRoute(held);
        return;
      }
      const { line, say } = progressLine(link ? words : "Pasted text");
      list.prepend(line);
      const facts = known.read();
      // The server fetches a link, and then knows the address by itself.
      const done = link
        ? await read(JSON.stringify({ url: words }), "application/json", { ...facts, url: "" }, say)
        : await read(text.value, typeOfPaste(words), facts, say);
      if (done) {
        text.value = "";
        announce(link ? "The page was fetched and read." : "The text was read.");
        await taken();
      } else if (link) {
        known.setAddress(words);
        replace(
          status,
          "Open the link, copy the text or save the page, and add it here instead; the address is kept with it.",
        );
      }
    } catch (error) {
      replace(status, error instanceof Error ? error.message : "This could not be read.");
    } finally {
      submit.disabled = false;
    }
  };

  return el("section", { class: "block intake", "aria-labelledby": "intake-heading" }, heading, drop, list, form);
}
