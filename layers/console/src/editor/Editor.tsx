import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronLeft, ListTree, Play, Plus, Redo2, Save, Sparkles, Undo2, Workflow as WorkflowIcon } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api } from "../api/client";
import { nodeTypesQuery } from "../api/editing";
import { Problem } from "../api/problem";
import { runQuery, runsQuery, stepsQuery, variablesQuery, versionOf, workflowQuery } from "../api/queries";
import type { Mark } from "../graph/NodeCard";
import { formatMoment, formatNumber, useWords } from "../i18n";
import { overlayOf } from "../pages/run/overlay";
import { Link, navigate, paths } from "../router";
import { useIsAllowed } from "../session/scopes";
import { useCommands } from "../shell/commands";
import { StatusIcon } from "../ui/icons";
import { Loading, Notice, ProblemNotice, Status } from "../ui/parts";
import { toast } from "../ui/toasts";
import { useTitle } from "../ui/title";
import { handlesOf, nameOf } from "../workflow/catalogue";
import { RunDialog } from "../workflow/RunDialog";
import type { Diagnostic, NodeType, NodeTypeShown } from "../workflow/types";
import { statusName } from "../workflow/words";
import type { CanvasActs } from "./Canvas";
import { Conflict } from "./saving/Conflict";
import { useDiagnosis } from "./drawing/diagnosis";
import { addNode, changeNode, connect, copyOf, disconnect, type Drawing, drawingOf, type Exit, paste, place, removeNodes, unplace } from "./drawing/document";
import { dropDraft, readDraft } from "./drawing/draft";
import { useHistory } from "./drawing/history";
import { type Acts, Inspector } from "./forms/Inspector";
import { useKeptDraft, useLeaveGuard } from "./saving/leaving";
import { OutlineEditor } from "./OutlineEditor";
import { Palette } from "./Palette";
import { sampleOf } from "./expressions/sample";
import { useShortcuts } from "./shortcuts";

const Canvas = lazy(() => import("./Canvas"));
const NEW = "new";
const NONE: ReadonlySet<string> = new Set();
const NO_EDGES: ReadonlySet<number> = new Set();

type Props = { id: string | null; base: Drawing; revision: string };

