// How wide a box has to be for its words in the reader's own font; the server could only guess it.

import type { PictureNode } from "../api_types";

export const kFont = 'system-ui, "Segoe UI", "Liberation Sans", sans-serif';
export const kTitleSize = 12;
export const kLineSize = 11;

const kAtMost = 56; // points beyond the server's guess
const kInside = 20; // left and right of the words together

const pen = document.createElement("canvas").getContext("2d");

function wide(words: string, font: string): number {
  if (!pen) return 0;
  pen.font = font;
  return pen.measureText(words).width;
}

// What a box is wider than the server drew it.
export function growth(node: PictureNode, lines: string[]): number {
  const words = Math.max(
    wide(node.title, `600 ${kTitleSize}px ${kFont}`),
    ...lines.map((line) => wide(line, `${kLineSize}px ${kFont}`)),
  );
  return Math.min(kAtMost, Math.max(0, words + kInside - node.width));
}
