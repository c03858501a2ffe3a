import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronRight, Copy, Pause, Pencil, Play, Power, Trash2 } from "lucide-react";
import { lazy, type ReactElement, Suspense, useState } from "react";
import { api } from "../api/client";
import { workflowQuery } from "../api/queries";
import { useWords, type Word } from "../i18n";
import { Link, navigate, paths } from "../router";
import { useScopes } from "../session/scopes";
import { useCommands } from "../shell/commands";
import { Dialog, Loading, Moment, PageHead, ProblemNotice, Status } from "../ui/parts";
import { Json } from "../ui/Json";
import { useCurrentInView } from "../ui/inView";
import { MoreMenu } from "../ui/MoreMenu";
import { useTitle } from "../ui/title";
import { toast } from "../ui/toasts";
import { ActivatedDialog, isWorthTelling } from "../workflow/ActivatedDialog";
import { RunDialog } from "../workflow/RunDialog";
import { isManaged } from "../workflow/managed";
import type { Activated, Scope, Workflow } from "../workflow/types";
import { RunList } from "./RunsPage";
import { GraphTab } from "./workflow/GraphTab";
import { OutlineTab } from "./workflow/OutlineTab";
import { StatsTab } from "./workflow/StatsTab";
import { TriggersTab } from "./workflow/TriggersTab";
import { PageProblem } from "./PageProblem";

const RevisionsTab = lazy(() => import("./workflow/RevisionsTab"));
const MachineTab = lazy(() => import("./workflow/MachineTab"));

type Tab = { scope?: Scope; id: string; word: Word; show: (workflow: Workflow, revision: string) => ReactElement };

const TABS: readonly Tab[] = [
  { id: "graph", word: "tab.graph", show: (workflow) => <GraphTab workflow={workflow} /> },
  { id: "outline", word: "tab.outline", show: (workflow) => <OutlineTab workflow={workflow} /> },
  { id: "machine", word: "tab.machine", show: (workflow) => <MachineTab workflow={workflow} /> },
  { id: "json", word: "tab.json", show: (workflow) => <JsonTab workflow={workflow} /> },
  { scope: "executions:read", id: "runs", word: "tab.runs", show: ({ id }) => <RunList workflowId={id} /> },
  { scope: "executions:read", id: "stats", word: "tab.stats", show: ({ id }) => <StatsTab workflowId={id} /> },
  { id: "revisions", word: "tab.revisions", show: (workflow, revision) => <RevisionsTab workflow={workflow} tag={revision} /> },
  { id: "triggers", word: "tab.triggers", show: (workflow) => <TriggersTab workflow={workflow} /> },
];