export function Editor({ id, base, revision }: Props) {
  const t = useWords();
  const queries = useQueryClient();
  const draft = useMemo(() => readDraft(id ?? NEW), [id]);
  const history = useHistory(draft?.drawing ?? base);
  const { drawing, change } = history;
  const [saved, setSaved] = useState(base);
  const [at, setAt] = useState(draft?.revision ?? revision);
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => {
    const asked = new URLSearchParams(window.location.search).get("node");
    return asked && base.nodes.some((each) => each.id === asked) ? new Set([asked]) : NONE;
  });
  const [edges, setEdges] = useState<ReadonlySet<number>>(NO_EDGES);
  const [after, setAfter] = useState<Exit | null>(null);
  const [view, setView] = useState<"graph" | "outline">(() => (window.innerWidth < 820 ? "outline" : "graph"));
  const [conflict, setConflict] = useState<{ theirs: Drawing; revision: string } | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [watched, setWatched] = useState<string | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const types = useQuery(nodeTypesQuery());
  const diagnosis = useDiagnosis(drawing, id);
  const diagnostics = diagnosis.data?.diagnostics ?? [];
  const isDirty = drawing !== saved && JSON.stringify(drawing) !== JSON.stringify(saved);
  useTitle(drawing.name || t("editor.untitled"));
  useKeptDraft(id ?? NEW, drawing, at, isDirty);
  useLeaveGuard(isDirty, t("editor.leave"));

  const save = useMutation({
    mutationFn: async (revisionNow: string) => {
      if (id === null) return api.POST("/v1/workflows", { params: { header: {} }, body: drawing as never });
      return api.PUT("/v1/workflows/{workflow_id}", { params: { path: { workflow_id: id }, header: { "If-Match": revisionNow } }, body: drawing as never });
    },
    onSuccess: ({ data, response }) => {
      const workflow = data!.data;
      dropDraft(id ?? NEW);
      setSaved(drawing);
      setAt(response.headers.get("ETag") ?? "");
      queries.setQueryData(workflowQuery(workflow.id).queryKey, { workflow, revision: response.headers.get("ETag") ?? "" });
      void queries.invalidateQueries({ queryKey: ["machine", workflow.id] });
      void queries.invalidateQueries({ queryKey: ["workflows"] });
      toast(t("editor.saved"));
    },
    onError: (error) => {
      if (error instanceof Problem && (error.status === 412 || error.code === "WORKFLOW_CHANGED")) void meet();
    },
  });
  // Once what was new is saved nothing keeps the person here any more.
  const made = id === null ? save.data?.data?.data.id : undefined;
  useEffect(() => {
    if (made && !isDirty) navigate(paths.workflow(made, "edit"), { replace: true });
  }, [made, isDirty]);

  /** Read what the other one has saved. */
  async function meet(): Promise<void> {
    const answer = await api.GET("/v1/workflows/{workflow_id}", { params: { path: { workflow_id: id! } } });
    setConflict({ theirs: drawingOf(answer.data!.data), revision: answer.response.headers.get("ETag") ?? "" });
  }

  const select = useCallback((nodes: ReadonlySet<string>, chosen: ReadonlySet<number>) => {
    setSelected(nodes);
    setEdges(chosen);
  }, []);

  const remove = useCallback((nodes: ReadonlySet<string>, chosen: ReadonlySet<number>) => {
    change((before) => removeNodes(disconnect(before, chosen), nodes));
    select(NONE, NO_EDGES);
  }, [change, select]);

  const duplicate = useCallback((ids: ReadonlySet<string>) => {
    const [grown, made] = paste(drawing, copyOf(drawing, ids));
    change(() => grown);
    select(made, NO_EDGES);
  }, [change, drawing, select]);

  const askForNode = useCallback((exit: Exit) => {
    setAfter(exit);
    search.current?.focus();
  }, []);

  const [only] = selected.size === 1 ? selected : [];
  const node = drawing.nodes.find(({ id: each }) => each === only);
  const exit = after ?? (node ? firstFreeExit(node.id, drawing) : null);

  function add(type: NodeTypeShown, position: { x: number; y: number } | null = null): void {
    const isTyped = drawing.nodes.length === 0 && type.type !== "trigger";
    const config = { ...type.example };
    const from = position ? null : exit;
    const below = from && drawing.nodes.every((each) => each.position) ? spotBelow(drawing, from.source) : null;
    const begun: Drawing = isTyped ? addNode(drawing, "trigger", {}, null, null)[0] : drawing;
    const [grown, made] = addNode(begun, type.type as NodeType, config, isTyped ? { source: begun.nodes[0]!.id, handle: null } : from, position ?? below);
    change(() => grown);
    setAfter(null);
    select(new Set([made]), NO_EDGES);
  }

  const acts: Acts = useMemo(() => ({
    change: (nodeId, part, field) => change((before) => changeNode(before, nodeId, part), field),
    connect: (from, target) => change((before) => connect(before, from, target)),
    disconnect: (index) => change((before) => disconnect(before, new Set([index]))),
    remove: (ids) => remove(ids, NO_EDGES),
    duplicate,
    addAfter: askForNode,
    select: (nodeId) => select(nodeId ? new Set([nodeId]) : NONE, NO_EDGES),
  }), [change, remove, duplicate, askForNode, select]);

  const latestAdd = useRef(add);
  latestAdd.current = add;
  const canvasActs: CanvasActs = useMemo(() => ({
    select,
    place: (positions) => change((before) => place(before, positions)),
    connect: acts.connect,
    remove,
    drop: (type, position) => {
      const found = types.data?.find((each) => each.type === type);
      if (found) latestAdd.current(found, position);
    },
    addAfter: askForNode,
  }), [select, change, acts, remove, askForNode, types.data]);

  useShortcuts({ history, save: () => isDirty && save.mutate(at), drawing, selected, remove, pasteIn: (piece) => {
    const [grown, made] = paste(drawing, piece);
    change(() => grown);
    select(made, NO_EDGES);
  } });

  const marks = useMemo(() => marksOf(diagnostics, t), [diagnostics, t]);
  const watchedRun = useQuery({ ...runQuery(watched ?? ""), enabled: watched !== null });
  const overlay = useMemo(() => (watchedRun.data ? overlayOf(drawing, watchedRun.data) : undefined), [drawing, watchedRun.data]);

  useCommands([
    isDirty && { label: t("save"), icon: Save, hint: "Ctrl S", act: () => save.mutate(at) },
    id !== null && !isDirty && { label: t("workflow.run"), icon: Play, act: () => setRunning(true) },
    history.canUndo && { label: t("editor.undo"), icon: Undo2, hint: "Ctrl Z", act: history.undo },
    history.canRedo && { label: t("editor.redo"), icon: Redo2, hint: "Ctrl Shift Z", act: history.redo },
    { label: t("palette.search"), icon: Plus, act: () => requestAnimationFrame(() => search.current?.focus()) },
    { label: t(view === "graph" ? "tab.outline" : "tab.graph"), icon: view === "graph" ? ListTree : WorkflowIcon, act: () => setView(view === "graph" ? "outline" : "graph") },
    drawing.nodes.some(({ position }) => position) && { label: t("editor.tidy"), icon: Sparkles, act: () => change(unplace) },
  ]);
  return (
    <>
      <header className="editor-bar">
        <Link to={id ? paths.workflow(id) : paths.workflows} className="button quiet icon" aria-label={t("editor.back")} title={t("editor.back")}><ChevronLeft size={16} aria-hidden="true" /></Link>
        <h1 className="hidden-visually">{t("editor.title", { name: drawing.name })}</h1>
        <input className="input title-input" aria-label={t("editor.name")} maxLength={200} value={drawing.name} onChange={(event) => change((before) => ({ ...before, name: event.target.value }), "name")} />
        <span className="small muted" role="status">{isDirty ? t("editor.unsaved") : id ? t("editor.isSaved") : ""}</span>
        <span className="grow" />
        <div className="segments" role="group" aria-label={t("workflow.views")}>
          <button type="button" aria-pressed={view === "graph"} onClick={() => setView("graph")}><WorkflowIcon size={13} aria-hidden="true" /> {t("tab.graph")}</button>
          <button type="button" aria-pressed={view === "outline"} onClick={() => setView("outline")}><ListTree size={13} aria-hidden="true" /> {t("tab.outline")}</button>
        </div>
        <button type="button" className="button icon quiet" disabled={!history.canUndo} onClick={history.undo} aria-label={t("editor.undo")} title={`${t("editor.undo")} (Ctrl Z)`}><Undo2 size={16} aria-hidden="true" /></button>
        <button type="button" className="button icon quiet" disabled={!history.canRedo} onClick={history.redo} aria-label={t("editor.redo")} title={`${t("editor.redo")} (Ctrl Shift Z)`}><Redo2 size={16} aria-hidden="true" /></button>
        <button type="button" className="button icon quiet" disabled={!drawing.nodes.some(({ position }) => position)} onClick={() => change(unplace)} aria-label={t("editor.tidy")} title={t("editor.tidy")}><Sparkles size={16} aria-hidden="true" /></button>
        {id && <button type="button" className="button" disabled={isDirty} title={isDirty ? t("editor.run.first") : undefined} onClick={() => setRunning(true)}><Play size={15} aria-hidden="true" /> {t("workflow.run")}</button>}
        <button type="button" className="button primary" disabled={!isDirty || save.isPending || !drawing.name.trim()} onClick={() => save.mutate(at)}><Save size={15} aria-hidden="true" /> {t("save")}</button>
      </header>
      {draft && isDirty && draft.drawing === drawing && (
        <div className="editor-notice"><Notice tone="info" action={<button type="button" className="button small" onClick={() => { dropDraft(id ?? NEW); history.replace(base); setAt(revision); }}>{t("editor.discard")}</button>}>{t("editor.restored")}</Notice></div>
      )}
      {save.error && !conflict && <div className="editor-notice"><ProblemNotice problem={save.error} /></div>}
      <div className="editor-body">
        <aside className="editor-left" aria-label={t("palette")}>
          {types.error ? <ProblemNotice problem={types.error} retry={() => void types.refetch()} /> : types.data ? <Palette types={types.data} after={exit ? labelOf(exit, drawing) : null} onAdd={(type) => add(type)} searchRef={search} /> : <Loading rows={8} />}
        </aside>
        <section className={view === "graph" ? "editor-canvas graph" : "editor-canvas outline-panel"} aria-label={t(view === "graph" ? "tab.graph" : "tab.outline")}>
          {drawing.nodes.length === 0 ? (
            <div className="empty"><WorkflowIcon className="large" size={32} strokeWidth={1.5} aria-hidden="true" /><h2>{t("editor.empty")}</h2><p>{t("editor.empty.text")}</p></div>
          ) : view === "graph" ? (
            <Suspense fallback={<div className="graph-loading">{t("graph.drawing")}</div>}>
              <Canvas drawing={drawing} selected={selected} selectedEdges={edges} marks={marks} overlay={overlay} acts={canvasActs} />
            </Suspense>
          ) : (
            <OutlineEditor drawing={drawing} selected={only ?? null} marks={marks} acts={acts} />
          )}
        </section>
        <aside className="editor-right" aria-label={t("inspector")}>
          {node ? (
            <SampledInspector key={node.id} id={id} nodeId={node.id} drawing={drawing} types={types.data ?? []} diagnostics={diagnostics} acts={acts} />
          ) : (
            <Overview drawing={drawing} change={change} selected={selected} duplicate={duplicate} remove={(ids) => remove(ids, edges)} edges={edges} />
          )}
        </aside>
      </div>
      <footer className="editor-status">
        <Problems diagnostics={diagnostics} drawing={drawing} onSelect={acts.select} isChecking={diagnosis.isFetching} />
        <span className="grow" />
        {watchedRun.data && <Link to={paths.run(watchedRun.data.id)} className="row"><Status status={watchedRun.data.status} /> {t("editor.watch")}</Link>}
        <Price budgets={diagnosis.data?.budgets as Budgets} />
      </footer>
      {isRunning && id && <RunDialog workflow={{ id, name: drawing.name, nodes: drawing.nodes }} onClose={() => setRunning(false)} onStarted={setWatched} />}
      {conflict && (
        <Conflict
          base={saved}
          theirs={conflict.theirs}
          onClose={() => setConflict(null)}
          onMine={() => { setSaved(conflict.theirs); setAt(conflict.revision); setConflict(null); save.mutate(conflict.revision); }}
          onTheirs={() => { dropDraft(id ?? NEW); history.replace(conflict.theirs); setSaved(conflict.theirs); setAt(conflict.revision); setConflict(null); save.reset(); }}
        />
      )}
    </>
  );
}

