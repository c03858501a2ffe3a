import { ListTree } from "lucide-react";
import { formatDuration, useWords } from "../../i18n";
import { setSearch, useSearch } from "../../router";
import { StatusIcon } from "../../ui/icons";
import { Empty } from "../../ui/parts";
import type { Execution, Step } from "../../workflow/types";
import { statusName, toneOf } from "../../workflow/words";

/** The steps in time: what ran when, beside and after what. */
export function Steps({ run }: { run: Execution }) {
  const t = useWords();
  const selected = useSearch().get("node");
  const begin = new Date(run.started_at).getTime();
  const end = run.finished_at ? new Date(run.finished_at).getTime() : Date.now();
  return (
    <section className="panel" aria-label={t("run.steps")}>
      <header><h2 className="grow">{t("run.steps")}</h2><span className="muted small number">{run.steps.length}</span></header>
      {run.steps.length === 0 ? (
        <Empty icon={ListTree} title={t("run.no.steps")}>{t("run.no.steps.text")}</Empty>
      ) : (
        <div className="waterfall">
          {run.steps.map((step, index) => (
            <Line key={index} step={step} begin={begin} span={Math.max(end - begin, 1)} isSelected={step.node_id === selected} />
          ))}
        </div>
      )}
    </section>
  );
}

function Line({ step, begin, span, isSelected }: { step: Step; begin: number; span: number; isSelected: boolean }) {
  const start = new Date(step.started_at).getTime() - begin;
  const finish = step.finished_at ? new Date(step.finished_at).getTime() - begin : span;
  const share = (part: number) => `${Math.min(100, Math.max(0, (100 * part) / span))}%`;
  const label = `${step.node_name}, ${statusName(step.status)}${step.duration === null ? "" : `, ${formatDuration(step.duration)}`}`;
  return (
    <button type="button" className="line" aria-pressed={isSelected} aria-label={label} onClick={() => setSearch("node", step.node_id)}>
      <span className={`status ${toneOf(step.status)}`} style={{ minWidth: 0 }}>
        <StatusIcon tone={toneOf(step.status)} /> <span className="truncate" style={{ color: "var(--text)" }} dir="auto">{step.node_name}</span>
      </span>
      <span className="lane" aria-hidden="true">
        <span className={`bar ${step.status}`} style={{ left: `min(${share(start)}, calc(100% - 3px))`, width: share(finish - start) }} />
      </span>
      <span className="number small muted" style={{ textAlign: "right" }}>{step.duration === null ? "…" : formatDuration(step.duration)}</span>
    </button>
  );
}
