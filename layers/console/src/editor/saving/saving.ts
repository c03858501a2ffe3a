/** Stores the drawing, and meets what somebody else has stored meanwhile. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { Problem } from "../../api/problem";
import { workflowQuery } from "../../api/queries";
import { useWords } from "../../i18n";
import { toast } from "../../ui/toasts";
import { type Drawing, drawingOf } from "../drawing/document";
import { dropDraft, NEW } from "../drawing/draft";
import { isSame } from "../drawing/merge";

/** The entity tag of a workflow that is not stored yet. */
const NOT_STORED = "";

export type Stored = { drawing: Drawing; revision: string };
/** What is drawn on while this is stored is not stored. */
type Wanted = { drawing: Drawing; revision: string; comment?: string };

export function useSaving(id: string | null, drawing: Drawing, begun: Stored) {
  const t = useWords();
  const queries = useQueryClient();
  const [stored, setStored] = useState(begun);
  const [theirs, setTheirs] = useState<Stored | null>(null);
  const write = useMutation({
    mutationFn: async ({ drawing: wanted, revision, comment }: Wanted) => {
      const body = { ...wanted, ...(comment ? { comment } : {}) } as never;
      if (id === null || revision === NOT_STORED) return api.POST("/v1/workflows", { params: { header: {} }, body });
      return api.PUT("/v1/workflows/{workflow_id}", { params: { path: { workflow_id: id }, header: { "If-Match": revision } }, body });
    },
    onSuccess: ({ data, response }, { drawing: wanted }) => {
      const workflow = data!.data;
      const revision = response.headers.get("ETag") ?? "";
      dropDraft(id ?? NEW);
      setStored({ drawing: wanted, revision });
      queries.setQueryData(workflowQuery(workflow.id).queryKey, { workflow, revision });
      void queries.invalidateQueries({ queryKey: ["machine", workflow.id] });
      void queries.invalidateQueries({ queryKey: ["workflows"] });
      toast(t("editor.saved"));
    },
    onError: (error) => {
      if (error instanceof Problem && (error.status === 412 || error.code === "WORKFLOW_CHANGED")) void meet();
    },
  });

  /** Read what the other one has saved. */
  async function meet(): Promise<void> {
    const answer = await api.GET("/v1/workflows/{workflow_id}", { params: { path: { workflow_id: id! } } });
    setTheirs({ drawing: drawingOf(answer.data!.data), revision: answer.response.headers.get("ETag") ?? "" });
  }

  const answered = write.data?.data?.data.id;
  return {
    stored,
    isDirty: drawing !== stored.drawing && !isSame(drawing, stored.drawing),
    isSaving: write.isPending,
    /** The id that a new workflow got when it was saved. */
    made: answered === id ? undefined : answered,
    problem: theirs ? null : write.error,
    theirs,
    save: (comment?: string) => write.mutate({ drawing, revision: stored.revision, comment }),
    /** Store the drawing as a workflow of its own, where the one that it was is gone. */
    saveAsNew: () => write.mutate({ drawing, revision: NOT_STORED }),
    /** Store the drawing in place of what the other one has stored. */
    overwrite: (other: Stored) => {
      setStored(other);
      setTheirs(null);
      write.mutate({ drawing, revision: other.revision });
    },
    /** From now on the drawing is compared with this, and stored in its place. */
    settle: (on: Stored) => {
      setStored(on);
      setTheirs(null);
      write.reset();
    },
    putOff: () => setTheirs(null),
  };
}
