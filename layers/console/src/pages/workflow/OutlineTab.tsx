import { CornerDownRight, Repeat, Workflow as WorkflowIcon } from "lucide-react";
import { useWords } from "../../i18n";
import { Link, paths } from "../../router";
import { KindIcon } from "../../ui/icons";
import { Empty } from "../../ui/parts";
import { handlesOf, nameOf, summaryOf } from "../../workflow/catalogue";
import { backConnections, inExecutionOrder, outgoingOf } from "../../workflow/order";
import type { Workflow } from "../../workflow/types";
import { typeName } from "../../workflow/words";

/** The drawing in words: every node in the order in which it runs, and where each of its handles leads. */
export function OutlineTab({ workflow }: { workflow: Workflow }) {
  const t = useWords();
  const { nodes, connections } = workflow;
  if (nodes.length === 0) return <section className="panel"><Empty icon={WorkflowIcon} title={t("graph.empty")}>{t("graph.empty.text")}</Empty></section>;
  const outgoing = outgoingOf(workflow);
  const back = backConnections(workflow);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return (
    <section className="panel">
      <ol className="outline" aria-label={t("tab.outline")}>
        {inExecutionOrder(workflow).map((node) => {
          const leads = outgoing.get(node.id) ?? [];
          const open = handlesOf(node).filter((handle) => !leads.some((index) => (connections[index]!.source_handle ?? null) === handle));
          return (
            <li key={node.id} id={`node-${node.id}`}>
              <div className="head">
                <KindIcon type={node.type} />
                <Link className="grow" style={{ color: "inherit", textDecoration: "none" }} to={`${paths.workflow(workflow.id)}?node=${encodeURIComponent(node.id)}`}>
                  <strong dir="auto">{nameOf(node)}</strong> <span className="muted small">{typeName(node.type)}</span>
                  {summaryOf(node) && <div className="small muted mono truncate">{summaryOf(node)}</div>}
                </Link>
                {node.disabled && <span className="tag">{t("node.disabled")}</span>}
              </div>
              <ul className="leads">
                {leads.map((index) => {
                  const { target, source_handle } = connections[index]!;
                  return (
                    <li key={index} className="row" style={{ gap: 6 }}>
                      {back.has(index) ? <Repeat size={13} aria-hidden="true" /> : <CornerDownRight size={13} aria-hidden="true" />}
                      {source_handle && <span className="tag">{source_handle}</span>}
                      <span>{t(back.has(index) ? "outline.back" : "outline.to")}</span>
                      <a href={`#node-${target}`} dir="auto">{nameOf(byId.get(target)!)}</a>
                    </li>
                  );
                })}
                {handlesOf(node).length > 1 && open.map((handle) => (
                  <li key={handle ?? ""} className="row" style={{ gap: 6 }}>
                    <CornerDownRight size={13} aria-hidden="true" /> {handle && <span className="tag">{handle}</span>} {t("outline.ends")}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
