/** The code that pages with drawings need beside the application's own. The entry begins it, so nothing here needs React. */
import { engineWorker } from "../graph/engine";
import { match } from "./address";

export const graphView = () => import("../graph/GraphView");
export const workflowPage = () => import("../pages/WorkflowPage");
export const runPage = () => import("../pages/RunPage");
export const editorPage = () => import("../pages/EditorPage");

const DRAWN: ReadonlyArray<readonly [string, ReadonlyArray<() => Promise<unknown>>]> = [
  ["/console/workflows/new", [editorPage]],
  ["/console/workflows/import", []],
  ["/console/workflows/:id/edit", [editorPage]],
  ["/console/workflows/:id", [workflowPage, graphView]],
  ["/console/workflows/:id/:tab", [workflowPage]],
  ["/console/runs/:id", [runPage, graphView]],
];

/** Begin to load what the page at `path` needs; whoever needs it says what became of it. */
export function beginCode(path: string): void {
  const found = DRAWN.find(([pattern]) => match(pattern, path));
  if (!found) return;
  engineWorker();
  for (const load of found[1]) load().catch(() => undefined);
}
