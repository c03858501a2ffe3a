/** What the compiler says of the drawing, asked again whenever it has been left alone for a moment. */
import { useQuery } from "@tanstack/react-query";
import { validated } from "../../api/editing";
import { useSettled } from "../../ui/settled";
import type { Diagnostic } from "../../workflow/types";
import type { Drawing } from "./document";

const PAUSE = 500;

export function useDiagnosis(drawing: Drawing, workflowId: string | null) {
  const settled = useSettled(drawing, PAUSE);
  return useQuery({
    queryKey: ["validate", workflowId, settled],
    queryFn: ({ signal }) => validated({ ...settled, name: settled.name.trim() || "…" }, signal),
    enabled: settled.nodes.length > 0,
    placeholderData: (before) => before,
    gcTime: 10_000,
    retry: false,
  });
}

/** Return the diagnostics of one node, those of its connections left out. */
export function diagnosticsOf(id: string, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ node_id }) => node_id === id);
}

/** Return the diagnostics of a field: `nodes[3].config.values.name` is about `values` and about `values.name`. */
export function diagnosticsAt(field: string, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ path }) => {
    const own = path.replace(/^nodes\[\d+\]\.(config\.)?/, "");
    return own === field || own.startsWith(`${field}.`) || own.startsWith(`${field}[`);
  });
}
