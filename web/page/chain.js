// Draws the chains of a trace: the reader's document on the left, one column a hop, the sources on the right.

const kSvg = "http://www.w3.org/2000/svg";
const kWidth = 184;
const kHeight = 72;
const kPadding = 13;
const kSmallest = 0.75;
const kColumn = kWidth + 98;
const kRow = kHeight + 30;
const kMargin = 14;

const kRelations = {
  made_in: "stands in",
  said_by: "said by",
  said_in: "said in",
  reported_by: "by way of",
  repeats: "repeats",
  disputes: "disputes",
  cites: "cites",
  issued_by: "issued by",
  delivered_to: "delivered to",
  speaks_for: "speaks for",
  same_as: "same as",
};
export const relationWords = (relation) => kRelations[relation] ?? relation;

const kEnds = {
  primary: "primary source",
  firsthand: "heard first hand",
  anonymous: "unnamed people",
  referenced: "named, nothing behind it",
  unattributed: "nothing cited",
  circular: "comes back to itself",
};
export const endWords = (end) => kEnds[end] ?? end;
export const endClasses = Object.keys(kEnds);

function element(name, attributes = {}, ...children) {
  const made = document.createElementNS(kSvg, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

const kNameFont = "600 13.5px";
const kNoteFont = "12px";
const kTagFont = "12px";

const pen = document.createElement("canvas").getContext("2d");

function widthOf(words, font) {
  pen.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(words).width;
}

function cut(words, font, width) {
  if (widthOf(words, font) <= width) return words;
  const letters = [...words];
  while (letters.length > 1 && widthOf(`${letters.join("")}…`, font) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

// At most two lines, each no wider than `width`; what is left out is marked.
function twoLines(words, font, width) {
  const left = words.slice(0, 400).split(/\s+/);
  let first = left.shift() ?? "";
  while (left.length > 0 && widthOf(`${first} ${left[0]}`, font) <= width) first += ` ${left.shift()}`;
  return [first, left.join(" ")].filter(Boolean).map((line) => cut(line, font, width));
}

// Nodes and edges of all chains, each once, with a column for every node: the longest way to it from the claim. An edge
// that leads back to a node on the way to it has no say in that.
function graphOf(trace) {
  const nodes = new Map();
  const edges = new Map();
  const add = (id, name) => {
    if (!nodes.has(id)) nodes.set(id, { id, name: name || id, column: 0, chains: [], ends: [] });
    return nodes.get(id);
  };
  const root = add(trace.claim.id, trace.claim.document.title);
  trace.chains.forEach((chain, number) => {
    const way = new Set([trace.claim.id]);
    root.chains.push(number);
    for (const step of chain.steps) {
      add(step.from, step.from_name);
      add(step.to, step.to_name).chains.push(number);
      const key = `${step.from} ${step.relation} ${step.to}`;
      const back = way.has(step.to);
      if (!edges.has(key)) edges.set(key, { step, back, lane: 0 });
      way.add(step.to);
    }
    const last = chain.steps.length > 0 ? chain.steps[chain.steps.length - 1].to : trace.claim.id;
    nodes.get(last)?.ends.push(chain.end);
  });
  for (let round = 0; round < nodes.size; ++round) {
    let changed = false;
    for (const { step, back } of edges.values()) {
      const from = nodes.get(step.from);
      const to = nodes.get(step.to);
      if (back || to.column > from.column || from.column + 1 > nodes.size) continue;
      to.column = from.column + 1;
      changed = true;
    }
    if (!changed) break;
  }
  const pairs = new Map();
  for (const edge of edges.values()) {
    const pair = `${edge.step.from} ${edge.step.to}`;
    if (!pairs.has(pair)) pairs.set(pair, []);
    pairs.get(pair).push(edge);
  }
  for (const together of pairs.values()) together.forEach((edge, i) => (edge.lane = i - (together.length - 1) / 2));
  return { root, nodes: [...nodes.values()], edges: [...edges.values()] };
}

// Gives every node its place; the size of the whole.
function place(nodes) {
  const columns = [];
  for (const node of nodes) (columns[node.column] ??= []).push(node);
  const middle = (node) => node.chains.reduce((sum, n) => sum + n, 0) / Math.max(1, node.chains.length);
  const rows = Math.max(...columns.map((column) => column?.length ?? 0));
  columns.forEach((column, number) => {
    column.sort((a, b) => middle(a) - middle(b));
    column.forEach((node, row) => {
      node.x = kMargin + number * kColumn;
      node.y = kMargin + (row + (rows - column.length) / 2) * kRow;
    });
  });
  return { width: (columns.length - 1) * kColumn + kWidth + 2 * kMargin, height: rows * kRow - 30 + 2 * kMargin };
}

function drawNode(node, isRoot, open) {
  const end = node.ends[0];
  const dashed = node.held === false;
  const classes = ["node", end ? `end-${end.class}` : "", dashed ? "not-held" : "", isRoot ? "root" : ""];
  const room = kWidth - 2 * kPadding;
  const lines = twoLines(node.name, kNameFont, room);
  const group = element("g", { class: classes.join(" ").trim(), transform: `translate(${node.x} ${node.y})` });
  group.append(element("title", {}, document.createTextNode(`${node.name}: ${node.note}`)));
  group.append(element("rect", { width: kWidth, height: kHeight, rx: 9 }));
  lines.forEach((line, i) => {
    const y = lines.length === 1 ? 31 : 24 + i * 17;
    group.append(element("text", { class: "name", x: kPadding, y }, document.createTextNode(line)));
  });
  group.append(element("text", { class: "note", x: kPadding, y: 60 },
    document.createTextNode(cut(node.note, kNoteFont, room))));
  if (open) press(group, `Open ${node.name}`, open);
  return group;
}

// Makes a drawn thing a button for mouse and keyboard.
function press(group, label, action) {
  group.setAttribute("role", "button");
  group.setAttribute("tabindex", "0");
  group.setAttribute("aria-label", label);
  group.addEventListener("click", action);
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    action();
  });
}

// `lane` sets apart edges between the same two nodes: 0 runs straight, the next ones above and below.
function curve(from, to, lane) {
  const y1 = from.y + kHeight / 2;
  const y2 = to.y + kHeight / 2;
  const apart = lane * 25;
  if (to.x > from.x) {
    const x1 = from.x + kWidth;
    const bend = Math.max(40, (to.x - x1) / 2);
    const [c1, c2] = [y1 + apart * 1.33, y2 + apart * 1.33];
    return { path: `M${x1} ${y1}C${x1 + bend} ${c1} ${to.x - bend - 8} ${c2} ${to.x - 8} ${y2}`,
             x: (x1 + to.x) / 2 - 4, y: (y1 + y2) / 2 + apart };
  }
  // Back to an earlier column: under the row.
  const x1 = from.x + kWidth / 2;
  const x2 = to.x + kWidth / 2;
  const low = Math.max(from.y, to.y) + kHeight + 24 + Math.abs(apart);
  return { path: `M${x1} ${from.y + kHeight}C${x1} ${low + 20} ${x2} ${low + 20} ${x2} ${to.y + kHeight + 8}`,
           x: (x1 + x2) / 2, y: low + 6 };
}

function drawEdge(edge, byId, choose) {
  const { step } = edge;
  const line = curve(byId.get(step.from), byId.get(step.to), edge.lane);
  const words = relationWords(step.relation);
  const width = widthOf(words, kTagFont) + 16;
  const group = element("g", { class: edge.back ? "edge back" : "edge" });
  group.append(
    element("path", { class: "hit", d: line.path }),
    element("path", { class: "line", d: line.path, "marker-end": "url(#arrow)" }),
    element("rect", { class: "tag", x: line.x - width / 2, y: line.y - 11, width, height: 22, rx: 11 }),
    element("text", { class: "relation", x: line.x, y: line.y + 4 }, document.createTextNode(words)),
  );
  const told = `${byId.get(step.from).name} ${words} ${byId.get(step.to).name}`;
  press(group, `${told}. Show the words.`, () => choose(step, told, group));
  return group;
}

// `facts` maps a node's id to {name, note, held}, where more is known than the trace tells; `choose(step, told)` is
// called for a step that is picked, told in words, `open(id)` for a node. Returns the drawing.
export function drawChains(trace, facts, { choose, open }) {
  const { root, nodes, edges } = graphOf(trace);
  for (const node of nodes) {
    const end = node.ends[0];
    const known = facts.get(node.id);
    node.name = known?.name || node.name;
    node.held = end && end.class !== "circular" ? (end.class === "primary" || end.class === "referenced" ? end.held : undefined)
                                                : known?.held;
    node.note = end ? endNote(end) : (known?.note ?? "");
  }
  const { width, height } = place(nodes);
  const whole = height + (edges.some((edge) => edge.back) ? 40 : 0);
  const svg = element("svg", {
    class: "chains", width, height: whole, viewBox: `0 0 ${width} ${whole}`, role: "group",
    "aria-label": "Chains from the claim to its sources",
  });
  svg.append(element("defs", {}, element("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 1, refY: 4, markerWidth: 7,
    markerHeight: 7, orient: "auto" }, element("path", { class: "arrow", d: "M0 0.5L8 4L0 7.5z" }))));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const picked = (step, told, group) => {
    for (const other of svg.querySelectorAll(".edge.picked")) other.classList.remove("picked");
    group.classList.add("picked");
    choose(step, told);
  };
  for (const edge of edges) svg.append(drawEdge(edge, byId, picked));
  for (const node of nodes) {
    const isRoot = node === root;
    svg.append(drawNode(node, isRoot, isRoot ? null : () => open(node.id)));
  }
  return svg;
}

// Makes a drawing as wide as its frame, as far as its words can still be read; beyond that the frame scrolls.
export function fitChains(svg) {
  const { width, height } = svg.viewBox.baseVal;
  const scale = Math.min(1, Math.max(kSmallest, svg.parentElement.clientWidth / width));
  svg.setAttribute("width", String(width * scale));
  svg.setAttribute("height", String(height * scale));
}

function endNote(end) {
  const medium = end.medium && end.medium !== "unknown" ? end.medium.replaceAll("_", " ") : "";
  const held = end.class === "primary" || end.class === "referenced" ? (end.held ? "held" : "not held") : "";
  return [medium || endWords(end.class), held].filter(Boolean).join(", ");
}
