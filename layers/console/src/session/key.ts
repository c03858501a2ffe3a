/** The key of this visit: in memory, and in the tab's own storage so that a reload does not ask for it again. */

const STORED = "exeoflow.key";
const FRAGMENT = "#key=";

let isRefused = false;
let listeners: Array<() => void> = [];
let current: string | null = takeFromAddress() ?? sessionStorage.getItem(STORED) ?? localStorage.getItem(STORED);

/** Take the key out of the address at once: a fragment reaches no server, but it would stay in the history. */
function takeFromAddress(): string | null {
  if (!window.location.hash.startsWith(FRAGMENT)) return null;
  const key = decodeURIComponent(window.location.hash.slice(FRAGMENT.length));
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  sessionStorage.setItem(STORED, key);
  return key;
}

export function currentKey(): string | null {
  return current;
}

export function onKey(listener: () => void): () => void {
  listeners.push(listener);
  return () => {
    listeners = listeners.filter((each) => each !== listener);
  };
}

/** Use `key` from now on; `remember` keeps it on this device, which nobody is asked to do. */
export function enterKey(key: string, remember: boolean): void {
  current = key;
  sessionStorage.setItem(STORED, key);
  if (remember) localStorage.setItem(STORED, key);
  for (const listener of listeners) listener();
}

/** Tell whether the last key was thrown away because the API refused it; said where a key is asked for. */
export function isKeyRefused(): boolean {
  return isRefused;
}

export function forgetKey(why = { isRefused: false }): void {
  isRefused = why.isRefused;
  current = null;
  sessionStorage.removeItem(STORED);
  localStorage.removeItem(STORED);
  for (const listener of listeners) listener();
}

// Whoever opens the printed address in a tab that shows the console already changes only its fragment.
window.addEventListener("hashchange", () => {
  const key = takeFromAddress();
  if (key) enterKey(key, false);
});
