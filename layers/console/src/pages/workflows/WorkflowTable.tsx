import { useQuery } from "@tanstack/react-query";
import { runsQuery } from "../../api/queries";
import { useWords } from "../../i18n";
import { Link, paths, setSearch } from "../../router";
import { useIsAllowed } from "../../session/scopes";
import { Moment, Status } from "../../ui/parts";
import { useSeen } from "../../ui/seen";
import { Spark } from "../../ui/Spark";
import { type Column, Table } from "../../ui/Table";
import type { ExecutionListed, WorkflowListed } from "../../workflow/types";

const COLUMNS: readonly Column[] = [
  { word: "name" },
  { word: "status" },
  { word: "runs.newest", look: "late" },
  { word: "runs.last" },
  { word: "workflows.next", look: "optional" },
  { word: "changed", look: "late" },
];
/** So many runs of all workflows tell the newest ones of most: one request per row would use up the key's minute. */
const NEWEST_RUNS = 100;
const RUNS_OF_ONE = 14;

export function WorkflowTable({ workflows }: { workflows: WorkflowListed[] }) {
  const runs = useQuery({ ...runsQuery({ limit: NEWEST_RUNS }), enabled: useIsAllowed("executions:read") });
  const isWhole = (runs.data?.pagination.pages ?? 1) <= 1;
  return (
    <Table columns={COLUMNS}>
      {workflows.map((workflow) => (
        <Row key={workflow.id} workflow={workflow} newest={runs.data?.executions.filter(({ workflow_id }) => workflow_id === workflow.id) ?? []} isWhole={isWhole} />
      ))}
    </Table>
  );
}

type RowProps = { workflow: WorkflowListed; newest: ExecutionListed[]; isWhole: boolean };

/** `newest` are those of the workflow among the newest of all; `isWhole` if there are no others. */
function Row({ workflow, newest, isWhole }: RowProps) {
  const [row, isSeen] = useSeen<HTMLTableRowElement>();
  const isAsked = isSeen && !isWhole && newest.length === 0;
  const older = useQuery({ ...runsQuery({ workflow_id: workflow.id, limit: RUNS_OF_ONE }), enabled: isAsked, refetchInterval: false });
  const runs = newest.length > 0 ? newest : (older.data?.executions ?? []);
  return (
    <tr ref={row}>
      <td>
        <Link className="name" dir="auto" to={paths.workflow(workflow.id)}>{workflow.name}</Link>
        {workflow.description && <div className="muted small clipped" dir="auto">{workflow.description}</div>}
        {workflow.tags && <Tags tags={workflow.tags} />}
      </td>
      <td><Status status={workflow.status} /></td>
      <td className="late"><Spark runs={runs} /></td>
      <td className="nowrap"><LastRun run={runs[0]} /></td>
      <td className="optional nowrap muted">{workflow.next_run ? <Moment value={workflow.next_run} /> : "–"}</td>
      <td className="late nowrap muted"><Moment value={workflow.updated_at} /></td>
    </tr>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  const t = useWords();
  return (
    <div className="row wrap tags">
      {tags.map((tag) => (
        <button key={tag} type="button" className="tag" dir="auto" title={t("workflows.tagged", { tag })} aria-label={t("workflows.tagged", { tag })} onClick={() => { setSearch("page", null); setSearch("tag", tag); }}>{tag}</button>
      ))}
    </div>
  );
}

function LastRun({ run }: { run: ExecutionListed | undefined }) {
  if (!run) return <span className="muted">–</span>;
  return (
    <Link to={paths.run(run.id)} className="row" style={{ color: "inherit", textDecoration: "none" }}>
      <Status status={run.status} isPill={false} /> <span className="muted optional"><Moment value={run.started_at} /></span>
    </Link>
  );
}
