import { Suspense, useMemo } from "react";
import { Workflow as WorkflowIcon } from "lucide-react";
import { GraphView } from "../../graph/graphOnDemand";
import { useWords } from "../../i18n";
import { setSearch, useSearch } from "../../router";
import { KindIcon } from "../../ui/icons";
import { Json } from "../../ui/Json";
import { Empty } from "../../ui/parts";
import { nameOf } from "../../workflow/catalogue";
import type { Connection, Node, Workflow } from "../../workflow/types";
import { typeName } from "../../workflow/words";

export function GraphTab({ workflow }: { workflow: Workflow }) {
  const t = useWords();
  const selected = useSearch().get("node");
  const { nodes, connections } = workflow;
  const graph = useMemo(() => ({ nodes, connections }), [nodes, connections]);
  const node = nodes.find(({ id }) => id === selected);
  if (nodes.length === 0) {
    return <section className="panel"><Empty icon={WorkflowIcon} title={t("graph.empty")}>{t("graph.empty.text")}</Empty></section>;
  }
  return (
    <div className={node ? "columns" : ""}>
      <section className="graph" aria-label={t("tab.graph")}>
        <Suspense fallback={<div className="graph-loading" role="status">{t("graph.drawing")}</div>}>
          <GraphView graph={graph} selected={selected} onSelect={(id) => setSearch("node", id)} />
        </Suspense>
      </section>
      {node && <NodeFacts node={node} nodes={nodes} connections={connections} />}
    </div>
  );
}

function NodeFacts({ node, nodes, connections }: { node: Node; nodes: Node[]; connections: Connection[] }) {
  const t = useWords();
  const name = (id: string) => nodes.find((each) => each.id === id)?.name || id;
  const after = connections.filter(({ source }) => source === node.id);
  const before = connections.filter(({ target }) => target === node.id);
  return (
    <aside className="panel inspector" aria-label={nameOf(node)}>
      <header>
        <KindIcon type={node.type} />
        <div className="grow">
          <h2 className="truncate" dir="auto">{nameOf(node)}</h2>
          <p className="muted small">{typeName(node.type)} · <code>{node.id}</code></p>
        </div>
      </header>
      <div className="body stack">
        <dl className="facts">
          {before.length > 0 && <><dt>{t("node.after")}</dt><dd>{before.map(({ source }) => name(source)).join(", ")}</dd></>}
          {after.length > 0 && <><dt>{t("node.before")}</dt><dd>{after.map(({ target, source_handle }) => (source_handle ? `${source_handle} → ${name(target)}` : name(target))).join(", ")}</dd></>}
          {node.timeout ? <><dt>{t("node.timeout")}</dt><dd>{node.timeout} s</dd></> : null}
          {node.retry ? <><dt>{t("node.retry")}</dt><dd>{node.retry.max_attempts ?? 3}×</dd></> : null}
          {node.on_error && node.on_error !== "fail" ? <><dt>{t("node.onError")}</dt><dd>{typeof node.on_error === "string" ? node.on_error : node.on_error.action}</dd></> : null}
          {node.disabled ? <><dt>{t("status")}</dt><dd>{t("node.disabled")}</dd></> : null}
        </dl>
        <div>
          <h3 style={{ marginBottom: 6 }}>{t("node.config")}</h3>
          <Json value={node.config ?? {}} label={t("node.config")} />
        </div>
      </div>
    </aside>
  );
}
