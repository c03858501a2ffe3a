/** The workflow that is being drawn, and every change that can be made to it: values in, a new value out. */
import { handlesOf } from "../../workflow/catalogue";
import { isOfN8n } from "../../workflow/foreign";
import type { Connection, Node, NodeType, Workflow } from "../../workflow/types";

export type Drawing = Pick<Workflow, "name" | "description" | "nodes" | "connections" | "settings" | "tags">;
export type Point = { x: number; y: number };
/** Where a connection begins: a node and one of its handles. */
export type Exit = { source: string; handle: string | null };

export const EMPTY: Drawing = { name: "", description: "", nodes: [], connections: [] };

export function drawingOf({ name, description, nodes, connections, settings, tags }: Workflow): Drawing {
  return { name, description, nodes, connections, ...(settings ? { settings } : {}), ...(tags ? { tags } : {}) };
}

/** Return an id that says the type and that no node has yet: `set`, `set_2`, ... */
export function freeId(nodes: readonly Node[], wish: string): string {
  const taken = new Set(nodes.map(({ id }) => id));
  const stem = wish.replace(/_\d+$/, "");
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

/** Add a node with the configuration that its type's example has, behind `after` if that is given. */
export function addNode(drawing: Drawing, type: NodeType, config: Record<string, unknown>, after: Exit | null, position: Point | null): [Drawing, string] {
  const id = freeId(drawing.nodes, type);
  const node = { id, type, config, ...(position ? { position } : {}) } as Node;
  const grown = { ...drawing, nodes: [...drawing.nodes, node] };
  return [after && type !== "trigger" ? connect(grown, after, id) : grown, id];
}

export function connect(drawing: Drawing, { source, handle }: Exit, target: string): Drawing {
  const isThere = drawing.connections.some((each) => each.source === source && each.target === target && (each.source_handle ?? null) === handle);
  const to = drawing.nodes.find(({ id }) => id === target);
  if (isThere || !to || to.type === "trigger") return drawing;
  const made = { source, target, ...(handle === null ? {} : { source_handle: handle }) } as Connection;
  return { ...drawing, connections: [...drawing.connections, made] };
}

export function disconnect(drawing: Drawing, indexes: ReadonlySet<number>): Drawing {
  return { ...drawing, connections: drawing.connections.filter((_, index) => !indexes.has(index)) };
}

/** Remove nodes; what led through a single one leads on to what came after it. */
export function removeNodes(drawing: Drawing, ids: ReadonlySet<string>): Drawing {
  const connections = drawing.connections.filter(({ source, target }) => !ids.has(source) && !ids.has(target));
  const removed = { ...drawing, nodes: drawing.nodes.filter(({ id }) => !ids.has(id)), connections };
  const [only] = ids;
  if (ids.size !== 1 || only === undefined) return removed;
  const before = drawing.connections.filter(({ source, target }) => target === only && source !== only);
  const after = drawing.connections.filter(({ source, target }) => source === only && target !== only);
  if (before.length !== 1 || after.length !== 1) return removed;
  return connect(removed, { source: before[0]!.source, handle: before[0]!.source_handle ?? null }, after[0]!.target);
}

export function changeNode(drawing: Drawing, id: string, change: Partial<Node>): Drawing {
  const nodes = drawing.nodes.map((node) => (node.id === id ? cleaned({ ...node, ...change }) : node));
  return withoutLostHandles({ ...drawing, nodes }, id);
}

/** What says no more than the default is left out, so that the JSON stays as an author would write it. */
function cleaned(node: Node): Node {
  const kept = Object.entries(node).filter(([name, value]) => {
    if (value === undefined || value === null || value === "") return false;
    return !(name === "disabled" && value === false) && !(name === "on_error" && value === "fail");
  });
  return Object.fromEntries(kept) as unknown as Node;
}

/** A handle that went with a change of the configuration takes its connections along. */
function withoutLostHandles(drawing: Drawing, id: string): Drawing {
  const node = drawing.nodes.find((each) => each.id === id);
  if (!node) return drawing;
  const handles = handlesOf(node);
  const connections = drawing.connections.filter(({ source, source_handle }) => source !== id || handles.includes(source_handle ?? null));
  return connections.length === drawing.connections.length ? drawing : { ...drawing, connections };
}

export function place(drawing: Drawing, positions: ReadonlyMap<string, Point>): Drawing {
  const nodes = drawing.nodes.map((node) => {
    const found = positions.get(node.id);
    return found ? { ...node, position: { x: Math.round(found.x), y: Math.round(found.y) } } : node;
  });
  return { ...drawing, nodes };
}

/** Leave the places to the layout again. */
export function unplace(drawing: Drawing): Drawing {
  return { ...drawing, nodes: drawing.nodes.map(({ position: _, ...node }) => node as Node) };
}

export type Piece = { nodes: Node[]; connections: Connection[] };

export function copyOf(drawing: Drawing, ids: ReadonlySet<string>): Piece {
  return {
    nodes: drawing.nodes.filter(({ id }) => ids.has(id)),
    connections: drawing.connections.filter(({ source, target }) => ids.has(source) && ids.has(target)),
  };
}

const SHIFT = 40;

/** Put a copied piece in, under ids of its own; returns those too. */
export function paste(drawing: Drawing, piece: Piece): [Drawing, Set<string>] {
  const nodes = [...drawing.nodes];
  const named = new Map<string, string>();
  for (const node of piece.nodes) {
    const id = freeId(nodes, node.id);
    named.set(node.id, id);
    const position = node.position ? { x: node.position.x + SHIFT, y: node.position.y + SHIFT } : undefined;
    nodes.push({ ...node, id, ...(position ? { position } : {}) } as Node);
  }
  const connections = piece.connections.flatMap((each) => {
    const [source, target] = [named.get(each.source), named.get(each.target)];
    return source && target ? [{ ...each, source, target }] : [];
  });
  return [{ ...drawing, nodes, connections: [...drawing.connections, ...connections] }, new Set(named.values())];
}

/** Read a piece from pasted text: whole workflows and what was copied here both have nodes, and so has what other systems export. */
export function pieceOf(text: string): Piece | "foreign" | null {
  try {
    const read = JSON.parse(text) as Partial<Piece>;
    if (!Array.isArray(read.nodes) || read.nodes.length === 0) return null;
    if (isOfN8n(read)) return "foreign";
    const isNode = (each: unknown) => typeof (each as Node)?.id === "string" && typeof (each as Node)?.type === "string";
    return read.nodes.every(isNode) ? { nodes: read.nodes.map(placed), connections: read.connections ?? [] } : null;
  } catch {
    return null;
  }
}

/** A place that is none is left to the layout. */
function placed(node: Node): Node {
  const { position, ...rest } = node;
  return Number.isFinite(position?.x) && Number.isFinite(position?.y) ? node : (rest as Node);
}
