// Two wordings of a claim, word by word: what stayed, what went, what came.

export interface Word {
  text: string;
  kind: "kept" | "gone" | "new";
}

const kMost = 400; // words; longer texts are compared as a whole

const split = (text: string) => text.split(/(\s+)/).filter(Boolean);
const same = (word: string) =>
  word
    .toLowerCase()
    .replace(/[“”"„«»]/g, "")
    .replace(/[’‘]/g, "'")
    .replace(/[.,;:]$/, "");

// The longest common run of words in order, from a table of lengths.
export function wordDiff(before: string, after: string): Word[] {
  const a = split(before).filter((word) => word.trim());
  const b = split(after).filter((word) => word.trim());
  if (a.length > kMost || b.length > kMost)
    return [
      { text: before, kind: "gone" },
      { text: after, kind: "new" },
    ];
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; --i) {
    for (let j = b.length - 1; j >= 0; --j) {
      length[i * width + j] =
        same(a[i] as string) === same(b[j] as string) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const out: Word[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(a[i] as string) === same(b[j] as string)) {
      out.push({ text: b[j] as string, kind: "kept" });
      ++i;
      ++j;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      out.push({ text: a[i++] as string, kind: "gone" });
    } else {
      out.push({ text: b[j++] as string, kind: "new" });
    }
  }
  return joined(out);
}

// Neighbours of one kind as one, so that they are read as one.
function joined(words: Word[]): Word[] {
  const out: Word[] = [];
  for (const word of words) {
    const last = out[out.length - 1];
    if (last?.kind === word.kind) last.text += ` ${word.text}`;
    else out.push({ ...word });
  }
  return out;
}
