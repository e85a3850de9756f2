// A document: its marked text, the margin of speakers, what it cites and who cites it.
import { documentOf, equal, has, holds, json } from "./check.mjs";
import { settled } from "./browser.mjs";

const kAligned = 16; // pixels

export const cases = [
  {
    name: "claims are marked by form and by end, and a claim is one click from its trace",
    body: async ({ page, base, pictures, show }) => {
      const { id } = await documentOf(base, "Vellmark: we never touched your dam");
      await show(`#/documents/${id}`);
      await page.waitForSelector(".claim.form-indirect.end-primary .end-mark");
      await page.screenshot({ path: pictures("document"), fullPage: true });
      const lines = await page.evaluate(() =>
        ["form-own", "form-indirect"].map(
          (form) => getComputedStyle(document.querySelector(`.words .${form}`)).textDecorationStyle,
        ),
      );
      equal(lines, ["solid", "dotted"], "the line tells the form");
      await page.click(".claim.form-indirect >> nth=0");
      await page.waitForSelector(".answer-words");
      has(await page.innerText("h1"), "no public body of Vellmark");
    },
  },
  {
    name: "speakers stand in the margin beside what they say",
    body: async ({ page, base, show }) => {
      const { id } = await documentOf(base, "Vellmark: we never touched your dam");
      await show(`#/documents/${id}`);
      await page.waitForSelector(".speaker-name");
      const rows = await page.$$eval(".row:has(.speaker)", (all) =>
        all.map((row) => ({
          words: row.querySelector(".words").getBoundingClientRect().top,
          name: row.querySelector(".speaker-name").getBoundingClientRect().top,
          speaker: row.querySelector(".speaker-name").textContent,
          text: row.querySelector(".words").textContent,
        })),
      );
      holds(rows.length >= 2, "two rows with speakers");
      for (const row of rows) {
        holds(Math.abs(row.words - row.name) < kAligned, `aligned: ${row.words} ${row.name}`);
        has(row.text, row.speaker.split(" ")[0]);
      }
      await page.hover(".speaker >> nth=0");
      holds((await page.locator(".words .claim.is-lit").count()) > 0, "pointing at a speaker lights the words");
    },
  },
  {
    name: "what a document cites, who cites it and its copies stand beside it",
    body: async ({ page, base, show }) => {
      const { id } = await documentOf(base, "Vellmark: we never touched your dam");
      const shown = await json(`${base}/api/v1/documents/${id}`);
      await show(`#/documents/${id}`);
      const side = await page.innerText(".side");
      has(side, "It cites");
      has(side, "Cited by");
      has(side, shown.cited_by[0].title);
    },
  },
  {
    name: "a place in the text can be linked to, whatever characters stand before it",
    body: async ({ page, base, show }) => {
      const { id } = await documentOf(base, "Who opens a dam by fax?");
      const { claims } = await json(`${base}/api/v1/documents/${id}`);
      const claim = claims.find((one) => one.text.includes("No public body"));
      const [[begin, end]] = claim.content;
      await show(`#/documents/${id}?at=${begin}-${end}`);
      await page.waitForSelector(".reading mark");
      equal(
        (await page.locator(".reading mark").allInnerTexts()).join(""),
        claim.text,
        "the marked words are the claim's",
      );
    },
  },
  {
    name: "Back leads to where one was reading",
    height: 400,
    body: async ({ page, base, show }) => {
      const { id } = await documentOf(base, "The sluice intrusions");
      await show(`#/documents/${id}`);
      await page.locator(".words .claim").last().scrollIntoViewIfNeeded();
      const place = await page.evaluate(() => window.scrollY);
      holds(place > 100, `scrolled to ${place}`);
      await page.locator(".words .claim").last().click();
      await page.waitForSelector(".answer-words");
      equal(await page.evaluate(() => window.scrollY), 0, "a new view starts at its top");
      await page.goBack();
      await page.waitForSelector(".reading");
      await settled(page);
      holds(Math.abs((await page.evaluate(() => window.scrollY)) - place) < 5, "and the old one where it was");
    },
  },
  {
    name: "a document that is only spoken of says so",
    body: async ({ page, base, show, pictures }) => {
      const { documents } = await json(`${base}/api/v1/documents?limit=1000`);
      await show(`#/documents/${documents.find((one) => !one.held).id}`);
      has(await page.innerText("main"), "its text is not here");
      await page.screenshot({ path: pictures("document not held"), fullPage: true });
    },
  },
  {
    name: "an unknown document is not found, in words",
    body: async ({ page, show }) => {
      await show("#/documents/d0000000000000000");
      has(await page.innerText('[role="alert"]'), "Not found");
      await page.click(".brand");
      await settled(page);
      has(await page.innerText("h1"), "What does it rest on?");
    },
    mayFail: /status of 404/,
  },
];
