import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCcw, Square } from "lucide-react";
import { useState } from "react";
import { api, dataOf } from "../../api/client";
import type { RunFilter } from "../../api/queries";
import { formatNumber, useWords } from "../../i18n";
import { Link, paths } from "../../router";
import { useScopes } from "../../session/scopes";
import { Dialog, Notice, ProblemNotice } from "../../ui/parts";
import type { BulkAction, BulkReport, ExecutionListed } from "../../workflow/types";
import { meantBy } from "./meaning";
import type { Selection } from "./selection";

type Props = { runs: readonly ExecutionListed[]; total: number; filter: RunFilter; selection: Selection };

/** What can be done to the runs that are chosen, or to all that fit the filter. */
export function BulkBar({ runs, total, filter, selection }: Props) {
  const t = useWords();
  const can = useScopes();
  const [action, setAction] = useState<BulkAction | null>(null);
  const { chosen, hasAll } = selection;
  const meant = meantBy(filter);
  const count = hasAll ? total : chosen.size;
  const isRunning = (id: string) => runs.some((run) => run.id === id && run.status === "running");
  const mayBe = { cancel: hasAll || [...chosen].some(isRunning), retry: hasAll || [...chosen].some((id) => !isRunning(id)) };
  return (
    <div className="bulk row wrap">
      <span className="small grow" role="status">
        {t("bulk.chosen", { count: formatNumber(count) })}
        {!hasAll && meant && chosen.size === runs.length && total > chosen.size && <> <button type="button" className="button quiet small" onClick={selection.chooseAll}>{t("bulk.all", { count: formatNumber(total) })}</button></>}
      </span>
      {can("workflows:execute") && can("executions:write") && <button type="button" className="button small" disabled={!mayBe.retry} onClick={() => setAction("retry")}><RotateCcw size={13} aria-hidden="true" /> {t("bulk.retry")}</button>}
      {can("executions:write") && <button type="button" className="button small danger" disabled={!mayBe.cancel} onClick={() => setAction("cancel")}><Square size={13} aria-hidden="true" /> {t("bulk.cancel")}</button>}
      <button type="button" className="button quiet small" onClick={selection.clear}>{t("bulk.clear")}</button>
      {action && <BulkDialog action={action} count={count} which={hasAll && meant ? { filter: meant } : { ids: [...chosen] }} onClose={(isDone) => { setAction(null); if (isDone) selection.clear(); }} />}
    </div>
  );
}

type DialogProps = { action: BulkAction; count: number; which: object; onClose: (isDone: boolean) => void };

function BulkDialog({ action, count, which, onClose }: DialogProps) {
  const t = useWords();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => dataOf(api.POST("/v1/executions/bulk", { params: { header: {} }, body: { action, ...which } as never })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["runs"] }),
  });
  const report = change.data;
  const isOver = report !== undefined && report.remaining === 0;
  return (
    <Dialog title={t(`bulk.${action}.title`, { count: formatNumber(count) })} onClose={() => onClose(report !== undefined)}>
      {!report && <p>{t(`bulk.${action}.text`)}</p>}
      {report && <Report report={report} />}
      {change.error && <ProblemNotice problem={change.error} />}
      <footer>
        <button type="button" className="button" onClick={() => onClose(report !== undefined)}>{t(report ? "close" : "bulk.back")}</button>
        {!isOver && (
          <button type="button" className={action === "cancel" ? "button danger solid" : "button primary"} disabled={change.isPending} onClick={() => change.mutate()}>
            {report ? t("bulk.more", { count: formatNumber(report.remaining) }) : t(`bulk.${action}`)}
          </button>
        )}
      </footer>
    </Dialog>
  );
}

function Report({ report }: { report: BulkReport }) {
  const t = useWords();
  const failed = report.results.filter(({ success }) => !success);
  return (
    <div className="stack" role="status">
      <Notice tone={failed.length > 0 ? "warn" : "ok"}>{t("bulk.done", { done: formatNumber(report.done), failed: formatNumber(report.failed) })}</Notice>
      {failed.length > 0 && (
        <ul className="small" style={{ maxHeight: 240, overflowY: "auto" }} tabIndex={0} aria-label={t("bulk.failed")}>
          {failed.map(({ id, error }) => <li key={id}><Link to={paths.run(id)}><code>{id}</code></Link> {error?.message}</li>)}
        </ul>
      )}
    </div>
  );
}
