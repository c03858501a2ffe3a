import { useQuery } from "@tanstack/react-query";
import { FileUp, Plus, Search, Workflow, X } from "lucide-react";
import { workflowsQuery } from "../api/queries";
import { useWords } from "../i18n";
import { Link, navigate, paths, setSearch, useSearch } from "../router";
import { useScopes } from "../session/scopes";
import { useCommands } from "../shell/commands";
import { useFileDrop } from "../ui/fileDrop";
import { Empty, Loading, PageHead, Pages, ProblemNotice } from "../ui/parts";
import { useSettled } from "../ui/settled";
import { useTitle } from "../ui/title";
import { every } from "../workflow/every";
import type { WorkflowOrder, WorkflowStatus } from "../workflow/types";
import { offer } from "./importing/offered";
import { WorkflowTable } from "./workflows/WorkflowTable";

const TYPING = 250;
const NEWEST: WorkflowOrder = "-created_at";
const ORDERS = ["-created_at", "-updated_at", "name"] as const satisfies readonly WorkflowOrder[];
const FILTERS = ["", ...every<WorkflowStatus>({ active: true, inactive: true })] as const;

export function WorkflowsPage() {
  const t = useWords();
  const search = useSearch();
  const text = search.get("q") ?? "";
  const status = (search.get("status") ?? "") as (typeof FILTERS)[number];
  const page = Number(search.get("page")) || 1;
  const tag = search.get("tag") ?? "";
  const sort = (search.get("sort") ?? NEWEST) as WorkflowOrder;
  const asked = useSettled(text, TYPING).trim();
  const workflows = useQuery(workflowsQuery({ page, status: status || undefined, search: asked || undefined, tag: tag || undefined, sort }));
  const narrow = (name: string, value: string) => { setSearch("page", null); setSearch(name, value); };
  useFileDrop(offer, useScopes()("workflows:write"));
  useTitle(t("nav.workflows"));

  const found = workflows.data?.workflows ?? [];
  return (
    <>
      <PageHead title={t("nav.workflows")} sub={t("workflows.sub")}><NewWorkflow /></PageHead>
      <div className="toolbar">
        <div className="search">
          <Search size={15} aria-hidden="true" />
          <input className="input" type="search" aria-label={t("workflows.search")} placeholder={t("workflows.search")} value={text} onChange={(event) => narrow("q", event.target.value)} />
        </div>
        <div className="segments" role="group" aria-label={t("status")}>
          {FILTERS.map((each) => (
            <button key={each} type="button" aria-pressed={status === each} onClick={() => narrow("status", each)}>
              {t(each ? `status.${each}` : "all")}
            </button>
          ))}
        </div>
        {tag && <button type="button" className="button" aria-label={t("workflows.tag.remove", { tag })} title={t("workflows.tag.remove", { tag })} onClick={() => narrow("tag", "")}><span dir="auto">{tag}</span> <X size={14} aria-hidden="true" /></button>}
        <span className="grow" />
        <select className="select" style={{ width: "auto" }} aria-label={t("workflows.sort")} value={sort} onChange={(event) => narrow("sort", event.target.value === NEWEST ? "" : event.target.value)}>
          {ORDERS.map((each) => <option key={each} value={each}>{t(`workflows.sort.${each}`)}</option>)}
        </select>
      </div>
      {workflows.error && <ProblemNotice problem={workflows.error} retry={() => void workflows.refetch()} />}
      <section className="panel" aria-label={t("nav.workflows")}>
        {workflows.isPending && <Loading />}
        {workflows.data && found.length === 0 && <NoWorkflows isFiltered={Boolean(text || status || tag)} />}
        {found.length > 0 && <WorkflowTable workflows={found} />}
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
