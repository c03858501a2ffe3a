import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ListTree, MessageSquareText, Play, Plus, Redo2, Save, Sparkles, Undo2, Workflow as WorkflowIcon } from "lucide-react";
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { nodeTypesQuery } from "../api/editing";
import { Problem } from "../api/problem";
import { runQuery } from "../api/queries";
import { useWords } from "../i18n";
import { Failure } from "../pages/run/Failure";
import { overlayOf } from "../pages/run/overlay";
import { Link, navigate, paths } from "../router";
import { useCommands } from "../shell/commands";
import { onDemand } from "../ui/onDemand";
import { Loading, Notice, ProblemNotice, Status } from "../ui/parts";
import { useTitle } from "../ui/title";
import { RunDialog } from "../workflow/RunDialog";
import type { NodeType, NodeTypeShown } from "../workflow/types";
import { Beginnings } from "./Beginnings";
import type { CanvasActs } from "./Canvas";
import { useDiagnosis } from "./drawing/diagnosis";
import { addNode, changeNode, connect, copyOf, disconnect, type Drawing, type Exit, paste, place, removeNodes, unplace } from "./drawing/document";
import { dropDraft, NEW, readDraft } from "./drawing/draft";
import { firstFreeExit, labelOf, onlyOpenEnd, spotBelow } from "./drawing/exits";
import { useHistory } from "./drawing/history";
import type { Acts } from "./forms/Inspector";
import { SampledInspector } from "./forms/SampledInspector";
import { OutlineEditor } from "./OutlineEditor";
import { Overview } from "./Overview";
import { Palette } from "./Palette";
import { type Budgets, marksOf, Price, Problems } from "./Problems";
import { Conflict } from "./saving/Conflict";
import { useKeptDraft, useLeaveGuard } from "./saving/leaving";
import { SaveDialog } from "./saving/SaveDialog";
import { useSaving } from "./saving/saving";
import { useShortcuts } from "./shortcuts";

const Canvas = onDemand(() => import("./Canvas"));
const NONE: ReadonlySet<string> = new Set();
const NO_EDGES: ReadonlySet<number> = new Set();

type Props = { id: string | null; base: Drawing; revision: string };

