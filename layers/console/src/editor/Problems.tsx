import type { Mark } from "../graph/NodeCard";
import { useWords } from "../i18n";
import { StatusIcon } from "../ui/icons";
import { nameOf } from "../workflow/catalogue";
import { formatPrice, type PriceRange } from "../workflow/prices";
import type { Diagnostic } from "../workflow/types";
import type { Drawing } from "./drawing/document";
import { Prose } from "../ui/Prose";

/** What is wrong with the drawing, all at once; each leads to its node. */
export function Problems({ diagnostics, drawing, onSelect, isChecking }: { diagnostics: readonly Diagnostic[]; drawing: Drawing; onSelect: (id: string | null) => void; isChecking: boolean }) {
  const t = useWords();
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const name = (id: string | undefined) => {
    const node = drawing.nodes.find((each) => each.id === id);
    return node ? nameOf(node) : "";
  };
  const summary = errors > 0 ? t("problems.count", { count: errors }) : diagnostics.length > 0 ? t("problems.warnings", { count: diagnostics.length }) : drawing.nodes.length > 0 ? t("problems.none") : "";
  const tone = errors > 0 ? "bad" : diagnostics.length > 0 ? "warn" : "ok";
  if (!summary) return <span />;
  return (
    <details className="problems">
      <summary className={`status ${tone}`} aria-live="polite"><StatusIcon tone={isChecking ? "run" : tone} /> {summary}</summary>
      {diagnostics.length > 0 && (
        <ul className="problems-list">
          {diagnostics.map((fault, index) => (
            <li key={index}>
              <button type="button" onClick={() => fault.node_id && onSelect(fault.node_id)}>
                <StatusIcon tone={fault.severity === "error" ? "bad" : "warn"} /> <span>{fault.node_id && <strong dir="auto">{name(fault.node_id)}: </strong>}<Prose text={fault.message} /> <span className="muted"><Prose text={fault.hint} /></span></span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

/** `mode` is the machine that callers who wait are served by; `express` is there if it may be that one. */
export type Budgets = { states: number; price_per_1000_runs: PriceRange; mode: "standard" | "express"; express?: { price_per_1000_runs: PriceRange } } | null | undefined;

/** What a thousand runs cost at most, before the first one. */
export function Price({ budgets }: { budgets: Budgets }) {
  const t = useWords();
  if (!budgets) return null;
  const { currency, min, max } = ((budgets.mode === "express" && budgets.express) || budgets).price_per_1000_runs;
  const price = formatPrice(max ?? min, currency);
  return <span className="small muted number">{t("editor.price", { states: budgets.states, price })}</span>;
}

/** Mark the nodes of the drawing that something is wrong with. */
export function marksOf(diagnostics: readonly Diagnostic[], t: ReturnType<typeof useWords>): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const { node_id: id, severity } of diagnostics) {
    if (!id || severity === "info" || (severity !== "error" && marks.has(id))) continue;
    marks.set(id, severity === "error" ? { tone: "bad", text: t("problems.mark") } : { tone: "warn", text: t("problems.mark.warning") });
  }
  return marks;
}
