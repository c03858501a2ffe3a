/** A new workflow that is saved gets an id and stays open as it is: undo, selection and view belong to what is drawn. */

const kept = new Map<string, string>();
let news = 1;

/** Return the key under which the editor of a workflow is shown, null for a new one. */
export function editorKey(id: string | null): string {
  if (id === null) return `editor of new ${news}`;
  return kept.get(id) ?? `editor of ${id}`;
}

/** From now on the editor of `before` is the editor of `id`; the next new workflow gets one of its own. */
export function keepEditor(before: string | null, id: string): void {
  kept.set(id, editorKey(before));
  if (before === null) news += 1;
}
