// Sources, and weak points of the whole store.
import { equal, has, holds, json } from "./check.mjs";
import { settled } from "./browser.mjs";

async function ministry(base) {
  const { agents } = await json(`${base}/api/v1/search?q=Ministry%20of%20Waterways`);
  return agents.find((agent) => agent.name === "Ministry of Waterways");
}

export const cases = [
  {
    name: "a source shows what it says, on whom it relies and who relies on it",
    body: async ({ page, base, pictures, show }) => {
      const { id } = await ministry(base);
      await show(`#/sources/${id}`);
      has(await page.innerText("h1"), "Ministry of Waterways");
      const source = await page.innerText(".source");
      for (const part of ["What it says", "Relied on by", "It relies on", "Reliability", "What hangs on it"])
        has(source, part);
      await page.waitForSelector(".rank");
      has(await page.innerText(".rank"), "among the weak points");
      holds((await page.locator(".fallen .item").count()) > 0, "claims that fall without it");
      await page.screenshot({ path: pictures("source"), fullPage: true });
      const more = page.locator("section:has(#downstream-heading) button.more");
      if ((await more.count()) > 0) {
        const before = await page.locator("section:has(#downstream-heading) .item").count();
        await more.click();
        await page.waitForFunction(
          (n) => document.querySelectorAll("section:has(#downstream-heading) .item").length > n,
          before,
        );
      }
    },
  },
  {
    name: "a document is a source too",
    body: async ({ page, base, show }) => {
      const { documents } = await json(`${base}/api/v1/search?q=sluice%20intrusions`);
      await show(`#/sources/${documents[0].id}`);
      has(await page.innerText("h1"), "The sluice intrusions");
      await page.click('a:has-text("Read it")');
      await page.waitForSelector(".reading");
    },
  },
  {
    name: "reliability is set with a name and a reason, and its history stays",
    body: async ({ page, base, show, enter }) => {
      const { id } = await ministry(base);
      await enter();
      await show(`#/sources/${id}`);
      has(await page.innerText(".reliability"), "Nobody has judged it yet");
      for (const [grade, why] of [
        ["C", "Answers late, by fax"],
        ["B", "Its fax was found to be its own"],
      ]) {
        await page.selectOption("#grade", grade);
        await page.fill("#judge", "Desk");
        await page.fill("#why", why);
        await page.click('button:has-text("Set reliability")');
        await page.waitForSelector(`.history li:has-text("${why}")`);
      }
      equal(await page.innerText(".grade strong"), "B", "the latest stands");
      equal(await page.locator(".history li").count(), 2, "the earlier one stays");
    },
  },
  {
    name: "a server that only reads takes no judgements",
    body: async ({ page, base, readOnly, show }) => {
      const { id } = await ministry(base);
      await show(`#/sources/${id}`, readOnly);
      equal(await page.isVisible(".judge"), false, "no form");
    },
  },
  {
    name: "weak points are loops and what much hangs on",
    body: async ({ page, pictures, show }) => {
      await show("#/weak");
      await page.waitForSelector(".loop-card");
      await page.screenshot({ path: pictures("weak points"), fullPage: true });
      const loops = await page.innerText(".loop-cards");
      has(loops, "Embassy engineers called home");
      has(loops, "Nothing outside holds these up");
      holds((await page.locator(".weights li").count()) > 0, "sources with their weight");
      await page.click(".weights a");
      await settled(page);
      has(page.url(), "#/sources/");
    },
  },
  {
    name: "more weak points are a button away",
    body: async ({ page, base, show }) => {
      const all = (await json(`${base}/api/v1/bottlenecks`)).bottlenecks.length;
      holds(all > 4, "sources enough for three pages of two");
      await page.route("**/bottlenecks?*", (route) =>
        route.continue({ url: route.request().url().replace("limit=1000", "limit=2") }),
      );
      await show("#/weak");
      const more = page.locator('button:has-text("Show more sources")');
      for (let shown = 2; shown < all; shown += 2) {
        await page.waitForFunction((n) => document.querySelectorAll(".weights > li").length === n, shown);
        await more.click();
      }
      await page.waitForFunction((n) => document.querySelectorAll(".weights > li").length === n, all);
      equal(await more.count(), 0, "no more");
      await page.unroute("**/bottlenecks?*");
    },
  },
];