type SampledProps = { id: string | null; nodeId: string; drawing: Drawing; types: readonly NodeTypeShown[]; diagnostics: readonly Diagnostic[]; acts: Acts };

/** The forms of a node, with the data of a run to try expressions on. */
function SampledInspector({ id, nodeId, drawing, types, diagnostics, acts }: SampledProps) {
  const t = useWords();
  const runs = useQuery({ ...runsQuery({ workflow_id: id ?? "", limit: 10 }), enabled: useIsAllowed("executions:read") && id !== null, refetchInterval: false });
  const [chosen, setChosen] = useState(() => new URLSearchParams(window.location.search).get("run") ?? "");
  const runId = chosen || runs.data?.executions[0]?.id || "";
  const run = useQuery({ ...runQuery(runId), enabled: runId !== "" });
  const steps = useQuery({ ...stepsQuery(runId, run.data ? versionOf(run.data) : ""), enabled: run.data !== undefined });
  const node = drawing.nodes.find((each) => each.id === nodeId)!;
  const variables = useQuery({ ...variablesQuery(), enabled: useIsAllowed("variables:read") });
  const vars = useMemo(() => variables.data && Object.fromEntries(variables.data.variables.map(({ name, value }) => [name, value])), [variables.data]);
  const sample = useMemo(() => sampleOf(nodeId, drawing.connections, run.data, steps.data?.steps ?? [], vars), [nodeId, drawing.connections, run.data, steps.data, vars]);
  const own = useMemo(() => diagnostics.filter(({ node_id }) => node_id === nodeId), [diagnostics, nodeId]);
  return (
    <>
      <Inspector node={node} drawing={drawing} type={types.find(({ type }) => type === node.type)} diagnostics={own} sample={sample} acts={acts} />
      {runs.data && runs.data.executions.length > 0 && (
        <div className="field sample-choice">
          <label htmlFor="sample-run">{t("sample")}</label>
          <select id="sample-run" className="select" value={runId} onChange={(event) => setChosen(event.target.value)}>
            {chosen && !runs.data.executions.some((each) => each.id === chosen) && <option value={chosen}>{chosen}</option>}
            {runs.data.executions.map((each) => <option key={each.id} value={each.id}>{formatMoment(each.started_at, { seconds: true })} · {statusName(each.status)}</option>)}
          </select>
        </div>
      )}
    </>
  );
}

