/** Where new nodes go: the ways out that lead nowhere yet, and places beneath. */
import { handlesOf, nameOf } from "../../workflow/catalogue";
import type { Drawing, Exit } from "./document";

/** New nodes hang on the first way out that leads nowhere yet, else on the first one. */
export function firstFreeExit(id: string, { nodes, connections }: Drawing): Exit | null {
  const node = nodes.find((each) => each.id === id)!;
  const handles = handlesOf(node);
  const free = handles.find((handle) => !connections.some(({ source, source_handle }) => source === id && (source_handle ?? null) === handle));
  const handle = free === undefined ? handles[0] : free;
  return handle === undefined ? null : { source: id, handle };
}

export function labelOf({ source, handle }: Exit, { nodes }: Drawing): string {
  const node = nodes.find(({ id }) => id === source);
  return `${node ? nameOf(node) : source}${handle ? ` · ${handle}` : ""}`;
}

/** Return a free place beneath a node that has one. */
export function spotBelow({ nodes }: Drawing, source: string): { x: number; y: number } {
  const { x, y } = nodes.find(({ id }) => id === source)!.position!;
  const spot = { x, y: y + 108 };
  while (nodes.some(({ position }) => position && Math.abs(position.x - spot.x) < 120 && Math.abs(position.y - spot.y) < 50)) spot.x += 240;
  return spot;
}

/** Return the way out of the only node that leads nowhere, if there is one such node: there a drawing grows. */
export function onlyOpenEnd(drawing: Drawing): Exit | null {
  const leading = new Set(drawing.connections.map(({ source }) => source));
  const ends = drawing.nodes.filter((node) => !leading.has(node.id) && handlesOf(node).length > 0);
  return ends.length === 1 ? firstFreeExit(ends[0]!.id, drawing) : null;
}
