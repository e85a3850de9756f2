// Answers in the contract's shape for questions that a server does not know. One that does know is asked itself.
const known = new Map();

async function knows(base, path) {
  if (!known.has(path)) known.set(path, fetch(`${base}/api/v1/${path}`).then((response) => response.ok));
  return known.get(path);
}

const answer = (route, json, status = 200) => route.fulfill({ status, json });

async function held(base) {
  const { documents } = await (await fetch(`${base}/api/v1/documents?limit=1000`)).json();
  return documents.filter((document) => document.held);
}

export async function standIns(page, base) {
  if (!(await knows(base, "loops"))) {
    await page.route("**/api/v1/loops*", async (route) => {
      const loop = (await held(base)).filter((document) => /engineers/i.test(document.title));
      await answer(route, { loops: [{ documents: loop, closed: true, closing_edge: { from: loop[0], to: loop[1], date: "2025-05-17" } }],
                            remaining: 0, truncated: false });
    });
  }
  if (!(await knows(base, "bottlenecks"))) {
    await page.route("**/api/v1/bottlenecks*", async (route) => answer(route, {
      bottlenecks: (await held(base)).slice(0, 5).map(({ id, title }, i) =>
        ({ node: id, name: title, kind: "document", claims: 12 - i, share: (12 - i) / 53 })),
      claims: 53, remaining: 2 }));
  }
  const [some] = await held(base);
  if (!(await knows(base, `neighbours/${some.id}?direction=upstream`))) {
    await page.route("**/api/v1/neighbours/**", async (route) => {
      const url = new URL(route.request().url());
      const after = url.searchParams.get("after");
      const all = await held(base);
      await answer(route, {
        node: { document: all[0] }, direction: url.searchParams.get("direction"), remaining: after ? 0 : 2, next: after ? null : "2",
        neighbours: all.slice(after ? 3 : 0, after ? 5 : 3).map((document, i) => ({ relation: "cites", document, confidence: 0.9,
          relied_on_by: 9 - i, evidence: { document: document.id, spans: [[0, 9]], quote: "as it was said" } })) });
    });
  }
  const { claims } = await (await fetch(`${base}/api/v1/search?q=dam&limit=1`)).json();
  if (!(await knows(base, `claims/${claims[0].id}/picture?fold_copies=false`))) {
    await page.route("**/picture?*fold_copies*", async (route) => {
      const url = new URL(route.request().url());
      url.searchParams.delete("fold_copies");
      await route.fulfill({ response: await route.fetch({ url: url.href }) });
    });
  }
}
