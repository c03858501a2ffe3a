import { formatDuration, useWords } from "../i18n";
import type { ExecutionListed } from "../workflow/types";
import { statusName } from "../workflow/words";

const SHOWN = 14;
const SMALLEST = 4;
const LARGEST = 20;

/** The newest runs as bars: as high as they took long, with the failed ones hatched. */
export function Spark({ runs }: { runs: ExecutionListed[] }) {
  const t = useWords();
  const shown = runs.slice(0, SHOWN).reverse();
  if (shown.length === 0) return <span className="muted">–</span>;
  const longest = Math.max(...shown.map(({ duration }) => duration ?? 0), 1);
  const failed = shown.filter(({ status }) => status === "failed").length;
  return (
    <span className="spark" role="img" aria-label={t("spark", { count: shown.length, failed })}>
      {shown.map(({ id, status, duration }) => (
        <i key={id} className={status} title={`${statusName(status)} ${duration === null ? "" : formatDuration(duration)}`} style={{ height: SMALLEST + ((LARGEST - SMALLEST) * (duration ?? longest)) / longest }} />
      ))}
    </span>
  );
}
