/** Short words about what was done, said aloud as well. */
import { useSyncExternalStore } from "react";
import { StatusIcon } from "./icons";

type Toast = { id: number; text: string; tone: "ok" | "bad" };

let shown: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

export function toast(text: string, tone: "ok" | "bad" = "ok"): void {
  last += 1;
  const made = { id: last, text, tone };
  change([...shown.slice(-2), made]);
  setTimeout(() => change(shown.filter((each) => each !== made)), tone === "bad" ? 9_000 : 4_000);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const toasts = useSyncExternalStore(subscribe, () => shown);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, text, tone }) => (
        <div key={id} className={`notice ${tone}`}>
          <StatusIcon tone={tone} size={16} />
          <span className="text">{text}</span>
        </div>
      ))}
    </div>
  );
}
