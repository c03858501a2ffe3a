/** What differs between two revisions, as one drawing: what is there now and what is no longer. */
import type { Look, Overlay } from "../../graph/GraphView";
import type { Mark } from "../../graph/NodeCard";
import { say } from "../../i18n";
import type { Connection, Graph, RevisionDiff } from "../../workflow/types";

/** Return the later graph with the nodes and connections that it has lost. */
export function joined({ nodes, connections }: Graph, diff: RevisionDiff): Graph {
  return { nodes: [...nodes, ...diff.nodes.removed], connections: [...connections, ...diff.connections.removed] };
}

/** Mark on the joined graph what was added, removed and changed. */
export function overlayOf(graph: Graph, diff: RevisionDiff): Overlay {
  const marks = new Map<string, Mark>();
  for (const { id } of diff.nodes.added) marks.set(id, { tone: "ok", icon: "added", text: say("diff.added") });
  for (const { id } of diff.nodes.removed) marks.set(id, { tone: "bad", icon: "removed", text: say("diff.removed") });
  for (const { node_id } of diff.nodes.changed) marks.set(node_id, { tone: "warn", icon: "changed", text: say("diff.changed") });
  const added = new Set(diff.connections.added.map(ends));
  const removed = new Set(diff.connections.removed.map(ends));
  const looks = new Map<number, Look>();
  for (const [index, connection] of graph.connections.entries()) {
    if (added.has(ends(connection))) looks.set(index, "added");
    else if (removed.has(ends(connection))) looks.set(index, "removed");
  }
  return { marks, dead: new Set(diff.nodes.removed.map(({ id }) => id)), looks };
}

export function isSame({ fields, nodes, connections }: RevisionDiff): boolean {
  return [fields, nodes.added, nodes.removed, nodes.changed, nodes.moved, connections.added, connections.removed].every(({ length }) => length === 0);
}

function ends({ source, target, source_handle }: Connection): string {
  return JSON.stringify([source, source_handle ?? null, target]);
}
