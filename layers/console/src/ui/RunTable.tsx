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
  { word: "duration", look: "optional end" },
];
const OF_ONE_WORKFLOW = COLUMNS.filter(({ word }) => word !== "workflow").map((column): Column => (column.word === "duration" ? { ...column, look: "end" } : column));

/** Which rows are chosen, and what is done when that changes. */
type Choice = { chosen: ReadonlySet<string>; toggle: (ids: readonly string[], isChosen: boolean) => void };

export function RunTable({ runs, hasWorkflow, selection }: { runs: ExecutionListed[]; hasWorkflow: boolean; selection?: Choice }) {
  const t = useWords();
  return (
    <Table columns={hasWorkflow ? COLUMNS : OF_ONE_WORKFLOW} before={selection && <ChooseAll runs={runs} {...selection} />}>
      {runs.map((run) => (
        <tr key={run.id}>
          {selection && <td className="choice"><input type="checkbox" aria-label={t("runs.choose", { run: `${run.workflow_name}, ${formatMoment(run.started_at, { seconds: true })}` })} checked={selection.chosen.has(run.id)} onChange={(event) => selection.toggle([run.id], event.target.checked)} /></td>}
          <td className="nowrap">
            <Link className="name" to={paths.run(run.id)} aria-label={`${run.workflow_name}, ${formatMoment(run.started_at)}`}>{formatMoment(run.started_at, { seconds: true })}</Link>
            <div className="muted small optional"><Moment value={run.started_at} /></div>
          </td>
          {hasWorkflow && <td style={{ overflowWrap: "anywhere" }}><div dir="auto">{run.workflow_name}</div><Marks run={run} /></td>}
          <td><Status status={run.status} />{!hasWorkflow && <Marks run={run} />}</td>
          <td className="optional"><TriggerOf kind={run.trigger.kind} /></td>
          <td className={`end number nowrap${hasWorkflow ? " optional" : ""}`}>{run.duration === null ? "–" : formatDuration(run.duration)}</td>
        </tr>
      ))}
    </Table>
  );
}

function ChooseAll({ runs, chosen, toggle }: Choice & { runs: readonly ExecutionListed[] }) {
  const t = useWords();
  const count = runs.filter(({ id }) => chosen.has(id)).length;
  const some = (box: HTMLInputElement | null) => { if (box) box.indeterminate = count > 0 && count < runs.length; };
  return <td className="choice"><input ref={some} type="checkbox" aria-label={t("runs.choose.all")} checked={count === runs.length} onChange={(event) => toggle(runs.map(({ id }) => id), event.target.checked)} /></td>;
}

/** Labels of a run, by which it is found again. */
function Marks({ run: { labels = {} } }: { run: ExecutionListed }) {
  const marks = Object.entries(labels);
  return marks.length > 0 && <div className="row wrap tags">{marks.map(([name, value]) => <span key={name} className="tag" dir="auto">{name}: {value}</span>)}</div>;
}

export function TriggerOf({ kind }: { kind: string }) {
  const Icon = OF_TRIGGER[kind as TriggerKind];
  return (
    <span className="row" style={{ gap: 6 }}>
      {Icon && <Icon size={14} aria-hidden="true" />} {triggerName(kind)}
    </span>
  );
}
