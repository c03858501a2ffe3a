/** Values of a run on their way into an expression: dragged, or chosen for the field that was written in last. */
import type { EditorView } from "@codemirror/view";

/** What is dragged is the expression that yields the value. */
export const VALUE_TYPE = "application/x-exeoflow-value";

type Field = { view: EditorView; isTemplate: boolean };

let last: Field | null = null;

export function rememberField(field: Field): void {
  last = field;
}

export function forgetField(view: EditorView): void {
  if (last?.view === view) last = null;
}

/** Write `path` where the last field has its cursor; false if there is no such field. */
export function insertIntoLast(path: string): boolean {
  if (!last) return false;
  const { from, to } = last.view.state.selection.main;
  insert(last, path, from, to);
  last.view.focus();
  return true;
}

/** Between texts a value needs braces, within an expression it has them. */
export function insert({ view, isTemplate }: Field, path: string, from: number, to = from): void {
  const before = view.state.sliceDoc(0, from);
  const isText = isTemplate && before.lastIndexOf("{{") <= before.lastIndexOf("}}");
  const text = isText ? `{{ ${path} }}` : path;
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: "input.drop", scrollIntoView: true });
}
