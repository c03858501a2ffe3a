/** What the entry begins before the application is there: the code of the page at its address, what it asks of the API, the layout engine. */
import { begin } from "../api/begun";
import { engineWorker } from "../graph/engine";
import { match } from "./address";
import { editorPage, graphView, runPage, workflowPage } from "./code";

type Begin = { code: ReadonlyArray<() => Promise<unknown>>; question?: (id: string) => string };

const OF_WORKFLOW = (id: string) => `/v1/workflows/${id}`;
const DRAWN: ReadonlyArray<readonly [string, Begin]> = [
  ["/console/workflows/new", { code: [editorPage] }],
  ["/console/workflows/import", { code: [] }],
  ["/console/workflows/:id/edit", { code: [editorPage], question: OF_WORKFLOW }],
  ["/console/workflows/:id", { code: [workflowPage, graphView], question: OF_WORKFLOW }],
  ["/console/workflows/:id/:tab", { code: [workflowPage], question: OF_WORKFLOW }],
  ["/console/runs/:id", { code: [runPage, graphView], question: (id) => `/v1/executions/${id}` }],
];

/** Begin all that the page at `path` needs; whoever needs it says what became of it. */
export function beginPage(path: string): void {
  begin("/v1/keys/current");
  for (const [pattern, { code, question }] of DRAWN) {
    const parts = match(pattern, path);
    if (!parts) continue;
    if (question) begin(question(parts.id!));
    engineWorker();
    for (const load of code) load().catch(() => undefined);
    return;
  }
}
