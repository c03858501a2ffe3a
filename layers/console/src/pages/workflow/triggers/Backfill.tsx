import { useMutation, useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api, dataOf } from "../../../api/client";
import { formatMoment, useWords } from "../../../i18n";
import { Link, paths } from "../../../router";
import { useScopes } from "../../../session/scopes";
import { Dialog, ProblemNotice } from "../../../ui/parts";
import type { Filled, Node, Workflow } from "../../../workflow/types";

type Span = { from: string; to: string };

/** The past times of a schedule, made up for. */
export function Backfill({ workflow, node }: { workflow: Workflow; node: Node }) {
  const t = useWords();
  const can = useScopes();
  const [isOpen, setOpen] = useState(false);
  if (!can("workflows:execute")) return null;
  return (
    <div>
      <button type="button" className="button small" onClick={() => setOpen(true)}><History size={13} aria-hidden="true" /> {t("backfill")}</button>
      {isOpen && <BackfillDialog workflow={workflow} node={node} onClose={() => setOpen(false)} />}
    </div>
  );
}

function BackfillDialog({ workflow, node, onClose }: { workflow: Workflow; node: Node; onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const [span, setSpan] = useState<Span>({ from: "", to: "" });
  const [filled, setFilled] = useState<readonly Filled[]>([]);
  const fill = useMutation({
    mutationFn: (from: string) =>
      dataOf(api.POST("/v1/workflows/{workflow_id}/backfill", {
        params: { path: { workflow_id: workflow.id } },
        body: { from, trigger: node.id, ...(span.to ? { to: momentOf(span.to) } : {}) },
      })),
    onSuccess: (found) => setFilled((before) => [...before, ...found.filled]),
    onSettled: () => queries.invalidateQueries({ queryKey: ["runs"] }),
  });
  const next = fill.data?.next_from;
  function choose(change: Partial<Span>): void {
    setSpan({ ...span, ...change });
    setFilled([]);
    fill.reset();
  }
  return (
    <Dialog title={t("backfill")} onClose={onClose}>
      <p>{t("backfill.text")}</p>
      <form className="stack" onSubmit={(event: FormEvent) => { event.preventDefault(); fill.mutate(next ?? momentOf(span.from)); }}>
        <div className="row wrap" style={{ alignItems: "flex-start" }}>
          <div className="field grow">
            <label htmlFor="backfill-from">{t("backfill.from")}</label>
            <input id="backfill-from" className="input" type="datetime-local" required value={span.from} onChange={(event) => choose({ from: event.target.value })} />
          </div>
          <div className="field grow">
            <label htmlFor="backfill-to">{t("backfill.to")}</label>
            <input id="backfill-to" className="input" type="datetime-local" min={span.from} value={span.to} onChange={(event) => choose({ to: event.target.value })} />
            <span className="hint">{t("backfill.to.hint")}</span>
          </div>
        </div>
        {fill.error && <ProblemNotice problem={fill.error} />}
        <div role="status">{fill.data && <FilledList filled={filled} />}</div>
        <footer>
          <button type="button" className="button" onClick={onClose}>{t("close")}</button>
          {!(fill.data && !next) && <button type="submit" className="button primary" disabled={fill.isPending || !span.from}>{t(next ? "backfill.more" : "backfill.start")}</button>}
        </footer>
      </form>
    </Dialog>
  );
}

function FilledList({ filled }: { filled: readonly Filled[] }) {
  const t = useWords();
  if (filled.length === 0) return <p className="muted small">{t("backfill.none")}</p>;
  return (
    <>
      <p className="small">{t("backfill.done", { count: filled.filter(({ execution_id }) => execution_id).length })}</p>
      <ul className="times" style={{ maxHeight: 220, overflowY: "auto" }} tabIndex={0} aria-label={t("backfill")}>
        {filled.map(({ scheduled_at, execution_id, error }) => (
          <li key={scheduled_at}>
            {execution_id ? <Link to={paths.run(execution_id)}>{formatMoment(scheduled_at)}</Link> : <>{formatMoment(scheduled_at)} <span className="muted">{error?.message}</span></>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** A moment of the visitor's clock, with its zone. */
function momentOf(local: string): string {
  return new Date(local).toISOString();
}
