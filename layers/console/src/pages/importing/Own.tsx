import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { Suspense, useMemo, useState } from "react";
import { api, dataOf } from "../../api/client";
import { validated } from "../../api/editing";
import type { Drawing as Drawn } from "../../editor/drawing/document";
import { keepDraft, NEW, readDraft } from "../../editor/drawing/draft";
import type { Overlay } from "../../graph/GraphView";
import type { Mark } from "../../graph/NodeCard";
import { GraphView } from "../../graph/graphOnDemand";
import { useWords } from "../../i18n";
import { currentLanguage } from "../../i18n/language";
import { navigate, paths } from "../../router";
import { StatusIcon } from "../../ui/icons";
import { Loading, Notice, ProblemNotice } from "../../ui/parts";
import { Prose } from "../../ui/Prose";
import { toast } from "../../ui/toasts";
import type { Diagnostic, Graph } from "../../workflow/types";
import { StoreBar, type Stored } from "./StoreBar";

/** A workflow of exeoflow: every fault at once, before it is stored. */
export function Own({ found, isLast, onStored }: Stored) {
  const t = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState(found.name);
  const body = { ...found.body, name } as never;
  const tried = useQuery({ queryKey: ["import", found.id, currentLanguage()], queryFn: ({ signal }) => validated(body, signal), staleTime: Number.POSITIVE_INFINITY });
  const store = useMutation({
    mutationFn: () => dataOf(api.POST("/v1/workflows", { params: { header: {} }, body })),
    onSuccess: (workflow) => {
      toast(t("import.stored", { name: workflow.name }));
      void queries.invalidateQueries({ queryKey: ["workflows"] });
      onStored(workflow.id);
    },
  });
  /** Everything that stands in the file goes along, also what nobody knows. */
  function mend(): void {
    if (readDraft(NEW) && !window.confirm(t("import.replace"))) return;
    keepDraft(NEW, { drawing: { description: "", ...found.body, name } as unknown as Drawn, revision: "" });
    navigate(paths.newWorkflow);
  }
  if (tried.error) return <ProblemNotice problem={tried.error} retry={() => void tried.refetch()} />;
  if (!tried.data) return <section className="panel"><Loading rows={5} /></section>;
  const { valid, diagnostics } = tried.data;
  return (
    <>
      <StoreBar source="exeoflow" isLast={isLast} name={name} onName={setName} isReady={valid && !store.isPending} problem={store.error} onStore={() => store.mutate()} />
      {valid ? <Notice tone="ok">{t("import.valid")}</Notice> : <Notice tone="bad" title={t("import.invalid")} action={isDrawable(found.body) && <button type="button" className="button small" onClick={mend}><Pencil size={13} aria-hidden="true" /> {t("import.mend")}</button>}>{t("import.kept")}</Notice>}
      {diagnostics.length > 0 && <Diagnostics diagnostics={diagnostics} />}
      {isDrawable(found.body) && <Drawing graph={found.body as unknown as Graph} diagnostics={diagnostics} />}
    </>
  );
}

/** A file may hold anything: only what has the form of a graph is drawn. */
function isDrawable({ nodes, connections }: Record<string, unknown>): boolean {
  const has = (value: unknown, ...names: string[]) => typeof value === "object" && value !== null && names.every((name) => typeof (value as Record<string, unknown>)[name] === "string");
  if (!Array.isArray(nodes) || nodes.length === 0 || !Array.isArray(connections)) return false;
  const ids = new Set(nodes.map((node) => (node as { id?: unknown } | null)?.id));
  return ids.size === nodes.length && nodes.every((node) => has(node, "id", "type")) && connections.every((each) => has(each, "source", "target"));
}

function Drawing({ graph, diagnostics }: { graph: Graph; diagnostics: readonly Diagnostic[] }) {
  const t = useWords();
  const overlay = useMemo<Overlay>(() => {
    const marks = new Map<string, Mark>();
    for (const { node_id, severity } of diagnostics) if (node_id && severity === "error") marks.set(node_id, { tone: "bad", text: t("problems.mark") });
    return { marks };
  }, [diagnostics, t]);
  return (
    <section className="graph" style={{ height: "min(46vh, 460px)" }} aria-label={t("tab.graph")}>
      <Suspense fallback={<div className="graph-loading" role="status">{t("graph.drawing")}</div>}><GraphView graph={graph} overlay={overlay} /></Suspense>
    </section>
  );
}

function Diagnostics({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  return (
    <section className="panel">
      <ul>
        {diagnostics.map(({ rule, path, severity, message, hint }) => (
          <li key={rule + path + message} className="change">
            <div className="row" style={{ alignItems: "flex-start" }}>
              <span className={`status ${severity === "error" ? "bad" : "warn"}`} style={{ paddingTop: 2 }}><StatusIcon tone={severity === "error" ? "bad" : "warn"} /></span>
              <span className="small" style={{ overflowWrap: "anywhere" }}><code className="muted">{path}</code> <Prose text={message} /> <span className="muted"><Prose text={hint} /></span></span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
