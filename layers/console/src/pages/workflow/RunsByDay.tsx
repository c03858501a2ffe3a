import { formatNumber, useWords } from "../../i18n";
import { currentLanguage } from "../../i18n/language";
import { every } from "../../workflow/every";
import type { ExecutionStatus, Stats } from "../../workflow/types";
import { statusName } from "../../workflow/words";

const DAY = 86_400_000;
const STATUSES = every<ExecutionStatus>({ success: true, running: true, cancelled: true, failed: true });

/** A bar for each day, failures at its foot and hatched. */
export function RunsByDay({ stats }: { stats: Stats }) {
  const t = useWords();
  const days = daysOf(stats);
  const most = Math.max(...days.map(({ runs }) => runs), 1);
  return (
    <figure className="bars" role="img" aria-label={t("stats.byDay.about", { runs: formatNumber(stats.runs), most: formatNumber(most) })}>
      <span className="most number">{formatNumber(most)}</span>
      <div className="plot">{days.map((each) => <Bar key={each.day} day={each} most={most} />)}</div>
      <div className="ends"><span>{written(days[0]!.day)}</span><span>{written(days[days.length - 1]!.day)}</span></div>
    </figure>
  );
}

type DayOfRuns = { day: string; runs: number; sizes: Record<ExecutionStatus, number> };

function Bar({ day: { day, runs, sizes }, most }: { day: DayOfRuns; most: number }) {
  const counted = STATUSES.filter((status) => sizes[status] > 0);
  const told = counted.map((status) => `${statusName(status)}: ${formatNumber(sizes[status])}`).join(", ");
  return (
    <span className="bar" title={runs > 0 ? `${written(day)} · ${told}` : undefined}>
      {counted.map((status) => <i key={status} className={status} style={{ height: `${(100 * sizes[status]) / most}%` }} />)}
    </span>
  );
}

/** The API tells of days on which something began; those between are shown empty. */
function daysOf({ from, to, by_day }: Stats): DayOfRuns[] {
  const known = new Map(by_day.map((each) => [each.day, each]));
  const days: DayOfRuns[] = [];
  for (let moment = Date.parse(from); moment <= Date.parse(to); moment += DAY) {
    const day = new Date(moment).toISOString().slice(0, 10);
    const { success = 0, failed = 0, running = 0, cancelled = 0 } = known.get(day) ?? {};
    days.push({ day, runs: success + failed + running + cancelled, sizes: { success, failed, running, cancelled } });
  }
  return days;
}

function written(day: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { day: "numeric", month: "short", timeZone: "UTC" }).format(Date.parse(day));
}
