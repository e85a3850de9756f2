// Texts whose places are counted in bytes of UTF-8, as all spans are.

import type { Span } from "./api_types";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class ByteText {
  private readonly bytes: Uint8Array;

  constructor(text: string) {
    this.bytes = encoder.encode(text);
  }

  get length(): number {
    return this.bytes.length;
  }

  slice(begin: number, end: number): string {
    return decoder.decode(this.bytes.subarray(Math.max(0, begin), Math.min(end, this.bytes.length)));
  }

  // Blocks without the white space around them. In the text of a web page one line break parts two blocks; in plain
  // text it takes an empty line.
  blocks(everyLine: boolean): Span[] {
    const found: Span[] = [];
    let begin = -1;
    let end = -1;
    let breaks = 0;
    for (let i = 0; i < this.bytes.length; ++i) {
      const byte = this.bytes[i];
      if (byte === 0x0a) ++breaks;
      if (byte === 0x0a || byte === 0x20 || byte === 0x0d || byte === 0x09) continue;
      if (begin >= 0 && breaks >= (everyLine ? 1 : 2)) {
        found.push([begin, end]);
        begin = -1;
      }
      if (begin < 0) begin = i;
      end = i + 1;
      breaks = 0;
    }
    if (begin >= 0) found.push([begin, end]);
    return found;
  }
}

export const overlaps = (a: Span, b: Span) => a[0] < b[1] && b[0] < a[1];
