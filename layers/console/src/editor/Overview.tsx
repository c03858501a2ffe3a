import { useWords } from "../i18n";
import type { Diagnostic } from "../workflow/types";
import type { Drawing } from "./drawing/document";
import type { Budgets } from "./Problems";
import { WorkflowSettings } from "./settings/WorkflowSettings";

type OverviewProps = { id: string | null; drawing: Drawing; diagnostics: readonly Diagnostic[]; budgets: Budgets; change: (to: (drawing: Drawing) => Drawing, field?: string) => void; selected: ReadonlySet<string>; edges: ReadonlySet<number>; duplicate: (ids: ReadonlySet<string>) => void; remove: (ids: ReadonlySet<string>) => void };

/** What can be said of the whole workflow, or done with several nodes, while no single one is selected. */
export function Overview({ selected, edges, duplicate, remove, ...rest }: OverviewProps) {
  const t = useWords();
  const { drawing, change } = rest;
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
  return (
    <div className="stack">
      <h2>{t("workflow")}</h2>
      <div className="small muted stack" style={{ gap: 4 }}>
        <p>{t("editor.tip.select")}</p>
        <p>{t("editor.tip.keys")}</p>
      </div>
      <div className="field">
        <label htmlFor="workflow-description">{t("editor.description")}</label>
        <textarea id="workflow-description" className="textarea" value={drawing.description} onChange={(event) => change((before) => ({ ...before, description: event.target.value }), "description")} />
      </div>
      <WorkflowSettings {...rest} />
    </div>
  );
}