type OverviewProps = { drawing: Drawing; change: (to: (drawing: Drawing) => Drawing, field?: string) => void; selected: ReadonlySet<string>; edges: ReadonlySet<number>; duplicate: (ids: ReadonlySet<string>) => void; remove: (ids: ReadonlySet<string>) => void };

/** What can be said of the whole workflow, or done with several nodes, while no single one is selected. */
function Overview({ drawing, change, selected, edges, duplicate, remove }: OverviewProps) {
  const t = useWords();
  if (selected.size > 1 || edges.size > 0) {
    return (
      <div className="stack">
        <h2>{t("editor.selected", { count: selected.size + edges.size })}</h2>
        <div className="row wrap">
          {selected.size > 0 && <button type="button" className="button small" onClick={() => duplicate(selected)}>{t("node.duplicate")}</button>}
          <button type="button" className="button small danger" onClick={() => remove(selected)}>{t("remove")}</button>
        </div>
      </div>
    );
  }
  const settings = drawing.settings ?? {};
  const set = (part: object) => change((before) => ({ ...before, settings: { ...before.settings, ...part } }), "settings");
  return (
    <div className="stack">
      <h2>{t("workflow")}</h2>
      <div className="field">
        <label htmlFor="workflow-description">{t("editor.description")}</label>
        <textarea id="workflow-description" className="textarea" value={drawing.description} onChange={(event) => change((before) => ({ ...before, description: event.target.value }), "description")} />
      </div>
      <div className="field">
        <label htmlFor="max-iterations">{t("editor.iterations")}</label>
        <input id="max-iterations" className="input" type="number" min={1} max={1000} placeholder="100" value={settings.max_iterations ?? ""} onChange={(event) => set({ max_iterations: event.target.value === "" ? 100 : Number(event.target.value) })} />
        <span className="hint">{t("editor.iterations.hint")}</span>
      </div>
      <div className="small muted stack" style={{ gap: 4 }}>
        <p>{t("editor.tip.select")}</p>
        <p>{t("editor.tip.keys")}</p>
      </div>
    </div>
  );
}

