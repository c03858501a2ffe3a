import { useEffect } from "react";
import { guardLeaving } from "../../router";
import { type Drawing } from "../drawing/document";
import { dropDraft, keepDraft } from "../drawing/draft";

/** Keep what is not saved, so that a reload or a crash loses nothing. */
export function useKeptDraft(id: string, drawing: Drawing, revision: string, isDirty: boolean): void {
  useEffect(() => {
    if (isDirty) keepDraft(id, { drawing, revision });
    else dropDraft(id);
  }, [id, drawing, revision, isDirty]);
}

/** Ask before the page is left for another one; the draft stays in any case. */
export function useLeaveGuard(isDirty: boolean, question: string): void {
  useEffect(() => {
    if (!isDirty) return;
    return guardLeaving(() => window.confirm(question));
  }, [isDirty, question]);
}
