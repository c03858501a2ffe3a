import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client";
import { Problem } from "../api/problem";
import { useWords } from "../i18n";
import { toast } from "../ui/toasts";

type Rerun = { execution: string; from?: string };

/** Runs again what ran, by the workflow as it is now; `from` a node, what ran before it keeps what it put out. */
export function useRerun(onStarted: (id: string) => void) {
  const t = useWords();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ execution, from }: Rerun) =>
      api.POST("/v1/executions/{execution_id}/retry", { params: { path: { execution_id: execution }, header: {} }, ...(from ? { body: { from } as never } : {}) }),
    onSuccess: ({ data }) => {
      toast(t("run.retrying"));
      void queries.invalidateQueries({ queryKey: ["runs"] });
      onStarted(data!.data.execution_id);
    },
    onError: (error) => toast(wordsOf(error), "bad"),
  });
}

/** The API says in `details` why nothing can go on from a node. */
function wordsOf(error: Error): string {
  const [detail] = error instanceof Problem ? error.details : [];
  return detail ? `${detail.message} ${detail.hint ?? ""}`.trim() : error.message;
}
