/** Which page an address shows. */
import type { QueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { currentKeyQuery } from "../api/queries";
import { GraphView } from "../graph/graphOnDemand";
import { ApprovalsPage } from "../pages/ApprovalsPage";
import { KeysPage } from "../pages/KeysPage";
import { LostPage } from "../pages/LostPage";
import { NotificationsPage } from "../pages/NotificationsPage";
import { RunsPage } from "../pages/RunsPage";
import { WorkflowsPage } from "../pages/WorkflowsPage";
import { type Code, onDemand } from "../ui/onDemand";
import { match } from "./address";
import { editorPage, runPage, workflowPage } from "./code";
import { editorKey } from "./editorKey";
import { runDrawing, workflowData, workflowDrawing } from "./firstData";

// Pages with drawings, and those that are opened rarely, come when they are opened: the list of workflows needs none.
const WorkflowPage = onDemand(workflowPage);
const EditorPage = onDemand(editorPage);
const RunPage = onDemand(runPage);
const ImportPage = onDemand(() => import("../pages/ImportPage"));
const CredentialsPage = onDemand(() => import("../pages/CredentialsPage"));
const CredentialPage = onDemand(() => import("../pages/CredentialPage"));
const VariablesPage = onDemand(() => import("../pages/VariablesPage"));
const HelpPage = onDemand(() => import("../pages/HelpPage"));

type Parts = Record<string, string>;
type Needs = { code?: readonly Code[]; data?: (read: QueryClient, parts: Parts) => Promise<void> };
type Page = readonly [pattern: string, show: (parts: Parts) => ReactElement, needs?: Needs];

const PAGES: readonly Page[] = [
  ["", () => <WorkflowsPage key="workflows" />],
  ["/console/workflows", () => <WorkflowsPage key="workflows" />],
  ["/console/workflows/new", () => <EditorPage key={editorKey(null)} id={null} />, { code: [EditorPage] }],
  ["/console/workflows/import", () => <ImportPage />, { code: [ImportPage] }],
  ["/console/workflows/:id/edit", ({ id }) => <EditorPage key={editorKey(id!)} id={id!} />, { code: [EditorPage] }],
  ["/console/workflows/:id", ({ id }) => <WorkflowPage key={`workflow ${id}`} id={id!} tab="graph" />, { code: [WorkflowPage, GraphView], data: workflowDrawing }],
  ["/console/workflows/:id/:tab", ({ id, tab }) => <WorkflowPage key={`workflow ${id}`} id={id!} tab={tab!} />, { code: [WorkflowPage], data: workflowData }],
  ["/console/runs", () => <RunsPage />],
  ["/console/runs/:id", ({ id }) => <RunPage key={`run ${id}`} id={id!} />, { code: [RunPage, GraphView], data: runDrawing }],
  ["/console/approvals", () => <ApprovalsPage />],
  ["/console/credentials", () => <CredentialsPage />, { code: [CredentialsPage] }],
  ["/console/credentials/:id", ({ id }) => <CredentialPage key={`credential ${id}`} id={id!} />, { code: [CredentialPage] }],
  ["/console/variables", () => <VariablesPage />, { code: [VariablesPage] }],
  ["/console/notifications", () => <NotificationsPage />],
  ["/console/keys", () => <KeysPage />],
  ["/console/help", () => <HelpPage key="help" topic="nodes" />, { code: [HelpPage] }],
  ["/console/help/:topic", ({ topic }) => <HelpPage key="help" topic={topic!} />, { code: [HelpPage] }],
];

/** Load the code that the page at `path` needs, so that it is shown at once. */
export async function prepareCode(path: string): Promise<void> {
  await Promise.all((found(path)?.needs.code ?? []).map(({ prepare }) => prepare()));
}

/** Begin to read what the page at `path` shows, before it is there and asks for it: what fails it asks for again. */
export async function prepareData(path: string, read: QueryClient): Promise<void> {
  const page = found(path);
  const data = page?.needs.data?.(read, page.parts).catch(() => undefined);
  await Promise.all([read.prefetchQuery(currentKeyQuery()), data]);
}

/** Return the page at `path`; the tabs of one page, and a workflow before and after it has an id, have the same key. */
export function pageAt(path: string): ReactElement {
  const page = found(path);
  return page ? page.show(page.parts) : <LostPage />;
}

function found(path: string) {
  for (const [pattern, show, needs = {}] of PAGES) {
    const parts = match(pattern, path);
    if (parts) return { parts, show, needs };
  }
  return null;
}
