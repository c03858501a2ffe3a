import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client";
import { diffQuery, revisionQuery, revisionsQuery } from "../../api/queries";
import { formatMoment, useWords } from "../../i18n";
import { setSearch, useSearch } from "../../router";
import { useScopes } from "../../session/scopes";
import { Dialog, Loading, Moment, Pages, ProblemNotice, Status } from "../../ui/parts";
import { toast } from "../../ui/toasts";
import { numberOf } from "../../workflow/revision";
import { isManaged } from "../../workflow/managed";
import type { RevisionListed, Workflow } from "../../workflow/types";
import { Comparison, Drawing } from "./Comparison";

/** What the workflow was before: who changed what, and the way back. */
export default function RevisionsTab({ workflow, tag }: { workflow: Workflow; tag: string }) {
  const t = useWords();
  const [page, setPage] = useState(1);
  const found = useQuery(revisionsQuery(workflow.id, page));
  const newest = numberOf(tag);
  const chosen = Number(useSearch().get("revision")) || newest;
  if (found.error) return <ProblemNotice problem={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <section className="panel"><Loading /></section>;
  return (
    <div className="columns revisions">
      <section className="panel" aria-label={t("tab.revisions")}>
        <ol className="revision-list">
          {found.data.revisions.map((each) => (
            <li key={each.revision}>
              <button type="button" aria-pressed={each.revision === chosen} onClick={() => setSearch("revision", String(each.revision))}>
                <Entry entry={each} isNewest={each.revision === newest} />
              </button>
            </li>
          ))}
        </ol>
        <Pages {...found.data.pagination} onPage={setPage} />
      </section>
      <Revision key={chosen} workflow={workflow} number={chosen} newest={newest} tag={tag} />
    </div>
  );
}

function Entry({ entry, isNewest }: { entry: RevisionListed; isNewest: boolean }) {
  const t = useWords();
  return (
    <>
      <span className="row wrap" style={{ gap: 6 }}>
        <strong className="number">{t("revisions.number", { number: entry.revision })}</strong>
        {isNewest && <span className="tag">{t("revisions.newest")}</span>}
        <Status status={entry.status} isPill={false} />
      </span>
      <span className="muted small"><Moment value={entry.created_at} />{entry.created_by && <> {t("revisions.by", { name: entry.created_by.key_name })}</>}</span>
      {entry.restored_from !== undefined && <span className="small">{t("revisions.restored", { number: entry.restored_from })}</span>}
      {entry.comment && <span className="small" dir="auto">{entry.comment}</span>}
    </>
  );
}

type Side = "made" | "since";
type RevisionProps = { workflow: Workflow; number: number; newest: number; tag: string };

function Revision({ workflow, number, newest, tag }: RevisionProps) {
  const t = useWords();
  const can = useScopes();
  const [side, setSide] = useState<Side>("made");
  const [isAsked, setAsked] = useState(false);
  const isNewest = number === newest;
  const isSince = side === "since" && !isNewest;
  const shown = useQuery(revisionQuery(workflow.id, isSince ? newest : number));
  const own = useQuery(revisionQuery(workflow.id, number));
  const diff = useQuery({ ...diffQuery(workflow.id, isSince ? number : number - 1, isSince ? newest : number), enabled: isSince || number > 1, retry: false });
  const problem = shown.error ?? (isSince ? diff.error : null);
  return (
    <div className="stack" style={{ minWidth: 0 }}>
      <div className="row wrap">
        <div className="grow">
          <h2>{t("revisions.number", { number })}</h2>
          {own.data && <p className="muted small">{formatMoment(own.data.updated_at, { seconds: true })}</p>}
        </div>
        {!isNewest && (
          <div className="segments" role="group" aria-label={t("revisions.compare")}>
            {(["made", "since"] as const).map((each) => <button key={each} type="button" aria-pressed={side === each} onClick={() => setSide(each)}>{t(`revisions.${each}`)}</button>)}
          </div>
        )}
        {!isNewest && can("workflows:write") && !isManaged(workflow) && <button type="button" className="button" onClick={() => setAsked(true)}><History size={15} aria-hidden="true" /> {t("revisions.restore")}</button>}
      </div>
      {problem && <ProblemNotice problem={problem} retry={() => { void shown.refetch(); void diff.refetch(); }} />}
      {shown.data && diff.data && <Comparison graph={shown.data} diff={diff.data} />}
      {shown.data && !isSince && (number === 1 || diff.error) && <><p className="muted small">{t("revisions.first")}</p><Drawing graph={shown.data} /></>}
      {(shown.isPending || diff.isLoading) && <section className="panel"><Loading rows={4} /></section>}
      {isAsked && <RestoreDialog workflow={workflow} number={number} newest={newest} tag={tag} onClose={() => setAsked(false)} />}
    </div>
  );
}

function RestoreDialog({ workflow, number, newest, tag, onClose }: RevisionProps & { onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const [comment, setComment] = useState("");
  const diff = useQuery(diffQuery(workflow.id, newest, number));
  const restore = useMutation({
    mutationFn: () =>
      api.POST("/v1/workflows/{workflow_id}/revisions/{revision}/restore", {
        params: { path: { workflow_id: workflow.id, revision: number }, header: { "If-Match": tag } },
        body: comment.trim() ? { comment: comment.trim() } : {},
      }),
    onSuccess: ({ response }) => {
      const made = numberOf(response.headers.get("ETag") ?? "");
      toast(t("revisions.restored.toast", { number, made }));
      setSearch("revision", null);
      void queries.invalidateQueries({ queryKey: ["workflow", workflow.id] });
      onClose();
    },
  });
  return (
    <Dialog title={t("revisions.restore.title", { number })} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); restore.mutate(); }}>
        <p>{t("revisions.restore.text")}</p>
        {diff.data && <p><strong>{t("revisions.restore.does")}</strong> {t("diff.nodes")}: {t("diff.summary", { added: diff.data.nodes.added.length, removed: diff.data.nodes.removed.length, changed: diff.data.nodes.changed.length })}</p>}
        <div className="field">
          <label htmlFor="restore-comment">{t("revisions.comment")}</label>
          <input id="restore-comment" className="input" maxLength={500} value={comment} onChange={(event) => setComment(event.target.value)} />
        </div>
        {restore.error && <ProblemNotice problem={restore.error} />}
        <footer>
          <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" className="button primary" disabled={restore.isPending}>{t("revisions.restore")}</button>
        </footer>
      </form>
    </Dialog>
  );
}
