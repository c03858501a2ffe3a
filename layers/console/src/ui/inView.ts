import { type RefObject, useEffect, useRef } from "react";

/** Keep the current entry of a bar in view where the bar is wider than the screen. */
export function useCurrentInView<Bar extends HTMLElement>(current: string): RefObject<Bar | null> {
  const bar = useRef<Bar>(null);
  useEffect(() => {
    // Entries grow when a count comes or the language changes.
    const observer = new ResizeObserver(() => show(bar.current));
    for (const entry of bar.current?.querySelectorAll("a") ?? []) observer.observe(entry);
    return () => observer.disconnect();
  }, [current]);
  return bar;
}

function show(bar: HTMLElement | null): void {
  const entry = bar?.querySelector<HTMLElement>("[aria-current]");
  if (!bar || !entry) return;
  const [own, around] = [entry.getBoundingClientRect(), bar.getBoundingClientRect()];
  bar.scrollLeft += own.left + own.width / 2 - (around.left + around.width / 2);
}
