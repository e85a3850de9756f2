// Work on many things, a few at a time, results in the order of the things.

export async function inTurn<In, Out>(things: In[], work: (thing: In) => Promise<Out>, atOnce = 6): Promise<Out[]> {
  const results: Out[] = new Array<Out>(things.length);
  let next = 0;
  const worker = async () => {
    while (next < things.length) {
      const at = next++;
      results[at] = await work(things[at] as In);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, worker));
  return results;
}
