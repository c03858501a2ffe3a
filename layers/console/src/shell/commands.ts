/** What can be done on the page that is open: pages say it, the command bar offers it. */
import type { LucideIcon } from "lucide-react";
import { useEffect, useRef } from "react";

export type Command = { label: string; icon: LucideIcon; act: () => void; hint?: string };

const sources = new Set<() => readonly Command[]>();

/** Offer what the page can do for as long as it is shown; what is false now is left out. */
export function useCommands(commands: ReadonlyArray<Command | false | null | undefined>): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const tell = () => latest.current.filter((each): each is Command => Boolean(each));
    sources.add(tell);
    return () => {
      sources.delete(tell);
    };
  }, []);
}

export function commandsOfPage(): Command[] {
  return [...sources].flatMap((tell) => tell());
}
