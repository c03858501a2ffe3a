import { queryOptions } from "@tanstack/react-query";
import type { Diagnostic, Schemas } from "../workflow/types";
import { api, dataOf } from "./client";
import { Problem } from "./problem";

export const nodeTypesQuery = () =>
  queryOptions({
    queryKey: ["node-types"],
    queryFn: async ({ signal }) => (await dataOf(api.GET("/v1/node-types", { signal }))).node_types,
    staleTime: Number.POSITIVE_INFINITY,
  });

export type Validation = Pick<Schemas["WorkflowValidation"], "valid" | "diagnostics" | "budgets">;

/** Ask what saving a workflow would say; what the API refuses to read at all is told like its other faults. */
export async function validated(workflow: object, signal: AbortSignal): Promise<Validation> {
  try {
    return await dataOf(api.POST("/v1/workflows/validate", { body: workflow as never, signal }));
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 400 || problem.details.length === 0) throw problem;
    return { valid: false, diagnostics: problem.details.map(diagnosticOf), budgets: null };
  }
}

function diagnosticOf({ rule, severity, path, message, hint }: Problem["details"][number]): Diagnostic {
  return { rule, severity: severity ?? "error", path, message, hint: hint ?? "" } as Diagnostic;
}
