import { formatDuration, formatMoment, useWords } from "../i18n";
import { Link, paths } from "../router";
import type { ExecutionListed, TriggerKind } from "../workflow/types";
import { triggerName } from "../workflow/words";
import { OF_TRIGGER } from "./icons";
import { Moment, Status } from "./parts";
import { type Column, Table } from "./Table";

const COLUMNS: readonly Column[] = [
  { word: "runs.started" },
  { word: "workflow" },
  { word: "status" },
  { word: "runs.trigger", look: "optional" },
  { word: "duration", look: "end" },
];
const OF_ONE_WORKFLOW = COLUMNS.filter(({ word }) => word !== "workflow");

export function RunTable({ runs, hasWorkflow }: { runs: ExecutionListed[]; hasWorkflow: boolean }) {
  useWords();
  return (
    <Table columns={hasWorkflow ? COLUMNS : OF_ONE_WORKFLOW}>
      {runs.map((run) => (
        <tr key={run.id}>
          <td className="nowrap">
            <Link className="name" to={paths.run(run.id)} aria-label={`${run.workflow_name}, ${formatMoment(run.started_at)}`}>{formatMoment(run.started_at, { seconds: true })}</Link>
            <div className="muted small optional"><Moment value={run.started_at} /></div>
          </td>
          {hasWorkflow && <td dir="auto" style={{ overflowWrap: "anywhere" }}>{run.workflow_name}</td>}
          <td><Status status={run.status} /></td>
          <td className="optional"><TriggerOf kind={run.trigger.kind} /></td>
          <td className="end number nowrap">{run.duration === null ? "–" : formatDuration(run.duration)}</td>
        </tr>
      ))}
    </Table>
  );
}

export function TriggerOf({ kind }: { kind: string }) {
  const Icon = OF_TRIGGER[kind as TriggerKind];
  return (
    <span className="row" style={{ gap: 6 }}>
      {Icon && <Icon size={14} aria-hidden="true" />} {triggerName(kind)}
    </span>
  );
}
