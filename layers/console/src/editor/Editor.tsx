import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ListTree, MessageSquareText, Play, Plus, Redo2, Save, Sparkles, Undo2, Workflow as WorkflowIcon } from "lucide-react";
import { type KeyboardEvent, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { nodeTypesQuery } from "../api/editing";
import { Problem } from "../api/problem";
import { runQuery } from "../api/queries";
import { useWords } from "../i18n";
import { Failure } from "../pages/run/Failure";
import { overlayOf } from "../pages/run/overlay";
import { offer } from "../pages/importing/offered";
import { Link, paths, readdress } from "../router";
import { useCommands } from "../shell/commands";
import { keepEditor } from "../shell/editorKey";
import { isFocusLost } from "../ui/keptFocus";
import { onDemand } from "../ui/onDemand";
import { Loading, Notice, offWhen, ProblemNotice, Status } from "../ui/parts";
import { useTitle } from "../ui/title";
import { toast } from "../ui/toasts";
import { inExecutionOrder } from "../workflow/order";
import { RunDialog } from "../workflow/RunDialog";
import type { NodeType, NodeTypeShown } from "../workflow/types";
import { Beginnings } from "./Beginnings";
import type { CanvasActs } from "./Canvas";
import { useDiagnosis } from "./drawing/diagnosis";
import { addNode, changeNode, connect, copyOf, disconnect, type Drawing, type Exit, paste, place, removeNodes, unplace } from "./drawing/document";
import { dropDraft, NEW, readDraft } from "./drawing/draft";
import { firstFreeExit, labelOf, onlyOpenEnd, spotBelow } from "./drawing/exits";
import { useHistory } from "./drawing/history";
import { focusFields, focusNode, neighbourOf } from "./focus";
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
  const latest = useRef(drawing);
  latest.current = drawing;
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
  const title = useRef<HTMLInputElement>(null);
  const types = useQuery(nodeTypesQuery());
  const diagnosis = useDiagnosis(drawing, id);
  const diagnostics = diagnosis.data?.diagnostics ?? [];
  useTitle(drawing.name || t("editor.untitled"));
  useKeptDraft(id ?? NEW, drawing, saving.stored.revision, isDirty);
  useLeaveGuard(isDirty, t("editor.leave"));

  // What was drawn on meanwhile belongs to the workflow that was made, too: it must not become a second one.
  const { made } = saving;
  useEffect(() => {
    if (!made) return;
    dropDraft(id ?? NEW);
    keepEditor(id, made);
    readdress(paths.workflow(made, "edit"));
  }, [made]);

  const select = useCallback((nodes: ReadonlySet<string>, chosen: ReadonlySet<number>) => {
    setSelected(nodes);
    setEdges(chosen);
  }, []);

  const remove = useCallback((nodes: ReadonlySet<string>, chosen: ReadonlySet<number>) => {
    const next = neighbourOf(nodes, inExecutionOrder(latest.current).map(({ id: each }) => each));
    change((before) => removeNodes(disconnect(before, chosen), nodes));
    select(NONE, NO_EDGES);
    requestAnimationFrame(() => isFocusLost() && focusNode(nodes.size > 0 ? next : undefined));
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

  function add(type: NodeTypeShown, position: { x: number; y: number } | null = null, isByKeyboard = false): void {
    const isTyped = drawing.nodes.length === 0 && type.type !== "trigger";
    const config = { ...type.example };
    const from = position ? null : exit;
    const below = from && drawing.nodes.every((each) => each.position) ? spotBelow(drawing, from.source) : null;
    const begun: Drawing = isTyped ? addNode(drawing, "trigger", {}, null, null)[0] : drawing;
    const [grown, made] = addNode(begun, type.type as NodeType, config, isTyped ? { source: begun.nodes[0]!.id, handle: null } : from, position ?? below);
    change(() => grown);
    setAfter(null);
    select(new Set([made]), NO_EDGES);
    if (isByKeyboard) focusFields();
  }

  function begin(config: object, isByKeyboard: boolean): void {
    const [begun, made] = addNode(drawing, "trigger", { ...config }, null, null);
    change(() => begun);
    select(new Set([made]), NO_EDGES);
    if (isByKeyboard) focusFields();
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

  const isNameless = drawing.name.trim() === "";
  /** Without a name nothing is saved: its field is where it goes on. */
  function named(act: () => void): void {
    if (isNameless) title.current?.focus();
    else act();
  }

  useShortcuts({ history, save: () => isDirty && !saving.isSaving && named(saving.save), drawing, selected, remove, pasteIn: (piece) => {
    const [grown, made] = paste(drawing, piece);
    change(() => grown);
    select(made, NO_EDGES);
  }, refuse: (files) => {
    if (drawing.nodes.length === 0) offer(files);
    else toast(t("editor.foreign"), "bad");
  } });

  /** Enter on a node opens its fields. */
  function openFields({ key, target }: KeyboardEvent): void {
    if (key === "Enter" && (target as Element).matches(".react-flow__node, .outline-node")) focusFields();
  }

  const marks = useMemo(() => marksOf(diagnostics, t), [diagnostics, t]);
  const watchedRun = useQuery({ ...runQuery(watched ?? ""), enabled: watched !== null });
  const overlay = useMemo(() => (watchedRun.data ? overlayOf(drawing, watchedRun.data) : undefined), [drawing, watchedRun.data]);

  useCommands([
    isDirty && { label: t("save"), icon: Save, hint: "Ctrl S", act: () => named(saving.save) },
    isDirty && { label: t("editor.comment.title"), icon: MessageSquareText, act: () => named(() => setCommenting(true)) },
    id !== null && !isDirty && { label: t("workflow.run"), icon: Play, act: () => setRunning(true) },
    history.canUndo && { label: t("editor.undo"), icon: Undo2, hint: "Ctrl Z", act: history.undo },
    history.canRedo && { label: t("editor.redo"), icon: Redo2, hint: "Ctrl Shift Z", act: history.redo },
    { label: t("palette.search"), icon: Plus, act: () => requestAnimationFrame(() => search.current?.focus()) },
    { label: t(view === "graph" ? "tab.outline" : "tab.graph"), icon: view === "graph" ? ListTree : WorkflowIcon, act: () => setView(view === "graph" ? "outline" : "graph") },
    drawing.nodes.some(({ position }) => position) && { label: t("editor.tidy"), icon: Sparkles, act: () => change(unplace) },
  ]);
  const maySave = isDirty && !saving.isSaving;
  return (
    <>
      <header className="editor-bar">
        <Link to={id ? paths.workflow(id) : paths.workflows} className="button quiet icon" aria-label={t(id ? "editor.back" : "editor.back.all")} title={t(id ? "editor.back" : "editor.back.all")}><ChevronLeft size={16} aria-hidden="true" /></Link>
        <h1 className="hidden-visually">{t("editor.title", { name: drawing.name })}</h1>
        <input ref={title} className="input title-input" aria-label={t("editor.name")} aria-invalid={isNameless} dir="auto" maxLength={200} value={drawing.name} onChange={(event) => change((before) => ({ ...before, name: event.target.value }), "name")} />
        <span className={isNameless ? "small missing" : "small muted"} role="status">{isNameless ? t("editor.nameless") : saving.isSaving ? t("editor.saving") : isDirty ? t("editor.unsaved") : id ? t("editor.isSaved") : ""}</span>
        <span className="grow" />
        <div className="segments" role="group" aria-label={t("workflow.views")}>
          <button type="button" aria-pressed={view === "graph"} onClick={() => setView("graph")}><WorkflowIcon size={13} aria-hidden="true" /> {t("tab.graph")}</button>
          <button type="button" aria-pressed={view === "outline"} onClick={() => setView("outline")}><ListTree size={13} aria-hidden="true" /> {t("tab.outline")}</button>
        </div>
        <button type="button" className="button icon quiet" {...offWhen(!history.canUndo, history.undo)} aria-label={t("editor.undo")} title={`${t("editor.undo")} (Ctrl Z)`}><Undo2 size={16} aria-hidden="true" /></button>
        <button type="button" className="button icon quiet" {...offWhen(!history.canRedo, history.redo)} aria-label={t("editor.redo")} title={`${t("editor.redo")} (Ctrl Shift Z)`}><Redo2 size={16} aria-hidden="true" /></button>
        <button type="button" className="button icon quiet" {...offWhen(!drawing.nodes.some(({ position }) => position), () => change(unplace))} aria-label={t("editor.tidy")} title={t("editor.tidy")}><Sparkles size={16} aria-hidden="true" /></button>
        {id && <button type="button" className="button" title={isDirty ? t("editor.run.first") : undefined} {...offWhen(isDirty, () => setRunning(true))}><Play size={15} aria-hidden="true" /> {t("workflow.run")}</button>}
        <button type="button" className="button icon" {...offWhen(!maySave, () => named(() => setCommenting(true)))} aria-label={t("editor.comment.title")} title={t("editor.comment.title")}><MessageSquareText size={15} aria-hidden="true" /></button>
        <button type="button" className="button primary" {...offWhen(!maySave, () => named(saving.save))}><Save size={15} aria-hidden="true" /> {t("save")}</button>
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
          {types.error ? <ProblemNotice problem={types.error} retry={() => void types.refetch()} /> : types.data ? <Palette types={types.data} after={exit ? labelOf(exit, drawing) : null} onAdd={(type, isByKeyboard) => add(type, null, isByKeyboard)} searchRef={search} /> : <Loading rows={8} />}
        </aside>
        <section tabIndex={-1} onKeyDown={openFields} className={view === "graph" ? "editor-canvas graph" : "editor-canvas outline-panel"} aria-label={t(view === "graph" ? "tab.graph" : "tab.outline")}>
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
        <aside className="editor-right" aria-label={t("inspector")} onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && focusNode(only)}>
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
