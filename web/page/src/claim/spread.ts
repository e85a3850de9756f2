// Room for words on the arrows: the columns of a picture, moved apart. What lies between two columns is stretched,
// what lies within one moves with it, so that curves still meet their boxes.

import type { PictureNode } from "../api_types";

const kMore = 40; // points between two columns, beside what the server leaves
const kSameColumn = 20;

interface Column {
  left: number;
  right: number;
  centre: number;
}

function columnsOf(nodes: PictureNode[]): Column[] {
  const columns: Column[] = [];
  for (const {
    centre: [x],
    width,
  } of [...nodes].sort((a, b) => a.centre[0] - b.centre[0])) {
    const last = columns[columns.length - 1];
    if (last && x - last.centre < kSameColumn) {
      last.left = Math.min(last.left, x - width / 2);
      last.right = Math.max(last.right, x + width / 2);
    } else {
      columns.push({ left: x - width / 2, right: x + width / 2, centre: x });
    }
  }
  return columns;
}

// Where a place of the picture comes to lie, from left to right, with boxes up to `wider` than the server drew them.
export function spreading(nodes: PictureNode[], wider: number): (x: number) => number {
  const columns = columnsOf(nodes);
  const more = kMore + wider;
  return (x) => {
    for (const [i, column] of columns.entries()) {
      if (x <= column.right) {
        const before = columns[i - 1];
        if (x >= column.left || !before) return x + i * more;
        const share = (x - before.right) / Math.max(1, column.left - before.right);
        return x + (i - 1 + Math.min(1, Math.max(0, share))) * more;
      }
    }
    return x + Math.max(0, columns.length - 1) * more;
  };
}
