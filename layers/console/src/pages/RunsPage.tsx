import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { type RunFilter, runsQuery } from "../api/queries";
import { useWords } from "../i18n";
import { setSearch, useSearch } from "../router";
import { Empty, Loading, PageHead, Pages, ProblemNotice } from "../ui/parts";
import { RunTable } from "../ui/RunTable";
import { useTitle } from "../ui/title";
import { every } from "../workflow/every";
import type { ExecutionStatus, TriggerKind } from "../workflow/types";
import { triggerName } from "../workflow/words";

const STATUSES = ["", ...every<ExecutionStatus>({ running: true, success: true, failed: true, cancelled: true })] as const;
const TRIGGERS = every<TriggerKind>({ manual: true, webhook: true, schedule: true, event: true, queue: true, error: true, sub_workflow: true });

export function RunsPage() {
  const t = useWords();
  useTitle(t("nav.runs"));
  return (
    <>
      <PageHead title={t("nav.runs")} sub={t("runs.sub")} />
      <RunList />
    </>
  );
}

/** Runs, of all workflows or of one, with their filters in the address. */
export function RunList({ workflowId }: { workflowId?: string }) {
  const t = useWords();
  const search = useSearch();
  const status = (search.get("status") ?? "") as (typeof STATUSES)[number];
  const trigger = search.get("trigger") ?? "";
  const filter: RunFilter = { page: Number(search.get("page")) || 1, limit: 25 };
  if (workflowId) filter.workflow_id = workflowId;
  if (status) filter.status = status;
  if (trigger) filter.trigger = trigger as RunFilter["trigger"];
  const runs = useQuery(runsQuery(filter));

  function choose(name: string, value: string): void {
    setSearch("page", null);
    setSearch(name, value);
  }

  return (
    <>
      <div className="toolbar">
        <div className="segments" role="group" aria-label={t("status")} style={{ overflowX: "auto" }}>
          {STATUSES.map((each) => (
            <button key={each} type="button" aria-pressed={status === each} onClick={() => choose("status", each)}>
              {t(each ? `status.${each}` : "all")}
            </button>
          ))}
        </div>
        <select className="select" style={{ width: "auto" }} aria-label={t("runs.trigger")} value={trigger} onChange={(event) => choose("trigger", event.target.value)}>
          <option value="">{t("runs.trigger.any")}</option>
          {TRIGGERS.map((each) => <option key={each} value={each}>{triggerName(each)}</option>)}
        </select>
      </div>
      {runs.error && <ProblemNotice problem={runs.error} retry={() => void runs.refetch()} />}
      <section className="panel" aria-label={t("nav.runs")}>
        {runs.isPending && <Loading />}
        {runs.data?.executions.length === 0 && <Empty icon={Activity} title={t("runs.none")}>{t(status || trigger ? "runs.none.found" : "runs.none.text")}</Empty>}
        {runs.data && runs.data.executions.length > 0 && <RunTable runs={runs.data.executions} hasWorkflow={!workflowId} />}
        {runs.data && <Pages {...runs.data.pagination} onPage={(next) => setSearch("page", String(next))} />}
      </section>
    </>
  );
}
