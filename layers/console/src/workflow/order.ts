/** The order in which a graph is read: execution order, and which connections lead back. */
import { handlesOf } from "./catalogue";
import type { Connection, Graph, Node } from "./types";

/** Return the connections that close a loop: those into a node that is being visited, from the triggers on. */
export function backConnections({ nodes, connections }: Graph): Set<number> {
  const outgoing = outgoingOf({ nodes, connections });
  const state = new Map<string, "open" | "done">();
  const back = new Set<number>();
  const roots = [...nodes.filter(({ type }) => type === "trigger"), ...nodes].map(({ id }) => id);
  for (const root of roots) {
    if (state.has(root)) continue;
    state.set(root, "open");
    // The stack holds how far each node's connections have been followed: graphs may be deeper than the call stack.
    const stack = [{ id: root, next: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const following = outgoing.get(top.id)?.[top.next];
      top.next += 1;
      if (following === undefined) {
        state.set(top.id, "done");
        stack.pop();
        continue;
      }
      const target = connections[following]!.target;
      if (state.get(target) === "open") back.add(following);
      else if (!state.has(target)) {
        state.set(target, "open");
        stack.push({ id: target, next: 0 });
      }
    }
  }
  return back;
}

/** Return the indexes of the connections that leave each node, in the order of its handles. */
export function outgoingOf({ nodes, connections }: Graph): Map<string, number[]> {
  const outgoing = new Map<string, number[]>(nodes.map(({ id }) => [id, []]));
  for (const [index, { source, target }] of connections.entries()) {
    if (outgoing.has(target)) outgoing.get(source)?.push(index);
  }
  for (const node of nodes) {
    const handles = handlesOf(node);
    const place = (index: number) => handles.indexOf(connections[index]!.source_handle ?? null);
    outgoing.get(node.id)!.sort((left, right) => place(left) - place(right));
  }
  return outgoing;
}

/** Return the nodes so that each stands behind those that lead to it, loops cut where they lead back. */
export function inExecutionOrder(graph: Graph): Node[] {
  const { nodes, connections } = graph;
  const back = backConnections(graph);
  const outgoing = outgoingOf(graph);
  const open = new Map<string, number>(nodes.map(({ id }) => [id, 0]));
  for (const [index, { source, target }] of connections.entries()) {
    if (!back.has(index) && open.has(source) && open.has(target)) open.set(target, open.get(target)! + 1);
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ready = nodes.filter(({ id }) => open.get(id) === 0);
  ready.sort((left, right) => Number(right.type === "trigger") - Number(left.type === "trigger"));
  const ordered: Node[] = [];
  while (ready.length > 0) {
    const node = ready.shift()!;
    ordered.push(node);
    const freed: Node[] = [];
    for (const index of outgoing.get(node.id) ?? []) {
      if (back.has(index)) continue;
      const target = connections[index]!.target;
      open.set(target, open.get(target)! - 1);
      if (open.get(target) === 0) freed.push(byId.get(target)!);
    }
    ready.unshift(...freed); // a branch is read to its end before the next one
  }
  return ordered;
}

/** Return the ids of all nodes from which `id` can be reached: those whose output it can read. */
export function ancestorsOf(id: string, connections: readonly Connection[]): Set<string> {
  const incoming = new Map<string, string[]>();
  for (const { source, target } of connections) {
    if (!incoming.has(target)) incoming.set(target, []);
    incoming.get(target)!.push(source);
  }
  const found = new Set<string>();
  const pending = [id];
  while (pending.length > 0) {
    for (const source of incoming.get(pending.pop()!) ?? []) {
      if (found.has(source)) continue;
      found.add(source);
      pending.push(source);
    }
  }
  return found;
}
