import { formatMoment, formatRelative, useWords } from "../i18n";

/** The next times of a schedule, in the visitor's zone; null where EventBridge Scheduler alone knows them. */
export function NextRuns({ times }: { times: readonly string[] | null }) {
  const t = useWords();
  if (times === null) return <p className="small muted">{t("triggers.next.unknown")}</p>;
  if (times.length === 0) return <p className="small muted">{t("triggers.next.none")}</p>;
  return (
    <ol className="times">
      {times.map((time) => (
        <li key={time}><time dateTime={time}>{formatMoment(time)}</time> <span className="muted">{formatRelative(time)}</span></li>
      ))}
    </ol>
  );
}
