/** What pages read, each under one name in the cache. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Execution, ExecutionStatus, TriggerKind, WorkflowOrder, WorkflowStatus } from "../workflow/types";
import { api, dataOf } from "./client";

const WATCHED_SECONDS = 20;
const AT_ONCE = 100;
const FAST_ANSWERS = 12;
const PACE = 1_500; // a key may ask 100 times a minute, and each change is asked for twice: the run and its steps
const LIST_INTERVAL = 15_000;

export type WorkflowsAsked = { page: number; status?: WorkflowStatus; search?: string; tag?: string; sort?: WorkflowOrder };

export const workflowsQuery = (asked: WorkflowsAsked) =>
  queryOptions({
    queryKey: ["workflows", asked],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/workflows", { params: { query: { ...asked, limit: 100 } }, signal })),
    placeholderData: keepPreviousData,
  });

export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: ["workflow", id],
    queryFn: async ({ signal }) => {
      const answer = await api.GET("/v1/workflows/{workflow_id}", { params: { path: { workflow_id: id } }, signal });
      return { workflow: answer.data!.data, revision: answer.response.headers.get("ETag") ?? "" };
    },
  });

export const revisionsQuery = (id: string, page = 1) =>
  queryOptions({
    queryKey: ["workflow", id, "revisions", page],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/workflows/{workflow_id}/revisions", { params: { path: { workflow_id: id }, query: { page, limit: 25 } }, signal })),
    placeholderData: keepPreviousData,
  });

/** A workflow as it was; what was stays as it is. */
export const revisionQuery = (id: string, revision: number) =>
  queryOptions({
    queryKey: ["revision", id, revision],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/workflows/{workflow_id}/revisions/{revision}", { params: { path: { workflow_id: id, revision } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What makes revision `to` another one than `from`. */
export const diffQuery = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ["diff", id, from, to],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/v1/workflows/{workflow_id}/revisions/{revision}/diff", { params: { path: { workflow_id: id, revision: from }, query: { to } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const machineQuery = (id: string) =>
  queryOptions({
    queryKey: ["machine", id],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/workflows/{workflow_id}/definition", { params: { path: { workflow_id: id } }, signal })),
  });

export const statsQuery = (id: string, from: string, to: string) =>
  queryOptions({
    queryKey: ["stats", id, from, to],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/v1/workflows/{workflow_id}/stats", { params: { path: { workflow_id: id }, query: { from, to } }, signal })),
  });

export type RunFilter = {
  workflow_id?: string; status?: ExecutionStatus; trigger?: TriggerKind; error_code?: string; label?: string; tag?: string; from?: string; to?: string;
};

export const runsQuery = (query: RunFilter & { page?: number; limit?: number }) =>
  queryOptions({
    queryKey: ["runs", query],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/executions", { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_INTERVAL,
  });

/** A run; while it is running, the API is asked for what comes after what is known and answers at the next change. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["run", id],
    queryFn: ({ signal, client, queryKey }) => {
      const known = client.getQueryData<Execution>(queryKey);
      const query = known?.status === "running" ? { wait: WATCHED_SECONDS, after: known.version } : {};
      return dataOf(api.GET("/v1/executions/{execution_id}", { params: { path: { execution_id: id }, query }, signal }));
    },
    refetchInterval: ({ state }) => (state.data?.status === "running" ? (state.dataUpdateCount < FAST_ANSWERS ? AT_ONCE : PACE) : false),
  });

/** Steps with their data; while the execution runs they change, so its state is part of their name. */
export const stepsQuery = (id: string, version: string, page = 1) =>
  queryOptions({
    queryKey: ["steps", id, page, version],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/v1/executions/{execution_id}/steps", { params: { path: { execution_id: id }, query: { page, limit: 100 } }, signal })),
    placeholderData: keepPreviousData,
  });

/** What changes whenever a step does. */
export function versionOf({ status, version }: Execution): string {
  return `${status} ${version}`;
}

/** One step with its values whole. */
export const stepQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ["step", id, number],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/v1/executions/{execution_id}/steps/{number}", { params: { path: { execution_id: id, number: String(number) as never } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const currentKeyQuery = () =>
  queryOptions({
    queryKey: ["key"],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/keys/current", { signal })),
    staleTime: 60_000,
  });

export const keysQuery = () =>
  queryOptions({
    queryKey: ["keys"],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/keys", { params: { query: { limit: 100 } }, signal })),
  });

export const webhooksQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ["webhooks", workflowId],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/webhooks", { params: { query: { workflow_id: workflowId, limit: 100 } }, signal })),
  });

export const notificationsQuery = () =>
  queryOptions({
    queryKey: ["notifications"],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/notifications", { params: { query: { limit: 100 } }, signal })),
  });

export const credentialsQuery = (page = 1) =>
  queryOptions({
    queryKey: ["credentials", "list", page],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/credentials", { params: { query: { page, limit: 100 } }, signal })),
    placeholderData: keepPreviousData,
  });

export const credentialQuery = (id: string) =>
  queryOptions({
    queryKey: ["credentials", id],
    queryFn: async ({ signal }) => {
      const answer = await api.GET("/v1/credentials/{credential_id}", { params: { path: { credential_id: id } }, signal });
      return { credential: answer.data!.data, tag: answer.response.headers.get("ETag") ?? "" };
    },
  });

export const variablesQuery = (page = 1) =>
  queryOptions({
    queryKey: ["variables", page],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/variables", { params: { query: { page, limit: 100 } }, signal })),
    placeholderData: keepPreviousData,
  });
