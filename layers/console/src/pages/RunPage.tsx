import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw, Square, Workflow as WorkflowIcon } from "lucide-react";
import { Suspense, useEffect, useMemo, useRef } from "react";
import { api } from "../api/client";
import { revisionQuery, runQuery, workflowQuery } from "../api/queries";
import { GraphView } from "../graph/graphOnDemand";
import { formatDuration, formatMoment, useWords } from "../i18n";
import { Link, navigate, paths, setSearch, useSearch } from "../router";
import { useScopes } from "../session/scopes";
import { useCommands } from "../shell/commands";
import { Json } from "../ui/Json";
import { Loading, Moment, Notice, PageHead, ProblemNotice, Status } from "../ui/parts";
import { TriggerOf } from "../ui/RunTable";
import { toast } from "../ui/toasts";
import { useTitle } from "../ui/title";
import { useRerun } from "../workflow/rerun";
import type { Execution, Graph } from "../workflow/types";
import { statusName } from "../workflow/words";
import { Question } from "./approvals/Question";
import { Failure } from "./run/Failure";
import { overlayOf } from "./run/overlay";
import { Steps } from "./run/Steps";
import { PageProblem } from "./PageProblem";

export default function RunPage({ id }: { id: string }) {
  const t = useWords();
  const run = useQuery(runQuery(id));
  const drawn = useDrawn(run.data);
  useTitle(run.data ? `${statusName(run.data.status)} · ${run.data.workflow_name}` : t("run"));
  if (run.error && !run.data) return <PageProblem problem={run.error} retry={() => void run.refetch()} />;
  if (!run.data) return <Loading />;
  const execution = run.data;
  return (
    <>
      <PageHead
        crumbs={<><Link to={paths.runs}>{t("nav.runs")}</Link> <span aria-hidden="true">/</span> <Link to={paths.workflow(execution.workflow_id)}><bdi>{execution.workflow_name}</bdi></Link></>}
        title={<><bdi>{execution.workflow_name}</bdi> <span className="muted" style={{ fontWeight: 450 }}>{formatMoment(execution.started_at, { seconds: true })}</span></>}
        sub={<Facts run={execution} />}
      >
        <Actions run={execution} />
      </PageHead>
      <Announcer run={execution} />
      <div className="stack">
        {run.error && <ProblemNotice problem={run.error} retry={() => void run.refetch()} />}
        {execution.status === "failed" && execution.error && <Failure run={execution} nodes={drawn?.workflow.nodes ?? []} onShow={lookAt} />}
        {execution.approvals?.map((approval) => <Question key={approval.id} approval={approval} executionId={execution.id} workflow={execution.workflow_name} />)}
        {drawn && <RunGraph run={execution} drawn={drawn} />}
        <Steps run={execution} connections={drawn?.workflow.connections ?? []} />
        <div style={{ display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(280px, 1fr))", gap: 14 }}>
          <section className="panel"><header><h2>{t("input")}</h2></header><div className="body"><Json value={execution.input} label={t("input")} /></div></section>
          <section className="panel"><header><h2>{t("output")}</h2></header><div className="body">{execution.status === "success" ? <Json value={execution.output} label={t("output")} /> : <p className="muted small">{t("run.no.output")}</p>}</div></section>
        </div>
      </div>
    </>
  );
}

/** Choose a node, and bring what is told of it into view. */
function lookAt(node: string): void {
  setSearch("node", node);
  requestAnimationFrame(() => document.querySelector(".inspector")?.scrollIntoView({ block: "nearest" }));
}

function Facts({ run }: { run: Execution }) {
  const t = useWords();
  return (
    <span className="row wrap" style={{ gap: 12 }}>
      <Status status={run.status} />
      <TriggerOf kind={run.trigger.kind} />
      <span><Moment value={run.started_at} /></span>
      {run.duration !== null && <span className="number">{formatDuration(run.duration)}</span>}
      {run.revision !== null && <Link to={`${paths.workflow(run.workflow_id, "revisions")}?revision=${run.revision}`}>{t("run.revision", { number: run.revision })}</Link>}
      {run.parent && <Link to={paths.run(run.parent.execution_id)}>{t("run.parent")}</Link>}
      {run.retry_of && <Link to={paths.run(run.retry_of)}>{t("run.retry.of")}</Link>}
      {run.retries.length > 0 && <Link to={paths.run(run.retries[run.retries.length - 1]!)}>{t("run.retried")}</Link>}
    </span>
  );
}

type Drawn = { workflow: Graph; isOfNow: boolean };

/** The workflow as it was when the run began; what is there now only where that revision is no longer kept. */
function useDrawn(run: Execution | undefined): Drawn | null {
  const { workflow_id: id = "", revision = null } = run ?? {};
  const own = useQuery({ ...revisionQuery(id, revision ?? 0), enabled: revision !== null });
  const now = useQuery({ ...workflowQuery(id), enabled: run !== undefined && (revision === null || own.error !== null) });
  if (own.data) return { workflow: own.data, isOfNow: false };
  return now.data ? { workflow: now.data.workflow, isOfNow: true } : null;
}

function RunGraph({ run, drawn }: { run: Execution; drawn: Drawn }) {
  const t = useWords();
  const selected = useSearch().get("node");
  const { nodes, connections } = drawn.workflow;
  const graph = useMemo(() => ({ nodes, connections }), [nodes, connections]);
  const overlay = useMemo(() => overlayOf(graph, run), [graph, run]);
  return (
    <>
      {drawn.isOfNow && <Notice tone="info">{t("run.graph.changed")}</Notice>}
      <section className="graph" style={{ height: "min(52vh, 520px)" }} aria-label={t("tab.graph")}>
        <Suspense fallback={<div className="graph-loading">{t("graph.drawing")}</div>}>
          <GraphView graph={graph} overlay={overlay} selected={selected} onSelect={(node) => setSearch("node", node)} />
        </Suspense>
      </section>
    </>
  );
}

/** Tells those who cannot see the drawing what has changed. */
function Announcer({ run }: { run: Execution }) {
  const t = useWords();
  const before = useRef(run.status);
  const last = run.steps[run.steps.length - 1];
  const text = before.current === run.status && run.status !== "running" ? "" : last ? `${last.node_name}: ${statusName(last.status)}. ` : "";
  useEffect(() => {
    if (before.current === "running" && run.status !== "running") before.current = run.status;
  }, [run.status]);
  return <p className="hidden-visually" role="status" aria-live="polite">{text}{text && t("run.is", { status: statusName(run.status) })}</p>;
}

function Actions({ run }: { run: Execution }) {
  const t = useWords();
  const queries = useQueryClient();
  const can = useScopes();
  const path = { execution_id: run.id };
  const cancel = useMutation({
    mutationFn: () => api.POST("/v1/executions/{execution_id}/cancel", { params: { path } }),
    onError: (error) => toast(error.message, "bad"),
    onSettled: () => queries.invalidateQueries({ queryKey: ["run", run.id] }),
  });
  const retry = useRerun((started) => navigate(paths.run(started)));
  const mayCancel = run.status === "running" && can("executions:write");
  useCommands([
    mayCancel && { label: t("run.cancel"), icon: Square, act: () => cancel.mutate() },
    run.status !== "running" && can("workflows:execute") && { label: t("run.retry"), icon: RotateCcw, act: () => retry.mutate({ execution: run.id }) },
    { label: run.workflow_name, icon: WorkflowIcon, act: () => navigate(paths.workflow(run.workflow_id)) },
  ]);
  if (run.status === "running") {
    return can("executions:write") && <button type="button" className="button danger" disabled={cancel.isPending} onClick={() => cancel.mutate()}><Square size={14} aria-hidden="true" /> {t("run.cancel")}</button>;
  }
  return can("workflows:execute") && <button type="button" className="button" disabled={retry.isPending} onClick={() => retry.mutate({ execution: run.id })}><RotateCcw size={14} aria-hidden="true" /> {t("run.retry")}</button>;
}
