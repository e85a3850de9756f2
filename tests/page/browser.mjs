// The browser, and what is watched over while a case runs: the console is silent and no request goes to another host.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { token } from "./server.mjs";

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
// Milliseconds for whatever is awaited. Only a case that fails waits so long; a machine that does much else at a time
// takes ten times what a quiet one does.
const kPatience = 60000;

export class Browser {
  static async start(executablePath, modules) {
    const require = createRequire(path.join(path.resolve(modules), "package.json"));
    const { chromium } = require("playwright-core");
    const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const made = new Browser();
    made.browser = await chromium.launch({ executablePath, args: [...quiet, ...asRoot] });
    made.axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
    return made;
  }

  // The troubles of a case, none if it holds.
  async run({ name, body, width = 1280, height = 900, scheme = "light", mayFail = null }, around) {
    const troubles = [];
    const context = await this.browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      acceptDownloads: true,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(kPatience);
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      if (!mayFail?.test(message.text())) troubles.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
    watchRequests(page);
    page.on("request", (request) => {
      const ours = [around.base, around.readOnly, "about:", "blob:"].some((start) => request.url().startsWith(start));
      if (!ours) troubles.push(`a request left for ${request.url()}`);
    });
    try {
      await body({
        page,
        ...around,
        axe: (rules) => this.violations(page, rules),
        show: (to, base = around.base) => show(page, base, to),
        enter: () => show(page, around.base, `#token=${token}`),
      });
    } catch (error) {
      troubles.push(error.stack ?? String(error));
      await page
        .screenshot({ path: around.pictures(`failed ${name.replace(/\W+/g, "-")}`), fullPage: true })
        .catch(() => {});
    }
    await context.close();
    return troubles;
  }

  // By all rules, or by these alone.
  async violations(page, rules = null) {
    await page.evaluate(this.axe);
    const options = {
      resultTypes: ["violations"],
      runOnly: rules ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    };
    const found = await page.evaluate((given) => globalThis.axe.run(document, given), options);
    return found.violations.map(
      (one) =>
        `${one.id}: ${one.help}: ${one.nodes
          .slice(0, 3)
          .map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`)
          .join("; ")}`,
    );
  }

  stop() {
    return this.browser.close();
  }
}

const kCalm = 60; // milliseconds without a request
const busy = new WeakMap();

function watchRequests(page) {
  const state = { open: new Set(), last: Date.now() };
  busy.set(page, state);
  // Listening to events has no end.
  const asked = (request) => request.resourceType() !== "eventsource" && state.open.add(request);
  const ended = (request) => state.open.delete(request);
  for (const [event, note] of [
    ["request", asked],
    ["requestfinished", ended],
    ["requestfailed", ended],
  ]) {
    page.on(event, (request) => {
      note(request);
      state.last = Date.now();
    });
  }
}

async function show(page, base, to) {
  await page.goto("about:blank");
  // What the page before had asked for is over, though the browser may not tell of a request that it let go.
  busy.get(page).open.clear();
  await page.goto(`${base}/${to}`);
  await settled(page);
}

// A view is there when nothing on it is waiting and nothing more is asked.
export async function settled(page) {
  const state = busy.get(page);
  const end = Date.now() + kPatience;
  for (;;) {
    const isThere = await page.evaluate(() => {
      const main = document.getElementById("main");
      return Boolean(main && main.childElementCount > 0 && !main.querySelector(".loading"));
    });
    if (isThere && state.open.size === 0 && Date.now() - state.last > kCalm) return;
    if (Date.now() > end) {
      const urls = [...state.open].map((request) => request.url()).join(", ");
      throw new Error(`the view does not come to rest; open are: ${urls || "none"}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
