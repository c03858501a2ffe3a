/** Which page an address shows. */
import { lazy, type ReactElement } from "react";
import { ApprovalsPage } from "../pages/ApprovalsPage";
import { KeysPage } from "../pages/KeysPage";
import { LostPage } from "../pages/LostPage";
import { NotificationsPage } from "../pages/NotificationsPage";
import { RunsPage } from "../pages/RunsPage";
import { WorkflowsPage } from "../pages/WorkflowsPage";
import { match } from "../router";

/** Begin to load what draws at the same time, not when the page asks for it. */
function drawn<Page>(page: Promise<Page>): Promise<Page> {
  void import("../graph/GraphView").catch(() => undefined); // the page says so itself
  return page;
}

// Pages with drawings come when they are opened: the list of workflows needs none.
const WorkflowPage = lazy(() => drawn(import("../pages/WorkflowPage")));
const EditorPage = lazy(() => import("../pages/EditorPage"));
const RunPage = lazy(() => drawn(import("../pages/RunPage")));
const ImportPage = lazy(() => drawn(import("../pages/ImportPage")));
const CredentialsPage = lazy(() => import("../pages/CredentialsPage"));
const CredentialPage = lazy(() => import("../pages/CredentialPage"));
const VariablesPage = lazy(() => import("../pages/VariablesPage"));
const HelpPage = lazy(() => import("../pages/HelpPage"));

type Page = (parts: Record<string, string>) => ReactElement;

const PAGES: ReadonlyArray<readonly [string, Page]> = [
  ["", () => <WorkflowsPage />],
  ["/console/workflows", () => <WorkflowsPage />],
  ["/console/workflows/new", () => <EditorPage key="new" id={null} />],
  ["/console/workflows/import", () => <ImportPage />],
  ["/console/workflows/:id/edit", ({ id }) => <EditorPage key={id} id={id!} />],
  ["/console/workflows/:id", ({ id }) => <WorkflowPage key={id} id={id!} tab="graph" />],
  ["/console/workflows/:id/:tab", ({ id, tab }) => <WorkflowPage key={id} id={id!} tab={tab!} />],
  ["/console/runs", () => <RunsPage />],
  ["/console/runs/:id", ({ id }) => <RunPage key={id} id={id!} />],
  ["/console/approvals", () => <ApprovalsPage />],
  ["/console/credentials", () => <CredentialsPage />],
  ["/console/credentials/:id", ({ id }) => <CredentialPage key={id} id={id!} />],
  ["/console/variables", () => <VariablesPage />],
  ["/console/notifications", () => <NotificationsPage />],
  ["/console/keys", () => <KeysPage />],
  ["/console/help", () => <HelpPage topic="nodes" />],
  ["/console/help/:topic", ({ topic }) => <HelpPage topic={topic!} />],
];

export function pageAt(path: string): ReactElement {
  for (const [pattern, page] of PAGES) {
    const parts = match(pattern, path);
    if (parts) return page(parts);
  }
  return <LostPage />;
}
