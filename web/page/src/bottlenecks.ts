// The weak points of the store, asked for alike wherever they are needed, so that the server has the answer at hand.

import { ask } from "./api";
import type { Bottlenecks } from "./api_types";

const kMost = 1000; // what the server tells at most

// From the `next` of the answer before on.
export const askBottlenecks = (signal: AbortSignal, after: string | null = null) =>
  ask<Bottlenecks>("bottlenecks", { limit: kMost, after }, signal);
