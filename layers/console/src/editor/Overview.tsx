import { useWords } from "../i18n";
import type { Drawing } from "./drawing/document";

type OverviewProps = { drawing: Drawing; change: (to: (drawing: Drawing) => Drawing, field?: string) => void; selected: ReadonlySet<string>; edges: ReadonlySet<number>; duplicate: (ids: ReadonlySet<string>) => void; remove: (ids: ReadonlySet<string>) => void };

/** What can be said of the whole workflow, or done with several nodes, while no single one is selected. */
export function Overview({ drawing, change, selected, edges, duplicate, remove }: OverviewProps) {
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
