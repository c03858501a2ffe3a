import { X } from "lucide-react";
import { formatDuration, formatMoment, useWords } from "../../i18n";
import type { ExecutionListed } from "../../workflow/types";
import { statusName } from "../../workflow/words";

const LINES = [1, 0.5, 0];
const SHORTEST_HALVED = 4;

/** The newest runs, oldest first, as high as they took long; what failed is a cross. */
export function Durations({ runs }: { runs: ExecutionListed[] }) {
  const t = useWords();
  const ended = runs.filter(({ duration }) => duration !== null).reverse();
  const longest = Math.max(...ended.map(({ duration }) => duration!), 1);
  return (
    <figure className="durations" role="img" aria-label={t("stats.durations.about", { count: ended.length, longest: formatDuration(longest) })}>
      {LINES.filter((share) => share !== 0.5 || longest >= SHORTEST_HALVED).map((share) => <span key={share} className="line" style={{ bottom: `${100 * share}%` }}>{formatDuration(longest * share)}</span>)}
      <div className="plot">
        {ended.map((run, index) => (
          <Point key={run.id} run={run} left={(100 * (index + 0.5)) / ended.length} bottom={(100 * run.duration!) / longest} />
        ))}
      </div>
    </figure>
  );
}

function Point({ run, left, bottom }: { run: ExecutionListed; left: number; bottom: number }) {
  const title = `${formatMoment(run.started_at)} · ${statusName(run.status)} · ${formatDuration(run.duration!)}`;
  return (
    <i className={`point ${run.status}`} title={title} style={{ left: `${left}%`, bottom: `${bottom}%` }}>
      {run.status === "failed" && <X size={12} strokeWidth={2.5} />}
    </i>
  );
}
