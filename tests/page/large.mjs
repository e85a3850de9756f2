// Large pictures: the first 300 boxes at once, then 3,000. How long that takes is told, and judged where speed is asked for.
import { claimOf, equal, has, holds } from "./check.mjs";
import { settled } from "./browser.mjs";

const kNodes = 3000;
const kFourSeconds = 4000;
const ends = ["primary", "firsthand", "anonymous", "referenced", "unattributed", "circular"];

function large(asked) {
  const columns = 30;
  const nodes = Array.from({ length: kNodes }, (_, i) => ({
    node: i === 0 ? asked : `d${i.toString(16).padStart(16, "0")}`,
    title: `Outlet number ${i}`,
    detail: "Somewhere, article, 2025-05-13",
    end: i > kNodes - 600 ? ends[i % ends.length] : null,
    asked: i === 0,
    gap: i % 17 === 0,
    copies: 0,
    centre: [120 + (i % columns) * 260, 40 + Math.floor(i / columns) * 80],
    width: 200,
    height: 48,
  }));
  const edges = nodes.slice(1).map((node, i) => {
    const from = nodes[Math.max(0, i - (i % 3))];
    const [[x1, y1], [x2, y2]] = [from.centre, node.centre];
    return {
      from: from.node,
      to: node.node,
      relation: "cites",
      confidence: 0.5 + (i % 5) / 10,
      quote: "",
      loop: false,
      path: [
        [x1 + 100, y1],
        [x1 + 150, y1 + 30],
        [x2 - 150, y2 - 30],
        [x2 - 100, y2],
      ],
    };
  });
  const all = { nodes, edges, width: columns * 260, height: (kNodes / columns) * 80, nodes_left_out: 12, truncated: true };
  return { all, first: firstOf(all, 300) };
}

// What the server gives where so many boxes are wanted.
function firstOf(all, most) {
  const nodes = all.nodes.slice(0, most);
  const kept = new Set(nodes.map((one) => one.node));
  return {
    ...all,
    nodes,
    edges: all.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)),
    nodes_left_out: all.nodes.length - nodes.length,
  };
}

const painted = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

// Milliseconds that the page's own thread works meanwhile: what a reader waits on a machine that does nothing else.
async function workOf(page, act) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find((metric) => metric.name === "TaskDuration").value * 1000;
  };
  const before = await worked();
  await act();
  return (await worked()) - before;
}

export const cases = [
  {
    name: "of 3,000 boxes 300 are drawn at first, and all of them when asked for",
    body: async ({ page, base, pictures, show, note, isTimed }) => {
      const claim = await claimOf(base, "Who opens a dam by fax?", "ublic body of Vellmark");
      const { all, first } = large(claim.document.id);
      const bodies = { 300: JSON.stringify(first), [kNodes]: JSON.stringify(all) };
      await page.route("**/picture*", (route) => {
        const most = new URL(route.request().url()).searchParams.get("max_nodes") ?? "300";
        return route.fulfill({ contentType: "application/json", body: bodies[most] });
      });
      await show(`#/claims/${claim.id}`);
      await settled(page);
      equal(await page.getAttribute(".canvas", "data-drawn"), "300", "at first");
      has(await page.innerText(".picture-foot"), "2,700 stations more");
      await page.screenshot({ path: pictures("claim 300"), fullPage: false });
      const work = await workOf(page, async () => {
        await page.click(".picture-foot button.more");
        await page.waitForSelector(`.canvas[data-drawn="${kNodes}"]`);
        await painted(page);
      });
      has(await page.innerText(".picture-foot"), "12 stations more");
      equal(await page.locator(".picture-foot button.more").count(), 0, "no more to draw");
      note(`all ${kNodes} boxes took the page's thread ${Math.round(work)} ms`);
      if (isTimed) holds(work < kFourSeconds, `${kFourSeconds} ms are allowed`);
      await page.click('button:has-text("Fit")');
      await painted(page);
      await page.screenshot({ path: pictures("claim 3000"), fullPage: false });
    },
  },
];
