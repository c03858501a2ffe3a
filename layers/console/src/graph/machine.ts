/** The compiled machine as boxes and arrows: states in the order of their definition, scopes inside their state. */
import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import { elk } from "./elk";
import type { Point } from "./layout";

export type State = {
  Type: string;
  Next?: string;
  End?: boolean;
  Default?: string;
  Choices?: Array<{ Next: string; Condition?: string }>;
  Catch?: Array<{ Next: string; ErrorEquals?: string[] }>;
  Branches?: Scope[];
  ItemProcessor?: Scope;
  [key: string]: unknown;
};
export type Scope = { StartAt: string; States: Record<string, State> };

export type StateBox = { name: string; state: State | null; parent: string | null; x: number; y: number; width: number; height: number };
export type Transition = { id: string; source: string; target: string; route: Point[]; label: string; isCatch: boolean };
export type MachineLayout = { boxes: StateBox[]; transitions: Transition[] };

export const STATE_WIDTH = 190;
export const STATE_HEIGHT = 46;
const DOT = 14;
const START = "\u0000start";

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.spacing.nodeNodeBetweenLayers": "40",
  "elk.spacing.nodeNode": "32",
  "elk.padding": "[top=38,left=18,bottom=18,right=18]",
};

type Found = { from: string; to: string; label: string; isCatch: boolean };

export async function layoutMachine(machine: Scope): Promise<MachineLayout> {
  const transitions = new Map<string, Found>();
  const root = await elk().layout({ id: "root", layoutOptions: OPTIONS, ...scopeContent(machine, "", transitions) });
  const states = statesOf(machine);
  const boxes: StateBox[] = [];
  const drawn: Transition[] = [];
  const visit = (node: ElkNode, parent: string | null, origin: Point): void => {
    for (const edge of node.edges ?? []) drawn.push(transition(edge, transitions.get(edge.id)!, origin));
    for (const { id, x = 0, y = 0, width = 0, height = 0, children, edges } of node.children ?? []) {
      boxes.push({ name: id, state: states.get(id) ?? null, parent, x, y, width, height });
      visit({ id, children, edges }, id, { x: origin.x + x, y: origin.y + y });
    }
  };
  visit(root, null, { x: 0, y: 0 });
  return { boxes, transitions: drawn };
}

export function isStart(name: string): boolean {
  return name.startsWith(START);
}

function transition(edge: ElkExtendedEdge, { from, to, label, isCatch }: Found, origin: Point): Transition {
  const section = edge.sections?.[0];
  const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
  return { id: edge.id, source: from, target: to, label, isCatch, route: points.map(({ x, y }) => ({ x: x + origin.x, y: y + origin.y })) };
}

/** Branches of a Parallel stand beside each other in one box: they are scopes without connections between them. */
function scopeContent(scope: Scope, path: string, transitions: Map<string, Found>): Pick<ElkNode, "children" | "edges"> {
  const start = `${START}${path}`;
  const children: ElkNode[] = [{ id: start, width: DOT, height: DOT }];
  const edges: ElkExtendedEdge[] = [];
  const lead = (found: Found): void => {
    const id = `${path}/${edges.length}`;
    transitions.set(id, found);
    edges.push({ id, sources: [found.from], targets: [found.to] });
  };
  lead({ from: start, to: scope.StartAt, label: "", isCatch: false });
  for (const [name, state] of Object.entries(scope.States)) {
    children.push(box(name, state, `${path}/${name}`, transitions));
    for (const found of transitionsOf(name, state)) lead(found);
  }
  return { children, edges };
}

function box(name: string, state: State, path: string, transitions: Map<string, Found>): ElkNode {
  const scopes = scopesIn(state);
  if (scopes.length === 0) return { id: name, width: STATE_WIDTH, height: STATE_HEIGHT };
  const parts = scopes.map((scope, index) => scopeContent(scope, `${path}#${index}`, transitions));
  return {
    id: name,
    layoutOptions: OPTIONS,
    children: parts.flatMap(({ children }) => children ?? []),
    edges: parts.flatMap(({ edges }) => edges ?? []),
  };
}

function transitionsOf(from: string, state: State): Found[] {
  const found: Found[] = [];
  for (const [index, { Next }] of (state.Choices ?? []).entries()) found.push({ from, to: Next, label: String(index + 1), isCatch: false });
  if (state.Default) found.push({ from, to: state.Default, label: "Default", isCatch: false });
  if (state.Next) found.push({ from, to: state.Next, label: "", isCatch: false });
  for (const { Next } of state.Catch ?? []) found.push({ from, to: Next, label: "Catch", isCatch: true });
  return found;
}

function scopesIn(state: State): Scope[] {
  return [...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])];
}

/** Names of states are unique in a machine, whatever their scope. */
export function statesOf(scope: Scope): Map<string, State> {
  const found = new Map<string, State>();
  const pending = [scope];
  while (pending.length > 0) {
    for (const [name, state] of Object.entries(pending.pop()!.States)) {
      found.set(name, state);
      pending.push(...scopesIn(state));
    }
  }
  return found;
}
