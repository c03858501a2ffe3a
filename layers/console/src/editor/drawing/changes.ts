/** What differs between two states of a workflow, in its nodes and beside them. */
import type { Node } from "../../workflow/types";
import type { Drawing } from "./document";

export type Changes = { added: Node[]; removed: Node[]; changed: Node[]; isElse: boolean };

/** Return the nodes that were added, removed or changed; where they stand is no change. */
export function changesBetween(before: Drawing, after: Drawing): Changes {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Map(after.nodes.map((node) => [node.id, node]));
  return {
    added: after.nodes.filter(({ id }) => !old.has(id)),
    removed: before.nodes.filter(({ id }) => !now.has(id)),
    changed: after.nodes.filter((node) => old.has(node.id) && meaning(old.get(node.id)) !== meaning(node)),
    isElse: beside(before) !== beside(after),
  };
}

function meaning(node: Node | undefined): string {
  const { position: _, ...rest } = node ?? ({} as Node);
  return sorted(rest);
}

function beside({ name, description, connections, settings }: Drawing): string {
  return sorted({ name, description, connections, settings: settings ?? null });
}

/** Fields may come in any order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each && typeof each === "object" && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}
