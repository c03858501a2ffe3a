import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { newCache } from "./shell/cache";
import { KeyEntry } from "./session/KeyEntry";
import { currentKey, onKey } from "./session/key";
import { Shell } from "./shell/Shell";
import { Toasts } from "./ui/toasts";

/** `read` is what has been read with the key of the visit before there was anything to show. */
export function App({ read }: { read: QueryClient }) {
  const key = useSyncExternalStore(onKey, currentKey);
  // What one key has shown is not for the next one.
  const [cache, setCache] = useState({ key, queries: read });
  if (cache.key !== key) setCache({ key, queries: newCache() });
  return (
    <QueryClientProvider client={cache.queries}>
      {key ? <Shell key={key} /> : <KeyEntry />}
      <Toasts />
    </QueryClientProvider>
  );
}
