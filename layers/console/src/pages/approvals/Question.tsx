import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, Hand, Play, X } from "lucide-react";
import { useId, useState } from "react";
import { answer } from "../../api/approvals";
import { formatMoment, useWords } from "../../i18n";
import { Link, paths } from "../../router";
import { Json } from "../../ui/Json";
import { Moment, ProblemNotice } from "../../ui/parts";
import { toast } from "../../ui/toasts";
import type { Approval } from "../../workflow/types";

/** One thing that an execution waits for, with the buttons that answer it. */
export function Question({ approval, executionId, workflow }: { approval: Approval; executionId: string; workflow: string }) {
  const t = useWords();
  const queries = useQueryClient();
  const commentId = useId();
  const [comment, setComment] = useState("");
  const send = useMutation({
    mutationFn: (url: string) => answer(url, comment ? { data: { comment } } : {}),
    onSuccess: () => toast(t("approvals.answered")),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["approvals"] });
      void queries.invalidateQueries({ queryKey: ["run", executionId] });
    },
  });
  const { approve_url: approve, reject_url: reject, resume_url: resume } = approval;
  return (
    <article className="panel" aria-labelledby={`${commentId}-asked`}>
      <header>
        <Hand size={16} aria-hidden="true" />
        <div className="grow">
          <h2 id={`${commentId}-asked`} dir="auto" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{approval.message || t("approvals.call")}</h2>
          <p className="muted small">
            <Link to={paths.run(executionId)}><bdi>{workflow}</bdi></Link> · {approval.node_id} · <Moment value={approval.requested_at} />
          </p>
        </div>
      </header>
      <div className="body stack">
        {approval.data !== null && approval.data !== undefined && <Json value={approval.data} maxHeight={220} label={t("data")} />}
        <p className="small muted">{t("approvals.until", { moment: formatMoment(approval.expires_at) })}</p>
        {send.error && <ProblemNotice problem={send.error} />}
        {(approve || reject) && (
          <div className="field">
            <label htmlFor={commentId}>{t("approvals.comment")}</label>
            <input id={commentId} className="input" maxLength={2_000} value={comment} onChange={(event) => setComment(event.target.value)} />
          </div>
        )}
        <div className="row wrap">
          {approve && <button type="button" className="button primary" disabled={send.isPending} onClick={() => send.mutate(approve)}><Check size={15} aria-hidden="true" /> {t("approvals.approve")}</button>}
          {reject && <button type="button" className="button danger" disabled={send.isPending} onClick={() => send.mutate(reject)}><X size={15} aria-hidden="true" /> {t("approvals.reject")}</button>}
          {resume && <button type="button" className="button primary" disabled={send.isPending} onClick={() => send.mutate(resume)}><Play size={15} aria-hidden="true" /> {t("approvals.resume")}</button>}
          {!approve && !reject && !resume && <p className="muted small">{t("approvals.locked")}</p>}
        </div>
      </div>
    </article>
  );
}