export function Editor({ id, base, revision }: Props) {
  const t = useWords();
  const draft = useMemo(() => readDraft(id ?? NEW), [id]);
  const history = useHistory(draft?.drawing ?? base);
  const { drawing, change } = history;
  const saving = useSaving(id, drawing, { drawing: base, revision: draft?.revision ?? revision });
  const { isDirty, theirs } = saving;
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => {
    const asked = new URLSearchParams(window.location.search).get("node");
    return asked && base.nodes.some((each) => each.id === asked) ? new Set([asked]) : NONE;
  });
  const [edges, setEdges] = useState<ReadonlySet<number>>(NO_EDGES);
  const [after, setAfter] = useState<Exit | null>(null);
  const [view, setView] = useState<"graph" | "outline">(() => (window.innerWidth < 820 ? "outline" : "graph"));
  const [isCommenting, setCommenting] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [watched, setWatched] = useState<string | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const types = useQuery(nodeTypesQuery());
  const diagnosis = useDiagnosis(drawing, id);
  const diagnostics = diagnosis.data?.diagnostics ?? [];
  useTitle(drawing.name || t("editor.untitled"));
  useKeptDraft(id ?? NEW, drawing, saving.stored.revision, isDirty);
  useLeaveGuard(isDirty, t("editor.leave"));

  // Once what was new is saved nothing keeps the person here any more.
  const { made } = saving;
  useEffect(() => {
    if (made && !isDirty) navigate(paths.workflow(made, "edit"), { replace: true });
  }, [made, isDirty]);

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
  const exit = after ?? (node ? firstFreeExit(node.id, drawing) : onlyOpenEnd(drawing));

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

  function begin(config: object): void {
    const [begun, made] = addNode(drawing, "trigger", { ...config }, null, null);
    change(() => begun);
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

  useShortcuts({ history, save: () => isDirty && saving.save(), drawing, selected, remove, pasteIn: (piece) => {
    const [grown, made] = paste(drawing, piece);
    change(() => grown);
    select(made, NO_EDGES);
  } });

  const marks = useMemo(() => marksOf(diagnostics, t), [diagnostics, t]);
  const watchedRun = useQuery({ ...runQuery(watched ?? ""), enabled: watched !== null });
  const overlay = useMemo(() => (watchedRun.data ? overlayOf(drawing, watchedRun.data) : undefined), [drawing, watchedRun.data]);

  useCommands([
    isDirty && { label: t("save"), icon: Save, hint: "Ctrl S", act: () => saving.save() },
    isDirty && { label: t("editor.comment.title"), icon: MessageSquareText, act: () => setCommenting(true) },
    id !== null && !isDirty && { label: t("workflow.run"), icon: Play, act: () => setRunning(true) },
    history.canUndo && { label: t("editor.undo"), icon: Undo2, hint: "Ctrl Z", act: history.undo },
    history.canRedo && { label: t("editor.redo"), icon: Redo2, hint: "Ctrl Shift Z", act: history.redo },
    { label: t("palette.search"), icon: Plus, act: () => requestAnimationFrame(() => search.current?.focus()) },
    { label: t(view === "graph" ? "tab.outline" : "tab.graph"), icon: view === "graph" ? ListTree : WorkflowIcon, act: () => setView(view === "graph" ? "outline" : "graph") },
    drawing.nodes.some(({ position }) => position) && { label: t("editor.tidy"), icon: Sparkles, act: () => change(unplace) },
  ]);
  const maySave = isDirty && !saving.isSaving && drawing.name.trim() !== "";
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
        <button type="button" className="button icon" disabled={!maySave} onClick={() => setCommenting(true)} aria-label={t("editor.comment.title")} title={t("editor.comment.title")}><MessageSquareText size={15} aria-hidden="true" /></button>
        <button type="button" className="button primary" disabled={!maySave} onClick={() => saving.save()}><Save size={15} aria-hidden="true" /> {t("save")}</button>
      </header>
      {draft && isDirty && draft.drawing === drawing && (
        <div className="editor-notice"><Notice tone="info" action={<button type="button" className="button small" onClick={() => { dropDraft(id ?? NEW); history.replace(base); saving.settle({ drawing: base, revision }); }}>{t("editor.discard")}</button>}>{t("editor.restored")}</Notice></div>
      )}
      {saving.problem && (
        <div className="editor-notice stack">
          <ProblemNotice problem={saving.problem} />
          {saving.problem instanceof Problem && saving.problem.code === "WORKFLOW_NOT_FOUND" && <div><button type="button" className="button small" onClick={saving.saveAsNew}>{t("editor.asNew")}</button></div>}
        </div>
      )}
      {watchedRun.data?.status === "failed" && watchedRun.data.error && (
        <div className="editor-notice"><Failure run={watchedRun.data} nodes={drawing.nodes} onShow={acts.select} /></div>
      )}
      <div className="editor-body">
        <aside className="editor-left" aria-label={t("palette")}>
          {types.error ? <ProblemNotice problem={types.error} retry={() => void types.refetch()} /> : types.data ? <Palette types={types.data} after={exit ? labelOf(exit, drawing) : null} onAdd={(type) => add(type)} searchRef={search} /> : <Loading rows={8} />}
        </aside>
        <section className={view === "graph" ? "editor-canvas graph" : "editor-canvas outline-panel"} aria-label={t(view === "graph" ? "tab.graph" : "tab.outline")}>
          {drawing.nodes.length === 0 ? (
            <Beginnings onBegin={begin} />
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
            <SampledInspector key={node.id} id={id} nodeId={node.id} drawing={drawing} types={types.data ?? []} diagnostics={diagnostics} acts={acts} isDirty={isDirty} onStarted={setWatched} />
          ) : (
            <Overview id={id} drawing={drawing} diagnostics={diagnostics} budgets={diagnosis.data?.budgets as Budgets} change={change} selected={selected} duplicate={duplicate} remove={(ids) => remove(ids, edges)} edges={edges} />
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
      {isCommenting && <SaveDialog onSave={saving.save} onClose={() => setCommenting(false)} />}
      {theirs && id && (
        <Conflict
          id={id}
          mine={drawing}
          base={saving.stored}
          theirs={theirs}
          onClose={saving.putOff}
          onMine={() => saving.overwrite(theirs)}
          onTheirs={() => { dropDraft(id); history.replace(theirs.drawing); saving.settle(theirs); }}
          onJoin={(both) => { change(() => both); saving.settle(theirs); }}
        />
      )}
    </>
  );
}
