/** Unsaved work, kept in this browser until it is saved or thrown away. */
import type { Drawing } from "./document";

/** Under this a workflow is kept that has no id yet. */
export const NEW = "new";
const STORED = "exeoflow.draft.";

export type Draft = { drawing: Drawing; revision: string };

export function readDraft(id: string): Draft | null {
  try {
    const text = localStorage.getItem(STORED + id);
    return text ? (JSON.parse(text) as Draft) : null;
  } catch {
    return null;
  }
}

export function keepDraft(id: string, draft: Draft): void {
  try {
    localStorage.setItem(STORED + id, JSON.stringify(draft));
  } catch {
    // A full store loses the copy, not the work that is open.
  }
}

export function dropDraft(id: string): void {
  localStorage.removeItem(STORED + id);
}
