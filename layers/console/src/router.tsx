/** Addresses and pages: the little that a console needs of a router. */
import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";

type Guard = () => boolean;

const listeners = new Set<() => void>();
const guards = new Set<Guard>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

/** Open a page of the console; a guard, such as unsaved work, may keep the person where they are. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  if (to === window.location.pathname + window.location.search) return;
  if (![...guards].every((guard) => guard())) return;
  if (replace) window.history.replaceState(null, "", to);
  else window.history.pushState(null, "", to);
  tell();
}

/** Give the page that is open another address: nothing is left, so nobody is asked. */
export function readdress(to: string): void {
  window.history.replaceState(null, "", to);
  tell();
}

/** Ask `guard` before another page is opened; returns what takes the guard away again. */
export function guardLeaving(guard: Guard): () => void {
  guards.add(guard);
  return () => guards.delete(guard);
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname);
}

export function useSearch(): URLSearchParams {
  return new URLSearchParams(useSyncExternalStore(subscribe, () => window.location.search));
}

/** Change one parameter of the address without a new entry in the history. */
export function setSearch(name: string, value: string | null): void {
  const search = new URLSearchParams(window.location.search);
  if (value) search.set(name, value);
  else search.delete(name);
  const text = search.toString();
  navigate(window.location.pathname + (text ? `?${text}` : ""), { replace: true });
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { to: string };

export function Link({ to, onClick, ...rest }: LinkProps) {
  function follow(event: MouseEvent<HTMLAnchorElement>): void {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    navigate(to);
  }
  return <a href={to} onClick={follow} {...rest} />;
}

export const paths = {
  workflows: "/",
  newWorkflow: "/console/workflows/new",
  importWorkflow: "/console/workflows/import",
  workflow: (id: string, tab = "") => `/console/workflows/${id}${tab && `/${tab}`}`,
  runs: "/console/runs",
  run: (id: string) => `/console/runs/${id}`,
  approvals: "/console/approvals",
  credentials: "/console/credentials",
  credential: (id: string) => `/console/credentials/${id}`,
  variables: "/console/variables",
  notifications: "/console/notifications",
  keys: "/console/keys",
  help: (topic = "") => `/console/help${topic && `/${topic}`}`,
};
