import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useMemo, useState } from "react";
import { api, dataOf } from "../../api/client";
import type { Overlay } from "../../graph/GraphView";
import type { Mark } from "../../graph/NodeCard";
import { GraphView } from "../../graph/graphOnDemand";
import { formatNumber, useWords } from "../../i18n";
import { currentLanguage } from "../../i18n/language";
import { StatusIcon, type Tone } from "../../ui/icons";
import { Loading, ProblemNotice, Tile } from "../../ui/parts";
import { Prose } from "../../ui/Prose";
import { toast } from "../../ui/toasts";
import type { Graph, ImportedNode, ImportReport, ImportStatus } from "../../workflow/types";
import type { ForeignSource } from "./reading";
import { StoreBar, type Stored } from "./StoreBar";

const TONE_OF: Record<ImportStatus, Tone> = { unsupported: "bad", approximated: "warn", exact: "ok" };

/** What another system exports: what it would become, node by node. */
export function Foreign({ found, isLast, onStored, format }: Stored & { format: ForeignSource }) {
  const t = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState(found.name);
  const send = (dry_run: boolean) => api.POST("/v1/workflows/import", { params: { header: {}, query: { format, dry_run } }, body: { ...found.body, name } as never });
  // Reasons are told in the language of the visit.
  const tried = useQuery({ queryKey: ["import", found.id, currentLanguage()], queryFn: () => dataOf(send(true)), staleTime: Number.POSITIVE_INFINITY });
  const store = useMutation({
    mutationFn: () => dataOf(send(false)),
    onSuccess: ({ workflow }) => {
      toast(t("import.stored", { name: workflow.name }));
      void queries.invalidateQueries({ queryKey: ["workflows"] });
      if ("id" in workflow) onStored(String(workflow.id));
    },
  });
  if (tried.error) return <ProblemNotice problem={tried.error} retry={() => void tried.refetch()} />;
  if (!tried.data) return <section className="panel"><Loading rows={5} /></section>;
  const { report, workflow } = tried.data;
  return (
    <>
      <StoreBar source={format} isLast={isLast} name={name} onName={setName} isReady={!store.isPending} problem={store.error} onStore={() => store.mutate()} />
      <Counts report={report} />
      {workflow.nodes.length > 0 && <Drawing graph={workflow as unknown as Graph} nodes={report.nodes} />}
      <Report nodes={report.nodes} />
      {report.credentials.length > 0 && <Credentials credentials={report.credentials} />}
    </>
  );
}

function Counts({ report: { summary, expressions } }: { report: ImportReport }) {
  const t = useWords();
  const share = (count: number) => (summary.nodes ? count / summary.nodes : 0);
  return (
    <div className="tiles">
      <Tile label={t("import.nodes")} value={formatNumber(summary.nodes)} />
      <Tile label={t("import.exact")} value={formatNumber(summary.exact)} share={share(summary.exact)} />
      <Tile label={t("import.approximated")} value={formatNumber(summary.approximated)} share={share(summary.approximated)} />
      <Tile label={t("import.unsupported")} value={formatNumber(summary.unsupported)} share={share(summary.unsupported)} isHigh />
      <Tile label={t("import.expressions")} value={formatNumber(expressions.total)} note={t("import.expressions.note", { translated: expressions.translated, by_code: expressions.by_code })} />
    </div>
  );
}

function Drawing({ graph, nodes }: { graph: Graph; nodes: readonly ImportedNode[] }) {
  const t = useWords();
  const overlay = useMemo<Overlay>(() => {
    const marks = new Map<string, Mark>();
    for (const { status, node_ids } of nodes) if (status !== "exact") for (const id of node_ids) marks.set(id, { tone: TONE_OF[status], text: t(`import.${status}`) });
    return { marks };
  }, [nodes, t]);
  return (
    <section className="graph" style={{ height: "min(46vh, 460px)" }} aria-label={t("tab.graph")}>
      <Suspense fallback={<div className="graph-loading" role="status">{t("graph.drawing")}</div>}><GraphView graph={graph} overlay={overlay} isLaidOut /></Suspense>
    </section>
  );
}

function Report({ nodes }: { nodes: readonly ImportedNode[] }) {
  const t = useWords();
  const of = (wanted: ImportStatus) => nodes.filter(({ status }) => status === wanted);
  const exact = of("exact");
  return (
    <section className="panel" aria-label={t("import.report")}>
      <header><h2>{t("import.report")}</h2></header>
      <ul>{[...of("unsupported"), ...of("approximated")].map((node) => <Line key={node.name} node={node} />)}</ul>
      {exact.length > 0 && (
        <details className="change">
          <summary className="small" style={{ cursor: "pointer" }}><span className="status ok"><StatusIcon tone="ok" /> {t("import.exact.text", { count: exact.length })}</span></summary>
          <p className="small" dir="auto">{exact.map(({ name }) => name).join(", ")}</p>
        </details>
      )}
    </section>
  );
}

function Line({ node: { name, type, status, reasons } }: { node: ImportedNode }) {
  const t = useWords();
  return (
    <li className="change">
      <div className="row wrap">
        <h3 dir="auto">{name}</h3>
        <code className="muted" style={{ overflowWrap: "anywhere" }}>{type}</code>
        <span className={`status pill ${TONE_OF[status]}`}><StatusIcon tone={TONE_OF[status]} /> {t(`import.${status}`)}</span>
      </div>
      <ul className="stack" style={{ gap: 6 }}>
        {reasons.map(({ code, message, what_to_do }) => <li key={code + message} className="small" style={{ overflowWrap: "anywhere" }}><Prose text={message} /> <span className="muted"><Prose text={what_to_do} /></span></li>)}
      </ul>
    </li>
  );
}

function Credentials({ credentials }: { credentials: ImportReport["credentials"] }) {
  const t = useWords();
  return (
    <section className="panel" aria-label={t("import.credentials")}>
      <header><h2>{t("import.credentials")}</h2></header>
      <ul>
        {credentials.map(({ kind, nodes, what_to_create }) => (
          <li key={kind} className="change">
            <div className="row wrap"><code>{kind}</code> <span className="muted small" dir="auto">{t("import.credentials.for", { nodes: nodes.join(", ") })}</span></div>
            <p className="small"><Prose text={what_to_create} /></p>
          </li>
        ))}
      </ul>
    </section>
  );
}
