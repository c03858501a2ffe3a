import { useQuery } from "@tanstack/react-query";
import { FileUp, Plus, Search, Workflow } from "lucide-react";
import { runsQuery, workflowsQuery } from "../api/queries";
import { useWords } from "../i18n";
import { Link, navigate, paths, setSearch, useSearch } from "../router";
import { useIsAllowed, useScopes } from "../session/scopes";
import { useCommands } from "../shell/commands";
import { useFileDrop } from "../ui/fileDrop";
import { Empty, Loading, Moment, PageHead, Pages, ProblemNotice, Status } from "../ui/parts";
import { type Column, Table } from "../ui/Table";
import { Spark } from "../ui/Spark";
import { useSettled } from "../ui/settled";
import { useTitle } from "../ui/title";
import { every } from "../workflow/every";
import type { ExecutionListed, WorkflowListed, WorkflowStatus } from "../workflow/types";
import { offer } from "./importing/offered";

const COLUMNS: readonly Column[] = [
  { word: "name" },
  { word: "status" },
  { word: "runs.newest", look: "optional" },
  { word: "runs.last" },
  { word: "changed", look: "optional" },
];

const NEWEST_RUNS = 100;
const TYPING = 250;
const FILTERS = ["", ...every<WorkflowStatus>({ active: true, inactive: true })] as const;

export function WorkflowsPage() {
  const t = useWords();
  const search = useSearch();
  const text = search.get("q") ?? "";
  const status = (search.get("status") ?? "") as (typeof FILTERS)[number];
  const page = Number(search.get("page")) || 1;
  const workflows = useQuery(workflowsQuery(page, status || undefined, useSettled(text, TYPING).trim()));
  // One request tells the last runs of most workflows; one per row would use up the key's minute.
  const runs = useQuery({ ...runsQuery({ limit: NEWEST_RUNS }), enabled: useIsAllowed("executions:read") });
  const isOver = useFileDrop(offer, useScopes()("workflows:write"));
  useTitle(t("nav.workflows"));

  const found = workflows.data?.workflows ?? [];
  return (
    <>
      <PageHead title={t("nav.workflows")} sub={t("workflows.sub")}><NewWorkflow /></PageHead>
      <div className="toolbar">
        <div className="search">
          <Search size={15} aria-hidden="true" />
          <input className="input" type="search" aria-label={t("workflows.search")} placeholder={t("workflows.search")} value={text} onChange={(event) => { setSearch("page", null); setSearch("q", event.target.value); }} />
        </div>
        <div className="segments" role="group" aria-label={t("status")}>
          {FILTERS.map((each) => (
            <button key={each} type="button" aria-pressed={status === each} onClick={() => { setSearch("page", null); setSearch("status", each); }}>
              {t(each ? `status.${each}` : "all")}
            </button>
          ))}
        </div>
      </div>
      {workflows.error && <ProblemNotice problem={workflows.error} retry={() => void workflows.refetch()} />}
      <section className={`panel${isOver ? " drop over" : ""}`} aria-label={t("nav.workflows")}>
        {isOver && <><FileUp size={32} strokeWidth={1.5} aria-hidden="true" /><h2>{t("import.over")}</h2></>}
        {workflows.isPending && <Loading />}
        {workflows.data && found.length === 0 && <NoWorkflows isFiltered={Boolean(text || status)} />}
        {found.length > 0 && <WorkflowTable workflows={found} runs={runs.data?.executions ?? []} />}
        {workflows.data && <Pages {...workflows.data.pagination} onPage={(next) => setSearch("page", String(next))} />}
      </section>
    </>
  );
}

function NoWorkflows({ isFiltered }: { isFiltered: boolean }) {
  const t = useWords();
  if (isFiltered) return <Empty icon={Search} title={t("workflows.none.found")}>{t("workflows.none.found.text")}</Empty>;
  return <Empty icon={Workflow} title={t("workflows.none")} actions={<NewWorkflow />}>{t("workflows.none.text")}</Empty>;
}

function NewWorkflow() {
  const t = useWords();
  const can = useScopes();
  const mayWrite = can("workflows:write");
  useCommands([
    mayWrite && { label: t("workflows.new"), icon: Plus, act: () => navigate(paths.newWorkflow) },
    mayWrite && { label: t("import.title"), icon: FileUp, act: () => navigate(paths.importWorkflow) },
  ]);
  if (!mayWrite) return null;
  return (
    <>
      <Link to={paths.importWorkflow} className="button"><FileUp size={15} aria-hidden="true" /> {t("import")}</Link>
      <Link to={paths.newWorkflow} className="button primary"><Plus size={15} aria-hidden="true" /> {t("workflows.new")}</Link>
    </>
  );
}

function WorkflowTable({ workflows, runs }: { workflows: WorkflowListed[]; runs: ExecutionListed[] }) {
  return (
    <Table columns={COLUMNS}>
      {workflows.map((workflow) => {
        const own = runs.filter(({ workflow_id }) => workflow_id === workflow.id);
        return (
          <tr key={workflow.id}>
            <td>
              <Link className="name" dir="auto" to={paths.workflow(workflow.id)}>{workflow.name}</Link>
              {workflow.description && <div className="muted small" dir="auto">{workflow.description}</div>}
            </td>
            <td><Status status={workflow.status} /></td>
            <td className="optional"><Spark runs={own} /></td>
            <td className="nowrap"><LastRun run={own[0]} /></td>
            <td className="optional nowrap muted"><Moment value={workflow.updated_at} /></td>
          </tr>
        );
      })}
    </Table>
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
