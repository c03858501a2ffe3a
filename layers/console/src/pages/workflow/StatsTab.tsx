import { useQuery } from "@tanstack/react-query";
import { ChartNoAxesColumn } from "lucide-react";
import { useState } from "react";
import { runsQuery, statsQuery } from "../../api/queries";
import { formatDuration, formatNumber, useWords } from "../../i18n";
import { Link, paths } from "../../router";
import { Empty, Loading, ProblemNotice, Status, Tile } from "../../ui/parts";
import type { ExecutionStatus, Stats } from "../../workflow/types";
import { COLOURS } from "../../workflow/words";
import { Durations } from "./Durations";
import { RunsByDay } from "./RunsByDay";

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
        <header><h2>{t("stats.byDay")}</h2></header>
        <div className="body"><RunsByDay stats={stats} /></div>
      </section>
      <section className="panel">
        <header><h2>{t("stats.byStatus")}</h2></header>
        <div className="body stack" style={{ gap: 8 }}>
          {Object.entries(by_status).map(([status, count]) => (
            <div key={status} style={{ display: "grid", gridTemplateColumns: "130px 1fr 60px", gap: 12, alignItems: "center" }}>
              <Status status={status} isPill={false} />
              <div className="meter" style={{ height: 8, marginTop: 0 }} aria-hidden="true"><div style={{ width: `${(100 * count) / stats.runs}%`, background: COLOURS[status as ExecutionStatus] }} /></div>
              <span className="number small" style={{ textAlign: "right" }}>{formatNumber(count)}</span>
            </div>
          ))}
        </div>
      </section>
    </>
  );
}
