/** What a run did to the drawing: which nodes ran, how often and how long, which connections were taken. */
import type { Look, Overlay } from "../../graph/GraphView";
import type { Mark } from "../../graph/NodeCard";
import { formatDuration } from "../../i18n";
import type { Execution, Graph, Step } from "../../workflow/types";
import { statusName, toneOf } from "../../workflow/words";

export function overlayOf(graph: Graph, run: Execution): Overlay {
  const byNode = new Map<string, Step[]>();
  for (const step of run.steps) {
    if (!byNode.has(step.node_id)) byNode.set(step.node_id, []);
    byNode.get(step.node_id)!.push(step);
  }
  const waiting = new Set((run.approvals ?? []).map(({ node_id }) => node_id));
  const marks = new Map<string, Mark>();
  for (const [id, steps] of byNode) marks.set(id, markOf(steps, waiting.has(id)));
  const { node_id: start } = run.trigger;
  const ran = new Set([...byNode.keys(), start]);
  const looks = new Map<number, Look>();
  for (const [index, { source, target }] of graph.connections.entries()) looks.set(index, ran.has(source) && ran.has(target) ? "taken" : "dead");
  const dead = new Set(run.status === "running" ? [] : graph.nodes.filter(({ id }) => !ran.has(id)).map(({ id }) => id));
  return { marks, dead, looks };
}

function markOf(steps: Step[], isWaiting: boolean): Mark {
  if (isWaiting) return { tone: "warn", text: statusName("waiting") };
  const shown = steps.find(({ status }) => status === "failed") ?? steps.find(({ status }) => status === "running") ?? steps[steps.length - 1]!;
  const spent = steps.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
  const count = steps.length > 1 ? `${steps.length}× ` : "";
  const text = shown.status === "success" ? count + formatDuration(spent) : count + statusName(shown.status);
  return { tone: toneOf(shown.status), text };
}
