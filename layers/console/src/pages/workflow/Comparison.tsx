import { ArrowRight } from "lucide-react";
import { Suspense, useMemo } from "react";
import { GraphView } from "../../graph/graphOnDemand";
import { useWords } from "../../i18n";
import { KindIcon } from "../../ui/icons";
import { nameOf } from "../../workflow/catalogue";
import type { Connection, FieldChanged, Graph, Node, RevisionDiff } from "../../workflow/types";
import { isSame, joined, overlayOf } from "./comparison";

const LONG = 300; // it may have to be scrolled, by keyboard too

/** Two revisions as one drawing, and beneath it each change in words. */
export function Comparison({ graph, diff }: { graph: Graph; diff: RevisionDiff }) {
  const t = useWords();
  const whole = useMemo(() => joined(graph, diff), [graph, diff]);
  const overlay = useMemo(() => overlayOf(whole, diff), [whole, diff, t]);
  return (
    <>
      <Drawing graph={whole} overlay={overlay} />
      <Changes nodes={whole.nodes} diff={diff} />
    </>
  );
}

export function Drawing({ graph, overlay }: { graph: Graph; overlay?: ReturnType<typeof overlayOf> }) {
  const t = useWords();
  return (
    <section className="graph" style={{ height: "min(46vh, 460px)" }} aria-label={t("tab.graph")}>
      <Suspense fallback={<div className="graph-loading" role="status">{t("graph.drawing")}</div>}>
        <GraphView graph={graph} overlay={overlay} />
      </Suspense>
    </section>
  );
}

/** Each change in words; `nodes` are all that either side has. */
export function Changes({ nodes, diff }: { nodes: Node[]; diff: RevisionDiff }) {
  const t = useWords();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const name = (id: string) => nameOf(byId.get(id) ?? ({ id } as Node));
  const links = [...diff.connections.added.map((each) => [each, true] as const), ...diff.connections.removed.map((each) => [each, false] as const)];
  const moved = diff.nodes.moved.filter((id) => byId.has(id));
  if (isSame(diff)) return <p className="muted small">{t("revisions.same")}</p>;
  return (
    <section className="panel changes" aria-label={t("revisions.compare")}>
      {diff.fields.length > 0 && <div className="change"><h3>{t("diff.fields")}</h3><Fields fields={diff.fields} /></div>}
      {diff.nodes.added.map((node) => <NodeChange key={node.id} node={node} look="ok" word={t("diff.added")} />)}
      {diff.nodes.removed.map((node) => <NodeChange key={node.id} node={node} look="bad" word={t("diff.removed")} />)}
      {diff.nodes.changed.map(({ node_id, fields }) => <NodeChange key={node_id} node={byId.get(node_id) ?? ({ id: node_id, type: "placeholder" } as Node)} look="warn" word={t("diff.changed")} fields={fields} />)}
      {links.length > 0 && (
        <div className="change">
          <h3>{t("diff.connections")}</h3>
          <ul className="stack" style={{ gap: 4 }}>
            {links.map(([link, isNew]) => <Link key={JSON.stringify(link)} link={link} isNew={isNew} name={name} />)}
          </ul>
        </div>
      )}
      {moved.length > 0 && <div className="change"><h3>{t("diff.moved")}</h3><p className="small" dir="auto">{moved.map(name).join(", ")}</p></div>}
    </section>
  );
}

type NodeChangeProps = { node: Node; look: "ok" | "bad" | "warn"; word: string; fields?: readonly FieldChanged[] };

function NodeChange({ node, look, word, fields = [] }: NodeChangeProps) {
  return (
    <div className="change">
      <div className="row wrap">
        <KindIcon type={node.type} isSmall />
        <h3 dir="auto">{nameOf(node)}</h3>
        <span className={`status pill ${look}`}>{word}</span>
      </div>
      {fields.length > 0 && <Fields fields={fields} />}
    </div>
  );
}

function Link({ link: { source, target, source_handle }, isNew, name }: { link: Connection; isNew: boolean; name: (id: string) => string }) {
  const t = useWords();
  return (
    <li className="row wrap small">
      <span className={`status pill ${isNew ? "ok" : "bad"}`}>{t(isNew ? "diff.added" : "diff.removed")}</span>
      <span dir="auto">{name(source)}</span>
      {source_handle && <span className="tag">{source_handle}</span>}
      <ArrowRight size={13} role="img" aria-label={t("outline.to")} />
      <span dir="auto">{name(target)}</span>
    </li>
  );
}

function Fields({ fields }: { fields: readonly FieldChanged[] }) {
  return (
    <dl className="field-changes">
      {fields.map(({ path, from, to }) => (
        <div key={path}>
          <dt><code>{path}</code></dt>
          <dd><Side value={from} isNew={false} /></dd>
          <dd><Side value={to} isNew /></dd>
        </div>
      ))}
    </dl>
  );
}

function Side({ value, isNew }: { value: unknown; isNew: boolean }) {
  const t = useWords();
  const text = value === undefined ? t("diff.nothing") : typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return (
    <>
      <span className="hidden-visually">{t(isNew ? "diff.after" : "diff.before")}: </span>
      <code className={`side ${value === undefined ? "none" : isNew ? "new" : "old"}`} dir="auto" tabIndex={text.length > LONG ? 0 : undefined}>{text}</code>
    </>
  );
}
