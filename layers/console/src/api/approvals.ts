import { queryOptions } from "@tanstack/react-query";
import type { Approval, Execution } from "../workflow/types";
import { api, dataOf } from "./client";

const NEWEST = 25;
/** Each look costs a request per running execution, and one more; a key may make 100 a minute. */
const PER_REQUEST = 1_500;

export type OpenApproval = { approval: Approval; execution: Execution };
/** `running` is how many executions run; only the newest of them are looked at. */
export type OpenApprovals = { open: OpenApproval[]; looked: number; running: number };

/** What the newest running executions wait for: the API lists approvals with their executions only. */
export const approvalsQuery = () =>
  queryOptions({
    queryKey: ["approvals"],
    queryFn: async ({ signal }): Promise<OpenApprovals> => {
      const { executions, pagination } = await dataOf(api.GET("/v1/executions", { params: { query: { status: "running", limit: NEWEST } }, signal }));
      const read = executions.map(({ id }) =>
        dataOf(api.GET("/v1/executions/{execution_id}", { params: { path: { execution_id: id } }, signal })),
      );
      const found = await Promise.all(read);
      const open = found.flatMap((execution) => (execution.approvals ?? []).map((approval) => ({ approval, execution })));
      return { open, looked: executions.length, running: pagination.total };
    },
    refetchInterval: ({ state }) => PER_REQUEST * (1 + Math.max(1, state.data?.looked ?? NEWEST)),
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
