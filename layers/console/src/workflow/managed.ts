import type { Workflow } from "./types";

/** Tell whether a workflow is changed elsewhere: the API would refuse it here. */
export function isManaged({ managed_by }: Pick<Workflow, "managed_by">): boolean {
  return managed_by === "git";
}
