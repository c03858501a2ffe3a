/** Joins what two people made of one workflow: where only one of them changed something, that change is kept. */
import type { Connection, Node } from "../../workflow/types";
import type { Drawing } from "./document";

type Fields = Record<string, unknown>;

/** Return `theirs` with the changes from `base` to `mine`; of what both changed, mine counts. */
export function merged(base: Drawing, mine: Drawing, theirs: Drawing): Drawing {
  const nodes = mergedNodes(base.nodes, mine.nodes, theirs.nodes);
  const ids = new Set(nodes.map(({ id }) => id));
  const connections = mergedConnections(base.connections, mine.connections, theirs.connections);
  const rest = mergedValue(beside(base), beside(mine), beside(theirs)) as Omit<Drawing, "nodes" | "connections">;
  return { ...rest, nodes, connections: connections.filter(({ source, target }) => ids.has(source) && ids.has(target)) };
}

/** Whether two states of a workflow say the same, in whatever order their fields stand. */
export function isSame(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function mergedNodes(base: readonly Node[], mine: readonly Node[], theirs: readonly Node[]): Node[] {
  const [old, own, other] = [base, mine, theirs].map((nodes) => new Map(nodes.map((node) => [node.id, node])));
  const ids = new Set([...theirs, ...mine].map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const found = mergedValue(old!.get(id), own!.get(id), other!.get(id)) as Node | undefined;
    // Who removed a node did not know what the other one made of it.
    const wasChanged = old!.has(id) && !isSame(old!.get(id), other!.get(id));
    return found ?? (wasChanged ? other!.get(id) : undefined) ?? [];
  });
}

function mergedConnections(base: readonly Connection[], mine: readonly Connection[], theirs: readonly Connection[]): Connection[] {
  const [old, own, other] = [base, mine, theirs].map((connections) => new Set(connections.map(sorted)));
  const kept = theirs.filter((each) => own!.has(sorted(each)) || !old!.has(sorted(each)));
  const added = mine.filter((each) => !old!.has(sorted(each)) && !other!.has(sorted(each)));
  return [...kept, ...added];
}

function mergedValue(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (isSame(mine, base)) return theirs;
  if (isSame(theirs, base) || !isFields(mine) || !isFields(theirs)) return mine;
  const old = isFields(base) ? base : {};
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const fields = [...names].map((name) => [name, mergedValue(old[name], mine[name], theirs[name])] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function beside({ nodes: _, connections: __, ...rest }: Drawing): Fields {
  return rest;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (isFields(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each)) ?? "";
}
