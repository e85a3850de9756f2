// Everybody can use it: no violations that axe knows of in light and dark, phone width, keys alone, little motion.
import { token } from "./server.mjs";
import { claimOf, documentOf, equal, has, holds } from "./check.mjs";

const kPhone = 390;

async function views(base) {
  const claim = await claimOf(base, "Who opens a dam by fax?", "ublic body of Vellmark");
  const loop = await claimOf(base, "Embassy engineers called home", "eleven engineers home");
  const document = await documentOf(base, "Vellmark: we never touched your dam");
  const agency = await documentOf(base, "Vellmark answers report on opened dam", (one) => one.url === null);
  return {
    desk: "#/",
    document: `#/documents/${document.id}`,
    claim: `#/claims/${claim.id}`,
    "claim step": `#/claims/${claim.id}?step=1.3`,
    "claim without": `#/claims/${claim.id}?without=${agency.id}&as_of=2025-05-15`,
    "claim loop": `#/claims/${loop.id}`,
    source: `#/sources/${document.id}`,
    "weak points": "#/weak",
    search: "#/search?q=dam",
  };
}

const clean = (scheme, rules) => ({
  name: `axe finds nothing in any view, ${scheme}`,
  scheme,
  body: async ({ page, base, pictures, show, axe }) => {
    for (const [name, address] of Object.entries(await views(base))) {
      await show(address);
      if (scheme === "dark") await page.screenshot({ path: pictures(`${name} dark`), fullPage: true });
      equal(await axe(rules), [], name);
    }
  },
});

export const cases = [
  clean("light", null),
  clean("dark", ["color-contrast"]),
  {
    name: "no view scrolls sideways on a phone, and what is pressed is large enough",
    width: kPhone,
    height: 844,
    body: async ({ page, base, pictures, show, axe }) => {
      for (const [name, address] of Object.entries(await views(base))) {
        await show(address);
        await page.screenshot({ path: pictures(`${name} phone`), fullPage: name !== "claim step" });
        equal(
          await page.evaluate(() => document.documentElement.scrollWidth),
          kPhone,
          `${name} is as wide as the phone`,
        );
        equal(await axe(["target-size", "region", "scrollable-region-focusable"]), [], name);
      }
    },
  },
  {
    name: "keys alone lead from the desk to the evidence",
    body: async ({ page, show }) => {
      await show("#/");
      await page.waitForSelector(".first-claims li");
      await page.keyboard.press("Tab");
      equal(await page.evaluate(() => document.activeElement.className), "skip", "the skip link comes first");
      await page.keyboard.press("Enter");
      equal(await page.evaluate(() => document.activeElement.id), "main", "it leads to the content");
      await page.keyboard.press("Tab");
      equal(await page.evaluate(() => document.activeElement.className), "first-words", "then to the first claim");
      holds(
        await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle === "solid"),
        "the focus is seen",
      );
      await page.keyboard.press("Enter");
      await page.waitForSelector(".step");
      for (let i = 0; i < 40 && !(await page.evaluate(() => document.activeElement.classList.contains("step"))); ++i)
        await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForSelector(".inspector.is-open mark");
      await page.keyboard.press("Escape");
      equal(await page.locator(".inspector.is-open").count(), 0, "and back");
    },
  },
  {
    name: "nothing moves for those who want little motion",
    body: async ({ page, base, show }) => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await show((await views(base)).document);
      equal(
        await page.evaluate(() => getComputedStyle(document.querySelector(".claim")).transitionDuration),
        "0s",
        "no transition",
      );
    },
  },
  {
    name: "words of a document never become part of the page's own code",
    body: async ({ page, base, show }) => {
      const body =
        "<p>Alert, the Roads Office said: “&lt;img src=x onerror=alert(1)&gt; &lt;script&gt;alert(2)&lt;/script&gt; is closed.”</p>";
      const answer = await fetch(`${base}/api/v1/documents`, {
        method: "POST",
        headers: { "Content-Type": "text/html", Authorization: `Bearer ${token}` },
        body,
      });
      const { document } = await answer.json();
      await show(`#/documents/${document.id}`);
      has(await page.innerText(".reading"), "<img src=x onerror=alert(1)>");
      equal(await page.locator(".reading img, .reading script").count(), 0, "as words only");
    },
  },
];
