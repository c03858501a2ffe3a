import { useState } from "react";
import { useWords } from "../../i18n";
import { Dialog } from "../../ui/parts";

const LONGEST = 500;

/** Asks what was changed, and why: it stands beside the revision then. */
export function SaveDialog({ onSave, onClose }: { onSave: (comment: string) => void; onClose: () => void }) {
  const t = useWords();
  const [comment, setComment] = useState("");
  return (
    <Dialog title={t("editor.comment.title")} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); onClose(); onSave(comment.trim()); }}>
        <div className="field">
          <label htmlFor="save-comment">{t("editor.comment")}</label>
          <input id="save-comment" className="input" autoFocus maxLength={LONGEST} value={comment} onChange={(event) => setComment(event.target.value)} aria-describedby="save-comment-about" />
          <span id="save-comment-about" className="hint">{t("editor.comment.hint")}</span>
        </div>
        <footer>
          <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" className="button primary">{t("save")}</button>
        </footer>
      </form>
    </Dialog>
  );
}
