/** Places nodes and leads connections: the author's positions if every node has one, else ELK's layers from top to bottom. */
import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import { handlesOf } from "../workflow/catalogue";
import { backConnections } from "../workflow/order";
import type { Graph, Node } from "../workflow/types";
import { elk } from "./elk";

/** From so many nodes on only those in view are drawn: the others would cost every frame while one pans. */
export const LARGE = 200;
export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 52;

const FEW_HIDDEN = 3; // somebody may pile up two of his own

export type Point = { x: number; y: number };
export type Layout = {
  positions: Map<string, Point>;
  /** Way of a connection by its index; without one it is drawn as a plain curve. */
  routes: Map<number, Point[]>;
};

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.spacing.nodeNodeBetweenLayers": "56",
  "elk.layered.spacing.edgeNodeBetweenLayers": "24",
  "elk.spacing.nodeNode": "44",
  "elk.spacing.edgeNode": "22",
  "elk.spacing.componentComponent": "60",
};

// Of 2,000 nodes the exact placement takes half a minute, this one three seconds, and nobody sees them all at once.
const MANY = 400;
const OPTIONS_OF_MANY = { ...OPTIONS, "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF" };

/** Return where a handle stands along the lower side of a node. */
export function handleOffset(index: number, count: number): number {
  return (NODE_WIDTH * (index + 0.5)) / count;
}

/** Return the handles that are drawn: one more than none, for a connection that should not leave a node but does. */
export function drawnHandles(node: Node): Array<string | null> {
  const handles = handlesOf(node);
  return handles.length > 0 ? handles : [null];
}

/** Return which handle a connection leaves by; one that the node does not have is drawn from the first. */
export function handleIndex(node: Node, handle: string | null): number {
  return Math.max(0, drawnHandles(node).indexOf(handle));
}

/** Tell whether the author has placed every node, so that they can be seen. */
export function isPlaced({ nodes }: Graph): boolean {
  return nodes.length > 0 && nodes.every(({ position }) => position) && !isCrowded(nodes);
}

/** Other systems have smaller cards: where more than a third hide behind others, the places are no drawing here. */
function isCrowded(nodes: readonly Node[]): boolean {
  const hides = ({ position: a }: Node, { position: b }: Node) => Math.abs(a!.x - b!.x) < NODE_WIDTH * 0.8 && Math.abs(a!.y - b!.y) < NODE_HEIGHT * 0.8;
  const hidden = nodes.filter((node) => nodes.some((other) => other !== node && hides(node, other)));
  return hidden.length > Math.max(FEW_HIDDEN, nodes.length / 3);
}

const begun = new WeakMap<Node[], Promise<Layout>>();

/** Lay a graph out before its drawing is there. */
export function beginLayout(graph: Graph): void {
  const layout = layoutOf(graph);
  layout.catch(() => undefined); // the drawing hears of it
  begun.set(graph.nodes, layout);
}

/** Return the layout that was begun for these nodes, else a new one. */
export function layoutBegun(graph: Graph): Promise<Layout> {
  return begun.get(graph.nodes) ?? layoutOf(graph);
}

export async function layoutOf(graph: Graph, { ignorePositions = false } = {}): Promise<Layout> {
  if (!ignorePositions && isPlaced(graph)) {
    return { positions: new Map(graph.nodes.map(({ id, position }) => [id, position!])), routes: new Map() };
  }
  const back = backConnections(graph);
  const laidOut = await elk().layout(toElk(graph, back));
  const positions = new Map((laidOut.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
  const routes = new Map<number, Point[]>();
  for (const { id, sections } of (laidOut.edges ?? []) as ElkExtendedEdge[]) {
    const section = sections?.[0];
    if (!section) continue;
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    routes.set(Number(id), back.has(Number(id)) ? points.reverse() : points);
  }
  return { positions, routes };
}

function toElk({ nodes, connections }: Graph, back: ReadonlySet<number>): ElkNode {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges: ElkExtendedEdge[] = [];
  for (const [index, { source, target, source_handle }] of connections.entries()) {
    const from = byId.get(source);
    if (!from || !byId.has(target)) continue;
    const ends = [outPort(from, source_handle ?? null), inPort(target)];
    // Turned round, what leads back does not pull the body of a loop in front of its head.
    const [start, end] = back.has(index) ? ends.reverse() : ends;
    edges.push({ id: String(index), sources: [start!], targets: [end!] });
  }
  return { id: "root", layoutOptions: nodes.length > MANY ? OPTIONS_OF_MANY : OPTIONS, children: nodes.map(elkNode), edges };
}

function elkNode(node: Node): ElkNode {
  const handles = drawnHandles(node);
  const outgoing = handles.map((handle, index) => ({
    id: outPort(node, handle),
    x: handleOffset(index, handles.length),
    y: NODE_HEIGHT,
    layoutOptions: { "elk.port.side": "SOUTH", "elk.port.index": String(handles.length - index) },
  }));
  const incoming = { id: inPort(node.id), x: NODE_WIDTH / 2, y: 0, layoutOptions: { "elk.port.side": "NORTH", "elk.port.index": "0" } };
  return {
    id: node.id,
    width: NODE_WIDTH,
    height: NODE_HEIGHT,
    ports: [incoming, ...outgoing],
    layoutOptions: { "elk.portConstraints": "FIXED_POS" },
  };
}

function inPort(id: string): string {
  return `${id}\u0000in`;
}

function outPort(node: Node, handle: string | null): string {
  return `${node.id}\u0000out${handleIndex(node, handle)}`;
}
