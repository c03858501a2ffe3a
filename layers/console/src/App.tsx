import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { Problem } from "./api/problem";
import { KeyEntry } from "./session/KeyEntry";
import { currentKey, onKey } from "./session/key";
import { Shell } from "./shell/Shell";
import { Toasts } from "./ui/toasts";

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

function newCache(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: isWorthRetrying, retryDelay: pause, staleTime: 2_000, networkMode: "always" }, mutations: { networkMode: "always" } },
  });
}

export function App() {
  const key = useSyncExternalStore(onKey, currentKey);
  // What one key has shown is not for the next one.
  const [cache, setCache] = useState({ key, queries: newCache() });
  if (cache.key !== key) setCache({ key, queries: newCache() });
  return (
    <QueryClientProvider client={cache.queries}>
      {key ? <Shell key={key} /> : <KeyEntry />}
      <Toasts />
    </QueryClientProvider>
  );
}
