/** What pages have read of the API, and when it is asked again. */
import { QueryClient } from "@tanstack/react-query";
import { Problem } from "../api/problem";
import { say } from "../i18n";
import { toast } from "../ui/toasts";

const ATTEMPTS = 3;

function isWorthRetrying(failures: number, error: Error): boolean {
  if (!(error instanceof Problem) || failures >= ATTEMPTS) return false;
  return error.isOffline || error.status === 429 || error.status >= 500;
}

/** The API says how long to wait when a key has made its requests of the minute; meanwhile there is nothing to see. */
function pause(failures: number, error: Error): number {
  const told = error instanceof Problem ? error.retryAfterSeconds : null;
  if (told && (error as Problem).status === 429) tellOfWait(told);
  return told ? told * 1_000 : 500 * 2 ** failures;
}

let isToldUntil = 0;

/** Say once that the API asks to wait, however many questions it has put off. */
function tellOfWait(seconds: number): void {
  if (Date.now() < isToldUntil) return;
  isToldUntil = Date.now() + seconds * 1_000;
  toast(say("problem.busy", { seconds }), "bad");
}

export function newCache(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: isWorthRetrying, retryDelay: pause, staleTime: 2_000, networkMode: "always" }, mutations: { networkMode: "always" } },
  });
}
