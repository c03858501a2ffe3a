/** What pages read, each under one name in the cache. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "./client";

const RUNNING_INTERVAL = 1_000;
const LIST_INTERVAL = 15_000;

export const workflowsQuery = (page: number, status: "active" | "inactive" | undefined) =>
  queryOptions({
    queryKey: ["workflows", page, status],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/workflows", { params: { query: { page, limit: 100, status } }, signal })),
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

export type RunFilter = { page?: number; limit?: number; workflow_id?: string; status?: "running" | "success" | "failed" | "cancelled"; trigger?: "manual" | "webhook" | "schedule" | "event" | "queue" };

export const runsQuery = (filter: RunFilter) =>
  queryOptions({
    queryKey: ["runs", filter],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/executions", { params: { query: filter }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_INTERVAL,
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["run", id],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/executions/{execution_id}", { params: { path: { execution_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? RUNNING_INTERVAL : false),
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
