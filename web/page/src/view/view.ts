// What a view is to the frame around it.

import type { Route } from "../route";

export interface View {
  title: string;
  nodes: Node[];
  // The same view with other parameters. Without it, or where it says false, the view is opened anew.
  update?(params: URLSearchParams): boolean;
  close?(): void;
}

export type OpenView = (route: Route, signal: AbortSignal) => Promise<View>;
