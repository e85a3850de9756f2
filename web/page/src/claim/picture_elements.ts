// A picture of the server as elements of the drawing library.

import type { ElementDefinition } from "cytoscape";

import type { Picture, PictureEdge, PictureNode, Point } from "../api_types";
import { endLetters } from "../end_mark";
import { endNames, relationName } from "../words";
import { curveOf } from "./curve";

const kLine = 15;            // a line of a box's words, in points
const kFewEnough = 300;      // boxes up to which the second lines are drawn too
const kBetweenRows = 44;     // between boxes that stand over each other
const kSameColumn = 20;

export const edgeId = (edge: { from: string; to: string; relation: string }) => `${edge.from} ${edge.relation} ${edge.to}`;
export const noteId = (node: string) => `${node} note`;

// Where the boxes stand. On a narrow screen a chain without branches runs downwards; all else is as the server laid it.
export function places(nodes: PictureNode[], isNarrow: boolean): { centres: Map<string, Point>; isDownwards: boolean } {
  const columns = [...nodes].sort((a, b) => a.centre[0] - b.centre[0]);
  const branches = columns.some((node, i) => i > 0 && node.centre[0] - (columns[i - 1]?.centre[0] ?? 0) < kSameColumn);
  const centres = new Map<string, Point>();
  const isDownwards = isNarrow && !branches && nodes.length > 1;
  let top = 0;
  for (const node of columns) {
    if (isDownwards) {
      centres.set(node.node, [0, top + node.height / 2]);
      top += node.height + kBetweenRows;
    } else {
      centres.set(node.node, node.centre);
    }
  }
  return { centres, isDownwards };
}

const endLine = (node: PictureNode) =>
  node.end ? `${endLetters[node.end]} ${endNames[node.end]}${node.gap && node.end !== "anonymous" ? ", not held" : ""}` : "";

// A box has one label of its own; its lines under the title are the label of a note that goes with it.
function boxOf(node: PictureNode, [x, y]: Point, withNote: boolean): ElementDefinition[] {
  const lines = [node.detail, endLine(node)].filter(Boolean);
  const classes = ["box", node.end ? `end-${node.end}` : "", node.asked ? "asked" : "", node.gap ? "gap" : ""].join(" ");
  const width = node.width + 12;
  const box: ElementDefinition = {
    group: "nodes", classes, position: { x, y },
    data: { id: node.node, title: node.title || lines[0] || "unnamed", width, height: node.height + 6,
            inner: width - 12, lift: withNote && node.title ? -(lines.length * kLine) / 2 : 0 },
  };
  if (!withNote || !node.title || lines.length === 0) return [box];
  return [box, {
    group: "nodes", classes: `note ${node.end ? `end-${node.end}` : ""}`, position: { x, y: y + kLine / 2 }, selectable: false, grabbable: false,
    data: { id: noteId(node.node), title: lines.join("\n"), width: width - 12, height: lines.length * kLine, inner: width - 8, lift: 0 },
  }];
}

const around = ([x, y]: Point, [cx, cy]: Point) => `${x - cx}px ${y - cy}px`;

function arrowOf(edge: PictureEdge, centres: Map<string, Point>, isDownwards: boolean, gaps: Set<string>): ElementDefinition {
  const from = centres.get(edge.from) as Point;
  const to = centres.get(edge.to) as Point;
  const curve = isDownwards || edge.from === edge.to ? null : curveOf(edge.path);
  const isCurved = curve !== null && curve.weights.length > 0;
  return {
    group: "edges",
    classes: ["arrow", edge.loop ? "loop" : "", gaps.has(edge.to) ? "to-gap" : "", curve ? "laid" : "", isCurved ? "curved" : "",
              isDownwards && edge.loop ? "bowed" : ""].join(" "),
    data: {
      id: edgeId(edge), source: edge.from, target: edge.to, relation: relationName(edge.relation),
      thickness: 1 + 2 * edge.confidence,
      ...(curve && { leaves: around(curve.from, from), arrives: around(curve.to, to) }),
      ...(isCurved && { weights: curve.weights.map((one) => one.toFixed(4)).join(" "),
                        distances: curve.distances.map((one) => `${one.toFixed(2)}px`).join(" ") }),
    },
  };
}

export function elementsOf(picture: Picture, drawn: number, isNarrow: boolean): ElementDefinition[] {
  const nodes = picture.nodes.slice(0, drawn);
  const { centres, isDownwards } = places(nodes, isNarrow);
  const gaps = new Set(nodes.filter((node) => node.gap).map((node) => node.node));
  const seen = new Set<string>();
  const edges = picture.edges.filter((edge) => {
    if (!centres.has(edge.from) || !centres.has(edge.to) || seen.has(edgeId(edge))) return false;
    seen.add(edgeId(edge));
    return true;
  });
  return [...nodes.flatMap((node) => boxOf(node, centres.get(node.node) as Point, nodes.length <= kFewEnough)),
          ...edges.map((edge) => arrowOf(edge, centres, isDownwards, gaps))];
}
