// The shapes of the server's answers: the contract's records, field by field.

export type Span = [begin: number, end: number];
export type EndClass = "primary" | "firsthand" | "anonymous" | "referenced" | "unattributed" | "circular";
export type ClaimForm = "direct" | "mixed" | "indirect" | "own";

export interface DocumentName {
  id: string;
  title: string;
  url: string | null;
  path: string | null;
  medium: string;
  held: boolean;
}

export interface AgentName {
  id: string;
  name: string;
  kind: string;
  anonymous: boolean;
}

export interface ClaimName {
  id: string;
  text: string;
  document: DocumentName;
  content: Span[];
}

export interface NodeName {
  node: string | null;
  name: string;
}

export interface Judgement {
  kind: string;
  about: string | null;
  other: string | null;
  value: string | null;
  revoked: boolean;
  by: string;
  reason: string;
  recorded: string | null;
  sequence: number;
}

export interface Evidence {
  document: string | null;
  spans: Span[];
  quote: string;
}

export interface WholeDocument extends DocumentName {
  kind: string | null;
  format: string | null;
  publisher: string;
  authors: string[];
  published: string | null;
  recorded: string | null;
  copy_of: string | null;
  behind_wall: boolean | null;
  language: string;
  boilerplate: Span[];
}

export interface Citation {
  how: string;
  document: DocumentName & { issuer: string };
  evidence: Span[];
}

export interface ShownDocument {
  document: WholeDocument;
  citations: Citation[];
  cited_by: DocumentName[];
  claims: ClaimName[];
  same_as: { document: DocumentName }[];
  judgements: Judgement[];
}

export interface WholeClaim extends ClaimName {
  source: Span[];
  cue: Span[];
  form: ClaimForm;
  polarity: string;
  certainty: number;
  speaker: AgentName | null;
  origin: (DocumentName & { issuer: string; date: string | null }) | null;
  via: AgentName[];
  end: EndClass;
  confidence: number;
}

export interface ShownClaim {
  claim: WholeClaim;
  repeats: { claim: ClaimName; score: number }[];
  repeated_by: { claim: ClaimName; score: number }[];
  disputes: { claim: ClaimName }[];
  disputed_by: { claim: ClaimName }[];
  judgements: Judgement[];
}

// A page of them, in text order.
export interface ClaimsOfDocument {
  claims: WholeClaim[];
  next: string | null;
}

export interface ShownAgent {
  agent: AgentName;
  names: string[];
  same_as: { agent: AgentName }[];
  claims: ClaimName[];
  judgements: Judgement[];
}

export interface Step {
  from: string;
  relation: string;
  to: string;
  evidence: Evidence;
  confidence: number;
  from_name: string;
  to_name: string;
}

export interface Chain {
  steps: Step[];
  end: {
    class: EndClass;
    node: string | null;
    name: string;
    medium: string;
    held: boolean;
    not_found_in: string | null;
  };
  through: string[];
}

export interface Trace {
  claim: ClaimName;
  chains: Chain[];
  independent_sources: number;
  bottlenecks: NodeName[];
  circular: { documents: DocumentName[] }[];
  chains_left_out: number;
  truncated: boolean;
}

export interface Independence {
  independent_sources: number;
  disjoint_chains: string[][];
  cut: NodeName[];
  outlets_repeating: number;
  truncated: boolean;
}

export interface Impact {
  withdrawn: NodeName;
  falls: { claim: ClaimName }[];
  weakened: { claim: ClaimName; from: number; to: number }[];
  truncated: boolean;
}

export interface DriftStep {
  from: ClaimName;
  to: ClaimName;
  changes: { kind: string; before: string; after: string }[];
}

export interface Drift {
  steps: DriftStep[];
  truncated: boolean;
}

export interface Gap {
  kind: string;
  missing: NodeName;
  claim: ClaimName;
  evidence: Evidence;
}

export interface TimelineDay {
  date: string;
  came_out: DocumentName[];
  outlets: number;
  independent_sources: number;
}

export interface Timeline {
  days: TimelineDay[];
  first_appeared: string | null;
  first_carried_by: DocumentName | null;
  independent_since: string | null;
  undated: number;
}

export type Point = [x: number, y: number];

export interface PictureNode {
  node: string;
  title: string;
  detail: string;
  end: EndClass | null;
  asked: boolean;
  gap: boolean;
  copies: number;
  centre: Point;
  width: number;
  height: number;
}

export interface PictureEdge {
  from: string;
  to: string;
  relation: string;
  confidence: number;
  quote: string;
  loop: boolean;
  path: Point[];
}

export interface Picture {
  nodes: PictureNode[];
  edges: PictureEdge[];
  width: number;
  height: number;
  nodes_left_out: number;
  truncated: boolean;
}

export interface Loop {
  documents: DocumentName[];
  closed: boolean;
  closing_edge: { from: DocumentName; to: DocumentName; date: string | null } | null;
}

export interface Recent {
  documents: DocumentName[];
  truncated: boolean;
}

export interface Loops {
  loops: Loop[];
  next: string | null;
  truncated: boolean;
}

export interface Bottlenecks {
  bottlenecks: { node: string; name: string; kind: string; claims: number; share: number }[];
  claims: number;
  next: string | null;
  truncated: boolean;
}

export type AnyNode = { document?: DocumentName; agent?: AgentName; claim?: ClaimName };

export interface Neighbour extends AnyNode {
  relation: string;
  confidence: number;
  evidence: Evidence;
  relied_on_by: number;
}

export interface Neighbours {
  node: AnyNode;
  direction: "upstream" | "downstream";
  neighbours: Neighbour[];
  remaining: number;
  truncated: boolean;
  next: string | null;
}

export interface FoundClaim extends ClaimName {
  snippet: Span;
  hits: Span[];
}

export interface Found {
  claims: FoundClaim[];
  documents: DocumentName[];
  agents: AgentName[];
  truncated: boolean;
  corrected: { word: string; read_as: string }[];
  next: string | null;
}

export interface DocumentList {
  documents: DocumentName[];
  next: string | null;
}

export interface Stats {
  documents_held: number;
  documents_referenced: number;
  claims: number;
  agents: number;
}

export interface IngestLine {
  document: DocumentName;
  status: "added" | "unchanged" | "merged";
  claims: number;
}
