// Places in a text. The server counts bytes of UTF-8; a JavaScript string counts units of UTF-16.

// The index in `text` for each byte offset of `offsets`, as a Map. One walk over the text.
export function indexOfBytes(text, offsets) {
  const wanted = [...new Set(offsets)].sort((a, b) => a - b);
  const found = new Map();
  let bytes = 0;
  let index = 0;
  for (const offset of wanted) {
    while (bytes < offset && index < text.length) {
      const code = text.codePointAt(index);
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      index += code < 0x10000 ? 1 : 2;
    }
    found.set(offset, index);
  }
  return found;
}

// Puts `text` into `parent` as text alone. Each layer is {spans: [[begin, end], ...] in bytes, kind, make}; where spans
// of several layers meet, the later layer wins. `make()` gives an empty element for a stretch of its layer. With `blocks`
// every line break becomes a gap between two blocks.
export function fillText(parent, text, layers, blocks) {
  const index = indexOfBytes(text, layers.flatMap((layer) => layer.spans.flat()));
  const borders = new Set([0, text.length]);
  for (const layer of layers) {
    for (const [begin, end] of layer.spans) borders.add(index.get(begin)).add(index.get(end));
  }
  const cuts = [...borders].sort((a, b) => a - b);
  const owner = new Array(cuts.length).fill(null);
  const place = new Map(cuts.map((cut, i) => [cut, i]));
  for (const layer of layers) {
    for (const [begin, end] of layer.spans) {
      for (let i = place.get(index.get(begin)); i < place.get(index.get(end)); ++i) owner[i] = layer;
    }
  }
  const pieces = document.createDocumentFragment();
  for (let i = 0; i + 1 < cuts.length; ++i) {
    let last = i;
    while (last + 2 < cuts.length && owner[last + 1] === owner[i]) ++last;
    const words = text.slice(cuts[i], cuts[last + 1]);
    const holder = owner[i] === null ? pieces : owner[i].make();
    appendWords(holder, words, blocks);
    if (holder !== pieces) pieces.append(holder);
    i = last;
  }
  parent.replaceChildren(pieces);
}

function appendWords(holder, words, blocks) {
  if (!blocks) {
    holder.append(words);
    return;
  }
  words.split("\n").forEach((line, number) => {
    if (number > 0) {
      const gap = document.createElement("span");
      gap.className = "gap";
      gap.textContent = "\n";
      holder.append(gap);
    }
    holder.append(line);
  });
}
