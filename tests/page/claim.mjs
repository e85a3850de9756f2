// A claim: the answer, the picture, evidence in its place, and the questions about it.
import { claimOf, equal, has, holds, json } from "./check.mjs";
import { settled } from "./browser.mjs";

const kWords = "ublic body of Vellmark ha";
const fax = (base) => claimOf(base, "Who opens a dam by fax?", kWords);

export const cases = [
  {
    name: "the answer stands on top in one sentence, the picture and the list beneath it",
    body: async ({ page, base, pictures, show }) => {
      const { id } = await fax(base);
      await show(`#/claims/${id}`);
      await page.screenshot({ path: pictures("claim"), fullPage: true });
      const sentence = await (await fetch(`${base}/api/v1/report/${id}?format=sentence`)).text();
      equal((await page.innerText(".answer-words")).trim(), sentence.trim(), "the server's sentence");
      const { nodes } = await json(`${base}/api/v1/claims/${id}/picture`);
      equal(await page.getAttribute(".canvas", "data-drawn"), String(nodes.length), "every station is drawn");
      const { chains } = await json(`${base}/api/v1/claims/${id}/trace`);
      equal(await page.locator(".step").count(), chains[0].steps.length, "every step is listed");
      has(await page.innerText(".chain-end"), "Ministry of Waterways");
    },
  },
  {
    name: "a step opens its evidence in its place in the text, and its address can be shared",
    body: async ({ page, base, pictures, show }) => {
      const { id } = await fax(base);
      const { chains } = await json(`${base}/api/v1/claims/${id}/trace`);
      const [, step] = chains[0].steps;
      await show(`#/claims/${id}`);
      await page.click(".step >> nth=1");
      await page.waitForSelector(".inspector mark");
      equal(
        (await page.locator(".inspector mark").allInnerTexts()).join(" "),
        step.evidence.quote,
        "the quote, marked where it stands",
      );
      holds((await page.innerText(".excerpt")).length > step.evidence.quote.length + 40, "with the words around it");
      await page.screenshot({ path: pictures("claim step") });
      has(page.url(), "step=1.2");
      const shared = page.url();
      await page.goto("about:blank");
      await page.goto(shared);
      await page.waitForSelector(".inspector.is-open mark");
      equal(await page.getAttribute(".step >> nth=1", "aria-pressed"), "true", "the step is marked in the list");
    },
  },
  {
    name: "an arrow of the picture opens the same evidence",
    body: async ({ page, base, show }) => {
      const { id } = await fax(base);
      await show(`#/claims/${id}`);
      const box = await page.locator(".canvas").boundingBox();
      let opened = false;
      for (let x = box.x + 150; x < box.x + box.width - 60 && !opened; x += 6) {
        await page.mouse.click(x, box.y + box.height / 2);
        opened = (await page.locator('.inspector.is-open h2:has-text("Why this step")').count()) > 0;
      }
      holds(opened, "some place between two boxes is an arrow");
    },
  },
  {
    name: "keys walk the picture and the list, Enter opens, Escape lets go and gives the focus back",
    body: async ({ page, base, show }) => {
      const { id } = await fax(base);
      await show(`#/claims/${id}`);
      await page.focus(".canvas");
      await page.keyboard.press("ArrowRight");
      has(await page.textContent("#live"), "Who opens a dam by fax?");
      await page.keyboard.press("ArrowRight");
      has(await page.textContent("#live"), "Vellmark answers report");
      await page.keyboard.press("Enter");
      await page.waitForSelector(".inspector.is-open");
      has(await page.innerText(".inspector"), "Vellmark answers report");
      await page.keyboard.press("Escape");
      equal(await page.locator(".inspector.is-open").count(), 0, "Escape closes");
      await page.focus(".step >> nth=0");
      await page.keyboard.press("ArrowDown");
      equal(await page.evaluate(() => document.activeElement.dataset.place), "1.2", "down goes to the next step");
      await page.keyboard.press("Enter");
      await page.waitForSelector(".inspector.is-open");
      await page.keyboard.press("Escape");
      equal(await page.evaluate(() => document.activeElement.dataset.place), "1.2", "the focus is back where it was");
    },
  },
  {
    name: "without a source the chains are drawn anew, and what falls is listed",
    body: async ({ page, base, pictures, show }) => {
      const { id } = await fax(base);
      await show(`#/claims/${id}`);
      await page.click('.stations li:has-text("Vellmark answers report") button');
      await page.waitForSelector(".banner summary");
      await settled(page);
      has(page.url(), "without=d");
      has(await page.innerText(".banner"), "without Vellmark answers report");
      has(await page.innerText(".answer-words"), "no source");
      equal(await page.getAttribute(".canvas", "data-drawn"), "3", "what falls stays in its place");
      equal(await page.getAttribute(".canvas", "data-gone"), "2", "and fades, all but the claim's document");
      has(await page.innerText(".picture-foot"), "gone with what was withdrawn");
      has(await page.innerText(".fallen"), "Falls");
      await page.screenshot({ path: pictures("claim without"), fullPage: true });
      await page.click('button:has-text("Put it back")');
      await page.waitForFunction(() => document.querySelector(".canvas")?.dataset.gone === "0");
    },
  },
  {
    name: "the slider shows the claim as it stood on a day",
    body: async ({ page, base, pictures, show }) => {
      const { id } = await claimOf(base, "Vellmark: we never touched your dam", kWords);
      await show(`#/claims/${id}`);
      await page.focus("#time");
      await page.keyboard.press("Home");
      await page.waitForFunction(() => location.hash.includes("as_of=2025-05-13"));
      await settled(page);
      has(await page.innerText(".time-told"), "As it stood on 13 May 2025");
      has(await page.innerText(".banner"), "13 May 2025");
      await page.screenshot({ path: pictures("claim as of"), fullPage: true });
      await page.click('button:has-text("Back to now")');
      await page.waitForFunction(() => !location.hash.includes("as_of"));
      has(await page.innerText(".time-told"), "As it stands");
      await page.goto(`${base}/#/claims/${id}?as_of=2025-05-14`);
      await page.waitForFunction(() => document.querySelector(".time-told")?.textContent.includes("14 May 2025"));
    },
  },
  {
    name: "copies are folded until they are asked for",
    body: async ({ page, base, show }) => {
      const { id } = await fax(base);
      await show(`#/claims/${id}`);
      const asked = page.waitForRequest(/fold_copies=false/);
      await page.uncheck("#copies");
      await asked;
      await page.waitForFunction(() => location.hash.includes("copies=shown"));
      await settled(page);
      holds(Number(await page.getAttribute(".canvas", "data-drawn")) >= 3, "still drawn");
    },
  },
  {
    name: "chains that share nothing are lit one by one",
    body: async ({ page, base, show }) => {
      const { id } = await fax(base);
      await show(`#/claims/${id}`);
      await page.click(".disjoint button");
      equal(await page.getAttribute(".disjoint button", "aria-pressed"), "true", "lit");
      await page.click(".disjoint button");
      equal(await page.getAttribute(".disjoint button", "aria-pressed"), "false", "dark again");
    },
  },
  {
    name: "drift is shown word by word, gaps by name",
    body: async ({ page, base, show }) => {
      const { id } = await fax(base);
      await show(`#/claims/${id}`);
      const drift = await page.innerText(".drift-block");
      has(drift, "Nothing of weight");
      equal(
        [await page.innerText(".drift del >> nth=0"), await page.innerText(".drift ins >> nth=0")],
        ["has", "had"],
        "the word that changed",
      );
      has(await page.innerText(".gaps-block"), "Named, not held: Ministry of Waterways");
    },
  },
  {
    name: "a loop is drawn as a loop and said to rest on nothing",
    body: async ({ page, base, pictures, show }) => {
      const { id } = await claimOf(base, "Embassy engineers called home", "eleven engineers home");
      await show(`#/claims/${id}`);
      has(await page.innerText(".answer-words"), "leads back to itself");
      has(await page.innerText(".chain-end"), "Comes back to itself");
      has(await page.innerText(".picture-foot"), "goes in a circle");
      await page.screenshot({ path: pictures("claim loop"), fullPage: true });
    },
  },
  {
    name: "a server that stops answering is told of, and asked again",
    body: async ({ page, base, show }) => {
      const { id } = await fax(base);
      await page.route("**/trace*", (route) => route.abort());
      await show(`#/claims/${id}`);
      has(await page.innerText('[role="alert"]'), "does not answer");
      await page.unroute("**/trace*");
      await page.click('button:has-text("Try again")');
      await page.waitForSelector(".answer-words");
      has(await page.innerText(".steps"), "Ministry of Waterways");
      await page.waitForSelector(".gaps-block .gaps");
    },
    mayFail: /ERR_FAILED/,
  },
  {
    name: "the report and the picture can be taken along in every format",
    body: async ({ page, base, show }) => {
      const { id } = await fax(base);
      await show(`#/claims/${id}`);
      const links = await page.$$eval(".exports a", (all) => all.map((one) => one.href));
      equal(
        links.map((one) => new URL(one).searchParams.get("format")),
        ["html", "md", "svg", "dot", "json"],
        "five formats",
      );
      for (const link of links) equal((await fetch(link)).status, 200, link);
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(".exports a >> nth=0")]);
      equal(download.suggestedFilename(), "report.html", "a file to send on");
    },
  },
];