export default function WorkflowPage({ id, tab }: { id: string; tab: string }) {
  const t = useWords();
  const found = useQuery(workflowQuery(id));
  useTitle(found.data?.workflow.name ?? t("workflow"));
  if (found.error && !found.data) return <PageProblem problem={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading />;
  const { workflow, revision } = found.data;
  const shown = TABS.find((each) => each.id === tab) ?? TABS[0]!;
  return (
    <>
      <PageHead
        crumbs={<Link to={paths.workflows}>{t("nav.workflows")}</Link>}
        title={workflow.name}
        sub={<span className="row wrap"><Status status={workflow.status} /> {isManaged(workflow) && <span className="tag" title={t("workflow.managed.text")}>{t("workflow.managed")}</span>} {workflow.description && <span dir="auto">{workflow.description}</span>}<span className="muted">{t("changed")} <Moment value={workflow.updated_at} /></span></span>}
      >
        <Actions workflow={workflow} revision={revision} />
      </PageHead>
      <Tabs id={id} shown={shown} />
      <Suspense fallback={<Loading />}>{shown.show(workflow, revision)}</Suspense>
    </>
  );
}

function Tabs({ id, shown }: { id: string; shown: Tab }) {
  const t = useWords();
  const can = useScopes();
  const bar = useCurrentInView<HTMLElement>(shown.id);
  return (
    <nav ref={bar} className="tabs" aria-label={t("workflow.views")} style={{ marginBottom: 14 }}>
      {TABS.filter(({ scope }) => !scope || can(scope)).map((each) => (
        <Link key={each.id} to={paths.workflow(id, each.id === "graph" ? "" : each.id)} aria-current={each === shown ? "page" : undefined}>{t(each.word)}</Link>
      ))}
    </nav>
  );
}

function JsonTab({ workflow: { name, description, nodes, connections, settings } }: { workflow: Workflow }) {
  const t = useWords();
  return <Json value={{ name, description, nodes, connections, ...(settings ? { settings } : {}) }} maxHeight={720} label={t("tab.json")} />;
}

function Actions({ workflow, revision }: { workflow: Workflow; revision: string }) {
  const t = useWords();
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<"run" | "delete" | null>(null);
  const [activated, setActivated] = useState<Activated | null>(null);
  const can = useScopes();
  const mayWrite = can("workflows:write");
  const isActive = workflow.status === "active";
  const header = { "If-Match": revision };
  const path = { workflow_id: workflow.id };
  const setStatus = useMutation({
    mutationFn: () => api.POST("/v1/workflows/{workflow_id}/status", { params: { path, header }, body: { status: isActive ? "inactive" : "active" } }),
    onSuccess: ({ data }) => {
      if (isWorthTelling(data!.data)) setActivated(data!.data);
      else toast(t(isActive ? "workflow.deactivated" : "workflow.activated"));
    },
    onError: (error) => toast(error.message, "bad"),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["workflow", workflow.id] });
      void queries.invalidateQueries({ queryKey: ["webhooks", workflow.id] });
    },
  });
  const copy = useMutation({
    mutationFn: async () => {
      const { description, nodes, connections, settings } = workflow;
      const body = { name: t("workflow.copy.name", { name: workflow.name }).slice(0, 200), description, nodes, connections, ...(settings ? { settings } : {}) };
      return api.POST("/v1/workflows", { params: { header: {} }, body });
    },
    onSuccess: ({ data }) => {
      toast(t("workflow.copied"));
      void queries.invalidateQueries({ queryKey: ["workflows"] });
      navigate(paths.workflow(data!.data.id));
    },
    onError: (error) => toast(error.message, "bad"),
  });
  useCommands([
    can("workflows:execute") && { label: t("workflow.run"), icon: Play, act: () => setDialog("run") },
    mayWrite && !isManaged(workflow) && { label: t("workflow.edit"), icon: Pencil, act: () => navigate(paths.workflow(workflow.id, "edit")) },
    mayWrite && { label: t(isActive ? "workflow.deactivate" : "workflow.activate"), icon: isActive ? Pause : Power, act: () => setStatus.mutate() },
    mayWrite && { label: t("workflow.copy"), icon: Copy, act: () => copy.mutate() },
    ...TABS.filter(({ scope }) => !scope || can(scope)).map(({ id, word }) => ({ label: t(word), icon: ChevronRight, act: () => navigate(paths.workflow(workflow.id, id === "graph" ? "" : id)) })),
  ]);
  return (
    <>
      {mayWrite && (
        <button type="button" className="button" disabled={setStatus.isPending} onClick={() => setStatus.mutate()}>
          {isActive ? <Pause size={15} aria-hidden="true" /> : <Power size={15} aria-hidden="true" />} {t(isActive ? "workflow.deactivate" : "workflow.activate")}
        </button>
      )}
      {can("workflows:execute") && (
        <button type="button" className="button" onClick={() => setDialog("run")}>
          <Play size={15} aria-hidden="true" /> {t("workflow.run")}
        </button>
      )}
      {mayWrite && !isManaged(workflow) && <Link to={paths.workflow(workflow.id, "edit")} className="button primary"><Pencil size={14} aria-hidden="true" /> {t("workflow.edit")}</Link>}
      {mayWrite && <MoreMenu
        entries={[
          { word: "workflow.copy", icon: Copy, act: () => copy.mutate() },
          ...(isManaged(workflow) ? [] : [{ word: "workflow.delete" as const, icon: Trash2, isDanger: true, act: () => setDialog("delete") }]),
        ]}
      />}
      {dialog === "run" && <RunDialog workflow={workflow} onClose={() => setDialog(null)} />}
      {activated && <ActivatedDialog workflow={workflow} activated={activated} onClose={() => setActivated(null)} />}
      {dialog === "delete" && <DeleteDialog workflow={workflow} revision={revision} onClose={() => setDialog(null)} />}
    </>
  );
}

function DeleteDialog({ workflow, revision, onClose }: { workflow: Workflow; revision: string; onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.DELETE("/v1/workflows/{workflow_id}", { params: { path: { workflow_id: workflow.id }, header: { "If-Match": revision } } }),
    onSuccess: () => {
      toast(t("workflow.deleted"));
      void queries.invalidateQueries({ queryKey: ["workflows"] });
      navigate(paths.workflows);
    },
  });
  return (
    <Dialog title={t("workflow.delete.title", { name: workflow.name })} onClose={onClose}>
      <p>{t("workflow.delete.text")}</p>
      {remove.error && <ProblemNotice problem={remove.error} />}
      <footer>
        <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
        <button type="button" className="button danger solid" disabled={remove.isPending} onClick={() => remove.mutate()}>{t("workflow.delete")}</button>
      </footer>
    </Dialog>
  );
}
