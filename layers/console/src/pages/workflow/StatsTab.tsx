import { useQuery } from "@tanstack/react-query";
import { ChartNoAxesColumn } from "lucide-react";
import { useState } from "react";
import { runsQuery, statsQuery } from "../../api/queries";
import { formatDuration, formatMoment, formatNumber, useWords } from "../../i18n";
import { Link, paths } from "../../router";
import { Empty, Loading, ProblemNotice, Status, Tile } from "../../ui/parts";
import type { ExecutionListed, ExecutionStatus, Stats } from "../../workflow/types";
import { statusName } from "../../workflow/words";

const RANGES = [7, 30, 90] as const;
const DAY = 86_400_000;

export function StatsTab({ workflowId }: { workflowId: string }) {
  const t = useWords();
  const [days, setDays] = useState<number>(30);
  const now = Date.now();
  const date = (moment: number) => new Date(moment).toISOString().slice(0, 10);
  const stats = useQuery(statsQuery(workflowId, date(now - (days - 1) * DAY), date(now)));
  const runs = useQuery(runsQuery({ workflow_id: workflowId, limit: 100 }));
  return (
    <div className="stack">
      <div className="segments" role="group" aria-label={t("stats.range")} style={{ alignSelf: "start" }}>
        {RANGES.map((each) => <button key={each} type="button" aria-pressed={each === days} onClick={() => setDays(each)}>{t("days", { count: each })}</button>)}
      </div>
      {stats.error && <ProblemNotice problem={stats.error} retry={() => void stats.refetch()} />}
      {stats.isPending && <section className="panel"><Loading rows={3} /></section>}
      {stats.data && (stats.data.runs === 0 ? <section className="panel"><Empty icon={ChartNoAxesColumn} title={t("stats.none")}>{t("stats.none.text")}</Empty></section> : <Numbers stats={stats.data} />)}
      {runs.data && runs.data.executions.length > 1 && (
        <section className="panel">
          <header><h2>{t("stats.durations")}</h2></header>
          <div className="body"><Durations runs={runs.data.executions} /></div>
        </section>
      )}
    </div>
  );
}

function Numbers({ stats }: { stats: Stats }) {
  const t = useWords();
  const { by_status, failure_rate, duration, last_run } = stats;
  const time = (value: number | null) => (value === null ? "–" : formatDuration(value));
  return (
    <>
      <div className="tiles">
        <Tile label={t("stats.runs")} value={formatNumber(stats.runs)} note={last_run && <Link to={paths.run(last_run.id)}><Status status={last_run.status} isPill={false} /></Link>} />
        <Tile label={t("stats.failures")} value={failure_rate === null ? "–" : formatNumber(failure_rate, { style: "percent", maximumFractionDigits: 1 })} note={t("stats.failed", { count: by_status.failed })} share={failure_rate ?? 0} isHigh />
        <Tile label={t("stats.median")} value={time(duration.p50)} note={t("stats.average", { time: time(duration.average) })} />
        <Tile label={t("stats.p90")} value={time(duration.p90)} note={t("stats.p99", { time: time(duration.p99) })} />
      </div>
      <section className="panel">
        <header><h2>{t("stats.byStatus")}</h2></header>
        <div className="body stack" style={{ gap: 8 }}>
          {Object.entries(by_status).map(([status, count]) => (
            <div key={status} style={{ display: "grid", gridTemplateColumns: "130px 1fr 60px", gap: 12, alignItems: "center" }}>
              <Status status={status} isPill={false} />
              <div className="meter" style={{ height: 8, marginTop: 0 }} aria-hidden="true"><div style={{ width: `${(100 * count) / stats.runs}%`, background: BAR[status as ExecutionStatus] }} /></div>
              <span className="number small" style={{ textAlign: "right" }}>{formatNumber(count)}</span>
            </div>
          ))}
        </div>
      </section>
    </>
  );
}

const BAR: Record<ExecutionStatus, string> = { success: "var(--ok)", failed: "var(--bad-solid)", running: "var(--run)", cancelled: "var(--text-3)" };
const WIDTH = 800;
const HEIGHT = 160;

/** The newest runs, oldest first, as high as they took long; what failed is a cross. */
function Durations({ runs }: { runs: ExecutionListed[] }) {
  const t = useWords();
  const ended = runs.filter(({ duration }) => duration !== null).reverse();
  const longest = Math.max(...ended.map(({ duration }) => duration!), 1);
  const x = (index: number) => 14 + ((WIDTH - 28) * index) / Math.max(ended.length - 1, 1);
  const y = (duration: number) => HEIGHT - 22 - ((HEIGHT - 40) * duration) / longest;
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} style={{ width: "100%", height: "auto", display: "block" }} role="img" aria-label={t("stats.durations.about", { count: ended.length, longest: formatDuration(longest) })}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1="0" x2={WIDTH} y1={y(longest * share)} y2={y(longest * share)} stroke="var(--line)" />
            <text x="0" y={y(longest * share) - 4} fontSize="11" fill="var(--text-3)">{formatDuration(longest * share)}</text>
          </g>
        ))}
        {ended.map((run, index) => (
          <Point key={run.id} run={run} x={x(index)} y={y(run.duration!)} />
        ))}
      </svg>
    </figure>
  );
}

function Point({ run, x, y }: { run: ExecutionListed; x: number; y: number }) {
  const title = `${formatMoment(run.started_at)} · ${statusName(run.status)} · ${formatDuration(run.duration!)}`;
  if (run.status === "failed") {
    return <path d={`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`} stroke="var(--bad)" strokeWidth="2"><title>{title}</title></path>;
  }
  return <circle cx={x} cy={y} r="4" fill={BAR[run.status]} fillOpacity="0.75"><title>{title}</title></circle>;
}
