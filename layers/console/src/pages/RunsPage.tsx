import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { runsQuery } from "../api/queries";
import { useWords } from "../i18n";
import { setSearch, useSearch } from "../router";
import { useScopes } from "../session/scopes";
import { Empty, Loading, PageHead, Pages, ProblemNotice } from "../ui/parts";
import { RunTable } from "../ui/RunTable";
import { useTitle } from "../ui/title";
import { BulkBar } from "./runs/BulkBar";
import { filterOf, RunFilters } from "./runs/RunFilters";
import { useSelection } from "./runs/selection";

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
  const can = useScopes();
  const search = useSearch();
  const filter = filterOf(search, workflowId);
  const runs = useQuery(runsQuery({ ...filter, page: Number(search.get("page")) || 1, limit: 25 }));
  const shown = runs.data?.executions ?? [];
  const selection = useSelection(search.toString());
  const mayChange = can("executions:write") || can("workflows:execute");
  const isFiltered = Object.keys(filter).some((name) => name !== "workflow_id");
  return (
    <>
      <RunFilters />
      {runs.error && <ProblemNotice problem={runs.error} retry={() => void runs.refetch()} />}
      <section className="panel" aria-label={t("nav.runs")}>
        {runs.isPending && <Loading />}
        {runs.data && shown.length === 0 && <Empty icon={Activity} title={t("runs.none")}>{t(isFiltered ? "runs.none.found" : "runs.none.text")}</Empty>}
        {selection.chosen.size > 0 && <BulkBar runs={shown} total={runs.data?.pagination.total ?? 0} filter={filter} selection={selection} />}
        {shown.length > 0 && <RunTable runs={shown} hasWorkflow={!workflowId} selection={mayChange ? selection : undefined} />}
        {runs.data && <Pages {...runs.data.pagination} onPage={(next) => setSearch("page", String(next))} />}
      </section>
    </>
  );
}
