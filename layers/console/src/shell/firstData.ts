/** What the first page shows, read while its code is still on its way; drawings are laid out meanwhile. */
import type { QueryClient } from "@tanstack/react-query";
import { revisionQuery, runQuery, workflowQuery } from "../api/queries";
import { beginLayout } from "../graph/layout";

type Read = (read: QueryClient, parts: Record<string, string>) => Promise<void>;

export const workflowData: Read = async (read, { id }) => {
  await read.fetchQuery(workflowQuery(id!));
};

export const workflowDrawing: Read = async (read, { id }) => {
  const { workflow } = await read.fetchQuery(workflowQuery(id!));
  beginLayout(workflow);
};

export const runDrawing: Read = async (read, { id }) => {
  const run = await read.fetchQuery(runQuery(id!));
  if (run.revision !== null) beginLayout(await read.fetchQuery(revisionQuery(run.workflow_id, run.revision)));
};
