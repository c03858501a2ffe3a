import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ApprovalListed } from "../workflow/types";
import { api, dataOf } from "./client";

const AT_ONCE = 20;
/** A key may ask 100 times a minute: who looks at the inbox sees a question soon, the count beside every page comes later. */
const INBOX_INTERVAL = 1_500;
const COUNT_INTERVAL = 15_000;

/** What executions of the workspace wait for, the oldest question first. */
const approvalsQuery = (page: number) =>
  queryOptions({
    queryKey: ["approvals", page],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/approvals", { params: { query: { status: "open", page, limit: AT_ONCE } }, signal })),
    placeholderData: keepPreviousData,
  });

export const inboxQuery = (page: number) => ({ ...approvalsQuery(page), refetchInterval: INBOX_INTERVAL });
export const openCountQuery = () => ({ ...approvalsQuery(1), refetchInterval: COUNT_INTERVAL });

/** The name of the workflow that asks; the list of questions has only its id. */
export const askingWorkflowQuery = ({ workflow_id: id }: ApprovalListed) =>
  queryOptions({
    queryKey: ["workflow", id, "name"],
    queryFn: async ({ signal }) => (await dataOf(api.GET("/v1/workflows/{workflow_id}", { params: { path: { workflow_id: id } }, signal }))).name,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Answer by the question's own address; only its path is used, for the page may load from this origin only. */
export async function answer(url: string, data: unknown): Promise<void> {
  const { pathname, search } = new URL(url);
  const [, , approvalId, kind] = pathname.split("/");
  await api.POST("/approvals/{approval_id}/{answer}", {
    params: { path: { approval_id: approvalId!, answer: kind as "approve" }, query: { token: new URLSearchParams(search).get("token") ?? "" } },
    body: data as never,
    headers: { Accept: "application/json" },
  });
}
