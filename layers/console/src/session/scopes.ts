import { useQuery } from "@tanstack/react-query";
import { currentKeyQuery } from "../api/queries";
import type { Scope } from "../workflow/types";

/** Tell whether it is known that the key may do it: what nobody asked for is not worth a refusal. */
export function useIsAllowed(scope: Scope): boolean {
  const { data } = useQuery({ ...currentKeyQuery(), retry: false });
  return data?.scopes.includes(scope) ?? false;
}

/** Tell what the key may do; until that is known nothing is hidden, for the API decides anyhow. */
export function useScopes(): (scope: Scope) => boolean {
  const { data } = useQuery({ ...currentKeyQuery(), retry: false });
  return (scope) => !data || data.scopes.includes(scope);
}