function Problems({ diagnostics, drawing, onSelect, isChecking }: { diagnostics: readonly Diagnostic[]; drawing: Drawing; onSelect: (id: string | null) => void; isChecking: boolean }) {
  const t = useWords();
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const name = (id: string | undefined) => {
    const node = drawing.nodes.find((each) => each.id === id);
    return node ? nameOf(node) : "";
  };
  const summary = errors > 0 ? t("problems.count", { count: errors }) : diagnostics.length > 0 ? t("problems.warnings", { count: diagnostics.length }) : drawing.nodes.length > 0 ? t("problems.none") : "";
  const tone = errors > 0 ? "bad" : diagnostics.length > 0 ? "warn" : "ok";
  if (!summary) return <span />;
  return (
    <details className="problems">
      <summary className={`status ${tone}`} aria-live="polite"><StatusIcon tone={isChecking ? "run" : tone} /> {summary}</summary>
      {diagnostics.length > 0 && (
        <ul className="problems-list">
          {diagnostics.map((fault, index) => (
            <li key={index}>
              <button type="button" onClick={() => fault.node_id && onSelect(fault.node_id)}>
                <StatusIcon tone={fault.severity === "error" ? "bad" : "warn"} /> <span>{fault.node_id && <strong dir="auto">{name(fault.node_id)}: </strong>}{fault.message} <span className="muted">{fault.hint}</span></span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

type Budgets = { states: number; price_per_1000_runs: { currency: string; min: number; max: number | null } } | null | undefined;

function Price({ budgets }: { budgets: Budgets }) {
  const t = useWords();
  if (!budgets) return null;
  const { currency, min, max } = budgets.price_per_1000_runs;
  const price = formatNumber(max ?? min, { style: "currency", currency, maximumFractionDigits: 4 });
  return <span className="small muted number">{t("editor.price", { states: budgets.states, price })}</span>;
}

function marksOf(diagnostics: readonly Diagnostic[], t: ReturnType<typeof useWords>): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const { node_id: id, severity } of diagnostics) {
    if (!id || severity === "info" || (severity !== "error" && marks.has(id))) continue;
    marks.set(id, severity === "error" ? { tone: "bad", text: t("problems.mark") } : { tone: "warn", text: t("problems.mark.warning") });
  }
  return marks;
}

/** New nodes hang on the first way out that leads nowhere yet, else on the first one. */
function firstFreeExit(id: string, { nodes, connections }: Drawing): Exit | null {
  const node = nodes.find((each) => each.id === id)!;
  const handles = handlesOf(node);
  const free = handles.find((handle) => !connections.some(({ source, source_handle }) => source === id && (source_handle ?? null) === handle));
  const handle = free === undefined ? handles[0] : free;
  return handle === undefined ? null : { source: id, handle };
}

function labelOf({ source, handle }: Exit, { nodes }: Drawing): string {
  const node = nodes.find(({ id }) => id === source);
  return `${node ? nameOf(node) : source}${handle ? ` · ${handle}` : ""}`;
}

function spotBelow({ nodes }: Drawing, source: string): { x: number; y: number } {
  const { x, y } = nodes.find(({ id }) => id === source)!.position!;
  const spot = { x, y: y + 108 };
  while (nodes.some(({ position }) => position && Math.abs(position.x - spot.x) < 120 && Math.abs(position.y - spot.y) < 50)) spot.x += 240;
  return spot;
}
