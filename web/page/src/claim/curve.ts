// The server's curves in the terms of the drawing library: cubic Bezier pieces become points beside the straight line
// between both ends, each with its share of the way along the line and its distance from it.

import type { Point } from "../api_types";

const kSamples = 7; // of each piece
const kFlat = 0.75; // points of distance under which a curve is a line

export interface Curve {
  weights: number[]; // none for a straight line
  distances: number[];
}

function onPiece(piece: Point[], t: number): Point {
  const s = 1 - t;
  const share = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return [0, 1].map((axis) => piece.reduce((sum, point, i) => sum + (point[axis] ?? 0) * (share[i] ?? 0), 0)) as Point;
}

// Seen from the line between `from` and `to`. Null for a path that is no curve of 3n + 1 points.
export function curveOf(path: Point[], from: Point, to: Point): Curve | null {
  if (path.length < 4 || path.length % 3 !== 1) return null;
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const length = Math.hypot(dx, dy);
  if (length < 1) return null;
  const weights: number[] = [];
  const distances: number[] = [];
  for (let at = 0; at + 3 < path.length; at += 3) {
    const piece = path.slice(at, at + 4);
    for (let i = at === 0 ? 1 : 0; i < kSamples; ++i) {
      const [x, y] = onPiece(piece, i / kSamples);
      weights.push(((x - from[0]) * dx + (y - from[1]) * dy) / (length * length));
      distances.push(((y - from[1]) * dx - (x - from[0]) * dy) / length);
    }
  }
  const isFlat = distances.every((distance) => Math.abs(distance) < kFlat);
  return isFlat ? { weights: [], distances: [] } : { weights, distances };
}
