import { useQuery } from "@tanstack/react-query";
import { Pencil, RotateCcw } from "lucide-react";
import { useState } from "react";
import { stepQuery } from "../../api/queries";
import { formatDuration, formatMoment, useWords } from "../../i18n";
import { Link, navigate, paths } from "../../router";
import { useScopes } from "../../session/scopes";
import { Json } from "../../ui/Json";
import { Notice, ProblemNotice, Status } from "../../ui/parts";
import { Prose } from "../../ui/Prose";
import { useRerun } from "../../workflow/rerun";
import type { Connection, Execution, StepData } from "../../workflow/types";
import { statusName } from "../../workflow/words";
import { ErrorText } from "./ErrorText";

type Props = { run: Execution; step: StepData; siblings: readonly StepData[]; connections: readonly Connection[]; onLook: (step: StepData) => void };

/** What a step was given and put out, and why it failed, in the author's words. */
export function StepPanel({ run, step, siblings, onLook }: Props) {
  const t = useWords();
  const [isWhole, setWhole] = useState(false);
  const whole = useQuery({ ...stepQuery(run.id, step.index), enabled: isWhole });
  const shown = whole.data ?? step;
  const rerun = useRerun((started) => navigate(paths.run(started)));
  const mayRerun = useScopes()("workflows:execute") && run.status !== "running" && step.iteration.length === 0;
  const isCut = shown.truncated.length > 0;
  return (
    <aside className="panel inspector" aria-label={t("step.of", { node: step.node_name })}>
      <header>
        <div className="grow">
          <h2 className="truncate" dir="auto">{step.node_name}</h2>
          <p className="row wrap small muted" style={{ gap: 8 }}>
            <Status status={step.status} isPill={false} />
            {step.duration !== null && <span className="number">{formatDuration(step.duration)}</span>}
            <span>{formatMoment(step.started_at, { seconds: true })}</span>
          </p>
        </div>
        <div className="row wrap">
          {mayRerun && <button type="button" className="button small" disabled={rerun.isPending} onClick={() => rerun.mutate({ execution: run.id, from: step.node_id })}><RotateCcw size={13} aria-hidden="true" /> {t("step.rerun")}</button>}
          <Link className="button small" to={`${paths.workflow(run.workflow_id, "edit")}?node=${encodeURIComponent(step.node_id)}&run=${run.id}`}><Pencil size={13} aria-hidden="true" /> {t("step.edit")}</Link>
        </div>
      </header>
      <div className="body stack">
        {siblings.length > 1 && (
          <div className="field">
            <label htmlFor="step-choice">{t("step.which", { count: siblings.length })}</label>
            <select id="step-choice" className="select" value={step.index} onChange={(event) => onLook(siblings.find(({ index }) => index === Number(event.target.value))!)}>
              {siblings.map((each, place) => <option key={each.index} value={each.index}>{`${placeOf(each, t) || place + 1} · ${statusName(each.status)}`}</option>)}
            </select>
          </div>
        )}
        {step.error && (
          <Notice tone="bad" title={step.error.code}>
            <ErrorText message={step.error.message} hint={step.error.hint} />
            {step.error.field && <dl className="facts" style={{ marginTop: 6 }}><dt>{t("step.field")}</dt><dd><code>{step.error.field}</code></dd>{step.error.expression && <><dt>{t("step.expression")}</dt><dd><code>{step.error.expression}</code></dd></>}</dl>}
            {step.error.cause && <details style={{ marginTop: 6 }}><summary className="small" style={{ cursor: "pointer" }}>{t("step.cause")}</summary><code className="small" style={{ overflowWrap: "anywhere" }}>{step.error.cause}</code></details>}
          </Notice>
        )}
        {isCut && <Notice tone="info" action={<button type="button" className="button small" disabled={whole.isFetching} onClick={() => setWhole(true)}>{t("step.whole")}</button>}>{t("step.cut")}</Notice>}
        {whole.error && <ProblemNotice problem={whole.error} />}
        <section><h3 style={{ marginBottom: 6 }}>{t("input")}</h3><Json value={shown.input} label={t("input")} maxHeight={300} /></section>
        {step.status !== "failed" && <section><h3 style={{ marginBottom: 6 }}>{t("output")}</h3><Json value={shown.output} label={t("output")} maxHeight={300} /></section>}
        {step.logs && (
          <section>
            <h3 style={{ marginBottom: 6 }}>{t("step.logs")}</h3>
            <pre className="mono small" dir="auto" tabIndex={0} aria-label={t("step.logs")} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere", maxHeight: 300, overflow: "auto" }}>{step.logs.join("\n")}</pre>
          </section>
        )}
        {step.attempts.length > 1 && (
          <section>
            <h3 style={{ marginBottom: 6 }}>{t("step.attempts")}</h3>
            <ol className="stack" style={{ gap: 4 }}>
              {step.attempts.map((attempt, place) => (
                <li key={attempt.started_at + place} className="small"><strong>{place + 1}.</strong> {formatMoment(attempt.started_at, { seconds: true })} {attempt.error ? <span style={{ color: "var(--bad)" }}>{attempt.error.code}: <Prose text={attempt.error.message} /></span> : ""}</li>
              ))}
            </ol>
          </section>
        )}
      </div>
    </aside>
  );
}

/** Say where in its loops a step stood: "item 3", "round 2". */
function placeOf(step: StepData, t: ReturnType<typeof useWords>): string {
  return step.iteration.map(({ index, round }) => (index !== undefined ? t("step.item", { number: index + 1 }) : t("step.round", { number: (round ?? 0) + 1 }))).join(" · ");
}
