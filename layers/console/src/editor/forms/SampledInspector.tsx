import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useMemo, useState } from "react";
import { runQuery, runsQuery, stepsQuery, variablesQuery, versionOf } from "../../api/queries";
import { formatMoment, useWords } from "../../i18n";
import { useIsAllowed, useScopes } from "../../session/scopes";
import type { Diagnostic, NodeTypeShown } from "../../workflow/types";
import { useRerun } from "../../workflow/rerun";
import { statusName } from "../../workflow/words";
import type { Drawing } from "../drawing/document";
import { sampleOf } from "../expressions/sample";
import { type Acts, Inspector } from "./Inspector";
import { NodeTrial } from "./NodeTrial";

type SampledProps = { id: string | null; nodeId: string; drawing: Drawing; types: readonly NodeTypeShown[]; diagnostics: readonly Diagnostic[]; acts: Acts; isDirty: boolean; onStarted: (id: string) => void };

/** The forms of a node, with the data of a run to try expressions on. */
export function SampledInspector({ id, nodeId, drawing, types, diagnostics, acts, isDirty, onStarted }: SampledProps) {
  const t = useWords();
  const mayRead = useIsAllowed("executions:read");
  const runs = useQuery({ ...runsQuery({ workflow_id: id ?? "", limit: 10 }), enabled: mayRead && id !== null, refetchInterval: false });
  const [chosen, setChosen] = useState(() => new URLSearchParams(window.location.search).get("run") ?? "");
  const runId = chosen || runs.data?.executions[0]?.id || "";
  const run = useQuery({ ...runQuery(runId), enabled: runId !== "" });
  const steps = useQuery({ ...stepsQuery(runId, run.data ? versionOf(run.data) : ""), enabled: run.data !== undefined });
  const { nodes, connections } = drawing;
  const node = nodes.find((each) => each.id === nodeId)!;
  const variables = useQuery({ ...variablesQuery(), enabled: useIsAllowed("variables:read") });
  const vars = useMemo(() => variables.data && Object.fromEntries(variables.data.variables.map(({ name, value }) => [name, value])), [variables.data]);
  const sample = useMemo(() => sampleOf(nodeId, connections, run.data, steps.data?.steps ?? [], vars), [nodeId, connections, run.data, steps.data, vars]);
  const rerun = useRerun(onStarted);
  const mayRun = useScopes()("workflows:execute");
  const own = useMemo(() => diagnostics.filter(({ node_id }) => node_id === nodeId), [diagnostics, nodeId]);
  const type = types.find(({ type }) => type === node.type);
  return (
    <>
      <Inspector node={node} drawing={drawing} type={type} diagnostics={own} sample={sample} acts={acts} />
      {runs.data && runs.data.executions.length > 0 && (
        <div className="field sample-choice">
          <label htmlFor="sample-run">{t("sample")}</label>
          <select id="sample-run" className="select" value={runId} onChange={(event) => setChosen(event.target.value)}>
            {chosen && !runs.data.executions.some((each) => each.id === chosen) && <option value={chosen}>{chosen}</option>}
            {runs.data.executions.map((each) => <option key={each.id} value={each.id}>{formatMoment(each.started_at, { seconds: true })} · {statusName(each.status)}</option>)}
          </select>
          {mayRun && (
            <button type="button" className="button small" disabled={isDirty || rerun.isPending || !run.data || run.data.status === "running"} title={isDirty ? t("editor.run.first") : undefined} onClick={() => rerun.mutate({ execution: runId, from: nodeId })}>
              <Play size={13} aria-hidden="true" /> {t("sample.rerun")}
            </button>
          )}
        </div>
      )}
      {id && type && type.kind !== "trigger" && mayRun && <NodeTrial workflow={id} node={node} type={type} run={mayRead ? runId : ""} input={sample.input} graph={isDirty ? { nodes, connections } : null} />}
    </>
  );
}
