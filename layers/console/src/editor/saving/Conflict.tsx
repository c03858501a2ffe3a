import { useWords } from "../../i18n";
import { Dialog } from "../../ui/parts";
import { nameOf } from "../../workflow/catalogue";
import type { Drawing } from "../drawing/document";
import { changesBetween } from "../drawing/changes";

type Props = { base: Drawing; theirs: Drawing; onMine: () => void; onTheirs: () => void; onClose: () => void };

/** Somebody else has saved meanwhile: says what, and lets the person decide. */
export function Conflict({ base, theirs, onMine, onTheirs, onClose }: Props) {
  const t = useWords();
  const { added, removed, changed, isElse } = changesBetween(base, theirs);
  return (
    <Dialog title={t("conflict.title")} onClose={onClose}>
      <p>{t("conflict.text")}</p>
      <dl className="facts">
        {added.length > 0 && <><dt>{t("diff.added")}</dt><dd>{added.map(nameOf).join(", ")}</dd></>}
        {removed.length > 0 && <><dt>{t("diff.removed")}</dt><dd>{removed.map(nameOf).join(", ")}</dd></>}
        {changed.length > 0 && <><dt>{t("diff.changed")}</dt><dd>{changed.map(nameOf).join(", ")}</dd></>}
        {isElse && <><dt>{t("diff.else")}</dt><dd>{t("diff.else.text")}</dd></>}
      </dl>
      <footer>
        <button type="button" className="button" onClick={onClose}>{t("conflict.later")}</button>
        <button type="button" className="button" onClick={onTheirs}>{t("conflict.theirs")}</button>
        <button type="button" className="button danger" onClick={onMine}>{t("conflict.mine")}</button>
      </footer>
    </Dialog>
  );
}
