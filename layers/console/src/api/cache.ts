/** What pages have read of the API, and when it is asked again. */
import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

const ATTEMPTS = 3;

function isWorthRetrying(failures: number, error: Error): boolean {
  if (!(error instanceof Problem) || failures >= ATTEMPTS) return false;
  return error.isOffline || error.status === 429 || error.status >= 500;
}

/** The API says how long to wait when a key has made its requests of the minute. */
function pause(failures: number, error: Error): number {
  const told = error instanceof Problem ? error.retryAfterSeconds : null;
  return told ? told * 1_000 : 500 * 2 ** failures;
}

export function newCache(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: isWorthRetrying, retryDelay: pause, staleTime: 2_000, networkMode: "always" }, mutations: { networkMode: "always" } },
  });
}
