import { useQuery } from "@tanstack/react-query";
import { ListTree } from "lucide-react";
import { useState } from "react";
import { stepsQuery, versionOf } from "../../api/queries";
import { formatDuration, useWords } from "../../i18n";
import { setSearch, useSearch } from "../../router";
import { StatusIcon } from "../../ui/icons";
import { Empty, Loading, Pages, ProblemNotice } from "../../ui/parts";
import type { Connection, Execution, StepData } from "../../workflow/types";
import { statusName, toneOf } from "../../workflow/words";
import { StepPanel } from "./StepPanel";

/** The steps in time, and the data of the one that is looked at. */
export function Steps({ run, connections }: { run: Execution; connections: readonly Connection[] }) {
  const t = useWords();
  const search = useSearch();
  const [page, setPage] = useState(1);
  const steps = useQuery(stepsQuery(run.id, versionOf(run), page));
  const node = search.get("node");
  const number = Number(search.get("step"));
  const shown = steps.data?.steps ?? [];
  const own = shown.filter(({ node_id }) => node_id === node);
  const selected = shown.find(({ index }) => index === number && (!node || own.length === 0 || own.some((each) => each.index === index))) ?? own.find(({ status }) => status === "failed") ?? own[0];
  const begin = new Date(run.started_at).getTime();
  const end = run.finished_at ? new Date(run.finished_at).getTime() : Date.now();

  function look(step: StepData): void {
    setSearch("node", step.node_id);
    setSearch("step", String(step.index));
  }

  return (
    <div className={selected ? "columns wide-aside" : ""}>
      <section className="panel" aria-label={t("run.steps")}>
        <header><h2 className="grow">{t("run.steps")}</h2><span className="muted small number">{steps.data?.pagination.total ?? ""}</span></header>
        {steps.error && <ProblemNotice problem={steps.error} retry={() => void steps.refetch()} />}
        {steps.isPending && <Loading rows={3} />}
        {steps.data && shown.length === 0 && <Empty icon={ListTree} title={t("run.no.steps")}>{t("run.no.steps.text")}</Empty>}
        <div className="waterfall">
          {shown.map((step) => (
            <Line key={step.index} step={step} begin={begin} span={Math.max(end - begin, 1)} isSelected={step === selected} onLook={() => look(step)} />
          ))}
        </div>
        {steps.data && <Pages {...steps.data.pagination} onPage={setPage} />}
      </section>
      {selected && <StepPanel key={selected.index} run={run} step={selected} siblings={own} connections={connections} onLook={look} />}
    </div>
  );
}

function Line({ step, begin, span, isSelected, onLook }: { step: StepData; begin: number; span: number; isSelected: boolean; onLook: () => void }) {
  const start = new Date(step.started_at).getTime() - begin;
  const finish = step.finished_at ? new Date(step.finished_at).getTime() - begin : span;
  const share = (part: number) => `${Math.min(100, Math.max(0, (100 * part) / span))}%`;
  const label = `${step.node_name}, ${statusName(step.status)}${step.duration === null ? "" : `, ${formatDuration(step.duration)}`}`;
  return (
    <button type="button" className="line" aria-pressed={isSelected} aria-label={label} onClick={onLook}>
      <span className={`status ${toneOf(step.status)}`} style={{ minWidth: 0, paddingLeft: 14 * step.iteration.length }}>
        <StatusIcon tone={toneOf(step.status)} /> <span className="truncate" style={{ color: "var(--text)" }} dir="auto">{step.node_name}</span>
      </span>
      <span className="lane" aria-hidden="true">
        <span className={`bar ${step.status}`} style={{ left: `min(${share(start)}, calc(100% - 3px))`, width: share(finish - start) }} />
      </span>
      <span className="number small muted" style={{ textAlign: "right" }}>{step.duration === null ? "…" : formatDuration(step.duration)}</span>
    </button>
  );
}
