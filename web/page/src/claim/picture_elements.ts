// A picture of the server as elements of the drawing library.

import type { ElementDefinition } from "cytoscape";

import type { Picture, PictureEdge, PictureNode, Point } from "../api_types";
import { endLetters } from "../end_mark";
import { endNames, relationName } from "../words";
import { growth } from "./box_size";
import { curveOf } from "./curve";
import { spreading } from "./spread";

const kLine = 15; // a line of a box's words, in points
const kTaller = 6; // what a box is taller than the server drew it
const kFewEnough = 300; // boxes up to which second lines, curves and words on arrows are drawn
const kShort = 26; // letters of a title where boxes are many
const kBetweenRows = 44; // between boxes that stand over each other
const kSameColumn = 20;
const kOnEdge = 3; // a curve's end this near to a box's side is on it

export const edgeId = (edge: { from: string; to: string; relation: string }) =>
  `${edge.from} ${edge.relation} ${edge.to}`;
// Whether so many boxes are drawn that only what tells most is.
export const isMany = (boxes: number) => boxes > kFewEnough;
export const noteId = (node: string) => `${node} note`;

// A box and where it stands.
interface Box {
  node: PictureNode;
  lines: string[]; // under its title
  wider: number;
  at: Point;
}

const endLine = (node: PictureNode) =>
  node.end
    ? `${endLetters[node.end]} ${endNames[node.end]}${node.gap && node.end !== "anonymous" ? ", not held" : ""}`
    : "";

function boxesOf(nodes: PictureNode[], withNotes: boolean): Box[] {
  return nodes.map((node) => {
    const lines = [node.detail, endLine(node)].filter(Boolean);
    return { node, lines, wider: withNotes ? growth(node, lines) : 0, at: node.centre };
  });
}

// On a narrow screen a chain without branches runs downwards.
function placeDownwards(boxes: Box[]): boolean {
  const columns = [...boxes].sort((a, b) => a.node.centre[0] - b.node.centre[0]);
  if (columns.some((box, i) => i > 0 && box.node.centre[0] - (columns[i - 1]?.node.centre[0] ?? 0) < kSameColumn))
    return false;
  let top = 0;
  for (const box of columns) {
    box.at = [0, top + box.node.height / 2];
    top += box.node.height + kBetweenRows;
  }
  return true;
}

const shortened = (words: string) => (words.length > kShort ? `${words.slice(0, kShort - 1)}…` : words);

// A box has one label of its own; its lines under the title are the label of a note that goes with it.
function boxElements({ node, lines, wider, at: [x, y] }: Box, withNote: boolean): ElementDefinition[] {
  const classes = ["box", node.end ? `end-${node.end}` : "", node.asked ? "asked" : "", node.gap ? "gap" : ""].join(
    " ",
  );
  const width = node.width + wider;
  const name = node.title || lines[0] || "unnamed";
  const noted = withNote && node.title !== "" && lines.length > 0;
  const box: ElementDefinition = {
    group: "nodes",
    classes,
    position: { x, y },
    data: {
      id: node.node,
      title: withNote ? name : shortened(name),
      width,
      height: node.height + kTaller,
      inner: width - 12,
      lift: noted ? -(lines.length * kLine) / 2 : 0,
    },
  };
  if (!noted) return [box];
  return [
    box,
    {
      group: "nodes",
      classes: `note ${node.end ? `end-${node.end}` : ""}`,
      position: { x, y: y + kLine / 2 },
      selectable: false,
      data: {
        id: noteId(node.node),
        title: lines.join("\n"),
        width: width - 12,
        height: lines.length * kLine,
        inner: width,
        lift: 0,
      },
    },
  ];
}

// Where a curve meets its box, seen from the box's centre: on the side on which it met the box as the server drew it.
function meeting({ node, wider }: Box, [x, y]: Point): Point {
  const side = (offset: number, half: number, more: number) =>
    Math.abs(Math.abs(offset) - half) < kOnEdge ? offset + Math.sign(offset) * more : offset;
  return [side(x - node.centre[0], node.width / 2, wider / 2), side(y - node.centre[1], node.height / 2, kTaller / 2)];
}

const pixels = ([x, y]: Point) => `${x.toFixed(2)}px ${y.toFixed(2)}px`;

function laidData(edge: PictureEdge, from: Box, to: Box, spread: (x: number) => number) {
  const first = edge.path[0];
  const last = edge.path[edge.path.length - 1];
  if (!first || !last) return null;
  const leaves = meeting(from, first);
  const arrives = meeting(to, last);
  const curve = curveOf(
    edge.path.map(([x, y]) => [spread(x), y]),
    [from.at[0] + leaves[0], from.at[1] + leaves[1]],
    [to.at[0] + arrives[0], to.at[1] + arrives[1]],
  );
  return (
    curve && {
      leaves: pixels(leaves),
      arrives: pixels(arrives),
      ...(curve.weights.length > 0 && {
        weights: curve.weights.map((one) => one.toFixed(4)).join(" "),
        distances: curve.distances.map((one) => `${one.toFixed(2)}px`).join(" "),
      }),
    }
  );
}

function arrowElement(
  edge: PictureEdge,
  to: Box,
  isDownwards: boolean,
  laid: ReturnType<typeof laidData>,
): ElementDefinition {
  const classes = [
    "arrow",
    edge.loop ? "loop" : "",
    to.node.gap ? "to-gap" : "",
    laid ? "laid" : "",
    laid && "weights" in laid ? "curved" : "",
    isDownwards && edge.loop ? "bowed" : "",
  ];
  return {
    group: "edges",
    classes: classes.join(" "),
    data: {
      id: edgeId(edge),
      source: edge.from,
      target: edge.to,
      relation: relationName(edge.relation),
      thickness: 1 + 2 * edge.confidence,
      ...laid,
    },
  };
}

export function elementsOf(picture: Picture, isNarrow: boolean): ElementDefinition[] {
  const { nodes } = picture;
  const withNotes = !isMany(nodes.length);
  const boxes = boxesOf(nodes, withNotes);
  const spread = spreading(nodes, Math.max(0, ...boxes.map((box) => box.wider)));
  const isDownwards = isNarrow && placeDownwards(boxes);
  if (!isDownwards) for (const box of boxes) box.at = [spread(box.node.centre[0]), box.node.centre[1]];
  const byId = new Map(boxes.map((box) => [box.node.node, box]));
  const seen = new Set<string>();
  const arrows = picture.edges.flatMap((edge) => {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    if (!from || !to || seen.has(edgeId(edge))) return [];
    seen.add(edgeId(edge));
    const laid = isDownwards || from === to || !withNotes ? null : laidData(edge, from, to, spread);
    return [arrowElement(edge, to, isDownwards, laid)];
  });
  return [...boxes.flatMap((box) => boxElements(box, withNotes)), ...arrows];
}
