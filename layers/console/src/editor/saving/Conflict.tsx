import { useQuery } from "@tanstack/react-query";
import { diffQuery, revisionQuery } from "../../api/queries";
import { useWords } from "../../i18n";
import { Changes } from "../../pages/workflow/Comparison";
import { joined } from "../../pages/workflow/comparison";
import { Dialog, Loading, ProblemNotice } from "../../ui/parts";
import { numberOf } from "../../workflow/revision";
import type { Drawing } from "../drawing/document";
import { merged } from "../drawing/merge";
import type { Stored } from "./saving";

type Props = { id: string; mine: Drawing; base: Stored; theirs: Stored; onJoin: (drawing: Drawing) => void; onMine: () => void; onTheirs: () => void; onClose: () => void };

/** Somebody else has saved meanwhile: says what, and lets the person decide. */
export function Conflict({ id, mine, base, theirs, onJoin, onMine, onTheirs, onClose }: Props) {
  const t = useWords();
  const [from, to] = [numberOf(base.revision), numberOf(theirs.revision)];
  const diff = useQuery(diffQuery(id, from, to));
  const begun = useQuery(revisionQuery(id, from));
  return (
    <Dialog title={t("conflict.title")} onClose={onClose} isWide>
      <p>{t("conflict.text")}</p>
      {diff.isPending && <Loading rows={3} />}
      {diff.error && <ProblemNotice problem={diff.error} />}
      {diff.data && <Changes nodes={joined(theirs.drawing, diff.data).nodes} diff={diff.data} />}
      <p className="small muted">{t("conflict.join.text")}</p>
      <footer>
        <button type="button" className="button" onClick={onClose}>{t("conflict.later")}</button>
        <button type="button" className="button" onClick={onTheirs}>{t("conflict.theirs")}</button>
        <button type="button" className="button danger" onClick={onMine}>{t("conflict.mine")}</button>
        <button type="button" className="button primary" disabled={!begun.data} onClick={() => onJoin(merged(begun.data as Drawing, mine, theirs.drawing))}>{t("conflict.join")}</button>
      </footer>
    </Dialog>
  );
}
