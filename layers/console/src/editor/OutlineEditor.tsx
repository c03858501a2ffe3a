import { useWords } from "../i18n";
import { KindIcon, StatusIcon } from "../ui/icons";
import { nameOf, summaryOf } from "../workflow/catalogue";
import type { Mark } from "../graph/NodeCard";
import { inExecutionOrder } from "../workflow/order";
import { typeName } from "../workflow/words";
import type { Drawing } from "./drawing/document";
import { type Acts, Connections } from "./forms/Inspector";

type Props = { drawing: Drawing; selected: string | null; marks: ReadonlyMap<string, Mark>; acts: Acts };

/** The drawing as a list in which everything can be done: by keyboard, by voice, on a phone. */
export function OutlineEditor({ drawing, selected, marks, acts }: Props) {
  const t = useWords();
  return (
    <ol className="outline" aria-label={t("tab.outline")}>
      {inExecutionOrder(drawing).map((node) => {
        const mark = marks.get(node.id);
        return (
          <li key={node.id}>
            <div className="head">
              <KindIcon type={node.type} />
              <button type="button" className="outline-node grow" data-id={node.id} aria-pressed={node.id === selected} onClick={() => acts.select(node.id)}>
                <strong dir="auto">{nameOf(node)}</strong> <span className="muted small">{typeName(node.type)}</span>
                {summaryOf(node) && <span className="small muted mono truncate" style={{ display: "block" }}>{summaryOf(node)}</span>}
              </button>
              {mark && <span className={`status pill ${mark.tone}`}><StatusIcon tone={mark.tone} /> {mark.text}</span>}
              <button type="button" className="button small danger quiet" onClick={() => acts.remove(new Set([node.id]))} aria-label={`${t("node.remove")}: ${nameOf(node)}`}>{t("remove")}</button>
            </div>
            <div style={{ margin: "6px 0 0 38px", maxWidth: 460 }}><Connections node={node} drawing={drawing} acts={acts} /></div>
          </li>
        );
      })}
    </ol>
  );
}
