// Runs the cases of the page, two at a time. Those that add documents stand in one lane, so that nobody counts another's.
//
//   node run.mjs --program HEADWATER --dossier DIR --modules DIR --pictures DIR --browser CHROMIUM [--only WORDS]...
//     [--timed]
//
// MODULES has the node_modules of the page's build. With --timed a case that is slower than it may be fails; without,
// none does, since a machine may have much else to do. Exit 1 if a case fails, 77 if there is no browser.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { cases as accessCases } from "./access.mjs";
import { Browser } from "./browser.mjs";
import { cases as claimCases } from "./claim.mjs";
import { cases as deskCases } from "./desk.mjs";
import { cases as documentCases } from "./document.mjs";
import { cases as largeCases } from "./large.mjs";
import { serve, storeOf } from "./server.mjs";
import { cases as storeCases } from "./store.mjs";

const text = { type: "string" };
const { values: options } = parseArgs({
  options: {
    program: text,
    dossier: text,
    modules: text,
    pictures: text,
    browser: text,
    only: { ...text, multiple: true },
    timed: { type: "boolean", default: false },
  },
});
if (!fs.existsSync(options.browser ?? "")) {
  console.error("page: no Chromium is here, so nothing is tested; on Debian: apt-get install chromium");
  process.exit(77);
}
fs.mkdirSync(options.pictures, { recursive: true });

const store = await storeOf(options.program, options.dossier);
const server = await serve(options.program, store.path, "--write");
const reader = await serve(options.program, store.path);
const browser = await Browser.start(options.browser, options.modules);
const pictures = (name) => path.join(options.pictures, `${name}.png`);
let failed = 0;
let ran = 0;
const began = Date.now();

async function run(one) {
  const start = Date.now();
  const notes = [];
  const troubles = await browser.run(one, {
    base: server.address,
    readOnly: reader.address,
    pictures,
    note: (words) => notes.push(words),
    isTimed: options.timed,
  });
  ++ran;
  if (troubles.length > 0) ++failed;
  console.log(`${troubles.length > 0 ? "FAIL" : "ok  "} ${one.name} (${Date.now() - start} ms)`);
  for (const words of notes) console.log(`       ${words}`);
  for (const trouble of troubles) console.log(`       ${trouble.replaceAll("\n", "\n       ")}`);
}

try {
  const lanes = [
    [...deskCases, ...accessCases],
    [...documentCases, ...claimCases, ...storeCases, ...largeCases],
  ];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const one of lane) if ((options.only ?? [""]).some((words) => one.name.includes(words))) await run(one);
    }),
  );
} finally {
  await browser.stop();
  await server.stop();
  await reader.stop();
  store.remove();
}
console.log(`${ran - failed} of ${ran} hold, ${((Date.now() - began) / 1000).toFixed(1)} s`);
process.exit(failed > 0 || ran === 0 ? 1 : 0);
