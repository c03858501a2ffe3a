import { type RefObject, useEffect, useRef } from "react";

/** Keep the current entry of a bar in view where the bar is wider than the screen. */
export function useCurrentInView(current: string): RefObject<HTMLElement | null> {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const entry = bar.current?.querySelector<HTMLElement>("[aria-current]");
    if (!entry) return;
    const [own, around] = [entry.getBoundingClientRect(), bar.current!.getBoundingClientRect()];
    bar.current!.scrollLeft += own.left + own.width / 2 - (around.left + around.width / 2);
  }, [current]);
  return bar;
}
