/** What the expressions of a node would have read in a run. */
import type { Connection, Execution } from "../../workflow/types";
import type { Sample } from "./evaluation";

type Told = { node_id: string; status: string; input?: unknown; output?: unknown; truncated: readonly string[] };

/** Build the sample of a node; steps tell inputs and outputs where they are recorded. */
export function sampleOf(nodeId: string, connections: readonly Connection[], run: Execution | undefined, steps: readonly Told[], vars?: Readonly<Record<string, unknown>>): Sample {
  const nodes: Record<string, unknown> = {};
  // What is cut is no JSON any more.
  for (const step of steps) if (step.status === "success" && !step.truncated.includes("output")) nodes[step.node_id] = step.output;
  const told = vars ? { vars } : {};
  if (!run) return { nodes, ...told };
  const trigger = run.input;
  const own = steps.findLast(({ node_id, truncated }) => node_id === nodeId && !truncated.includes("input"));
  const before = connections.filter(({ target }) => target === nodeId).map(({ source }) => source);
  const known = before.flatMap((id) => (id === run.trigger.node_id ? [trigger] : id in nodes ? [nodes[id]] : []));
  const input = own ? own.input : known.length === 1 ? known[0] : undefined;
  return {
    nodes,
    trigger,
    ...told,
    ...(input === undefined ? {} : { input }),
    execution: { id: run.id, started_at: run.started_at },
    workflow: { id: run.workflow_id, name: run.workflow_name },
  };
}
